"""A round as a graph of tasks: who stands where, in which colour, after whom."""

from __future__ import annotations

from datetime import UTC, date, datetime

from compiler.show.drawing_parts import STATUS
from config.wording import say
from flows.graph import BATCH, COLOUR, before, nodes, plain
from models.plan import Plan
from models.round import Round
from tasks.picture import PictureRow, RoundPicture


def row(key: str, name: str, status: str = "waiting") -> PictureRow:
    return PictureRow(key, name, f"r/{key}", "waiting", status, "", 0, False, None, None, ())


def shown(rows: list[PictureRow], edges: list[tuple[str, str, str]] | None = None) -> RoundPicture:
    moment = datetime(2027, 3, 1, tzinfo=UTC)
    plan = Plan(
        key="p", title="", issuer="", level="province", province="", year=2027, issued_on=date(2027, 1, 1),
        coordinator_key="snv", planfile="", digest="", launched_at=moment, launched_by="",
    )  # fmt: skip
    kept = Round(
        id="p/q1", plan_key="p", key="q1", name="", window_from=date(2027, 1, 1), window_to=date(2027, 3, 1),
        opens_at=moment, due_at=moment,
    )  # fmt: skip
    return RoundPicture(kept, plan, "snv", "Sở Nội vụ", tuple(rows), tuple(edges or ()), {})


def test_names_lose_their_marks_and_nothing_else() -> None:
    assert plain("Ủy ban nhân dân Đức Thọ · tổng hợp") == "Uy ban nhan dan Duc Tho · tong hop"


def test_two_agencies_that_differ_only_by_marks_keep_two_names() -> None:
    made = nodes(shown([row("a", "Xã Sơn Hà"), row("b", "Xã Sơn Hạ")]))
    assert [node.name for node in made] == ["Xa Son Ha", "Xa Son Ha (2)"]


def test_every_status_ends_a_task_for_good() -> None:
    assert set(COLOUR.values()) <= {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


def test_who_guides_stands_before_whom_it_guides_whatever_the_order_of_names() -> None:
    picture = shown([row("a", "A"), row("z", "Z")], [("z", "a", "guides"), ("a", "snv", "reports_to")])
    made = nodes(picture)
    assert [node.name for node in made] == ["Z", "A"]
    assert before(made, picture) == {"Z": [], "A": ["Z"]}


def test_a_circle_of_guidance_is_still_drawn_without_one() -> None:
    picture = shown([row("a", "A"), row("b", "B")], [("a", "b", "guides"), ("b", "a", "funds")])
    made = nodes(picture)
    arrows = before(made, picture)
    assert len(made) == 2
    assert sum(len(upstream) for upstream in arrows.values()) == 1


def test_many_agencies_are_drawn_in_batches_of_one_status_each() -> None:
    rows = [row(f"x{n}", f"Xã số {n:03}", "overdue" if n % 3 == 0 else "waiting") for n in range(130)]
    made = nodes(shown(rows))
    assert sum(len(node.agencies) for node in made) == 130
    assert max(len(node.agencies) for node in made) == BATCH
    late = {agency for node in made if node.status == "overdue" for agency in node.agencies}
    assert late == {each.agency_key for each in rows if each.status == "overdue"}
    assert made[0].name == "Xa so 000, Xa so 003 +18"


def test_every_standing_has_a_colour_on_the_graph_and_on_the_drawing_and_a_name() -> None:
    assert COLOUR.keys() == STATUS.keys()
    for status in COLOUR:
        assert say(f"chip.{status}")
    assert COLOUR["unanswered"] == "CANCELLED", "a requested body that did not answer is no failure"
