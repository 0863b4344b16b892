"""The real Prefect server with the served deployments: one story, told once, on one clock.

The office starts seconds before a round opens. It is asked, urged up to the top of the ladder, Prefect's
database is deleted, and the supervisor's question is there again.
"""

from __future__ import annotations

import shutil
import signal
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import col, select

from flows.schedule import schedule_rounds
from flows.sync import take_up_again
from models.clock import at_office
from models.escalation import Decision
from models.outbox import Message
from models.round import Request, Round, RoundState
from tests.flows.serving import PLAN, ROUND, Served

SYT = f"{ROUND}/syt"


def day(text: str, clock: str = "09:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


def check_in(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = served.wait_for(
        "finished check-in", lambda: next(iter(served.runs("check-in", "COMPLETED", "FAILED", "CRASHED")), None)
    )
    return found


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
    pages = served.wait_for("matrix", lambda: _pages(served).get(f"{PLAN}-ma-tran") and _pages(served))
    assert "Sở Y tế" in pages[f"{PLAN}-ma-tran"]
    assert "Báo cáo quý I/2027" in pages[f"{PLAN}-tien-do"]
    events = served.wait_for("events", lambda: _events(served, "dondoc.request.sent"))
    assert f"dondoc.request.{SYT}" in {event["resource"]["prefect.resource.id"] for event in events}


def test_at_the_top_of_the_ladder_a_run_waits_for_the_supervisor(served: Served) -> None:
    check_in(served)
    said = served.command("clock", "set", "2027-03-29", "--at", "09:00", "--by", "thử")
    assert "làm ngay những việc đến hạn" in said
    run = served.wait_for("suspended run", lambda: next(iter(served.runs("decide-delays", "PAUSED")), None))
    assert run["state_name"] == "Suspended"
    assert run["name"] == "KH 5/KH-UBND · Báo cáo quý I/2027 · quyết định với 3 cơ quan chậm"
    assert served.wait_for("events", lambda: _events(served, "dondoc.step.climbed"))


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


def test_after_prefects_database_is_deleted_all_is_there_again_and_the_answer_counts(served: Served) -> None:
    assert served.stop(signal.SIGTERM) == 0
    shutil.rmtree(Path(served.office.settings.data_dir) / "prefect")
    served.start()
    assert {run["name"] for run in served.runs("check-in")} == {"KH 5/KH-UBND · Báo cáo 6 tháng đầu năm 2027"}
    assert f"{PLAN}-ma-tran" in _pages(served)
    progress = served.wait_for("progress", lambda: next(iter(served.runs("progress", "COMPLETED")), None))
    assert (progress["name"], progress["state_name"]) == (
        "KH 5/KH-UBND · Báo cáo quý I/2027 · tiến độ",
        "0/4 đã báo cáo · 3 quá hạn",  # the Fatherland Front was asked, not ordered: it is not overdue
    )
    assert f"round:{ROUND}" in progress["tags"]
    run = served.wait_for("suspended run", lambda: next(iter(served.runs("decide-delays", "PAUSED")), None))
    form = served.wait_for("form", lambda: _form(served, run))
    assert form["properties"]["agencies"]["items"]["enum"] == ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế"]
    answer = {
        "action": "Gia hạn",
        "extend_to": "2027-04-05",
        "agencies": ["Sở Y tế"],
        "reason": "Có văn bản xin lùi hạn",
        "by": "Ông Bình, Phó Chủ tịch",
    }
    resumed = served.post(f"/flow_runs/{run['id']}/resume", {"run_input": answer})
    assert resumed["status"] == "ACCEPT"
    ended = served.wait_for(
        "decision", lambda: (found := served.run(run["id"]))["state_type"] in ("COMPLETED", "FAILED") and found
    )
    assert ended["state_name"] == "Gia hạn: 1 cơ quan"
    with served.office.database.reading() as session:
        assert session.get_one(Request, SYT).due_at == day("2027-04-05", "17:00")
        kept = session.exec(select(Decision).where(col(Decision.kind) == "delays.decided")).one()
        assert (kept.by, kept.why) == ("Ông Bình, Phó Chủ tịch", "Có văn bản xin lùi hạn")


def _whole_graph(served: Served, run_id: str) -> dict[str, dict[str, Any]] | None:
    graph = httpx.get(f"{served.api}/flow_runs/{run_id}/graph-v2", timeout=20, verify=False).json()
    nodes = dict(graph["nodes"])
    return nodes if any("tong hop" in node["label"] for node in nodes.values()) else None


def _pages(served: Served) -> dict[str, str]:
    return {page["key"]: page["data"].replace("\u00a0", " ") for page in served.artifacts()}


def _events(served: Served, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = served.post("/events/filter", {"filter": {"event": {"name": [name]}}})["events"]
    return found


def _form(served: Served, run: dict[str, Any]) -> dict[str, Any] | None:
    key = run["state"]["state_details"]["run_input_keyset"]["schema"]
    answer = httpx.get(f"{served.api}/flow_runs/{run['id']}/input/{key}", timeout=20, verify=False)
    if answer.status_code != httpx.codes.OK:
        return None
    schema: dict[str, Any] = answer.json()
    return schema
