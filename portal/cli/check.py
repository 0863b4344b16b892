"""``dondoc check``: what is open or wrong in a plan file, as a good compiler says it."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.given import give, say_given
from portal.cli.parts import holder_command

if TYPE_CHECKING:
    from compiler.asks.check import Find
    from compiler.planfile.model import PlanFile
    from compiler.planfile.read import PlanFileError
    from compiler.result import Diagnostic
    from compiler.show.findings import Place, Shown
    from models.agencies import Resolution

    Look = Callable[[str], Resolution | None]

TOLD, SHOWN = ("text", "json"), ("svg", "html")
"""The findings of a plan file; the plan itself as it stands, for people."""
OPEN = 1
"""Exit code while an error or a question is open."""
UNKNOWN = "D233"
"""The finding on a holder of whom the directory does not know everybody."""


@click.command(help=say("cli.check.help"))
@click.argument("plan", metavar=say("cli.plan"), type=click.Path(path_type=Path))
@click.option(
    "--format", "-f", "format_", type=click.Choice((*TOLD, *SHOWN)), default="text", help=say("cli.check.format")
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help=say("cli.check.output"))
@click.option(
    "--directory", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=say("cli.check.directory")
)
@click.pass_context
def check(ctx: click.Context, plan: Path, format_: str, output: Path | None, directory: Path | None) -> None:
    """Print every finding; exit 1 while an error or question is open. As svg or html, show the plan as it stands."""
    from compiler.planfile.letters import as_typed_whole
    from compiler.planfile.read import PlanFileError, load_planfile
    from compiler.show.findings import read_text
    from compiler.show.page import before_taken

    if format_ in SHOWN:
        _show(plan, format_, output)
        return
    if output is not None:
        raise click.UsageError(say("cli.check.output_of", formats=", ".join(SHOWN)))
    file: PlanFile | None = None
    try:
        file = load_planfile(plan)
    except PlanFileError as refused:
        if not refused.findings:
            raise
        shown, texts, unlooked, decided = _unreadable(refused, plan), {str(plan): refused.text}, 0, 0
    else:
        look = _looker(directory, file) if directory else None
        shown, texts = _findings(file, plan, look), {str(plan): as_typed_whole(read_text(plan))}
        decided = sum(note.answered for note in file.notes)
        unlooked = 0 if directory else len({duty.holder for duty in file.responsibilities})
    _print(shown, texts, format_, unlooked)
    aside = format_ == "json"
    if file is not None and (taken := before_taken(file)):
        click.echo(taken, err=aside)
    if decided:
        click.echo(say("cli.check.decided", count=decided), err=aside)
    if unlooked:
        click.echo(say("cli.check.no_directory", count=unlooked, file=shlex.quote(str(plan))), err=aside)
    if any(each.finding.severity in ("error", "question") for each in shown):
        ctx.exit(OPEN)


def _show(plan: Path, format_: str, output: Path | None) -> None:
    """The plan file as a drawing, or as its document with the duties marked: what will run."""
    from compiler.planfile.read import load_planfile
    from compiler.show.of_plan import plan_drawing, plan_page

    file = load_planfile(plan)
    written = plan_drawing(file) if format_ == "svg" else plan_page(file, plan)
    if (given := give(written, output)) is not None:
        say_given(given)


def _print(shown: Sequence[Shown], texts: dict[str, str], format_: str, unlooked: int) -> None:
    from compiler.show.findings import counts_text, finding_json, findings_text

    if format_ == "json":
        click.echo(json.dumps([finding_json(each) for each in shown], ensure_ascii=False, indent=1))
        return
    colour = sys.stdout.isatty()
    if shown:
        click.echo(findings_text(shown, texts, colour=colour))
    click.echo(counts_text((each.finding for each in shown), looked_up=not unlooked))


def _findings(file: PlanFile, plan: Path, look: Look | None) -> list[Shown]:
    from compiler.asks.check import check as check_plan
    from compiler.asks.check import open_questions_of
    from compiler.show.findings import Shown
    from compiler.show.settle import note_settled_by, settled_by

    questions = {(one.code, one.about, one.at): one for one in open_questions_of(file)}
    notes = {(note.code, note.says, note.at): note for note in file.notes if note.draft and not note.answered}
    shown = []
    for finding in check_plan(file, _finder(look) if look else None):
        at = f"{finding.line}:{finding.column}" if finding.line and finding.column else None
        question = questions.get((finding.code, finding.about, at))
        note = notes.get((finding.code, finding.message, at))
        named = shlex.quote(str(plan))
        settle = note_settled_by(file, note, named) if note else None
        if look and finding.code == UNKNOWN:
            settle = _settle_holder(file, plan, finding, look)
        settle = settled_by(question, named) if question else settle
        places = _places(file, plan, finding, question.id if question else None)
        keep = question is not None and question.keep
        shown.append(Shown(finding, places, question.id if question else None, settle, keep))
    return shown


def _settle_holder(file: PlanFile, plan: Path, finding: Diagnostic, look: Look) -> str | None:
    """The command that says who a holder is, as ``launch --who`` prints it: those whom the directory knows stay."""
    duty = next((each for each in file.responsibilities if finding.about == f"responsibilities.{each.id}.holder"), None)
    meant = look(duty.holder) if duty else None
    if duty is None or meant is None:
        return None
    return holder_command(plan, duty.holder, meant.proposals, found=bool(meant.agencies))


def _finder(look: Look) -> Find:
    """What is unclear of a holder, in words."""

    def find(holder: str) -> str | None:
        meant = look(holder)
        return meant.question if meant else None

    return find


def _looker(directory: Path, file: PlanFile) -> Look:
    """Looks holders up in a directory file, on the due date of each round: the first answer that leaves a question."""
    from models.agencies import Snapshot
    from models.directory import Agency, AgencyAlias, Succession
    from models.directory_file import read_directory
    from models.naming import fold
    from tasks.expansions import Terms

    rows = read_directory(directory.read_bytes(), str(directory))
    if rows.faults:
        raise rows.faults[0]
    snapshot = Snapshot.of(
        [
            Agency(
                key=row.key,
                name=row.name,
                kind=row.kind,
                level=row.level,
                province=row.province,
                parent_key=row.parent,
                sign=row.sign,
                functions=list(row.functions),
                requested=row.requested,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in rows.agencies
        ],
        [
            AgencyAlias(agency_key=row.key, alias=each, folded=fold(each))
            for row in rows.agencies
            for each in row.aliases
        ],
        [
            Succession(
                old_key=row.old, new_key=row.new, valid_from=row.valid_from, function=row.function, source=row.source
            )
            for row in rows.successions
        ],
    )
    periods = file.regime.periods if file.regime else []
    days = [period.due for period in periods] or [day for day in (file.plan.issued_on,) if day]
    head = file.plan
    terms = Terms(None, head.issuer or "", head.province or rows.province, str(head.level or "province"))
    within = {day: terms.own_body(snapshot, day) for day in days}

    def look(holder: str) -> Resolution | None:
        found = (terms.meaning(snapshot, holder, day, within[day]) for day in days)
        return next((meant for meant in found if meant.question), None)

    return look


def _places(file: PlanFile, plan: Path, finding: Diagnostic, question: str | None) -> tuple[Place, ...]:
    from compiler.show.findings import Place

    places = []
    at = file.place(finding.about) if finding.about else None
    if at is None and question:
        at = file.place(f"questions.{question}")
    if at is not None:
        name = (finding.about or "").rpartition(".")[2]
        places.append(Place(str(plan), *at, length=len(name) if at[1] else 1))
    if finding.line and finding.column:
        places.append(Place(file.source.file, finding.line, finding.column))
    return tuple(places)


def _unreadable(refused: PlanFileError, plan: Path) -> list[Shown]:
    from compiler.show.findings import Place, Shown

    shown = []
    for finding in refused.findings:
        length = len((finding.about or "").rpartition(".")[2]) or 1
        place = Place(str(plan), finding.line, finding.column or 1, length) if finding.line else None
        shown.append(Shown(finding.model_copy(update={"line": None, "column": None}), (place,) if place else ()))
    return shown
