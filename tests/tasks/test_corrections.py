"""A coordinator puts agencies into a group or takes them out: for a plan or for good, later or at once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.clock import set_clock
from models.directory import Agency, Contact, Succession
from models.expansion import Expansion, GroupCorrection
from models.journal import verify
from models.plan import Plan, Responsibility
from models.round import Request, RequestItem, RequestState
from tasks.corrections import Corrected, CorrectionError, Wanted, correct, revoke
from tasks.office import Office
from tasks.rounds import open_round, who_is_asked
from tests.acting import OPENING, ROUND, STC, SYT, day, journalled, messages, request, send

PLAN = "5-kh-ubnd-2027-song-lam"
LATER = f"{PLAN}/h1"
GROUP = "Các sở, ban, ngành"
CAT = f"{ROUND}/cat"


@pytest.fixture
def office(sample_office: Office) -> Office:
    """The sample office; its plan gives R6 to all departments and R7 to whoever has the press."""
    with sample_office.database.writing() as session:
        for place, key, name, kind in (
            (5, "cat", "Công an tỉnh", "police"),
            (6, "tthk", "Trung tâm Hành khúc", "unit"),
        ):
            session.add(Agency(key=key, name=name, kind=kind, level="province", province="Sông Lam", position=place))
            session.flush()
            session.add(Contact(agency_key=key, name=name, email=f"{key}@dien-tap.example", verified=True))
        for number, holder, group in (("R6", GROUP, True), ("R7", "Các đơn vị ven sông", True)):
            session.add(
                Responsibility(
                    id=f"{PLAN}/{number}",
                    plan_key=PLAN,
                    number=number,
                    position=int(number[1:]),
                    holder=holder,
                    group=group,
                    text="Báo cáo kết quả.",
                    roles=["report"],
                )
            )
    return sample_office


def put(office: Office, *keys: str, **more: Any) -> Corrected:
    return correct(office, Wanted(PLAN, more.pop("holder", GROUP), "theo QĐ 7", "anh Minh", put_in=keys, **more))


def take(office: Office, *keys: str, **more: Any) -> Corrected:
    return correct(office, Wanted(PLAN, more.pop("holder", GROUP), "theo QĐ 7", "anh Minh", taken_out=keys, **more))


def meant(office: Office, holder: str = GROUP, round_id: str = LATER) -> set[str]:
    """Who gets the duties of this holder when the round opens."""
    with office.database.reading() as session:
        plan = session.get_one(Plan, PLAN)
        asked, _ = who_is_asked(session, plan, day("2027-06-15"))
        return {key for key, duties in asked.items() if any(duty.holder == holder for duty, _ in duties)}


def duties(office: Office, request_id: str) -> list[str]:
    with office.database.reading() as session:
        query = select(RequestItem.responsibility_id).where(RequestItem.request_id == request_id)
        return sorted(each.rpartition("/")[2] for each in session.exec(query))


def test_a_duty_is_named_by_its_number_alone_as_other_commands_take_it(office: Office) -> None:
    done = correct(office, Wanted(PLAN, "r7", "theo QĐ 7", "anh Minh", put_in=("cat",)))
    assert (done.row.holder, done.row.duty) == ("Các đơn vị ven sông", "R7")
    assert meant(office, "Các đơn vị ven sông") == {"cat"}
    with pytest.raises(CorrectionError, match="R7"):
        correct(office, Wanted(PLAN, "R7", "theo QĐ 7", "anh Minh", put_in=("cat",), for_good=True))


def expansion(office: Office, holder: str = GROUP) -> Expansion:
    with office.database.reading() as session:
        return session.exec(select(Expansion).where(Expansion.round_id == ROUND, Expansion.holder == holder)).one()


def test_a_round_keeps_what_each_holder_meant_and_why(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    assert list(expansion(office).agencies) == ["snv", "syt", "stc", "cat"]
    assert "thuộc nhóm" in expansion(office).agencies["cat"]
    assert expansion(office, "Sở Y tế").agencies == {"syt": "nêu tên: “Sở Y tế”"}
    assert "“ven sông” là những cơ quan nào?" in str(expansion(office, "Các đơn vị ven sông").question)


def test_questions_of_an_opened_round_go_to_the_coordinator_once(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    open_round(office, ROUND, OPENING)
    (letter,) = messages(office, kind="unclear")
    assert letter.address == "focal.snv@dien-tap.example"
    assert [row["holder"] for row in letter.context["rows"]] == ["Các đơn vị ven sông"]


def test_what_is_put_in_and_taken_out_holds_for_rounds_not_yet_open(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    put(office, "Trung tâm Hành khúc")
    done = take(office, "cat", "stc")
    assert meant(office) == {"snv", "syt", "tthk"}
    assert [kept.id for kept in done.later] == [LATER]
    assert [kept.id for kept in done.untouched] == [ROUND]
    assert request(office, CAT).state == RequestState.WAITING
    assert [row.why for row in journalled(office, "group.corrected")] == ["theo QĐ 7"] * 2


def test_each_agency_that_was_put_in_keeps_the_reason_for_which_it_was(office: Office) -> None:
    put(office, "tthk")
    correct(office, Wanted(PLAN, GROUP, "bộ đội báo cáo riêng", "chị Lan", taken_out=["cat"]))
    correct(office, Wanted(PLAN, GROUP, "công văn 9", "chị Lan", put_in=["mttq"]))
    with office.database.reading() as session:
        asked, _ = who_is_asked(session, session.get_one(Plan, PLAN), day("2027-06-15"))
    why = {key: because for key, some in asked.items() for duty, because in some if duty.holder == GROUP}
    assert why["tthk"] == "điều phối thêm vào (anh Minh: theo QĐ 7)"
    assert why["mttq"] == "điều phối thêm vào (chị Lan: công văn 9)"


def test_a_correction_taken_back_leaves_the_one_before_it(office: Office) -> None:
    put(office, "tthk")
    second = take(office, "cat")
    revoke(office, second.row.id or 0, by="anh Minh", why="nhầm")
    assert meant(office) == {"snv", "syt", "stc", "cat", "tthk"}
    with pytest.raises(CorrectionError, match="thôi áp dụng"):
        revoke(office, second.row.id or 0, by="anh Minh", why="nhầm")


def test_a_correction_for_good_holds_for_every_plan_of_the_province_and_the_plans_own_comes_after(
    office: Office,
) -> None:
    take(office, "cat", for_good=True)
    assert "cat" not in meant(office)
    put(office, "cat")
    assert "cat" in meant(office)
    with office.database.writing() as session:
        for row in session.exec(select(GroupCorrection)):
            row.province = "Lai Châu"
    assert meant(office) == {"snv", "syt", "stc", "cat"}


def test_putting_in_answers_the_question_that_stood_open_and_no_other(office: Office) -> None:
    put(office, "tthk", holder="Các đơn vị ven sông")
    opened = open_round(office, ROUND, OPENING)
    assert opened.questions == ()
    assert messages(office, kind="unclear") == []
    with office.database.writing() as session:
        gone = session.get_one(Agency, "tthk")
        gone.valid_to = day("2027-04-01").date()
    with office.database.reading() as session:
        _, questions = who_is_asked(session, session.get_one(Plan, PLAN), day("2027-06-15"))
    assert ["Trung tâm Hành khúc chấm dứt" in each for each in questions] == [True]


def test_saying_that_it_is_right_as_it_is_answers_the_question_of_the_open_round(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    correct(office, Wanted(PLAN, "Các đơn vị ven sông", "không có đơn vị nào", "anh Minh"))
    assert expansion(office, "Các đơn vị ven sông").question is None


def test_whoever_is_put_in_is_followed_to_its_heir(office: Office) -> None:
    put(office, "tthk")
    with office.database.writing() as session:
        session.get_one(Agency, "tthk").valid_to = day("2027-04-01").date()
        session.add(Succession(old_key="tthk", new_key="mttq", valid_from=day("2027-04-02").date(), source="QĐ 9"))
    assert meant(office) == {"snv", "syt", "stc", "cat", "mttq"}


def test_at_once_asks_the_agency_with_notice_kept_and_a_letter(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    with office.database.writing() as session:
        set_clock(session, day("2027-03-12"), by="thử", why="thử")
    done = put(office, "tthk", at_once=True)
    assert [(each.agency_key, each.what) for each in done.moved] == [("tthk", "asked")]
    asked = request(office, f"{ROUND}/tthk")
    assert asked.due_at == day("2027-03-17", "17:00")
    assert asked.next_step_at is not None and asked.next_step_at > day("2027-03-12")
    assert duties(office, asked.id) == ["R6"]
    (letter,) = messages(office, kind="request", request_id=asked.id, audience="focal")
    assert "theo QĐ 7" in letter.reason
    assert "tthk" in expansion(office).agencies
    with office.database.reading() as session:
        assert verify(session) is None


def test_at_once_lets_an_agency_go_withdraws_what_waits_and_tells_it(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    with office.database.writing() as session:
        for letter in messages(office, request_id=CAT):
            session.merge(letter).state = "accepted"
    done = take(office, "cat", "syt", at_once=True)
    assert [(each.agency_key, each.what) for each in done.moved] == [("cat", "let_go"), ("syt", "less")]
    gone = request(office, CAT)
    assert (gone.state, gone.next_step_at) == (RequestState.CANCELLED, None)
    assert "theo QĐ 7" in str(gone.close_reason)
    assert [letter.request_id for letter in messages(office, kind="cancelled")] == [CAT]
    assert duties(office, SYT) == ["R2", "R3"]
    assert set(expansion(office).agencies) == {"snv", "stc"}
    assert journalled(office, "request.cancelled")[0].subject == CAT


def test_whoever_was_never_written_to_is_not_told_that_it_is_let_go(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    take(office, "cat", at_once=True)
    assert [letter.state for letter in messages(office, request_id=CAT, audience="focal")] == ["cancelled"]
    assert messages(office, kind="cancelled") == []


def test_an_agency_let_go_can_be_asked_again(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    take(office, "cat", at_once=True)
    done = put(office, "cat", at_once=True)
    assert [(each.agency_key, each.what) for each in done.moved] == [("cat", "asked")]
    assert request(office, CAT).state == RequestState.WAITING
    assert len([each for each in messages(office, kind="request", request_id=CAT) if each.state == "queued"]) == 1


def test_what_was_answered_stays_and_the_change_waits_for_the_next_round(office: Office) -> None:
    open_round(office, ROUND, OPENING)
    send(office, day("2027-03-02"), STC)
    done = take(office, "stc", at_once=True)
    assert [(each.agency_key, each.what) for each in done.moved] == [("stc", "kept")]
    assert duties(office, STC) == ["R4", "R6"]
    assert "stc" not in meant(office)


def test_meant_by_name_group_succession_and_correction_is_asked_once(office: Office) -> None:
    with office.database.writing() as session:
        session.add(
            Agency(
                key="cu", name="Sở Cũ", kind="department", level="province", province="Sông Lam",
                valid_to=day("2025-02-28").date(),
            )
        )  # fmt: skip
        session.flush()
        session.add(Succession(old_key="cu", new_key="syt", valid_from=day("2025-03-01").date(), source="QĐ 1"))
        for number, holder in (("R8", "Sở Cũ"), ("R9", "Sở Y tế, Sở Cũ và các sở")):
            session.add(
                Responsibility(
                    id=f"{PLAN}/{number}", plan_key=PLAN, number=number, position=9, holder=holder, text="Báo cáo."
                )
            )
    put(office, "syt", holder="Các đơn vị ven sông")
    put(office, "syt", holder="Sở Tài chính")
    open_round(office, ROUND, OPENING)
    with office.database.reading() as session:
        asked = session.exec(select(Request.agency_key).where(Request.round_id == ROUND)).all()
        heirs = _heirs(session, "R8")
    assert sorted(asked) == ["cat", "mttq", "snv", "stc", "syt"]
    assert duties(office, SYT) == ["R2", "R3", "R4", "R6", "R7", "R8", "R9"]
    assert heirs == [{"old": "Sở Cũ", "since": "2025-03-01"}]
    assert len(messages(office, kind="request", request_id=SYT, audience="focal")) == 1


def _heirs(session: Session, number: str) -> list[dict[str, str]]:
    query = select(RequestItem.heirs).where(col(RequestItem.responsibility_id) == f"{PLAN}/{number}")
    return session.exec(query).one()


def test_an_agency_that_the_plan_file_settled_on_is_followed_to_its_heir(office: Office) -> None:
    with office.database.writing() as session:
        session.get_one(Plan, PLAN).policy = {"holders": {"Các đơn vị ven sông": ["tthk"]}}
    assert meant(office, "Các đơn vị ven sông") == {"tthk"}
    with office.database.writing() as session:
        session.get_one(Agency, "tthk").valid_to = day("2027-04-01").date()
        session.add(Succession(old_key="tthk", new_key="cat", valid_from=day("2027-04-02").date(), source="QĐ 9"))
    assert meant(office, "Các đơn vị ven sông") == {"cat"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted("x", GROUP, "lý do", "anh Minh"), "không có kế hoạch x"),
        (Wanted(PLAN, GROUP, " ", "anh Minh", put_in=["tthk"]), "phải ghi người quyết định và lý do"),
        (Wanted(PLAN, "Các xã", "lý do", "anh Minh", put_in=["tthk"]), "không giao việc cho “Các xã”"),
        (Wanted(PLAN, GROUP, "lý do", "anh Minh", put_in=["Sở Vũ trụ"]), "không phải một cơ quan"),
        (Wanted(PLAN, GROUP, "lý do", "anh Minh", put_in=["cat"], taken_out=["Công an tỉnh"]), "vừa thêm vào vừa"),
        (Wanted(PLAN, GROUP, "lý do", "anh Minh", put_in=["cat"], duty="R1"), "không có nhiệm vụ R1"),
        (Wanted(PLAN, GROUP, "lý do", "anh Minh"), "không có gì để sửa"),
    ],
)
def test_a_correction_that_cannot_be_taken_is_refused_and_leaves_nothing(
    office: Office, wanted: Wanted, said: str
) -> None:
    with pytest.raises(CorrectionError, match=said) as refused:
        correct(office, wanted)
    assert refused.value.remedy
    assert journalled(office, "group.corrected") == []
