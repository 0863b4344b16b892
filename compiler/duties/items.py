"""What an item or paragraph is, where it names nobody: a task for those above it, the end of another, a title."""

from __future__ import annotations

import re

from compiler.duties.assignments import Assignments, Duty
from compiler.duties.headings import themed
from compiler.duties.labels import labels_of
from compiler.names.acts import acts_clearly, opens_with_act
from compiler.names.holders import is_group
from compiler.names.subjects import Subject
from compiler.text.blocks import ENDED, Block
from compiler.text.manuscript import same_tone

SENTENCE, PHRASE = 60, 20
"""Letters above which an item that ends with a stop is a task: with items under it, and without."""
MOST_PARTS = 30
FEWEST_ITEMS = 3
"""Items of the shortest list that is judged by what most of them are."""
_CHARGES_ONLY = re.compile(
    r"(?:\schủ trì(?:,? phối hợp(?: với [^:;.]{3,160})?)?|có trách nhiệm|thực hiện các nhiệm vụ(?: sau)?)\s*:$"
)
_CONSISTS = re.compile(r"(?:gồm|bao gồm|gồm có)(?: các [^:;.]{3,60})?\s*:$", re.I)
_TASKS = re.compile(r"(?:nhiệm vụ|nội dung|công việc|hoạt động|dự án|giải pháp|biện pháp|chỉ tiêu)(?!\w)", re.I)
_NAMES_SOMEBODY = re.compile(r"(?:\S{1,2}\s)?(?:đề nghị|yêu cầu|giao|phân công|đối với)\s", re.I)
"""Opens an item for somebody of its own, known or not."""


def is_task(block: Block) -> bool:
    """Whether an item under a lead-in says what is to be done: by an act, or in a whole sentence."""
    if block.text.rstrip().endswith(":") or _NAMES_SOMEBODY.match(block.key):
        return False
    ended = bool(ENDED.search(block.text))
    if opens_with_act(block.key):
        return ended or not block.children
    # whatever its verb ("Tiết kiệm nước …."): a heading ends without a stop, or is short and has items
    return ended and not themed(block.key) and len(block.text) > (SENTENCE if block.children else PHRASE)


def stands_in_section(block: Block) -> bool:
    """Whether a paragraph is a task of a section that has no items: "I. Nhiệm vụ chung" above "Triển khai thực hiện …"."""
    above = block.parent
    if block.sort != "para" or above is None or above.sort not in {"roman", "number0", "capital"}:
        return False
    return opens_with_act(block.key) and not any(child.marker for child in above.children)


def asks_for_holder(block: Block) -> bool:
    """Whether a statement of an assigning part that names nobody known tells somebody something."""
    return opens_with_act(block.key) or (bool(_NAMES_SOMEBODY.match(block.key)) and acts_clearly(block.key))


def opens_with(block: Block, subject: Subject | None) -> bool:
    """Whether a statement names its holder first, behind no more than an order."""
    return (
        subject is not None
        and 0 <= block.key.lower().find(same_tone(subject.holder).lower()[:12]) <= 60
        and (not opens_with_act(block.key) or subject.ordered)
    )


def lengthened(block: Block, found: Assignments) -> bool:
    """Whether the last duty is the item above `block` and now goes on with it."""
    if not found.duties or block.parent is None:
        return False
    duty = found.duties[-1]
    if (duty.more[-1] if duty.more else duty.block) is not block.parent.children[block.position - 1]:
        return False
    duty.more = (*duty.more, block)
    return True


MOST_PARAGRAPHS = 4
"""Paragraphs behind a run-in task that go on with what its holder is to do."""


def runs_on_from(block: Block, found: Assignments) -> Duty | None:
    """The task with a run-in holder ("2. UBND xã: Công bố …") that an unmarked paragraph behind it goes on with.

    Each paragraph between them says an act of its own and names nobody else.
    """
    if block.sort != "para" or block.parent is None or not opens_with_act(block.key) or not found.duties:
        return None
    beside, at = block.parent.children, block.position
    first = at
    while first > max(0, at - MOST_PARAGRAPHS) and beside[first - 1].sort == "para" and not beside[first - 1].children:
        first -= 1
    item = beside[first - 1] if first else None
    if item is not None and item.sort == "para":  # a lead-in, whose list goes on behind the paragraph
        item = next((one for one in reversed(item.children) if one.place() < block.place()), None)
    if item is None or not item.marker or item.children or not all(opens_with_act(one.key) for one in beside[first:at]):
        return None
    near = found.duties[-MOST_PARAGRAPHS - MOST_PARTS :]
    return next((one for one in reversed(near) if one.block is item and one.start > 0), None)


def lists_its_parts(block: Block) -> bool:
    """ "Lập hồ sơ, gồm:" above the papers in it: one task, for what stands under it are things, not acts."""
    if not _CONSISTS.search(block.key) or not opens_with_act(block.key) or len(block.children) > MOST_PARTS:
        return False
    if _TASKS.search(block.key):
        return False  # "… các nhiệm vụ được giao, bao gồm:" stands above tasks
    return not any(child.children or opens_with_act(child.key) for child in block.children)


def lists_acts(block: Block) -> bool:
    """Whether the items under a lead-in are what its holder is to do, whatever their verbs: "Sở X chủ trì, phối hợp
    với các sở:" says no act of its own, or at least half of them open with one, so that "Điều tiết …" between them is
    one too."""
    if _CHARGES_ONLY.search(block.key):
        return True
    items = [child for child in block.children if child.marker]
    acts = sum(opens_with_act(child.key) for child in items)
    return len(items) >= FEWEST_ITEMS and 2 * acts >= len(items)


def heads_a_theme(block: Block) -> bool:
    """ "a) Tiêu chí xét chọn" above items: a title inside a holder's part, no sentence and no act."""
    if not block.children or len(block.text) > 100 or ENDED.search(block.text) or opens_with_act(block.key):
        return False
    return not acts_clearly(block.key) and all(child.marker for child in block.children)


def heads_sections_of_a_class(block: Block, holder: str) -> bool:
    """ "1. Nâng cao chất lượng …" above acts, as its siblings are: titles of parts that a lead-in gives a whole class
    ("các bộ, ngành cần thực hiện các nhiệm vụ sau đây:"), where the acts under them are its tasks."""
    if not is_group(holder) or not block.sort.startswith("number") or ENDED.search(block.text) or block.parent is None:
        return False
    beside = [one for one in block.parent.children if one.sort == block.sort]
    if len(beside) < FEWEST_ITEMS or not all(one.children for one in beside):
        return False
    return 2 * sum(opens_with_act(child.key) for child in block.children) >= len(block.children)


def label(block: Block) -> bool:
    """Whether an item is nothing but a field of a record; with an act before the field it is a task ("Rà soát … .
    Thời gian thực hiện: …")."""
    labels = labels_of(block)
    if labels and labels[0].kind == "task" and labels[0].at == 0 and labels[0].end > labels[0].start:
        return False  # "Nhiệm vụ: Lập hồ sơ": the task itself
    return bool(labels) and not block.children and not (labels[0].at and opens_with_act(block.key[: labels[0].at]))
