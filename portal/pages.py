"""Pages: one Jinja2 environment, the words of config/wording-pages.yaml, dates as the reader writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from compiler.show.rule import rule_said
from config.settings import OFFICE_ZONE, Settings
from config.wording import Language, choose_language, language, say, say_or_none
from portal.days import typed_day

STATIC = Path(__file__).parent / "static"


class Pages:
    """Renders templates in the reader's language. One for each process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._environment = _environment(settings.office_name)

    def show(
        self, request: Request, template: str, context: Mapping[str, Any], *, status: int = 200, **headers: str
    ) -> HTMLResponse:
        """The page `template` ("reply/form.html") with `context`, in the language of ``request.state``."""
        chosen = self.speak(request)
        text = self._environment.get_template(template).render(
            language=chosen,
            other_language="en" if chosen == "vi" else "vi",
            path=request.url.path,
            **context,
        )
        return HTMLResponse(text, status, {name.replace("_", "-"): content for name, content in headers.items()})

    def speak(self, request: Request, preferred: str | None = None) -> Language:
        """Choose the language of this request: its address, `preferred`, what was chosen before, the setting."""
        asked = request.query_params.get("lang") or preferred or getattr(request.state, "language", None)
        chosen: Language = self._settings.language
        if asked in ("vi", "en"):
            chosen = "en" if asked == "en" else "vi"
        request.state.language = chosen
        choose_language(chosen)
        return chosen


def day(value: date | datetime | str) -> str:
    """14/03/2019; in English 14 March 2019."""
    local = _local(value)
    return f"{local.day} {local:%B %Y}" if language() == "en" else f"{local:%d/%m/%Y}"


def long_day(value: date | datetime | str) -> str:
    """Thứ Năm, 14/03/2019."""
    local = _local(value)
    return f"{say(f'web.weekday.{local.isoweekday()}')}, {day(local)}"


def moment(value: datetime | str) -> str:
    """09:05 ngày 14/03/2019, in the office's zone."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    local = value.astimezone(OFFICE_ZONE)
    return say("web.moment", clock=f"{local:%H:%M}", day=day(local))


def due(rule: Mapping[str, str] | None) -> str:
    """A duty's time in words; what no rule says stands as the document has it, a dash where it gives none."""
    if not rule:
        return "–"
    return rule["text"] if rule["rule"] == "other" and rule["text"] else rule_said(rule["rule"])


def size(count: int) -> str:
    """A file's size in kB or MB, as Vietnamese writes decimals."""
    if count < 1024**2:
        return f"{max(1, round(count / 1024))} kB"
    text = f"{count / 1024**2:.1f} MB"
    return text if language() == "en" else text.replace(".", ",")


def lines(text: str) -> Markup:
    """Text with its line breaks, escaped."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


@cache
def _environment(office_name: str) -> Environment:
    """Templates are compiled once, however many portals a process makes."""
    made = Environment(
        loader=PackageLoader("portal", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        t=lambda key, **facts: say(f"web.{key}", **facts),
        word=lambda key, otherwise: say_or_none(f"web.{key}") or otherwise,
        chip=lambda status: say(f"chip.{status}"),
        state=lambda state: say(f"state.{state}"),
        office=office_name,
        asset={path.name: f"/static/{path.name}?v={_digest(path)}" for path in STATIC.iterdir() if path.is_file()},
    )
    made.filters.update(
        day=day,
        due=due,
        long_day=long_day,
        typed_day=_typed_day,
        moment=moment,
        size=size,
        lines=lines,
        names=", ".join,
    )
    return made


def _typed_day(value: date | datetime) -> str:
    return typed_day(_local(value))


def _local(value: date | datetime | str) -> date:
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return value.astimezone(OFFICE_ZONE).date() if isinstance(value, datetime) else value


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
