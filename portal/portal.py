"""What every endpoint needs: the office, the pages, the throttle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from itsdangerous import BadSignature, Signer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from config.errors import DondocError
from config.workdays import count_by
from portal.pages import Pages
from portal.throttle import READ, Throttle
from tasks.office import Office


class FormForged(DondocError):
    """A form without the mark that the portal gave it: it may come from another site (CSRF)."""


@dataclass(frozen=True)
class Portal:
    """The portal of one office."""

    office: Office
    pages: Pages
    throttle: Throttle

    @classmethod
    def of(cls, office: Office) -> Portal:
        """The portal of an office."""
        return cls(office, Pages(office.settings), Throttle())

    def mark(self, subject: str) -> str:
        """The mark that a form about `subject` carries; it opens nothing else."""
        return self._signer.get_signature(subject).decode()

    def check_mark(self, subject: str, mark: str) -> None:
        """Raises FormForged unless `mark` was made for `subject` by this office."""
        try:
            self._signer.unsign(f"{subject}.{mark}")
        except BadSignature as why:
            raise FormForged.of("web.csrf") from why

    @property
    def _signer(self) -> Signer:
        return Signer(self.office.secret, salt="form")


def caller(request: Request) -> str:
    """The address that a request comes from, as the server or its reverse proxy tells it."""
    return request.client.host if request.client else "?"


async def _the_portal(request: Request) -> Portal:
    portal: Portal = request.app.state.portal
    portal.pages.speak(request)
    portal.throttle.count(READ, caller(request))
    return portal


async def count_days(request: Request) -> None:
    """Dependency: this visit counts working days by the calendar that was applied last, by whatever process."""
    portal: Portal = request.app.state.portal
    count_by(await run_in_threadpool(portal.office.calendar))


ThePortal = Annotated[Portal, Depends(_the_portal)]
"""Dependency: the portal, with the reader's language chosen and the visit counted."""
