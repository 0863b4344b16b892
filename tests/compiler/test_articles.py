"""Articles of a portal that tell of an act and quote its duties: news of that act, with every duty that they quote."""

from __future__ import annotations

import datetime

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass

ARTICLE = (
    "# Dự án cầu Bến Mới tỉnh Phú Hòa\n\n### Nội dung chính\n\n"
    "Ngày 3/2/2026, UBND tỉnh Phú Hòa {verb} {act} về chủ trương đầu tư cầu Bến Mới.\n\n"
    "*Dự án cầu Bến Mới (Hình từ Internet)*\n\n## Ai thực hiện dự án?\n\n"
    "Căn cứ theo Điều 2 {act}, việc thực hiện như sau:\n\n"
    "1. Sở Xây dựng:\n\n- Thẩm định hồ sơ thiết kế.\n\n2. Sở Tài chính: Cân đối, bố trí vốn theo tiến độ.\n\n"
    "3. UBND xã Tân Lập chủ trì giải phóng mặt bằng, hoàn thành trước ngày 30/6/2026.\n"
)


@pytest.mark.parametrize("verb", ["đã ban hành", "ban hành"])
@pytest.mark.parametrize("act", ["Quyết định 0189/QĐ-UBND", "Quyết định số 0189/QĐ-UBND"])
def test_an_article_has_the_head_of_the_act_that_it_tells_of(verb: str, act: str) -> None:
    plan = compile_text(ARTICLE.format(verb=verb, act=act)).plan
    assert plan.cls is DocumentClass.NEWS
    assert (plan.number, plan.kind, plan.issuer) == ("0189/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Phú Hòa")
    assert plan.issued_on == datetime.date(2026, 2, 3)


def test_every_duty_that_an_article_quotes_is_its_holder_s() -> None:
    compiled = compile_text(ARTICLE.format(verb="ban hành", act="Quyết định 0189/QĐ-UBND"))
    assert [duty.holder for duty in compiled.responsibilities] == ["Sở Xây dựng", "Sở Tài chính", "UBND xã Tân Lập"]


def test_a_headline_that_begins_as_a_plan_s_title_is_still_an_article_s() -> None:
    text = ARTICLE.replace("# Dự án cầu Bến Mới tỉnh Phú Hòa", "# Kế hoạch xây dựng cầu Bến Mới (Kế hoạch 12/KH-UBND)")
    plan = compile_text(text.format(verb="đã ban hành", act="Kế hoạch 12/KH-UBND")).plan
    assert (plan.cls, plan.number) == (DocumentClass.NEWS, "12/KH-UBND")


def test_a_plan_that_looks_back_on_an_act_is_no_article() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH PHÚ HÒA\n\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nXây cầu năm 2026\n\n"
        "Ngày 3/2/2026, Chính phủ đã ban hành Nghị quyết số 12/NQ-CP về cầu đường. Trong đó, giao các tỉnh thực hiện.\n\n"
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Xây dựng\n- Thẩm định hồ sơ thiết kế.\n"
    )
    assert compile_text(text).plan.cls is DocumentClass.PLAN


@pytest.mark.parametrize("said", ["Ngày 8/12/2025, Chính phủ ban hành", "Chính phủ vừa ban hành", "Chính phủ ban hành"])
def test_the_government_issues_what_an_article_says_that_it_issued(said: str) -> None:
    text = (
        f"## Quy chế mới\n\n{said} Nghị định số 15/2025/NĐ-CP về chợ nổi.\n\nTrong đó, Nghị định quy định như sau:\n\n"
        "- UBND cấp xã có trách nhiệm sắp xếp bến đò.\n"
    )
    compiled = compile_text(text)
    assert (compiled.plan.issuer, compiled.plan.number) == ("Chính phủ", "15/2025/NĐ-CP")
    assert [duty.holder for duty in compiled.responsibilities] == ["UBND cấp xã"]
