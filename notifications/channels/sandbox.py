"""``sandbox://``: messages as files, for trying out, exercises and rehearsals.

``mail/<moment>-<id>.eml`` and ``sms/<moment>-<id>.txt`` appear whole or not at all; ``index.jsonl`` has a line for each,
written after its file.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from notifications.channels.mime import wire
from notifications.channels.parcel import Outcome, Parcel, Receipt
from notifications.channels.plugin import DondocPlugin


class DondocSandbox(DondocPlugin):
    """One channel's messages into a folder. ``folder`` comes from the settings, never from the address."""

    service_name = "Dondoc sandbox"
    protocol = "sandbox"

    def __init__(self, *, folder: Path, channel: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder, self.channel = folder, channel
        self._place = folder / ("sms" if channel == "sms" else "mail")
        self._place.mkdir(parents=True, exist_ok=True)

    def carry(self, parcel: Parcel) -> Receipt:
        """Write the file, then its line in the index. A full disk is a channel that is down."""
        sms = self.channel == "sms"
        mark = re.sub(r"[^0-9A-Za-z]", "", parcel.message_id)[:16]
        path = self._place / f"{parcel.at:%Y%m%dT%H%M%S%f}-{mark}.{'txt' if sms else 'eml'}"
        content = (parcel.text + "\n").encode() if sms else wire(parcel)
        line = {
            "at": parcel.at.isoformat(),
            "channel": self.channel,
            "recipient": parcel.recipient,
            "to": parcel.address,
            "subject": parcel.subject,
            "message_id": parcel.message_id,
            "file": path.relative_to(self.folder).as_posix(),
        }
        try:
            draft = path.with_suffix(f".{os.getpid()}.part")
            draft.write_bytes(content)
            draft.replace(path)
            _append(self.folder / "index.jsonl", json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as fault:
            return Receipt(Outcome.DOWN, str(fault))
        return Receipt(Outcome.ACCEPTED, f"sandbox: {line['file']}", 250)

    def url(self, *_: Any, **__: Any) -> str:
        """The channel's address."""
        return f"{self.protocol}://"


def sandboxed(folder: Path) -> Iterator[dict[str, str]]:
    """What a sandbox holds, in the order of sending: the lines of its index."""
    index = folder / "index.jsonl"
    if index.exists():
        for line in index.read_text("utf-8").splitlines():
            yield json.loads(line)


def _append(path: Path, line: str) -> None:
    # one write in append mode: the lines of two senders do not mix
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
