"""``dondoc compile``: a plan document becomes responsibilities, questions, a plan file or a drawing."""

from __future__ import annotations

from pathlib import Path

import click

from config.errors import DondocError
from config.wording import say

FORMATS = ("text", "json", "yaml", "svg")


class OutputExists(DondocError):
    """A plan file stands where a new one is to be written; its decisions would be lost."""


@click.command("compile", help=say("cli.compile.help"))
@click.argument("document", metavar=say("cli.document"), type=click.Path(path_type=Path))
@click.option("--format", "-f", "format_", type=click.Choice(FORMATS), default="text", help=say("cli.compile.format"))
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help=say("cli.compile.output"))
@click.option("--force", is_flag=True, help=say("cli.compile.force"))
def compile_(document: Path, format_: str, output: Path | None, force: bool) -> None:
    """Compile a document and write the result to `output` or standard output."""
    if output is not None and output.exists() and format_ == "yaml" and not force:
        raise OutputExists.of("cli.compile.exists", place=str(output))
    written = _written(document, format_)
    if output is None:
        click.echo(written, nl=False)
        return
    try:
        output.write_text(written, "utf-8")
    except OSError as fault:
        raise DondocError.of("cli.cannot_write", place=str(output), detail=fault.strerror) from fault
    if format_ == "yaml":
        _tell(output)


def _written(document: Path, format_: str) -> str:
    if format_ == "json":
        from compiler.document import compile_completed

        return compile_completed(document).model_dump_json(by_alias=True, indent=1) + "\n"
    from compiler.document import compile_document

    file = compile_document(document)
    if format_ == "yaml":
        from compiler.planfile_write import planfile_text

        return planfile_text(file)
    if format_ == "svg":
        from compiler.draw import draw_graph

        return draw_graph(file.responsibilities, file.edges, coordinator=file.coordinator)
    from compiler.show import summary_text

    return summary_text(file)


def _tell(output: Path) -> None:
    from compiler.check import open_questions_of
    from compiler.planfile_read import load_planfile

    file = load_planfile(output)
    questions = len(open_questions_of(file))
    click.echo(
        say(
            "cli.compile.done",
            file=output,
            duties=len(file.responsibilities),
            questions=questions,
            notes=len(file.notes),
        ),
        err=True,
    )
