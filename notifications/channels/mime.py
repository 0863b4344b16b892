"""A parcel as the bytes of an e-mail (RFC 5322, RFC 2045-2047, RFC 2231).

The standard library encodes headers, names and bodies; the parts are put together here, because its generator
parses and folds every header again and costs more than sending the mail (measured: 0.75 ms against 0.07 ms).
Every body is base64, which cannot hold a boundary, a line of one dot, or a line that is too long.
"""

from __future__ import annotations

import hashlib
from base64 import encodebytes
from email.charset import BASE64, Charset
from email.header import Header
from email.utils import encode_rfc2231, format_datetime
from functools import lru_cache

from config.settings import OFFICE_ZONE
from notifications.channels.parcel import Attachment, Parcel

# not the name "utf-8": Apprise's mail plugin changes what that means for the whole process
_UTF8 = Charset("utf-8")
_UTF8.header_encoding = BASE64


def wire(parcel: Parcel, *, reply_to: str | None = None) -> bytes:
    """The whole mail with CRLF line ends. ``reply_to`` takes the parcel's token after a "+"."""
    head = [
        f"From: {_mailbox(parcel.sender_name, parcel.sender_address, 'From')}",
        f"To: {_mailbox(parcel.recipient, parcel.address, 'To')}",
        f"Subject: {_words(parcel.subject, 'Subject')}",
        f"Date: {format_datetime(parcel.at.astimezone(OFFICE_ZONE))}",
        f"Message-ID: {parcel.message_id}",
        # RFC 3834, 5: responders stay silent, so that no loop can start
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
    ]
    if parcel.list_id:
        head.append(f"List-Id: <{parcel.list_id}>")  # RFC 2919
    if reply_to:
        head.append(f"Reply-To: {_with_token(reply_to, parcel.reply_token)}")
    mail = "\n".join([*head, _body(parcel)])
    return mail.replace("\n", "\r\n").encode("ascii")


def _body(parcel: Parcel) -> str:
    boundary = "=_" + hashlib.sha256(parcel.message_id.encode()).hexdigest()[:24]
    body = _part("text/plain; charset=utf-8", parcel.text.encode())
    if parcel.html is not None:
        html = _part("text/html; charset=utf-8", parcel.html.encode())
        body = _several("alternative", boundary, [body, html])
    if parcel.attachments:
        files = [_attached(each) for each in parcel.attachments]
        body = _several("mixed", boundary + "_", [body, *files])
    return body


def _part(media_type: str, content: bytes, *more: str) -> str:
    head = "\n".join((f"Content-Type: {media_type}", "Content-Transfer-Encoding: base64", *more))
    return f"{head}\n\n{encodebytes(content).decode('ascii')}"


def _several(kind: str, boundary: str, parts: list[str]) -> str:
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


def _attached(attachment: Attachment) -> str:
    # RFC 2231: a name with diacritics survives only in this form
    name = encode_rfc2231(attachment.name, "utf-8")
    return _part(attachment.media_type, attachment.content, f"Content-Disposition: attachment;\n filename*={name}")


@lru_cache(maxsize=4096)
def _words(text: str, header: str) -> str:
    # a line break in a name would be a header of its own
    text = " ".join(text.split())
    return Header(text, None if text.isascii() else _UTF8, header_name=header).encode()


@lru_cache(maxsize=4096)
def _mailbox(name: str, address: str, header: str) -> str:
    if not name:
        return address
    if name.isascii():
        quoted = '"' + " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"{quoted} <{address}>"
    return f"{_words(name, header)}\n <{address}>"


def _with_token(address: str, token: str | None) -> str:
    local, _, domain = address.partition("@")
    return f"{local}+{token}@{domain}" if token else address
