"""How many SMS segments a text costs."""

from __future__ import annotations

from notifications.sms import SEGMENT

CONCATENATED = 153
UCS2_SEGMENT, UCS2_CONCATENATED = 70, 67
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")


def segments(text: str) -> int:
    """Segments in which ``text`` travels (3GPP TS 23.038, 6.2.1; TS 23.040, 9.2.3.24.1).

    160 septets alone and 153 each when joined; with one letter outside the GSM table 70 and 67 UTF-16 units.
    An empty text costs one.
    """
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        length, one, joined = sum(2 if sign in _EXTENDED else 1 for sign in text), SEGMENT, CONCATENATED
    else:
        length, one, joined = len(text.encode("utf-16-be")) // 2, UCS2_SEGMENT, UCS2_CONCATENATED
    return 1 if length <= one else -(-length // joined)
