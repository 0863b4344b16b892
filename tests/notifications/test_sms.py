"""An SMS is one segment of plain letters, whatever the facts are."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications.kinds import FACTS
from notifications.render import render
from notifications.sms import SEGMENT, brief, unaccented
from tests.letters import facts

# GSM 03.38, basic table, without what gateways refuse: one septet each
ALLOWED = frozenset(string.ascii_letters + string.digits + " .,:;/-+()?!'\"*=_")

names = st.one_of(st.text(max_size=300), st.text("aăâbđeêghiơưuý ,.&%#[]{}€~^|\n\tẶ", max_size=300))


def test_vietnamese_letters_lose_their_marks() -> None:
    assert unaccented("Đề nghị Ủy ban nhân dân xã Ẵng Cang") == "De nghi Uy ban nhan dan xa Ang Cang"
    assert unaccented("Sở GD&ĐT [khẩn] 50% #1") == "So GD-DT khan 50 1"


def test_a_long_name_is_abbreviated_before_it_is_cut() -> None:
    assert brief("Sở Văn hóa, Thể thao và Du lịch", 28) == "So VHTTDL"
    assert brief("Ủy ban nhân dân phường Trần Hưng Đạo", 28) == "UBND phuong Tran Hung Dao"
    assert brief("Sở Y tế", 28) == "So Y te"
    cut = brief("Ban Chỉ đạo phòng chống thiên tai và tìm kiếm cứu nạn", 28)
    assert cut == "Ban Chi dao phong chong."


@given(names, st.integers(2, 60))
def test_brief_never_exceeds_its_length(name: str, length: int) -> None:
    assert len(brief(name, length)) <= length
    assert set(brief(name, length)) <= ALLOWED


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", FACTS)
def test_the_plan_stands_first_and_nothing_is_refused(kind: str, language: str) -> None:
    said = render(kind, "sms", language, facts(kind), secret=b"s", public_url="https://baocao.example").text
    about_people = kind in ("confirm_contact", "contact_trouble")
    assert said.startswith("So Noi vu" if about_people else "KH 12/KH-UBND: ")
    assert set(said) <= ALLOWED
    assert len(said) <= SEGMENT


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(sorted(FACTS)),
    language=st.sampled_from(["vi", "en"]),
    plan=names,
    agency=names,
    round_name=names,
    office=names,
    role=st.sampled_from(["focal", "clerk", "leader"]),
    requested=st.booleans(),
    state=st.sampled_from(["waiting", "incomplete", "returned"]),
    days=st.integers(0, 10**9),
    rows=st.integers(0, 3000),
    public_url=st.one_of(st.just("https://baocao.example"), st.just("https://" + "x" * 120 + ".example")),
)
def test_any_message_is_one_segment(
    kind: str,
    language: str,
    plan: str,
    agency: str,
    round_name: str,
    office: str,
    role: str,
    requested: bool,
    state: str,
    days: int,
    rows: int,
    public_url: str,
) -> None:
    given_facts: dict[str, Any] = facts(
        kind,
        plan={"key": "k", "label": plan, "number": None, "title": plan},
        agency={"key": "a", "name": agency},
        recipient={"name": agency, "role": role},
        request={"id": "r", "state": state},
        office=office,
        requested=requested,
        days_late=days,
        days_left=days,
        rows=[{"agency": {"name": agency}, "state": state}] * rows,
    )
    given_facts["round"] = given_facts["round"] | {"name": round_name}
    said = render(kind, "sms", language, given_facts, secret=b"s", public_url=public_url).text
    assert len(said) <= SEGMENT
    assert set(said) <= ALLOWED


def test_a_link_that_does_not_fit_gives_way_to_the_mail() -> None:
    short = render("request", "sms", "vi", facts("request"), secret=b"s", public_url="https://bc.example").text
    long = render("request", "sms", "vi", facts("request"), secret=b"s", public_url="https://" + "x" * 90).text
    assert "https://bc.example/b/" in short
    assert "http" not in long
    assert long.endswith("Xem thu dien tu.")
