"""The 34 provinces and the 63 before them, as data with sources."""

from __future__ import annotations

from datetime import date

import pytest

from models.naming import plain_place
from models.provinces import became, merged_on, province_named, province_on, provinces

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_there_are_34_provinces_with_3321_communes_made_of_63() -> None:
    found = provinces()
    assert len(found) == len({each.code for each in found}) == 34
    assert sum(each.communes for each in found) == 3321
    old = [name for each in found for name in each.merged_of or (each.name,)]
    assert len(old) == len({plain_place(name) for name in old}) == 63
    assert [each.name for each in found if each.kind == "thành phố"] == [
        "Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"
    ]  # fmt: skip
    assert merged_on() == (AFTER, "Nghị quyết 202/2025/QH15")


def test_every_merged_province_keeps_the_name_of_one_that_went_into_it() -> None:
    assert [each.name for each in provinces() if each.merged_of and each.name not in each.merged_of] == []
    assert sum(1 for each in provinces() if not each.merged_of) == 11


@pytest.mark.parametrize(
    ("name", "heir"),
    [
        ("tỉnh Bình Dương", "thành phố Hồ Chí Minh"),
        ("Bà Rịa–Vũng Tàu", "thành phố Hồ Chí Minh"),
        ("BÌNH PHƯỚC", "tỉnh Đồng Nai"),
        ("Hoà Bình", "tỉnh Phú Thọ"),
        ("Đăk Nông", "tỉnh Lâm Đồng"),
        ("Nam Định", "tỉnh Ninh Bình"),
        ("Hậu Giang", "thành phố Cần Thơ"),
    ],
)
def test_a_merged_province_is_itself_until_june_2025_and_its_heir_from_july(name: str, heir: str) -> None:
    assert became(name, BEFORE) is None
    assert province_on(name, BEFORE) == name
    found = became(name, AFTER)
    assert found is not None
    assert (found.new.full_name, found.source) == (heir, "Nghị quyết 202/2025/QH15")
    assert province_on(name, AFTER) == found.new.name


@pytest.mark.parametrize("name", ["Quảng Ngãi", "tỉnh Ninh Bình", "TP. Hồ Chí Minh", "Lai Châu", "Sông Lam"])
def test_a_province_that_kept_its_name_or_is_made_up_stays(name: str) -> None:
    assert province_on(name, AFTER) == name


def test_hue_became_a_city_half_a_year_earlier() -> None:
    assert province_on("tỉnh Thừa Thiên Huế", date(2024, 12, 31)) == "tỉnh Thừa Thiên Huế"
    assert province_on("tỉnh Thừa Thiên Huế", date(2025, 1, 1)) == "Huế"


def test_the_province_of_the_sample_and_the_exercise_is_no_real_one() -> None:
    real = {plain_place(name) for each in provinces() for name in (each.name, *each.merged_of)}
    assert plain_place("tỉnh Sông Lam") not in real
    assert len(real) == 63


def test_a_province_is_found_by_any_spelling_of_its_name() -> None:
    for name in ("TPHCM", "thành phố Hồ Chí Minh", "Hồ Chí Minh"):
        found = province_named(name)
        assert found is not None
        assert found.code == "79"
    assert province_named("Sông Lam") is None
