"""The steps of the story of a round that runs late, for tests that need the real Prefect server."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import httpx
from sqlmodel import col, select

from models.clock import at_office
from models.escalation import Decision
from models.round import Request
from tests.flows.serving import ROUND, Served

SYT = f"{ROUND}/syt"


def day(text: str, clock: str = "09:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


def check_in(served: Served) -> dict[str, Any]:
    """The check-in that opened the round, once it has ended."""
    found: dict[str, Any] = served.wait_for(
        "finished check-in", lambda: next(iter(served.runs("check-in", "COMPLETED", "FAILED", "CRASHED")), None)
    )
    return found


def climb(served: Served) -> str:
    """Let the days pass on which the ladder's top is reached; what the command says."""
    check_in(served)
    return served.command("clock", "set", "2027-03-29", "--at", "09:00", "--by", "thử")


def suspended(served: Served) -> dict[str, Any]:
    """The run that waits for the supervisor."""
    found: dict[str, Any] = served.wait_for(
        "suspended run", lambda: next(iter(served.runs("decide-delays", "PAUSED")), None)
    )
    return found


def put_off(served: Served) -> None:
    """The supervisor gives one of three late agencies another week in the run's form: that and nothing else is done."""
    run = suspended(served)
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


def pages(served: Served) -> dict[str, str]:
    return {page["key"]: page["data"].replace("\u00a0", " ") for page in served.artifacts()}


def events(served: Served, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = served.post("/events/filter", {"filter": {"event": {"name": [name]}}})["events"]
    return found


def _form(served: Served, run: dict[str, Any]) -> dict[str, Any] | None:
    key = run["state"]["state_details"]["run_input_keyset"]["schema"]
    answer = httpx.get(f"{served.api}/flow_runs/{run['id']}/input/{key}", timeout=20, verify=False)
    if answer.status_code != httpx.codes.OK:
        return None
    schema: dict[str, Any] = answer.json()
    return schema
