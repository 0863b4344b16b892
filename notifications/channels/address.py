"""Addresses that may be handed to a server."""

from __future__ import annotations

import re

from notifications.errors import UnfitAddress, UnknownTemplate

MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""dot-atom@domain (RFC 5322, 3.4.1); quoted and accented local parts are refused on purpose."""

PHONE = re.compile(r"\+?[0-9][0-9 .\-]{5,18}")


def check_address(channel: str, address: str) -> str:
    """Return ``address`` where the channel can use it. Raises UnfitAddress: a line break would be a command."""
    if channel == "extra":
        return address
    if channel not in ("email", "sms"):
        raise UnknownTemplate.of("message.unknown_channel", place=address, channel=channel)
    if not (MAIL if channel == "email" else PHONE).fullmatch(address):
        raise UnfitAddress.of(f"address.unfit_{channel}", place=repr(address))
    return address
