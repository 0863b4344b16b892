"""Who acts where --by is not given: a person's login; one that names nobody is asked for, or pointed out."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from portal.cli.parts import by_option


@click.command()
@by_option
def act(by: str) -> None:
    click.echo(f"[{by}]")


def acted(monkeypatch: pytest.MonkeyPatch, login: str, *words: str, terminal: str | None = None) -> tuple[str, str]:
    """(what the journal would keep, what was said about it). ``terminal``: what is typed there."""
    monkeypatch.delenv("DONDOC_BY", raising=False)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, login)
    runner = CliRunner()
    with runner.isolation(input=f"{terminal}\n" if terminal else None) as (out, err, _):
        if terminal:
            monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        act.main(list(words), standalone_mode=False)
        return out.getvalue().decode().strip().partition("[")[2].rstrip("]"), err.getvalue().decode()


def test_a_persons_login_is_the_actor_and_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert acted(monkeypatch, "minh.snv") == ("minh.snv", "")


def test_root_without_a_terminal_is_kept_and_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, said = acted(monkeypatch, "root")
    assert kept == "root"
    assert "nêu tên bằng --by hoặc DONDOC_BY" in said


def test_root_at_a_terminal_is_asked_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, said = acted(monkeypatch, "root", terminal="anh Minh")
    assert kept == "anh Minh"
    assert "Tên người thực hiện" in said


def test_root_who_gives_a_name_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert acted(monkeypatch, "root", "--by", "chị Hoa") == ("chị Hoa", "")
