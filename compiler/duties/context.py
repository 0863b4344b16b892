"""What holds for the items under a block, and whether a sentence that names a holder assigns there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compiler.duties.charges import behind_items
from compiler.duties.list_end import tells_a_class
from compiler.names.acts import opens_with_act
from compiler.names.holders import is_group, starts_body
from compiler.names.subjects import Subject, opens_with_order, opens_with_preamble
from compiler.names.unknown_names import lead_in_end
from compiler.text.blocks import Block
from compiler.text.manuscript import same_tone


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the items under a block: the holder, whether asked or ordered, the kind of section."""

    holder: str = ""
    requested: bool = False
    assigns: bool = False
    general: bool = False
    implied: str = ""
    criteria: bool = False
    """Criteria or quotas: only what charges a named body counts."""
    lead: str = ""
    """The class that a directive's lead-in orders: items about a theme, with no holder of their own, are its."""
    asked: bool = False
    """Whether the lead-in asks that class rather than orders it."""
    about: str = ""
    """Whom a heading outside an assigning part names: acts under it are asked about."""
    only_acts: bool = False
    """A lead-in outside an assigning part says what the holder does: names listed under it are its objects."""
    whole: bool = False
    """The whole text assigns, as a letter or directive does: a section under any title goes on with that."""
    loose: bool = False
    """The holder is a class that a lead-in tells ("yêu cầu các sở … như sau:"): an item may name its own."""


def of_itself(subject: Subject, context: Context, issuer: str) -> bool:
    """Whether outside an assigning part the issuer says what it does itself, which charges nobody else."""
    if context.assigns or context.holder or subject.ordered or subject.requested or not issuer:
        return False
    one, other = _in_full(subject.holder), _in_full(issuer)
    return len(one) > 12 and (other.startswith(one) or one.startswith(other))


_SHORT = (
    ("ubmttq", "ủy ban mttq"),
    ("mttq", "mặt trận tổ quốc"),
    ("ubnd", "ủy ban nhân dân"),
    (" việt nam", ""),
    (" vn", ""),
)


def _in_full(name: str) -> str:
    low = same_tone(name).lower()
    for short, full in _SHORT:
        low = low.replace(short, full)
    return low


_DELEGATES = re.compile(
    r"phân công\s|giao (?:cho )?(?:các )?(?:đơn vị|cơ quan|phòng|ban|bộ phận)[^,;.]{0,30}?\s(?:trực thuộc|chuyên môn|chức năng)",
    re.I,
)
""""Giao đơn vị trực thuộc lập báo cáo" in a holder's list: whom it puts in charge of its own work."""
ASKS_OTHERS = re.compile(r"(?:yêu cầu|đề nghị|kiến nghị)\s", re.I)
""""Yêu cầu các doanh nghiệp lắp đặt …" in the list of one body: what that body does."""


def counts(subject: Subject, block: Block, context: Context) -> bool:
    """Whether a sentence with a holder assigns: always in an assigning part, elsewhere only with a clear act."""
    # "Mỗi ngành cần …" speaks of everybody, outside an assigning part of nobody
    each = re.match(r"(?:mỗi|từng)\s", subject.holder, re.I)
    if re.match(r"khuyến khích", block.key, re.I):
        return context.assigns and not context.holder
    if context.holder and not context.loose and block.sort != "para" and _DELEGATES.match(block.key):
        return False  # whom a holder puts in charge of its own work, the holder answers for
    item_of_one = context.holder and not is_group(context.holder) and not context.loose and block.sort != "para"
    if item_of_one and not block.children and is_group(subject.holder) and ASKS_OTHERS.match(block.key):
        return False  # the body whose list it is asks them, and answers for it (GUIDE)
    if subject.ordered or subject.requested:
        # "Xử lý hoặc đề nghị cơ quan có thẩm quyền xử lý": inside a holder's item whom it asks is not told by the issuer
        inside = context.holder and not context.loose and block.sort != "para" and opens_with_act(block.key)
        orders = subject.ordered and block.text.rstrip().endswith(":") and len(block.children) > 1
        return (orders or not context.general) and not (inside and not opens_with_order(block.key))
    own = starts_body(block.key, lead_in_end(block.key)) or (context.lead and opens_with_preamble(block.key))
    if context.loose and own and (subject.acts or subject.obliged):
        return True
    if context.holder:
        # inside another holder's block a sentence on someone else stays with the heading's holder (GUIDE)
        last = tells_a_class(block, subject, context.holder)
        return block.sort == "para" and (last or subject.obliged or (behind_items(block) and starts_body(block.key)))
    if context.assigns:
        return True
    if context.general:
        return subject.acts and not subject.persons and not each
    return subject.acts and not subject.persons and not each
