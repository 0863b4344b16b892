"""What kind of text this is: a plan, a decision that issues one, or something else (DOMAIN 1.1).

Four of five texts that are found under "kế hoạch tuyên truyền" report about a plan and are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compiler.acts import acts_clearly, opens_with_act
from compiler.blocks import Block
from compiler.headings import heading_holder
from compiler.holders import starts_body
from compiler.lead import opens_itself
from compiler.manuscript import LOWER, same_tone
from compiler.numbers import find_numbers
from compiler.result import DocumentClass
from compiler.subjects import subject_of

HEAD_BLOCKS = 40
FURNITURE = 80
"""How many blocks of a portal's page may stand before the document's head."""
MOTTO = re.compile(r"CỘNG\s+HÒA\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
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
    r"(?:(?P<orders>yêu cầu|chỉ thị|chỉ đạo|giao|đề nghị|điện)|ban hành|xây dựng|triển khai|quyết định)[^.;]{0,300}:\s*$"
)
""""UBND tỉnh yêu cầu các sở …:", "Giám đốc Sở ban hành Kế hoạch … như sau:": a document speaks for itself."""
PAGE_NOISE = re.compile(
    r"ngày đăng|tin liên quan|lượt xem|đang online|đã truy cập|hôm nay\s*:|cỡ chữ|bản in|gửi email|chia sẻ|"
    r"trang chủ|tác giả\s*:|nguồn\s*:|theo đó,|cập nhật lúc|nhấn vào đây|người đang online|\(theo |"
    r"tin khác|bài viết khác|chi tiết tin|chi tiet tin",
    re.IGNORECASE,
)
REPORTS = re.compile(
    r"(?:ngày\s+\d[^,;.]{0,40},\s*)?(?:UBND|ủy ban nhân dân|sở|bộ|chủ tịch)[^.;:]{0,80}?\s(?:vừa |đã |mới )?"
    r"(?:ký )?ban hành (?:quyết định|kế hoạch|công văn)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\((?:Hình|Ảnh)[^()\n]{0,30}\)|ảnh minh họa"
    r"|(?:tại|theo|căn cứ) (?:tiểu mục|mục|khoản|điểm|điều|phụ lục)\s[^.;:\n]{0,40}?(?:kế hoạch|quyết định|nghị định|chỉ thị|công điện|công văn|nghị quyết|hướng dẫn|kết luận|thông báo)\s(?:số\s)?\d[^.;\n]{0,200}(?:như sau|nêu|quy định)"
    r"|(?:kế hoạch|quyết định|nghị định|chỉ thị|công điện|công văn|nghị quyết|hướng dẫn|kết luận|thông báo)\s(?:số\s)?\d[\w/-]*(?: năm \d{4})?(?: có)? (?:nêu|đặt ra|xác định|yêu cầu|đề ra)"
    r"|^\W*ngày \d[^,;:\n]{0,40},?\s[^;:\n]{0,120}\sban hành (?:kế hoạch|quyết định|chỉ thị|công điện|công văn|nghị định|nghị quyết)\s(?:số\s)?\d"
    r"|(?:vừa|mới|đã)(?: ký)?(?: ban hành| có)(?: dự thảo)? (?:kế hoạch|quyết định|chỉ thị|công điện|công văn|nghị định|nghị quyết|văn bản|kết luận|thông báo)",
    re.IGNORECASE | re.MULTILINE,
)
"""How a text speaks of a document that it is not, and what stands under its pictures."""
_FORMAL = re.compile(
    r"^\W*(?:số\s*:\s*\d|(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s*\.|nơi nhận\s*:|kính gửi|(?:căn cứ|theo đề nghị|xét)\s(?!theo\s|tại\s|vào\s|khoản\s|điều\s|mục\s)[^\n]{0,400}[;,]\W*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""What a document has of its own, however much of its head a portal has cut: number, bases, address, signature."""

_OWN_HEAD = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|^\W*(?i:số\s*:\s*[\d./…]|nơi\s+nhận\s*:|kính\s+gửi)|^(?:TM|KT|TL)\s*\.",
    re.MULTILINE,
)
"""What only a document itself carries: motto, number, address, recipients, signature."""
_TELLS_OF_ACT = re.compile(
    r"(?P<when>ngày\s+\d[^,;.]{0,40},\s*)?(?:UBND|Ủy ban nhân dân|Chính phủ|Thủ tướng|Bộ|Sở|Chủ tịch|Hội đồng nhân dân|HĐND|Ban|Quốc hội)[^.;:]{0,80}?\s?"
    r"(?P<told>vừa |đã |mới )?(?:ký )?ban hành (?:Quyết định|Kế hoạch|Công văn|Nghị định|Nghị quyết|Thông tư|Chỉ thị|Chương trình|Hướng dẫn|Kết luận) (?:số )?\d[\w-]*/",
    re.IGNORECASE,
)
""""Ngày 3/2/2026, UBND tỉnh X đã ban hành Quyết định 12/QĐ-UBND …": who tells of an act gives its number."""
_OF_AN_ARTICLE = re.compile(
    r"Hình từ Internet|^Nội dung chính$|^\W*Xem (?:chi tiết|thêm)|>>|(?:có|đã) (?:quy định|nêu)|nêu rõ|nêu ra|(?:^|\s)Theo đó,|(?:^|\s)Trong đó,|"
    r"^(?:Căn cứ |Cụ thể,? )?(?:theo |tại )?(?:Điều|Mục|Tiểu mục|Khoản|Phụ lục) [^.:]{1,60}(?:Quyết định|Kế hoạch|Nghị định|Nghị quyết|Luật|Thông tư) ",
    re.MULTILINE | re.IGNORECASE,
)
"""How an article leads from the act that it tells of to what it quotes."""
TOLD_AMONG, TOLD_FIRST = 12, 3
"""Blocks among which an article tells of the act; among the first it needs no date."""


def _article(blocks: list[Block]) -> bool:
    """Whether an article tells of an act with its number and quotes from it, itself without any part of a head."""
    said = any(
        (found := _TELLS_OF_ACT.match(block.key)) is not None
        and not block.key.rstrip().endswith(":")
        and (found["when"] or found["told"] or index < TOLD_FIRST)
        for index, block in enumerate(blocks[:TOLD_AMONG])
    )
    if not said:
        return False
    text = "\n".join(block.key for block in blocks)
    return _OWN_HEAD.search(text) is None and _OF_AN_ARTICLE.search(text) is not None


_ADDRESS = re.compile(r"kính gửi\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """The class, the type line (None where the text has none) and its words ("Kế hoạch")."""

    cls: DocumentClass
    line: Block | None
    name: str | None
    quotes: bool = False
    """A report that quotes what the document assigns: its duties are read as the document's."""


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


def classify(blocks: list[Block]) -> Kind:
    """The class of a text from its blocks in reading order (tables left out)."""
    blocks = blocks[front(blocks) :]
    head = blocks[:HEAD_BLOCKS]
    line, name = _type_line(head)
    cls = _TYPES[name] if name else None
    if cls in (DocumentClass.DECISION, None):
        cls = _by_number(head) if cls is None else cls
    if name is None and _addressed(head):
        cls = DocumentClass.LETTER
    if _article(blocks):
        return Kind(DocumentClass.NEWS, None, None, quotes=True)
    if _reported(blocks, line):
        return Kind(DocumentClass.NEWS, None, None, quotes=_tells_holders(blocks))
    if cls is DocumentClass.DECISION:
        cls = _decided(blocks, line)
    if cls is None:
        cls = _headless(blocks)
    if cls is None:
        return Kind(DocumentClass.NEWS, None, None)
    return Kind(cls, line, name.capitalize() if name else None)


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
        if found and not block.marker and len(block.text) < 400 and not REPORTS.search(block.key):
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


def _reported(blocks: list[Block], line: Block | None) -> bool:
    """Whether the text tells about a document instead of being one."""
    if any(block.text.rstrip("* ").endswith("?") for block in blocks[:3]):
        return True  # an article opens with the question that it answers, a document never
    text = "\n".join(block.key for block in blocks)
    if not (MOTTO.search(text) or _FORMAL.search(text)) and _TELLS.search(text):
        return True
    own = sum(
        bool(re.search(pattern, text, flags))
        for pattern, flags in (
            (r"CỘNG\s+HÒA\s+XÃ\s+HỘI", 0),
            (r"^số\s*:.{0,40}/", re.MULTILINE | re.IGNORECASE),
            (r"như sau\s*:", re.IGNORECASE),
            (r"nơi nhận\s*:", re.IGNORECASE),
            (r"^(?:TM|KT|TL)\s*\.", re.MULTILINE),
        )
    )
    own += (
        bool(re.search(r"^số\s*:\s*\d+/.{2,}", text, re.MULTILINE | re.IGNORECASE)) and MOTTO.search(text) is not None
    )
    own += opens_itself(blocks)
    own += 3 * _addressed(blocks[:HEAD_BLOCKS])
    own += 2 * _tells_holders(blocks) + (_lead_in(blocks) is not None)
    own += 2 * (line is not None) + (sum(block.sort in {"roman", "part", "capital"} for block in blocks) >= 2)
    told = len({match[0].lower() for match in PAGE_NOISE.finditer(text)})
    told += any(REPORTS.match(block.key.strip()) or REPORTS.search(block.key[:400]) for block in blocks[:12])
    return (own < 3 and (told > 0 or line is None)) or (line is None and told >= 3 and own < 4)


def _headless(blocks: list[Block]) -> DocumentClass | None:
    """The class of a document whose head and type line are lost: its lead-in and its holders' headings speak."""
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
        if not block.marker or len(block.key) > 2000:
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
