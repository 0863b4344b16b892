"""The same plan reads the same however it is set."""

from __future__ import annotations

import unicodedata

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass, Level
from compiler.text.manuscript import same_tone
from tests.compiler.plan_writer import CLOSING, DUTIES, STYLES, Style, write

EXPECTED = [(holder, duty) for holder, duties in DUTIES.items() for duty in duties]
PLACES = (
    "tỉnh Bắc Ninh",
    "tỉnh Bà Rịa - Vũng Tàu",
    "thành phố Cần Thơ",
    "huyện Phú Hòa",
    "xã Tân Lập",
    "phường Hòa Bình",
)


def plain(text: str) -> str:
    return same_tone(" ".join(text.split()))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_layout_gives_the_same_duties(style: Style) -> None:
    compiled = compile_text(write(style))
    said = [(plain(duty.holder), plain(duty.text)) for duty in compiled.responsibilities]
    assert said[:-1] == [(holder, duty.text) for holder, duty in EXPECTED]
    assert said[-1] == ("các cơ quan, đơn vị, địa phương", CLOSING)
    assert compiled.responsibilities[-1].exception_channel


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_layout_gives_the_same_roles_partners_dues_and_routes(style: Style) -> None:
    compiled = compile_text(write(style))
    for duty, (_, expected) in zip(compiled.responsibilities, EXPECTED, strict=False):
        assert frozenset(duty.roles) == expected.roles
        assert tuple(map(plain, duty.with_)) == expected.partners
        assert tuple(map(plain, duty.reports_to)) == expected.to
        assert (duty.due.rule if duty.due else None) == expected.due


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_source_is_the_duty_s_own_words(style: Style) -> None:
    text = write(style)
    compiled = compile_text(text)
    for duty in compiled.responsibilities:
        assert duty.source is not None
        quoted = text[duty.source.start : duty.source.end].replace("*", "").replace("\u00d0", "Đ")
        assert " ".join(unicodedata.normalize("NFC", quoted).split()) == duty.text


@pytest.mark.parametrize("place", PLACES)
def test_the_head_names_issuer_level_number_date_and_year(place: str) -> None:
    plan = compile_text(write(STYLES[0], place=place, year=2027, number="07/KH-UBND")).plan
    unit = place.split(" ")[0]
    levels = {"tỉnh": Level.PROVINCE, "thành": Level.PROVINCE, "huyện": Level.DISTRICT}
    assert plan.cls is DocumentClass.PLAN
    assert (plan.number, plan.kind, str(plan.issued_on), plan.year) == ("07/KH-UBND", "Kế hoạch", "2027-01-12", 2027)
    assert plan.issuer == f"Ủy ban nhân dân {place}"
    assert plan.level is levels.get(unit, Level.COMMUNE)
    assert plan.title is not None and plan.title.startswith("Tuyên truyền cải cách hành chính năm 2027")
    assert [(cite.number, str(cite.issued_on), cite.relation) for cite in plan.cites] == [
        ("300/KH-UBND", "2026-12-20", "parent")
    ]
