"""The command that settles a question or a remark of a plan file, as ``dondoc check`` and the document's page print it."""

from __future__ import annotations

import shlex

from compiler.asks.check import as_finding, open_questions_of
from compiler.planfile.model import CLASHES, Note, PlanFile, Question
from compiler.planfile.passages import names_body
from compiler.result import Diagnostic, Severity
from compiler.show.findings import Shown
from config.wording import say

DROPPED = frozenset({"D104", "D110", "D207"})
"""Questions on something that the plan may do without: "bỏ" answers them as well as what is proposed."""


def settled_by(question: Question, plan: str) -> str:
    """The command that accepts or answers `question`; `plan` names the file as a shell reads it."""
    drafted = question.draft or question.drafts
    value = say("cli.body" if drafted else "cli.value")
    how = "--accept" if question.proposes and not drafted else f"--answer {value}"
    settle = f"dondoc decide {plan} {question.id} {how} --by … --why …"
    if (question.sets == "regime" and question.proposes) or question.code in DROPPED:
        settle = say("finding.either", one=settle, other=f"--answer {say('decide.out')}")
    if question.code in CLASHES:
        other = "--answer " + say("decide.out" if question.code == "D248" else "decide.keeps")
        settle = say("finding.either", one=settle, other=settle.replace(how, other))
    return settle


def note_settled_by(file: PlanFile, note: Note, plan: str) -> str:
    """The two commands that settle a remark on a passage: it is a duty of somebody, or none."""
    command = f"dondoc decide {plan} {note.ref} --answer"
    named = str((note.draft or {}).get("holder", ""))
    holder = shlex.quote(named) if named and names_body(file, named) else say("cli.body")
    add = f"{command} {holder} --by … --why …"
    return say("finding.add_or_drop", add=add, drop=f"{command} {say('decide.left_out')} --by … --why …")


def open_in(file: PlanFile, plan: str) -> dict[str, Shown]:
    """What a person can settle in `file`, with its command: questions by number, remarks by what names them to ``decide``."""
    questions = {
        each.id: Shown(as_finding(each), question=each.id, settle=settled_by(each, plan), keep=each.keep)
        for each in open_questions_of(file)
    }
    remarks = {
        note.ref: Shown(_plain(note), settle=note_settled_by(file, note, plan))
        for note in file.notes
        if note.draft and not note.answered
    }
    return {**remarks, **questions}


def _plain(note: Note) -> Diagnostic:
    return Diagnostic(code=note.code, severity=Severity.WARNING, message=note.says, remedy=note.remedy)
