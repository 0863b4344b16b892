"""A directory file goes in whole or not at all, comes out the same, and every fault names its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models.agencies import Snapshot, resolve
from models.bodies import Draft, Wanted, draft
from models.database import Database
from models.directory import Agency, AgencyAlias, Contact, Succession
from models.directory_file import DirectoryRefused
from models.directory_text import directory_text
from models.journal import JournalRow, verify
from tasks.directory import copy_directory, export_directory, import_directory
from tasks.office import Office

BOTH_ERAS = Wanted("Sông Lam", date(2025, 1, 1), date(2025, 12, 31), exercise=True)
ONE = """\
province: Sông Lam
agencies:
  - key: snv
    name: Sở Nội vụ
    kind: department
    level: province
    contacts:
      - {role: focal, name: Chị Hoa, email: hoa@dien-tap.example, phone: "0100000011"}
"""


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "danh-ba.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def rows(session: Session) -> dict[str, int]:
    return {
        table.__name__: len(session.exec(select(table)).all()) for table in (Agency, AgencyAlias, Contact, Succession)
    }


def faults(office: Office, path: Path) -> list[str]:
    with pytest.raises(DirectoryRefused) as refused:
        import_directory(office, path)
    with office.database.reading() as session:
        assert not any(rows(session).values()), "nothing may be written while one row is wrong"
        assert session.exec(select(JournalRow)).first() is None
    found = refused.value.findings or (refused.value,)
    assert all(each.remedy for each in found)
    return [f"{str(each.place).rsplit('/', 1)[-1]} {each.reason}" for each in found]


def test_a_drafted_directory_goes_in_and_finds_its_agencies(office: Office, file: Callable[[str], Path]) -> None:
    done = import_directory(office, file(directory_text(draft(BOTH_ERAS))), by="chị Hoa")
    assert done.agencies > 35
    assert {change.what for change in done.changes} == {"added", "succession"}
    with office.database.reading() as session:
        found = resolve(session, "Các sở, ban, ngành", date(2025, 11, 20), "Sông Lam", "province")
        heirs = resolve(session, "Sở TT&TT", date(2025, 11, 20), "Sông Lam", "province", duty="quản lý báo chí")
        assert verify(session) is None
        journal = session.exec(select(JournalRow)).one()
    assert "sdttg" in dict(found.agencies)
    assert [key for key, _ in heirs.agencies] == ["svhttdl"]
    assert (journal.action, journal.actor) == ("directory.imported", "chị Hoa")
    assert "0100000011" not in journal.detail


def test_importing_again_changes_nothing(office: Office, file: Callable[[str], Path]) -> None:
    path = file(directory_text(draft(BOTH_ERAS)))
    import_directory(office, path)
    with office.database.reading() as session:
        before = rows(session)
    assert import_directory(office, path).changes == ()
    with office.database.reading() as session:
        assert rows(session) == before
        assert len(session.exec(select(JournalRow)).all()) == 1


def test_what_goes_out_comes_in_unchanged(office: Office, file: Callable[[str], Path]) -> None:
    import_directory(office, file(directory_text(draft(BOTH_ERAS))))
    with office.database.reading() as session:
        text = directory_text(export_directory(session))
    assert import_directory(office, file(text)).changes == ()


def test_a_list_that_two_agencies_share_is_written_out_in_both_on_one_line() -> None:
    functions, contact = ["press", "culture"], {"role": "focal", "name": "Bà An", "email": "an@dien-tap.example"}
    rows = [{"key": key, "name": "Sở", "functions": functions, "contacts": [contact]} for key in ("a", "b")]
    text = directory_text(Draft("Sông Lam", rows, [{"key": "c", "aliases": ["Sở cũ"]}], []))
    assert (
        text.count("\n    functions: [press, culture]\n    contacts:\n      - {role: focal, name: Bà An, email: ") == 2
    )
    assert "\n  - key: b\n" in text and "\n#  - key: c\n#    aliases: [Sở cũ]\n" in text


def test_agencies_keep_the_order_of_their_file_and_new_ones_come_last(
    office: Office, file: Callable[[str], Path]
) -> None:
    import_directory(office, file(ONE))
    more = "  - {key: %s, name: %s, kind: department, level: province}\n"
    import_directory(office, file(ONE + more % ("ubmt", "Sở Y tế") + more % ("cat", "Sở Tài chính")))
    with office.database.writing() as session:
        session.get_one(Agency, "snv").sign = "SNV"  # PostgreSQL puts a changed row last
    with office.database.reading() as session:
        assert list(Snapshot.load(session).agencies) == ["snv", "ubmt", "cat"]
        assert [row["key"] for row in export_directory(session).agencies] == ["snv", "ubmt", "cat"]


def test_a_preview_writes_nothing(office: Office, file: Callable[[str], Path]) -> None:
    shown = import_directory(office, file(ONE), preview=True)
    assert [change.what for change in shown.changes] == ["added"]
    with office.database.reading() as session:
        assert not any(rows(session).values())


def test_a_changed_address_must_be_verified_anew_and_who_left_is_retired(
    office: Office, file: Callable[[str], Path]
) -> None:
    import_directory(office, file(ONE))
    with office.database.writing() as session:
        session.exec(select(Contact)).one().verified = True
    renamed = ONE.replace("name: Sở Nội vụ", "name: Sở Nội vụ và Lao động").replace("hoa@", "hoa.moi@")
    done = import_directory(office, file(renamed))
    first = done.changes[0]
    assert (first.what, first.old, first.new) == ("name", "Sở Nội vụ", "Sở Nội vụ và Lao động")
    with office.database.reading() as session:
        kept = session.exec(select(Contact)).one()
        assert (kept.email, kept.verified, kept.active) == ("hoa.moi@dien-tap.example", False, True)
    import_directory(office, file(ONE.replace("Chị Hoa", "Anh Bình").replace("hoa@", "binh@").replace("0011", "0022")))
    with office.database.reading() as session:
        contacts = {contact.name: contact.active for contact in session.exec(select(Contact))}
    assert contacts == {"Chị Hoa": False, "Anh Bình": True}


def test_blank_slots_are_no_contacts_and_the_agency_is_told_as_unreachable(
    office: Office, file: Callable[[str], Path]
) -> None:
    blank = ONE.replace("Chị Hoa", "''").replace("hoa@dien-tap.example", "''").replace('"0100000011"', "''")
    assert import_directory(office, file(blank)).unreachable == ("Sở Nội vụ",)
    with office.database.reading() as session:
        assert rows(session)["Contact"] == 0


def test_agencies_that_the_file_leaves_out_stay_and_are_told(office: Office, file: Callable[[str], Path]) -> None:
    import_directory(office, file(ONE))
    other = ONE.replace("key: snv", "key: syt").replace("Sở Nội vụ", "Sở Y tế")
    assert import_directory(office, file(other)).absent == ("Sở Nội vụ",)
    with office.database.reading() as session:
        assert rows(session)["Agency"] == 2


@pytest.mark.parametrize("phone", ["0912 345 678".replace("912", "100"), "+84100345678", "0100345678", "84100345678"])
def test_a_number_is_kept_in_one_form_however_it_is_typed(
    office: Office, file: Callable[[str], Path], phone: str
) -> None:
    import_directory(office, file(ONE.replace('"0100000011"', phone)))
    with office.database.reading() as session:
        assert session.exec(select(Contact)).one().phone == "0100345678"


AGENCY = "  - {{key: {key}, name: {name}, kind: department, level: province{more}}}\n"


def agencies(*rows_: tuple[str, str, str]) -> str:
    return "province: Sông Lam\nagencies:\n" + "".join(
        AGENCY.format(key=key, name=name, more=f", {more}" if more else "") for key, name, more in rows_
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "danh-ba.yaml tệp này không phải danh bạ (không có mục agencies)"),
        ("a: [1, 2", "danh-ba.yaml:1 không đọc được tệp YAML"),
        ("agencies: []\nagencies: []\n", "danh-ba.yaml:2 không đọc được tệp YAML"),
        ("agencies: []\n? [a]\n: 1\n", "danh-ba.yaml:2 không đọc được tệp YAML"),
        ("- 1\n- 2\n", "danh-ba.yaml tệp này không phải danh bạ"),
        (ONE.replace("province: Sông Lam\n", "provine: Sông Lam\n"), "danh-ba.yaml:1 không có mục “provine”"),
        (ONE.replace("    kind: department", "    kinds: department"), "danh-ba.yaml:5 không có mục “kinds”"),
        (ONE.replace("key: snv", "key: Sở NV"), "danh-ba.yaml:3 khóa “Sở NV” không dùng được"),
        (ONE.replace("kind: department", "kind: sở"), "danh-ba.yaml:5 kind: “sở” không dùng được"),
        (ONE.replace("level: province", "level: tỉnh"), "danh-ba.yaml:6 level: “tỉnh” không dùng được"),
        (ONE.replace("hoa@dien-tap.example", "hoa@"), "danh-ba.yaml:8 “hoa@” không phải địa chỉ thư điện tử"),
        (ONE.replace("0100000011", "12ab"), "danh-ba.yaml:8 “12ab” không phải số điện thoại"),
        (
            ONE.replace("email: hoa@dien-tap.example", "email: ''").replace('"0100000011"', "''"),
            "danh-ba.yaml:8 liên hệ “Chị Hoa” của Sở Nội vụ không có thư điện tử lẫn điện thoại",
        ),
        (ONE.replace("role: focal", "role: đầu mối"), "danh-ba.yaml:8 role: “đầu mối” không dùng được"),
        (
            agencies(("a", "Sở Y tế", ""), ("a", "Sở Một", "")),
            "danh-ba.yaml:4 khóa “a” có hai dòng mà thời gian chồng nhau: dòng 3",
        ),
        (agencies(("a", "Sở Y tế", ""), ("b", "SỞ Y TẾ", "")), "danh-ba.yaml:4 “SỞ Y TẾ” cũng là tên của a"),
        (
            agencies(("a", "Sở Y tế", "aliases: [Ngành Y]"), ("b", "Sở Một", "aliases: [ngành y]")),
            "danh-ba.yaml:4 “ngành y” cũng là tên của a",
        ),
        (
            agencies(("a", "Sở Y tế", "valid_to: 2025-03-01"), ("b", "Sở Y tế", "valid_from: 2025-03-01")),
            "danh-ba.yaml:4 “Sở Y tế” cũng là tên của a",
        ),
        (agencies(("a", "Sở Y tế", "parent: b")), "danh-ba.yaml:3 cơ quan cấp trên “b” của a không có"),
        (
            agencies(("a", "Sở Một", "parent: b"), ("b", "Sở Hai", "parent: a")),
            "danh-ba.yaml:3 cấp trên vòng tròn: a → b → a",
        ),
        (agencies(("a", "Sở Một", "valid_from: 2025-02-30")), "danh-ba.yaml:3 valid_from: “2025-02-30” không phải"),
        (agencies(("a", "Sở Một", "valid_from: hôm qua")), "danh-ba.yaml:3 valid_from: “hôm qua” không phải là ngày"),
        (
            agencies(("a", "Sở Một", "valid_from: 2025-01-01, valid_to: 2024-01-01")),
            "danh-ba.yaml:3 ngày cuối 01/01/2024 trước ngày đầu 01/01/2025",
        ),
        (agencies(("a", "Sở Một", "sample: true")), "danh-ba.yaml:3 “Sở Một” là dòng mẫu chưa sửa"),
        (agencies(("a", "Sở Một", "requested: có")), "danh-ba.yaml:3 requested phải là true hoặc false"),
        (
            agencies(("a", "Sở Một", "")) + "successions:\n  - {old: a, new: x, from: 2025-01-01, source: QĐ}\n",
            "danh-ba.yaml:5 dòng kế tục nêu “x” không có trong danh bạ",
        ),
        (
            agencies(("a", "Sở Một", ""), ("b", "Sở Hai", ""))
            + "successions:\n  - {old: a, new: b, from: 2025-01-01, source: QĐ}\n",
            "danh-ba.yaml:6 a có cơ quan kế tục từ 01/01/2025 nhưng chưa ghi ngày chấm dứt",
        ),
        (
            agencies(("a", "Sở Một", "valid_to: 2024-12-31"), ("b", "Sở Hai", "valid_to: 2024-12-31"))
            + "successions:\n  - {old: a, new: b, from: 2025-01-01, source: QĐ}\n"
            + "  - {old: b, new: a, from: 2025-01-01, source: QĐ}\n",
            "danh-ba.yaml:6 chuỗi kế tục vòng tròn: a → b → … → a",
        ),
    ],
)
def test_a_fault_is_named_by_file_and_line_and_nothing_is_written(
    office: Office, file: Callable[[str], Path], text: str, named: str
) -> None:
    assert any(found.startswith(named) for found in faults(office, file(text))), faults(office, file(text))


def test_all_faults_are_told_at_once(office: Office, file: Callable[[str], Path]) -> None:
    text = agencies(("A!", "Sở Một", ""), ("b", "Sở Hai", "kin: x"), ("c", "Sở Ba", "parent: d"))
    assert [found.split(" ")[0] for found in faults(office, file(text))] == [
        "danh-ba.yaml:3",
        "danh-ba.yaml:4",
        "danh-ba.yaml:5",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"province: \xe0\nagencies: []"])
def test_bytes_that_are_no_text_are_refused(office: Office, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "danh-ba.yaml"
    path.write_bytes(content)
    assert "UTF-8" in faults(office, path)[0]


def test_a_key_of_another_province_is_not_taken_over(office: Office, file: Callable[[str], Path]) -> None:
    import_directory(office, file(ONE))
    with pytest.raises(DirectoryRefused) as refused:
        import_directory(office, file(ONE.replace("Sông Lam", "Đông Hải")))
    assert [fault.reason for fault in refused.value.findings] == ["khóa “snv” đang là của một cơ quan thuộc Sông Lam"]
    with office.database.reading() as session:
        assert session.exec(select(Agency)).one().province == "Sông Lam"


def test_communes_of_one_name_under_two_districts_are_two_agencies(office: Office, file: Callable[[str], Path]) -> None:
    text = "province: Sông Lam\nagencies:\n" + "".join(
        f"  - {{key: {key}, name: {name}, kind: authority, level: {level}{parent}}}\n"
        for key, name, level, parent in (
            ("huyen-a", "UBND huyện A", "district", ""),
            ("huyen-b", "UBND huyện B", "district", ""),
            ("a-tan-phu", "UBND xã Tân Phú", "commune", ", parent: huyen-a"),
            ("b-tan-phu", "UBND xã Tân Phú", "commune", ", parent: huyen-b"),
        )
    )
    assert import_directory(office, file(text)).agencies == 4


def test_a_whole_directory_is_copied_into_another_office(
    office: Office, file: Callable[[str], Path], fresh_database_url: Callable[[], str]
) -> None:
    import_directory(office, file(directory_text(draft(BOTH_ERAS))))
    scratch = Office(Database(fresh_database_url()), office.settings, office.secret)
    copy_directory(office, scratch)
    with office.database.reading() as source, scratch.database.reading() as target:
        missing = {key: count for key, count in rows(source).items() if rows(target)[key] < count}
    scratch.database.dispose()
    assert missing == {}


def test_a_function_handed_over_by_an_agency_that_lives_on_is_taken_and_said(
    office: Office, file: Callable[[str], Path]
) -> None:
    more = """\
  - {key: stp, name: Sở Tư pháp, kind: department, level: province}
successions:
  - {old: snv, new: stp, from: 2026-03-01, function: press, source: QĐ 5}
"""
    said = import_directory(office, file(ONE + more)).warnings
    (line,) = [each for each in said if "vẫn hoạt động" in each.reason]
    assert "stp" in line.reason and "báo chí" in line.reason and "01/03/2026" in line.reason
    assert str(line.place).endswith(":11")
