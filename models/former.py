"""The bodies of provinces and districts that are gone, for the directory of those that carry on (DOMAIN 6.2 to 6.5).

Every succession cites the act that the data name: config/directory/{provinces,successions,bodies}.yaml. What only
the office can know (which communes took a district over) comes from the names that it gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from config.slug import slug
from models.bodies import Draft, Place, Wanted, body_row, contacts_of, customary, locality_row
from models.heirs import succession_rows
from models.naming import fold, plain_place
from models.provinces import became, merged_on, province_named


def add_former_provinces(made: Draft, wanted: Wanted) -> None:
    """Add the bodies of the provinces that went into this one, each ended, with its heirs step by step.

    Departments joined on 1 March 2025 first pass to their heir in the old province, and that one on 1 July 2025 to
    the new one. Keys are those of bodies.yaml behind the old province's name ("hau-giang-snv").
    """
    here = {row["key"] for row in made.agencies}
    merger, source = merged_on()
    number = len(made.agencies) + len(made.optional)
    for old in _old_provinces(wanted):
        if plain_place(old) == plain_place(made.province):
            continue
        before = replace(wanted, province=old, on=merger - timedelta(days=1), until=merger - timedelta(days=1))
        place, prefix = Place.of(before), f"{slug(old)}-"
        there: dict[str, dict[str, Any]] = {}
        for body in customary("province"):
            if (body.get("from") or date.min) >= merger:
                continue
            row = {**body_row(body, "province", place, before), "province": old}
            row = _ended(row, prefix, before.until)
            number += 1
            if wanted.exercise:
                row["contacts"] = contacts_of(row, number, exercise=True)
            (made.optional if body.get("optional") else made.agencies).append(row)
            if not body.get("optional"):
                there[body["key"]] = row
        made.successions.extend(_within(there, prefix, merger))
        for key, row in there.items():
            if row["valid_to"] == before.until:
                made.successions.extend(_across(key, row["key"], here, merger, source))


def add_former_names(made: Draft, wanted: Wanted) -> None:
    """Give bodies the names that their forerunners bore with a province's name in them ("Báo Hậu Giang")."""
    merger, _ = merged_on()
    rows = {row["key"]: row for row in made.agencies}
    for old in _old_provinces(wanted):
        place = Place.of(replace(wanted, province=old, until=merger - timedelta(days=1)))
        own = plain_place(old) == plain_place(made.province)
        for body in customary("province"):
            if (body.get("to") or date.max) < merger - timedelta(days=1) or (own and body["key"] in rows):
                continue
            patterns = [body.get("name", ""), *(body.get("aliases", ()))]
            names = [place.fill(each) for each in patterns if "{ten}" in each]
            for heir in _across(body["key"], "", set(rows), merger, ""):
                row = rows[heir["new"]]
                known = {fold(each) for each in (row["name"], *row.get("aliases", ()))}
                new = [name for name in dict.fromkeys(names) if fold(name) not in known]
                if new and (row.get("valid_to") or date.max) >= merger:
                    contacts = row.pop("contacts", None)
                    row["aliases"] = [*row.get("aliases", ()), *new]
                    if contacts is not None:
                        row["contacts"] = contacts


def former_district(wanted: Wanted) -> Draft:
    """A district that has ended: its bodies, and the communes that the office names as its heirs.

    ``wanted.province`` is the province that it lay in; the communes are the new province's. Nobody but the office
    knows which commune takes a room's duties: rooms have no heirs here, and a plan asks.
    """
    assert wanted.district is not None
    gone = became(wanted.province, wanted.until)
    since, _ = merged_on()
    last = since - timedelta(days=1)
    then = replace(wanted, on=last, until=last)
    place = Place.of(then)
    home = replace(wanted, province=gone.new.full_name if gone else wanted.province, district=None, on=since)
    here = Place.of(home)
    made = Draft(here.name)
    top = next(body for body in customary("province") if body["key"] == "ubnd")
    made.agencies.append(body_row(top, "province", here, home))
    own = slug(wanted.district)
    communes = list(_communes(home, here))
    made.agencies.extend(communes)
    for body in customary("district"):
        row = body_row(body, "district", place, then)
        if gone:
            row = {**row, "province": gone.old}
        row = _ended(row, f"{own}-", last)
        row["key"] = row["key"].replace(f"{own}-ubnd-huyen", own)
        if "parent" in row:
            row["parent"] = row["parent"].replace(f"{own}-ubnd-huyen", own)
        (made.optional if body.get("optional") else made.agencies).append(row)
    act = customary("district_end")["source"]
    made.successions.extend({"old": own, "new": row["key"], "from": since, "source": act} for row in communes)
    for number, row in enumerate(made.agencies, start=1):
        if wanted.exercise or "valid_to" not in row:
            row["contacts"] = contacts_of(row, number, exercise=wanted.exercise)
    return made


def _communes(home: Wanted, here: Place) -> Iterator[dict[str, Any]]:
    tier = next(each for each in customary("localities") if each["level"] == "commune")
    for name in home.communes or tier["samples"]:
        yield locality_row(name, tier, "ubnd", sample=not home.communes and not home.exercise)


def _old_provinces(wanted: Wanted) -> tuple[str, ...]:
    """The provinces that went into this one by the last day of the draft, its own name among them."""
    place = Place.of(wanted)
    found = province_named(place.name)
    return (found.merged_of or (found.name,)) if found and wanted.until >= merged_on()[0] else ()


def _ended(row: dict[str, Any], prefix: str, last: date) -> dict[str, Any]:
    """The row as one of a place that is gone: keys behind its name, its end no later than the place's."""
    named: dict[str, Any] = {key: f"{prefix}{row[key]}" for key in ("key", "parent") if key in row}
    return {**row, **named, "valid_to": min(row.get("valid_to") or last, last)}


def _within(there: dict[str, dict[str, Any]], prefix: str, merger: date) -> Iterator[dict[str, Any]]:
    """Successions in the old province, before it was merged."""
    for heir in succession_rows():
        if {heir["old"], heir["new"]} <= there.keys() and heir["from"] < merger:
            yield {**heir, "old": f"{prefix}{heir['old']}", "new": f"{prefix}{heir['new']}"}


def _across(key: str, old: str, here: set[str], merger: date, source: str) -> Iterator[dict[str, Any]]:
    """The heirs in the new province of a body that was there to the end: a body that joined others that day, or the
    one of its kind."""
    joined = [heir for heir in succession_rows() if heir["old"] == key and heir["from"] == merger]
    for heir in joined:
        if heir["new"] in here:
            yield {"old": old, "new": heir["new"], "from": merger, "source": f"{heir['source']}; {source}"}
    if not joined and key in here:
        yield {"old": old, "new": key, "from": merger, "source": source}
