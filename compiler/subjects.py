"""The holder that a heading or a sentence names, and whether it is told, asked or merely spoken of."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from compiler import gazetteer
from compiler.blocks import ENDED
from compiler.grammar import any_of, load
from compiler.holders import agency_case, body_end, clean_holder, starts_body, starts_class, without_qualifiers
from compiler.manuscript import UPPER

HEADING_LIMIT = 420
_OBLIGED = re.compile(r"\s*,?\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần)(?!\w)", re.I)
_ISSUER = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Chủ tịch (?:UBND|Ủy ban nhân dân)|HĐND|Hội đồng nhân dân|Chính phủ|Thủ tướng Chính phủ|Bộ trưởng|Ban Chỉ đạo)"
    rf"(?:\s+(?:tỉnh|thành phố|Thành phố|huyện|quận|thị xã|xã|phường)(?!,))?(?:\s+[{UPPER}]\S*)*\s+(?=giao|yêu cầu|đề nghị|phân công)",
)
_CHARGED_CLASS = re.compile(
    r"(?P<name>(?:(?:Các |Những |Mỗi |Từng )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Nn]gười|[Cc]hủ|[Đđ]oàn|[Tt]ổ(?! chức)|[Bb]an|[Hh]ội đồng|[Bb]ộ phận|[Nn]hóm))"
    r"\s(?:[^,;.:()]|\([^()]*\)|,\s(?!\w+\s(?:phải|có trách)))[^;.:()]{0,120}?(?:\([^()]*\))?)"
    r",?\s+(?P<charge>có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải)(?!\w)"
)
""""Cơ quan thẩm định văn bản phải …": a holder that is named by what it does, known by its charge."""
_CONNECTIVE = re.compile(r"(?:Ngoài ra|Đồng thời|Bên cạnh đó|Trong đó|Riêng|Theo đó|Do đó|Vì vậy)\s*,\s*", re.I)
_SIRS = re.compile(r"(?:Các )?(?:[Ôô]ng|[Bb]à)(?:\s*\([Bb]à\)|,\s*[Bb]à|\s+và\s+[Bb]à)?\s*:?\s+(?=[^\W\d_])")
""""Điều 3. Các ông (bà): Chánh Văn phòng …, Giám đốc các sở … chịu trách nhiệm thi hành": no part of a name."""
_PERSON = re.compile(rf"(?i:người|chủ hộ|(?:cán bộ|công chức)(?-i:(?! [{UPPER}]))|cá nhân|đảng viên)")
"""People in general; "Công chức Địa chính - Xây dựng" is a post."""


_LEADS_CLEARLY = re.compile(
    r"\s(?:được giao (?:làm|nhiệm vụ)|làm đầu mối|là (?:đầu mối|cơ quan thường trực|cơ quan đầu mối)|chủ trì|phối hợp với|có trách nhiệm|chịu trách nhiệm|căn cứ|chủ động|tham mưu)(?!\w)"
)
_ACTS_CLEARLY = re.compile(
    r"\s(?:được giao (?:làm|nhiệm vụ)|làm đầu mối|là (?:đầu mối|cơ quan thường trực|cơ quan đầu mối)|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tổ chức|triển khai|thực hiện|căn cứ|chủ động|xây dựng|tham mưu|báo cáo|"
    r"tiếp tục|tăng cường|đẩy mạnh|hướng dẫn|chỉ đạo|tổng hợp|gửi|theo dõi|đôn đốc|kiểm tra|giám sát|đăng tải|bố trí|thẩm định)(?!\w)"
)
_QUALIFIED = re.compile(
    r"[\s,]*(?:(?:theo|trong phạm vi|căn cứ)(?: phạm vi)?(?: thẩm quyền,?| lĩnh vực,?| chức năng,?| và| nhiệm vụ,?| quyền hạn,?)+"
    r"(?: được (?:giao|phân công)| của mình| quản lý)*)\s*[:.]?\s*$"
)


_BRACKETED = re.compile(r"\((?=[^()]{3,160}\schủ trì\b)")
"""\"… (Sở A chủ trì, Sở B phối hợp)\": a task with its lead behind it."""
_CLAUSE = re.compile(
    r"[,:]\s+|(?<=\sdo)\s(?=[^\W\d_])|\((?=[^()]{3,160}\schủ trì\b)|\s(?=đề nghị\s|giao\s|yêu cầu\s)"
    r"|(?<=vướng mắc)\s|(?<=khó khăn)\s|(?<=phát sinh)\s|(?<=bổ sung)\s|(?<=thẩm quyền)\s|(?<=điều chỉnh)\s"
)


_SHARE = re.compile(r"\d\s*%[^.;:%]{0,120}$")
"""A share of a class before its next name: the sentence sets an aim and charges nobody."""


_URGED = re.compile(
    r"\s+(?:khẩn trương|nghiêm túc|tiếp tục|tích cực|kịp thời|quyết liệt|tăng cường|đẩy mạnh|hoàn thành|giải quyết \d|khắc phục)(?!\w)"
)
"""How somebody is to act: what these open is no part of a name ("Các đơn vị cấp nước" goes on with a verb)."""


_OF_AN_ACT = re.compile(
    r"(?:^|,\s|\svà\s)(?:cơ quan|đơn vị)\s+(?:chủ trì|chủ quản|tham mưu|quản lý|thẩm định|tổ chức lập)\b", re.I
)
""""cơ quan chủ quản Chương trình, cơ quan chủ trì dự án": bodies named by an act, which is not told to them."""


_NO_BODY = re.compile(
    r"(?:hội (?:nghị|thảo|thi|chợ|diễn|trại)|ban hành|báo cáo|phòng,? (?:ngừa|chống)|đoàn kết|tổ chức|bộ tiêu chí|bộ chỉ số|"
    r"thuế suất|trường hợp|hội nhập|kho dữ liệu|quỹ đất|trung tâm hóa)(?!\w)"
)
"""Words that begin as names of bodies do and, where all is in capitals, would be taken for one."""


class Subject(NamedTuple):
    """Who a sentence is about: `ordered` by the issuer, `requested` ("đề nghị"), `obliged` ("có trách nhiệm"),
    `acts` (an act follows the name). `before`: named in an earlier sentence."""

    holder: str
    requested: bool
    ordered: bool
    obliged: bool
    acts: bool
    persons: bool
    before: bool = False


class Heading(NamedTuple):
    """A heading's holder; `rest` is where run-in text begins ("Sở Tài chính: Căn cứ …"), None without."""

    holder: str
    requested: bool
    rest: int | None


def heading_holder(key: str, *, inside: bool = True, heads: bool = False) -> Heading | None:
    """The holder of a heading, with or without run-in text behind a colon; None where none is named.

    `inside`: the heading stands in an assigning part, where any name of bodies counts. `heads`: items stand under
    it, so that a name which holds a verb ("Các đơn vị cấp nước") is still a name.
    """
    if len(key) > 20000:
        return None
    requested = bool(re.match(r"(?:trân trọng |kính )?đề nghị[\s:]|mời\s", key, re.I))
    lead = re.match(
        r"(?:(?:trân trọng |kính )?đề nghị|giao(?: nhiệm vụ)?(?: cho)?|đối với|về phía|trách nhiệm của|nhiệm vụ của|mời)\s*:?\s+",
        key,
        re.I,
    )
    at = lead.end() if lead else 0
    name_case = key[at : at + 1].upper() + key[at + 1 :]
    if key.isupper() and len(key) > 6:
        name_case = _as_names_are_written(key[at:])
    if not starts_body(name_case, 0):
        return None
    end = body_end(name_case, 0, HEADING_LIMIT)
    tail = name_case[end:]
    colon = re.match(
        r"(?:[\s,]*(?:theo|trong phạm vi|căn cứ|có trách nhiệm|chịu trách nhiệm)[^:.;]{0,120})?\s*:\s*", tail
    )
    holder = clean_holder(key[at : at + end] if key.isupper() else name_case[:end])
    if colon and lead and starts_body(tail, colon.end()):
        return None  # "Đề nghị các hội: Hội A, Hội B phối hợp …": the colon opens a list, no text
    if colon and colon.end() < len(tail):
        return Heading(holder, requested, at + end + colon.end())
    if colon or not tail.strip(" .,;"):
        return Heading(holder, requested, None)
    qualified = _QUALIFIED.match(tail)
    if qualified:
        return Heading(holder, requested, None)
    if re.search(r"[.;]$", name_case) and _acts().search(" " + tail.strip()):
        return None
    acts = (_ACTS_CLEARLY if ENDED.search(name_case) else _LEADS_CLEARLY).search(tail)
    asked = re.match(r"\s+(?:phối hợp|thực hiện|quan tâm|chỉ đạo|phối hợp thực hiện|tham gia)\s*:?\s*$", tail)
    if lead and asked and heads:
        return Heading(holder, requested, None)
    acts = acts or _URGED.match(tail)
    if inside and heads and len(key) < 200 and not re.search(r"[.;]\s", name_case) and not acts:
        return Heading(clean_holder(name_case), requested, None)
    colon_later = re.match(r"([^:;.]{0,160}):\s*", name_case)
    behind = name_case[end : colon_later.end(1)] if colon_later else ""
    runs_in = colon_later is not None and opens_with_act(key[colon_later.end() :])
    says = bool(_LEADS_CLEARLY.search(behind)) if runs_in else _says_act(behind)
    if inside and colon_later and at == 0 and not says:
        return Heading(
            clean_holder(colon_later[1]), requested, colon_later.end() if colon_later.end() < len(key) else None
        )
    return None


def is_class(holder: str) -> bool:
    """Whether a name begins as a class does: a verb behind it may say which ("Các đơn vị cấp nước")."""
    return bool(re.match(r"(?:các|những|mỗi|từng|mọi|toàn thể)\s", holder, re.I))


def _says_act(behind: str) -> bool:
    """Whether words between a known name and a colon are an act; one or two that acts rarely are belong to the name
    ("Phòng Công nghệ thông tin:")."""
    found = _acts().search(" " + behind)
    return bool(found) and (len(behind.split()) > 2 or bool(_ACTS_CLEARLY.search(" " + behind)))


def _as_names_are_written(name: str) -> str:
    """A name in capitals as names are written, length kept: as the gazetteer knows it, else with each word's capital."""
    if _NO_BODY.match(name.lower()):
        return name.lower()
    for said in (agency_case(name), _each_word_capital(name)):
        if starts_body(said) and not said[body_end(said, 0, HEADING_LIMIT) :].strip(" .,;:"):
            return said
    return _each_word_capital(name)


def _each_word_capital(name: str) -> str:
    """ "TRƯỜNG CHÍNH TRỊ TỈNH" -> "Trường Chính Trị tỉnh", length kept: capitals as names have them, for matching."""
    small = load("agencies")["small_words"]
    said = " ".join(word if (word := one.lower()) in small else one.capitalize() for one in name.split(" "))
    said = re.sub(r"(?:Ubnd|Hđnd|Mttq|Bhxh)(?!\w)", lambda found: found[0].upper(), said[:1].upper() + said[1:])
    low = said.lower()
    head = max((one for one in load("agencies")["heads"] if low.startswith(f"{one.lower()} ")), key=len, default="")
    return head + said[len(head) :]


def subject_of(key: str, *, loosely: bool = False, anywhere: bool = False) -> Subject | None:
    """The holder that the statement `key` (one tone placement) names before its act, or None.

    `loosely`: a class without an article counts as well ("… vướng mắc, cơ quan, đơn vị phản ánh …"). `anywhere`:
    behind any comma, not only behind words that lead up to a subject.

    "Căn cứ Kế hoạch này, các sở …", "UBND tỉnh giao Sở …", "Đề nghị …", "Sở Y tế chủ trì …", "Xây dựng đề án: Sở Y tế …".
    """
    at = 0
    connective = _CONNECTIVE.match(key)
    if connective:
        at = connective.end()
    sirs = _SIRS.match(key, at)
    if sirs:
        at = sirs.end()
    issuer = _ISSUER.match(key, at)
    if issuer:
        at = issuer.end()
    ordered = _orders().match(key, at)
    if ordered:
        return _named(
            key, ordered.end(), ordered=ordered["order"] is not None, requested=ordered["request"] is not None
        )
    if issuer:
        return None
    direct = _named(key, at)
    if direct is not None:
        return direct
    charged = _CHARGED_CLASS.match(key, at)
    if charged and not re.search(r"\s(?:mà|nếu|thì|khi|cần|đã)\s", charged["name"]):
        holder = clean_holder(charged["name"])
        return Subject(holder, False, False, charged["charge"] != "phải", True, bool(_PERSON.match(holder)))
    led_up = bool(_preamble().match(key, at)) or ":" in key[at : at + 160] or bool(_BRACKETED.search(key, at))
    if not (anywhere or led_up):
        return None
    return _behind_preamble(key, at, loosely, clearly=not led_up)


def told_inside(key: str) -> Subject | None:
    """Whom a sentence tells in its middle with no comma before the name: "Kết thúc năm học phòng Văn hóa báo cáo …".

    A name that a preposition or a verb governs ("của các sở", "đôn đốc UBND xã") is told nothing.
    """
    if not acts_clearly(key) and "trách nhiệm" not in key:
        return None
    for found in islice(gazetteer.starts().finditer(key, 1), MOST_NAMES):
        if key[found.start() - 1] != " " or _governed().search(key, max(0, found.start() - 30), found.start()):
            continue
        end = body_end(key, found.start())
        if _OBLIGED.match(key, end) or _ACTS_CLEARLY.match(key, end):
            subject = _named(key, found.start(), checked=True)
            if subject is not None and not subject.persons:
                return subject
    return None


def acts_behind_name(key: str) -> bool:
    """Whether an act follows the names at the start of `key`; "trong phạm vi chức năng …" is none."""
    plain = without_qualifiers(key)
    return bool(plain[body_end(plain, 0) :].strip(" .;"))


def acts_clearly(key: str) -> bool:
    """Whether a sentence holds a verb with which holders are charged."""
    return bool(_ACTS_CLEARLY.search(key))


def act_places(key: str) -> list[int]:
    """Where verbs stand that holders do, or a colon before one: a sentence without either tells nobody anything."""
    return [found.start() for found in _acts_anywhere().finditer(key)]


def opens_with_act(key: str) -> bool:
    """Whether a statement begins with an act, as items under a holder do."""
    return bool(_openers().match(key[:1].lower() + key[1:60]))


def _named(
    key: str, at: int, *, ordered: bool = False, requested: bool = False, checked: bool = False
) -> Subject | None:
    name_case = key[at : at + 1].upper() + key[at + 1 :]
    if not (checked or starts_body(key, at) or starts_body(name_case)):
        return None
    end = body_end(key, at)
    if ordered or requested:
        end = _listed(key, end)
    holder = clean_holder(key[at:end])
    rest = key[end:]
    obliged = bool(_OBLIGED.match(rest))
    acts = obliged or bool(_acts().match(rest)) or bool(_acts_after_comma().match(rest))
    acts = acts or bool(_acts_on_condition().match(rest))
    if not acts and not ordered and not requested:
        return None
    if re.match(r"\s+(?:vừa |đã )?(?:ký )?ban hành\s", rest) and key.rstrip().endswith(":"):
        return None  # "… ban hành Kế hoạch … như sau:"
    if _is_issuer(holder) and not ordered:
        return None
    if not ordered and not is_class(holder) and _OF_AN_ACT.search(f"{holder}{rest[:20]}"):
        return None
    if requested and _is_issuer(re.split(r"[,;]| và ", holder)[0]):
        return None  # what is asked of those who decide is a proposal
    return Subject(holder, requested, ordered, obliged, acts, bool(_PERSON.match(holder)))


def _listed(key: str, end: int) -> int:
    """End of the bodies that a colon lists behind a name that ends at `end`, where an act follows; else `end`."""
    colon = re.compile(r"\s*:\s+").match(key, end)
    if colon is None or not starts_body(key, colon.end()):
        return end
    last = body_end(key, colon.end())
    return last if _acts().match(key, last) else end


MOST_NAMES = 40
"""Names of one sentence that are tried for what they are told."""
LONGEST_SENTENCE = 3_000
"""Letters in which a holder is looked for; the longest paragraph of 31 real documents has 1,692."""


def _behind_preamble(key: str, at: int, loosely: bool, *, clearly: bool = False) -> Subject | None:
    """Try each clause behind a comma or colon of the first sentence for a holder that acts (`clearly`: as holders do)."""
    sentence = re.match(rf"[^;]*?(?:\.\s(?=[{UPPER}])|;|$)", key[at:])
    limit = at + (sentence.end() if sentence else len(key))
    named = at
    for found in _CLAUSE.finditer(key[at : min(limit, at + LONGEST_SENTENCE)]):
        begin = at + found.end()
        if begin < named:
            continue  # inside a list of names that was seen whole
        if _SHARE.search(key, at, begin):
            continue  # "Có trên 30% doanh nghiệp, hợp tác xã ứng dụng …" is an aim
        if not clearly and key[:begin].endswith(" do "):
            continue  # "Căn cứ Đề án do Sở A xây dựng, …" tells whose the scheme is
        issuer = _ISSUER.match(key, begin)
        begin = issuer.end() if issuer else begin
        ordered = _orders().match(key, begin)
        if ordered:
            subject = _named(
                key, ordered.end(), ordered=ordered["order"] is not None, requested=ordered["request"] is not None
            )
        else:
            if not (starts_body(key, begin) or (loosely and starts_class(key, begin))):
                continue
            named = body_end(key, begin)
            if clearly and not (_ACTS_CLEARLY.match(key, named) or _OBLIGED.match(key, named)):
                continue
            subject = _named(key, begin, checked=True)
        if subject is not None:
            return subject
    return None


def _is_issuer(holder: str) -> bool:
    """The issuer and its chair give orders; what they do themselves is no assignment."""
    return bool(
        re.fullmatch(
            rf"Thủ tướng Chính phủ|Chính phủ|Quốc hội|(?:Chủ tịch |Phó Chủ tịch )?(?:UBND|Ủy ban nhân dân|Hội đồng nhân dân|HĐND) (?:tỉnh|thành phố|Thành phố)(?: [{UPPER}].*)?",
            holder,
        )
    )


@cache
def _orders() -> re.Pattern[str]:
    orders = load("verbs")["orders"]
    return re.compile(
        rf"(?:(?P<order>(?!giao (?:dịch|lưu|thông|nhận|đất|rừng|tiếp|thương|thừa|ban(?:\s*[,;.)]|\s+(?:tháng|tuần|quý|hằng|hàng|định kỳ|báo chí|trực tuyến)|$)))(?:{any_of(orders['order'])}))|(?P<request>{any_of(orders['request'])}))\s+",
        re.I,
    )


@cache
def _preamble() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load('verbs')['preambles'])})(?!\w)", re.I)


@cache
def _act_words() -> str:
    return any_of(load("verbs")["acts"])


@cache
def _acts_after_comma() -> re.Pattern[str]:
    """ "Sở Tài chính, trên cơ sở đề xuất của các đơn vị, chủ trì …" """
    aside = r"(?:trên cơ sở|căn cứ|theo|trong phạm vi|thông qua|ngoài)\b[^;.]{0,160}?,\s+"
    return re.compile(rf"\s*,\s+(?:{aside})?(?:{_act_words()})(?!\w)")


@cache
def _acts_on_condition() -> re.Pattern[str]:
    """ "Đoàn kiểm tra trong quá trình làm việc nếu có vướng mắc thì báo cáo …" """
    when = r"(?:trong quá trình|khi|nếu|trường hợp|sau khi|trong thời gian)\s[^.;:]{3,300}?"
    return re.compile(
        rf",?\s+{when}(?:,\s+|\s+thì\s+|,\s+thì\s+)(?:phải |cần |có trách nhiệm )?(?:{_act_words()})(?!\w)"
    )


@cache
def _governed() -> re.Pattern[str]:
    verbs = load("verbs")
    return re.compile(
        rf"(?<!\w)(?:{any_of(verbs['acts'] + verbs['stops'] + verbs['governors'])})\s+$|[,;:/(–-]\s*$", re.I
    )


@cache
def _acts_anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_act_words()})(?!\w)|:\s")


@cache
def _openers() -> re.Pattern[str]:
    verbs = load("verbs")
    return re.compile(rf"\s*(?:(?:cũng|đều|sẽ|trực tiếp|cùng)\s+)?(?:{any_of(verbs['acts'] + verbs['openers'])})(?!\w)")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:(?:cũng|đều|sẽ|trực tiếp|cùng)\s+)?(?:{_act_words()})(?!\w)")
