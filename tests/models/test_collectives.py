"""What plans say around a class word: exceptions, places, numbers, and words that nobody knows."""

from __future__ import annotations

from datetime import date

import pytest

from models.agencies import Resolution, Snapshot, resolve
from models.bodies import Wanted
from models.directory import Agency, Succession
from models.heirs import chain_said
from tests.models.test_agencies import NOVEMBER_2025, snapshot, who

JUNE_2024 = date(2024, 6, 1)
ENDED = date(2025, 7, 1)
DISTRICTS = ("huyện Ý Yên", "huyện Giao Thủy", "thành phố Nam Định")
COMMUNES = ("xã Tân An", "phường Tân Bình", "đặc khu Cồn Cỏ")


@pytest.fixture(scope="module")
def nam_dinh() -> Snapshot:
    """Nam Định as if it had stayed alone: districts with the communes that took them over, a hospital."""
    drafted = snapshot(Wanted("Nam Định", date(2024, 1, 1), NOVEMBER_2025, districts=DISTRICTS, communes=COMMUNES))
    hospital = Agency(
        key="bv", name="Bệnh viện Đa khoa", kind="unit", level="province", province="Nam Định", parent_key="syt"
    )
    heirs = [
        Succession(old_key=old, new_key=new, valid_from=ENDED, source="NQ 1")
        for old, new in (
            ("huyen-y-yen", "xa-tan-an"),
            ("huyen-y-yen", "phuong-tan-binh"),
            ("huyen-giao-thuy", "dac-khu-con-co"),
            ("thanh-pho-nam-dinh", "phuong-tan-binh"),
        )
    ]
    known = [row for rows in drafted.heirs.values() for row in rows]
    return Snapshot.of([*drafted.agencies.values(), hospital], (), [*known, *heirs])


def asked(nam_dinh: Snapshot, holder: str, on: date = NOVEMBER_2025) -> Resolution:
    return resolve(nam_dinh, holder, on, "Nam Định", "province")


@pytest.mark.parametrize(
    ("holder", "left_out"),
    [
        ("Các sở, ban, ngành (trừ Sở Y tế, Công an tỉnh), UBND các xã, phường", "syt cat"),
        ("Các sở, ban, ngành, không bao gồm các Sở: Y tế, Tài chính; UBND các xã, phường", "syt stc"),
        ("Các sở, ban, ngành trừ Sở Y tế; UBND cấp xã", "syt"),
        ("Các sở, ban, ngành, UBND các xã, phường", ""),
    ],
)
def test_whoever_is_excepted_is_not_asked_and_everybody_else_is(nam_dinh: Snapshot, holder: str, left_out: str) -> None:
    everybody = set(who(asked(nam_dinh, "Các sở, ban, ngành; UBND cấp xã")).split())
    found = asked(nam_dinh, holder)
    assert found.question is None
    assert everybody - set(who(found).split()) == set(left_out.split())


@pytest.mark.parametrize(
    "holder",
    [
        "các sở, ban, ngành, trong đó Sở Y tế chủ trì",
        "các sở, ban, ngành (trong đó có Sở Y tế)",
        "các sở, ban, ngành, nhất là Sở Y tế",
        "Sở Y tế và các sở, ban, ngành khác",
    ],
)
def test_a_named_unit_inside_a_collective_is_asked_once(nam_dinh: Snapshot, holder: str) -> None:
    found = asked(nam_dinh, holder)
    assert found.question is None
    assert sorted(who(found).split()) == sorted(who(asked(nam_dinh, "các sở, ban, ngành")).split())


def test_a_place_named_beside_the_communes_is_added(nam_dinh: Snapshot) -> None:
    assert who(asked(nam_dinh, "UBND các xã, phường (gồm cả đặc khu Cồn Cỏ)")).split()[-1] == "dac-khu-con-co"


@pytest.mark.parametrize(
    ("holder", "keys"),
    [
        ("các đơn vị thuộc Sở Y tế", "bv"),
        ("các đơn vị thuộc Sở", "bv"),
        ("các xã, phường thuộc huyện Ý Yên cũ", "xa-tan-an phuong-tan-binh"),
        ("UBND các xã thuộc các huyện: Ý Yên, Giao Thủy (cũ)", "xa-tan-an phuong-tan-binh dac-khu-con-co"),
        ("các xã thuộc huyện Ý Yên và huyện Giao Thủy (cũ)", "xa-tan-an phuong-tan-binh dac-khu-con-co"),
        ("các xã thuộc huyện Giao Thủy (cũ), Sở Y tế", "dac-khu-con-co syt"),
    ],
)
def test_a_group_below_a_named_body_is_what_stands_below_it_or_took_it_over(
    nam_dinh: Snapshot, holder: str, keys: str
) -> None:
    found = asked(nam_dinh, holder)
    assert (who(found), found.question) == (keys, None)


@pytest.mark.parametrize(
    "holder",
    [
        "Các cơ quan ngoài hành tinh",
        "các sở, ban, ngành ngoài hành tinh",
        "các xã thuộc huyện Xuân Trường cũ",
        "các xã vùng sâu",
    ],
)
def test_words_that_nobody_knows_are_asked_about_and_never_mean_everybody(nam_dinh: Snapshot, holder: str) -> None:
    found = asked(nam_dinh, holder)
    assert found.agencies == []
    assert str(found.question).count("?") == 1
    assert " ".join(holder.split()[-2:]) in str(found.question)
    assert found.proposals


def test_an_open_set_is_everybody_and_says_that_it_is_open(nam_dinh: Snapshot) -> None:
    found = asked(nam_dinh, "các cơ quan liên quan")
    assert "để ngỏ" in found.agencies[0][1]
    assert "để ngỏ" not in asked(nam_dinh, "các cơ quan").agencies[0][1]


@pytest.mark.parametrize(
    ("holder", "on", "told"),
    [
        ("UBND 3 huyện, thành phố", JUNE_2024, None),
        ("UBND 02 huyện, 01 thành phố", JUNE_2024, None),
        ("UBND 03 huyện, thành phố", NOVEMBER_2025, None),
        ("UBND 10 huyện, thành phố", JUNE_2024, "kế hoạch nói 10, danh bạ có 3"),
        ("20 sở, ban, ngành", JUNE_2024, None),
        ("16 sở, ban, ngành", JUNE_2024, "kế hoạch nói 16, danh bạ có 20"),
    ],
)
def test_a_number_in_the_text_is_held_against_the_directory(
    nam_dinh: Snapshot, holder: str, on: date, told: str | None
) -> None:
    found = asked(nam_dinh, holder, on)
    assert found.agencies
    assert found.question is None if told is None else told in str(found.question)


def test_districts_are_followed_to_their_communes_with_the_chain(nam_dinh: Snapshot) -> None:
    found = asked(nam_dinh, "UBND các huyện, thành phố")
    assert who(found) == "xa-tan-an phuong-tan-binh dac-khu-con-co"
    said = chain_said(found.heirs["dac-khu-con-co"])
    assert said == "thay Ủy ban nhân dân huyện Giao Thủy từ 01/7/2025"


def test_a_chain_of_several_steps_is_told_from_the_newest(nam_dinh: Snapshot) -> None:
    gone = Agency(
        key="cu", name="Sở Bưu chính", kind="department", level="province", province="Nam Định",
        valid_to=date(2008, 2, 29),
    )  # fmt: skip
    rows = [row for heirs in nam_dinh.heirs.values() for row in heirs]
    older = Succession(old_key="cu", new_key="stttt", valid_from=date(2008, 3, 1), source="NĐ 13/2008/NĐ-CP")
    both = Snapshot.of([*nam_dinh.agencies.values(), gone], (), [*rows, older])
    found = resolve(both, "Sở Bưu chính", NOVEMBER_2025, "Nam Định", "province", duty="Chỉ đạo báo chí")
    assert who(found) == "svhttdl"
    assert chain_said(found.heirs["svhttdl"]) == (
        "thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí; "
        "Sở Thông tin và Truyền thông thay Sở Bưu chính từ 01/3/2008"
    )


@pytest.fixture(scope="module")
def ninh_binh() -> Snapshot:
    """The directory of Ninh Bình in November 2025; nothing of Nam Định is in it."""
    return snapshot(Wanted("Ninh Bình", date(2025, 7, 1), NOVEMBER_2025, communes=("xã Một", "phường Hai")))


@pytest.mark.parametrize(
    ("holder", "keys", "chain"),
    [
        ("Sở Nội vụ", "snv", "thay Sở Nội vụ tỉnh Nam Định từ 01/7/2025"),
        ("Ủy ban nhân dân tỉnh Nam Định", "ubnd", "thay Ủy ban nhân dân tỉnh Nam Định từ 01/7/2025"),
        ("các đoàn thể", "ldld lhpn hnd ccb tinhdoan", "thay Đoàn thể tỉnh Nam Định từ 01/7/2025"),
    ],
)
def test_a_plan_of_a_merged_province_reaches_the_bodies_of_the_new_one(
    ninh_binh: Snapshot, holder: str, keys: str, chain: str
) -> None:
    found = resolve(ninh_binh, holder, NOVEMBER_2025, "tỉnh Nam Định", "province")
    assert (who(found), found.question) == (keys, None)
    assert chain_said(found.heirs[keys.split()[0]]) == chain


def test_before_its_merger_a_province_is_not_answered_for_by_another(ninh_binh: Snapshot) -> None:
    found = resolve(ninh_binh, "Sở Nội vụ", date(2025, 6, 30), "Nam Định", "province")
    assert found.agencies == []
    assert found.question


def test_which_communes_lie_in_a_merged_province_is_a_question(ninh_binh: Snapshot) -> None:
    found = resolve(ninh_binh, "UBND các huyện, thành phố, các xã, phường", NOVEMBER_2025, "Nam Định", "province")
    assert found.agencies == []
    assert "Nam Định đã nhập vào Ninh Bình từ 01/07/2025" in str(found.question)
    assert found.proposals == ("xa-mot", "phuong-hai")


def test_districts_that_the_directory_never_had_are_asked_about_with_the_communes_there_are(
    ninh_binh: Snapshot,
) -> None:
    for province in ("Ninh Bình", "Nam Định"):
        found = resolve(ninh_binh, "UBND các huyện, thị xã, thành phố", NOVEMBER_2025, province, "province")
        assert found.agencies == []
        assert "cấp huyện kết thúc ngày 30/6/2025" in str(found.question)
        assert found.proposals == ("xa-mot", "phuong-hai")


def test_a_body_of_a_merged_province_without_named_heir_is_its_namesake(ninh_binh: Snapshot) -> None:
    former = [
        Agency(
            key=f"nd-{key}", name=name, kind="department", level="province", province="Nam Định",
            valid_to=date(2025, 6, 30),
        )
        for key, name in (("syt", "Sở Y tế tỉnh Nam Định"), ("slam", "Sở Lâm nghiệp"))
    ]  # fmt: skip
    both = Snapshot.of([*ninh_binh.agencies.values(), *former])
    assert who(resolve(both, "Sở Y tế", NOVEMBER_2025, "Nam Định", "province")) == "syt"
    lost = resolve(both, "Sở Lâm nghiệp", NOVEMBER_2025, "Nam Định", "province")
    assert lost.agencies == []
    assert "chưa ghi cơ quan kế tục" in str(lost.question)


def test_a_plan_of_the_centre_speaks_of_provinces() -> None:
    rows = [
        Agency(key=key, name=name, kind="authority", level=level, province=place)
        for key, name, level, place in (
            ("hn", "Ủy ban nhân dân thành phố Hà Nội", "province", "Hà Nội"),
            ("nb", "Ủy ban nhân dân tỉnh Ninh Bình", "province", "Ninh Bình"),
            ("xa", "Ủy ban nhân dân xã Một", "commune", "Ninh Bình"),
        )
    ]
    holder = "UBND các tỉnh, thành phố trực thuộc Trung ương; UBND cấp xã"
    found = resolve(Snapshot.of(rows), holder, NOVEMBER_2025, "", "central")
    assert (who(found), found.question) == ("hn nb xa", None)


def test_districts_that_are_missing_in_their_own_time_name_the_command_that_drafts_them(nam_dinh: Snapshot) -> None:
    without = Snapshot.of([each for each in nam_dinh.agencies.values() if each.level != "district"])
    found = asked(without, "UBND các huyện, thành phố", JUNE_2024)
    assert found.agencies == []
    assert found.question and "dondoc directory init --districts" in found.question
    other = asked(Snapshot.of([]), "Các sở, ban, ngành", JUNE_2024)
    assert other.question and "--districts" not in other.question


@pytest.mark.parametrize(
    "holder",
    ["Các cơ quan, tổ chức có liên quan", "các cơ quan, tổ chức, cá nhân liên quan", "Các sở, ngành, tổ chức khác"],
)
def test_words_that_leave_open_who_is_meant_are_said_behind_a_list_too(nam_dinh: Snapshot, holder: str) -> None:
    found = asked(nam_dinh, holder)
    assert found.agencies
    assert all("kế hoạch để ngỏ cơ quan nào" in because for _, because in found.agencies)


def test_words_behind_a_name_open_no_class_before_it(nam_dinh: Snapshot) -> None:
    found = asked(nam_dinh, "Các sở, ngành; Công an tỉnh và tổ chức liên quan")
    assert not [because for _, because in found.agencies if "để ngỏ" in because]
