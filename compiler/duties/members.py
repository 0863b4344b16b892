"""Lines that say who sits in a team: "Tổ tư vấn tâm lý: cô A, thầy B". They tell nobody to act."""

from __future__ import annotations

import re

from compiler.names.acts import opens_with_act
from compiler.text.manuscript import LOWER, UPPER

_NAME = rf"[{UPPER}][{LOWER}]*(?:\s[{UPPER}][{LOWER}]*){{0,4}}"
_TITLE = r"(?:[Cc]ô|[Tt]hầy|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí|[Đđ]/c|[Đđ]c|[Bb]ác sĩ|[Bb]s)\.?:?\s?"
_POST = r"(?:\s*\([^()]{2,60}\)|\s*[-–]\s*[^,;:.]{2,60}|,\s(?:(?:Phó |Q\. )?(?:Chủ tịch|Giám đốc|Trưởng|Hiệu trưởng|Bí thư|Chánh|Tổ trưởng|Tổ phó|Ủy viên|Thư ký|Thành viên|Công chức|Cán bộ|Chuyên viên|Giáo viên|Nhân viên)[^,;:.]{0,60}))*"
_PERSON = rf"{_TITLE}{_NAME}{_POST}"
_AND = r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s*[-–+]\s*)"
_TEAM = re.compile(
    r"(?:Tổ|Nhóm|Ban|Tiểu ban|Đội|Đoàn|Hội đồng|Bộ phận|Khối|Trưởng|Phó|Thành viên|Ủy viên|Thư ký|Chủ tịch|Các thành viên|Các ủy viên)(?!\w)"
    r"[^:;.]{0,80}?(?:\s+(?:gồm|bao gồm|gồm có))?\s*[:–-]\s*(?:gồm\s*(?:có)?\s*:?\s*)?",
)
_MEMBERS = re.compile(rf"{_PERSON}(?:{_AND}(?:{_PERSON}|(?:Trạm|Công an|Hội|Đoàn|Ban)\s[^,;:.]{{2,40}}))*\s*[.;]*$")


def lists_members(key: str) -> bool:
    """Whether a line says who sits in a team or holds a post in it, and nothing else: a team or post, a colon, and persons
    by title and name ("Soạn đề: cô A" opens with an act, which is hers)."""
    if len(key) > LONGEST or opens_with_act(key):
        return False
    team = _TEAM.match(key)
    return team is not None and _MEMBERS.match(key, team.end()) is not None


LONGEST = 1_000
"""Letters of a line of members."""
