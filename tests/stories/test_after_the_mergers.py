"""A plan of 2024 whose round falls in November 2025: the province merged, the districts ended, a department split."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from models.bodies import Wanted, draft
from models.clock import at_office, set_clock
from models.directory import Agency, AgencyAlias, Contact, Succession
from models.expansion import Expansion
from models.heirs import chain_said
from models.journal import verify
from models.ladder import DUE_HOUR, read_ladder, step_moment
from models.naming import fold
from models.outbox import Message
from models.plan import Plan, Responsibility
from models.round import Request, RequestItem, Round
from notifications.render import render
from tasks.corrections import Wanted as Correction
from tasks.corrections import correct
from tasks.meanings import open_questions
from tasks.office import Office
from tasks.rounds import open_round

PLAN = "12-kh-ubnd-2024-nam-dinh"
BEFORE, AFTER = f"{PLAN}/2024-11", f"{PLAN}/2025-11"
MERGED = date(2025, 7, 1)
DUTIES = (
    ("R1", "Sở Nội vụ", "Theo dõi, đôn đốc; tổng hợp báo cáo Ủy ban nhân dân tỉnh."),
    ("R2", "Sở Thông tin và Truyền thông", "Chỉ đạo, hướng dẫn các cơ quan báo chí tuyên truyền."),
    ("R3", "Sở Thông tin và Truyền thông", "Duy trì hệ thống dịch vụ công trực tuyến."),
    ("R4", "Sở Thông tin và Truyền thông", "Cập nhật Cổng thông tin điện tử của tỉnh."),
    ("R5", "UBND các huyện, thành phố", "Tổ chức thực hiện và báo cáo kết quả."),
    ("R6", "Báo Nam Định, Đài Phát thanh và Truyền hình tỉnh", "Mở chuyên mục."),
    ("R7", "Sở Tài chính", "Bố trí kinh phí."),
)
LOCALITIES = {
    "huyện Ý Yên": ("xã Ý Yên", "xã Phong Doanh"),
    "huyện Giao Thủy": ("xã Giao Thủy",),
    "thành phố Nam Định": ("phường Nam Định", "xã Phong Doanh"),
}


@pytest.fixture
def merged(office: Office) -> Iterator[Office]:
    """Nam Định of 2024 with its districts, Ninh Bình since July 2025 with its communes, and who took over what."""
    with office.database.writing() as session:
        old = draft(Wanted("Nam Định", date(2024, 1, 1), MERGED - timedelta(days=1), districts=tuple(LOCALITIES)))
        communes = tuple(dict.fromkeys(name for some in LOCALITIES.values() for name in some))
        new = draft(Wanted("Ninh Bình", MERGED, date(2025, 12, 31), communes=communes))
        _add(session, "nd-", "Nam Định", old.agencies, until=MERGED - timedelta(days=1))
        _add(session, "", "Ninh Bình", new.agencies)
        for row in old.successions:
            session.add(
                Succession(
                    old_key=f"nd-{row['old']}",
                    new_key=f"nd-{row['new']}",
                    valid_from=row["from"],
                    function=row.get("function"),
                    source=row["source"],
                )
            )
        session.add_all(
            Succession(old_key=key, new_key="bptth", valid_from=MERGED, source="đề án") for key in ("nd-bao", "nd-dai")
        )
        keys = {row["name"]: row["key"] for row in new.agencies}
        for district, some in LOCALITIES.items():
            former = next(row["key"] for row in old.agencies if row["name"].endswith(district))
            for name in some:
                heir = keys[f"Ủy ban nhân dân {name}"]
                session.add(Succession(old_key=f"nd-{former}", new_key=heir, valid_from=MERGED, source="NQ 1"))
        _plan(session)
    yield office


def _add(
    session: Session, prefix: str, province: str, rows: list[dict[str, object]], until: date | None = None
) -> None:
    for row in rows:
        parent = row.get("parent")
        key = f"{prefix}{row['key']}"
        ends = row.get("valid_to")
        assert ends is None or isinstance(ends, date)
        session.add(
            Agency(
                key=key, name=str(row["name"]), level=str(row["level"]), kind=str(row["kind"]), province=province,
                parent_key=f"{prefix}{parent}" if parent else None, sign=row.get("sign"),
                requested=bool(row.get("requested")), valid_from=row.get("valid_from"),
                valid_to=min(filter(None, (ends, until)), default=None),
            )
        )  # fmt: skip
        session.flush()
        aliases = row.get("aliases", [])
        assert isinstance(aliases, list)
        session.add_all(AgencyAlias(agency_key=key, alias=alias, folded=fold(alias)) for alias in aliases)
        session.add(Contact(agency_key=key, name=str(row["name"]), email=f"{key}@dien-tap.example", verified=True))


def _plan(session: Session) -> None:
    session.add(
        Plan(
            key=PLAN, number="12/KH-UBND", title="Kế hoạch tuyên truyền cải cách hành chính năm 2024",
            issuer="Ủy ban nhân dân tỉnh Nam Định", level="province", province="Nam Định", year=2024,
            issued_on=date(2024, 1, 15), coordinator_key="snv", planfile="", digest="0" * 64,
            launched_at=at_office(date(2024, 2, 1), DUE_HOUR), launched_by="thử",
        )
    )  # fmt: skip
    session.flush()
    for position, (number, holder, text) in enumerate(DUTIES):
        session.add(
            Responsibility(
                id=f"{PLAN}/{number}", plan_key=PLAN, number=number, position=position, holder=holder, text=text,
                group=holder.startswith("UBND"), roles=["execute"],
            )
        )  # fmt: skip
    ladder = read_ladder("macdinh")
    for round_id, due in ((BEFORE, date(2024, 11, 20)), (AFTER, date(2025, 11, 20))):
        due_at = at_office(due, DUE_HOUR)
        session.add(
            Round(
                id=round_id, plan_key=PLAN, key=round_id.rpartition("/")[2], name=f"Báo cáo năm {due.year}",
                window_from=date(due.year - 1, 12, 15), window_to=date(due.year, 11, 14),
                opens_at=step_moment(ladder.due[0], due_at), due_at=due_at, ladder=ladder.model_dump(mode="json"),
            )
        )  # fmt: skip


def opening(office: Office, round_id: str) -> datetime:
    with office.database.reading() as session:
        return session.get_one(Round, round_id).opens_at


def desks(office: Office, round_id: str) -> dict[str, dict[str, str]]:
    """Agency name -> duty -> whom it stands in for."""
    with office.database.reading() as session:
        rows = session.exec(
            select(Agency, RequestItem)
            .join(Request, col(Request.agency_key) == col(Agency.key))
            .join(RequestItem, col(RequestItem.request_id) == col(Request.id))
            .where(Request.round_id == round_id)
        ).all()
        found: dict[str, dict[str, str]] = {}
        for agency, item in rows:
            place = "" if agency.province == "Ninh Bình" else f" ({agency.province})"
            number = item.responsibility_id.rpartition("/")[2]
            found.setdefault(agency.name + place, {})[number] = chain_said(item.heirs)
        return found


def test_in_its_own_year_the_plan_asks_whom_it_names(merged: Office) -> None:
    open_round(merged, BEFORE, opening(merged, BEFORE))
    asked = desks(merged, BEFORE)
    assert set(asked) == {
        "Sở Nội vụ (Nam Định)",
        "Sở Thông tin và Truyền thông (Nam Định)",
        "Ủy ban nhân dân huyện Ý Yên (Nam Định)",
        "Ủy ban nhân dân huyện Giao Thủy (Nam Định)",
        "Ủy ban nhân dân thành phố Nam Định (Nam Định)",
        "Báo Nam Định (Nam Định)",
        "Đài Phát thanh và Truyền hình tỉnh (Nam Định)",
        "Sở Tài chính (Nam Định)",
    }
    assert {chain for duties in asked.values() for chain in duties.values()} == {""}


def test_in_november_2025_it_lands_on_the_right_desks_each_with_its_chain(merged: Office) -> None:
    open_round(merged, AFTER, opening(merged, AFTER))
    here = "từ 01/7/2025"
    split = "Sở {} thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng {}"
    assert desks(merged, AFTER) == {
        "Sở Nội vụ": {"R1": f"thay Sở Nội vụ Nam Định {here}"},
        "Sở Văn hóa, Thể thao và Du lịch": {
            "R2": f"thay Sở Văn hóa, Thể thao và Du lịch Nam Định {here}; "
            + split.format("Văn hóa, Thể thao và Du lịch Nam Định", "báo chí")
        },
        "Sở Khoa học và Công nghệ": {
            "R3": f"thay Sở Khoa học và Công nghệ Nam Định {here}; "
            + split.format("Khoa học và Công nghệ Nam Định", "chuyển đổi số")
        },
        "Ủy ban nhân dân xã Ý Yên": {"R5": f"thay Ủy ban nhân dân huyện Ý Yên {here}"},
        "Ủy ban nhân dân xã Phong Doanh": {
            "R5": f"thay Ủy ban nhân dân huyện Ý Yên, Ủy ban nhân dân thành phố Nam Định {here}"
        },
        "Ủy ban nhân dân xã Giao Thủy": {"R5": f"thay Ủy ban nhân dân huyện Giao Thủy {here}"},
        "Ủy ban nhân dân phường Nam Định": {"R5": f"thay Ủy ban nhân dân thành phố Nam Định {here}"},
        "Báo và Phát thanh, Truyền hình Ninh Bình": {"R6": f"thay Báo Nam Định {here}"},
        "Sở Tài chính": {"R7": f"thay Sở Tài chính Nam Định {here}"},
    }


def test_the_letter_of_an_heir_says_whom_it_stands_in_for(merged: Office) -> None:
    open_round(merged, AFTER, opening(merged, AFTER))
    with merged.database.reading() as session:
        query = select(Message).where(
            Message.kind == "request", Message.agency_key == "svhttdl", Message.audience == "focal"
        )
        letter = session.exec(query).one()
    said = {
        tongue: render("request", "email", tongue, letter.context, secret=b"s", public_url="https://x.example").text
        for tongue in ("vi", "en")
    }
    assert "Đơn vị được hỏi thay Sở Văn hóa, Thể thao và Du lịch Nam Định từ 01/7/2025" in said["vi"]
    assert "in place of Sở Văn hóa, Thể thao và Du lịch Nam Định since 1 July 2025" in said["en"]
    assert "for the press" in said["en"]


def test_the_function_without_heir_is_asked_of_the_coordinator_and_settled_by_its_answer(merged: Office) -> None:
    now = opening(merged, AFTER)
    with merged.database.writing() as session:
        set_clock(session, now, by="thử", why="thử")
    open_round(merged, AFTER, now)
    with merged.database.reading() as session:
        letter = session.exec(select(Message).where(Message.kind == "unclear")).one()
        assert [(kept.id, count) for kept, _, count in open_questions(session)] == [(AFTER, 1)]
    assert letter.address == "snv@dien-tap.example"
    (row,) = letter.context["rows"]
    assert "Sở Thông tin và Truyền thông chấm dứt ngày 28/02/2025, chức năng được chia" in row["question"]
    correct(
        merged,
        Correction(
            PLAN, "Sở Thông tin và Truyền thông", "Cổng thuộc Văn phòng UBND tỉnh", "anh Minh", put_in=["vpub"],
            duty="R4", at_once=True,
        ),
    )  # fmt: skip
    asked = desks(merged, AFTER)
    assert asked["Văn phòng Ủy ban nhân dân tỉnh"] == {"R4": ""}
    assert "R4" not in asked["Sở Khoa học và Công nghệ"]
    with merged.database.reading() as session:
        assert open_questions(session) == []
        holder = session.exec(select(Expansion).where(Expansion.holder == "Sở Thông tin và Truyền thông")).one()
        assert set(holder.agencies) == {"svhttdl", "skhcn", "vpub"}
        assert verify(session) is None
