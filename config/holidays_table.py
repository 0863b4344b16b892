"""config/holidays.yaml: Vietnam's days off and make-up Saturdays as the ``holidays`` package computes them.

Importing that package loads every country of the world (0.3 s measured, a third of a compilation's
budget), so its answers for YEARS lie ready in a file. ``python -m config.holidays_table`` writes it
anew; a test fails where it no longer agrees with the installed package.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

YEARS = range(2010, 2037)
TABLE = Path(__file__).parent / "holidays.yaml"


class YearOff(NamedTuple):
    """A year's days off with their Vietnamese names, and the weekend days on which offices work."""

    off: dict[date, str]
    worked: frozenset[date]


def year_off(year: int) -> YearOff:
    """The computed calendar of one year: from the table, else from the package."""
    return _table().get(year) or compute(year)


def compute(year: int) -> YearOff:
    """Ask the ``holidays`` package."""
    import holidays

    computed = holidays.country_holidays("VN", years=year, language="vi")
    off = {day: str(name) for day, name in sorted(computed.items()) if day.year == year}
    return YearOff(off, frozenset(day for day in computed.weekend_workdays if day.year == year))


def table_text() -> str:
    """The whole table as YAML: a line a day, weekend working days marked by a plus sign."""
    lines = ["# Written by python -m config.holidays_table; corrections belong in calendar.yaml."]
    for year in YEARS:
        lines.append(f"{year}:")
        found = compute(year)
        lines += [f"  {day}: {name}" for day, name in found.off.items()]
        lines += [f"  {day}: +" for day in sorted(found.worked)]
    return "\n".join(lines) + "\n"


@cache
def _table() -> dict[int, YearOff]:
    from ruamel.yaml import YAML

    written: dict[int, dict[date, str]] = YAML(typ="safe").load(TABLE.read_text("utf-8"))
    return {
        year: YearOff(
            {day: name for day, name in days.items() if name != "+"},
            frozenset(day for day, name in days.items() if name == "+"),
        )
        for year, days in written.items()
    }


if __name__ == "__main__":
    TABLE.write_text(table_text(), "utf-8")
