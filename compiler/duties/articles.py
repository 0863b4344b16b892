"""Articles whose title says whose duties stand under it: "Điều 9. Trách nhiệm của cơ quan quản lý trực tiếp"."""

from __future__ import annotations

import re

from compiler.duties.headings import Heading, heading_holder, heads_holders
from compiler.names.acts import opens_with_act
from compiler.names.holders import clean_holder, is_group, starts_body
from compiler.names.subjects import subject_of
from compiler.names.unknown_names import is_agent
from compiler.text.blocks import Block
from compiler.text.manuscript import same_tone

_CHARGES = re.compile(
    r"(?:Trách nhiệm|Nhiệm vụ|Nghĩa vụ|Quyền hạn|Quyền)(?:(?:,| và) (?:trách nhiệm|nhiệm vụ|nghĩa vụ|quyền hạn|quyền))*(?: chung| riêng| cụ thể| chính)?"
    r"(?: (?:thực hiện|thi hành|tổ chức thực hiện|phối hợp|quản lý))? của\s+(?P<who>[^;:]{3,200}?)[\s.:]*",
    re.I,
)

_OFFICE = re.compile(r"(?:văn phòng|chi nhánh|viện|bệnh viện|ngân hàng|kho bạc|quỹ|thanh tra|hiệp hội)\s(?!phẩm)", re.I)
""""Văn phòng đăng ký đất đai": a body with small letters behind its first word; behind "Trách nhiệm của" it is one."""
_AS_FOLLOWS = re.compile(r"\s(?:được |có )?(?:quy định |cụ thể )?(?:sau đây|như sau)$")


def charged_in_title(block: Block) -> Heading | None:
    """Whom the title of an article charges, by whatever words; its items need not name them again.

    None where it heads other holders: "III. Trách nhiệm của các cơ quan" above "1. Sở A".
    """
    found = _CHARGES.fullmatch(block.key)
    if found is None or not block.children:
        return None
    who = _AS_FOLLOWS.sub("", found["who"])
    named = who[:1].upper() + who[1:]
    if not (starts_body(named) or is_agent(who) or _OFFICE.match(who)):
        return None
    holder = clean_holder(named)
    if heads_holders(block) and not _mostly_acts(block) and (is_group(holder) or not _all_say(block, holder)):
        return None
    return Heading(holder, False, None)


def _mostly_acts(block: Block) -> bool:
    """Whether half of the items and more say an act and nobody: then they are for whoever the title names."""
    acts = [opens_with_act(child.key) and heading_holder(child.key) is None for child in block.children]
    return sum(acts) >= 2 and 2 * sum(acts) >= len(acts)


def _all_say(block: Block, holder: str) -> bool:
    """Whether whoever is named first in the items is the one of the title: "1. Sở A là cơ quan …" under "… của Sở A"."""
    one = same_tone(holder).lower()
    for child in block.children:
        heading = heading_holder(child.key, heads=bool(child.children))
        subject = subject_of(child.key) if heading is None else None
        said = heading.holder if heading is not None else subject.holder if subject is not None else ""
        if said and same_tone(said).lower() not in one and one not in same_tone(said).lower():
            return False
    return True
