"""The living pages: what they say, and that the same standing says the same."""

from __future__ import annotations

import base64
from datetime import date, datetime, time

from models.clock import at_office
from models.directory import Agency
from tasks.living import plan_pages
from tasks.office import Office
from tasks.reports import Answer, ItemAnswer, form, submit
from tasks.rounds import open_round

PLAN = "5-kh-ubnd-2027-song-lam"
ROUND = f"{PLAN}/q1"


def day(text: str, clock: str = "09:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


def pages(office: Office, now: datetime) -> dict[str, str]:
    return {page.key.removeprefix(f"{PLAN}-"): page.markdown for page in plan_pages(office, PLAN, now)}


def answer(office: Office, agency: str, now: datetime, *items: tuple[str, str, int | None]) -> None:
    with office.database.writing() as session:
        duties = {duty.number: duty.id for duty in form(session, f"{ROUND}/{agency}", now).duties}
        said = [ItemAnswer(duties[number], status, percent, "Đã làm") for number, status, percent in items]
        submit(office, session, now, f"{ROUND}/{agency}", Answer(said), by="chị Lan", base_version=0)


def test_before_a_round_opens_there_is_progress_but_no_matrix(sample_office: Office) -> None:
    made = pages(sample_office, day("2027-02-01"))
    assert set(made) == {"tien-do", "so-do", "tong-hop"}
    assert "| Báo cáo quý I/2027 | 01/03/2027 | 15/03/2027 | Chưa mở | – |" in made["tien-do"]


def test_the_matrix_shows_each_answer_and_the_working_days_late(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    answer(sample_office, "syt", day("2027-03-10"), ("R2", "done", None), ("R3", "in_progress", 40))
    matrix = pages(sample_office, day("2027-03-18"))["ma-tran"]
    rows = [line.replace("\u00a0", " ") for line in matrix.splitlines() if line.startswith("| ")]
    lines = {line.split(" | ")[0].strip("| "): line for line in rows}
    assert lines["Cơ quan"] == "| Cơ quan | R1 | R2 | R3 | R4 | R5 | Tình trạng | Chậm (ngày làm việc) |"
    assert lines["Sở Y tế"] == "| Sở Y tế |  | ✔ | ◐ 40 % |  |  | ● Đúng hạn |  |"
    assert lines["Sở Tài chính"] == "| Sở Tài chính |  |  |  | · |  | **▲ Quá hạn** | 3 |"


def test_progress_names_the_late_latest_first(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    progress = pages(sample_office, day("2027-03-18"))["tien-do"]
    assert progress.count("**▲ Quá hạn** | 3") == 3
    assert progress.count("– Không phản hồi") == 1, "a requested body is not late"
    answer(sample_office, "snv", day("2027-03-18"), ("R1", "done", None))
    assert pages(sample_office, day("2027-03-18"))["tien-do"].count("**▲ Quá hạn** | 3") == 2


def test_the_graph_is_an_image_coloured_by_status(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    page = pages(sample_office, day("2027-03-18"))["so-do"]
    encoded = page.split("data:image/svg+xml;base64,")[1].split(")")[0]
    svg = base64.b64decode(encoded).decode()
    assert svg.startswith("<svg")
    assert "Quá hạn" in svg
    assert "Sở Y tế" in svg


def test_nothing_new_is_word_for_word_the_same(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    assert pages(sample_office, day("2027-03-18", "09:00")) == pages(sample_office, day("2027-03-18", "16:00"))


def test_a_name_cannot_break_out_of_its_cell(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    with sample_office.database.writing() as session:
        session.get_one(Agency, "syt").name = "Sở | Y tế\n# <b>"
    assert "| Sở \\| Y tế # &lt;b> |" in pages(sample_office, day("2027-03-01"))["ma-tran"].replace("\u00a0", " ")
