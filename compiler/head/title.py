"""The title: its words under the type line, its case, and the year that it plans for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from datetime import date

from compiler.names import gazetteer
from compiler.text.authority import body_of, follows, is_authority
from compiler.text.blocks import Block
from compiler.text.manuscript import same_tone

LONGEST_TITLE = 900
CASE_FROM = 60_000
"""How far into the text the capitals of a title's words are looked for, in letters."""
_PREAMBLE = re.compile(r"(?:căn cứ|thực hiện|triển khai thực hiện|theo đề nghị|xét đề nghị|trên cơ sở|nhằm|để|tiếp tục thực hiện|"
                       r"kính gửi|\(?kèm theo|ban hành kèm|thời gian qua|điều 1)\b", re.I)  # fmt: skip


_BY = re.compile(r"(?:ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC)", re.I)
_TYPE = re.compile(r"LUẬT(?=\s|$)|THÔNG TƯ LIÊN TỊCH|VĂN BẢN HỢP NHẤT|\S+\s+\S+(?:\s+LIÊN\s+(?:NGÀNH|TỊCH)(?=\s|$))?")
_OWN_NUMBER = re.compile(r"^(?:SỐ|Số|số)?\s*:?\s*\d\S*/\S*[A-ZĐ]\S*\s*")
"""A type line that repeats the number: "QUYẾT ĐỊNH 12/QĐ-UBND"."""
_STAMPED = re.compile(
    r"^[^\n]{0,20}[^\w\s.,()“”\"/-][^\n]{0,4}?\s(?=(?:CHỈ THỊ|CÔNG ĐIỆN|KẾ HOẠCH|QUYẾT ĐỊNH|THÔNG BÁO)\s*$)"
)
_STAMP = re.compile(r"^[^\n]{0,24}[|¬_]\s*(?=Về\s)")
"""What a scan read of a stamp beside the type line and the title."""


_CARRIES_A_PLAN = re.compile(
    r"(?:về )?(?:việc )?(?:ban hành |phê duyệt |thông qua |sửa đổi, bổ sung (?:nhiệm vụ (?:trong )?)?)?(?:kế hoạch|chương trình|đề án|phương án)(?!\w)", re.I
)  # fmt: skip


def carries_a_plan(title: str | None) -> bool:
    """Whether a resolution's title says that it issues or changes a plan or programme, as a decision's may ("Ban hành
    Chương trình hành động …", "Về Kế hoạch thực hiện …"): such a text assigns and can be launched."""
    return title is not None and _CARRIES_A_PLAN.match(same_tone(title)) is not None


def read_title(blocks: list[Block], at: int) -> tuple[str | None, int]:
    """The title under the type line ``blocks[at]``, up to the preamble, and the index of the block after it."""
    line = _STAMPED.sub("", blocks[at].text).strip("“”\"' :")
    first = _TYPE.match(same_tone(line))
    rest = _OWN_NUMBER.sub("", line[first.end() :].strip(" :")) if first else ""
    said, body = [rest] if rest else [], at + 1
    pasted = first is not None and rest and not first[0].isupper()  # "Kế hoạch cấp nước …" is a title by itself
    for index, block in enumerate(blocks[at + 1 : at + 6] if not pasted else [], at + 1):
        preamble = not shouts(block.text) and _PREAMBLE.match(block.key.strip('( “"'))
        if (
            preamble
            and not said
            and (_names_work(block.key) or block.text[0].islower() or _set_as_title(blocks, index))
        ):
            preamble = None
        if block.marker or preamble or len(block.text) > 600:
            break
        if said and (not block.text.isupper() and not block.bold) and said[-1].isupper():
            break
        if said and block.text.endswith((":", ";", ".")):
            break
        if said and (follows(said[-1], block.text) or (_BY.match(block.key) and not is_authority(block.text))):
            body = index + 1
            break
        said.append(_STAMP.sub("", block.text).strip())
        body = index + 1
    title = re.sub(r"\s*-{4,}\s*", " ", " ".join(said)).strip(" -–_*")
    title = re.sub(r"^Của [^.;:]{3,120}?\s+(?=về\s|tại\s)", "", title, flags=re.I)  # "KẾT LUẬN / CỦA BỘ CHÍNH TRỊ VỀ …"
    title = re.sub(r"^(?:V/v|Về việc)\s*:?\s*", "", title, flags=re.I)
    title = title[:1].upper() + title[1:]
    return (title if 0 < len(title) <= LONGEST_TITLE else None), body


def untyped_title(blocks: list[Block], begin: int) -> tuple[str | None, int]:
    """The title of a page that lost its type line, and the index of the block after it: the capitals between the
    number or day and the one who issues or the legal bases ("Số: …", "BAN HÀNH QUY CHẾ …", "GIÁM ĐỐC SỞ …")."""
    head = head_end(blocks, begin)
    if head is None:
        return None, 0
    said: list[str] = []
    for block in blocks[head : begin + HEAD_LINES]:
        if block.marker or not shouts(block.text) or follows(said[-1] if said else "", block.text):
            break
        said.append(block.text)
    title = re.sub(r"^(?:V/v|Về việc)\s*:?\s*", "", " ".join(said), flags=re.I).strip(" -–_*.")
    if not title or len(title) > LONGEST_TITLE:
        return None, head
    return title[:1].upper() + title[1:], head + len(said)


HEAD_LINES = 14
"""Blocks among which the number and the day of a page without its type line stand."""
_HEAD_LINE = re.compile(r"^số\s*:?\s*\d|,\s*ngày\s+\d", re.I)


def head_end(blocks: list[Block], begin: int) -> int | None:
    """Index behind the last line of number or day, None where there is none."""
    above = blocks[begin : begin + HEAD_LINES]
    last = max(
        (i for i, block in enumerate(above) if len(block.text) < 160 and _HEAD_LINE.search(block.key)), default=None
    )
    return None if last is None else begin + last + 1


def authority_among(blocks: list[Block]) -> Block | None:
    """The line that says by whose power the document is issued, with nothing but the body's name left."""
    for block in blocks:
        if is_authority(block.text):
            name = body_of(block.text)
            return Block("", "para", name, block.offsets[: len(name)])
    return None


def _names_work(key: str) -> bool:
    """Whether "Thực hiện …" under the type line is the title: it cites no act and runs on to no other clause."""
    return bool(re.match(r"(?:tiếp tục |triển khai )?thực hiện\s", key, re.I)) and not re.search(
        r"\d/|\bsố\s+\d|[;,.:]\s*$", key
    )


def _set_as_title(blocks: list[Block], at: int) -> bool:
    """Whether "Thực hiện Đề án số 08 về …" under the type line is set as a title is: no sentence, and bold as a whole or
    above the legal bases with which a preamble begins. A plan without another title has this one."""
    if blocks[at].text.rstrip().endswith((";", ".", ",", ":")):
        return False
    return blocks[at].bold or any(_BEGINS.match(block.key) for block in blocks[at + 1 : at + 3])


_BEGINS = re.compile(r"căn cứ\s|\((?:ban hành )?kèm theo\s", re.I)


def plan_year(title: str | None, issued_on: date | None) -> int | None:
    """The year that a title plans for, else of issue. "giai đoạn 2016-2020" is a phase, not the year:
    its first year where the plan is older. A year long before the issue is that of an act that the title names."""
    said = same_tone(title or "")
    phase = re.search(r"giai đoạn\s+((?:19|20)\d\d)\s*[-–]\s*(?:19|20)\d\d", said, re.I)
    said = re.sub(r"giai đoạn\s+(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d", " ", said, flags=re.I)
    said = re.sub(
        r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\d\d|ngày\s+[\d.…_/][^,;]*?năm\s+(?:19|20)\d\d", " ", said, flags=re.I
    )
    said = re.sub(r"(?:đến|tầm nhìn đến|định hướng đến)\s+năm\s+(?:19|20)\d\d", " ", said, flags=re.I)
    years = [int(year) for year in re.findall(r"năm\s+((?:19|20)\d\d)", said, re.I)]
    years = [year for year in years if issued_on is None or year >= issued_on.year - 1]
    if years:
        return years[-1]
    if phase and (issued_on is None or issued_on.year < int(phase[1])):
        return int(phase[1])
    return issued_on.year if issued_on else None


def restore_case(title: str, text: str) -> str:
    """An all-capital title in sentence case, with the capitals that the same words have in the document's `text`."""
    if not shouts(title):
        return title
    wanted = re.findall(r"[\w&/.-]*\w|\S|\s+", title)
    known_as = [same_tone(token).lower() for token in wanted if not token.isspace()]
    phrases = {tuple(known_as[i : i + size]) for size in (1, 2, 3) for i in range(len(known_as) - size + 1)}
    spelt: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    found = list(re.finditer(r"[\w&/.-]*\w|\S", text[:CASE_FROM]))
    tokens = [token[0] for token in found]
    starts = [token.start() for token in found]
    fields = _fields_in(text[:CASE_FROM], title)
    inside = {i for field in fields for i in range(bisect_left(starts, field.start), bisect_left(starts, field.stop))}
    key = {token: same_tone(token).lower() for token in set(tokens)}
    low = [key[token] for token in tokens]
    opens = set(known_as)
    for i in range(len(tokens)):
        if low[i] not in opens or i in inside:
            continue
        for size in (3, 2, 1):
            phrase = tuple(low[i : i + size])
            if len(phrase) == size and phrase in phrases:
                piece = tuple(tokens[i : i + size])
                letters = [t for t in piece if any(c.isalpha() for c in t)]
                alone = size == 1 and piece[0][:1].isupper() and tokens[i + 1 : i + 2] and tokens[i + 1][0].islower()
                opens_sentence = (
                    letters == [piece[0]] and piece[0][:1].isupper() and not (i and tokens[i - 1].islower())
                )
                if alone or opens_sentence:
                    continue  # "Nội" of "Sở Nội vụ" says nothing about another word with that syllable
                if letters and not all(t.isupper() and len(t) > 1 for t in letters):
                    spelt.setdefault(phrase, Counter())[piece] += 1
    units = [i for i, token in enumerate(wanted) if not token.isspace()]
    done = 0
    while done < len(units):
        for size in (3, 2, 1):
            chosen = units[done : done + size]
            known = spelt.get(tuple(same_tone(wanted[i]).lower() for i in chosen)) if len(chosen) == size else None
            if known is None and size == 1 and done and (pair := _behind(spelt, wanted, units[done - 1 : done + 1])):
                known = Counter({(pair,): 1})  # three words took the first half of a name: "tỉnh Đắk | Lắk"
            if known:
                for i, token in zip(chosen, known.most_common(1)[0][0], strict=True):
                    wanted[i] = token
                break
        else:
            size = 1
            token = wanted[units[done]]
            kept = any(c.isdigit() or c == "/" for c in token) or _is_abbreviation(token)
            wanted[units[done]] = token if kept else token.lower()
        done += size
    said = "".join(wanted)
    return said[:1].upper() + said[1:]


def _fields_in(text: str, title: str) -> list[range]:
    """Where departments' fields and other names stand, which have capitals in a name only: "Phòng | Kinh tế, Hạ tầng và Đô
    thị"."""
    heads = re.finditer(r"(?<!\w)(?:Sở|Phòng|Bộ|Ban)\s+", text)
    fields = (gazetteer.fields().match(text, head.end()) for head in heads)
    own = same_tone(title).lower()
    others = (name for name in _NAMED_SO.finditer(text) if _beginning(name[0]) not in own)
    return [range(field.start(), field.end()) for field in (*fields, *others) if field is not None]


def _beginning(name: str) -> str:
    """The first words of a name or quotation: where the title has them, it is what the title names."""
    return " ".join(same_tone(name).lower().strip('“”"«» ').split()[:4])


_NAMED_SO = re.compile(
    r"[“\"«][^“”\"«»\n]{3,120}[”\"»]"
    r"|(?<!\w)(?:Công ty|Tổng công ty|Tập đoàn|Hiệp hội|Hội|Báo|Tạp chí|Quỹ|Viện|Trường|Đề án|Chương trình|Dự án)(?: [^\s,.;:()]+){1,8}"
)
"""Names that have capitals of their own: "Công ty Cổ phần Phát triển Đô thị …", the words of a quotation."""


def _behind(spelt: dict[tuple[str, ...], Counter[tuple[str, ...]]], wanted: list[str], pair: list[int]) -> str | None:
    """How the second word of a pair is spelt behind the first."""
    known = spelt.get(tuple(same_tone(wanted[i]).lower() for i in pair))
    return known.most_common(1)[0][0][1] if known else None


_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(
    rf"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[ckmnpt])?", re.I
)
LONGEST_ABBREVIATION = 6


def _is_abbreviation(token: str) -> bool:
    """Whether a word in capitals is no syllable of the language, so that it is spelt "HĐND" in small letters too."""
    return token.isalpha() and 1 < len(token) <= LONGEST_ABBREVIATION and _SYLLABLE.fullmatch(token) is None


def shouts(text: str) -> bool:
    """Whether a title is set in capitals (a quotation or a number in it may not be)."""
    return sum(map(str.isupper, text)) >= 0.6 * max(1, sum(map(str.isalpha, text)))
