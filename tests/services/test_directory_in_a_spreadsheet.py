"""The directory's workbook in LibreOffice's spreadsheet: saved without a change it says the same; what a hand types
there is taken, mended or refused with its cell."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.bodies import Wanted, draft
from models.directory_file import DirectoryRefused, read_directory
from models.directory_workbook import directory_workbook
from tests.tasks.test_directory_workbook import meaning

pytestmark = pytest.mark.services

BOTH_ERAS = Wanted("Sông Lam", date(2025, 1, 1), date(2025, 12, 31), exercise=True)
FOCAL = "Đầu mối Ủy ban nhân dân tỉnh Sông Lam"
"""Whoever stands in the first row of contacts."""

Save = Callable[[Path, str], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Opens a file in LibreOffice and saves it in another form."""
    program = shutil.which("soffice")
    if program is None or not (Path(program).resolve().parent / "libsclo.so").exists():
        pytest.skip("LibreOffice's spreadsheet is not here: apt-get install libreoffice-calc-nogui")

    def saved(file: Path, form: str) -> Path:
        folder = tmp_path / f"{file.stem}-{form}"
        profile = (tmp_path / "profile").as_uri()
        subprocess.run(
            [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", folder, file],
            check=True,
            capture_output=True,
            timeout=200,
        )
        return folder / f"{file.stem}.{form}"

    return saved


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A province's directory of both eras as a workbook."""
    file = tmp_path / "danh-ba.xlsx"
    file.write_bytes(directory_workbook(draft(BOTH_ERAS)))
    return file


def typed(save: Save, exported: Path, was: str, cell: str) -> Path:
    """The workbook after somebody put ``cell`` (as OpenDocument writes it) where ``was`` stood first, and saved it."""
    flat = save(exported, "fods")
    text = flat.read_text("utf-8")
    found = re.compile(
        r'<table:table-cell[^>]*office:value-type="(?:string|date)"[^>]*>\s*<text:p>' + re.escape(was) + r"</text:p>\s*"
        r"</table:table-cell>"
    )
    assert found.search(text), was
    flat.write_text(found.sub(cell, text, count=1), "utf-8")
    return save(flat, "xlsx")


def says(file: Path) -> tuple[object, ...]:
    return meaning(file.read_bytes(), file.name)


def faults(file: Path) -> str:
    """What is refused, one a line."""
    return "\n".join(f"{each.place}: {each.reason}" for each in read_directory(file.read_bytes(), file.name).faults)


@pytest.mark.parametrize("by_way_of", ["xlsx", "ods"])
def test_saved_without_a_change_it_says_the_same(save: Save, exported: Path, by_way_of: str) -> None:
    saved = save(exported, by_way_of)
    back = save(saved, "xlsx") if by_way_of != "xlsx" else saved
    assert back.read_bytes() != exported.read_bytes()
    assert says(back) == says(exported)


def test_a_name_and_a_day_typed_there_arrive(save: Save, exported: Path) -> None:
    name = '<table:table-cell office:value-type="string"><text:p>Nguyễn Văn An</text:p></table:table-cell>'
    back = typed(save, exported, FOCAL, name)
    assert "Nguyễn Văn An" in str(says(back))
    assert says(back) != says(exported)
    day = '<table:table-cell office:value-type="string"><text:p>1/3/2025</text:p></table:table-cell>'
    back = typed(save, exported, "01/03/2025", day)
    assert says(back) == says(exported)


def test_a_telephone_number_that_lost_its_zero_is_mended(save: Save, exported: Path) -> None:
    number = (
        '<table:table-cell office:value-type="float" office:value="100000011"><text:p>1</text:p></table:table-cell>'
    )
    back = typed(save, exported, "0100000011", number)
    assert says(back) == says(exported)
    warnings = read_directory(back.read_bytes(), back.name).warnings
    assert any("hàng 2, cột F" in str(each.place) and "mất số 0 ở đầu" in each.reason for each in warnings)


def test_a_formula_and_a_merged_cell_are_refused_by_sheet_and_cell(save: Save, exported: Path) -> None:
    formula = (
        '<table:table-cell table:formula="of:=CONCATENATE(&quot;Ông &quot;;&quot;An&quot;)" '
        'office:value-type="string" office:string-value="Ông An"><text:p>Ông An</text:p></table:table-cell>'
    )
    assert re.search("Liên hệ”, hàng 2, cột D: ô là công thức", faults(typed(save, exported, FOCAL, formula)))
    merged = (
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1">'
        "<text:p>Gộp</text:p></table:table-cell>"
    )
    back = typed(save, exported, FOCAL, merged)
    with pytest.raises(DirectoryRefused) as refused:
        read_directory(back.read_bytes(), back.name)
    assert "các ô D2:E2 bị gộp" in str(refused.value.findings)
