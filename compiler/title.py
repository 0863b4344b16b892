"""The title: its words under the type line, its case, and the year that it plans for."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from compiler.blocks import Block
from compiler.manuscript import same_tone

LONGEST_TITLE = 900
CASE_FROM = 60_000
"""How far into the text the capitals of a title's words are looked for, in letters."""
_PREAMBLE = re.compile(r"(?:căn cứ|thực hiện|triển khai thực hiện|theo đề nghị|xét đề nghị|trên cơ sở|nhằm|để|tiếp tục thực hiện|"
                       r"kính gửi|\(?kèm theo|ban hành kèm|thời gian qua|điều 1)\b", re.I)  # fmt: skip


_STAMPED = re.compile(
    r"^[^\n]{0,20}[^\w\s.,()“”\"/-][^\n]{0,4}?\s(?=(?:CHỈ THỊ|CÔNG ĐIỆN|KẾ HOẠCH|QUYẾT ĐỊNH|THÔNG BÁO)\s*$)"
)
_STAMP = re.compile(r"^[^\n]{0,24}[|¬_]\s*(?=Về\s)")
"""What a scan read of a stamp beside the type line and the title."""


def read_title(blocks: list[Block], at: int) -> tuple[str | None, int]:
    """The title under the type line ``blocks[at]``, up to the preamble, and the index of the block after it."""
    line = _STAMPED.sub("", blocks[at].text).strip("“”\"' :")
    first = re.match(r"\S+\s+\S+", line)
    rest = line[first.end() :].strip(" :") if first else ""
    said, body = [rest] if rest else [], at + 1
    for index, block in enumerate(blocks[at + 1 : at + 6], at + 1):
        preamble = not _shouts(block.text) and _PREAMBLE.match(block.key.strip('( “"'))
        if preamble and not said and _names_work(block.key):
            preamble = None
        if block.marker or preamble or len(block.text) > 600:
            break
        if said and (not block.text.isupper() and not block.bold) and said[-1].isupper():
            break
        if said and block.text.endswith((":", ";", ".")):
            break
        if (
            re.match(r"(?i:ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC)", block.key)
            and said
        ):
            body = index + 1
            break
        said.append(_STAMP.sub("", block.text).strip())
        body = index + 1
    title = " ".join(said).strip(" -–_*")
    title = re.sub(r"^(?:V/v|Về việc)\s*:?\s*", "", title, flags=re.I)
    title = title[:1].upper() + title[1:]
    return (title if 0 < len(title) <= LONGEST_TITLE else None), body


def _names_work(key: str) -> bool:
    """Whether "Thực hiện …" under the type line is the title: it cites no act and runs on to no other clause."""
    return bool(re.match(r"(?:tiếp tục |triển khai )?thực hiện\s", key, re.I)) and not re.search(
        r"\d/|\bsố\s+\d|[;,.:]\s*$", key
    )


def plan_year(title: str | None, issued_on: date | None) -> int | None:
    """The year that a title plans for, else of issue. "giai đoạn 2016-2020" is a phase, not the year:
    its first year where the plan is older."""
    said = same_tone(title or "")
    phase = re.search(r"giai đoạn\s+((?:19|20)\d\d)\s*[-–]\s*(?:19|20)\d\d", said, re.I)
    said = re.sub(r"giai đoạn\s+(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d", " ", said, flags=re.I)
    said = re.sub(r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\d\d|ngày[^,;]*?năm\s+(?:19|20)\d\d", " ", said, flags=re.I)
    said = re.sub(r"(?:đến|tầm nhìn đến|định hướng đến)\s+năm\s+(?:19|20)\d\d", " ", said, flags=re.I)
    years = re.findall(r"năm\s+((?:19|20)\d\d)", said, re.I)
    if years:
        return int(years[-1])
    if phase and (issued_on is None or issued_on.year < int(phase[1])):
        return int(phase[1])
    return issued_on.year if issued_on else None


def restore_case(title: str, text: str) -> str:
    """An all-capital title in sentence case, with the capitals that the same words have in the document's `text`."""
    if not _shouts(title):
        return title
    wanted = re.findall(r"[\w&/.-]*\w|\S|\s+", title)
    known_as = [same_tone(token).lower() for token in wanted if not token.isspace()]
    phrases = {tuple(known_as[i : i + size]) for size in (1, 2, 3) for i in range(len(known_as) - size + 1)}
    spelt: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    tokens = re.findall(r"[\w&/.-]*\w|\S", text[:CASE_FROM])
    key = {token: same_tone(token).lower() for token in set(tokens)}
    low = [key[token] for token in tokens]
    opens = set(known_as)
    for i in range(len(tokens)):
        if low[i] not in opens:
            continue
        for size in (3, 2, 1):
            phrase = tuple(low[i : i + size])
            if len(phrase) == size and phrase in phrases:
                piece = tuple(tokens[i : i + size])
                letters = [t for t in piece if any(c.isalpha() for c in t)]
                if letters and not all(t.isupper() and len(t) > 1 for t in letters):
                    spelt.setdefault(phrase, Counter())[piece] += 1
    units = [i for i, token in enumerate(wanted) if not token.isspace()]
    done = 0
    while done < len(units):
        for size in (3, 2, 1):
            chosen = units[done : done + size]
            known = spelt.get(tuple(same_tone(wanted[i]).lower() for i in chosen)) if len(chosen) == size else None
            if known:
                for i, token in zip(chosen, known.most_common(1)[0][0], strict=True):
                    wanted[i] = token
                break
        else:
            size = 1
            token = wanted[units[done]]
            wanted[units[done]] = token if any(c.isdigit() or c == "/" for c in token) else token.lower()
        done += size
    said = "".join(wanted)
    return said[:1].upper() + said[1:]


def _shouts(text: str) -> bool:
    """Whether a title is set in capitals (a quotation or a number in it may not be)."""
    return sum(c.isupper() for c in text) >= 0.6 * max(1, sum(c.isalpha() for c in text))
