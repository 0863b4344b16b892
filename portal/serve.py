"""The portal as a process of its own: ``python -m portal.serve``."""

from __future__ import annotations

import uvicorn

from portal.app import create_app
from tasks.office import Office

STOP_SECONDS = 5


def main() -> None:
    """Serve the office's portal at the address of its settings until a signal comes."""
    office = Office.open()
    chosen = office.settings
    uvicorn.run(
        create_app(office),
        host=chosen.portal_host,
        port=chosen.portal_port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


if __name__ == "__main__":
    main()
