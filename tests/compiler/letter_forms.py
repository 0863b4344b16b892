"""A letter of a fictional province, and what a compilation of it tells and asks."""

from __future__ import annotations

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

HEAD = """ỦY BAN NHÂN DÂN
TỈNH PHÚ HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/UBND-KT
V/v phòng, chống úng ngập
Phú Hòa, ngày 15 tháng 6 năm 2026

"""
TAIL = """
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""


def letter(body: str, tail: str = TAIL) -> Compiled:
    return compile_text(HEAD + body + tail)


def told(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compiled.responsibilities if duty.basis == "stated"]


def asked(compiled: Compiled) -> list[str]:
    """Codes of the questions and warnings that point at a place."""
    return [one.code for one in compiled.diagnostics if one.severity is not Severity.INFO and one.source]
