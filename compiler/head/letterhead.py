"""The lines above the national motto: the authority above, and below it the body that issues (Nghị định 30/2020)."""

from __future__ import annotations

import re
from collections import Counter

from compiler.grammar import any_of, load, provinces
from compiler.names.capitals import agency_case
from compiler.result import Level
from compiler.text.manuscript import same_tone

_UNIT = r"tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu"
_HEAD = re.compile(
    r"(?:UBND|ỦY BAN|SỞ|BỘ(?! (?:TRƯỞNG|ĐỘI))|BAN|PHÒNG|VĂN PHÒNG|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|CHI CỤC|CỤC|TỔNG CỤC|THUẾ (?=TỈNH|THÀNH PHỐ|CƠ SỞ)|VỤ|VIỆN|THANH TRA|KIỂM TOÁN NHÀ NƯỚC|VIỆN KIỂM SÁT|CÔNG AN|"
    r"TIỂU BAN|TỔ CÔNG TÁC|HỘI ĐỒNG|HỘI|HĐND|ĐẢNG BỘ|ĐẢNG ỦY|ĐẢNG ĐOÀN|BAN CÁN SỰ ĐẢNG|CHI BỘ|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|THỊ ỦY|TỈNH ĐOÀN|THÀNH ĐOÀN|"
    r"HUYỆN ĐOÀN|ĐOÀN|BCH|BTV|LIÊN ĐOÀN|TỔNG LIÊN ĐOÀN|CÔNG ĐOÀN|LIÊN MINH|LIÊN HIỆP|ĐẠI HỌC|HỌC VIỆN|NGÂN HÀNG|KHO BẠC|BẢO HIỂM XÃ HỘI|"
    r"TÒA ÁN|MẶT TRẬN|THƯỜNG TRỰC|THỦ TƯỚNG|TRUNG ƯƠNG ĐOÀN|CHÍNH PHỦ|QUỐC HỘI|TẬP ĐOÀN|TỔNG CÔNG TY|CÔNG TY|ĐÀI|BÁO|TRẠM Y TẾ|KHOA|TỔ|CHI ĐOÀN|BỘ CHỈ HUY|BỘ TƯ LỆNH)(?:(?!\w)|(?<= ))"
)
_ORGAN = re.compile(
    r"(?:Ban Thường trực|Ban thường trực|Ban Chấp hành|Ban chấp hành|Ban Thường vụ|Ban thường vụ|BCH|BTV)$"
)
_OWN_NAME = re.compile(
    r"(?:Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Đảng ủy|Trường|Bệnh viện|Đại học|Học viện|Công an|Công ty|Viện|Trạm)\s"
)
_PLACELESS = re.compile(r"\s(?:tỉnh|thành phố|huyện|xã|phường|quận)$")
_LEVELS = (
    (
        Level.CENTRAL,
        r"Kiểm toán Nhà nước|Bộ (?!Chỉ huy|Tư lệnh)|Chính phủ|Thủ tướng|Quốc hội|Tổng cục|Tổng Liên đoàn|.*(?:Trung ương|Việt Nam)$|Văn phòng Chính phủ",
    ),
    (Level.COMMUNE, r"(?:Trạm Y tế|.*\s(?:xã(?! hội)|phường|thị trấn|đặc khu))(?!\w)"),
    (Level.DISTRICT, r"(?:(?:.*\s)?(?:Huyện ủy|Quận ủy|Thị ủy|Huyện đoàn)|Phòng |.*\s(?:huyện|quận|thị xã))(?!\w)?"),
    (Level.PROVINCE, r"(?:(?:.*\s)?(?:Tỉnh ủy|Thành ủy|Tỉnh đoàn|Thành đoàn)|Sở |.*\s(?:tỉnh|thành phố)(?!\w))"),
)


def read_letterhead(stated: str, everything: str) -> tuple[str, Level | None, str | None] | None:
    """Issuer in normal case, its level and province from the head's lines, or None where they name no body.

    `stated`: the head without motto and number, a line each; `everything`: the text, for the case of names.
    """
    bodies = _bodies(stated)
    if not bodies:
        return None
    named = [" - ".join(_normal(one, everything) for one in body.split(" - & ")) for body in bodies]
    name = named[-1]
    if _ORGAN.match(name) and len(named) > 1:
        name = f"{name} {named[-2]}"
    place = _place_in(" ".join(named))
    if (
        len(named) > 1
        and re.match(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy|Ban Chấp hành Trung ương", named[-2])
        and re.match(r"Ban |Văn phòng|Ủy ban Kiểm tra", name)
    ):
        name = f"{name} {named[-2]}"
    elif _PLACELESS.search(name) and place:
        name = f"{name} {place}"
    elif len(named) > 1 and not _OWN_NAME.match(name) and not _ORGAN.match(named[-1]) and not _has_place(name):
        unit = re.search(rf"(?i:{_UNIT})\s+\S.*$", named[-2])
        name = f"{name} {unit[0]}" if unit else name
    level = next((level for said in (name, *reversed(named[:-1])) if (level := _level_of(said))), None)
    return name, level, place if level is not Level.CENTRAL else None


def standing(name: str) -> tuple[Level | None, str | None]:
    """Level and province of a body from its name alone."""
    level = _level_of(name)
    return level, _place_in(name) if level is not Level.CENTRAL else None


def _bodies(stated: str) -> list[str]:
    """Names in capitals at the head's top; a line that begins with no word of a body goes on with the one above."""
    bodies: list[str] = []
    with_next = False
    for line in stated.split("\n"):
        flat = " ".join(re.sub(r"[*_|#/\\]+|[-–—]{2,}", " ", line).split())
        joint = flat[-1:] in "-–" and bool(flat.strip(" -–"))
        flat = flat.strip(" -–")
        if not flat:
            continue
        if (
            not flat.isupper()
            or len(flat) > 120
            or re.match(r"(?:SỐ|KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|HƯỚNG DẪN|CHƯƠNG TRÌNH|V/V)\b", flat)
        ):
            break
        if with_next and _HEAD.match(flat):
            bodies[-1] = f"{bodies[-1]} - & {flat}"  # a joint document: "BỘ … -" above "BỘ …"
        elif _HEAD.match(flat) and not (bodies and _leads_to(bodies[-1], flat)):
            bodies.append(flat)
        elif bodies:
            bodies[-1] = f"{bodies[-1]} {flat}"
        with_next = joint and bool(bodies)
    return bodies


def _leads_to(above: str, line: str) -> bool:
    """Whether a line goes on with the name above it though it begins like a body."""
    if re.match(r"(?:ĐOÀN|HỘI)\s", line) and above.endswith("BAN CHẤP HÀNH TRUNG ƯƠNG"):
        return True
    return bool(re.search(r"(?:,|VÀ|CỦA|BAN CHẤP HÀNH|BAN THƯỜNG VỤ)$", above))


def _normal(name: str, everything: str) -> str:
    """The name as the text spells it elsewhere, else by the gazetteer, places with capitals."""
    spelt = Counter(
        " ".join(found[0].split())
        for found in re.finditer(r"\s+".join(map(re.escape, name.split())), everything, re.IGNORECASE)
        if not found[0].isupper() and found[0][0].isupper()
    )
    said = spelt.most_common(1)[0][0] if spelt else _cased(name)
    said = next((known for known in load("agencies")["letterheads"] if known.lower() == said.lower()), said)
    said = re.sub(rf"(?<=xã hội )({_UNIT})", lambda m: m[1].lower(), said, flags=re.IGNORECASE)
    return re.sub(r"^UBND\b", "Ủy ban nhân dân", said)


def _cased(name: str) -> str:
    said = agency_case(name)
    said = re.sub(r"\b(?:gd&đt|gdđt)\b", "GD&ĐT", said)
    said = re.sub(
        rf"\b((?i:{_UNIT}))\s+(?!(?:và|các)\b)([^,]+)$",
        lambda m: f"{m[1].lower()} " + " ".join(word[:1].upper() + word[1:] for word in m[2].split()),
        said,
    )
    school = r"^((?:Trường|Bệnh viện) (?:mầm non|tiểu học|thcs|thpt|trung học cơ sở|trung học phổ thông|đại học|cao đẳng|đa khoa|y học cổ truyền)?)\s*(.*)$"
    found = re.match(school, said, re.I)
    if found:
        kind = found[1].split(" ", 1)
        of = kind[1] if len(kind) > 1 else ""
        of = of.upper() if of in {"thcs", "thpt"} else of[:1].upper() + of[1:]
        own = found[2] if re.match(_UNIT, found[2]) else " ".join(w[:1].upper() + w[1:] for w in found[2].split())
        said = " ".join(part for part in (kind[0], of, own) if part)
    party = re.match(r"(Tỉnh|Thành|Huyện|Quận|Thị) ủy(?: (.+))?$", said, re.I)
    if party:
        own = " ".join(w[:1].upper() + w[1:] for w in (party[2] or "").split())
        said = f"{party[1].capitalize()} ủy {own}".strip()
    for known in load("agencies")["letterheads"]:
        said = re.sub(rf"\b{re.escape(known)}\b", known, said, flags=re.IGNORECASE)
    return said


def _level_of(name: str) -> Level | None:
    return next((level for level, said in _LEVELS if re.match(said, name)), None)


def _has_place(name: str) -> bool:
    return bool(re.search(rf"\s(?i:{_UNIT})(?:\s|$)", name)) or _place_in(name) is not None


def _place_in(text: str) -> str | None:
    """The province that a name holds, as written today."""
    text = re.sub(r"(?:Cộng sản|TNCS|CSHCM|CS) Hồ Chí Minh", " ", same_tone(text), flags=re.IGNORECASE)
    found = re.search(rf"\b(?:{any_of(list(provinces().values()))})\b", text, re.IGNORECASE)
    return provinces().get(found[0].lower()) if found else None
