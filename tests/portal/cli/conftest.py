"""A small plan document of a fictional province, as text."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCUMENT = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 268/KH-UBND
Sông Lam, ngày 16 tháng 11 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2027

I. MỤC ĐÍCH
- Giúp người dân biết rõ quyền của mình khi làm thủ tục hành chính.

II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Là cơ quan thường trực; theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.
2. Sở Tài chính
- Hướng dẫn sử dụng kinh phí thực hiện Kế hoạch.
3. Các sở, ban, ngành và Ủy ban nhân dân các xã, phường
- Xây dựng kế hoạch và tổ chức thực hiện.
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A small plan as text."""
    path = tmp_path / "ke-hoach.txt"
    path.write_text(DOCUMENT, "utf-8")
    return path


@pytest.fixture
def unnumbered(tmp_path: Path) -> Path:
    """The same without its number, which nobody can propose."""
    path = tmp_path / "khong-so.txt"
    path.write_text(DOCUMENT.replace("Số: 268/KH-UBND\n", ""), "utf-8")
    return path
