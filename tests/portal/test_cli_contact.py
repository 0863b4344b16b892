"""``dondoc contact`` on an office with a running round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.settings import settings
from models.clock import set_clock
from portal.cli.main import main
from tasks.office import Office
from tasks.rounds import open_round
from tests.acting import OPENING, ROUND, SYT, day, journalled, messages

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def at_work(sample_office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """q1 is open since 1 March; it is 3 March."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(sample_office.settings.data_dir))
    monkeypatch.setenv("DONDOC_DATABASE_URL", sample_office.database.url)
    settings.cache_clear()
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        set_clock(session, day("2027-03-03", "10:00"), by="thử", why="thử")
    yield sample_office
    settings.cache_clear()


def run(capsys: Captured, *arguments: str, code: int = 0) -> str:
    assert main(["contact", *arguments]) == code, capsys.readouterr().err
    said = capsys.readouterr()
    return said.out + said.err


def test_a_new_officer_an_absence_and_a_call_stand_in_the_list(at_work: Office, capsys: Captured) -> None:
    said = run(
        capsys, "change", "syt", "--name", "Trần Thị Mới", "--email", "moi.syt@dien-tap.example",
        "--letter", "125/SYT-VP", "--from", "10/03/2027", "--why", "luân chuyển", "--by", "anh Minh",
    )  # fmt: skip
    assert "Trần Thị Mới (số 13) thay Sở Y tế · focal từ 10/03/2027." in said
    assert "báo 1 yêu cầu đang mở cho người mới" in said
    said = run(
        capsys, "away", "Sở Y tế", "--from", "2027-03-04", "--to", "2027-03-05", "--substitute", "5", "--why", "họp"
    )
    assert "Sở Y tế · focal vắng từ 04/03/2027 đến hết 05/03/2027 (lần vắng số 1); thư gửi tới Sở Y tế · clerk." in said
    unverified = run(capsys, "list", "--unverified")
    assert "Trần Thị Mới" in unverified and "chưa xác nhận; từ 10/03/2027; văn bản 125/SYT-VP" in unverified
    assert "Sở Tài chính" not in unverified and "1 người chưa xác nhận" in unverified
    run(capsys, "verify", "13", "--why", "đã gọi", "--by", "anh Minh")
    absent = run(capsys, "list", "syt", "--away")
    assert "vắng 04/03/2027 – 05/03/2027 (số 1), Sở Y tế · clerk thay; đến hết 09/03/2027" in absent
    assert "0 người chưa xác nhận" in absent
    run(capsys, "back", "1", "--why", "hoãn họp")
    assert run(capsys, "list", "--away").startswith("0 người")
    kept = journalled(at_work, "contact.changed", "contact.away", "contact.verified", "contact.back")
    assert [row.channel for row in kept] == ["command line", "command line", "phone", "command line"]


def test_whoever_is_back_is_named_by_agency_where_it_has_one_absence(at_work: Office, capsys: Captured) -> None:
    away = ("--from", "2027-03-04", "--to", "2027-03-05", "--why", "họp")
    run(capsys, "away", "Sở Y tế", *away)
    assert "số 1" in run(capsys, "back", "syt", "--why", "hoãn họp")
    assert "không có lần vắng" in run(capsys, "back", "syt", "--why", "nữa", code=2)
    run(capsys, "away", "stc", *away)
    run(capsys, "away", "stc", *away, "--role", "clerk")
    said = run(capsys, "back", "Sở Tài chính", "--why", "hoãn họp", code=2)
    assert "2 lần vắng" in said and "2 (Sở Tài chính · focal)" in said and "3 (Sở Tài chính · clerk)" in said


def test_a_request_is_passed_on_shown_by_why_and_taken_back(at_work: Office, capsys: Captured) -> None:
    said = run(
        capsys, "delegate", "q1/syt", "--name", "Lê Thị Mai", "--email", "mai@dien-tap.example",
        "--unit", "Phòng Nghiệp vụ Y", "--why", "thuộc việc của phòng", "--by", "chị Lan",
    )  # fmt: skip
    assert f"Đã chuyển {SYT}: Lê Thị Mai." in said
    more = ("delegate", "q1/syt", "--name", "Võ Tâm", "--phone", "0100000062", "--why", "đi công tác")
    assert "Lê Thị Mai → Võ Tâm" in run(capsys, *more)
    assert main(["why", "q1/syt"]) == 0
    told = capsys.readouterr().out
    assert "chị Lan chuyển việc cho Lê Thị Mai (Phòng Nghiệp vụ Y)" in told
    assert "thuộc việc của phòng" in told
    assert "từ 2 người" in run(capsys, "take-back", "q1/syt", "--why", "tự làm")
    assert main(["why", "q1/syt"]) == 0
    assert "lấy lại việc từ Võ Tâm" in capsys.readouterr().out


def test_links_are_withdrawn_by_request_person_or_address(at_work: Office, capsys: Captured) -> None:
    assert "Đã thu hồi 1 liên kết" in run(
        capsys, "revoke", "q1/syt", "--address", "clerk.syt@dien-tap.example", "--why", "lộ thư"
    )
    assert "Đã thu hồi 2 liên kết" in run(capsys, "revoke", "--contact", "4", "--why", "lộ thư")
    again = run(capsys, "revoke", "q1/syt", "--address", "leader.syt@dien-tap.example", "--why", "lộ thư", "--renew")
    assert "Đã xếp 1 thư mang liên kết mới" in again
    (letter,) = messages(at_work, kind="link_renewed")
    assert letter.address == "leader.syt@dien-tap.example"
    assert "chưa nói thu hồi liên kết nào" in run(capsys, "revoke", "--why", "lộ thư", code=2)


def test_an_address_is_corrected_and_asked_again(at_work: Office, capsys: Captured) -> None:
    run(capsys, "correct", "4", "--email", "dung.syt@dien-tap.example", "--why", "gõ nhầm")
    (asked,) = messages(at_work, kind="confirm_contact")
    assert asked.address == "dung.syt@dien-tap.example"
    assert "Đã xếp 0 thư" in run(capsys, "confirm", "syt")
    assert "Đã xếp 1 thư" in run(capsys, "confirm", "syt", "--again")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("verify", "999", "--why", "x"), "không có người liên hệ số 999"),
        (("verify", "không-có", "--why", "x"), "không có cơ quan “không-có”"),
        (("verify", "4", "--why", " "), "chưa ghi lý do"),
        (("add", "syt", "--name", "Mai", "--why", "x"), "chưa có thư điện tử hay số điện thoại"),
        (("delegate", "q1/không", "--name", "Mai", "--why", "x"), "q1/không"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(
    at_work: Office, capsys: Captured, arguments: tuple[str, ...], reason: str
) -> None:
    said = run(capsys, *arguments, code=2)
    assert reason in said and "cách" in said.lower()
