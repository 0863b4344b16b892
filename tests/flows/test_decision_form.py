"""The supervisor's Resume form."""

from __future__ import annotations

from datetime import date

from flows.decide_delays import form
from tests.flows.test_graph import row


def answered(**changes: object) -> dict[str, object]:
    return {"action": "Gia hạn", "reason": "Lũ", "by": "Ông Bình", **changes}


def test_it_names_the_agencies_and_chooses_all() -> None:
    properties = form([row("syt", "Sở Y tế"), row("stc", "Sở Tài chính")]).model_json_schema()["properties"]
    assert properties["agencies"]["items"]["enum"] == ["Sở Tài chính", "Sở Y tế"]
    assert properties["agencies"]["default"] == ["Sở Tài chính", "Sở Y tế"]
    assert properties["action"]["enum"] == ["Gia hạn", "Dự thảo văn bản đôn đốc", "Kết thúc, ghi thiếu báo cáo"]


def test_an_agency_that_reported_meanwhile_does_not_spoil_the_answer() -> None:
    now_only = form([row("syt", "Sở Y tế")])
    read = now_only(**answered(agencies=["Sở Y tế", "Sở Tài chính"], extend_to="2027-04-05"))
    assert read.agencies == ["Sở Y tế", "Sở Tài chính"]  # type: ignore[attr-defined]
    assert read.extend_to == date(2027, 4, 5)  # type: ignore[attr-defined]


def test_what_was_wrong_with_the_last_answer_is_said_first() -> None:
    description = form([row("syt", "Sở Y tế")], "gia hạn nhưng chưa chọn ngày")._description
    assert description is not None
    assert description.startswith("**Chưa thực hiện được: gia hạn nhưng chưa chọn ngày**")
