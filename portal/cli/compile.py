"""``dondoc compile``: a plan document becomes responsibilities, questions, a plan file or a drawing."""

from __future__ import annotations

import json
from pathlib import Path

import click

from config.errors import DondocError
from config.wording import say
from portal.cli.given import give, say_given

FORMATS = ("text", "json", "yaml", "svg", "html")


class OutputExists(DondocError):
    """A plan file stands where a new one is to be written; its decisions would be lost."""


@click.command("compile", help=say("cli.compile.help"))
@click.argument("document", metavar=say("cli.document"), type=click.Path(path_type=Path))
@click.option("--format", "-f", "format_", type=click.Choice(FORMATS), default="text", help=say("cli.compile.format"))
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help=say("cli.compile.output"))
@click.option(
    "--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=say("cli.compile.against")
)
@click.option("--force", is_flag=True, help=say("cli.compile.force"))
def compile_(document: Path, format_: str, output: Path | None, against: Path | None, force: bool) -> None:
    """Compile a document and write the result to `output` or standard output."""
    if output is not None and output.exists() and format_ == "yaml" and not force:
        raise OutputExists.of("cli.compile.exists", place=str(output))
    written = _amended(document, format_, against) if against else _written(document, format_)
    given = give(written, output)
    if given is not None and format_ == "yaml":
        _tell(given)
    elif given is not None:
        say_given(given)


def _written(document: Path, format_: str) -> str:
    if format_ == "json":
        from compiler.document import compile_completed

        return compile_completed(document).contract() + "\n"
    if format_ == "html":
        from compiler.document import compiled_with_file
        from compiler.show.html import document_page
        from compiler.show.settle import open_in

        compiled, unwritten = compiled_with_file(document)
        return document_page(compiled, settle=open_in(unwritten, say("cli.plan")))
    from compiler.document import compile_document

    file = compile_document(document)
    if format_ == "yaml":
        from compiler.planfile.write import planfile_text

        return planfile_text(file)
    if format_ == "svg":
        from compiler.show.of_plan import plan_drawing

        return plan_drawing(file)
    from compiler.show.page import summary_text

    return summary_text(file)


def _amended(document: Path, format_: str, against: Path) -> str:
    """The document against an earlier plan file: the new plan file as yaml, else the difference."""
    from compiler.document import compile_document
    from compiler.planfile.against import carry_over, changes_text
    from compiler.planfile.read import load_planfile
    from compiler.planfile.write import planfile_text

    carried = carry_over(compile_document(document), load_planfile(against))
    if format_ == "yaml":
        click.echo(changes_text(carried), nl=False, err=True)
        return planfile_text(carried.file)
    if format_ == "json":
        said = {
            "changes": [change._asdict() for change in carried.changes],
            "decisions": [question.id for question in carried.decisions],
            "kept": [change._asdict() for change in carried.kept],
            "asked": [question.id for question in carried.asked],
            "lapsed": [question.id for question in carried.lapsed],
            "unsure": carried.unsure,
        }
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    if format_ in ("svg", "html"):
        raise click.UsageError(say("cli.compile.against_svg"))
    return changes_text(carried)


def _tell(output: Path) -> None:
    from compiler.asks.check import check
    from compiler.planfile.read import load_planfile
    from compiler.show.findings import counts_text

    file = load_planfile(output)
    counts = counts_text(check(file))
    click.echo(say("cli.compile.done", file=output, duties=len(file.responsibilities), counts=counts), err=True)
