"""The portal: reply pages for agencies, the workbench for the coordinator, health for the operator."""

from __future__ import annotations

import hmac
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from portal.health import router as health
from portal.intake import MAX_FILES
from portal.pages import STATIC
from portal.portal import Portal, count_days
from portal.refusals import REFUSALS
from portal.reply.confirm import router as confirm
from portal.reply.passing import router as passing
from portal.reply.routes import router as reply
from portal.shield import PLAIN_BODY, BodyCap, SecurityHeaders
from portal.workbench.actions import router as workbench_actions
from portal.workbench.asked import router as workbench_asked
from portal.workbench.directory import router as workbench_directory
from portal.workbench.letters import router as workbench_letters
from portal.workbench.links import router as workbench_links
from portal.workbench.login import router as workbench_login
from portal.workbench.people import router as workbench_people
from portal.workbench.pleas import router as workbench_pleas
from portal.workbench.record import router as workbench_record
from portal.workbench.rounds import router as workbench_rounds
from portal.workbench.routes import router as workbench

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Scope

    from tasks.office import Office

WORKDAY_SECONDS = 12 * 3600


def create_app(office: Office) -> FastAPI:
    """The ASGI application for one office; it closes the office's database when it stops."""
    settings = office.settings

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        office.database.dispose()

    app = FastAPI(
        title="Dondoc",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(BodyCap, form_bytes=MAX_FILES * settings.upload_limit_mb * 1024 * 1024 + PLAIN_BODY),
            Middleware(
                SessionMiddleware,
                secret_key=_session_key(office),
                session_cookie="dondoc",
                max_age=WORKDAY_SECONDS,
                path="/ban-lam-viec",
                same_site="lax",
                https_only=settings.resolved_public_url.startswith("https://"),
            ),
        ],
    )
    for kind, refusal in REFUSALS.items():
        app.add_exception_handler(kind, refusal)
    app.state.portal = Portal.of(office)
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.include_router(health)  # answers although the database does not
    for router in (
        reply,
        confirm,
        passing,
        workbench_login,
        workbench,
        workbench_actions,
        workbench_pleas,
        workbench_record,
        workbench_people,
        workbench_directory,
        workbench_asked,
        workbench_rounds,
        workbench_letters,
        workbench_links,
    ):
        app.include_router(router, dependencies=[Depends(count_days)])
    return app


def _session_key(office: Office) -> str:
    """Signs sessions; another workbench password ends all of them."""
    password = office.settings.workbench_password
    return hmac.digest(office.secret, password.get_secret_value().encode() if password else b"", "sha256").hex()


class _Static(StaticFiles):
    """Addresses carry the file's digest (portal/pages), so that browsers may keep what they have."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=604800"
        return response
