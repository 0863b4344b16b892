"""How a report names its plan, its days and its file."""

from __future__ import annotations

from datetime import date

import pytest

from models.plan import Plan
from models.round import Round
from tasks.paper.wording import day_text, file_stem, plan_text


@pytest.mark.parametrize(
    ("number", "key", "sign", "name"),
    [
        ("12/KH-UBND", "2026-Q1", "SNV", "BC_KQ_KH12_Q1-2026_SNV"),
        ("2954/QĐ-UBND", "2026-H1", "SNV", "BC_KQ_QD2954_6T-2026_SNV"),
        (None, "2026-Y", "SGDĐT", "BC_KQ_KH2026_NAM-2026_SGDDT"),
        (
            "0125/KH-UBND",
            "Đợt kiểm tra đột xuất lần thứ nhất của Ủy ban",
            "PVHTT",
            "BC_KQ_KH125_Dot-kiem-tra-dot-xuat-lan-thu-nha",
        ),
    ],
)
def test_file_names_are_ascii_and_at_most_fifty_long(number: str | None, key: str, sign: str, name: str) -> None:
    plan = Plan.model_construct(number=number, year=2026)
    stem = file_stem(plan, Round.model_construct(key=key), sign)
    assert stem == name
    assert len(f"{stem}.docx") <= 50
    assert stem.isascii()


@pytest.mark.parametrize(
    ("number", "title", "text"),
    [
        (
            "12/KH-UBND",
            "Kế hoạch tuyên truyền CCHC năm 2019",
            "Kế hoạch số 12/KH-UBND ngày 05/01/2019 của UBND tỉnh về tuyên truyền CCHC năm 2019",
        ),
        ("12/KH-UBND", "CCHC năm 2019", "Kế hoạch số 12/KH-UBND ngày 05/01/2019 của UBND tỉnh về CCHC năm 2019"),
        (
            "35/QĐ-UBND",
            "Về việc ban hành Kế hoạch",
            "Quyết định số 35/QĐ-UBND ngày 05/01/2019 của UBND tỉnh về việc ban hành Kế hoạch",
        ),
        ("không số", "Tuyên truyền năm 2019", "Kế hoạch tuyên truyền năm 2019 của UBND tỉnh"),
        (None, "Thông tin, tuyên truyền năm 2019", "Kế hoạch thông tin, tuyên truyền năm 2019 của UBND tỉnh"),
    ],
)
def test_the_plan_is_named_as_officers_name_it(number: str | None, title: str, text: str) -> None:
    plan = Plan.model_construct(number=number, title=title, issuer="UBND tỉnh", issued_on=date(2019, 1, 5))
    assert plan_text(plan) == text


def test_days_are_written_as_the_decree_pads_them() -> None:
    assert [day_text(date(2027, 1, 5)), day_text(date(2027, 3, 5)), day_text(date(2027, 12, 15))] == [
        "05/01/2027",
        "05/3/2027",
        "15/12/2027",
    ]
