"""Who is asked, and why: the workbench page, the reply page and ``dondoc group``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from config.settings import settings
from models.directory import Agency, Contact, Succession
from models.expansion import GroupCorrection
from models.plan import Responsibility
from portal.cli.main import main
from tasks.office import Office
from tests.acting import request
from tests.portal.desk import PLAN, ROUND, Desk

PAGE = f"/ban-lam-viec/ai-duoc-hoi/{ROUND}"
CORRECT = f"/ban-lam-viec/sua-nhom/{ROUND}"
LATER = f"{PLAN}/h1"
GROUP = "Các cơ quan ven sông"


@pytest.fixture
def sample_office(sample_office: Office) -> Office:
    """The sample office with a department that was split, and a group that nobody knows."""
    with sample_office.database.writing() as session:
        session.add(
            Agency(
                key="stttt", name="Sở Thông tin và Truyền thông", kind="department", level="province",
                province="Sông Lam", valid_to=date(2025, 2, 28),
            )
        )  # fmt: skip
        session.add(Agency(key="bv", name="Bệnh viện tỉnh", kind="unit", level="province", province="Sông Lam"))
        session.flush()
        session.add(Contact(agency_key="bv", name="Văn thư", email="bv@dien-tap.example", verified=True))
        session.add(
            Succession(old_key="stttt", new_key="syt", valid_from=date(2025, 3, 1), function="press", source="QĐ 1")
        )
        for number, holder, text in (("R6", "Sở TT&TT", "Chỉ đạo báo chí."), ("R7", GROUP, "Báo cáo.")):
            session.add(
                Responsibility(
                    id=f"{PLAN}/{number}",
                    plan_key=PLAN,
                    number=number,
                    position=int(number[1:]),
                    holder=holder,
                    group=holder == GROUP,
                    text=text,
                )
            )
    return sample_office


@pytest.fixture
def at_hand(opened_office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The sample office as the command line finds it, q1 open."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(opened_office.settings.data_dir))
    monkeypatch.setenv("DONDOC_DATABASE_URL", opened_office.database.url)
    settings.cache_clear()
    yield opened_office
    settings.cache_clear()


def test_the_page_shows_holders_reasons_chains_and_questions_and_changes_nothing(desk: Desk) -> None:
    desk.sign_in()
    before = desk.everything()
    page = desk.client.get(PAGE).text
    assert "thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí" in page
    assert "“ven sông” là những cơ quan nào?" in page
    assert desk.everything() == before
    assert "Trả lời 1 câu hỏi: cơ quan nào phải báo cáo" in desk.client.get("/ban-lam-viec").text
    assert PAGE in desk.client.get(f"/ban-lam-viec/ky/{ROUND}").text


def test_a_round_to_come_is_shown_as_the_directory_stands_today(desk: Desk) -> None:
    desk.sign_in()
    page = desk.client.get(f"/ban-lam-viec/ai-duoc-hoi/{LATER}").text
    assert "Kỳ chưa mở" in page
    assert "15/06/2027" in page


def test_putting_in_at_once_asks_the_agency_and_the_question_is_gone(desk: Desk) -> None:
    desk.sign_in()
    done = desk.act(
        CORRECT, PAGE, holder=GROUP, put_in="Bệnh viện tỉnh\n", at_once="1", why="theo QĐ 7", what="correct"
    )
    assert (done.status_code, done.headers["location"]) == (303, f"{PAGE}?ok=group")
    assert request(desk.office, f"{ROUND}/bv").state == "waiting"
    assert "Trả lời" not in desk.client.get("/ban-lam-viec").text
    assert "điều phối thêm vào (Trần Văn Thử: theo QĐ 7)" in desk.client.get(PAGE).text


def test_a_refused_correction_keeps_what_was_typed_and_writes_nothing(desk: Desk) -> None:
    desk.sign_in()
    before = desk.everything()
    done = desk.act(CORRECT, PAGE, holder=GROUP, put_in="Sở Vũ trụ", why="theo QĐ 7", what="correct")
    assert done.status_code == 422
    assert "“Sở Vũ trụ” không phải một cơ quan trong danh bạ" in done.text
    assert "theo QĐ 7" in done.text
    assert desk.everything() == before


def test_a_correction_is_taken_back_from_the_page(desk: Desk) -> None:
    desk.sign_in()
    desk.act(CORRECT, PAGE, holder=GROUP, put_in="bv", why="theo QĐ 7", what="correct")
    done = desk.act(f"/ban-lam-viec/thoi-sua/1/{ROUND}", PAGE, why="nhầm")
    assert done.status_code == 303
    with desk.office.database.reading() as session:
        assert session.exec(select(GroupCorrection)).one().revoked_at is not None


@pytest.mark.parametrize("path", [CORRECT, f"/ban-lam-viec/thoi-sua/1/{ROUND}"])
def test_a_form_without_the_sessions_mark_is_refused(desk: Desk, path: str) -> None:
    desk.sign_in()
    assert desk.client.post(path, data={"holder": GROUP, "put_in": "bv", "why": "x"}).status_code == 403


def test_the_reply_page_says_whom_the_agency_stands_in_for_beside_that_duty_only(desk: Desk) -> None:
    page = desk.client.get(desk.link()).text
    said = "Đơn vị được hỏi thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí."
    assert page.count(said) == 1
    assert page.index("Chỉ đạo báo chí.") < page.index(said)


def test_the_request_page_says_why_the_agency_is_asked(desk: Desk) -> None:
    desk.sign_in()
    page = desk.client.get(f"/ban-lam-viec/yeu-cau/{ROUND}/syt").text
    assert "Vì sao cơ quan này được hỏi" in page
    assert "thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí" in page


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out + said.err


def test_group_show_tells_every_round_with_reasons_and_questions(
    at_hand: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, "group", "show", PLAN)
    assert code == 0
    assert "Sở Y tế [syt]: thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí" in said
    assert "? “cơ quan ven sông”: “ven sông” là những cơ quan nào?" in said
    assert "như đã hỏi khi mở kỳ" in said
    assert "chưa mở; hiểu theo danh bạ hôm nay" in said


def test_group_show_as_json_names_agencies_chains_and_duties(
    at_hand: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, "group", "show", ROUND, "--format", "json")
    assert code == 0
    (told,) = json.loads(said)
    holder = next(each for each in told["holders"] if each["holder"] == "Sở TT&TT")
    assert [(each["key"], each["duties"]) for each in holder["agencies"]] == [("syt", ["R6"])]
    assert told["asked"] == 4


def test_group_add_remove_confirm_and_revoke(at_hand: Office, capsys: pytest.CaptureFixture[str]) -> None:
    reason = ("--by", "anh Minh", "--why", "theo QĐ 7")
    code, said = run(capsys, "group", "add", PLAN, GROUP, "bv", *reason)
    assert code == 0
    assert "đang mở và không đổi" in said
    assert "Áp dụng khi mở: Báo cáo 6 tháng đầu năm 2027." in said
    code, said = run(capsys, "group", "remove", PLAN, GROUP, "bv", "--now", *reason)
    assert code == 0
    code, said = run(capsys, "group", "add", PLAN, GROUP, "bv", "--now", *reason)
    assert "bv: đã gửi yêu cầu" in said
    code, said = run(capsys, "group", "revoke", "3", *reason)
    assert (code, "Đã thôi áp dụng lần sửa số 3" in said) == (0, True)
    code, said = run(capsys, "group", "confirm", PLAN, "Sở Y tế", *reason)
    assert (code != 0, "không có gì để sửa" in said) == (True, True)
    code, said = run(capsys, "group", "add", PLAN, GROUP, "bv", "--by", "anh Minh")
    assert (code != 0, "phải ghi người quyết định và lý do" in said) == (True, True)


def test_a_plan_file_is_expanded_before_its_launch(
    at_hand: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path, settled_planfile: Callable[[Path], Path]
) -> None:
    code, said = run(capsys, "group", "show", str(settled_planfile(tmp_path)))
    assert code == 0
    assert "Sở Nội vụ [snv]: nêu tên: “Sở Nội vụ”" in said
    assert "? " in said


@pytest.fixture(scope="session")
def settled_planfile() -> Callable[[Path], Path]:
    """Writes the sample plan's file with every question decided."""

    def make(folder: Path) -> Path:
        from datetime import UTC, datetime

        from compiler.document import compile_document
        from compiler.planfile.decide import accept_all
        from compiler.planfile.write import dump_planfile

        sample = Path(__file__).resolve().parents[2] / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
        file = accept_all(compile_document(sample), by="thử", why="thử", at=datetime(2026, 11, 21, tzinfo=UTC))
        path = folder / "plan.yaml"
        dump_planfile(file, path)
        return path

    return make


def test_group_add_before_the_launch_names_the_command_that_says_it_in_the_plan_file(
    at_hand: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, reason = tmp_path / "ke-hoach.yaml", ("--by", "anh Minh", "--why", "thiếu")
    code, said = run(capsys, "group", "add", str(file), GROUP, "bv", "syt", *reason)
    assert code != 0
    assert f'dondoc decide {file} --holder "{GROUP}" --add "bv; syt" --by … --why …' in said
    code, said = run(capsys, "group", "remove", "99-kh", GROUP, "bv", *reason)
    assert code != 0
    assert f'dondoc decide TỆP_KẾ_HOẠCH --holder "{GROUP}" --is …' in said
    assert PLAN in said, "and which plans run"
