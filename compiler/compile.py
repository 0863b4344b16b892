"""A document's text to responsibilities, edges and diagnostics: the compiler's front door.

    compile_file(Path("ke-hoach.docx"))  ->  Compiled

Pure: no database, no network, no clock. ``python -m compiler.compile FILE`` prints the JSON contract.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from compiler.blocks import Block
from compiler.classify import classify
from compiler.cites import read_cites
from compiler.duties import Duty, due_of, read_duties
from compiler.findings import read_findings
from compiler.graph import coordinator_of, read_edges
from compiler.header import read_head
from compiler.holders import body_end, is_group, split_bodies, starts_body
from compiler.manuscript import Manuscript
from compiler.news import read_news_head
from compiler.outline import outline
from compiler.partners import read_partners
from compiler.read import read_document
from compiler.result import Compiled, DocumentClass, PlanHead, Responsibility, Role
from compiler.roles import read_roles
from compiler.routes import read_routes

INTRO = 40
"""An introducing item lends its items the verb that it opens with, not those further on."""
SHARES_PARTNERS = re.compile(r"(?:chủ trì,? (?:và )?)?phối hợp [^.;]*:$", re.IGNORECASE)
INTRODUCES_PARTNERS = re.compile(r"(?:chủ trì(?:, | và )?)?phối hợp(?: với)?\s*:?$", re.IGNORECASE)


def compile_text(text: str) -> Compiled:
    """Compile the decoded `text` of a document; offsets of the result count in it (newlines as \\n)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    manuscript = Manuscript(text)
    root = outline(manuscript)
    blocks = [block for block in root.walk() if block.text]
    kind = classify(blocks)
    news = kind.cls is DocumentClass.NEWS
    head = read_news_head(blocks) if news else read_head(blocks, kind)
    body = head.body if news else first_section(blocks, head.body)
    cites = read_cites(blocks if news else blocks[head.body : body], head.number, content=news)
    plan = PlanHead(
        cls=kind.cls,
        number=head.number,
        kind=head.kind,
        issuer=head.issuer,
        level=head.level,
        province=head.province,
        issued_on=head.issued_on,
        year=head.year,
        title=head.title,
        cites=cites,
    )
    preamble = {id(block) for block in blocks[:body]}
    assigning = kind.cls in {DocumentClass.DIRECTIVE, DocumentClass.LETTER}
    assignments = read_duties(root, preamble, news=news, assigning=assigning)
    duties = [_responsibility(manuscript, duty, f"R{n}", head.year) for n, duty in enumerate(assignments.duties, 1)]
    return Compiled(
        plan=plan,
        responsibilities=duties,
        edges=read_edges(duties),
        coordinator=coordinator_of(duties),
        diagnostics=read_findings(manuscript, root, head, kind.cls, cites, assignments, duties, preamble),
        text=text,
    )


def compile_file(path: Path) -> Compiled:
    """Compile the document at `path`. Raises :class:`compiler.errors.DocumentError`."""
    return compile_text(read_document(path))


def first_section(blocks: list[Block], start: int) -> int:
    """Index of the first heading or item from `start` on: what stands before it is the preamble.

    A text without any is all body.
    """
    for index, block in enumerate(blocks[start:], start):
        if block.sort in {"roman", "part", "capital", "number0"}:
            return index
    return start


def _responsibility(manuscript: Manuscript, duty: Duty, name: str, year: int | None) -> Responsibility:
    text = duty.text
    key = duty.key
    group = is_group(duty.holder)
    roles = read_roles(key, group=group)
    partners = read_partners(text, key)
    routes = read_routes(text, key)
    record = duty.record
    products: list[str] = []
    if record is not None:
        partners += [p for p in record.partners if p not in partners]
        products = record.products
        said = [role for role in read_roles(record.charge, group=group) if role is not Role.EXECUTE]
        if record.leads or said:
            roles = list(dict.fromkeys([*([Role.LEAD] if record.leads else []), *said, *roles]))
    if routes and Role.REPORT not in roles:
        roles = [role for role in roles if role is not Role.EXECUTE] + [Role.REPORT]
    if duty.exception_channel:
        roles = [Role.REPORT]
    if duty.implied:
        said = read_roles(duty.implied[:INTRO], group=group)
        roles = list(dict.fromkeys([*(role for role in said if role is not Role.EXECUTE), *roles]))
        if SHARES_PARTNERS.match(duty.implied):
            partners += [p for p in read_partners(duty.implied, duty.implied) if p not in partners]
        if INTRODUCES_PARTNERS.match(duty.implied) and starts_body(key):
            named = split_bodies(text, 0, body_end(key, 0))
            partners = [*(body.text for body in named), *(p for p in partners if p not in {n.text for n in named})]
    due = None if duty.exception_channel else due_of(duty, year)
    return Responsibility(
        id=name,
        holder=duty.holder,
        group=group,
        requested=duty.requested,
        text=text,
        roles=roles,
        with_=partners,
        reports_to=routes,
        due=due.due if due else None,
        products=products,
        exception_channel=duty.exception_channel,
        source=manuscript.span(*duty.place),
    )


if __name__ == "__main__":
    print(compile_file(Path(sys.argv[1])).model_dump_json(by_alias=True, indent=1))
