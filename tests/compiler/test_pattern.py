"""Custom fills what a text leaves open, says so, and never overrules it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from compiler.result import (
    Compiled,
    Diagnostic,
    DocumentClass,
    Due,
    Level,
    PlanHead,
    Proposal,
    Responsibility,
    Role,
    Severity,
)
from compiler.rounds.pattern import body, complete, patterns
from compiler.rounds.regime import regimes

Compose = Callable[..., Compiled]


def asked(compiled: Compiled) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in compiled.diagnostics:
        assert finding.severity is Severity.QUESTION
        found.setdefault(finding.code, []).append(finding.about or "")
    return found


def assumed(compiled: Compiled) -> list[Responsibility]:
    return [duty for duty in compiled.responsibilities if duty.basis == "assumed"]


def test_a_complete_plan_is_asked_only_for_the_parts_it_leaves_out(compose: Compose) -> None:
    whole = complete(compose())
    assert [duty.holder for duty in assumed(whole)] == ["Báo và Phát thanh, Truyền hình Sông Lam"]
    assert asked(whole) == {"D207": ["responsibilities.R5"], "D209": ["regime"]}
    assert whole.coordinator == "Sở Nội vụ"


def test_every_assumed_duty_is_a_question_with_its_reason(compose: Compose) -> None:
    bare = complete(compose(duties=(), cls="news"))
    proposals = {f.proposal.path: f.proposal for f in bare.diagnostics if f.proposal}
    assert assumed(bare)
    for duty in assumed(bare):
        proposal = proposals[f"responsibilities.{duty.id}"]
        assert proposal.reason
        assert duty.reason == proposal.reason
        assert proposal.value["holder"] == duty.holder  # type: ignore[index]


def test_news_is_asked_for_the_plan_or_the_customary_cast(compose: Compose) -> None:
    news = complete(compose(duties=(), cls="news"))
    question = next(f for f in news.diagnostics if f.code == "D130")
    assert question.about == "cast"
    assert question.proposal is not None
    assert news.coordinator == "Sở Nội vụ"


def test_completing_twice_changes_nothing(compose: Compose) -> None:
    once = complete(compose(duties=()))
    assert complete(once) == once


def test_stated_duties_keep_their_words_and_ids(compose: Compose) -> None:
    before = compose()
    after = complete(before)
    assert after.responsibilities[: len(before.responsibilities)] == before.responsibilities


def test_the_executing_class_of_the_text_reports_not_the_customary_one(compose: Compose) -> None:
    own = "Các sở, ban, ngành, đoàn thể và UBND các xã, phường, đặc khu"
    duty = Responsibility(id="R1", holder=own, group=True, text="Tổ chức thực hiện.", roles=[Role.EXECUTE])
    reports = next(d for d in assumed(complete(compose(duties=(duty,)))) if d.roles == [Role.REPORT])
    assert reports.holder == own
    assert reports.reports_to == ["Sở Nội vụ"]


def test_a_class_that_names_nobody_does_not_report(compose: Compose) -> None:
    vague = Responsibility(
        id="R1", holder="các cơ quan, đơn vị liên quan", group=True, text="Thực hiện.", roles=[Role.EXECUTE]
    )
    reports = next(d for d in assumed(complete(compose(duties=(vague,)))) if d.roles == [Role.REPORT])
    assert reports.holder == "Các sở, ban, ngành tỉnh, UBND các xã, phường"


@pytest.mark.parametrize(
    ("level", "day", "name", "expected"),
    [
        (Level.PROVINCE, date(2025, 2, 28), "bao-chi", "Sở Thông tin và Truyền thông"),
        (Level.PROVINCE, date(2025, 3, 1), "bao-chi", "Sở Văn hóa, Thể thao và Du lịch"),
        (Level.PROVINCE, date(2025, 6, 30), "thuc-hien", "Các sở, ban, ngành tỉnh, UBND các huyện, thị xã, thành phố"),
        (Level.PROVINCE, date(2025, 7, 1), "thuc-hien", "Các sở, ban, ngành tỉnh, UBND các xã, phường"),
        (Level.DISTRICT, date(2024, 4, 12), "noi-vu", "Phòng Nội vụ"),
        (Level.DISTRICT, date(2024, 4, 12), "bao-chi", "Phòng Văn hóa và Thông tin"),
        (Level.DISTRICT, date(2024, 4, 12), "tai-chinh", "Phòng Tài chính - Kế hoạch"),
        (Level.COMMUNE, date(2025, 7, 1), "noi-vu", "Phòng Văn hóa - Xã hội"),
        (Level.PROVINCE, date(2020, 1, 9), "van-phong", "Văn phòng UBND tỉnh"),
    ],
)
def test_the_customary_body_depends_on_level_and_day(level: Level, day: date, name: str, expected: str) -> None:
    issuer = {"province": "tỉnh Sông Lam", "district": "huyện Bến Trà", "commune": "xã Bến Trà"}[level]
    head = PlanHead(
        **{"class": DocumentClass.PLAN},
        level=level,
        issued_on=day,
        issuer=f"Ủy ban nhân dân {issuer}",
        province="Sông Lam",
    )
    assert body(name, head) == expected


def test_control_of_procedures_is_the_peoples_committee_offices_affair(compose: Compose) -> None:
    title = "Kế hoạch truyền thông về kiểm soát thủ tục hành chính năm 2027"
    control = complete(compose(duties=(), title=title))
    assert control.coordinator == "Văn phòng UBND tỉnh"
    assert control.regime is not None
    assert control.regime.preset == "kstthc"


def test_a_plan_on_another_matter_gets_no_cast_but_a_yearly_report(compose: Compose) -> None:
    lead = Responsibility(
        id="R1", holder="Sở Y tế", text="Chủ trì; tổng hợp kết quả.", roles=[Role.LEAD, Role.CONSOLIDATE]
    )
    other = complete(compose(duties=(lead,), title="Kế hoạch phòng, chống dịch năm 2027"))
    assert [duty.roles for duty in assumed(other)] == [[Role.REPORT]]
    assert other.coordinator == "Sở Y tế"
    assert other.regime is not None
    assert [period.key for period in other.regime.periods] == ["2027-Y"]


def test_edges_of_an_assumed_duty_are_assumed(compose: Compose) -> None:
    bare = complete(compose(duties=()))
    ids = {duty.id for duty in assumed(bare)}
    touching = [edge for edge in bare.edges if {edge.source, edge.target} & ids]
    assert touching
    assert all(edge.basis == "assumed" for edge in touching)


def test_the_pattern_file_names_only_what_there_is() -> None:
    for subject in patterns()["subjects"]:
        assert subject["regime"] in regimes()["regimes"]
        assert set(subject["cast"]) <= set(patterns()["cast"])
        assert subject.get("coordinator") in {None, *patterns()["bodies"]}
    for part in patterns()["cast"].values():
        assert part["holder"] in {"coordinator", "executors", *patterns()["bodies"]}
        roles: list[Any] = [*part["roles"], *part["stated_by"]["roles"]]
        assert {Role(role) for role in roles}
    assert patterns()["subjects"][-1]["title"] == ""


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Kế hoạch tuyên truyền cải cách hành chính năm 2027", "quarterly+half-yearly+yearly"),
        ("Kế hoạch phòng, chống dịch năm 2027", "yearly"),
    ],
)
def test_a_period_left_open_is_proposed_as_the_subject_has_it(compose: Compose, title: str, rule: str) -> None:
    open_period = Diagnostic(
        code="D110",
        severity=Severity.QUESTION,
        message="“định kỳ” không nói kỳ nào.",
        about="R1",
        proposal=Proposal(path="responsibilities.R1.due", value={"text": "định kỳ", "rule": "weekly"}, reason="x"),
    )
    asked = complete(compose(title=title).model_copy(update={"diagnostics": [open_period]})).diagnostics[0]
    assert asked.proposal is not None
    assert asked.proposal.value == {"text": "định kỳ", "rule": rule}


WATCHES = Responsibility(
    id="R1", holder="Sở Công Thương", text="Giám sát việc vận hành hồ chứa.", roles=[Role.COORDINATE]
)
PRESSES = Responsibility(
    id="R2", holder="Văn phòng UBND tỉnh", text="Theo dõi, đôn đốc việc thực hiện.", roles=[Role.COORDINATE]
)
SHIPS = Responsibility(
    id="R3",
    holder="Chủ tịch UBND các xã ven biển",
    group=True,
    text="Kêu gọi tàu thuyền vào bờ xong trước ngày 20/11/2026.",
    roles=[Role.EXECUTE],
    due=Due(text="xong trước ngày 20/11/2026", rule="by:2026-11-20"),
)


@pytest.mark.parametrize("cls", ["directive", "letter", "notice"])
def test_an_order_gets_no_yearly_report_but_rounds_on_the_days_of_its_own_work(compose: Compose, cls: str) -> None:
    order = complete(compose(duties=(WATCHES, PRESSES, SHIPS), cls=cls, title="Ứng phó bão số 12"))
    assert not assumed(order)
    assert order.coordinator == "Văn phòng UBND tỉnh"
    assert order.regime is not None
    assert [period.key for period in order.regime.periods] == ["D20261120"]
    assert asked(order) == {"D206": ["coordinator"], "D208": ["regime"]}


def test_where_an_order_states_no_day_its_rounds_are_asked_for_and_none_proposed(compose: Compose) -> None:
    order = complete(compose(duties=(WATCHES,), cls="directive", title="Ứng phó bão số 12"))
    assert (order.coordinator, order.regime) == (None, None)
    assert [finding.code for finding in order.diagnostics if finding.proposal is None] == ["D206", "D208"]


def test_a_departments_plan_takes_its_reporters_from_its_own_words(compose: Compose) -> None:
    office = Responsibility(
        id="R1", holder="Văn phòng Sở", text="Đầu mối theo dõi, tổng hợp.", roles=[Role.COORDINATE, Role.CONSOLIDATE]
    )
    heads = Responsibility(
        id="R2", holder="Hiệu trưởng các trường mầm non", group=True, text="Sửa bếp ăn.", roles=[Role.EXECUTE]
    )
    issuer, title = "Sở Giáo dục và Đào tạo tỉnh Sông Lam", "Kế hoạch bếp ăn an toàn năm 2027"
    plan = complete(compose(duties=(office, heads), issuer=issuer, title=title))
    assert [(duty.holder, duty.reports_to) for duty in assumed(plan)] == [(heads.holder, ["Văn phòng Sở"])]


def test_where_a_ministrys_plan_names_no_class_the_reporters_are_asked_for_and_none_proposed(compose: Compose) -> None:
    bureau = Responsibility(id="R1", holder="Cục Thú y", text="Tổng hợp kết quả.", roles=[Role.CONSOLIDATE])
    vague = Responsibility(id="R2", holder="các đơn vị liên quan", group=True, text="Làm.", roles=[Role.EXECUTE])
    plan = complete(
        compose(duties=(bureau, vague), issuer="Bộ Nông nghiệp", level=Level.CENTRAL, title="Kế hoạch tiêm phòng 2027")
    )
    part = next(finding for finding in plan.diagnostics if finding.code == "D207")
    assert not assumed(plan)
    assert part.proposal is not None
    assert "holder" not in part.proposal.value  # type: ignore[operator]
    assert "bỏ" in (part.remedy or "")


def test_two_bodies_named_together_are_no_single_coordinator_to_propose(compose: Compose) -> None:
    both = Responsibility(
        id="R1", holder="Phòng Mầm non, Văn phòng Sở", text="Theo dõi, tổng hợp.", roles=[Role.COORDINATE]
    )
    letter = complete(compose(duties=(both,), cls="letter", issuer="Sở Giáo dục và Đào tạo", title="Bếp ăn an toàn"))
    assert letter.coordinator is None
