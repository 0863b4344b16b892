"""Several plans rehearsed at once: one clock for an office, a process for each province."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import select

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.write import dump_planfile
from config.settings import settings
from models.bodies import Wanted, draft
from models.directory import Contact
from models.directory_text import directory_text
from models.round import Request, Round
from portal.cli.rehearse import rehearse
from tasks.behaviours import Behaviour, Behaviours
from tasks.corrections import Wanted as Correction
from tasks.corrections import correct
from tasks.directory import import_directory
from tasks.launch import launch
from tasks.office import Office
from tasks.rehearse import rehearse as play_year
from tasks.rehearse import scratch_office

DOCUMENT = """\
ỦY BAN NHÂN DÂN
TỈNH {upper}
Số: {number}/KH-UBND
{name}, ngày {day} tháng 10 năm 2027

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2027

TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Chủ trì, theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo Ủy ban nhân dân tỉnh.
2. Sở Tài chính
- Hướng dẫn sử dụng kinh phí; báo cáo kết quả về Sở Nội vụ trước ngày 20 tháng 12 năm 2027.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans of one province, one of another, and the two directories."""
    made = tmp_path_factory.mktemp("together")
    for stem, name, number, day in (("a", "Sông Lam", 12, 11), ("b", "Sông Lam", 15, 18), ("c", "Sông Cái", 20, 12)):
        text = DOCUMENT.format(upper=name.upper(), name=name, number=number, day=day)
        (made / f"{stem}.txt").write_text(text, "utf-8")
        file = compile_document(made / f"{stem}.txt")
        file = accept_all(file, by="thử", why="theo lệ", at=datetime(2027, 10, 12, tzinfo=UTC))
        dump_planfile(file, made / f"{stem}.yaml")
    for stem, name in (("lam", "Sông Lam"), ("cai", "Sông Cái")):
        wanted = Wanted(name, date(2027, 1, 1), date(2027, 12, 31), None, (), (), True)
        (made / f"danh-ba-{stem}.yaml").write_text(directory_text(draft(wanted)), "utf-8")
    return made


def run(*words: object) -> Result:
    return CliRunner().invoke(rehearse, [str(word) for word in words], catch_exceptions=False)


def test_plans_of_one_province_share_a_year(folder: Path) -> None:
    plans = [folder / f"{stem}.yaml" for stem in ("a", "b")]
    done = run(*plans, "--directory", folder / "danh-ba-lam.yaml", "--format", "json")
    assert done.exit_code == 0, done.output
    plain = json.loads(done.stdout)
    assert plain["summary"]["plan"] == "12-kh-ubnd-2027-song-lam + 15-kh-ubnd-2027-song-lam"
    assert len(plain["rounds"]) == 2 and all(row["asked"] for row in plain["rounds"])


def test_the_plan_issued_later_is_launched_later(folder: Path) -> None:
    done = run(folder / "b.yaml", folder / "a.yaml", "--directory", folder / "danh-ba-lam.yaml", "--format", "table")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0].startswith("KH 12/KH-UBND; KH 15/KH-UBND")
    assert "KH 15/KH-UBND · " in done.stdout


@pytest.mark.services  # two processes that load everything anew
def test_provinces_are_played_side_by_side_each_with_its_own_directory(folder: Path) -> None:
    homes = [word for stem in ("lam", "cai") for word in ("--directory", folder / f"danh-ba-{stem}.yaml")]
    done = run(folder / "a.yaml", folder / "c.yaml", *homes, "--format", "json")
    assert done.exit_code == 0, done.output
    plain = json.loads(done.stdout)
    assert {name: year["summary"]["plan"] for name, year in plain.items()} == {
        "Sông Lam": "12-kh-ubnd-2027-song-lam",
        "Sông Cái": "20-kh-ubnd-2027-song-cai",
    }
    alone = json.loads(run(folder / "c.yaml", *homes[2:], "--format", "json").stdout)
    assert plain["Sông Cái"]["messages"] == alone["messages"]


def test_a_page_is_of_one_province(folder: Path) -> None:
    done = run(folder / "a.yaml", folder / "c.yaml", "--directory", folder / "danh-ba-lam.yaml", "--format", "html")
    assert done.exit_code == 2 and "một tỉnh" in done.output


def test_a_rehearsal_beside_the_office_asks_whom_its_corrections_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "office"))
    settings.cache_clear()
    try:
        office = Office.open()
        import_directory(office, folder / "danh-ba-lam.yaml")
        launched = launch(office, folder / "a.yaml", by="thử", at=date(2027, 10, 12))
        before = asked(run(folder / "a.yaml", "--format", "json"))
        with office.database.reading() as session:
            other = next(key for key in session.exec(select(Contact.agency_key)) if key not in before)
        wanted = Correction(launched.plan_key, "Sở Tài chính", why="cùng làm", by="thử", put_in=(other,))
        correct(office, wanted)
        after = asked(run(folder / "a.yaml", "--format", "json"))
    finally:
        settings.cache_clear()
    assert after - before == {other}


def asked(done: Result) -> set[str]:
    """Agencies that a rehearsal asks for a report."""
    return {row["agency"] for row in json.loads(done.stdout)["messages"] if row["kind"] == "request"}


def filled(folder: Path) -> Callable[[Office], None]:
    def fill(office: Office) -> None:
        import_directory(office, folder / "danh-ba-cai.yaml")

    return fill


def test_papers_are_written_only_where_somebody_keeps_them_and_the_year_is_the_same(
    folder: Path, tmp_path: Path
) -> None:
    said = []
    for keep in (False, True):
        scratch = tmp_path / str(keep)
        year = play_year(
            [folder / "c.yaml"],
            scratch,
            filled(folder),
            Behaviours(),
            keep_mail=keep,
        )
        said.append(year.to_json())
        assert bool(list(scratch.rglob("*.docx"))) == keep
    assert said[0] == said[1]


def test_a_round_in_which_all_were_on_time_closes_when_the_last_report_is_accepted(
    folder: Path, tmp_path: Path
) -> None:
    play_year(
        [folder / "c.yaml"],
        tmp_path,
        filled(folder),
        Behaviours(shares={Behaviour.ON_TIME: 1}),
    )
    office = scratch_office(tmp_path)
    with office.database.reading() as session:
        for kept in session.exec(select(Round)):
            accepted = session.exec(select(Request.accepted_at).where(Request.round_id == kept.id)).all()
            assert accepted and kept.closed_at == max(each for each in accepted if each)
    office.database.dispose()
