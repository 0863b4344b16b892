"""Parts II to V: what was done, duty by duty; figures that can be added; difficulties; proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from config.wording import say
from models.indicators import Indicator, Source, indicators, show_number
from models.naming import fold
from models.report import ItemStatus, ReportItem
from models.tally import Standing
from tasks.consolidated.scene import (
    Answered,
    Block,
    Scene,
    answers_to,
    intro,
    item,
    latest_items,
    names_of,
    one_line,
    paragraph,
    said_by,
)

MANY = 12
"""More answers than this to one duty go to the second annex, with counts and exceptions in the body."""
NOTABLE = (ItemStatus.BLOCKED, ItemStatus.NOT_STARTED)


def results(scene: Scene) -> list[Block]:
    blocks: list[Block] = []
    told: set[str] = set()
    before: dict[tuple[str, str], int] = {}
    for index, duty in enumerate(scene.facts.duties, start=1):
        answers = answers_to(scene, duty.id)
        asked = [line for line in scene.tally.lines if line.fact.request_id in scene.facts.holders[duty.id]]
        text = " ".join(duty.text.split()).rstrip(" .;:/")
        blocks.append({"kind": "duty", "lead": say("consolidate.duty", index=index, holder=duty.holder), "text": text})
        if not answers:
            blocks.append(paragraph(say("consolidate.duty.nobody")))
            continue
        if len(asked) > 1:
            counts = Counter(ItemStatus(str(answer.item.status)) for answer in answers)
            said = ", ".join(
                f"{counts[status]} {say(f'consolidate.status.{status}')}" for status in ItemStatus if counts[status]
            )
            text = say("consolidate.duty.counts", answered=len(answers), asked=len(asked), counts=said)
            if len(answers) > MANY:
                text += " " + say("consolidate.duty.detail")
            blocks.append(paragraph(text))
        shown = answers if len(answers) <= MANY else [each for each in answers if each.item.status in NOTABLE]
        for answer in shown:
            request_id = answer.line.fact.request_id
            plain = result_text(answer)
            says = f"{answer.item.result}{answer.item.blocked_because}{answer.item.figures}".strip()
            first = before.setdefault((request_id, plain), index) if says else index
            blocks.append(
                item(
                    answer.line.fact.agency_name,
                    result_text(answer, files=request_id not in told) if first == index else as_above(answer, first),
                )
            )
            told.add(request_id)
        answered = {answer.line.fact.request_id for answer in answers}
        silent = [line for line in asked if line.fact.request_id not in answered]
        if silent:
            many = len(silent) > MANY
            blocks.append(
                paragraph(
                    say("consolidate.duty.silent_many", count=len(silent))
                    if many
                    else say("consolidate.duty.silent", names=names_of(silent))
                )
            )
    return blocks or [paragraph(say("consolidate.duty.none"))]


def as_above(answer: Answered, index: int) -> str:
    """An answer that an agency gave to an earlier duty word for word: the state stands, the words are referred to."""
    return f"({status_text(answer.item)}) {say('consolidate.answer.as_above', index=index)}"


def result_text(answer: Answered, *, status: bool = True, files: bool = False) -> str:
    """What an agency said, in one paragraph; ``files`` adds the names of what it attached to the whole report."""
    given = answer.item
    parts = [status_text(given)] if status else []
    if given.percent is not None and given.status == ItemStatus.IN_PROGRESS:
        parts.append(say("consolidate.answer.percent", percent=given.percent))
    if answer.line.standing is Standing.RETURNED:
        parts.append(say("consolidate.answer.returned"))
    lead = f"({', '.join(parts)}) " if parts else ""
    told = [one_line(given.result)]
    if given.blocked_because.strip():
        reason = one_line(given.blocked_because)
        alone = given.status == ItemStatus.BLOCKED and not given.result.strip()
        told.append(reason if alone else say("consolidate.answer.blocked", reason=reason))
    if given.figures.strip():
        told.append(say("consolidate.answer.figures", figures=one_line(given.figures)))
    if given.links.strip():
        told.append(say("consolidate.answer.links", links=one_line(given.links)))
    if files and answer.files:
        told.append(say("consolidate.answer.files", files=", ".join(answer.files)))
    sentences = [each.rstrip(" .;") + "." for each in told if each]
    return (
        lead
        + (
            " ".join(sentences) or (say("consolidate.answer.empty") + "." if given.status == ItemStatus.DONE else "")
        ).strip()
    )


def figures_given(scene: Scene) -> list[Block]:
    """Part III: the indicator table with its sources, and numbers that could not be added."""
    index = {duty.id: number for number, duty in enumerate(scene.facts.duties, start=1)}
    sources = [
        Source(
            answer.line.fact.agency_key,
            answer.line.fact.agency_name,
            answer.version,
            str(index[duty.id]),
            answer.item.figures,
        )
        for duty in scene.facts.duties
        for answer in answers_to(scene, duty.id)
        if answer.item.figures.strip()
    ]
    found = indicators(sources)
    if not found.rows and not found.unread:
        return [paragraph(say("consolidate.indicators.none"))]
    blocks: list[Block] = []
    if found.rows:
        rows = [
            {
                "label": row.label[:1].upper() + row.label[1:],
                "unit": row.unit,
                "total": say("consolidate.indicators.not_summed") if row.total is None else show_number(row.total),
                "sources": _sources(row),
            }
            for row in found.rows
        ]
        blocks += [{"kind": "indicators", "rows": rows}, paragraph(say("consolidate.indicators.how"))]
    if found.unread:
        blocks.append(intro(say("consolidate.indicators.unread")))
        blocks += [item(source.agency_name, source.text.rstrip(" .;") + ".") for source in found.unread]
    return blocks


def _sources(row: Indicator) -> str:
    if len(row.given) > MANY:
        return say("consolidate.indicators.many", count=len({given.source.agency_key for given in row.given}))
    return "; ".join(
        say(
            "consolidate.indicators.source",
            agency=given.source.agency_name,
            number=show_number(given.number),
            version=given.source.version,
        )
        for given in row.given
    )


def difficulties(scene: Scene) -> list[Block]:
    """Part IV: what blocked a duty, and the difficulties of the whole report, by agency."""
    index = {duty.id: number for number, duty in enumerate(scene.facts.duties, start=1)}
    told: list[tuple[str, str]] = []
    for line in scene.tally.lines:
        said = [
            say("consolidate.difficulties.duty", reason=one_line(given.blocked_because), index=index[duty_id])
            for duty_id, given in latest_items(scene, line).items()
            if duty_id in index and _says_something(given.blocked_because)
        ]
        said += [one_line(text) for text in said_by(scene, line)[:1] if _says_something(text)]
        if said:
            told.append((line.fact.agency_name, "; ".join(part.rstrip(" .;") for part in said) + "."))
    return _alike_together(told) or [paragraph(say("consolidate.difficulties.none"))]


def proposals(scene: Scene) -> list[Block]:
    """Part V: what agencies propose, by agency."""
    told = [
        (line.fact.agency_name, one_line(text).rstrip(" .;") + ".")
        for line in scene.tally.lines
        for text in said_by(scene, line)[1:]
        if _says_something(text)
    ]
    return _alike_together(told) or [paragraph(say("consolidate.proposals.none"))]


def _alike_together(told: Iterable[tuple[str, str]]) -> list[Block]:
    """Agencies that say the same, word for word, stand on one line."""
    agencies: dict[str, list[str]] = {}
    for agency, text in told:
        agencies.setdefault(text, []).append(agency)
    return [
        item(
            "; ".join(names) if len(names) <= MANY else say("consolidate.agencies", count=len(names)),
            text,
        )
        for text, names in agencies.items()
    ]


def _says_something(text: str) -> bool:
    """Whether a text is more than the customary "Không có"."""
    return fold(text.strip(" .-–;:")) not in {"", *(fold(each) for each in say("consolidate.nothing_said").split(","))}


def status_text(item: ReportItem) -> str:
    return say(f"consolidate.status.{item.status or 'unknown'}")
