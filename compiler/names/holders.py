"""Bodies as a plan names them: where a name begins, where it ends, and where one ends and the next begins.

Longest match against the gazetteer comes before any split on "và", "," or ";", since names hold them
("Sở Văn hóa, Thể thao và Du lịch"). A name that no gazetteer knows ends where a verb or a stop word begins.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from compiler.names import gazetteer
from compiler.names.capitals import agency_case
from compiler.text.manuscript import LOWER, UPPER, same_tone

LONGEST = 700
"""A list of bodies longer than this is not one."""
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)/]?|[-–+•*]|[a-zđ]\)|[IVX]+\.)\s+")
_LEAD_IN = re.compile(
    r"^(?:đối với|về phía|trách nhiệm của|nhiệm vụ của|đề nghị|trân trọng đề nghị|kính đề nghị|đồng thời đề nghị|"
    r"giao nhiệm vụ cho|giao cho|giao|yêu cầu|phân công|mời|cơ quan (?:chủ trì|quản lý|chủ quản|thực hiện|đầu mối|thường trực)\s*:|chủ trì\s*:)\s*:?\s+",
    re.I,
)
_TRAILING = re.compile(
    r"[\s,]*(?:\btheo (?:chức năng|thẩm quyền|phạm vi|nhiệm vụ|lĩnh vực|phân cấp)[^()]*|\btrong phạm vi[^()]*|\bcăn cứ [^()]*|"
    r"\btheo quy định[^()]*|,\s*(?:trong đó|nhất là|đặc biệt là)\s[^()]*|\bcó (?:trách nhiệm|nhiệm vụ)[^()]*|\bchịu trách nhiệm[^()]*|\s(?:có người )?được(?: dự kiến)?|\scó|"
    r"(?<=liên quan)\s(?:tới|đến|trong)\s(?:việc\s)?[^()]*|"
    r"\s*\((?:[^()]*(?:…|\.\.\.)|(?:sau đây |dưới đây )?(?:gọi|viết) (?:chung|tắt|là)[^()]*|nếu có|(?:trừ|thời gian|thời hạn|hạn|chậm nhất|(?:xong |hoàn thành )?trước ngày) [^()]*|(?:thời (?:gian|hạn)|hạn): ?[^()]*)\)|[\s:;.,\-–]+)$",
    re.I,
)
_IN_PERSON = re.compile(r"^((?:đồng chí|đ/c|ông|bà)\s.+?)\s+trực tiếp$", re.I)
_ASIDE = re.compile(
    r"\s?\((?:(?:kính |trân trọng )?(?:đề nghị|mời)|(?:số )?điện thoại|đt|sđt|di động|hotline|fax|e-?mail|hộp thư|liên hệ)(?!\w)[^()]*\)"
    r"|,\s?(?:(?:số )?điện thoại|đt|sđt|di động|hotline|fax|e-?mail|hộp thư)(?!\w).*$",
    re.I,
)
""" "(đề nghị phối hợp)", "(ĐT: …)", ", ĐT …": how a body is asked or reached is no part of its name."""
_SECOND_HAT = r"\((?:là )?(?:[Cc]ơ quan|[Đđ]ơn vị) (?:thường trực|đầu mối|chủ trì|tổng hợp|điều phối)[^()]*\)"
"""A second hat behind a name: "Sở Nội vụ (cơ quan thường trực)", "Sở Tài chính - Cơ quan thường trực …" (DOMAIN 3, 15)."""
_HAT = re.compile(
    rf"\s*(?:{_SECOND_HAT}|\([Gg]iao [^()]*\)|\((?:bao gồm cả|gồm cả|kể cả|trừ) [^()]*\)|[-–,]\s*(?:[Cc]ơ quan|[Đđ]ơn vị) (?:[Tt]hường trực|[Đđ]ầu mối)\b.*$"
    r"|[-–]\s*[Tt]hường trực (?:[Kk]ế hoạch|[Cc]hương trình|[Đđ]ề án|Ban Chỉ đạo|[Hh]ội đồng (?!nhân dân)|Tổ công tác)\b.*$)"
)
_MID_QUALIFIER = re.compile(
    r",?\s*\b(?:trong phạm vi|theo) (?:phạm vi )?chức năng,?(?: và)? nhiệm vụ(?:,? quyền hạn)?(?:,? (?:quản lý|thẩm quyền|quyền hạn|lĩnh vực|phạm vi|địa bàn))*(?: (?:được giao|được phân công|của mình|của đơn vị mình|quản lý|phụ trách))*,?(?=\s|$|[.;])",
    re.I,
)

_SUBMITS = re.compile(
    r"(?<!chương)(?<!công)(?<!quy)(?<!lộ)(?<!giáo)(?<!tiến)(?<!hành)(?<!phương)(?<!tờ)(?<!quá)\s+trình\s+"
    r"(?=(?:các |những )?(?:cấp|cơ quan|người) (?:có )?thẩm quyền|cấp trên|(?:Ủy ban|Hội đồng) nhân dân|UBND|HĐND|Chủ tịch|Chính phủ|Thủ tướng|Bộ |Quốc hội|Ban )"
    r"[^;]*",
    re.I,
)
""""Ủy ban nhân dân cấp tỉnh trình Hội đồng nhân dân cùng cấp" in a cell of leads: the submitting is an act, no name."""
_CHARGED_FIELD = re.compile(r"phòng,? chống(?!\w)")
""""các cơ quan chuyên trách phòng, chống cháy rừng": what they are there for, no "phòng"."""
_LEVEL_BEHIND = re.compile(
    r"(?:ngành|đoàn thể|sở|cơ quan|đơn vị) (?:tỉnh|thành phố|Thành phố|cấp tỉnh|huyện|Tỉnh)$|liên quan$"
)

CONTEXT = 100
"""How far before a list a name or article that belongs to it may begin."""


# behind a name that the gazetteer knows whole, a small letter ends it unless a level or qualifier follows
ENDS_NAME = re.compile(
    r"\s+(?!(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|cấp|của|thuộc|trực thuộc|có (?:liên quan|rừng|biển|đê|đập|hồ chứa|mỏ|khu công nghiệp|cửa khẩu)|liên quan|trên địa bàn|"
    r"và|cùng|hoặc|khu vực|các|khác|đóng(?= (?:chân|quân|trên|tại|ở|trong))|trong|mỗi|ở|tại|miền|vùng|ven|đồng bằng|biên giới|ủy(?! (?:thác|nhiệm|quyền))|đảng ủy|cấp ủy|đoàn|được giao|được phân công)(?!\w))"
    rf"[{LOWER}]"
)

GRANTS = re.compile(
    r"\s+cấp\s+(?!(?:tỉnh|huyện|xã|phường|thôn|quận|cơ sở|trên|dưới|ủy|trung ương|Trung ương|có thẩm quyền|bộ|tổ chức|đại biểu)(?!\w))\w"
)
""""Sở X cấp mã số …": what is granted, no level."""

_NAMED_AFTER_A_VERB = re.compile(r"xây dựng(?=\s+(?:chủ trì|tham mưu|có trách nhiệm|chịu trách nhiệm)(?!\w))")
""""Cục Kết cấu hạ tầng xây dựng chủ trì …": the verb that another follows ends the name."""
_CHARGED = re.compile(
    r"\s+được (?:giao|phân công)\s+(?:nhiệm vụ\s+)?(?:làm|chủ trì|là|theo dõi|tham mưu|phụ trách|tổng hợp|đầu mối)(?!\w)"
)
""""Sở Tư pháp được giao làm đầu mối …": behind one body's name the charge is the act, behind a class it says which."""
_ENDS_WHOLE = re.compile(f"{ENDS_NAME.pattern}|{GRANTS.pattern}")

_BARE_CLASS = re.compile(
    r"(?:Sở|Ban|Ngành|Đoàn thể|Phòng|Hội|Cục|Vụ|Quận|Huyện|Thị xã|Phường|Xã|Viện|Trường)"
    r"(?=\s*[,;.)]|\s+(?:ngành|và|liên quan|có liên quan|trực thuộc|thuộc|cấp|trong)(?!\w)|\s*$)"
)
""""các Sở, Ban, ngành": a class goes on with capitals."""

_NEXT_UNPARTED = re.compile(
    r"\s+(?=(?:Sở|Bộ(?! phận)|Công an|UBND|Ủy ban|Thanh tra|Văn phòng|Cục|Ban Quản lý)\s"
    r"|(?:cơ quan|đơn vị|tổ chức)(?:, (?:cơ quan|đơn vị|tổ chức))* (?:có )?liên quan)"
)
""""Sở Y tế Sở Công Thương", "Sở Y tế cơ quan, đơn vị liên quan": lines of a cell whose commas were lost."""


_OF_THE_STATE = re.compile(r"(?:các\s)?(?:bộ|sở|ban|ngành|đoàn thể|địa phương|,|và|\s)+", re.IGNORECASE)
_NOT_OF_THE_STATE = re.compile(r"(?:trường|viện|doanh nghiệp)\s", re.IGNORECASE)
""""các sở, ngành, trường đại học": schools and enterprises are an item of their own."""

_UNIT_BEFORE = re.compile(
    r"\s(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)(?:\s*[,/]\s*(?:và\s+)?|\s+và\s+)$"
)


class Named(NamedTuple):
    """A body or class of bodies in a block: ``text[start:end]``."""

    text: str
    start: int
    end: int


def starts_body(key: str, at: int = 0) -> bool:
    """Whether the name of a body, of a class of bodies or of its head begins at ``key[at]``."""
    return bool(gazetteer.starts().match(key, at))


def starts_class(key: str, at: int = 0) -> bool:
    """Whether a class of bodies begins at ``key[at]``, also without an article: "sở, ngành liên quan"."""
    return bool(gazetteer.class_noun().match(key, at)) and not gazetteer.stops().match(key, at)


@lru_cache(maxsize=256)
def body_end(key: str, at: int, limit: int = LONGEST) -> int:
    """End of the name or list of names that begins at ``key[at]`` (`key`: one tone placement)."""
    stop, inside, separator, whole = gazetteer.stops(), gazetteer.inside(), gazetteer.separator(), gazetteer.whole()
    position, top = at, min(len(key), at + limit)
    known_whole = False
    one = not re.match(r"(?:các|những|mỗi|từng|mọi)\s", key[at : at + 7], re.I)
    while position < top:
        if key[position] == " ":
            if known_whole and (_ENDS_WHOLE.match(key, position) or (one and _CHARGED.match(key, position))):
                break
            position += 1
            continue
        if key.endswith("liên quan ", at, position) and gazetteer.class_noun().match(key, position):
            break  # "các đơn vị có liên quan tổ chức tập huấn": no list goes on without a mark
        found = inside.match(key, position)
        if found and found.end() > position:
            known_whole = known_whole or bool(whole.fullmatch(found[0]) or _ASIDE.fullmatch(found[0]))
            position = found.end()
            continue
        field = _CHARGED_FIELD.match(key, position) if key.endswith("chuyên trách ", at, position) else None
        if field:
            position = field.end()
            continue
        found = separator.match(key, position)
        if found:
            if not _goes_on(key, found.end(), found[0]):
                break
            known_whole = False
            position = found.end()
            continue
        halts = None if not known_whole and _NAMED_AFTER_A_VERB.match(key, position) else stop.match(key, position)
        noun = None if halts else gazetteer.class_noun().match(key, position)
        if noun:
            position = noun.end()
            continue
        if halts or key[position] in '.;:?!“”"()':
            break
        known_whole = known_whole and key[position] not in "-–"  # "Giám đốc Sở A - Phó Trưởng ban …": a further post
        while position < top and key[position] not in " ,;:.()":
            position += 1
        if position < top and key[position] == "." and key[position - 1].isupper():
            position += 1  # "TP. Huế", "VP. UBND"
    return at + len(_DANGLING.sub("", key[at:position].rstrip(" ,;:")))


_DANGLING = re.compile(r"\s(?:các|những)$")
""""báo cáo Lãnh đạo Sở các | chỉ tiêu …": what begins with the article is no body."""


def split_bodies(text: str, start: int = 0, end: int | None = None) -> list[Named]:
    """The bodies of a list. What stands under one article ("các sở, ngành") is one item (GUIDE, `with`)."""
    end = len(text) if end is None else end
    before = max(0, start - CONTEXT)  # a line of a megabyte with many lists must not be read again for each
    key = " " * before + same_tone(text[before:end])
    items: list[Named] = []
    begun = position = start
    while position < end:
        if key[position] == " ":
            position += 1
            continue
        found = gazetteer.inside().match(key, position)
        if found and found.end() > position:
            position = found.end()
            if found[0][:2] in {"Sở", "Bộ"} and _NEXT_UNPARTED.match(key, position):
                _add(items, text, begun, position)
                begun = position
            continue
        found = gazetteer.separator().match(key, position)
        if found and position > begun and _new_item(key, begun, found.end()):
            _add(items, text, begun, position)
            begun = position = found.end()
            continue
        position = found.end() if found else position + 1
        while not found and position < end and key[position] not in " ,;/":
            position += 1
    _add(items, text, begun, end)
    return items


def clean_holder(text: str) -> str:
    """A holder as the guide wants it: without number, order ("Giao", "Đề nghị"), colon or trailing qualifier."""
    said = _HAT.sub("", without_qualifiers(" ".join(text.split())))
    before = None
    while said != before:
        before = said
        said = _NUMBERED.sub("", said)
        said = said[_lead_in_end(said) :]
        said = _TRAILING.sub("", said).strip()
    said = _ASIDE.sub("", _IN_PERSON.sub(r"\1", said))
    if starts_body(said):
        said = _SUBMITS.sub("", said)
    if (said.endswith(")") and "(" not in said) or said.endswith("("):
        said = said.rstrip("()").strip()
    return agency_case(said) if said.isupper() and len(said) > 6 else said


def without_qualifiers(text: str) -> str:
    """`text` without "trong phạm vi chức năng, nhiệm vụ của mình" and its like, wherever they stand."""
    return _MID_QUALIFIER.sub("", text)


def is_group(holder: str) -> bool:
    """Whether a holder names a class of bodies ("các xã, phường"), not one or several by name."""
    key = same_tone(holder)
    return bool(
        re.search(
            r"\b(?:[Qq]uý (?=[CĐBcđb])|[Cc]ác|[Nn]hững|[Mm]ọi|[Tt]oàn thể|[Mm]ỗi|[Tt]ừng|[Tt]ất cả)\b(?! (?:[Kk]hu|KCN|[Hh]ội [A-ZĐ]))"
            r"|\b[Cc]ấp (?:xã|huyện|cơ sở)\b|\b[Ss]ở,|\b[Ss]ở (?:ban|ngành)|\b[Bb]an,? ngành\b|\b(?:xã|huyện|thị xã|quận), "
            r"|\b(?:xã|phường|quận|huyện)\s*/\s*(?:xã|phường|thị trấn|thị xã|huyện)\b"
            r"|^(?:[Cc]ơ quan|[Đđ]ơn vị|[Tt]ổ chức|[Bb]ộ|[Cc]ấp ủy|[Đđ]ịa phương|[Dd]oanh nghiệp)(?: [^\W\dA-ZĐ_]+)*, (?:cơ quan|đơn vị|tổ chức|ngành|địa phương|doanh nghiệp|nhà)\b"
            r"|^(?:[Dd]oanh nghiệp|[Nn]hà mạng|[Cc]hủ đầu tư|[Nn]hà đầu tư|[Cc]hủ rừng)(?:(?! [A-ZĐ]).)*$"
            r"|\b[Đđ]oàn thể\b|\bcó liên quan\b|\bliên quan$",
            key,
        )
    )


def _lead_in_end(said: str) -> int:
    found = _LEAD_IN.match(same_tone(said))
    return found.end() if found else 0


def _add(items: list[Named], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip(" ,;:"))
    piece = re.sub(rf"\s*{_SECOND_HAT}$", "", piece.strip(" ,;:"))
    if piece.endswith(".") and not re.search(r"\b[A-ZĐ]+\.$|\.\.\.$", piece):
        piece = piece.rstrip(". ")
    if piece:
        items.append(Named(_ASIDE.sub("", " ".join(piece.split())), start + lead, start + lead + len(piece)))


def _goes_on(key: str, at: int, separator: str) -> bool:
    """Whether a list of bodies goes on behind a separator that ends at `at`."""
    if gazetteer.starts().match(key, at) and not (
        gazetteer.stops().match(key, at) and not gazetteer.inside().match(key, at)
    ):
        return True
    if gazetteer.class_noun().match(key, at) and not gazetteer.stops().match(key, at):
        return True
    if key[at : at + 1].isupper() and separator.strip() in {",", "và", "/", "-", "–", "&"}:
        return not gazetteer.capital_verb().match(key, at)
    return bool(gazetteer.inside().match(key, at))


def _new_item(key: str, begun: int, at: int) -> bool:
    """Whether the name behind a separator opens a new item, given that the current one began at `begun`."""
    if re.match(r"(?:[Cc]ác|[Nn]hững|[Mm]ọi|[Tt]oàn thể)\s", key[at : at + 12]):
        return True
    if re.match(r"[Cc]ác\s", key[begun:]) and _BARE_CLASS.match(key, at):
        return False
    if gazetteer.units().match(key, at) and _UNIT_BEFORE.search(key, max(begun, at - CONTEXT), at):
        return False  # "Công an xã, phường" is one class
    article = re.match(
        r"(?:[Cc]ác|[Nn]hững|[Mm]ọi)\s|(?:Sở|Bộ|Ban|Cơ quan|Đơn vị|Tổ chức|Doanh nghiệp|Hội)\s?,", key[begun:]
    )
    article = article or re.match(f"[^{UPPER}]", key[begun : begun + 1])
    if gazetteer.named().match(key, at):
        return not (re.match(r"[Cc]ác\s+(?:Sở|Bộ|Phòng)\s*:", key[begun:]) and gazetteer.fields().match(key, at))
    if gazetteer.class_noun().match(key, at):
        if _NOT_OF_THE_STATE.match(key, at) and _OF_THE_STATE.fullmatch(key, begun, at):
            return True
        if _LEVEL_BEHIND.search(key[begun:at].rstrip(" ,;/và")):
            return True
        if re.match(r"(?:UBND|Ủy ban nhân dân|Chủ tịch|[Cc]ác\s)", key[begun:]) and gazetteer.units().match(key, at):
            return False
        return not article
    return bool(
        re.match(f"[{UPPER}]", key[at : at + 1])
        and not article
        and not gazetteer.fields().match(key, at)
        and gazetteer.starts().match(key, at)
    )
