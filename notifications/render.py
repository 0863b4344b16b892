"""From a letter's facts to its words: Jinja2 templates by language and kind.

``templates/<language>/<kind>/{subject,text,sms}.j2`` hold the words, each sentence once. The HTML part is the
text's paragraphs in one frame (``templates/letter.html.j2``) unless the kind has an ``html.j2`` of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound, UndefinedError

from models.heirs import chain_said
from models.link import token_for
from notifications.dates import full_date, moment, plain_date, short_date
from notifications.errors import MissingFact, NotificationError, UnknownTemplate
from notifications.kinds import FACTS, check_facts
from notifications.paragraphs import paragraphs
from notifications.sms import SEGMENT, brief, unaccented

TEMPLATES = Path(__file__).parent / "templates"
_SPREAD = re.compile(r"\n\s*\n\s*")


@dataclass(frozen=True)
class Rendered:
    """What the recipient reads. An SMS has neither subject nor HTML part."""

    subject: str
    text: str
    html: str | None


def render(
    kind: str,
    channel: str,
    language: str,
    context: Mapping[str, Any],
    *,
    secret: bytes,
    public_url: str,
    html: bool = True,
) -> Rendered:
    """The words of one message; without ``html`` only its text part.

    ``context["link"]`` becomes the recipient's own address under ``public_url``: a request's form, or what its
    ``door`` names; ``issue`` counts the recipient's links that were withdrawn. Raises UnknownTemplate, and
    MissingFact naming template and key.
    """
    check_facts(kind, context, place=f"{kind}/{channel}")
    facts = dict(context)
    if link := context.get("link"):
        facts["url"] = _address(link, secret, public_url)
    if lines := context.get("lines"):
        facts["lines"] = [
            line | {"url": _address(line["link"], secret, public_url)} if "link" in line else line for line in lines
        ]
    if channel == "sms":
        return Rendered("", _sms(kind, language, facts), None)
    subject = " ".join(_fill(kind, language, "subject", facts).split())
    text = _SPREAD.sub("\n\n", _fill(kind, language, "text", facts).strip()) + "\n"
    if not html:
        return Rendered(subject, text, None)
    frame = _template(language, f"{language}/{kind}/html.j2") or _template(language, "letter.html.j2")
    assert frame is not None
    page = frame.render(facts | {"subject": subject, "paragraphs": paragraphs(text), "language": language})
    return Rendered(subject, text, page)


def _address(link: Mapping[str, Any], secret: bytes, public_url: str) -> str:
    token = token_for(secret, link["request_id"], link["address"], link.get("issue", 0))
    return f"{public_url.rstrip('/')}/{link.get('door', 'b')}/{token}"


def _sms(kind: str, language: str, facts: dict[str, Any]) -> str:
    said = unaccented(_fill(kind, language, "sms", facts))
    # the action stands last in the template; a link that does not fit gives way to "see the e-mail"
    if len(said) > SEGMENT and "url" in facts:
        said = unaccented(_fill(kind, language, "sms", {key: facts[key] for key in facts if key != "url"}))
    if len(said) > SEGMENT:
        raise NotificationError.of("message.sms_too_long", place=f"{language}/{kind}/sms.j2", length=len(said))
    return said


def _fill(kind: str, language: str, part: str, facts: dict[str, Any]) -> str:
    name = f"{language}/{kind}/{part}.j2"
    template = _template(language, name)
    if template is None:
        raise UnknownTemplate.of("message.unknown_kind", place=name, kind=kind, known=", ".join(FACTS))
    try:
        return template.render(facts)
    except UndefinedError as missing:
        raise MissingFact.of("message.missing_fact", place=name, kind=kind, fact=missing.message) from missing


@cache
def _template(language: str, name: str) -> Template | None:
    try:
        return _environment(language).get_template(name)
    except TemplateNotFound:
        return None


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith("html.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "full_date": partial(full_date, language=language),
        "plain_date": partial(plain_date, language=language),
        "moment": partial(moment, language=language),
        "short_date": short_date,
        "chain": partial(chain_said, tongue=language),
        "brief": brief,
        "inside": _inside,
    }
    return made


def _inside(words: str) -> str:
    """A name as it stands inside a sentence: "Báo cáo quý I" -> "báo cáo quý I", but "CCHC" stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
