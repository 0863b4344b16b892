"""The gazetteer as expressions: what a name of bodies may begin with, hold, and what ends it (config/grammar)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from compiler.grammar import any_of, load
from compiler.text.manuscript import UPPER

# "Hội Nông dân", "Công an tỉnh", not "Hội nghị", "Báo cáo", "Phòng ngừa", "Tổ chức"
_AFTER_HEAD = (
    rf"\s+[{UPPER}(]|\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu|thị trấn|các|cấp|khu vực|nhà nước|nhân dân|"
    r"chuyên môn|trực thuộc|có liên quan|liên quan|ngành|sở|cơ quan|đơn vị)(?!\w)|\s*[,:;.()]|\s*$"
    # "Hiệu trưởng trường Mầm non …": the unit in small letters
    rf"|\s+(?:trường|trung tâm|bệnh viện|chi cục|công ty|đài|bảo tàng|thư viện|nhà văn hóa)\s+[{UPPER}]"
)
_AFTER_PERSON = r"\s+(?:phụ trách|chuyên trách|kiêm nhiệm|làm công tác|được (?:giao|phân công)|theo dõi|tổng hợp|khác|văn phòng|kế toán)(?!\w)"
"""Whom an office tells: "Chuyên viên phụ trách …", "Công chức được phân công …"."""


_ACTS_LIKE_PERSONS = (
    r"(?!Lãnh đạo,? (?:và )?(?:chỉ đạo|quản lý|điều hành|định hướng|tổ chức thực hiện|triển khai|thực hiện)(?!\w))"
    r"(?!(?:Thống kê|Thanh tra|Kiểm toán)(?:,? (?:và )?(?:thống kê|theo dõi|tổng hợp|báo cáo|kiểm tra|giám sát|rà soát|đánh giá|kiểm kê|phân loại|xử lý|lập|quản lý)"
    r"| (?:việc|tình hình|số liệu|đầy đủ|kết quả|toàn bộ|danh sách|số lượng))(?!\w))"
)
""""Lãnh đạo, chỉ đạo rà soát …", "Thống kê, theo dõi việc …" open with an act: they name no body."""
_NO_BODY = r"(?!(?:[Cc]ác |[Nn]hững |[Mm]ỗi )?(?:[Bb]áo cáo|[Hh]ội (?:nghị|thảo|thi|diễn|chợ|trại)|[Tt]rường (?:dữ liệu|thông tin|hợp))(?!\w)|Thanh tra(?:,| và) (?:kiểm tra|kiểm soát|giám sát|xử lý)(?!\w)|Đài (?:Loan|Bắc)(?!\w))"
""""Thanh tra, kiểm tra các cơ sở …" opens with an act, and "Đài Loan" is a country."""
_VERBS_LIKE_FIELDS = r"(?:xây dựng|tuyên truyền|cải cách hành chính|kiểm tra văn bản|đào tạo)\s+(?!(?:và|tỉnh|thành phố|huyện|có|các cấp)(?!\w))[^\W\d_A-ZĐ]"
""""các sở, ban, ngành xây dựng kế hoạch": in small letters and with an object these are what a body does."""
_ACTS_BEHIND_COLON = r"(?:Xây dựng|Tuyên truyền|Đào tạo)\s+(?!(?:và|tỉnh|thành phố|huyện)(?!\w))[^\W\d_A-ZĐ]"
""""Thanh tra Sở: Xây dựng kế hoạch …": what it is to do."""
_TAXES = r"(?!Thuế (?:GTGT|TTĐB|BVMT|TNDN|TNCN|XNK)(?!\w))"
""""Thuế GTGT thu từ …": a tax, not who collects it."""
_LEVEL = (
    r"(?:tỉnh|thành phố|Thành phố|huyện|thị xã|xã|phường|đặc khu|cấp (?:tỉnh|huyện|xã)|cơ sở|khu vực(?: [IVX\d]+)?)"
)
LEVELS = rf"(?:\s+(?:các\s+)?{_LEVEL}(?:(?:,\s+|\s+và\s+){_LEVEL})*)"
PLACE = rf"(?:\s+[{UPPER}]\w*){{0,4}}"
"""The level behind a body's name, and its place: "các xã, phường", "thành phố Kon Tum"."""
# an enumeration that its level has closed: "các sở, ban, ngành tỉnh và đơn vị liên quan" are two items


@cache
def starts() -> re.Pattern[str]:
    """What a name of a body, of a class of bodies or of its head begins with."""
    agencies = load("agencies")
    heads = any_of(agencies["heads"] + agencies["persons"])
    persons = any_of(agencies["persons"])
    lower_heads = any_of([h[0].lower() + h[1:] for h in agencies["heads"] if not h.isupper() and len(h) > 3])
    classes = any_of(agencies["classes"])
    # "Tổ chức, bộ máy" is a theme, "Tổ chức tập huấn" an act
    capital_classes = any_of([c[0].upper() + c[1:] for c in agencies["classes"] if c != "tổ chức"])
    bodies = bodies_of(agencies)
    return re.compile(
        rf"{_place_like_school()}{_TAXES}{_ACTS_LIKE_PERSONS}{_NO_BODY}(?:(?:{bodies})|(?:{heads})(?={_AFTER_HEAD})|(?:{lower_heads})(?=\s[{UPPER}])"
        rf"|(?:{persons})(?={_AFTER_PERSON})"
        rf"|(?:[Cc]ác|[Nn]hững|[Mm]ọi|[Tt]oàn thể|[Tt]ất cả các|[Tt]ừng|[Mm]ỗi)\s+(?:{classes}|{capital_classes}|{heads})(?!\w)"
        rf"|(?:{capital_classes})(?=\s*,|\s+(?:có )?liên quan|\s+(?:chủ quản|chức năng|cấp|được|trực thuộc|thuộc|trên địa bàn))"
        rf"|(?:{any_of(agencies['open_heads'])})(?=\s+\w)"
        rf"|(?:sở|phòng)\s(?:{_fields_of(agencies)})(?!\w)"
        rf"|(?:{any_of(agencies['persons_inside'])})(?=\s+(?:các|cơ quan|đơn vị|UBND|Ủy ban|Sở|Phòng|Công an|thôn|Đảng ủy)(?!\w))"
        rf"|(?:cấp có thẩm quyền|cấp trên|cơ quan có thẩm quyền)(?!\w))"
    )


@cache
def named() -> re.Pattern[str]:
    """What the name of one body begins with."""
    agencies = load("agencies")
    heads = any_of(agencies["heads"] + agencies["persons"])
    bodies = bodies_of(agencies)
    return re.compile(
        rf"{_place_like_school()}{_TAXES}{_ACTS_LIKE_PERSONS}{_NO_BODY}(?:(?:{heads})(?={_AFTER_HEAD})|(?:{any_of(agencies['open_heads'])})(?=\s+\w)|(?=[{UPPER}])(?:{bodies}))"
    )


@cache
def class_noun() -> re.Pattern[str]:
    """Nouns that name classes: "sở", "đơn vị"."""
    classes = load("agencies")["classes"] + load("agencies")["continuing"]
    return re.compile(
        rf"(?!phòng(?:,? chống| ngừa)|ban hành|báo cáo|[Bb]ộ đội)(?:(?:{any_of(classes)})|(?:{any_of([c[0].upper() + c[1:] for c in classes])}))(?!\w)"
    )


@cache
def units() -> re.Pattern[str]:
    """Levels of places that an enumeration goes through: "xã, phường"."""
    return re.compile(r"(?:các )?(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|quận|thôn|bản|tổ dân phố)(?!\w)")


@cache
def fields() -> re.Pattern[str]:
    """Fields of departments, also abbreviated."""
    agencies = load("agencies")
    return re.compile(rf"(?:{_fields_of(agencies)})(?!\w)", re.I)


@cache
def inside() -> re.Pattern[str]:
    """Pieces of a name that hold commas, "và" or verbs, and are taken whole."""
    agencies = load("agencies")
    bodies = bodies_of(agencies)
    fields = _fields_of(agencies)
    qualifiers = "|".join(agencies["qualifiers"]).replace("{U}", f"[{UPPER}]")
    classes = any_of(agencies["classes"])
    modifiers = any_of(agencies["modifiers"])
    units = r"(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|quận|thành, thị(?=\s*(?:[,.;:)]|$)|\s[^\W\d_]))"
    place = rf"(?:[{UPPER}][\w’']*(?:\s+(?:[-–]\s+)?[{UPPER}][\w’']*)*)"
    return re.compile(
        rf"(?:(?:(?:Bộ trưởng|Thứ trưởng|Giám đốc|Thủ trưởng)\s+)?[Cc]ác\s+(?:[Ss]ở|[Bb]ộ|[Pp]hòng)(?:,\s+(?:cơ quan|ban|ngành))*\s*:\s*(?i:{fields}|công an)(?:\s*(?:,|;|và)\s*(?i:{fields}|công an))*(?!\w)"
        rf"|[Cc]ác\s+(?:[Tt]ập đoàn|[Tt]ổng [Cc]ông ty)(?:\s+[Nn]hà nước)?\s*:\s*(?:[{UPPER}][^,;:.()]{{2,70}},\s+)*(?=[{UPPER}])"
        rf"|(?:{bodies})"
        rf"|(?:Sở|Phòng|Giám đốc Sở)(?:\s*:(?!\s+{_ACTS_BEHIND_COLON}))?\s+(?i:{fields})(?!\w)"
        rf"|(?:Bộ|sở|phòng|ngành|Ngành|Ban|Vụ|Bộ trưởng Bộ)(?:\s*:)?\s+(?!{_VERBS_LIKE_FIELDS})(?i:{fields})(?!\w)"
        r"|[Cc]ác\s+(?:đơn vị|cơ quan|tổ chức|đoàn thể|phòng, ban|sở, ngành)\s*:\s*(?=(?:Vụ|Cục|Sở|Phòng|Hội|Công an|Văn phòng|Thanh tra|Trung tâm|UBND|Đoàn)\s)"
        rf"|(?:(?:(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân)|Đảng ủy|Công an|Trạm Y tế)\s+)?(?:[Cc]ác|\d{{1,3}})\s+{units}(?:(?:,| và) (?:các )?{units})*\s*:\s+{place}(?:(?:,\s+|\s+và\s+){place})+(?!\w)"
        rf"|(?:UBND|Ủy ban nhân dân|Chủ tịch UBND|Chủ tịch Ủy ban nhân dân|HĐND)\s+(?:(?:các|cấp)\s+)?{units}"
        rf"(?:(?:\s*,\s*|\s+và\s+|\s*-\s*|\s+)(?:các )?{units})*(?:\s+{place})?(?!\w)"
        rf"|\((?!(?i:(?:đồng )?(?:qua|thông qua))\b|(?:đồng )?(?:qua|thông qua|để|trước|gửi|nếu|theo|kèm|chi tiết|chậm nhất|hoàn thành|báo cáo|có|khi|khoản|điều|điểm|gồm|bao gồm)\b)[^()]*(?:\([^()]*\)[^()]*)*\)"
        rf"|[-–]\s*[Cc]ơ quan thường trực[^,;:()]*"
        rf"|(?:(?:{classes})\s+)?(?:trực )?thuộc\s+(?=(?:Bộ|Sở|Phòng)\s+(?i:{fields})(?!\w))"  # "các đơn vị thuộc Bộ Giáo dục và Đào tạo"
        rf"|(?:(?:{classes})\s+)?(?:{qualifiers})(?!\w)"
        rf"|(?:{any_of(agencies['compounds'])})(?!\w)"
        rf"|cấp có thẩm quyền|cấp trên(?: có thẩm quyền)?"
        rf"|(?i:cơ quan|đơn vị)\s+chủ trì\s+(?:thẩm định|soạn thảo|thanh tra|kiểm tra)(?=\s+(?:{any_of(load('verbs')['acts'])}|được|quy định)(?!\w)|\s*[,;.])"
        rf"|(?i:cơ quan|đơn vị)\s+(?:chủ trì|phối hợp|đầu mối|thực hiện|tham mưu)(?=\s+(?:có trách nhiệm|(?:có )?liên quan))"
        rf"|(?i:{classes})\s+(?:{modifiers})(?=\s*[,;.:]|\s+(?:có )?liên quan|\s+(?:và|trên địa bàn|cấp|của|trong|tỉnh|thành phố)\b)(?!\w)"
        rf"|(?<!liên quan )(?:tổ chức|Tổ chức)(?=\s*,|\s+(?:(?:có )?liên quan|hữu quan|được (?:giao|phân công)|(?:có|chịu) trách nhiệm|có nhiệm vụ|phải(?!\w))|\s+khác|\s+và\s+(?:cá nhân|doanh nghiệp|công dân)|\s*[.;:]|\s*$)"
        rf"|(?:tổ chức|đơn vị|doanh nghiệp|cơ sở)\s+cung cấp dịch vụ(?:\s+(?:chi trả|viễn thông|công|Internet|bưu chính|việc làm))*"
        rf"|(?:tổ chức|đơn vị)\s+chi trả(?:\s+dịch vụ)?|cung cấp dịch vụ(?:\s+(?:chi trả|viễn thông|công|Internet|bưu chính|việc làm))*"
        rf"|được (?:lựa chọn|chỉ định|ủy quyền|thuê)(?!\w)"
        rf"|được (?:giao|phân công|phân giao)\b[^,;.:]{{0,120}}?(?=\s+(?:có trách nhiệm|chịu trách nhiệm)|(?<!giao)(?<!công)(?<!vụ)\s+chủ trì)"
        rf"|được (?:giao|phân công|phân giao)(?:\s+(?:chủ trì|phối hợp|nhiệm vụ|thực hiện|làm đầu mối|các|trong|tại|theo|Kế hoạch|này|quản lý))*"
        rf"|đầu tư xây dựng và kinh doanh(?:\s+hạ tầng)?|xây dựng và kinh doanh hạ tầng"
        rf"|Thông tin|Truyền thông|Truyền hình|Phát thanh)"
    )


@cache
def whole() -> re.Pattern[str]:
    """Names that are complete as the gazetteer has them: a department with its field, committees of units."""
    agencies = load("agencies")
    fields = _fields_of(agencies)
    bodies = bodies_of({"bodies": [body for body in agencies["bodies"] if body.get("whole")]})
    return re.compile(
        rf"(?:{bodies})|(?:(?:Phó )?(?:Giám đốc|Bộ trưởng|Trưởng)\s+)?(?:Sở|Bộ|[Pp]hòng)\s+(?i:{fields})|(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân)\s+(?:các|cấp)\s.*|(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân)\s[^,]+,.*"
    )


@cache
def complete() -> re.Pattern[str]:
    """Names that are complete with their level or branch: "Công an xã", "UBND phường Hòa Bình", "Chi cục Thủy sản"."""
    agencies = load("agencies")
    return re.compile(
        rf"(?:(?:{any_of(agencies['levelled'])})(?={LEVELS})|Chi cục\s+(?:{any_of(agencies['branches'])})(?!\w))"
        rf"(?:{LEVELS}{PLACE})?(?!\w)"
    )


@cache
def separator() -> re.Pattern[str]:
    """What may part two names."""
    return re.compile(r"\s*[,;/]\s*(?:và\s+|cùng\s+|hoặc\s+)?|\s*(?:và|cùng với|cùng|hoặc|&)\s+(?=\S)|\s+[-–]\s+")


@cache
def stops() -> re.Pattern[str]:
    """Lower-case words that no name holds: verbs, prepositions, objects."""
    verbs = load("verbs")
    return re.compile(
        rf"(?:{any_of(verbs['acts'] + verbs['stops'])}|việc(?! làm)|đê(?! điều)|\d{{1,2}}\s(?:tháng|lần|ngày|quý)|(?:yêu cầu|đề nghị)(?=\s*:|\s+(?:các\s|[{UPPER}]))|điện(?=\s*:))(?!\w)"
    )


@cache
def capital_verb() -> re.Pattern[str]:
    """A verb with a capital: it begins a sentence, not a name."""
    acts = [act[0].upper() + act[1:] for act in load("verbs")["acts"] + load("verbs")["stops"]]
    return re.compile(rf"(?:{any_of(acts)})(?!\w)")


def _place_like_school() -> str:
    """ "xã Trường Giang": one more word with a capital makes a place's name, unless it says the kind of a school."""
    return rf"(?!Trường (?!(?:{any_of(load('agencies')['schools'])})(?!\w))[{UPPER}]\w*(?!\w| [{UPPER}]))"


def _fields_of(agencies: dict[str, Any]) -> str:
    """Fields of departments; "&" and a dash stand for "và" ("Kế hoạch & Đầu tư")."""
    said = any_of(agencies["fields"] + agencies["short_fields"])
    said = re.sub(r"(?<=\\s\+)và(?=\\s\+)", r"(?:và|&|-|–)", said)
    return said.replace(r"\-", "[-–]")


def bodies_of(agencies: dict[str, Any]) -> str:
    """The gazetteer's whole names as one expression; {U} in the file is a capital letter, {A} a verb that holders do."""
    said = "|".join(body["match"] for body in agencies["bodies"])
    return said.replace("{U}", f"[{UPPER}]").replace("{A}", any_of(load("verbs")["acts"]))
