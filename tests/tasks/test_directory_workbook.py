"""A directory as a workbook: it says the same as YAML, takes what offices do, and refuses what would be guessed."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import select

import models.xlsx
from config.wording import choose_language
from models.bodies import Wanted, draft
from models.directory import Agency, Contact, Succession
from models.directory_file import DirectoryRefused, read_directory
from models.directory_text import directory_text
from models.directory_workbook import directory_workbook
from tasks.directory import export_directory, import_content
from tasks.office import Office

BOTH_ERAS = Wanted("Sông Lam", date(2025, 1, 1), date(2025, 12, 31), exercise=True)
AGENCIES = ["Khóa", "Tên", "Loại", "Cấp", "Tỉnh, thành phố", "Ngày đầu", "Ngày cuối"]
CONTACTS = ["Khóa cơ quan", "Vai trò", "Tên", "Thư điện tử", "Điện thoại"]
SUCCESSIONS = ["Khóa cơ quan cũ", "Khóa cơ quan mới", "Từ ngày", "Chức năng chuyển giao", "Văn bản"]
SNV = ["snv", "Sở Nội vụ", "sở", "tỉnh", "Sông Lam"]
HOA = ["snv", "đầu mối", "Chị Hoa", "hoa@dien-tap.example", "0100000011"]

Edit = Callable[[Any], object]


def book(edit: Edit | None = None) -> bytes:
    """A small workbook with one agency and one contact, changed by ``edit``."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in (("Cơ quan", [AGENCIES, SNV]), ("Liên hệ", [CONTACTS, HOA]), ("Thay thế", [SUCCESSIONS])):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if edit:
        edit(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def put(sheet: str, cell: str, value: object) -> Edit:
    def edit(made: Any) -> None:
        made[sheet][cell] = value

    return edit


def said(content: bytes, office: Office, name: str = "danhba.xlsx") -> list[str]:
    """Every fault as place and reason; each has a remedy, and nothing was written."""
    with pytest.raises(DirectoryRefused) as refused:
        import_content(office, content, name, by="chị Hoa")
    with office.database.reading() as session:
        assert session.exec(select(Agency)).first() is None
    found = refused.value.findings or (refused.value,)
    assert all(each.remedy for each in found)
    return [f"{each.place}: {each.reason}" for each in found]


def warned(content: bytes) -> list[str]:
    file = read_directory(content, "danhba.xlsx")
    assert file.faults == []
    return [f"{each.place}: {each.reason}" for each in file.warnings]


def meaning(content: bytes, name: str) -> tuple[object, ...]:
    file = read_directory(content, name)
    assert file.faults == []
    rows = [{key: value for key, value in vars(row).items() if key not in ("at", "contacts")} for row in file.agencies]
    contacts = [
        {key: value for key, value in vars(each).items() if key != "at"}
        for row in file.agencies
        for each in row.contacts
    ]
    heirs = [{key: value for key, value in vars(row).items() if key != "at"} for row in file.successions]
    return file.province, rows, contacts, heirs


def test_a_workbook_says_the_same_as_yaml() -> None:
    made = draft(BOTH_ERAS)
    made.agencies[3] |= {"code": "00042", "aliases": ["=A1", "Sở cũ"]}
    made.agencies[3]["contacts"][0] |= {"since": date(2025, 1, 2), "until": date(2025, 11, 30), "letter": "12/SNV-VP"}
    yaml, xlsx = directory_text(made).encode(), directory_workbook(made)
    assert meaning(xlsx, "a.xlsx") == meaning(yaml, "a.yaml")
    assert "12/SNV-VP" in str(meaning(xlsx, "a.xlsx"))


def test_a_workbook_written_in_english_reads_back_in_vietnamese() -> None:
    made = draft(BOTH_ERAS)
    choose_language("en")
    try:
        content = directory_workbook(made)
    finally:
        choose_language(None)
    assert load_workbook(BytesIO(content)).sheetnames[0] == "Agencies"
    assert meaning(content, "a.xlsx") == meaning(directory_text(made).encode(), "a.yaml")


def test_what_goes_out_as_a_workbook_comes_in_unchanged(office: Office) -> None:
    import_content(office, directory_workbook(draft(BOTH_ERAS)), "a.xlsx", by="chị Hoa")
    with office.database.writing() as session:
        contact = session.exec(select(Contact)).first()
        assert contact is not None
        contact.verified, contact.since, contact.letter = True, date(2025, 3, 1), "7/QĐ"
        session.add(Agency(key="bnv", name="Bộ Nội vụ", level="central", kind="unit", province=""))
    with office.database.reading() as session:
        made = export_directory(session)
    for content, name in ((directory_workbook(made), "a.xlsx"), (directory_text(made).encode(), "a.yaml")):
        assert import_content(office, content, name, by="chị Hoa").changes == ()
    with office.database.reading() as session:
        assert sum(each.verified for each in session.exec(select(Contact))) == 1


def test_a_workbook_never_verifies_anybody(office: Office) -> None:
    def edit(made: Any) -> None:
        made["Liên hệ"]["F1"], made["Liên hệ"]["F2"] = "Đã xác nhận", "có"

    import_content(office, book(edit), "a.xlsx", by="chị Hoa")
    with office.database.reading() as session:
        assert session.exec(select(Contact)).one().verified is False


def test_a_written_workbook_has_lists_notes_frozen_headings_and_days_as_days() -> None:
    made = load_workbook(BytesIO(directory_workbook(draft(BOTH_ERAS))))
    assert made.sheetnames[:3] == ["Cơ quan", "Liên hệ", "Thay thế"]
    sheet = made["Cơ quan"]
    headings = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "C2"
    assert all(cell.comment for cell in sheet[1])
    assert len(sheet.data_validations.dataValidation) == 3
    column = headings.index("Ngày cuối")
    assert {type(row[column].value).__name__ for row in sheet.iter_rows(min_row=2) if row[column].value} == {"datetime"}


def test_columns_may_stand_in_any_order_with_others_between_and_titles_above(office: Office) -> None:
    def edit(made: Any) -> None:
        sheet = made["Cơ quan"]
        sheet.delete_rows(1, 2)
        sheet.append(["DANH BẠ CƠ QUAN"])
        sheet.append([])
        sheet.append(["STT", "Cấp", "Tên cơ quan ", "Ghi chú", "khoá", "LOẠI", "Tỉnh"])
        sheet.append([])
        sheet.append([1, " tỉnh", normalize("NFD", "Sở  Nội vụ "), "x", "snv", "Sở", "Sông Lam"])

    done = import_content(office, book(edit), "a.xlsx", by="chị Hoa")
    reasons = [each.reason for each in done.warnings]
    assert [reason for reason in reasons if "không dùng" in reason] == [
        "cột A “STT” không dùng",
        "cột D “Ghi chú” không dùng",
    ]
    assert any("phía trên tiêu đề (hàng 3)" in reason for reason in reasons)
    with office.database.reading() as session:
        assert session.exec(select(Agency)).one().name == "Sở Nội vụ"


def test_a_column_that_is_missing_leaves_what_is_kept(office: Office) -> None:
    full = directory_workbook(draft(BOTH_ERAS))
    import_content(office, full, "a.xlsx", by="chị Hoa")
    made = load_workbook(BytesIO(full))
    sheet = made["Cơ quan"]
    sign = [cell.value for cell in sheet[1]].index("Ký hiệu") + 1
    sheet.delete_cols(sign)
    out = BytesIO()
    made.save(out)
    done = import_content(office, out.getvalue(), "a.xlsx", by="chị Hoa")
    assert done.changes == ()
    assert any("không có cột “Ký hiệu”: giữ nguyên" in each.reason for each in done.warnings)


@pytest.mark.parametrize("typed", [100000011, 100000011.0, "100000011", " +84 100 000 011", "0100.000.011"])
def test_a_telephone_gets_its_zero_back(office: Office, typed: object) -> None:
    done = import_content(office, book(put("Liên hệ", "E2", typed)), "a.xlsx", by="chị Hoa")
    lost = [each for each in done.warnings if "mất số 0" in each.reason]
    assert len(lost) == (str(typed).startswith("1"))
    assert all(str(each.place).endswith("trang “Liên hệ”, hàng 2, cột E") for each in lost)
    with office.database.reading() as session:
        assert session.exec(select(Contact)).one().phone == "0100000011"


@pytest.mark.parametrize("typed", ["01/03/2025", "1.3.2025", "2025-03-01", " 01-03-2025 ", date(2025, 3, 1)])
def test_a_day_may_be_a_day_or_text(office: Office, typed: object) -> None:
    import_content(office, book(put("Cơ quan", "F2", typed)), "a.xlsx", by="chị Hoa")
    with office.database.reading() as session:
        assert session.exec(select(Agency)).one().valid_from == date(2025, 3, 1)


def test_all_faults_of_all_sheets_are_told_at_once_by_sheet_row_and_column(office: Office) -> None:
    def edit(made: Any) -> None:
        made["Cơ quan"].append(["Sở 2", "Sở Hai", "cục", "tỉnh", None, "31/02/2025"])
        made["Liên hệ"].append(["xyz", "đầu mối", "Anh Bình", "b@", ""])
        made["Liên hệ"].append(["snv", "văn thư", "Văn thư", "vt@", "12"])
        made["Liên hệ"].append(["snv", "văn thư", "Anh Ba"])
        made["Thay thế"].append(["snv", "syt", "01/03/2025", "bao_chi", "QĐ"])

    assert said(book(edit), office) == [
        "danhba.xlsx, trang “Cơ quan”, hàng 3, cột A: khóa “Sở 2” không dùng được",
        "danhba.xlsx, trang “Cơ quan”, hàng 3, cột C: “Loại”: “cục” không dùng được",
        "danhba.xlsx, trang “Cơ quan”, hàng 3, cột F: “Ngày đầu”: “31/02/2025” không phải là ngày",
        "danhba.xlsx, trang “Liên hệ”, hàng 3, cột A: liên hệ của “xyz”, không có ở trang “Cơ quan”",
        "danhba.xlsx, trang “Liên hệ”, hàng 4, cột D: “vt@” không phải địa chỉ thư điện tử",
        "danhba.xlsx, trang “Liên hệ”, hàng 4, cột E: “12” không phải số điện thoại",
        "danhba.xlsx, trang “Liên hệ”, hàng 5, cột D: liên hệ “Anh Ba” của Sở Nội vụ không có thư điện tử lẫn điện thoại",
        "danhba.xlsx, trang “Thay thế”, hàng 2, cột D: không có chức năng “bao_chi”",
    ]


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (lambda made: made["Cơ quan"].merge_cells("A2:A4"), "danhba.xlsx, trang “Cơ quan”: các ô A2:A4 bị gộp"),
        (
            put("Liên hệ", "D2", '=A1&"@x.example"'),
            "danhba.xlsx, trang “Liên hệ”, hàng 2, cột D: ô là công thức =A1&",
        ),
        (put("Cơ quan", "B2", "#REF!"), "danhba.xlsx, trang “Cơ quan”, hàng 2, cột B: ô báo lỗi #REF!"),
        (put("Liên hệ", "C2", date(2025, 3, 12)), "danhba.xlsx, trang “Liên hệ”, hàng 2, cột C: ô này là ngày"),
        (lambda made: made.remove(made["Liên hệ"]), "danhba.xlsx, trang “Liên hệ”: thiếu trang “Liên hệ”; tệp có:"),
        (lambda made: made.create_sheet("co quan"), "danhba.xlsx, trang “Cơ quan”: có hai trang cùng là “Cơ quan”"),
        (put("Cơ quan", "C1", "Nhóm"), "danhba.xlsx, trang “Cơ quan”, hàng 1: thiếu cột “Loại”"),
        (put("Cơ quan", "F1", "Tên"), "danhba.xlsx, trang “Cơ quan”, hàng 1, cột F: hai cột cùng tiêu đề “Tên”"),
        (lambda made: made["Liên hệ"].delete_rows(1), "danhba.xlsx, trang “Liên hệ”: không thấy hàng tiêu đề"),
        (put("Liên hệ", "A2", None), "danhba.xlsx, trang “Liên hệ”, hàng 2, cột A: liên hệ chưa ghi khóa cơ quan"),
        (put("Cơ quan", "E2", None), "danhba.xlsx, trang “Cơ quan”, hàng 1: chưa ghi tỉnh"),
        (put("Liên hệ", "E2", "0162" + "0" * 7), "danhba.xlsx, trang “Liên hệ”, hàng 2, cột E: “01620000000” là số 11"),
    ],
)
def test_what_a_workbook_should_not_hold_is_named(office: Office, edit: Edit, named: str) -> None:
    found = said(book(edit), office)
    assert any(each.startswith(named) for each in found), found


def test_hidden_rows_columns_and_sheets_are_read_and_named() -> None:
    def edit(made: Any) -> None:
        made["Cơ quan"].append(["syt", "Sở Y tế", "sở", "tỉnh"])
        made["Cơ quan"].row_dimensions[3].hidden = True
        made["Liên hệ"].column_dimensions["E"].hidden = True
        made["Thay thế"].sheet_state = "hidden"
        made.create_sheet("Nháp")["A1"] = "x"

    content = book(edit)
    assert [row.key for row in read_directory(content, "a.xlsx").agencies] == ["snv", "syt"]
    found = warned(content)
    for said_ in (
        "trang “Cơ quan”: hàng ẩn (hoặc đang lọc) vẫn được đọc: 3",
        "trang “Liên hệ”: cột ẩn vẫn được đọc: E",
        "trang “Thay thế”: trang “Thay thế” đang ẩn; vẫn được đọc",
        "trang “Cơ quan”: trang “Nháp” không dùng",
    ):
        assert f"danhba.xlsx, {said_}" in found


def test_a_hundred_thousand_rows_are_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert models.xlsx.MAX_ROWS < 100_000
    monkeypatch.setattr(models.xlsx, "MAX_ROWS", 50)

    def edit(made: Any) -> None:
        for number in range(60):
            made["Liên hệ"].append(["snv", "đầu mối", f"Người {number}", "a@dien-tap.example"])

    assert said(book(edit), office)[0].startswith("danhba.xlsx, trang “Liên hệ”: trang có hơn")


def rezipped(change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, content in (extra or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def entity_bomb(name: str, part: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part if name.endswith("sheet1.xml") else part


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def with_part(name: str, content: bytes) -> bytes:
    return rezipped(lambda _, part: part, {name: content})


@pytest.mark.parametrize(
    ("make", "name", "named"),
    [
        (lambda: OLE, "danhba.xls", "tệp kiểu cũ (.xls)"),
        (lambda: OLE, "danhba.xlsx", "tệp kiểu cũ (.xls)"),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "danhba.xlsx", "tệp được đặt mật khẩu"),
        (book, "danhba.xlsm", "tệp có macro"),
        (book, "danhba.ods", "tệp kiểu .ods không nhập được"),
        (lambda: with_part("xl/vbaProject.bin", b"x"), "danhba.xlsx", "tệp có macro"),
        (lambda: with_part("xl/media/a.bin", bytes(90 * 2**20)), "danhba.xlsx", "tệp bung ra tới 91 MB"),
        (lambda: rezipped(entity_bomb), "danhba.xlsx", "tệp chứa khai báo DOCTYPE"),
        (lambda: book()[:3000], "danhba.xlsx", "tệp hỏng"),
        (lambda: b"PK\x03\x04" + bytes(100), "danhba.xlsx", "tệp hỏng"),
        (lambda: b"khong phai bang tinh", "danhba.xlsx", "tệp hỏng"),
        (lambda: bytes(9_000_000), "danhba.xlsx", "tệp danh bạ lớn hơn 8 MB"),
    ],
)
def test_a_file_that_is_no_plain_workbook_is_refused_before_it_is_unpacked(
    office: Office, make: Callable[[], bytes], name: str, named: str
) -> None:
    assert said(make(), office, name)[0].startswith(f"{name}: {named}")


@pytest.mark.parametrize("at", range(200, 6000, 290))
def test_a_workbook_with_a_broken_byte_is_read_or_refused_but_never_raises_anything_else(at: int) -> None:
    content = bytearray(book())
    content[at % len(content)] ^= 0xFF
    with contextlib.suppress(DirectoryRefused):
        assert isinstance(read_directory(bytes(content), "a.xlsx").faults, list)


def test_agencies_of_two_provinces_travel_in_one_workbook(office: Office, tmp_path: Path) -> None:
    def edit(made: Any) -> None:
        made["Cơ quan"].append(["dh-snv", "Sở Nội vụ", "sở", "tỉnh", "Đông Hải"])
        made["Cơ quan"].append(["bnv", "Bộ Nội vụ", "đơn vị trực thuộc", "trung ương", "-"])

    import_content(office, book(edit), "a.xlsx", by="chị Hoa")
    with office.database.reading() as session:
        assert {each.key: each.province for each in session.exec(select(Agency))} == {
            "snv": "Sông Lam", "dh-snv": "Đông Hải", "bnv": ""
        }  # fmt: skip
        assert session.exec(select(Succession)).first() is None
