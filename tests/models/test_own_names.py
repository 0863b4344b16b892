"""A commune's or ward's own plan: its bodies come first, and a body of another level is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from models.agencies import Resolution, Snapshot, resolve
from models.bodies import Wanted
from models.directory import Agency, AgencyAlias
from models.naming import fold
from tests.models.test_agencies import snapshot

MARCH = date(2026, 3, 20)
WARD = "phường Bến Đò"
HOME = "phuong-ben-do"


def city() -> Snapshot:
    return snapshot(Wanted("Cần Thơ", MARCH, MARCH, communes=(WARD, "xã Rạch Sậy")))


@pytest.fixture(scope="module")
def both() -> Snapshot:
    """The city's bodies, and those of two of its communes."""
    parts = [city(), *(snapshot(Wanted("Cần Thơ", MARCH, MARCH, commune=each)) for each in (WARD, "xã Rạch Sậy"))]
    agencies: dict[str, Agency] = {}
    for part in parts:
        agencies |= part.agencies
    return Snapshot.of(agencies.values(), aliases_of(parts))


def aliases_of(parts: list[Snapshot]) -> list[AgencyAlias]:
    said = [(key, each) for part in parts for key, named in part.aliases.items() for each in named]
    return [AgencyAlias(agency_key=key, alias=each, folded=fold(each)) for key, each in said]


def who(found: Resolution) -> set[str]:
    return {key for key, _ in found.agencies}


def in_the_ward(rows: Snapshot, holder: str, whole: tuple[str, ...] = ()) -> Resolution:
    return resolve(
        rows, holder, MARCH, "Cần Thơ", "commune", within=HOME if HOME in rows.agencies else None, whole=whole
    )


@pytest.mark.parametrize(
    ("holder", "key"),
    [
        ("Công an phường", "ca-phuong-ben-do"),
        ("Công an", "ca-phuong-ben-do"),
        ("Công an phường Bến Đò", "ca-phuong-ben-do"),
        ("Hội Phụ nữ", "lhpn-phuong-ben-do"),
        ("Hội LHPN phường", "lhpn-phuong-ben-do"),
        ("Văn phòng HĐND và UBND phường", "vp-phuong-ben-do"),
        ("Văn phòng HĐND-UBND", "vp-phuong-ben-do"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "pkt-phuong-ben-do"),
        ("Đoàn TNCS Hồ Chí Minh phường", "doan-phuong-ben-do"),
        ("UBND phường", HOME),
        ("Sở Nội vụ", "snv"),
        ("Hội Nông dân thành phố", "hnd"),
    ],
)
def test_a_wards_plan_means_its_own_bodies_unless_it_names_another_level(both: Snapshot, holder: str, key: str) -> None:
    found = in_the_ward(both, holder)
    assert who(found) == {key} and found.question is None


@pytest.mark.parametrize("holder", ["Hội Phụ nữ", "Công an", "Văn phòng UBND", "Hội Nông dân"])
def test_a_match_of_another_level_is_asked_about_and_never_taken(holder: str) -> None:
    found = in_the_ward(city(), holder)
    assert not found.agencies and found.question and len(found.proposals) == 1
    assert found.proposals[0] in found.question and "cấp tỉnh" in found.question


def test_a_body_of_a_neighbouring_commune_is_never_taken_for_ones_own(both: Snapshot) -> None:
    bodies = [agency for agency in both.agencies.values() if agency.key != "ca-phuong-ben-do"]
    lone = Agency(
        key="trai", name="Trại giống", kind="unit", level="commune", province="Cần Thơ", parent_key="xa-rach-say"
    )
    rows = Snapshot.of([*bodies, lone])
    assert "trai" in in_the_ward(rows, "Trại giống").proposals and not in_the_ward(rows, "Trại giống").agencies


def test_a_provinces_plan_means_its_own_bodies_although_communes_have_namesakes(both: Snapshot) -> None:
    for holder, key in (("Công an", "cat"), ("Hội Phụ nữ", "lhpn"), ("Hội Nông dân", "hnd")):
        found = resolve(both, holder, MARCH, "Cần Thơ", "province")
        assert who(found) == {key} and found.question is None


def test_groups_of_a_wards_plan_are_the_wards_own_rooms_and_bodies(both: Snapshot) -> None:
    rooms = {"vp", "pkt", "pvhxh", "ttpvhcc"}
    found = in_the_ward(both, "Các phòng chuyên môn thuộc UBND phường")
    assert {f"{key}-phuong-ben-do" for key in rooms} <= who(found)
    assert all(key.endswith("-phuong-ben-do") for key in who(found)) and found.question is None
    unions = in_the_ward(both, "Các đoàn thể phường")
    assert who(unions) == {f"{key}-phuong-ben-do" for key in ("lhpn", "hnd", "ccb", "doan")}


def test_a_commune_has_an_economic_room_and_a_ward_one_with_towns_and_roads_too() -> None:
    names = {
        place: {agency.name for agency in snapshot(Wanted("Cần Thơ", MARCH, MARCH, commune=place)).agencies.values()}
        for place in (WARD, "xã Rạch Sậy")
    }
    assert "Phòng Kinh tế, Hạ tầng và Đô thị phường Bến Đò" in names[WARD]
    assert "Phòng Kinh tế xã Rạch Sậy" in names["xã Rạch Sậy"] and "Phòng Kinh tế phường Bến Đò" not in names[WARD]


def test_one_bodys_whole_name_is_never_split_into_parts_that_nobody_bears() -> None:
    rows, name = city(), "Văn phòng HĐND và UBND phường"
    torn, kept = in_the_ward(rows, name), in_the_ward(rows, name, whole=(name,))
    assert who(torn) and not kept.agencies
    assert kept.question == f"“{name}” không có trong danh bạ"
    other = "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert in_the_ward(rows, other, whole=(other,)).question == f"“{other}” không có trong danh bạ"


def test_a_name_of_two_known_bodies_is_both_although_it_was_taken_for_one(both: Snapshot) -> None:
    name = "Trạm Y tế và Công an phường"
    assert who(in_the_ward(both, name, whole=(name,))) == {"tyt-phuong-ben-do", "ca-phuong-ben-do"}
