"""Telling this office's own Prefect of rounds that came while it serves; ``dondoc sync`` does the same for everything."""

from __future__ import annotations

import logging

from portal.office_up import is_served
from tasks.office import Office

_log = logging.getLogger("dondoc.portal")


def show_in_prefect(office: Office, plan_key: str) -> bool:
    """Give a plan's new rounds their scheduled runs, where an office serves this data folder; whether it was done.

    A server that does not answer is logged, not raised: the round stands in our tables, and the sweeps open it.
    """
    if not is_served(office.settings.data_dir):  # another office's server may listen at the same address
        return False
    from flows.schedule import schedule_rounds
    from flows.server import PrefectUnreachable

    try:
        schedule_rounds(office, plan_key)
    except PrefectUnreachable as why:
        _log.warning("rounds of %s are not in Prefect yet (%s); run: dondoc sync", plan_key, why)
        return False
    return True
