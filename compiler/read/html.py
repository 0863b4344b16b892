"""A page saved from a portal (.html, .mhtml) to the text that a reader came for."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from compiler.errors import DamagedDocument
from compiler.read.html_main import main_part
from compiler.read.html_parts import parts_of
from compiler.read.html_tree import Node, parse_page
from compiler.read.page import Part, write
from compiler.read.text import decode

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)


def read_html(content: bytes, place: str) -> str:
    """The main text of a page. Raises WrongEncoding, NotADocument, TooLarge."""
    return write(parts_of(main_part(_tree(content, place))))


def parts_of_page(content: bytes, place: str) -> list[Part]:
    """All that a page says: one that stands in a document has nothing around it. Raises as :func:`read_html`."""
    return parts_of(_tree(content, place))


def read_web_archive(content: bytes, place: str) -> str:
    """The main text of a page that a browser saved in one file (RFC 2557, multipart/related)."""
    return read_html(page_of_archive(content, place), place)


def page_of_archive(content: bytes, place: str) -> bytes:
    """The page in a file of several parts. Raises DamagedDocument."""
    try:
        message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        body = page.get_payload(decode=True) if page is not None else None
    except (MessageError, LookupError, ValueError, AttributeError) as fault:
        # the standard library's header parser fails in all these ways on damaged headers (measured)
        raise DamagedDocument.of("read.damaged.page", place=place) from fault
    if not isinstance(body, bytes) or not body.strip():
        raise DamagedDocument.of("read.damaged.page", place=place)
    return body


def _tree(content: bytes, place: str) -> Node:
    said = CHARSET.search(content[:4096])
    return parse_page(decode(content, place, said[1].decode("ascii") if said else None), place)
