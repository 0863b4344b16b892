"""What kind of text this is: a plan, a decision that issues one, or something else (DOMAIN 1.1).

Four of five texts that are found under "kế hoạch tuyên truyền" report about a plan and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from compiler.duties.headings import heading_holder
from compiler.head.annexed import Annexed, annexed
from compiler.head.bodies import plan_by_its_body
from compiler.head.lead import opens_itself
from compiler.head.numbers import find_numbers
from compiler.head.reports import MOTTO, SAYS_ISSUED, quotes_an_act, reports_in_words, tells_of_another
from compiler.names.acts import acts_clearly, opens_with_act
from compiler.names.holders import starts_body
from compiler.names.subjects import subject_of
from compiler.result import DocumentClass
from compiler.text.blocks import Block
from compiler.text.manuscript import LOWER, same_tone

HEAD_BLOCKS = 40
FURNITURE = 80
"""How many blocks of a portal's page may stand before the document's head."""
_TYPES = {
    "KẾ HOẠCH": DocumentClass.PLAN,
    "CHƯƠNG TRÌNH": DocumentClass.PLAN,
    "PHƯƠNG ÁN": DocumentClass.PLAN,
    "ĐỀ ÁN": DocumentClass.PLAN,
    "QUYẾT ĐỊNH": DocumentClass.DECISION,
    "CHỈ THỊ": DocumentClass.DIRECTIVE,
    "CÔNG ĐIỆN": DocumentClass.DIRECTIVE,
    "THÔNG BÁO": DocumentClass.NOTICE,
    "KẾT LUẬN": DocumentClass.NOTICE,
    "NGHỊ QUYẾT": DocumentClass.RESOLUTION,
    "NGHỊ ĐỊNH": DocumentClass.REGULATION,
    "THÔNG TƯ": DocumentClass.REGULATION,
    "VĂN BẢN HỢP NHẤT": DocumentClass.REGULATION,
    "HƯỚNG DẪN": DocumentClass.GUIDANCE,
    "QUY CHẾ": DocumentClass.REGULATION,
    "QUY ĐỊNH": DocumentClass.REGULATION,
    "CÔNG VĂN": DocumentClass.LETTER,
    "TỜ TRÌNH": DocumentClass.LETTER,
    "BÁO CÁO": DocumentClass.LETTER,
}
TYPE_LINE = re.compile(
    rf"({'|'.join(_TYPES)})(?=\s*[:.]?\s*$|\s+[^\s{LOWER}]|\s+(?:thực hiện|triển khai|tổ chức|tuyên truyền|công tác|phát triển|hành động|phối hợp|kiểm tra|v/v|về)(?!\w)|\s+(?:Về|V/v|Triển|Tuyên|Thông|Tổ|Thực))"
)
_MISREAD_TYPE = re.compile(
    r"(?=[^\n]{0,20}[^\w\s.,()“”\"/-])[^\n]{1,24}\s(CHỈ THỊ|CÔNG ĐIỆN|KẾ HOẠCH|QUYẾT ĐỊNH|THÔNG BÁO)\s*$"
)
"""A type line behind the remains of a stamp that a scan read into it: "DEN i: : _¬ CHỈ THỊ"."""
_TITLED = re.compile(
    r"(Kế hoạch|Chỉ thị|Quyết định|Hướng dẫn|Thông báo|Công điện)\s+(?:về|ban hành|tuyên truyền|triển khai|thực hiện|tổ chức|công tác)\s"
    rf"|(Kế hoạch|Chỉ thị|Quyết định|Chương trình|Phương án|Công điện)(?=\s+(?:[{LOWER}]+|Chương trình|Đề án|Chiến lược|Chiến dịch)\s)"
)
_LEADS_IN = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Chủ tịch|Thủ tướng|Bộ trưởng|Giám đốc|Hiệu trưởng|Sở|Ban Thường vụ|Ban Chỉ đạo|Đảng ủy)[^.;]{0,400}?\s"
    r"(?:(?P<orders>yêu cầu|chỉ thị|chỉ đạo|giao|đề nghị|điện)|ban hành|xây dựng|triển khai|quyết định)[^.;]{0,300}(?::|\s(?:như|nội dung|nhiệm vụ|công việc) sau\.?)\s*$"
)
""""UBND tỉnh yêu cầu các sở …:", "Giám đốc Sở ban hành Kế hoạch … như sau:": a document speaks for itself."""


_ADDRESS = re.compile(r"kính gửi\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """The class, the type line (None where the text has none) and its words ("Kế hoạch")."""

    cls: DocumentClass
    line: Block | None
    name: str | None
    quotes: bool = False
    """A report that quotes what the document assigns: its duties are read as the document's."""
    torn: bool = False
    """Nothing says what it is: a report, or the rest of a document whose head is lost."""
    annexed: Annexed | None = None
    """What the text is attached to, where it is an annex without its act."""


_LETTERHEAD = re.compile(rf"[^{LOWER}]+$|(?i:số\s*:|v/v|về việc)")
"""What stands above the motto where the left column was read first: bodies in capitals, the number, the subject."""


def front(blocks: list[Block]) -> int:
    """Index of the first block of the document's own head: what a portal puts before it is none of it.

    The head begins with the issuer, at most three lines above the national motto.
    """
    for index, block in enumerate(blocks[:FURNITURE]):
        if motto := MOTTO.search(block.key):
            beside = block.key[: motto.start()].strip(" |*")  # the letterhead stands in one row with the motto
            first = index
            while first > max(0, index - 6) and _LETTERHEAD.match(blocks[first - 1].text):
                first -= 1
            if beside and not re.search(rf"[{LOWER}]", beside):
                return first
            return first if first < index else max(0, index - 3) if index > 6 else 0
    return 0


def classify(blocks: list[Block], tables: Iterable[Block] = ()) -> Kind:
    """The class of a text from its blocks in reading order, and its `tables`. What has nothing of a document's own and is
    an annex of tasks is of the class of the act that it is attached to."""
    kind = _of_its_own(blocks)
    if kind.cls is not DocumentClass.NEWS or (found := annexed(blocks, tables)) is None:
        return kind
    return Kind(_TYPES[found.kind.upper()], None, found.kind, annexed=found)


def _of_its_own(blocks: list[Block]) -> Kind:
    blocks = blocks[front(blocks) :]
    head = blocks[:HEAD_BLOCKS]
    line, name = _type_line(head)
    cls = _TYPES[name] if name else None
    if cls in (DocumentClass.DECISION, None):
        cls = _by_number(head) if cls is None else cls
    if name is None and _addressed(head):
        cls = DocumentClass.LETTER
    own = 3 * _addressed(blocks[:HEAD_BLOCKS]) + 2 * _tells_holders(blocks) + (_lead_in(blocks) is not None)
    opens = line is not None and line is blocks[0] and line.text.isupper() and own >= HOLDERS_TOLD
    if not opens and tells_of_another(blocks, titled=line is not None, own=own):
        quotes = quotes_an_act(blocks) or _tells_holders(blocks)
        return Kind(DocumentClass.NEWS, None, None, quotes=quotes, torn=not (quotes or reports_in_words(blocks)))
    if cls is DocumentClass.DECISION:
        cls = _decided(blocks, line)
    if cls is None:
        cls = _headless(blocks)
    if cls is None:
        return Kind(DocumentClass.NEWS, None, None, torn=True)
    return Kind(cls, line, name.capitalize() if name else None)


HOLDERS_TOLD = 2
"""What holders' headings in a text speak for a document of its own."""
_BASIS = re.compile(r"(?:căn cứ|theo đề nghị|xét đề nghị|xét tờ trình)\s", re.IGNORECASE)
""""QUYẾT ĐỊNH:" behind the legal bases is the word that decides, not the type over the title."""


def _type_line(head: list[Block]) -> tuple[Block | None, str | None]:
    based = False
    decides: tuple[Block, str] | None = None
    for block in head:
        if _ADDRESS.match(block.key):
            break  # a letter names no type; what comes behind its address is another text's ("THÔNG BÁO" of a portal)
        if block.marker:
            continue
        based = based or _BASIS.match(block.key) is not None
        found = TYPE_LINE.match(same_tone(block.text.strip("“”\"' ")))
        if found and not (based and block.text.rstrip(" *").endswith(":")):
            return block, found[1]
        decides = decides or ((block, found[1]) if found else None)
    for block in head:
        found = _MISREAD_TYPE.match(block.text)
        if found and not block.marker:
            return block, found[1]
    # a text pasted without its head opens with its own title: "Chỉ thị về …"
    for block in head[:3]:
        found = _TITLED.match(same_tone(block.text.strip("“”\"' ")))
        if found and not block.marker and len(block.text) < 400 and not SAYS_ISSUED.search(block.key):
            return block, str(found[1] or found[2]).upper()
    return decides if decides and not any(_NUMBER.match(block.key) for block in head) else (None, None)


_NUMBER = re.compile(r"số\s*:?\s*\d", re.IGNORECASE)


def _by_number(head: list[Block]) -> DocumentClass | None:
    for block in head:
        own = re.match(r"số\s*:?\s*", block.key, re.IGNORECASE)
        if own:
            for found in find_numbers(block.text):
                kind = found.number.kind
                return _TYPES.get(kind.upper()) if kind else DocumentClass.LETTER
    return None


def _addressed(head: list[Block]) -> bool:
    return any(re.match(r"kính\s+gửi", block.key, re.IGNORECASE) for block in head)


def _headless(blocks: list[Block]) -> DocumentClass | None:
    """The class of a document whose head and type line are lost: its lead-in and its holders' headings speak."""
    if plan_by_its_body(blocks):
        return DocumentClass.PLAN
    lead_in = _lead_in(blocks)
    if lead_in is None or not (_tells_holders(blocks) or opens_itself(blocks)):
        return None
    return DocumentClass.DIRECTIVE if lead_in["orders"] else DocumentClass.PLAN


def _lead_in(blocks: list[Block]) -> re.Match[str] | None:
    return next((found for block in blocks[:HEAD_BLOCKS] if (found := _LEADS_IN.search(block.key[-900:]))), None)


def _tells_holders(blocks: list[Block]) -> bool:
    """Whether two items or more head what a holder is to do, as no report of a plan does."""
    seen = 0
    for block in blocks:
        if not (block.marker or (block.level and block.sort != "para")) or len(block.key) > 2000:
            continue
        heading = heading_holder(block.key, heads=bool(block.children))
        if heading is None:
            subject = subject_of(block.key) if starts_body(block.key) else None
            seen += subject is not None and (subject.obliged or acts_clearly(block.key))
            if seen >= 2:
                return True
            continue
        run_in = heading.rest is not None and opens_with_act(block.key[heading.rest :])
        seen += run_in or any(opens_with_act(child.key) for child in block.children)
        if seen >= 2:
            return True
    return False


_NORMATIVE = re.compile(r"số\s*:?\s*\d{1,4}\s*/\s*(?:19|20)\d\d\s*/\s*QĐ", re.IGNORECASE)
"""The number of a decision that lays down rules for all carries the year (DOMAIN 1.4)."""


_ISSUES_A_PLAN = re.compile(
    r"(?:quyết định)?\W*(?:về việc |v/v |về )?(?:ban hành|phê duyệt)\s+(?:kế hoạch|chương trình|đề án|phương án)"
)


def _decided(blocks: list[Block], line: Block | None) -> DocumentClass:
    """A decision issues a plan, or a regulation. Its title stands under its type line, else under its number."""
    at = next((i for i, block in enumerate(blocks) if block is line or (line is None and _NUMBER.match(block.key))), 0)
    title = " ".join(block.key for block in blocks[at : at + 4]).lower()
    issued = re.search(r"(?:ban hành|phê duyệt|về việc|v/v)?\s*(kế hoạch|chương trình|đề án|phương án)", title)
    ruled = re.search(
        r"(quy chế|quy định|chức năng, nhiệm vụ|bộ tiêu chí|danh mục|đơn giá|nội quy|điều lệ|quy tắc|bảng giá)", title
    )
    if not _ISSUES_A_PLAN.match(title) and any(_NORMATIVE.match(block.key) for block in blocks[: at + 1]):
        return DocumentClass.REGULATION
    if ruled and (not issued or ruled.start() < issued.start()):
        return DocumentClass.REGULATION
    return DocumentClass.DECISION
