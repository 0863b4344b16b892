"""Which command brings a body that a plan names into the directory: a draft of its level, or one more row."""

from __future__ import annotations

import re
import shlex
from datetime import date

from config.wording import say
from models.agencies import Snapshot
from tasks.expansions import Terms

FILE = "danh-ba.yaml"
_COMMUNE = re.compile(r"(?:xã|phường|đặc khu)\s+\w.*", re.IGNORECASE)


def how_to_add(snapshot: Snapshot, terms: Terms, on: date) -> str:
    """A sentence with the commands. A directory that has none of the plan's own level is drafted first: of a commune's
    plan its own bodies; one that has some is written out, to be completed by a row."""
    own = terms.own_body(snapshot, on)
    commune = _COMMUNE.search(terms.issuer) if terms.level == "commune" else None
    begun = any(
        agency.level == terms.level and (commune is None or (own is not None and agency.parent_key == own))
        for agency in snapshot.agencies.values()
    )
    words = ["dondoc", "directory", "export", "-o", FILE]
    if not begun and terms.level in ("province", "commune"):
        words = ["dondoc", "directory", "init", "--province", terms.province or say("adding.province")]
        words += ["--level", "commune", "--commune", commune[0]] if commune else []
        words += ["-o", FILE]
    return say("adding.drafted" if "init" in words else "adding.row", command=shlex.join(words), file=FILE)
