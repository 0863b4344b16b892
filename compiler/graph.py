"""Duties to edges: who reports to whom, who cooperates in what, who consolidates whose reports, who guides and funds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from compiler.grammar import load
from compiler.names.spelling import name_key, spelled_out
from compiler.result import Edge, EdgeKind, Responsibility, Role
from compiler.text.manuscript import same_tone


def read_edges(responsibilities: list[Responsibility]) -> list[Edge]:
    """Edges between duties (by id) and bodies (as written), each once, in the order of the duties.

    A body that reports to another contributes to the duty in which that other consolidates, so that contributors
    stand before their consolidator (DESIGN, "From document to graph").
    """
    edges: dict[tuple[EdgeKind, str, str], Edge] = {}

    def add(kind: EdgeKind, source: str, target: str) -> None:
        if source != target:
            edges.setdefault((kind, source, target), Edge(kind=kind, source=source, target=target))

    consolidating = [duty for duty in responsibilities if Role.CONSOLIDATE in duty.roles]
    holders = {plain(duty.holder): duty.holder for duty in responsibilities}
    for duty in responsibilities:
        for partner in duty.with_:
            add(EdgeKind.COOPERATES, partner, duty.id)
        for recipient in duty.reports_to:
            if plain(recipient) != plain(duty.holder):
                add(EdgeKind.REPORTS_TO, duty.id, recipient)
            for consolidator in consolidating:
                if same_body(recipient, consolidator.holder) and consolidator.id != duty.id:
                    add(EdgeKind.CONSOLIDATES, consolidator.id, duty.id)
        for role, kind in ((Role.GUIDE, EdgeKind.GUIDES), (Role.FUND, EdgeKind.FUNDS)):
            if role in duty.roles and not duty.group:
                for named in _named_in(duty, holders):
                    add(kind, duty.id, named)
    return list(edges.values())


def spelt_alike(responsibilities: list[Responsibility]) -> list[Responsibility]:
    """The duties with one spelling for each body: a document writes "Văn hóa" and "Văn hoá", "UBND" and its words.

    The spelling that most duties have, the first of several; names that differ in more stay apart.
    """
    return _renamed(responsibilities, spellings(responsibilities, _letters), _letters)


def named_alike(responsibilities: list[Responsibility]) -> list[Responsibility]:
    """The duties with one name for each body, also where the document abbreviates it: "Sở TT&TT" and its words. What the
    plan file, the drawing and the launch go by; a compilation keeps the words of the text (GUIDE, `holder`)."""
    named = _renamed(responsibilities, spellings(responsibilities, name_key), name_key)
    holders = {name_key(duty.holder): duty.holder for duty in named}
    return [
        duty.model_copy(update={"with_": list(dict.fromkeys(holders.get(name_key(name), name) for name in duty.with_))})
        for duty in named
    ]


def spellings(responsibilities: Iterable[Responsibility], key: Callable[[str], str]) -> dict[str, str]:
    """By key the spelling of a body that most duties have, as holder or recipient."""
    counted: dict[str, Counter[str]] = {}
    for duty in responsibilities:
        for name in (duty.holder, *duty.reports_to):
            counted.setdefault(key(name), Counter())[name] += 1
    return {each: found.most_common(1)[0][0] for each, found in counted.items()}


def _renamed(
    responsibilities: list[Responsibility], chosen: Mapping[str, str], key: Callable[[str], str]
) -> list[Responsibility]:
    return [
        duty.model_copy(
            update={
                "holder": chosen[key(duty.holder)],
                "reports_to": list(dict.fromkeys(chosen[key(name)] for name in duty.reports_to)),
            }
        )
        for duty in responsibilities
    ]


def _letters(name: str) -> str:
    return " ".join(same_tone(name).lower().replace("ubnd", "ủy ban nhân dân").split())


def named_whole(responsibilities: list[Responsibility]) -> list[Responsibility]:
    """The duties with each partner and recipient by its whole name, where the document has a holder by that name: of
    "qua Trung tâm Kiểm soát thanh toán" no word is the first verb of something else."""
    holders = {spelled_out(duty.holder): duty.holder for duty in responsibilities if not duty.group}

    def whole(name: str, said: str) -> str:
        short = spelled_out(name)
        longer = [one for one in holders if one.startswith(f"{short} ") and one in said]
        best = max(longer, key=len, default=short)
        return holders[best] if longer and said.count(short) == said.count(best) else name

    completed = []
    for duty in responsibilities:
        said = spelled_out(duty.text)
        names = {
            at: [whole(one, said) for one in given]
            for at, given in (("with_", duty.with_), ("reports_to", duty.reports_to))
        }
        completed.append(duty.model_copy(update=names))
    return completed


_OF_A_HAMLET = re.compile(
    r"(?<!\w)(?:(?<!nông )thôn|xóm|ấp|buôn|khóm|tổ dân phố|khu dân cư|khu phố|khối phố|tổ nhân dân|cấp xã|cấp huyện)(?!\w)"
)
_OFFICES_IN_GENERAL = re.compile(r"người .+|(?:thủ trưởng |người đứng đầu |lãnh đạo )?(?:cơ quan|đơn vị|tổ chức)$")


def may_coordinate(holder: str) -> bool:
    """Whether a body can be a plan's standing agency: not one below every issuer (Luật Tổ chức chính quyền địa phương:
    a hamlet is no level of government), as "Ban Công tác Mặt trận thôn" is, nor offices or persons in general."""
    key = plain(holder)
    return _OF_A_HAMLET.search(key) is None and _OFFICES_IN_GENERAL.fullmatch(key) is None


def coordinator_of(responsibilities: list[Responsibility]) -> str | None:
    """The body that the text makes standing or consolidating agency of the plan, or None.

    Named bodies only, none below the issuer; one that consolidates and is reported to comes before one that merely leads.
    None where no sentence of its duties says so (config/grammar/verbs.yaml, ``coordinates``), or where two bodies have as
    much to show: whoever completes the compilation then proposes one and asks (D206).
    """
    score: dict[str, int] = {}
    names: dict[str, str] = {}
    said: set[str] = set()
    for duty in responsibilities:
        if duty.group or duty.requested or duty.exception_channel or ("," in duty.holder and " và " not in duty.holder):
            continue
        if not may_coordinate(duty.holder):
            continue
        # who urges on work of its own field alone ("Đôn đốc doanh nghiệp chuyển đổi …") is no nearer for many such duties
        says_so = _says_so(duty)
        points = 3 * (Role.CONSOLIDATE in duty.roles) + 2 * says_so * (Role.COORDINATE in duty.roles)
        points += 4 * _says(duty, "standing")
        if points:
            key = plain(duty.holder)
            names.setdefault(key, duty.holder)
            score[key] = score.get(key, 0) + points
            if says_so:
                said.add(key)
    for key in score:
        score[key] += sum(2 for duty in responsibilities for to in duty.reports_to if plain(to) == key)
    ranked = sorted(score, key=lambda key: -score[key])
    if not ranked or ranked[0] not in said or score[ranked[0]] < 3:
        return None
    rivals = [key for key in ranked[1:] if score[key] == score[ranked[0]] and key in said]
    return None if rivals else names[ranked[0]]


def _says_so(duty: Responsibility) -> bool:
    """Whether the words of a duty make its holder the one who urges the others on or puts their reports together."""
    follows_up = Role.COORDINATE in duty.roles and _says(duty, "follows_up")
    consolidates = Role.CONSOLIDATE in duty.roles and _says(duty, "consolidates")
    return follows_up or consolidates or _says(duty, "standing")


def _says(duty: Responsibility, what: str) -> bool:
    return re.search(load("verbs")["coordinates"][what], same_tone(duty.text).lower()) is not None


def plain(name: str) -> str:
    """A key for comparing names: one tone placement, lower case, abbreviations spelt out, no bracket behind."""
    return re.sub(r"\s+\([^()]*\)$", "", spelled_out(name))


def same_body(one: str, other: str) -> bool:
    """Whether two names mean one body: equal, or equal but for the place behind."""
    a, b = plain(one), plain(other)
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")


def _named_in(duty: Responsibility, holders: dict[str, str]) -> list[str]:
    text = plain(duty.text)
    return [name for key, name in holders.items() if key in text and key != plain(duty.holder) and len(key) > 6]
