"""The five source documents in their own year and moved to 2026: who is asked with the chain of heirs, or one question.

The plan of a province that was merged is taken over by the new one, and that of a district that ended by its communes,
without an edit of any file by hand: what the directory does not tell is said by ``dondoc decide --holder``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from compiler.planfile.read import load_planfile
from config.settings import settings
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from models.plan import Plan
from models.round import Round
from portal.cli.main import main
from tasks.directory import import_directory
from tasks.launch import LaunchRefused, launch
from tasks.office import Office
from tasks.preview import Asking, Unclear, preview
from tasks.settle import Saying, settle
from tests.stories.test_source_documents import SOURCES, Source, settled

YEAR = 2026
WHO = "Tổ công tác"
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
DISTRICTS = "Các sở, ban, ngành tỉnh, UBND các huyện, thị xã, thành phố"
ROOMS = "Các phòng, ban, ngành huyện, UBND các xã, thị trấn"
COMMUNES = ("xã Lộc Hưng", "xã Lộc Ninh", "xã Lộc Tấn")


@dataclass(frozen=True)
class Moved:
    """What a document is expected to come to.

    ``heirs``: duty and agency -> part of the reason, in the new year; ``unclear``: what must be settled -> agencies
    that are put forward; ``answers``: entry -> whom a coordinator names, besides those found (+) or instead.
    """

    province: str
    own: int
    asked: int
    heirs: dict[tuple[str, str], str]
    unclear: dict[str, set[str]]
    answers: dict[str, tuple[str, ...]]
    own_names: tuple[str, ...] = field(default=("Sở Nội vụ", "Sở Thông tin và Truyền thông"))


PRESS = "chức năng báo chí, xuất bản, phát thanh, truyền hình, thông tin cơ sở"
LOCAL = {"xa-a", "phuong-b"}
MOVED = {
    "000": Moved(
        "Lai Châu", 24, 18,
        {
            ("R3", "svhttdl"): f"thay Sở Thông tin và Truyền thông từ 01/03/2025, {PRESS}",
            ("R4", "bptth"): "thay Báo Lai Châu từ 01/07/2025",
        },
        {DISTRICTS: LOCAL},
        {DISTRICTS: ("+", "xa-a", "phuong-b")},
    ),
    "001": Moved(
        "Bình Phước", 16, 3,
        {("R5", "xa-loc-ninh"): "thay Ủy ban nhân dân huyện Lộc Ninh từ 01/07/2025"},
        {
            entry: {"xa-loc-hung", "xa-loc-ninh", "xa-loc-tan"}
            for entry in (
                "coordinator", "Phòng Nội vụ", "Phòng Văn hóa và Thông tin", "Trung tâm Văn hóa, Thông tin và Thể thao",
                "Phòng Tài chính - Kế hoạch", ROOMS,
            )
        },
        {},
        ("Phòng Nội vụ", "Phòng Văn hóa và Thông tin"),
    ),
    "002": Moved(
        "thành phố Cần Thơ", 24, 18,
        {
            ("R1", "snv"): "thay Sở Nội vụ Hậu Giang từ 01/07/2025 (Nghị quyết 202/2025/QH15)",
            ("R3", "svhttdl"): "thay Sở Văn hóa, Thể thao và Du lịch Hậu Giang từ 01/07/2025",
            ("R4", "bptth"): "thay Báo Hậu Giang từ 01/07/2025",
        },
        {DISTRICTS: LOCAL},
        {DISTRICTS: ("+", "xa-a", "phuong-b")},
    ),
    "003": Moved(
        "Ninh Bình", 29, 23,
        {
            ("R1", "snv"): "thay Sở Nội vụ Nam Định từ 01/07/2025",
            ("R8", "bptth"): "thay Báo Nam Định từ 01/07/2025",
        },
        {
            "R6": {"svhttdl", "skhcn", "cat"},
            "Các sở, ban, ngành, đoàn thể, Ủy ban nhân dân các huyện, thành phố": LOCAL,
        },
        {
            "R6": ("svhttdl",),
            "Các sở, ban, ngành, đoàn thể, Ủy ban nhân dân các huyện, thành phố": ("+", "xa-a", "phuong-b"),
        },
    ),
    "004": Moved(
        "Quảng Ngãi", 24, 18,
        {
            ("R5", "snv"): "thay Sở Nội vụ Kon Tum từ 01/07/2025",
            ("R3", "bptth"): "thay Báo Kon Tum từ 01/07/2025",
        },
        {DISTRICTS: LOCAL},
        {DISTRICTS: ("+", "xa-a", "phuong-b")},
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=SOURCES, ids=lambda source: source.file)
def source(request: pytest.FixtureRequest) -> Source:
    found: Source = request.param
    return found


@pytest.fixture(scope="module")
def compiled(source: Source, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The plan file of the document, each question decided on record."""
    return settled(source, shared, tmp_path_factory.mktemp("plan")).read_bytes()


@pytest.fixture
def plan(compiled: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.yaml"
    path.write_bytes(compiled)
    return path


def filled(office: Office, wanted: Wanted, folder: Path) -> None:
    path, made = folder / "danh-ba.yaml", draft(wanted)
    for row in made.agencies:
        if row.get("valid_to", wanted.until) < wanted.on:
            row.pop("contacts", None)  # nobody writes to them; reading the file takes half the time
    path.write_text(directory_text(replace(made, optional=[])), "utf-8")
    import_directory(office, path)


def of_2026(source: Source) -> Wanted:
    """What `dondoc directory init --with-former` drafts for whoever carries on in 2026."""
    communes = COMMUNES if source.district else ()
    province = MOVED[source.file].province
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    return Wanted(province, first, last, source.district, (), communes, exercise=True, former=True)


def reasons(told: Asking) -> dict[tuple[str, str], str]:
    return {(number, key): because for key, duties in told.asked.items() for number, because in duties}


def test_in_its_own_year_a_source_document_asks_the_bodies_of_its_time(
    source: Source, plan: Path, tmp_path: Path, office: Office
) -> None:
    wanted = Wanted(source.province, source.at, date(source.at.year, 12, 31), source.district, (), (), True)
    filled(office, wanted, tmp_path)
    told = preview(office, plan, by=WHO, at=source.at).rounds
    expected = MOVED[source.file]
    assert {len(each.asked) for each in told} == {expected.own}
    for each in told:
        assert (each.questions, each.unreachable) == ((), ())
        assert set(expected.own_names) <= {each.names[key] for key in each.asked}
        assert not any("thay " in because for because in reasons(each).values())
    launched = launch(office, plan, by=WHO, at=source.at)
    assert set(launched.asked.values()) == {expected.own}


def test_moved_to_2026_it_names_the_heirs_or_asks_one_question_for_each_holder_and_is_launched_once_answered(
    source: Source, plan: Path, tmp_path: Path, office: Office
) -> None:
    expected, on = MOVED[source.file], source.at.replace(year=YEAR)
    filled(office, of_2026(source), tmp_path)
    told = preview(office, plan, by=WHO, at=on, year=YEAR).rounds
    assert {each.round.due_at.year for each in told} == {YEAR}
    for each in told:
        asked = reasons(each)
        for about, because in expected.heirs.items():
            assert because in asked[about]
        assert {unclear.entry: set(unclear.proposals) for unclear in each.unclear} == expected.unclear
    before = plan.read_bytes()
    with pytest.raises(LaunchRefused) as refused:
        launch(office, plan, by=WHO, at=on, year=YEAR)
    assert "dondoc decide" in str(refused.value.remedy)
    assert plan.read_bytes() == before
    with office.database.reading() as session:
        assert session.exec(select(Plan)).all() == []
        assert session.exec(select(Round)).all() == []
    for entry, keys in (expected.answers or answers_of(told[0].unclear)).items():
        settle(office, plan, Saying(entry, keys[keys[0] == "+" :], WHO, "thử", keys[0] == "+", on), at=AT)
    launched = launch(office, plan, by=WHO, at=on, year=YEAR)
    assert set(launched.asked.values()) == {expected.asked}


def answers_of(unclear: tuple[Unclear, ...]) -> dict[str, tuple[str, ...]]:
    """Everything to the commune where the district's seat was."""
    return {each.entry: ("+", "xa-loc-ninh") if each.found else ("xa-loc-ninh",) for each in unclear}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own for the command line."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    monkeypatch.setenv("DONDOC_BY", WHO)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def test_a_district_s_plan_is_taken_over_by_its_communes_from_the_command_line(
    shared: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = next(each for each in SOURCES if each.district)
    assert source.district is not None
    plan, directory, communes = settled(source, shared, data), data / "danh-ba.yaml", data / "xa.txt"
    communes.write_text("\n".join(COMMUNES), "utf-8")
    drafted = ["--province", source.province, "--level", "district", "--district", source.district, "--exercise"]
    drafted += ["--on", "2026-01-01", "--communes", str(communes), "-o", str(directory)]
    assert main(["directory", "init", *drafted]) == 0
    assert main(["directory", "import", str(directory)]) == 0
    moved = ["launch", str(plan), "--at", "2026-04-15", "--year", "2026"]
    capsys.readouterr()
    assert main([*moved, "--who"]) == 1
    commands = re.findall(r"dondoc decide \S+ --holder ('[^']+'|\S+) (--is|--add) ", capsys.readouterr().out)
    assert len(commands) == 6
    for entry, option in commands:
        words = ["decide", str(plan), "--holder", entry.strip("'"), option, "xa-loc-ninh", "--why", "trung tâm cũ"]
        assert main([*words, "--on", "2026-04-15"]) == 0
    capsys.readouterr()
    assert main([*moved, "--who"]) == 0
    assert "thay Ủy ban nhân dân huyện Lộc Ninh từ 01/07/2025" in capsys.readouterr().out
    assert main(moved) == 0
    assert "Đã khởi động kế hoạch 90-kh-ubnd-2026-loc-ninh" in capsys.readouterr().out
    decided = [each for each in load_planfile(plan).questions if (each.about or "").startswith("policy.holders.")]
    assert {each.decided_by for each in decided} == {WHO}
    assert len(decided) == len(commands)
