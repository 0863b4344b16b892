"""Where inside a paragraph or beside an item somebody is told: what stands behind a name, later orders, introductions."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, pairwise

from compiler.duties.headings import heading_holder
from compiler.names.acts import act_places, opens_with_act
from compiler.names.holders import body_end, is_group, starts_body, starts_class, without_qualifiers
from compiler.names.subjects import LONGEST_SENTENCE, Subject, carried_out_by, subject_of
from compiler.text.blocks import Block
from compiler.text.manuscript import UPPER, same_tone

_CHARGE = re.compile(
    r"(?:chủ động |tích cực )?(?:chủ trì(?:, | và )?)?phối hợp(?: chặt chẽ)?(?: với| cùng)?(?:\s+|\s*:|$)|chủ trì\s*:?$",
    re.I,
)
_CHARGE_ALONE = re.compile(r"(?:chủ trì(?:, | và )?)?phối hợp(?: với)?\s*:?", re.I)
""""Chủ trì, phối hợp" above items that name with whom."""
NAMES = 900
"""Letters behind a name within which its act must come; a list of names longer than 700 is none."""


def charge_behind(key: str, holder: str) -> str:
    """What "Sở X chủ trì, phối hợp với A, B:" says behind the name; its items share it."""
    at = same_tone(holder)
    return without_qualifiers(key[key.find(at) + len(at) :]).strip(" ,") if at in key else ""


def heads_acts(block: Block) -> bool:
    """ "a) Chủ trì, phối hợp với các sở, ngành" above acts: how they are to be done, and nothing that is done."""
    charge = _CHARGE.match(block.key)
    if charge is None or not (
        _CHARGE_ALONE.fullmatch(block.key) or any(opens_with_act(one.key) for one in block.children)
    ):
        return False
    return not block.key[_names_end(block.key, charge.end()) :].strip(" .:;,")


def _names_end(key: str, at: int) -> int:
    """End of the list of bodies at `at`, with the class that a list ends with; `at` where none begins."""
    return body_end(key, at) if starts_body(key, at) or starts_class(key, at) else at


def introduces_siblings(block: Block) -> bool:
    """ "- Chỉ đạo thanh tra trực thuộc Sở:" above "- Tăng cường kiểm tra …": an introduction set as an item.

    In a counted series each item counts: "a) Tạo điều kiện cho người dân:" above "b) …" ends with a slip of the pen.
    """
    if block.sort not in {"dash", "plus", "star"}:
        return False
    if not block.text.rstrip().endswith(":") or block.parent is None or len(block.text) > 160:
        return False
    beside, at = block.parent.children, block.position
    return at + 1 < len(beside) and beside[at + 1].sort == block.sort and opens_with_act(beside[at + 1].key)


_COUNTED = re.compile(r"\(?(?:(\d{1,2}\.)*(?P<number>\d{1,2})|(?P<letter>[a-zđ]))\s*[.):/]*$")
_POINTS_BACK = re.compile(
    r"(?:Trên cơ sở|Theo|Từ|Qua|Trong|Sau|Cùng với) đó(?!\w)|(?:Việc|Nội dung|Hoạt động) này(?!\w)", re.I
)
_CASE = re.compile(r"(?:Trường hợp|Khi|Nếu|Đối với)\s[^.;]{3,600}?(?:,|\sthì)\s", re.I)
MOST_SENTENCES = 4
"""Paragraphs that may go on with an item; more are paragraphs of their own."""
MOST_SKIPPED = 3
"""How far two neighbours of a series may be apart: writers leave out "đ)", "f)", "g)"."""
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def goes_on_with_item(block: Block) -> bool:
    """Whether a paragraph without a mark goes on with the item above it (GUIDE: an item is one duty, however many sentences).

    So it does between two neighbours of a counted series ("b) …", it, "c) …"), and behind a list's last item where it
    points back ("Trên cơ sở đó …"). What says an act of its own is a task of its own, also what is to be done in a case
    ("Trường hợp …, phải …"), and so is what stands behind it.
    """
    if block.sort != "para":
        return False
    beside = block.parent.children if block.parent is not None else []
    at = block.position
    near = range(at, max(0, at - MOST_SENTENCES), -1), range(at, min(len(beside), at + MOST_SENTENCES))
    first = next((n for n in near[0] if beside[n - 1].sort != "para"), 0)
    last = next((n for n in near[1] if beside[n].sort != "para"), near[1].stop)
    run = beside[first:last]
    if (
        first == 0
        or any(_own_task(one.key) for one in beside[first : at + 1])
        or any(one.children or one.text.rstrip().endswith(":") for one in run)
    ):
        return False
    above = beside[first - 1]
    if above.children or not above.marker:
        return False
    if last == len(beside) and len(run) < MOST_SENTENCES:
        return all(_POINTS_BACK.match(one.key) for one in run)
    counted = above.sort.startswith("number") or above.sort in {"letter", "paren"}
    if last == len(beside) or beside[last].sort == "para":
        return False
    one, other = _place(above.marker), _place(beside[last].marker)
    return (
        counted
        and above.sort == beside[last].sort
        and one is not None
        and other is not None
        and 0 < other - one <= MOST_SKIPPED
    )


def _own_task(key: str) -> bool:
    return bool(_CASE.match(key)) or (opens_with_act(key) and not _POINTS_BACK.match(key))


def _place(marker: str) -> int | None:
    """The place that a mark gives in its series."""
    counted = _COUNTED.match(marker.strip())
    if counted is None:
        return None
    return int(counted["number"]) if counted["number"] else _LETTERS.find(counted["letter"])


def behind_items(block: Block) -> bool:
    """Whether a paragraph stands behind the items of its heading: it ends the list rather than goes on with it."""
    beside = block.parent.children if block.parent is not None else []
    return any(one.sort not in {"para", "table"} for one in islice(beside, block.position))


def later_order(key: str, *, charged: bool = False, council: bool = False) -> tuple[int, Subject] | None:
    """Where behind the first sentence of a paragraph the issuer orders or asks somebody, and whom.

    `charged`: in an assigning part a later sentence that tells a body what it does counts as well ("Chỉ thị này có
    hiệu lực kể từ ngày ký. Sở Nội vụ chịu trách nhiệm theo dõi …"). `council`: as :func:`subject_of` has it.
    """
    if (amid := ordered_amid(key)) is not None:
        return amid
    if not re.search(r"[.;]\s", key):
        return None
    acts = act_places(key)
    for stop in re.finditer(
        r"(?<=[.;])\s+(?=(?:Đề nghị|Yêu cầu|Giao|Trân trọng đề nghị|UBND|Ủy ban nhân dân|Chủ tịch)\s)", key
    ):
        near = _within(acts, stop.end(), stop.end() + NAMES)
        subject = subject_of(key[stop.end() :], council=council) if near else None
        if subject is not None and (subject.ordered or subject.requested) and subject.acts:
            return stop.end(), subject
    for stop in re.finditer(rf"(?<=\.)\s+(?=[{UPPER}])", key):
        if (told := carried_out_by(key[stop.end() : stop.end() + LONGEST_SENTENCE])) is not None:
            return stop.end(), told
    stops = [one.end() for one in re.finditer(rf"(?<=[.;])\s+(?=[{UPPER}])", key if charged else "")]
    for at, end in pairwise([*stops, len(key)]):
        sentence = key[at : min(end, at + LONGEST_SENTENCE)]
        subject = (subject_of(sentence, council=council) or run_in(sentence)) if _within(acts, at, end) else None
        if subject is not None and (subject.obliged or subject.acts) and not subject.persons:
            return at, subject
    return None


_AMID = re.compile(r"(?<=[,;])\s+(?=giao\s(?!nhiệm vụ))")
_TOLD_ELSEWHERE = re.compile(r"(?<!\w)(?:đã|trong đó|căn cứ|theo)(?!\w)", re.IGNORECASE)


def ordered_amid(key: str) -> tuple[int, Subject] | None:
    """ "Lễ phát động vào ngày 18/4, giao Sở Y tế chủ trì tổ chức.": an order behind what is to be done, from the beginning of
    its sentence. What another paper ordered ("Thủ tướng đã ban hành …, giao Bộ Y tế …") is none."""
    for stop in _AMID.finditer(key):
        begins = key.rfind(". ", 0, stop.start()) + 1
        if _TOLD_ELSEWHERE.search(key, begins, stop.start()):
            continue
        subject = subject_of(key[stop.end() : stop.end() + LONGEST_SENTENCE])
        if subject is not None and subject.ordered and subject.acts and not is_group(subject.holder):
            return len(key) - len(key[begins:].lstrip()), subject
    return None


def ordered_last(key: str, *, charged: bool = False, council: bool = False) -> Subject | None:
    """Whom the last sentence of a lead-in orders, asks or obliges: "Căn cứ kết quả kiểm tra. Chủ tịch yêu cầu các phòng
    …:", "Họp giao ban. Người chủ trì có trách nhiệm sau đây:"; in an assigning part (`charged`) also who is to act."""
    stops = [one.end() for one in re.finditer(rf"(?<=[.;])\s+(?=[{UPPER}])", key[-LONGEST_SENTENCE:])]
    if not stops:
        return None
    subject = subject_of(key[-LONGEST_SENTENCE:][stops[-1] :], anywhere=True, council=council)
    if subject is None:
        return None
    told = subject.obliged or (charged and subject.acts)
    return subject if subject.ordered or subject.requested or (told and not subject.persons) else None


def _within(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def run_in(sentence: str) -> Subject | None:
    """ "… của địa phương. Công an xã: Tuần tra khu vực …": a name with its act behind a colon."""
    heading = heading_holder(sentence[:LONGEST_SENTENCE]) if ":" in sentence else None
    if heading is None or heading.rest is None or not opens_with_act(sentence[heading.rest :]):
        return None
    return Subject(heading.holder, heading.requested, False, False, True, False)
