"""``make bench``: every measure of the README's table, each against its yardstick in the same run.

Exits 1 where a bound is broken. Names on the command line limit the run: ``python -m tests.bench rounds``.
"""

from __future__ import annotations

import importlib
import sys

BENCHES = ("compiling", "rounds", "communes", "sweeping", "detecting", "deliver", "rehearsing", "provinces")


def main() -> int:
    """Run the benches and print the table."""
    chosen = sys.argv[1:] or BENCHES
    rows = [row for name in chosen for row in importlib.import_module(f"tests.bench.{name}").measure()]
    print(f"{'measure':58} {'figure':>12} {'yardstick':>34} {'ratio':>7}  bound")
    for row in rows:
        against = f"{row.yardstick} {row.against:.3f}" if row.against is not None else ""
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        mark = "" if row.kept else "  BROKEN"
        print(f"{row.name:58} {row.figure:9.3f} {row.unit:3} {against:>33} {ratio:>7}  {row.bound}{mark}")
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
