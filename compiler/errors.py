"""Why a document cannot be read, each with place, reason and remedy (config/wording-read.yaml).

    DondocError
    └── DocumentError
        ├── NotADocument      it is something else: says what
        ├── EmptyDocument     it holds no text
        ├── EncryptedDocument a password is needed
        ├── DamagedDocument   it ends early or breaks the rules of its format
        ├── WrongEncoding     its bytes are no text in any encoding that we know
        ├── TooLarge          larger than a plan can be, packed or unpacked
        └── LegacyDocument    a format that needs LibreOffice, and it is not there or failed

The command line shows them and ends with 2; nothing is written.
"""

from __future__ import annotations

from config.errors import DondocError


class DocumentError(DondocError):
    """A document cannot be read."""


class NotADocument(DocumentError):
    """The file is not a document that holds a plan's text; `reason` says what it is instead."""


class EmptyDocument(DocumentError):
    """The document holds no text."""


class EncryptedDocument(DocumentError):
    """The document opens only with a password."""


class DamagedDocument(DocumentError):
    """The file claims a format and breaks it: cut off, overwritten, unpacked wrongly."""


class WrongEncoding(DocumentError):
    """The bytes of a text file are in no encoding that can be told with certainty."""


class TooLarge(DocumentError):
    """The file, or what it unpacks to, is larger than any plan; refused before it is unpacked."""


class LegacyDocument(DocumentError):
    """A format that only LibreOffice reads (.doc, .rtf, .odt), and it is missing or failed."""
