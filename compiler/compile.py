"""A document's text to responsibilities, edges and diagnostics: the compiler's front door.

    compile_file(Path("ke-hoach.docx"))  ->  Compiled

Pure: no database, no network, no clock. ``python -m compiler.compile FILE`` prints the JSON contract.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from compiler.asks.findings import read_findings
from compiler.duties.assignments import MOST_DUTIES
from compiler.duties.responsibility import responsibility_of
from compiler.duties.walk import read_duties
from compiler.errors import TooLarge
from compiler.graph import coordinator_of, named_whole, read_edges, spelt_alike
from compiler.head.cites import read_cites
from compiler.head.classify import HEAD_BLOCKS, classify
from compiler.head.header import read_head
from compiler.head.news import read_news_head
from compiler.head.title import head_end
from compiler.names.deciders import council_orders
from compiler.names.holders import is_group
from compiler.names.subjects import LONGEST_SENTENCE, Subject, subject_of
from compiler.read import read_document
from compiler.result import Compiled, DocumentClass, PlanHead
from compiler.rounds.years import years_of
from compiler.text.blocks import Block
from compiler.text.manuscript import Manuscript
from compiler.text.outline import outline
from compiler.text.run_on import with_breaks
from compiler.when.years import PlanYears


def compile_text(text: str, *, place: str = "text") -> Compiled:
    """Compile the decoded `text` of a document; offsets of the result count in it (newlines as \\n).

    Raises compiler.errors.TooLarge, naming `place`, once more duties are found than a plan has.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    manuscript = Manuscript(with_breaks(text))
    root = outline(manuscript)
    blocks = [block for block in root.walk() if block.text]
    kind = classify(blocks, (block for block in root.walk() if block.sort == "table"))
    news = kind.cls is DocumentClass.NEWS
    head = read_news_head(blocks) if news else read_head(blocks, kind)
    quoted = first_section(blocks, 0) if kind.quotes else head.body
    body = quoted if news else first_section(blocks, head.body)
    cited = blocks[head.body : body] if body != _address(blocks) else blocks[head.body : _signed(blocks)]
    cites = read_cites(blocks if news else cited, head.number, content=news)
    plan = PlanHead(
        **{"class": kind.cls},
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
    assigning = kind.cls in {DocumentClass.DIRECTIVE, DocumentClass.LETTER, DocumentClass.NOTICE}
    preamble = {id(block) for block in blocks[: quoted if news else head.body]}
    preamble |= {id(block) for block in blocks[head.body : body] if not (assigning and _orders(block))}
    lead = _led_in(blocks[head.body : body], asks=kind.cls is DocumentClass.LETTER) if assigning else None
    assignments = read_duties(
        root,
        preamble,
        news=news and not kind.quotes,
        assigning=assigning,
        lead=lead,
        letter=kind.cls is DocumentClass.LETTER,
        issuer=head.issuer or "",
        council=kind.cls is DocumentClass.RESOLUTION
        and council_orders(head.issuer or "", head.number or "", head.title or ""),
    )
    found = len(assignments.duties) + sum(len(duty.besides) for duty in assignments.duties)
    if found > MOST_DUTIES:
        raise TooLarge.of("document.too_many", place=place, size=found, limit=MOST_DUTIES)
    span = years_of(plan)
    years = PlanYears(head.year, span[0] if span else None, head.issued_on)
    duties = spelt_alike(
        [responsibility_of(manuscript, duty, f"R{n}", years) for n, duty in enumerate(assignments.duties, 1)]
    )
    duties = named_whole(duties)
    return Compiled(
        plan=plan,
        responsibilities=duties,
        edges=read_edges(duties),
        coordinator=coordinator_of(duties),
        diagnostics=read_findings(manuscript, root, head, kind, cites, assignments, duties, preamble, years),
        text=text,
    )


def compile_file(path: Path) -> Compiled:
    """Compile the document at `path`. Raises :class:`compiler.errors.DocumentError`."""
    return compile_text(read_document(path), place=str(path))


def _orders(block: Block) -> bool:
    """Whether a paragraph before the first item of a letter or directive orders or asks somebody itself."""
    subject = subject_of(block.key)
    ordered = subject is not None and subject.acts and (subject.ordered or subject.requested)
    return ordered and not block.text.rstrip().endswith(":")


def _led_in(blocks: list[Block], *, asks: bool = False) -> Subject | None:
    """Whom the lead-in of a letter or directive orders: "… yêu cầu Thủ trưởng các sở … thực hiện các nội dung sau:".

    `asks`: a letter orders with a request ("đề nghị các đơn vị thực hiện …:").
    """
    for block in reversed(blocks):
        if block.text.rstrip().endswith(":"):
            key = block.key[-LONGEST_SENTENCE:]
            clauses = [key, *(key[stop.end() :] for stop in re.finditer(r"[.;]\s+", key))]
            # behind whoever orders by a name that holds a verb: "Ban Chỉ đạo thực hiện sắp xếp … yêu cầu các đồng chí …"
            orders = [key[word.end() :] for word in re.finditer(r"\s(?=(?:yêu cầu|đề nghị|giao)\s)", key)]
            told = [subject_of(clause, anywhere=True) for clause in reversed(clauses)]
            told += [subject_of(clause) for clause in orders[::-1]]
            ordered = (one for one in told if one is not None and (one.ordered or (asks and one.requested)))
            return next((one for one in ordered if is_group(one.holder)), None)
    return None


def first_section(blocks: list[Block], start: int) -> int:
    """Index of the first heading or item from `start` on: what stands before it is the preamble.

    A text without any before its signature is all body, from the address or the last line of its head on.
    """
    for index, block in enumerate(blocks[start:], start):
        if block.parent is not None and block.parent.sort in {"tail", "annex"} and _letter(blocks):
            break
        if block.sort in {"roman", "part", "capital", "number0"}:
            return index
    return max(start, _address(blocks) or head_end(blocks, start) or start)


def _signed(blocks: list[Block]) -> int:
    """Index of the distribution list or signature, else behind the last block."""
    tails = (i for i, block in enumerate(blocks) if block.parent is not None and block.parent.sort == "tail")
    return next(tails, len(blocks))


def _letter(blocks: list[Block]) -> bool:
    return _address(blocks) is not None


def _address(blocks: list[Block]) -> int | None:
    """Index of "Kính gửi: …"."""
    above = enumerate(blocks[:HEAD_BLOCKS])
    return next((i for i, block in above if re.match(r"kính\s+gửi", block.key, re.I)), None)


if __name__ == "__main__":
    print(compile_file(Path(sys.argv[1])).contract())
