"""Every line of the grammar is tried on the phrase that taught it."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.duties.roles import read_roles
from compiler.grammar import load
from compiler.names.holders import body_end, starts_body
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due

VERBS = [(role, entry) for role, entries in load("verbs")["roles"].items() for entry in entries]


@pytest.mark.parametrize(("role", "entry"), VERBS, ids=[f"{r}: {e.get('say') or e['match'][:30]}" for r, e in VERBS])
def test_a_verb_gives_its_role(role: str, entry: dict[str, Any]) -> None:
    assert role in read_roles(same_tone(entry["teaches"]))


@pytest.mark.parametrize("line", load("periods")["rules"], ids=lambda line: line["teaches"])
def test_words_of_time_give_their_rule(line: dict[str, Any]) -> None:
    text = line["teaches"]
    found = read_due(text, same_tone(text), year=2026, time=line.get("only", "").startswith("time"))
    assert found is not None
    assert found.due.rule == line["rule"]
    assert found.due.text in text


@pytest.mark.parametrize("body", load("agencies")["bodies"], ids=lambda body: body["teaches"])
def test_a_body_s_name_is_found_whole(body: dict[str, Any]) -> None:
    text = same_tone(body["teaches"])
    at = text.find("với ") + 4 if text.startswith("Phối hợp với ") else 0
    assert starts_body(text, at)
    name = text[at : body_end(text, at)]
    assert len(name.split()) >= 2
    assert name.split()[-1] not in {"và", "các"}
    assert 0 < body_end(text, at) < len(text.rstrip("."))


@pytest.mark.parametrize("field", load("agencies")["fields"])
def test_a_department_s_name_is_never_cut(field: str) -> None:
    for name in (f"Sở {field}", f"Phòng {field}"):
        for behind in (" chủ trì thực hiện", ", Sở Tư pháp tham mưu", " và các cơ quan liên quan xây dựng"):
            text = same_tone(name + behind)
            end = body_end(text, 0)
            assert text[:end].startswith(same_tone(name))
            assert not any(verb in text[:end] for verb in ("chủ trì", "tham mưu", "xây dựng"))
