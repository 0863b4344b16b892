"""Who issued a document: committee or department, its level, its place (Nghị định 30/2020, Phụ lục I)."""

from __future__ import annotations

import re
from collections import Counter

from compiler.grammar import cities, provinces
from compiler.head.letterhead import read_letterhead
from compiler.head.numbers import Number
from compiler.names.capitals import agency_case
from compiler.result import Level
from compiler.text.blocks import Block
from compiler.text.manuscript import UPPER, same_tone

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
COMMITTEE = re.compile(
    rf"(?i:(?<!đảng ủy )(?:ủy\s+ban\s+nhân\s+dân|ubnd)|hội\s+đồng\s+nhân\s+dân|hđnd)\s+(?i:{_UNIT})(?:\b|(?<=\.))(?:\s+(?P<name>{_NAME}|\d{{1,2}}(?![\d/])))?"
)
_CENTRAL = re.compile(
    r"(?:(?<=\n)|^)[ *]*(thủ tướng chính phủ|văn phòng chính phủ|chính phủ|bộ(?! (?:luật|phận))|ban [^\n]* trung ương|tổng cục)\b(?![^\n]*[?\d])",
    re.I,
)
_NUMBERED = re.compile(r"\d+\s*(?:/\s*\d{4}\s*)?[-/]\s*\S+")
_ORGANS = {"Ban Thường trực", "Ban thường trực", "Ban Chấp hành", "Ban chấp hành", "Ban Thường vụ", "Ban thường vụ"}
"""Organs that bear no name of their own: their body's name goes with them."""
_BELOW = re.compile(
    rf"(?<=[{UPPER}])(?<!ỦY)(?<!VĂN)(?<!TIỂU)(?<!TỔNG)(?<!CHI)(?<!CỤC) +(?=(?:SỞ|PHÒNG|BAN|VĂN PHÒNG|CÔNG AN|THANH TRA|TRUNG TÂM|CHI CỤC|CỤC|TỔNG CỤC|THUẾ) [{UPPER}])"
)
"""Where a line break between the authority and its department was lost: "UBND TỈNH X SỞ NỘI VỤ"."""


def read_issuer(
    top: list[Block], blocks: list[Block], number: Number | None, title: str | None, seat: str | None = None
) -> tuple[str | None, Level | None, str | None]:
    head = " \n ".join(
        _NUMBERED.sub(" ", MOTTO.sub(" ", same_tone(block.text)).replace("|", " \n "))
        for block in top
        if not re.match(r"số\s*:", block.key, re.I)
    )
    head = re.sub(r"(?<=[^\W\d_,])(,?) \n +(?=VÀ [^\W\d_]|VIỆT NAM\b)", r"\1 ", head)
    stated = _BELOW.sub("\n", head) if head.strip() and len(head) < 1200 else ""
    body = " \n ".join(block.key for block in blocks[: max(len(top) + 12, 16)])
    everything = " \n ".join(block.key for block in blocks)
    committees = list(COMMITTEE.finditer(stated))
    committee = committees[-1] if committees else None
    department = _department(stated, number)
    if committee is None and not read_letterhead(stated, ""):
        committee = _acting_committee(body) or _acting_committee(everything)
    headed = read_letterhead(stated, everything) if committee is None or department else None
    if headed is not None and not re.match(r"Ủy ban nhân dân|Hội đồng nhân dân", headed[0]):
        return headed[0], headed[1], headed[2] or (_province_above(committees, everything) if headed[1] else None)
    if committee is None:
        central = _CENTRAL.search(stated)
        if department:
            return department, None, None
        if central:
            line = stated[central.start() :].split("\n")[0]
            return _name_case(" ".join(line.split())), Level.CENTRAL, None
        return None, None, None
    unit = committee["unit"].lower().replace("tp.", "thành phố").replace("tp", "thành phố")
    name: str | None = _place_name(committee, unit, stated)
    if name is None and unit in {"tỉnh", "thành phố"}:
        name = seat  # a province's papers are dated by its name (Nghị định 30/2020, Phụ lục I, II.4)
    name = name or _place_of(unit, (title or "") + " \n " + everything)
    key = same_tone(name or "").lower()
    level = _LEVELS[unit]
    if unit == "thành phố" and name and key not in cities():
        level = Level.DISTRICT if len(committees) > 1 or key not in provinces() else Level.PROVINCE
    province = provinces().get(key, name) if level is Level.PROVINCE else _province_above(committees, everything)
    shown_unit = unit.capitalize() if key == "hồ chí minh" or key.isdigit() else unit
    place = f"{shown_unit} {provinces().get(key, name) if level is Level.PROVINCE else name}" if name else unit
    body_name = "Hội đồng nhân dân" if re.match(r"hội|hđnd", committee[0], re.I) else "Ủy ban nhân dân"
    if department:
        return f"{department} {place}", level, province
    return f"{body_name} {place}", level, province


_SEAT = re.compile(r"(?:^|[|\s])(?P<place>[^|,\d]{2,40}?),\s*ngày(?!\w)", re.IGNORECASE)


def seat_of(top: list[Block]) -> str | None:
    """The province by whose name the head is dated: "Bạc Liêu, ngày …"; None for another place."""
    for block in top:
        for found in _SEAT.finditer(block.text):
            words = found["place"].split()
            for size in range(len(words), 0, -1):
                if known := provinces().get(same_tone(" ".join(words[-size:])).lower()):
                    return known
    return None


def committee_in(first: list[Block], blocks: list[Block]) -> tuple[str | None, Level | None, str | None]:
    """The committee that `first` says to issue, its place completed from the rest of the text."""
    said = "\n".join(block.key for block in first)
    return read_issuer([], [*first, *blocks], None, said)


def _department(stated: str, number: Number | None) -> str | None:
    """The department that issues below a committee, where the number's sign is not the committee's own."""
    if number is not None and re.search(r"UBND|HĐND", number.sign):
        return None
    found = re.search(
        r"(?:^|\n)\s*((?:SỞ|BAN|TIỂU BAN|TỔ CÔNG TÁC|VĂN PHÒNG|CÔNG AN|PHÒNG|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|CHI CỤC|HỘI ĐỒNG PHỐI HỢP|THANH TRA)\s[^\n]+)",
        stated,
    )
    if found is None:
        return None
    name = _name_case(found[1].strip())
    return f"{name} {_parent(stated[: found.start(1)])}".strip() if name in _ORGANS else name


def _parent(above: str) -> str:
    """The body whose organ issues: "ỦY BAN MTTQ VIỆT NAM / XÃ TÂN LẬP / BAN THƯỜNG TRỰC"."""
    lines = [line.strip(" -–*|_") for line in above.split("\n")]
    said = []
    for line in (line for line in lines if line):
        place = re.match(rf"{_UNIT}\s+(.+)", line, re.I)
        said.append(f"{place[1].lower()} {_place_case(place[2])}" if place else agency_case(line))
    return " ".join(said)


_ISSUING = re.compile(
    r"(?:(?!về việc)[^.;:\n]){0,60}?\s*(?:vừa |đã |mới )?(?:ký )?ban hành\s+(?:kế hoạch|quyết định)", re.IGNORECASE
)


def _acting_committee(text: str) -> re.Match[str] | None:
    """ "UBND tỉnh X ban hành kế hoạch …": who issues, said in the preamble or in a news sentence."""
    best = None
    for found in COMMITTEE.finditer(text):
        acts = _ISSUING.match(text, found.end())
        if acts and not COMMITTEE.search(acts[0]):  # "theo Kế hoạch của UBND tỉnh X, UBND xã Y ban hành kế hoạch"
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
        name = _place_case(line if line.isupper() else name)
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
    if re.match(
        r"(?:SỞ|BAN|TIỂU BAN|TỔ|VĂN PHÒNG|BỘ|PHÒNG|HỘI|THANH TRA|THỦ TƯỚNG|CÔNG AN|CỤC|TỔNG CỤC|CHI CỤC|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN)\s",
        name,
    ):
        return agency_case(name) if name.isupper() else name
    return _place_case(name)


def _place_case(name: str) -> str:
    """ "TRƯỜNG VINH" -> "Trường Vinh": behind its level a name is a place's, whatever body it might begin as."""
    if not name.isupper():
        return name
    small = {"VÀ": "và", "CỦA": "của"}
    return " ".join(small.get(w, "-".join(p.capitalize() for p in w.split("-"))) for w in name.split(" "))
