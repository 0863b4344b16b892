"""Reading a posted form without trusting its size: text is kept, a file too large is dropped while it streams.

Starlette limits text fields but not files (measured), and spools every file to disk before a handler
sees it. Here a file stops being written once it is over the limit, and the text of a form whose body
runs over the portal's cap is still handed on, so that nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import IO, cast

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from portal.shield import BodyTooLarge

MAX_FILES = 5
"""Files in one report."""
MAX_FIELDS = 4000
"""Two hundred duties with eight fields each, twice over."""


@dataclass(frozen=True)
class Upload:
    """A file of the form, as its sender named it."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True)
class Sent:
    """What a form sent: text fields, files, and the names of files that were over the limit."""

    fields: FormData
    uploads: list[Upload] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    cut_off: bool = False

    def text(self, name: str) -> str:
        """A text field, with line ends as \\n and without outer blanks; empty where it is missing."""
        content = self.fields.get(name)
        return content.replace("\r\n", "\n").strip() if isinstance(content, str) else ""

    def texts(self, name: str) -> list[str]:
        """All text values of a field."""
        return [content for content in self.fields.getlist(name) if isinstance(content, str)]


async def sent_form(request: Request) -> AsyncIterator[Sent]:
    """FastAPI dependency: the posted form; its temporary files are closed after the answer.

    Raises HTTPException 400 for a body that is no form, BodyTooLarge where even the text is over the cap.
    """
    limit: int = request.app.state.portal.office.settings.upload_limit_mb * 1024 * 1024
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        try:
            plain = await FormParser(request.headers, request.stream(), max_fields=MAX_FIELDS).parse()
        except MultiPartException as why:
            raise _refusal(why) from why
        yield Sent(plain)
        return
    parser = _LimitedParser(request, limit)
    cut_off = False
    try:
        form = await parser.parse()
    except BodyTooLarge:
        cut_off = True
        form = FormData([(name, content) for name, content in parser.items if isinstance(content, str)])
    except MultiPartException as why:
        raise _refusal(why) from why
    try:
        yield Sent(form, *_files(form, parser.oversize), cut_off=cut_off)
    finally:
        await form.close()


def _refusal(why: MultiPartException) -> Exception:
    if "exceeded maximum size" in why.message:
        return BodyTooLarge.of("web.body", mb=MultiPartParser.max_part_size // 1024**2)
    return HTTPException(400, why.message)


def _files(form: FormData, oversize: set[int]) -> tuple[list[Upload], list[str]]:
    uploads, too_large = [], []
    for _, content in form.multi_items():
        if isinstance(content, UploadFile) and content.filename:
            if id(content) in oversize:
                too_large.append(content.filename)
            else:
                uploads.append(Upload(content.filename, cast("IO[bytes]", content.file)))
    return uploads, too_large


class _LimitedParser(MultiPartParser):
    """Starlette's parser, but a file over ``limit`` bytes is marked in ``oversize`` and no longer written."""

    def __init__(self, request: Request, limit: int) -> None:
        super().__init__(request.headers, request.stream(), max_files=MAX_FILES + 1, max_fields=MAX_FIELDS)
        self.oversize: set[int] = set()
        self._limit = limit
        self._written: dict[int, int] = {}

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        upload = self._current_part.file
        if upload is not None:
            seen = self._written[id(upload)] = self._written.get(id(upload), 0) + end - start
            if seen > self._limit:
                self.oversize.add(id(upload))
                return
        super().on_part_data(data, start, end)
