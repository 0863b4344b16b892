"""The head of a document: number, issuer with level and place, date, title and year (Nghị định 30/2020, Phụ lục I)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from compiler.blocks import Block
from compiler.classify import Kind
from compiler.dates import find_dates
from compiler.grammar import cities, provinces
from compiler.manuscript import UPPER, same_tone
from compiler.numbers import Number, find_numbers
from compiler.result import Level

MOTTO = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|"
    r"Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc",
    re.IGNORECASE,
)
_LEVELS = {
    "tỉnh": Level.PROVINCE,
    "thành phố": Level.PROVINCE,
    "huyện": Level.DISTRICT,
    "quận": Level.DISTRICT,
    "thị xã": Level.DISTRICT,
    "xã": Level.COMMUNE,
    "phường": Level.COMMUNE,
    "thị trấn": Level.COMMUNE,
    "đặc khu": Level.COMMUNE,
}
_UNIT = r"(?P<unit>tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
_NAME = rf"[{UPPER}][\w’']*(?: *[-–]? *[{UPPER}][\w’']*)*"
_COMMITTEE = re.compile(
    rf"(?i:ủy\s+ban\s+nhân\s+dân|ubnd|hội\s+đồng\s+nhân\s+dân|hđnd)\s+(?i:{_UNIT})\b(?:\s+(?P<name>{_NAME}))?"
)
_CENTRAL = re.compile(
    r"\b(thủ tướng chính phủ|văn phòng chính phủ|chính phủ|bộ|ban [^\n]* trung ương|tổng cục)\b", re.I
)
_BELOW = re.compile(
    rf"(?<=[{UPPER}])(?<!ỦY) +(?=(?:SỞ|PHÒNG|BAN|VĂN PHÒNG|CÔNG AN|THANH TRA|TRUNG TÂM|CHI CỤC) [{UPPER}])"
)
"""Where a line break between the authority and its department was lost: "UBND TỈNH X SỞ NỘI VỤ"."""
_PREAMBLE = re.compile(r"(?:căn cứ|thực hiện|triển khai thực hiện|theo đề nghị|xét đề nghị|trên cơ sở|nhằm|để|tiếp tục thực hiện|"
                       r"kính gửi|\(?kèm theo|ban hành kèm|thời gian qua|điều 1)\b", re.I)  # fmt: skip


LONGEST_TITLE = 900
CASE_FROM = 60_000
"""How far into the text the capitals of a title's words are looked for, in letters."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; None where it says nothing. `body` is the index of the first block after the title."""

    number: str | None
    kind: str | None
    issuer: str | None
    level: Level | None
    province: str | None
    issued_on: date | None
    year: int | None
    title: str | None
    body: int
    number_left_blank: Block | None = None
    date_left_blank: Block | None = None


def read_head(blocks: list[Block], kind: Kind) -> Head:
    """Read the head from the document's `blocks` in reading order.

    The year is the title's, else the year of issue: a plan for next year is signed in December (DOMAIN 1.2).
    """
    at = next((i for i, block in enumerate(blocks) if block is kind.line), 0)
    top = blocks[: at + 1] if kind.line is not None else blocks[:8]
    number, blank_number = _own_number(top)
    issued_on, blank_date = _issue_date(top)
    title, body = _title(blocks, at) if kind.line is not None else (None, 0)
    text = "\n".join(block.text for block in blocks)
    if title is not None:
        title = restore_case(title, text)
    issuer, level, province = _issuer(top[:-1] if kind.line is not None else top, blocks, number, title)
    name = number.kind if number and number.kind else kind.name
    return Head(
        number=number.text if number else None,
        kind=name,
        issuer=issuer,
        level=level,
        province=province,
        issued_on=issued_on,
        year=plan_year(title, issued_on),
        title=title,
        body=body,
        number_left_blank=blank_number,
        date_left_blank=blank_date,
    )


def plan_year(title: str | None, issued_on: date | None) -> int | None:
    """The year that a title plans for, else of issue. "giai đoạn 2016-2020" is a phase, not the year."""
    said = same_tone(title or "")
    said = re.sub(r"giai đoạn\s+(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d", " ", said, flags=re.I)
    said = re.sub(r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\d\d|ngày[^,;]*?năm\s+(?:19|20)\d\d", " ", said, flags=re.I)
    said = re.sub(r"(?:đến|tầm nhìn đến|định hướng đến)\s+năm\s+(?:19|20)\d\d", " ", said, flags=re.I)
    years = re.findall(r"năm\s+((?:19|20)\d\d)", said, re.I)
    if years:
        return int(years[-1])
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
    low = [same_tone(token).lower() for token in tokens]
    for i in range(len(tokens)):
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


def _own_number(top: list[Block]) -> tuple[Number | None, Block | None]:
    """The number behind "Số:", and the block where only its sign stands. A line break may stand between."""
    for index, block in enumerate(top):
        found = re.search(r"(?:^|\s)số\s*:?\s*(?=[\d./…_\s-]|$)", block.key, re.I)
        if not found or len(found[0].strip()) > 4 or (found.start() > 0 and ":" not in found[0]):
            continue
        rest = block.text[found.end() :] or (top[index + 1].text if index + 1 < len(top) else "")
        numbers = find_numbers(rest)
        if numbers and numbers[0].start < 6:
            return numbers[0].number, None
        if re.match(r"[\s.…_-]*/", rest):
            return None, block
    return None, None


def _issue_date(top: list[Block]) -> tuple[date | None, Block | None]:
    """The date behind the place's name, and the block where it is left blank."""
    for index, block in enumerate(top):
        if len(block.text) >= 160 or not re.search(r",\s*ngày|^\s*ngày", block.key, re.I):
            continue
        after = top[index + 1].text if index + 1 < len(top) else ""
        dates = find_dates(block.text) or find_dates(f"{block.text} {after}")
        if dates:
            return dates[0].day, None
        if re.search(r"ngày[\s.…_]*(?:tháng|/)[\s.…_\d]*(?:năm|/)", block.key, re.I):
            return None, block
    return None, None


def _title(blocks: list[Block], at: int) -> tuple[str | None, int]:
    """The words under the type line, up to the preamble."""
    line = blocks[at].text.strip("“”\"' :")
    first = re.match(r"\S+\s+\S+", line)
    rest = line[first.end() :].strip(" :") if first else ""
    said, body = [rest] if rest else [], at + 1
    for index, block in enumerate(blocks[at + 1 : at + 6], at + 1):
        preamble = not _shouts(block.text) and _PREAMBLE.match(block.key.strip('( “"'))
        if block.marker or preamble or len(block.text) > 600:
            break
        if said and (not block.text.isupper() and not block.bold) and said[-1].isupper():
            break
        if said and block.text.endswith((":", ";", ".")):
            break
        if re.match(r"ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH", block.key) and said:
            body = index + 1
            break
        said.append(block.text.strip())
        body = index + 1
    title = " ".join(said).strip(" -–_*")
    title = re.sub(r"^(?:V/v|Về việc)\s*:?\s*", "", title, flags=re.I)
    title = title[:1].upper() + title[1:]
    return (title if 0 < len(title) <= LONGEST_TITLE else None), body


def _issuer(
    top: list[Block], blocks: list[Block], number: Number | None, title: str | None
) -> tuple[str | None, Level | None, str | None]:
    head = " \n ".join(
        MOTTO.sub(" ", same_tone(block.text)) for block in top if not re.match(r"số\s*:", block.key, re.I)
    )
    stated = _BELOW.sub("\n", head) if head.strip() and len(head) < 1200 else ""
    body = " \n ".join(block.key for block in blocks[: max(len(top) + 12, 16)])
    everything = " \n ".join(block.key for block in blocks)
    committees = list(_COMMITTEE.finditer(stated))
    committee = committees[-1] if committees else None
    department = _department(stated, number)
    if committee is None:
        committee = _acting_committee(body) or _acting_committee(everything)
    if committee is None:
        central = _CENTRAL.search(stated)
        if department:
            return department, None, None
        if central:
            line = stated[central.start() :].split("\n")[0]
            return _name_case(" ".join(line.split())), Level.CENTRAL, None
        return None, None, None
    unit = committee["unit"].lower().replace("tp.", "thành phố").replace("tp", "thành phố")
    name: str | None = _place_name(committee, unit, stated) or _place_of(unit, (title or "") + " \n " + everything)
    key = same_tone(name or "").lower()
    level = _LEVELS[unit]
    if unit == "thành phố" and name and key not in cities():
        level = Level.DISTRICT if len(committees) > 1 or key not in provinces() else Level.PROVINCE
    province = provinces().get(key, name) if level is Level.PROVINCE else _province_above(committees, everything)
    shown_unit = "Thành phố" if key == "hồ chí minh" else unit
    place = f"{shown_unit} {provinces().get(key, name) if level is Level.PROVINCE else name}" if name else unit
    body_name = "Hội đồng nhân dân" if re.match(r"hội|hđnd", committee[0], re.I) else "Ủy ban nhân dân"
    if department:
        return f"{department} {place}", level, province
    return f"{body_name} {place}", level, province


def committee_in(first: list[Block], blocks: list[Block]) -> tuple[str | None, Level | None, str | None]:
    """The committee that `first` says to issue, its place completed from the rest of the text."""
    said = "\n".join(block.key for block in first)
    return _issuer([], [*first, *blocks], None, said)


def _department(stated: str, number: Number | None) -> str | None:
    """The department that issues below a committee, where the number's sign is not the committee's own."""
    if number is not None and re.search(r"UBND|HĐND", number.sign):
        return None
    found = re.search(r"(?:^|\n)\s*((?:SỞ|BAN|VĂN PHÒNG|CÔNG AN|PHÒNG|HỘI ĐỒNG PHỐI HỢP|THANH TRA)\s[^\n]+)", stated)
    return _name_case(found[1].strip()) if found else None


def _acting_committee(text: str) -> re.Match[str] | None:
    """ "UBND tỉnh X ban hành kế hoạch …": who issues, said in the preamble or in a news sentence."""
    best = None
    for found in _COMMITTEE.finditer(text):
        if re.match(
            r"[^.;:\n]{0,60}?\s*(?:vừa |đã |mới )?(?:ký )?ban hành\s+(?:kế hoạch|quyết định)", text[found.end() :], re.I
        ):
            if found["name"]:
                return found
            best = best or found
    return best


def _place_name(committee: re.Match[str], unit: str, stated: str) -> str | None:
    name = committee["name"]
    if not name:
        return None
    name = re.sub(r"\s+", " ", name).strip(" -–")
    if name.isupper() and stated:
        line = stated[committee.start("name") :].split("\n")[0].strip(" -–*|")
        name = _name_case(line if line.isupper() else name)
    return re.sub(r"\s+(?:Ban|Về|Đã|Vừa)\b.*$", "", name)


def _place_of(unit: str, text: str) -> str | None:
    """The place that "tỉnh" alone means, from the text: "… trên địa bàn tỉnh Kon Tum"."""
    names = Counter(re.sub(r"\s+", " ", m[1]) for m in re.finditer(rf"\b(?i:{unit})\s+({_NAME})", same_tone(text)))
    for name, _ in names.most_common():
        if unit not in {"tỉnh", "thành phố"} or same_tone(name).lower() in provinces():
            return provinces().get(same_tone(name).lower(), name)
    return None


def _province_above(committees: list[re.Match[str]], text: str) -> str | None:
    for found in committees[:-1]:
        known = provinces().get(same_tone(found["name"] or "").lower())
        if known:
            return known
    return _place_of("tỉnh", text)


def _name_case(name: str) -> str:
    """ "ĐẮK LẮK" -> "Đắk Lắk"; linking words stay small ("Sở Giáo dục và Đào tạo" is left to the gazetteer)."""
    small = {"VÀ": "và", "CỦA": "của"}
    if not name.isupper():
        return name
    if re.match(r"(?:SỞ|BAN|VĂN PHÒNG|BỘ|PHÒNG|HỘI|THANH TRA|THỦ TƯỚNG|CÔNG AN|CỤC|TỔNG CỤC)\s", name):
        from compiler.holders import agency_case  # the gazetteer knows which letters are capital

        return agency_case(name)
    return " ".join(small.get(w, "-".join(p.capitalize() for p in w.split("-"))) for w in name.split(" "))
