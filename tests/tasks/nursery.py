"""A process that has everything loaded and forks a sender for each line on its input: start-up costs one fork.

Input: one JSON object a line with ``settings``, ``secret`` and ``now``. Output: ``started PID``, then ``ended STATUS``.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime

from config.settings import Settings
from models.database import Database
from notifications.kinds import FACTS
from notifications.render import render
from tasks.deliver import deliver
from tasks.office import Office
from tests.letters import facts


def main() -> None:
    """Serve until the input ends."""
    for kind in FACTS:
        render(kind, "email", "vi", facts(kind), secret=b"warm", public_url="http://127.0.0.1")
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            send(order)
            os._exit(0)
        print(f"started {pid}", flush=True)
        _, status = os.waitpid(pid, 0)
        print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


def send(order: dict[str, str]) -> None:
    """One pass over the outbox."""
    chosen = Settings.model_validate_json(order["settings"])
    office = Office(Database(chosen.resolved_database_url), chosen, bytes.fromhex(order["secret"]))
    deliver(office, datetime.fromisoformat(order["now"]))


if __name__ == "__main__":
    main()
