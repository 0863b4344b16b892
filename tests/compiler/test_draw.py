"""The drawing: well-formed, self-contained, complete, and nothing over anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.result import Compiled, Due, Edge, EdgeKind, Level, Responsibility, Role
from compiler.rounds.pattern import complete
from compiler.show.drawing import draw_graph
from compiler.show.drawing_parts import STATUS, width, wrap
from compiler.show.lanes import lane_of
from config.wording import say

SVG = "{http://www.w3.org/2000/svg}"


def words_of(svg: str) -> str:
    return " ".join("".join(part.itertext()) for part in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def cards_of(svg: str) -> list[tuple[float, float, float, float]]:
    """(left, top, right, bottom) of every card."""
    found = []
    for group in ElementTree.fromstring(svg).findall(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        place = re.fullmatch(r"translate\(([\d.]+) ([\d.]+)\)", group.get("transform", ""))
        if box is not None and place and box.get("rx") == "6":
            x, y = float(place[1]), float(place[2])
            found.append((x, y, x + float(box.get("width", 0)), y + float(box.get("height", 0))))
    return found


def duty(number: int, holder: str, *roles: Role, reports_to: str | None = None) -> Responsibility:
    return Responsibility(
        id=f"R{number}",
        holder=holder,
        text=f"Tổ chức thực hiện phần việc thứ {number} của Kế hoạch tại cơ quan, đơn vị, địa phương mình.",
        roles=list(roles) or [Role.EXECUTE],
        reports_to=[reports_to] if reports_to else [],
    )


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_every_holder_duty_and_role_is_in_the_picture(compose: Callable[..., Compiled]) -> None:
    plan = complete(compose())
    svg = draw_graph(plan.responsibilities, plan.edges, coordinator=plan.coordinator, title=plan.plan.title or "")
    said = words_of(svg)
    for each in plan.responsibilities:
        assert each.id in said
        assert " ".join(each.holder.split()) in said or each.holder.split()[0] in said
        for role in each.roles:
            assert say(f"role.{role}") in said


@pytest.mark.parametrize("count", [1, 12, 60, 200])
def test_cards_never_overlap_and_stay_on_the_page(count: int) -> None:
    duties = [duty(n, f"Ủy ban nhân dân xã Bến Trà {n}", Role.EXECUTE, reports_to="Sở Nội vụ") for n in range(count)]
    duties.append(duty(999, "Sở Nội vụ", Role.CONSOLIDATE, reports_to="Ủy ban nhân dân tỉnh"))
    svg = draw_graph(duties, coordinator="Sở Nội vụ")
    root = ElementTree.fromstring(svg)
    wide, high = float(root.get("width", 0)), float(root.get("height", 0))
    cards = cards_of(svg)
    assert len(cards) == count + 1
    for index, one in enumerate(cards):
        assert one[0] >= 0
        assert one[2] <= wide
        assert one[3] <= high
        assert not any(overlap(one, other) for other in cards[index + 1 :])


def test_the_picture_loads_nothing_from_elsewhere() -> None:
    svg = draw_graph([duty(1, "Sở Y tế")], title="Kế hoạch")
    assert not re.search(r"(href|src|@import|url\((?!#))", svg)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_gives_well_formed_svg(holder: str, text: str) -> None:
    one = duty(1, "x").model_copy(update={"holder": holder, "text": text})
    ElementTree.fromstring(draw_graph([one], title=text, notes={holder: text}))


def test_the_reporting_line_is_dashed_where_it_is_only_assumed() -> None:
    stated = duty(1, "Sở Y tế", Role.REPORT, reports_to="Sở Nội vụ")
    chief = duty(2, "Sở Nội vụ", Role.CONSOLIDATE)
    assumed = stated.model_copy(update={"basis": "assumed"})
    assert 'stroke-dasharray="6 4"' not in draw_graph([stated, chief], coordinator="Sở Nội vụ")
    assert 'stroke-dasharray="6 4"' in draw_graph([assumed, chief], coordinator="Sở Nội vụ")


def test_edges_make_reporting_lines_too() -> None:
    duties = [duty(1, "Sở Y tế", Role.REPORT), duty(2, "Sở Nội vụ", Role.CONSOLIDATE)]
    without = draw_graph(duties, coordinator="Sở Nội vụ").count("<polyline")
    edge = Edge(kind=EdgeKind.CONSOLIDATES, source="R2", target="R1")
    assert draw_graph(duties, [edge], coordinator="Sở Nội vụ").count("<polyline") > without


@pytest.mark.parametrize("status", list(STATUS))
def test_a_status_colours_its_holder_and_is_named(status: str) -> None:
    svg = draw_graph([duty(1, "Sở Y tế")], status={"Sở Y tế": status})
    assert STATUS[status][0] in svg
    assert words_of(svg).count(say(f"chip.{status}")) == 2  # on the card and in the legend


def test_an_open_question_is_marked() -> None:
    assert "?" in words_of(draw_graph([duty(1, "Sở Y tế")], questions=["responsibilities.R1"]))
    assert "?" not in words_of(draw_graph([duty(1, "Sở Y tế")]))


@pytest.mark.parametrize(
    ("holder", "lane"),
    [
        ("Sở Nội vụ", "province"),
        ("Báo và Phát thanh, Truyền hình Sông Lam", "province"),
        ("Ủy ban nhân dân các xã, phường", "commune"),
        ("UBND các huyện, thành phố", "district"),
        ("Các sở, ban, ngành, UBND các xã, phường", "mixed"),
        ("Bộ Nội vụ", "central"),
        ("Bộ Chỉ huy Quân sự tỉnh", "province"),
        ("Bộ CHQS tỉnh", "province"),
        ("Bộ CHQS tỉnh; UBND cấp xã", "mixed"),
        ("Bảo hiểm xã hội tỉnh", "province"),
    ],
)
def test_lanes_follow_the_level(holder: str, lane: str) -> None:
    assert lane_of(holder) == lane


@pytest.mark.parametrize(
    ("holder", "own", "group", "lane"),
    [
        ("Cán bộ phụ trách tiếp công dân", Level.COMMUNE, False, "commune"),
        ("Ban Thường trực Hội Nông dân xã Đồng Mỏ", Level.COMMUNE, False, "commune"),
        ("Các ban, ngành, đơn vị thuộc xã", Level.COMMUNE, True, "commune"),
        ("Ban Thường trực Hội Nông dân tỉnh", Level.COMMUNE, False, "province"),
        ("Ban Chỉ huy Quân sự xã Đồng Mỏ", Level.PROVINCE, False, "commune"),
        ("Ban Quản lý chợ thị xã Vĩnh An", Level.PROVINCE, False, "district"),
        ("Các ban, ngành; UBND các xã", Level.PROVINCE, True, "mixed"),
        ("Vụ Tổ chức cán bộ", Level.CENTRAL, False, "central"),
        ("Ủy ban nhân dân các tỉnh", Level.CENTRAL, True, "province"),
    ],
)
def test_a_name_without_a_level_stands_at_the_issuer_s_and_one_body_at_one_level(
    holder: str, own: Level, group: bool, lane: str
) -> None:
    assert lane_of(holder, own, group=group) == lane


def test_the_drawing_of_a_commune_s_plan_has_no_lane_of_the_province() -> None:
    words = words_of(draw_graph([duty(1, "Công chức Văn hóa - Xã hội")], level=Level.COMMUNE))
    assert "Cấp xã" in words and "Cấp tỉnh" not in words


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("by:2027-12-15", "hạn 15/12/2027"),
        ("yearly:12-15", "hạn 15/12"),
        ("half-yearly:06-15,12-15", "hạn 15/6, 15/12"),
        ("period:2027-03-01..2027-03-31", "hạn 31/3/2027"),
        ("within:7wd", "hạn trong 7 ngày làm việc"),
        ("continuous+by:2027-05-09", "hạn 9/5/2027"),
        ("monthly", None),
        ("other", None),
    ],
)
def test_a_card_shows_the_day_where_a_duty_has_one(rule: str, said: str | None) -> None:
    one = duty(1, "Sở Y tế").model_copy(update={"due": Due(text="theo lời văn", rule=rule)})
    words = words_of(draw_graph([one]))
    assert said in words if said else "hạn " not in words


def test_the_reporting_trunk_cuts_no_band() -> None:
    duties = [duty(number, holder) for number, holder in ((1, "Sở Nội vụ"), (2, "Sở Y tế"), (3, "Ủy ban nhân dân xã"))]
    told = [each.model_copy(update={"reports_to": ["Sở Nội vụ"]}) for each in duties]
    svg = draw_graph(told, coordinator="Sở Nội vụ")
    bands = [float(x) for x in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" [^>]*fill="#f0f4f8"', svg)]
    points = re.findall(r'<polyline points="([^"]+)"[^>]*marker-end', svg)
    trunk = min(float(point.partition(",")[0]) for line in points for point in line.split())
    assert len(bands) == 3 and trunk < min(bands)


@given(st.lists(st.text("abcdeôưW ", min_size=1, max_size=12), min_size=1, max_size=30), st.integers(90, 400))
def test_wrapped_lines_keep_whole_words_and_fit(words: list[str], room: int) -> None:
    whole = " ".join(words).split()
    lines = wrap(" ".join(words), room, size=12, most=3)
    assert len(lines.lines) <= 3
    for line in lines.lines:
        cut = "…" in line
        assert all(word in whole or cut for word in line.split())
        assert width(line, 12) <= room


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("weekly", "hằng tuần", "kỳ: hằng tuần"),
        ("weekly", "thứ Sáu hằng tuần", "hạn hằng tuần, thứ Sáu"),
        ("monthly", "hằng tháng", "kỳ: hằng tháng"),
        ("quarterly+yearly", "hằng quý, năm", "kỳ: hằng quý, hằng năm"),
        ("daily:16:00", "trước 16 giờ hằng ngày", "hạn hằng ngày, trước 16:00"),
        ("monthly+by:2027-05-09", "hằng tháng", "hạn 9/5/2027 · kỳ: hằng tháng"),
    ],
)
def test_a_card_shows_the_period_in_which_a_duty_comes_back(rule: str, text: str, said: str) -> None:
    one = duty(1, "Sở Y tế").model_copy(update={"due": Due(text=text, rule=rule)})
    assert said in words_of(draw_graph([one]))


def test_duties_beyond_those_shown_are_listed_by_number_and_deadline_with_their_words_as_tooltip() -> None:
    many = [duty(n, "Sở Y tế") for n in range(1, 10)]
    many[8] = many[8].model_copy(update={"due": Due(text="hằng tuần", rule="weekly")})
    svg = draw_graph(many)
    assert "và 4 nhiệm vụ nữa: R6, R7, R8, R9 (hằng tuần)" in words_of(svg)
    told = [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}title")]
    (hidden,) = [each for each in told if "R9" in each]
    assert all(each.text in hidden and each.id in hidden for each in many[5:])


@pytest.mark.parametrize("duties", [7, 40, 200])
def test_sixty_holders_with_many_duties_each_stay_apart_and_on_the_page(duties: int) -> None:
    due = Due(text="hằng tuần", rule="weekly")
    held = [
        duty(holder * 1000 + n, f"Sở thứ {holder}").model_copy(update={"due": due})
        for holder in range(60 if duties < 200 else 5)
        for n in range(duties)
    ]
    svg = draw_graph(held)
    cards = cards_of(svg)
    high = float(ElementTree.fromstring(svg).get("height", 0))
    for index, one in enumerate(cards):
        assert one[3] <= high and not any(overlap(one, other) for other in cards[index + 1 :])
        assert one[3] - one[1] < 700
