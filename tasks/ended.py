"""Agencies that end while they still owe a report: their people are gone, and who carries on was never asked."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from config.wording import say
from models.agencies import Snapshot
from models.directory import Agency
from models.heirs import heirs_of


def ended_said(session: Session, agency: Agency, on: date) -> str:
    """That an agency has ended by ``on``, and who took it over; "" for one that exists on that day."""
    if agency.valid_to is None or on <= agency.valid_to:
        return ""
    snapshot = Snapshot.load(session)
    heirs = ", ".join(
        snapshot.agencies[key].name for key in heirs_of(snapshot.agencies, snapshot.heirs, agency.key, on)
    )
    facts = {"agency": agency.name, "day": f"{agency.valid_to:%d/%m/%Y}"}
    return say("ended.by", heirs=heirs, **facts) if heirs else say("ended.nobody", **facts)
