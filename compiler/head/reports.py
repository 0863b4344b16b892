"""Whether a text tells of a document instead of being one: a portal's report, a journalist's article (DOMAIN 1.1).

A report repeats the plan's headings and sentences, but has nothing of a document's own: no motto, number, bases, address
or signature; and it speaks of the plan as of another text.
"""

from __future__ import annotations

import re

from compiler.head.lead import opens_itself
from compiler.text.blocks import Block

MOTTO = re.compile(r"CỘNG\s+HÒA\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
PAGE_NOISE = re.compile(
    r"ngày đăng|tin liên quan|lượt xem|đang online|đã truy cập|hôm nay\s*:|cỡ chữ|bản in|gửi email|chia sẻ|"
    r"trang chủ|tác giả\s*:|nguồn\s*:|theo đó,|cập nhật lúc|nhấn vào đây|người đang online|\(theo |"
    r"tin khác|bài viết khác|chi tiết tin|chi tiet tin|sửa mã nguồn",
    re.IGNORECASE,
)
SAYS_ISSUED = re.compile(
    r"(?:ngày\s+\d[^,;.]{0,40},\s*)?(?:UBND|ủy ban nhân dân|sở|bộ|chủ tịch)[^.;:]{0,80}?\s(?:vừa |đã |mới )?"
    r"(?:ký )?ban hành (?:quyết định|kế hoạch|công văn)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\((?:Hình|Ảnh)[^()\n]{0,30}\)|ảnh minh họa"
    r"|(?:tại|theo|căn cứ) (?:tiểu mục|mục|khoản|điểm|điều|phụ lục)\s[^.;:\n]{0,40}?(?:kế hoạch|quyết định|nghị định|chỉ thị|công điện|công văn|nghị quyết|hướng dẫn|kết luận|thông báo)\s(?:số\s)?\d[^.;\n]{0,200}(?:như sau|nêu|quy định)"
    r"|(?:kế hoạch|quyết định|nghị định|chỉ thị|công điện|công văn|nghị quyết|hướng dẫn|kết luận|thông báo)\s(?:số\s)?\d[\w/-]*(?: năm \d{4})?(?: có)? (?:nêu|đặt ra|xác định|yêu cầu|đề ra)"
    r"|^[^\w\n]*+ngày \d[^,;:\n]{0,40},?\s[^;:\n]{0,120}\sban hành (?:kế hoạch|quyết định|chỉ thị|công điện|công văn|nghị định|nghị quyết)\s(?:số\s)?\d"
    r"|(?:vừa|mới|đã)(?: ký)?(?: ban hành| có)(?: dự thảo)? (?:kế hoạch|quyết định|chỉ thị|công điện|công văn|nghị định|nghị quyết|văn bản|kết luận|thông báo)",
    re.IGNORECASE | re.MULTILINE,
)
"""How a text speaks of a document that it is not, and what stands under its pictures."""
_OWN = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
    r"|^[^\w\n]*+(?i:số\s*:\s*[\d./…]|nơi\s+nhận\s*:|kính\s+gửi"
    r"|(?:căn cứ|theo đề nghị|xét)\s(?!theo\s|tại\s|vào\s|khoản\s|điều\s|mục\s)[^\n]{0,400}[;,]\W*$)"
    r"|^[^\w\n]*+(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s*\.",
    re.MULTILINE,
)
"""What a document has of its own, however much of its head a portal has cut: motto, number, bases, address,
recipients, signature."""
_GIVES_NUMBER = re.compile(
    r"(?P<when>ngày\s+\d[^,;.]{0,40},\s*)?(?:UBND|Ủy ban nhân dân|Chính phủ|Thủ tướng|Bộ|Sở|Chủ tịch|Hội đồng nhân dân|HĐND|Ban|Quốc hội)[^.;:]{0,80}?\s?"
    r"(?P<told>vừa |đã |mới )?(?:ký )?ban hành (?:Quyết định|Kế hoạch|Công văn|Nghị định|Nghị quyết|Thông tư|Chỉ thị|Chương trình|Hướng dẫn|Kết luận) (?:số )?\d[\w-]*/",
    re.IGNORECASE,
)
""""Ngày 3/2/2026, UBND tỉnh X đã ban hành Quyết định 12/QĐ-UBND …": who tells of an act gives its number."""
_LEADS_TO_QUOTE = re.compile(
    r"Hình từ Internet|^Nội dung chính$|^[^\w\n]*+Xem (?:chi tiết|thêm)|>>|(?:có|đã) (?:quy định|nêu)|nêu rõ|nêu ra|(?:^|\s)Theo đó,|(?:^|\s)Trong đó,|"
    r"^(?:Căn cứ |Cụ thể,? )?(?:theo |tại )?(?:Điều|Mục|Tiểu mục|Khoản|Phụ lục) [^.:]{1,60}(?:Quyết định|Kế hoạch|Nghị định|Nghị quyết|Luật|Thông tư) ",
    re.MULTILINE | re.IGNORECASE,
)
"""How an article leads from the act that it tells of to what it quotes."""
TOLD_AMONG, TOLD_FIRST = 12, 3
"""Blocks among which an article tells of the act; among the first it needs no date."""


def quotes_an_act(blocks: list[Block]) -> bool:
    """Whether the text, with nothing of a document's own, tells of an act with its number and leads over to its words."""
    return _owns_nothing(text := _text(blocks)) and _gives_number(blocks) and _LEADS_TO_QUOTE.search(text) is not None


def tells_in_words(text: str) -> bool:
    """Whether a text speaks of a document as of another one, or says that somebody issued it."""
    return _TELLS.search(text) is not None or SAYS_ISSUED.search(text[:2000]) is not None


def reports_in_words(blocks: list[Block]) -> bool:
    """Whether anything in a text says that it reports: the frame of a page, a question that it answers, words of another act.
    Where nothing does, it may be the rest of a document whose head is lost."""
    text = _text(blocks)
    asks = any(block.text.rstrip("* ").endswith("?") for block in blocks)
    return asks or PAGE_NOISE.search(text) is not None or tells_in_words(text)


def _gives_number(blocks: list[Block]) -> bool:
    return any(
        (found := _GIVES_NUMBER.match(block.key)) is not None
        and not block.key.rstrip().endswith(":")
        and (found["when"] is not None or found["told"] is not None or index < TOLD_FIRST)
        for index, block in enumerate(blocks[:TOLD_AMONG])
    )


def _owns_nothing(text: str) -> bool:
    return _OWN.search(text) is None


def _text(blocks: list[Block]) -> str:
    return "\n".join(block.key for block in blocks)


def tells_of_another(blocks: list[Block], *, titled: bool, own: int) -> bool:
    """Whether the text tells about a document instead of being one. `titled`: it has a type line; `own`: how much its
    address, its lead-in and the holders' headings in it speak for a document."""
    if any(block.text.rstrip("* ").endswith("?") for block in blocks[:3]):
        return True  # an article opens with the question that it answers, a document never
    text = _text(blocks)
    if quotes_an_act(blocks) or (_owns_nothing(text) and _TELLS.search(text) is not None):
        return True
    own += sum(
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
    own += 2 * titled + (sum(block.sort in {"roman", "part", "capital"} for block in blocks) >= 2)
    told = len({match[0].lower() for match in PAGE_NOISE.finditer(text)})
    told += any(SAYS_ISSUED.match(block.key.strip()) or SAYS_ISSUED.search(block.key[:400]) for block in blocks[:12])
    return (own < 3 and (told > 0 or not titled)) or (not titled and told >= 3 and own < 4)
