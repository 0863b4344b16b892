"""Directories of those who carry on: bodies of merged provinces and ended districts, each with its heirs and source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.agencies import Resolution, Snapshot, resolve
from models.bodies import Draft, Wanted, draft
from models.directory_text import directory_text
from models.heirs import chain_said, succession_rows
from models.provinces import provinces
from tasks.directory import import_directory
from tasks.office import Office

BEGIN, END = date(2026, 1, 1), date(2026, 12, 31)
PRESS = "Định hướng các cơ quan báo chí tuyên truyền"


def can_tho(*, former: bool) -> Draft:
    return draft(Wanted("thành phố Cần Thơ", BEGIN, END, communes=("xã Vị Thanh",), exercise=True, former=former))


def brought_in(office: Office, made: Draft, folder: Path) -> Snapshot:
    path = folder / "danh-ba.yaml"
    path.write_text(directory_text(made), "utf-8")
    assert import_directory(office, path).unreachable == ()
    assert import_directory(office, path).changes == ()
    with office.database.reading() as session:
        return Snapshot.load(session)


def chains(found: Resolution) -> dict[str, str]:
    return {key: chain_said(found.heirs.get(key, ())) for key, _ in found.agencies}


def test_a_plan_of_a_merged_province_finds_its_heirs_with_each_step_in_order(office: Office, tmp_path: Path) -> None:
    snapshot = brought_in(office, can_tho(former=True), tmp_path)

    def asked(holder: str, on: date = date(2026, 3, 15)) -> dict[str, str]:
        found = resolve(snapshot, holder, on, "Hậu Giang", "province", duty=PRESS)
        assert found.question is None
        return chains(found)

    culture = "Sở Văn hóa, Thể thao và Du lịch Hậu Giang"
    assert asked("Sở Nội vụ") == {"snv": "thay Sở Nội vụ Hậu Giang từ 01/7/2025"}
    assert asked("Sở Nội vụ", date(2025, 6, 30)) == {"hau-giang-snv": ""}
    assert asked("Sở Thông tin và Truyền thông", date(2025, 4, 1)) == {
        "hau-giang-svhttdl": "thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí"
    }
    assert asked("Sở Thông tin và Truyền thông") == {
        "svhttdl": f"thay {culture} từ 01/7/2025; {culture} thay Sở Thông tin và Truyền thông từ 01/3/2025, "
        "chức năng báo chí"
    }
    assert asked("Báo Hậu Giang") == {"bptth": "thay Báo Hậu Giang từ 01/7/2025"}
    assert asked("Đài Phát thanh và Truyền hình tỉnh") == {
        "bptth": "thay Đài Phát thanh và Truyền hình tỉnh Hậu Giang từ 01/7/2025"
    }
    departments = asked("Các sở, ban, ngành tỉnh")
    assert "stttt" not in " ".join(departments)
    assert departments["stc"] == "thay Sở Tài chính Hậu Giang từ 01/7/2025"
    assert all(departments.values())


def test_the_parts_of_a_split_department_are_put_forward_as_those_who_bear_them_today(
    office: Office, tmp_path: Path
) -> None:
    snapshot = brought_in(office, can_tho(former=True), tmp_path)
    found = resolve(snapshot, "Sở Thông tin và Truyền thông", BEGIN, "Hậu Giang", "province", duty="Phối hợp")
    assert found.agencies == []
    assert "nhiệm vụ này thuộc phần nào?" in str(found.question)
    assert set(found.proposals) == {"svhttdl", "skhcn", "cat"}


def test_several_provinces_become_one_and_every_succession_names_an_act_of_the_data() -> None:
    made = can_tho(former=True)
    heirs = {row["old"]: row for row in made.successions if row["new"] == "snv"}
    assert {"hau-giang-snv", "soc-trang-snv"} <= set(heirs)
    assert heirs["hau-giang-snv"]["source"] == "Nghị quyết 202/2025/QH15"
    acts = {row["source"] for row in succession_rows()} | {"Nghị quyết 202/2025/QH15"}
    for row in made.successions:
        assert row["source"] in acts or row["source"].removesuffix("; Nghị quyết 202/2025/QH15") in acts


@pytest.mark.parametrize("name", [each.name for each in provinces()])
def test_every_province_can_be_drafted_with_its_former_bodies(name: str) -> None:
    made = draft(Wanted(name, BEGIN, END, former=True))
    rows = {row["key"]: row for row in made.agencies}
    assert len(rows) == len(made.agencies)
    for heir in made.successions:
        assert rows[heir["old"]]["valid_to"] < heir["from"]
        assert rows[heir["new"]].get("valid_to", END) >= heir["from"]
    old = {heir["old"] for heir in made.successions}
    ended = {key for key, row in rows.items() if row.get("valid_to", END) < BEGIN}
    assert ended - old == set()
    assert all("contacts" not in rows[key] for key in ended)


def test_without_former_bodies_the_new_paper_still_answers_to_the_old_names(office: Office, tmp_path: Path) -> None:
    made = can_tho(former=False)
    assert not any(row["key"].startswith("hau-giang") for row in made.agencies)
    snapshot = brought_in(office, made, tmp_path)
    found = resolve(snapshot, "Báo Hậu Giang, Đài Phát thanh và Truyền hình tỉnh", BEGIN, "Hậu Giang", "province")
    assert [key for key, _ in found.agencies] == ["bptth"]
    assert chains(found)["bptth"] == "thay Báo Hậu Giang từ 01/7/2025"


def test_an_ended_district_asks_who_takes_a_room_and_puts_its_communes_forward(office: Office, tmp_path: Path) -> None:
    communes = ("xã Lộc Ninh", "xã Lộc Tấn")
    wanted = Wanted("Bình Phước", BEGIN, END, "huyện Lộc Ninh", communes=communes, exercise=True)
    snapshot = brought_in(office, draft(wanted), tmp_path)
    room = resolve(snapshot, "Phòng Nội vụ", BEGIN, "Bình Phước", "district")
    assert room.agencies == []
    assert str(room.question).startswith("Phòng Nội vụ chấm dứt ngày 30/06/2025")
    assert room.proposals == ("xa-loc-ninh", "xa-loc-tan")
    district = resolve(snapshot, "UBND huyện Lộc Ninh", BEGIN, "Bình Phước", "district")
    step = "thay Ủy ban nhân dân huyện Lộc Ninh từ 01/7/2025"
    assert chains(district) == {"xa-loc-ninh": step, "xa-loc-tan": step}
    assert snapshot.agencies["xa-loc-ninh"].province == "Đồng Nai"
    assert snapshot.agencies["huyen-loc-ninh-pnv"].province == "Bình Phước"
