"""What bodies do: verbs that open an item, stand behind a name, or charge somebody clearly (config/grammar/verbs.yaml)."""

from __future__ import annotations

import re
from functools import cache

from compiler.grammar import any_of, load
from compiler.names.holders import body_end, without_qualifiers
from compiler.text.manuscript import bare

LEADS_CLEARLY = re.compile(
    r"\s(?:được giao (?:làm|nhiệm vụ)|làm đầu mối|là (?:đầu mối|cơ quan thường trực|cơ quan đầu mối)|chủ trì|phối hợp với|có trách nhiệm|chịu trách nhiệm|căn cứ|chủ động|tham mưu)(?!\w)"
)


ACTS_CLEARLY = re.compile(
    r"\s(?:được giao (?:làm|nhiệm vụ)|làm đầu mối|là (?:đầu mối|cơ quan thường trực|cơ quan đầu mối)|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tổ chức|triển khai|thực hiện|căn cứ|chủ động|xây dựng|tham mưu|báo cáo|"
    r"tiếp tục|tăng cường|đẩy mạnh|hướng dẫn|chỉ đạo|tổng hợp|gửi|theo dõi|đôn đốc|kiểm tra|giám sát|đăng tải|bố trí|thẩm định)(?!\w)"
)


URGED = re.compile(
    r"\s+(?:khẩn trương|nghiêm túc|tiếp tục|tích cực|kịp thời|quyết liệt|tăng cường|đẩy mạnh|hoàn thành|giải quyết \d|khắc phục)(?!\w)"
)
"""How somebody is to act: what these open is no part of a name ("Các đơn vị cấp nước" goes on with a verb)."""


def opens_with_act(key: str) -> bool:
    """Whether a statement begins with an act, as items under a holder do."""
    return bool(_openers().match(key[:1].lower() + key[1:60]))


def acts_clearly(key: str) -> bool:
    """Whether a sentence holds a verb with which holders are charged."""
    return bool(ACTS_CLEARLY.search(key))


def acts_behind_name(key: str) -> bool:
    """Whether an act follows the names at the start of `key`; "trong phạm vi chức năng …" is none."""
    plain = without_qualifiers(key)
    return bool(plain[body_end(plain, 0) :].strip(" .;"))


def act_places(key: str) -> list[int]:
    """Where verbs stand that holders do, or a colon before one: a sentence without either tells nobody anything."""
    return [found.start() for found in _acts_anywhere().finditer(key)]


@cache
def act_behind() -> re.Pattern[str]:
    """An act that follows a name, with the space before it."""
    return re.compile(rf"\s+(?:(?:cũng|đều|sẽ|trực tiếp|cùng)\s+)?(?:{act_words()})(?!\w)")


@cache
def acts_after_comma() -> re.Pattern[str]:
    """ "Sở Tài chính, trên cơ sở đề xuất của các đơn vị, chủ trì …" """
    aside = r"(?:trên cơ sở|căn cứ|theo|trong phạm vi|thông qua|ngoài)\b[^;.]{0,160}?,\s+"
    return re.compile(rf"\s*,\s+(?:{aside})?(?:{act_words()})(?!\w)")


@cache
def acts_on_condition() -> re.Pattern[str]:
    """ "Đoàn kiểm tra trong quá trình làm việc nếu có vướng mắc thì báo cáo …" """
    when = r"(?:trong quá trình|khi|nếu|trường hợp|sau khi|trong thời gian)\s[^.;:]{3,300}?"
    return re.compile(
        rf",?\s+{when}(?:,\s+|\s+thì\s+|,\s+thì\s+)(?:phải |cần |có trách nhiệm )?(?:{act_words()})(?!\w)"
    )


@cache
def acts_within_place() -> re.Pattern[str]:
    """ "Chủ tịch UBND các xã tại khu vực có mưa lớn chỉ đạo …", "Văn phòng UBND trên cơ sở nhiệm vụ được giao theo dõi …" """
    where = r"(?:tại|ở|trong|thuộc) (?:các |những )?(?:khu vực|vùng|địa bàn|nơi)"
    task = r"(?:trên cơ sở|theo|căn cứ|trong phạm vi) (?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|trách nhiệm)"
    clearly = r"tập trung|khẩn trương|chỉ đạo|chủ trì|chủ động|tổ chức|huy động|bố trí|theo dõi|đôn đốc|kiểm tra|phối hợp|rà soát|triển khai|báo cáo"
    return re.compile(rf",?\s+(?:(?P<where>{where})|{task})[^;.:]{{0,100}}?,?(?=\s+(?:{clearly})(?!\w))")


@cache
def misread_act_behind() -> re.Pattern[str]:
    """An act of two words or more behind a name, in letters without accents: scans misread them ("đây mạnh")."""
    acts = [bare(act) for act in load("verbs")["acts"] if " " in act and len(act) > 7]
    return re.compile(rf"\s+(?:{any_of(acts)})(?!\w)")


@cache
def _acts_anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{act_words()})(?!\w)|:\s")


@cache
def _openers() -> re.Pattern[str]:
    verbs = load("verbs")
    return re.compile(rf"\s*(?:(?:cũng|đều|sẽ|trực tiếp|cùng)\s+)?(?:{any_of(verbs['acts'] + verbs['openers'])})(?!\w)")


@cache
def act_words() -> str:
    """Verbs that holders do, as one expression."""
    return any_of(load("verbs")["acts"])
