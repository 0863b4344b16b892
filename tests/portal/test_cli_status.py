"""``dondoc status``, ``why``, ``consolidate`` and ``verify`` on an office with a running round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from config.settings import settings
from models.clock import at_office, set_clock
from models.directory import Agency, Succession
from models.plan import Plan
from models.report import ItemStatus
from portal.cli.main import main
from tasks.anchor import anchor
from tasks.collect import collect
from tasks.escalate import sweep
from tasks.office import Office
from tasks.reports import Answer, ItemAnswer, form, submit
from tasks.review import extend, give_back, promise
from tasks.rounds import open_round
from tests.ready_made import ReadyMade

PLAN = "5-kh-ubnd-2027-song-lam"
ROUND = f"{PLAN}/q1"


def day(month: int, number: int, hour: int = 8) -> datetime:
    return at_office(date(2027, month, number), time(hour))


@pytest.fixture
def office_at_work(sample_office: Office, ready_made: ReadyMade, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """q1 is open since 1 March and due on the 15th; it is 22 March. syt was on time, stc promises, snv is silent."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(sample_office.settings.data_dir))
    monkeypatch.setenv("DONDOC_DATABASE_URL", sample_office.database.url)
    settings.cache_clear()
    yield ready_made(sample_office, _at_work)
    settings.cache_clear()


def _at_work(office: Office) -> None:
    open_round(office, ROUND, day(3, 1))
    for number in (10, 12, 16, 18, 22):
        if number == 12:
            answer(office, "syt", day(3, 12))
        if number == 18:
            with office.database.writing() as session:
                promise(session, day(3, 17), f"{ROUND}/stc", date(2027, 3, 24), "chờ số liệu", by="chị Lan")
        sweep(office, day(3, number, 9))
    with office.database.writing() as session:
        set_clock(session, day(3, 22, 10), by="thử", why="thử")


def answer(office: Office, agency: str, now: datetime) -> None:
    request_id = f"{ROUND}/{agency}"
    with office.database.writing() as session:
        items = [ItemAnswer(duty.id, ItemStatus.DONE, None, "Đã làm") for duty in form(session, request_id, now).duties]
        submit(office, session, now, request_id, Answer(items), by="chị Lan", base_version=0)


def test_status_names_who_is_late_on_which_rung_and_what_comes_next(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "5-kh"]) == 0
    said = capsys.readouterr().out
    assert "3 cơ quan: 1 đúng hạn, 0 chậm, 0 chưa đủ, 0 trả lại, 0 chưa đến hạn, 2 chưa gửi (33,3 % đã đủ)" in said
    assert "Sở Nội vụ: chưa báo cáo, chậm 5 ngày làm việc, nấc D+5; tiếp theo D+7 lúc 24/03/2027 08:00" in said
    assert "Sở Tài chính: chưa báo cáo, chậm 5 ngày làm việc, nấc D+1, hẹn 24/03/2027; tiếp theo " in said
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh: được đề nghị, không phản hồi, nấc D+1; không còn nấc nào" in said
    assert "Sở Y tế" not in said
    assert "Báo cáo 6 tháng đầu năm 2027: chưa mở" in said


def test_status_counts_a_returned_report_from_the_deadline_of_its_own_ladder(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office_at_work.database.writing() as session:
        give_back(
            office_at_work, session, day(3, 22, 10), f"{ROUND}/syt", by="anh Minh", reason="thiếu số liệu",
            deadline=date(2027, 3, 26),
        )  # fmt: skip
        set_clock(session, day(3, 31, 10), by="thử", why="thử")
    sweep(office_at_work, day(3, 31, 9))
    assert main(["status", "5-kh"]) == 0
    assert "Sở Y tế: đã trả lại, quá hạn gửi lại 26/03/2027 3 ngày làm việc, nấc R+3" in capsys.readouterr().out
    assert main(["status", "5-kh", "--as-of", "2027-03-29"]) == 0
    (line,) = [each for each in capsys.readouterr().out.splitlines() if "Sở Y tế" in each]
    assert "quá hạn gửi lại 26/03/2027 1 ngày làm việc" in line
    assert "tiếp theo R+3 lúc 31/03/2027 08:30" in line


def test_status_says_of_a_requested_body_that_it_did_not_answer_and_not_that_it_is_late(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    collect(office_at_work, day(3, 22))
    assert main(["status", PLAN]) == 0
    (line,) = [each for each in capsys.readouterr().out.splitlines() if "Mặt trận" in each]
    assert "được đề nghị, không phản hồi" in line
    assert "chậm" not in line


def test_status_replays_an_earlier_day(office_at_work: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", PLAN, "--as-of", "2027-03-11", "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)["rounds"][0]
    assert (first["ordered"]["asked"], first["ordered"]["awaited"], first["state"]) == (3, 3, "open")
    stood = {each["agency"]: (each["standing"], each["rung"], each["next_step"]) for each in first["agencies"]}
    assert stood["syt"] == ("awaited", "D-3", "D-1")
    assert main(["status", PLAN, "--as-of", "2027-02-01", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rounds"][0]["ordered"]["asked"] == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["report", "extend", f"{ROUND}/snv", "--to", "2027-04-16"], "Giỗ Tổ"),
        (["report", "return", f"{ROUND}/syt", "--deadline", "2027-03-27"], "cuối tuần"),
    ],
)
def test_a_deadline_on_a_day_off_is_pointed_out(
    office_at_work: Office, capsys: pytest.CaptureFixture[str], command: list[str], said: str
) -> None:
    assert main([*command, "--why", "thử", "--by", "anh Minh"]) == 0
    note = capsys.readouterr().err
    assert "là ngày nghỉ" in note and said in note and "liền sau là" in note


def test_an_agency_that_ends_with_its_report_owed_is_named_with_its_heirs(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office_at_work.database.writing() as session:
        session.get_one(Agency, "snv").valid_to = date(2027, 3, 19)
        session.add(Succession(old_key="snv", new_key="stc", valid_from=date(2027, 3, 20), source="QĐ 5"))
    assert main(["status", PLAN]) == 0
    (line,) = [each for each in capsys.readouterr().out.splitlines() if "Sở Nội vụ: " in each]
    assert "cơ quan đã chấm dứt ngày 19/03/2027" in line
    assert main(["why", f"{ROUND}/snv"]) == 0
    assert "Sở Nội vụ chấm dứt ngày 19/03/2027; kế tục: Sở Tài chính" in capsys.readouterr().out
    assert main(["report", "extend", f"{ROUND}/snv", "--to", "2027-04-20", "--why", "thử", "--by", "anh Minh"]) == 0
    assert "kế tục: Sở Tài chính" in capsys.readouterr().err
    assert main(["report", "extend", f"{ROUND}/stc", "--to", "2027-04-20", "--why", "thử", "--by", "anh Minh"]) == 0
    assert "kế tục" not in capsys.readouterr().err


def test_status_of_a_day_to_come_says_that_it_is_foreseen_and_not_what_was(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", PLAN, "--as-of", "2027-12-31"]) == 0
    said = capsys.readouterr().out
    assert "Ngày này chưa đến" in said
    assert "Báo cáo 6 tháng đầu năm 2027: lúc đó đã mở (từ " in said
    assert main(["status", PLAN, "--as-of", "2027-12-31", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["foreseen"] is True
    assert main(["status", PLAN, "--as-of", "2027-03-22"]) == 0
    assert "Ngày này chưa đến" not in capsys.readouterr().out


def test_status_of_a_day_before_the_launch_says_when_the_plan_was_launched(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office_at_work.database.reading() as session:
        launched = session.get_one(Plan, PLAN).launched_at
    assert main(["status", PLAN, "--as-of", f"{launched - timedelta(days=2):%Y-%m-%d}"]) == 0
    assert "sau ngày này: lúc đó chưa có gì được yêu cầu" in capsys.readouterr().out


def test_status_without_a_name_shows_every_plan_and_an_unknown_one_says_which_there_are(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "--all"]) == 0
    said = capsys.readouterr().out
    assert PLAN in said
    assert "Sở Y tế: đúng hạn" in said
    assert main(["status", "khác"]) == 2
    assert PLAN in capsys.readouterr().err


def test_status_shows_a_deadline_that_is_not_the_rounds(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office_at_work.database.writing() as session:
        extend(office_at_work, session, day(3, 22, 10), f"{ROUND}/snv", date(2027, 3, 31), "chờ số liệu", by="anh Minh")
    assert main(["status", "5-kh"]) == 0
    assert "Sở Nội vụ: chưa đến hạn, có đến 31/03/2027" in capsys.readouterr().out


def test_status_names_a_plan_without_a_number_once(office_at_work: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with office_at_work.database.writing() as session:
        plan = session.get_one(Plan, PLAN)
        plan.number, title = "không số", plan.title
    assert main(["status", "5-kh"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == title


def test_why_gives_every_message_and_every_silence_its_reason(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", f"{ROUND}/mttq"]) == 0
    said = capsys.readouterr().out
    assert "yêu cầu báo cáo (D-10) qua thư điện tử" in said
    assert "✗ nấc D+3: không thực hiện" in said
    assert "cơ quan được đề nghị, không đôn đốc lên cấp trên" in said
    assert "Tiếp theo: không có gì. Cơ quan được đề nghị" in said


@pytest.mark.parametrize("agency", ["mttq", "syt", "stc", "snv"])
def test_why_in_english_tells_every_kept_reason_in_english(
    office_at_work: Office, capsys: pytest.CaptureFixture[str], agency: str
) -> None:
    for request_id, reason in ((f"{ROUND}/snv", "bão lũ"), (f"{ROUND}/stc", "mất điện")):
        with office_at_work.database.writing() as session:
            extend(office_at_work, session, day(3, 22, 11), request_id, date(2027, 4, 1), reason, by="anh Minh")
    assert main(["--lang", "en", "why", f"{ROUND}/{agency}"]) == 0
    said = capsys.readouterr().out
    reasons = [line.strip() for line in said.splitlines() if line.startswith(" " * 22)]
    assert reasons
    for reason in reasons:
        for ours in ("nấc", "hạn ", "đơn vị", "trạng thái", "mở kỳ", "chưa kịp", "đã có", "không gửi", "cơ quan"):
            assert ours not in reason
    assert ("bão lũ" in said) == (agency == "snv"), "a person's words stay"


def test_why_explains_what_an_answer_kept_back(office_at_work: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "q1/syt"]) == 0
    said = capsys.readouterr().out
    assert "nhận báo cáo bản 1 qua biểu trên mạng từ chị Lan, đủ nhiệm vụ" in said
    for step in ("D+1", "D+3", "D+5"):
        assert f"✗ nấc {step}: không thực hiện" in said
    assert "đã nhận đủ báo cáo lúc 12/03/2027 08:00" in said
    assert "Cơ quan không còn nợ báo cáo" in said
    assert "nêu tên: “Sở Y tế”" in said


def test_why_tells_the_promise_and_when_the_ladder_goes_on(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", f"{ROUND}/stc"]) == 0
    said = capsys.readouterr().out
    assert "đơn vị đã hẹn ngày 24/03/2027" in said
    assert "Tiếp theo: " in said


def test_why_follows_decisions_with_who_and_why(office_at_work: Office, capsys: pytest.CaptureFixture[str]) -> None:
    now = day(3, 22, 11)
    with office_at_work.database.writing() as session:
        give_back(office_at_work, session, now, f"{ROUND}/syt", by="chị Hoa", reason="thiếu số liệu")
        extend(office_at_work, session, now, f"{ROUND}/snv", date(2027, 4, 1), "bão lũ", by="chị Hoa")
    assert main(["why", f"{ROUND}/syt"]) == 0
    returned = capsys.readouterr().out
    assert "trả lại báo cáo (chị Hoa)" in returned
    assert "thiếu số liệu" in returned
    assert "Tiếp theo: R-1" in returned
    assert main(["why", f"{ROUND}/snv"]) == 0
    assert "gia hạn (chị Hoa)" in capsys.readouterr().out


def test_why_refuses_a_request_that_is_not_there(office_at_work: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "q1/khong-co"]) == 2
    assert "q1/khong-co" in capsys.readouterr().err


def test_consolidate_writes_the_opened_rounds_of_a_plan(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["consolidate", PLAN, "--by", "chị Hoa"]) == 0
    said = capsys.readouterr().out
    assert f"{ROUND}: bản 1, 1/3 cơ quan đã đủ" in said
    paths = [Path(line.strip()) for line in said.splitlines() if line.startswith("  ")]
    assert [path.suffix for path in paths] == [".docx", ".md"]
    assert all(path.exists() and len(path.name) <= 50 for path in paths)
    assert main(["consolidate", f"{PLAN}/q1", "--as-of", "2027-03-01"]) == 0
    assert "bản 2, 0/3" in capsys.readouterr().out
    assert main(["consolidate", f"{PLAN}/q9"]) == 2


def test_verify_holds_and_then_names_the_changed_row(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"]) == 0
    assert "Nhật ký nguyên vẹn" in capsys.readouterr().out
    with office_at_work.database.writing() as session:
        if office_at_work.database.url.startswith("sqlite"):
            session.execute(text("DROP TRIGGER journal_no_update"))
        else:
            session.execute(text("ALTER TABLE journal DISABLE TRIGGER ALL"))
        session.execute(text("UPDATE journal SET why = why || '.' WHERE seq = 2"))
    assert main(["verify"]) == 1
    said = capsys.readouterr().err
    assert "Nhật ký hỏng ở dòng 2: nội dung đã bị sửa sau khi ghi" in said


def test_verify_tells_of_a_cut_tail_what_to_do_and_takes_a_restore_for_an_answer(
    office_at_work: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"]) == 0
    anchor(Office.open(), day(3, 22, 10))
    assert main(["verify"]) == 0
    with office_at_work.database.writing() as session:
        if office_at_work.database.url.startswith("sqlite"):
            session.execute(text("DROP TRIGGER journal_no_delete"))
        else:
            session.execute(text("ALTER TABLE journal DISABLE TRIGGER ALL"))
        session.execute(text("DELETE FROM journal WHERE seq > 3"))
    capsys.readouterr()
    assert main(["verify"]) == 1
    said = capsys.readouterr().err
    assert "Nhật ký bị cắt đuôi" in said
    assert "trong bảng chỉ còn đến dòng 3" in said
    assert "dondoc verify --anchor-anew LÝ_DO" in said
    assert main(["verify", "--anchor-anew", "phục hồi bản sao lưu", "--by", "anh Minh"]) == 0
    assert "Đã neo lại" in capsys.readouterr().out
    assert main(["verify"]) == 0


@pytest.mark.parametrize(("language", "said"), [("vi", "(0 % đã đủ)"), ("en", "(0 % complete)")])
def test_a_whole_rate_is_written_without_a_tenth(
    sample_office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    monkeypatch.setenv("DONDOC_DATA_DIR", str(sample_office.settings.data_dir))
    monkeypatch.setenv("DONDOC_DATABASE_URL", sample_office.database.url)
    settings.cache_clear()
    open_round(sample_office, ROUND, day(3, 1))
    with sample_office.database.writing() as session:
        set_clock(session, day(3, 22, 10), by="thử", why="thử")
    assert main(["--lang", language, "status", PLAN]) == 0
    assert said in capsys.readouterr().out
    settings.cache_clear()
