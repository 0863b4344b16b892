"""What every answer of the portal carries, and how much of a request it is willing to read.

Two plain ASGI layers: security headers on every response, and a cap on every request's body, counted
while it is read because Content-Length may be missing or untrue.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.errors import DondocError

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""OWASP Secure Headers; a reply link must not travel in a referrer, a frame or a search index."""

PLAIN_BODY = 4 * 1024 * 1024
"""Bytes of a request without files: two hundred duties with full text fields stay below it."""


class BodyTooLarge(DondocError):
    """A request whose body is larger than the portal reads."""


class SecurityHeaders:
    """Adds HEADERS to every response, and ``no-store`` where the response says nothing of caching."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, content in HEADERS.items():
                    headers.setdefault(name, content)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class BodyCap:
    """Hands on the allowed bytes of a body, then raises BodyTooLarge from ``receive``.

    ``form_bytes`` holds for forms with files, PLAIN_BODY for everything else. Whoever reads the form
    keeps the text that came before the cap; nobody reads the rest.
    """

    def __init__(self, app: ASGIApp, form_bytes: int) -> None:
        self._app = app
        self._form_bytes = form_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        multipart = Headers(scope=scope).get("content-type", "").lower().startswith("multipart/form-data")
        allowed = self._form_bytes if multipart else PLAIN_BODY
        left = allowed

        async def counted() -> Message:
            nonlocal left
            if left < 0:
                raise BodyTooLarge.of("web.body", place=scope["path"][:3] + "…", mb=allowed // 1024**2)
            message = await receive()
            if message["type"] == "http.request":
                body = message.get("body", b"")
                if len(body) > left:
                    message = {**message, "body": body[:left], "more_body": True}
                left -= len(body)
            return message

        await self._app(scope, counted, send)
