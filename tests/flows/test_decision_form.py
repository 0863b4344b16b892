"""The supervisor's Resume form."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flows.decide_delays import form
from tests.flows.test_graph import row

NOW = datetime(2027, 3, 29, 2, tzinfo=UTC)


def answered(**changes: object) -> dict[str, object]:
    return {"action": "Gia hạn", "reason": "Lũ", "by": "Ông Bình", **changes}


def test_it_names_the_agencies_and_chooses_all() -> None:
    properties = form([row("syt", "Sở Y tế"), row("stc", "Sở Tài chính")], NOW).model_json_schema()["properties"]
    assert properties["agencies"]["items"]["enum"] == ["Sở Tài chính", "Sở Y tế"]
    assert properties["agencies"]["default"] == ["Sở Tài chính", "Sở Y tế"]
    assert properties["extend_to"]["default"] == "2027-04-05"
    assert properties["action"]["enum"] == ["Gia hạn", "Dự thảo văn bản đôn đốc", "Kết thúc, ghi thiếu báo cáo"]


def test_an_agency_that_reported_meanwhile_does_not_spoil_the_answer() -> None:
    now_only = form([row("syt", "Sở Y tế")], NOW)
    read = now_only(**answered(agencies=["Sở Y tế", "Sở Tài chính"], extend_to="2027-04-05"))
    assert read.agencies == ["Sở Y tế", "Sở Tài chính"]  # type: ignore[attr-defined]
    assert read.extend_to == date(2027, 4, 5)  # type: ignore[attr-defined]


def test_what_was_wrong_with_the_last_answer_is_said_first() -> None:
    description = form([row("syt", "Sở Y tế")], NOW, "ngày gia hạn đã qua")._description
    assert description is not None
    assert description.startswith("**Chưa thực hiện được: ngày gia hạn đã qua**")
