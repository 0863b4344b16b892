"""What a text leaves open, proposed as custom has it: config/patterns.yaml and config/regimes.yaml.

Nothing here overrules the text. Each proposal enters the result with basis "assumed" and a question
that carries it with its reason; a person's decision makes it "decided" (DESIGN, decision 6).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import config
from compiler.asks.diagnostics import diagnostic
from compiler.graph import read_edges
from compiler.result import (
    Compiled,
    Diagnostic,
    DocumentClass,
    Edge,
    Event,
    Level,
    PlanHead,
    Proposal,
    RegimeProposal,
    Responsibility,
    Role,
    Severity,
)
from compiler.rounds.regime import Drafted
from compiler.rounds.regimes import regimes
from compiler.rounds.supported import (
    coordinating_duty,
    draft_rounds,
    of_a_committee,
    reporting_class,
    reports_by_custom,
)
from config.retold import in_reader_words
from config.wording import language, say

ISSUER = re.compile(r"(?:ủy|uỷ) ban nhân dân\s+(?P<place>\w+)", re.IGNORECASE)
NO_PLAN = "D131"
"""The reader's finding that a text is a regulation or resolution and no plan: custom has nothing to add."""
HOLDERLESS = frozenset({"D102", "D105"})
"""The reader's findings that a passage assigns something without saying to whom."""
LIST = "D108"
"""The same of all items of a list."""
PERIODIC = "D110"
"""The reader's finding that a report is due "định kỳ" and nothing says which period."""
CLOSING = "D104"
"""The reader's finding that the closing clause asks nobody in particular to report difficulties."""
NEWS = "D130"
"""The reader's finding that a text is news about a plan."""
_BLANKS = {"D120": "plan.number", "D121": "plan.issued_on"}
_PLACE_OF_LEVEL = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}


def complete(compiled: Compiled) -> Compiled:
    """The compilation with the customary coordinator, cast and regime for what the text leaves open.

    Does nothing to a compilation that already carries a regime, nor to a text that is no plan. Responsibilities keep their ids;
    assumed ones are numbered after them.
    """
    if compiled.regime is not None or any(finding.code == NO_PLAN for finding in compiled.diagnostics):
        return compiled
    head, subject = compiled.plan, subject_of(compiled.plan)
    findings = [_placed(finding, subject) for finding in compiled.diagnostics]
    if head.cls is DocumentClass.NEWS and not any(finding.code == NEWS for finding in findings):
        findings.append(news_question(head))
    coordinator = compiled.coordinator
    if coordinator is None:
        proposed = _proposed_coordinator(compiled, subject)
        findings.append(_ask("D206", "coordinator", proposed))
        coordinator = str(proposed.value) if proposed else None
    cast = list(_missing_cast(compiled, subject, coordinator))
    findings.extend(_asked_part(duty, act) for duty, act in cast)
    duties = [*compiled.responsibilities, *(duty for duty, _ in cast if duty.holder)]
    drafted = draft_rounds(head, duties, coordinator, subject["regime"])
    if drafted is not None:
        findings.extend(regime_questions(drafted, head.number))
    elif not reports_by_custom(head) and (head.year or head.issued_on):
        findings.append(_ask("D208", "regime", None, known=", ".join(regimes()["regimes"])))
    number = _last_number([*duties, *(duty for duty, _ in cast)])
    return compiled.model_copy(
        update={
            "coordinator": coordinator,
            "responsibilities": duties,
            "edges": edges_of(duties),
            "regime": drafted.regime if drafted else None,
            "diagnostics": list(_with_drafts(findings, number, compiled.text or "")),
        }
    )


def edges_of(duties: list[Responsibility]) -> list[Edge]:
    """The edges that the duties imply; those of an assumed duty are assumed."""
    assumed = {duty.id for duty in duties if duty.basis == "assumed"}
    return [
        edge.model_copy(update={"basis": "assumed"}) if {edge.source, edge.target} & assumed else edge
        for edge in read_edges(duties)
    ]


def news_question(head: PlanHead) -> Diagnostic:
    """News about a plan: provide the plan, or go on with the customary cast."""
    proposal = Proposal(path="cast", value="customary", reason=say("pattern.news"))
    return _ask(NEWS, "cast", proposal, number=f" ({head.number})" if head.number else "")


def subject_of(head: PlanHead) -> Mapping[str, Any]:
    """The first subject of config/patterns.yaml whose words are in the plan's title."""
    for subject in patterns()["subjects"]:
        if re.search(subject["title"], head.title or "", re.IGNORECASE):
            found: Mapping[str, Any] = subject
            return found
    raise LookupError("config/patterns.yaml ends with a subject that every title matches")


def regime_questions(drafted: Drafted, number: str | None = None) -> Iterator[Diagnostic]:
    """The questions that a drafted regime leaves: none where every day is stated. `number` is the plan's, for commands."""
    if drafted.years:
        yield _ask("D214", "regime.periods", None, count=len(drafted.regime.periods), **drafted.span_said())
    for event in drafted.regime.events:
        yield event_question(event, number)
    if drafted.regime.basis == "stated":
        return
    proposal = Proposal(path="regime", value=as_written(drafted.regime), reason=drafted.regime.reason or "")
    if drafted.regime.preset == "custom" and drafted.supplied:
        yield _ask("D209", "regime", proposal, missing="; ".join([*drafted.supplied, drafted.asked]))
    else:
        yield _ask("D208", "regime", proposal)


def event_question(event: Event, number: str | None) -> Diagnostic:
    """Whether to wait for an event after which a report is owed, with the command that begins it in the plan `number`."""
    days = say("regime.working_days" if event.unit == "wd" else "regime.days", count=event.within)
    proposal = Proposal(path=f"regime.events.{event.key}", value=as_written(event), reason=say("regime.event.reason"))
    words = ["dondoc", "round", "event", number or say("check.round.plan"), event.key, "--on", say("check.round.day")]
    facts = {"name": event.name, "within": days, "after": event.after}
    return _ask("D213", proposal.path, proposal, command=f"{shlex.join(words)} --why …", **facts)


def as_written(part: Responsibility | RegimeProposal | Event) -> dict[str, Any]:
    """A part of the plan as the plan file writes it: plain values, without those left at their default."""
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def body(name: str, head: PlanHead) -> str | None:
    """The customary `name` (a key of ``bodies``) for the plan's level and date; None where there is none."""
    level = head.level if head.level in _PLACE_OF_LEVEL else Level.PROVINCE
    day = head.issued_on or (date(head.year, 1, 1) if head.year else date.max)
    names = _names(head)
    for entry in patterns()["bodies"][name][str(level)]:
        if day <= entry.get("until", date.max) and entry.get("place", names["place"]) == names["place"]:
            return str(entry["name"]).format(**names).strip()
    return None


@cache
def patterns() -> Mapping[str, Any]:
    """config/patterns.yaml."""
    from ruamel.yaml import YAML

    read: Mapping[str, Any] = YAML(typ="safe").load((Path(config.__path__[0]) / "patterns.yaml").read_text("utf-8"))
    return read


def _placed(finding: Diagnostic, subject: Mapping[str, Any]) -> Diagnostic:
    """A finding of the reader with the path that settles it in the plan file, and this subject's regime."""
    if finding.code == PERIODIC and finding.proposal is not None and isinstance(finding.proposal.value, dict):
        regime = regimes()["regimes"][subject["regime"]]
        value = {**finding.proposal.value, "rule": regime["rule"]}
        told = in_reader_words(subject=subject["name"], said=regime["said"], source=regime["source"])
        remedy = say("pattern.periodic.remedy", said=told["said"])
        proposal = Proposal(path=finding.proposal.path, value=value, reason=say("pattern.periodic", **told))
        return finding.model_copy(update={"proposal": proposal, "remedy": remedy})
    if finding.code == NEWS:
        proposal = Proposal(path="cast", value="customary", reason=say("pattern.news"))
        return finding.model_copy(update={"about": "cast", "proposal": proposal})
    return finding.model_copy(update={"about": _BLANKS.get(finding.code, finding.about)})


def _with_drafts(findings: list[Diagnostic], number: int, text: str) -> Iterator[Diagnostic]:
    """A passage that assigns something to nobody becomes a duty that only lacks its holder, numbered after `number`."""
    for finding in findings:
        unheld = finding.source and finding.severity is Severity.QUESTION and finding.proposal is None
        if unheld and finding.code == LIST:
            drafts = [{"id": f"R{number + n}", **draft} for n, draft in enumerate(finding.drafts, 1)]
            number += len(drafts)
            yield finding.model_copy(update={"drafts": drafts})
            continue
        if not unheld or finding.source is None or finding.code not in {CLOSING, *HOLDERLESS}:
            yield finding
            continue
        number += 1
        words = " ".join(text[finding.source.start : finding.source.end].replace("*", "").split())
        draft: dict[str, Any] = {"id": f"R{number}", "text": words, "source": finding.source.model_dump()}
        if finding.code == CLOSING:
            # a question may point at the beginning of a long clause only; the duty holds all of it
            draft |= {key: finding.drafts[0][key] for key in ("text", "source") if finding.drafts}
            draft |= {"holder": say("pattern.closing.holder"), "group": True, "roles": ["report"]}
            draft |= {"exception_channel": True, "basis": "assumed"}
        else:
            draft = {"id": draft["id"], **finding.drafts[0]} if finding.drafts else draft | {"roles": ["execute"]}
        reason = say("pattern.closing" if finding.code == CLOSING else "pattern.holderless")
        proposal = Proposal(path=f"responsibilities.R{number}", value=draft, reason=reason)
        yield finding.model_copy(update={"proposal": proposal})


def _asked_part(duty: Responsibility, act: str) -> Diagnostic:
    """The question about a part that the text leaves out: with its holder, or as a duty that only lacks one."""
    value, path = as_written(duty), f"responsibilities.{duty.id}"
    if not duty.holder:
        value.pop("holder", None)
    asked = _ask(
        "D207",
        path,
        Proposal(path=path, value=value, reason=duty.reason or ""),
        act=act,
        holder=duty.holder,
        id=duty.id,
    )
    return asked if duty.holder else asked.model_copy(update={"remedy": say("pattern.part.remedy")})


def _last_number(duties: list[Responsibility]) -> int:
    return max([int(duty.id[1:]) for duty in duties if duty.id[1:].isdigit()], default=0)


def _proposed_coordinator(compiled: Compiled, subject: Mapping[str, Any]) -> Proposal | None:
    if duty := coordinating_duty(compiled.responsibilities):
        reason = say("pattern.coordinator.duty", id=duty.id)
        return Proposal(path="coordinator", value=duty.holder, reason=reason)
    if "coordinator" not in subject or not of_a_committee(compiled.plan) or not reports_by_custom(compiled.plan):
        return None
    value = body(subject["coordinator"], compiled.plan)
    told = in_reader_words(subject=subject["name"], why=patterns()["bodies"][subject["coordinator"]]["why"])
    reason = say("pattern.reason", **told)
    return Proposal(path="coordinator", value=value, reason=reason) if value else None


def _missing_cast(
    compiled: Compiled, subject: Mapping[str, Any], coordinator: str | None
) -> Iterator[tuple[Responsibility, str]]:
    head = compiled.plan
    if not reports_by_custom(head):
        return
    number = _last_number(compiled.responsibilities)
    names, own = {**_names(head), "coordinator": coordinator or ""}, of_a_committee(head)
    executors = reporting_class(head, compiled.responsibilities) or (body("thuc-hien", head) if own else "")
    for part in subject["cast"]:
        wanted = patterns()["cast"][part]
        if _is_stated(wanted["stated_by"], compiled.responsibilities):
            continue
        key = subject.get("coordinator", "") if wanted["holder"] == "coordinator" else wanted["holder"]
        why = patterns()["bodies"].get(key, {}).get("why", say("pattern.part"))
        holder = {"coordinator": coordinator, "executors": executors}.get(wanted["holder"])
        if wanted["holder"] not in ("coordinator", "executors"):
            holder = body(wanted["holder"], head) if own else None
        if holder is None or (coordinator is None and "{coordinator}" in wanted["text"]):
            continue
        number += 1
        yield (
            Responsibility(
                id=f"R{number}",
                holder=holder,
                group=wanted.get("group", False),
                text=wanted["text"].format(**names),
                roles=[Role(role) for role in wanted["roles"]],
                reports_to=[each.format(**names) for each in wanted.get("reports_to", [])],
                basis="assumed",
                reason=say("pattern.reason", **in_reader_words(subject=subject["name"], why=why)),
            ),
            in_reader_words(asks=wanted["asks"])["asks"],
        )


def _is_stated(rule: Mapping[str, Any], duties: list[Responsibility]) -> bool:
    roles, words = {Role(role) for role in rule["roles"]}, re.compile(rule.get("words", ""), re.IGNORECASE)
    return any(
        roles & set(duty.roles)
        and not duty.exception_channel
        and (not rule.get("group") or duty.group)
        and (words.search(duty.text) or words.search(duty.holder))
        for duty in duties
    )


def _names(head: PlanHead) -> dict[str, str]:
    issuer = ISSUER.search(head.issuer or "")
    place = issuer["place"].lower() if issuer else _PLACE_OF_LEVEL.get(head.level or Level.PROVINCE, "tỉnh")
    issued_by = f"UBND {place}" if of_a_committee(head) else head.issuer or ""
    return {"place": place, "province": head.province or "", "issuer": issued_by}


def _ask(code: str, about: str, proposal: Proposal | None, **facts: Any) -> Diagnostic:
    return diagnostic(code, about=about, proposal=proposal, language=language(), **facts)
