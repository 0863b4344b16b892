"""Letters to queue in tests, on the sample facts that the message preview uses."""

from __future__ import annotations

from typing import Any

from notifications.compose import Letter
from notifications.sample import sample_facts


def facts(kind: str, **more: Any) -> dict[str, Any]:
    """The sample facts of one kind."""
    return {**sample_facts(kind), **more}


def letter(number: int = 1, *, kind: str = "request", channel: str = "email", **more: Any) -> Letter:
    """A letter to officer ``number``, different from all others."""
    address = f"officer{number}@agency.example" if channel == "email" else f"09{number:08d}"
    given: dict[str, Any] = {
        "kind": kind,
        "channel": channel,
        "recipient": f"Cán bộ {number}",
        "address": address,
        "context": facts(kind, link={"request_id": f"round/{number}", "address": address}),
        "dedupe_key": f"round/{number}|D-10|{channel}|{address}",
        "reason": "mở kỳ báo cáo",
        "step": "D-10",
        "plan_key": "12-kh-ubnd",
        "request_id": f"round/{number}",
    }
    return Letter(**given | more)
