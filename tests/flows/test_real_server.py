"""The real Prefect server with the served deployments: one story, told once, on one clock.

The office starts seconds before a round opens. It is asked, urged up to the top of the ladder, and the supervisor's
answer counts. What becomes of it when Prefect's database is deleted is told by the services' tests.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlmodel import select

from flows.schedule import schedule_rounds
from flows.sync import take_up_again
from models.outbox import Message
from models.round import Round, RoundState
from tests.flows.delays import check_in, climb, day, events, pages, put_off, suspended
from tests.flows.serving import PLAN, ROUND, Served

SYT = f"{ROUND}/syt"


def test_a_scheduled_check_in_opens_its_round_and_asks(served: Served) -> None:
    run = check_in(served)
    assert (run["name"], run["state_name"]) == ("KH 5/KH-UBND · Báo cáo quý I/2027", "Đã hỏi 4 cơ quan")
    assert {f"plan:{PLAN}", f"round:{ROUND}", "province:Sông Lam"} <= set(run["tags"])
    with served.office.database.reading() as session:
        assert session.get_one(Round, ROUND).state == RoundState.OPEN
        states = set(session.exec(select(Message.state).where(Message.kind == "request")))
        assert states == {"sent"}


def test_its_graph_is_the_responsibility_graph_with_the_consolidator_last(served: Served) -> None:
    run = check_in(served)
    graph = served.wait_for("graph", lambda: _whole_graph(served, run["id"]))
    by_name = {node["label"]: node for node in graph.values()}
    agencies = {"So Noi vu", "So Y te", "So Tai chinh", "Uy ban Mat tran To quoc Viet Nam tinh"}
    assert set(by_name) == agencies | {"Mo ky bao cao", "Gui tin", "So Noi vu · tong hop"}
    parents = {graph[parent["id"]]["label"] for parent in by_name["So Noi vu · tong hop"]["parents"]}
    assert parents == agencies
    states = {task["name"]: task["state_name"] for task in served.post("/task_runs/filter", {"limit": 100})}
    assert {states[name] for name in agencies} == {"Chờ báo cáo"}


def test_the_other_round_is_scheduled_months_ahead_under_its_name(served: Served) -> None:
    coming = {run["name"] for run in served.runs("check-in", "SCHEDULED")}
    assert coming == {"KH 5/KH-UBND · Báo cáo 6 tháng đầu năm 2027"}


def test_its_pages_and_events_are_there(served: Served) -> None:
    check_in(served)
    shown = served.wait_for("matrix", lambda: pages(served).get(f"{PLAN}-ma-tran") and pages(served))
    assert "Sở Y tế" in shown[f"{PLAN}-ma-tran"]
    assert "Báo cáo quý I/2027" in shown[f"{PLAN}-tien-do"]
    sent = served.wait_for("events", lambda: events(served, "dondoc.request.sent"))
    assert f"dondoc.request.{SYT}" in {event["resource"]["prefect.resource.id"] for event in sent}


def test_at_the_top_of_the_ladder_a_run_waits_for_the_supervisor_whose_answer_counts(served: Served) -> None:
    assert "làm ngay những việc đến hạn" in climb(served)
    run = suspended(served)
    assert run["state_name"] == "Suspended"
    assert run["name"] == "KH 5/KH-UBND · Báo cáo quý I/2027 · quyết định với 3 cơ quan chậm"
    assert served.wait_for("events", lambda: events(served, "dondoc.step.climbed"))
    put_off(served)


def test_a_clock_set_anew_moves_the_scheduled_run_once(served: Served) -> None:
    check_in(served)
    served.set_clock(day("2027-05-01"))
    first = schedule_rounds(served.office, PLAN)
    assert (first.created, first.moved, first.kept) == (0, 1, 0)
    again = schedule_rounds(served.office, PLAN)
    assert (again.created, again.moved, again.kept) == (0, 0, 1)
    opens = served.runs("check-in", "SCHEDULED")[0]["next_scheduled_start_time"]
    assert datetime.fromisoformat(opens) > datetime.now(UTC) + timedelta(days=20)
    served.set_clock(day("2027-03-29", "10:00"))


def test_a_run_that_a_killed_process_left_behind_is_settled(served: Served) -> None:
    run = served.run_later("deliver")
    served.post(f"/flow_runs/{run}/set_state", {"state": {"type": "RUNNING"}, "force": True})
    assert take_up_again(served.office) >= 1
    assert served.run(run)["state_name"] == "Bị ngắt giữa chừng"


def _whole_graph(served: Served, run_id: str) -> dict[str, dict[str, Any]] | None:
    graph = httpx.get(f"{served.api}/flow_runs/{run_id}/graph-v2", timeout=20, verify=False).json()
    nodes = dict(graph["nodes"])
    return nodes if any("tong hop" in node["label"] for node in nodes.values()) else None
