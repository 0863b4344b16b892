"""The five source documents go the whole way: compiled, decided on record, launched in their own year, rehearsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compiler.asks.check import check
from compiler.document import compile_document
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.write import dump_planfile
from compiler.result import Severity
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from models.journal import verify
from tasks.behaviours import Behaviours
from tasks.directory import import_directory
from tasks.office import Office
from tasks.rehearse import rehearse, scratch_office
from tasks.rehearsed.told import Rehearsal

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Source:
    """A source document: its number in the folder, where and when it is launched, what the text leaves unsaid."""

    file: str
    province: str
    at: date
    district: str | None = None
    answers: tuple[tuple[str, str], ...] = ()


SOURCES = (
    Source("000", "Lai Châu", date(2019, 1, 7)),
    Source("001", "Bình Phước", date(2024, 4, 15), district="huyện Lộc Ninh"),
    Source("002", "Hậu Giang", date(2022, 3, 1), answers=(("D202", "không số"), ("D203", "2022-03-01"))),
    Source("003", "Nam Định", date(2014, 2, 10), answers=(("D202", "không số"), ("D203", "2014-02-10"))),
    Source("004", "Kon Tum", date(2020, 1, 10)),
)


def settled(source: Source, shared: Path, folder: Path) -> Path:
    """The plan file of a source document with every question decided on record."""
    found = sorted((shared / "seeds" / "plans").glob(f"{source.file}_*.txt"))
    file = compile_document(found[0])
    file = accept_all(file, by="Tổ công tác", why="theo lệ", at=AT)
    for code, answer in source.answers:
        question = next(each for each in file.questions if each.code == code)
        file = decide(file, question.id, by="Tổ công tác", why="theo bản lưu", at=AT, answer=answer)
    assert [found for found in check(file) if found.severity in (Severity.ERROR, Severity.QUESTION)] == []
    path = folder / "plan.yaml"
    dump_planfile(file, path)
    return path


def played(source: Source, shared: Path, folder: Path) -> Rehearsal:
    """The document's own year, with a drafted directory of its province."""
    plan = settled(source, shared, folder)
    wanted = Wanted(source.province, source.at, date(source.at.year, 12, 31), source.district, (), (), True)
    directory = folder / "directory.yaml"
    directory.write_text(directory_text(draft(wanted)), "utf-8")

    def fill(office: Office) -> None:
        import_directory(office, directory)

    return rehearse([plan], folder / "scratch", fill, Behaviours(seed=3), at=source.at, keep_mail=True)


@pytest.mark.parametrize(
    "source",
    [
        # the other provinces' are rehearsed with the services' tests: each takes seven seconds
        pytest.param(each, id=each.file, marks=[pytest.mark.services] if each.file > "001" else [])
        for each in SOURCES
    ],
)
def test_a_source_document_is_launched_and_rehearsed_in_its_own_year(
    source: Source, shared: Path, tmp_path: Path
) -> None:
    result = played(source, shared, tmp_path)
    years = {row["at"][:4] for row in result.messages}
    assert years <= {str(source.at.year), str(source.at.year + 1)}
    assert {kept["state"] for kept in result.rounds} <= {"closed", "cancelled"}
    assert any(kept["state"] == "closed" for kept in result.rounds)
    assert {"request", "receipt"} <= set(result.summary["by_kind"])
    for kept in result.rounds:
        assert sum(kept.get("outcome", {}).values()) == kept.get("asked", 0)
    office = scratch_office(tmp_path / "scratch")
    with office.database.reading() as session:
        assert verify(session) is None
    office.database.dispose()
    reports = [path.suffix for path in (tmp_path / "scratch" / "reports").rglob("*.*")]
    closed = sum(kept["state"] == "closed" for kept in result.rounds)
    assert reports.count(".docx") == reports.count(".md") == closed


@pytest.mark.services
def test_the_same_rehearsal_twice_says_the_same(shared: Path, tmp_path: Path) -> None:
    source = SOURCES[1]
    first, second = (played(source, shared, _made(tmp_path / name)) for name in ("a", "b"))
    assert first.to_json() == second.to_json()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
