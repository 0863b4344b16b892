"""Paragraphs that name bodies and acts and tell nobody anything: clauses on effect, examples, attachments, aims,
citations, courtesies."""

from __future__ import annotations

import re

from compiler.text.blocks import Block
from compiler.text.manuscript import UPPER

_THIS = r"(?:Chỉ thị|Kế hoạch|Quyết định|Quy định|Quy chế|Hướng dẫn|Chương trình|Văn bản|Nghị quyết|Thông báo|Công văn|Đề án|Phương án) này"
_ORDERS_NOBODY = (
    r"(?![^.]*\s(?:yêu cầu|đề nghị|giao|phân công|có trách nhiệm|chịu trách nhiệm|phải|báo cáo)\s)"
    rf"(?![^.]*\sdo\s+[{UPPER}][^,.;]{{2,80}}?\s(?:đăng tải|đăng|thực hiện|chủ trì|công bố|niêm yết|tổ chức|phổ biến|đảm nhiệm|phụ trách)(?!\w))"
    r"(?![^.;]*,\s+(?:Sở|UBND|Ủy ban nhân dân|Công an|Phòng|Văn phòng|Ban|[Cc]ác (?:sở|phòng|cơ quan|đơn vị))\s)"
)
"""Nobody is told besides: "Kế hoạch này được công bố …" may go on with "do Văn phòng đăng tải …"."""
_IN_FORCE = re.compile(
    r"[^.;]{3,100}\s(?:xin )?trân trọng (?:thông báo|báo cáo|cảm ơn|kính báo)[./ ]*$|"
    r"[^.;]{3,80}\s(?:có ý kiến|trả lời|phúc đáp)(?: như trên)? để\s[^.;]{3,200}biết[./]*$|(?:[^.;]{3,80}\s)?(?:xin )?thông báo (?:để|dé|đề|đê)\s[^.;]{3,200}(?:biết|thực hiện)[./]*$|"
    rf"{_THIS}(?:(?: và|,) [^.;]{{3,60}}?)? (?:có hiệu lực|thay thế|được (?:phổ biến|niêm yết|ban hành))(?!\w){_ORDERS_NOBODY}[^.;]*[./]*$|"
    rf"{_THIS} (?:đã )?được (?:phổ biến|niêm yết|quán triệt|gửi|triển khai|công bố|đăng tải)(?!\w){_ORDERS_NOBODY}[^.]*[./]*$|"
    rf"{_THIS} (?:đã )?được [^.;]{{3,120}}? thông qua (?:ngày|tại|vào)(?!\w)[^.;]*[./]*$|"
    r"Trường hợp [^.;]{0,160}quy định khác (?:nhau|với)[^.;]*?\s(?:thì )?(?:áp dụng|thực hiện theo)(?!\w)[^.;]*[./]*$"
)

_ATTACHED = re.compile(r"[(\[][^()]{0,300}kèm theo[^()]{0,300}[)\]][./]*$", re.I)
""""(Ban hành kèm theo Quyết định số …)" under a title."""
_OF_A_PAGE = re.compile(
    r"[^.;]{0,300}\((?:Hình|Ảnh)(?: ảnh)?(?: từ|:| minh họa| sưu tầm)[^()]{0,60}\)\W*$|\W*(?:>+\s*)?Xem (?:thêm|toàn văn|chi tiết|ngay)(?!\w)"
    r"|(?:Link|Ngày giờ đăng|Giờ đăng|Nguồn) (?:bài viết gốc|bài gốc)\s*:|Theo Cổng [Tt]hông tin điện tử [^.;,]{3,40}$",
    re.I,
)
"""What a portal sets among a document's lines: a picture's caption, links to more, where it comes from."""
_EXAMPLE = re.compile(
    rf"Ví dụ(?!\w)|(?:Đồng chí|Ông|Bà|Anh|Chị) (?:[{UPPER}]\w+ ){{1,3}}[A-Z](?!\w)(?![^.;]{{0,120}}(?:chịu trách nhiệm|có trách nhiệm|chủ trì|phụ trách))"
)
""""Ví dụ: …", "Đồng chí Nguyễn Văn A, Giám đốc Sở …": nobody is told anything."""
_NOTIFIES = re.compile(
    r"(?![^.;]*\s(?:đề nghị|yêu cầu|chủ động|tham mưu|trước ngày)\s)(?:[^.;:]{3,120}?\s(?:(?:xin|kính|trân trọng)\s+)+(?:thông báo|thông tin|trao đổi|gửi|cảm ơn)(?!\w)[^.;:]{0,300}[./]*$"
    r"|[^.;:]{3,120}?\sthông báo\s(?:để|đến|tới|cho)\s[^.;:]{3,300}?(?:được biết|biết(?:,| và) (?:chỉ đạo|tổ chức|phối hợp|thực hiện|triển khai))[^.;:]{0,80}[./]*$)"
)
""""Văn phòng Chính phủ trân trọng thông báo đến các bộ …": with this a notice closes (Nghị định 30/2020, mẫu công văn)."""
_CONFIRMS = re.compile(
    r"[^.;:]{3,200}?\s(?:ghi nhận(?:,| và)|đánh giá cao|nhiệt liệt (?:biểu dương|chúc mừng|hoan nghênh)|gửi lời (?:thăm hỏi|chia buồn|cảm ơn|chúc mừng))(?!\w)[^.;:]*[./]*$"
)
""""Bộ Chính trị ghi nhận và biểu dương …": a courtesy of the issuer."""
_CITED = re.compile(
    r"(?:Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Công văn|Công điện|Văn bản|Thông báo|Hướng dẫn|Kết luận|Quy định|Chương trình) số\s?\d\S*,? ngày \d[\d/. ]{3,12}(?:tháng \d{1,2} năm \d{4})?,? của [^.;]{3,400}[.;]?$"
)
""""- Thông tư số 12/2024/TT-BXD ngày 15/6/2024 của Bộ Xây dựng …": an act in a list of acts."""

_OF_A_PROCEDURE = re.compile(
    r"(?:Đối tượng|Cơ quan|Đơn vị)(?: [^:;.]{0,60})? (?:thực hiện|giải quyết|quyết định|tiếp nhận)(?: [^:;.]{0,30})? ?(?:thủ tục hành chính|TTHC)[^:;.]{0,20}:",
    re.I,
)
""""Cơ quan giải quyết thủ tục hành chính: Sở X": a part of each published procedure (Nghị định 63/2010/NĐ-CP, Điều 8)."""
_RECEIVED = re.compile(
    r"(?:Ngày [\d/]{3,10},? )?(?!(?:Khi|Sau|Ngay|Trường hợp|Trong|Nếu|Đối với|Kể từ|Từ|Theo)(?!\w))[^.;:,]{3,90}?\s(?:đã )?nhận được (?:[Cc]ông văn|[Vv]ăn bản|[Pp]hiếu chuyển|[Đđ]ơn|[Tt]ờ trình) số\s?\d"
    r"(?![^.;]*\s(?:phải|thì|có trách nhiệm|đề nghị|yêu cầu)\s)[^.;]*[./]*$"
)
""""Sở Y tế nhận được Công văn số …": with this an answer opens."""
_ISSUED = re.compile(
    r"(?:Ngày [\d/ ]{3,10}(?:tháng \d{1,2}(?:,? năm \d{4})?)?, ?)?(?!(?:Khi|Sau|Trường hợp|Nếu)(?!\w))[^.;:]{3,90}?\s(?:đã |vừa )?(?:ban hành|có|ký ban hành|ký)\s"
    r"(?:Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Công văn|Công điện|Văn bản|Thông báo|Hướng dẫn|Kết luận|Chương trình)"
    r" số\s?\d(?![^.;]*\s(?:yêu cầu|đề nghị|giao|phải|có trách nhiệm|trước ngày|chậm nhất)\s)[^.;]*[./]*$"
)
""""Ngày 10/3/2026, Bộ Xây dựng ban hành Thông tư số …": an act is told of that was issued already."""
_RECITED = re.compile(
    rf"(?:(?:Căn cứ|Theo) )?(?:quy định )?(?:Tại|tại)\s(?:(?:điểm|khoản|mục|tiết|Điểm|Khoản)\s\S+\s){{0,3}}Điều \d+[a-z]?\s[^.;]{{3,300}}?\squy định(?!\w)(?! của pháp luật)(?!.*[.;]\s+[{UPPER}])"
)
""""Tại khoản 2 Điều 7 Nghị định … quy định …": the law speaks, and the writer only cites it."""

_LOOKS_BACK = re.compile(r"(?:nguyên nhân|hạn chế|tồn tại|khó khăn|thuận lợi)[^.;]{0,40}:?$", re.I)
"""Heads items that say how it came, not what is to be done."""
_GENERAL = re.compile(
    r"(?:(?:mục đích|yêu cầu|mục tiêu|quan điểm)(?: chung| cụ thể)?(?:,? và |, |\s*(?=:|$)))+:?$", re.IGNORECASE
)
""""- Mục đích:" above items, whatever their mark."""
_RIGHTS = re.compile(r"quyền(?: hạn| lợi)?\s(?:của|và lợi ích)\s[^.;:]{2,80}:?$", re.IGNORECASE)
""""Quyền hạn của Quỹ": what a body may do."""
_PURPOSE = re.compile(r"(?:nhằm|góp phần|(?:là|làm) cơ sở)\s", re.IGNORECASE)


def heads_what_is_general(key: str) -> bool:
    """Whether a heading stands above aims, rights, or what came to pass."""
    return bool(_LOOKS_BACK.match(key) or _GENERAL.match(key.strip()) or _RIGHTS.match(key))


_ASSESSES = re.compile(
    r"(?:về )?(?:công tác )?(?:đánh giá|kết quả|những kết quả|một số kết quả|tình hình|tồn tại|hạn chế|ưu điểm|nguyên nhân)(?!\w)[^.;:]{0,160}:?$",
    re.I,
)


def assesses(key: str) -> bool:
    """Whether a heading of a conclusion or letter stands above what was reached so far: "1. Về đánh giá tình hình …"."""
    return len(key) < 200 and bool(_ASSESSES.match(key)) and not re.search(r"yêu cầu|nhiệm vụ|giải pháp", key, re.I)


def heads_a_body(holder: str) -> bool:
    """Whether persons stand for their unit: "Người đứng đầu các cơ quan"."""
    return holder.lower().startswith("người đứng đầu")


def says_what_for(key: str) -> bool:
    """Whether an item among aims says what the plan is for: whom it names there it does not charge."""
    return bool(_PURPOSE.match(key))


_REPEALED = re.compile(r"(?:\d{1,2}\.\s?)?(?:\[\d{1,3}\]\s*)?\(?(?:được )?bãi bỏ\)?[.;]?$", re.I)
""""[17] (được bãi bỏ)" in a consolidated text."""


def tells_nobody(key: str) -> bool:
    """Whether a paragraph (one tone placement) says when the document takes effect, gives an example, cites an act, says
    what it is attached to, closes a notice or is a page's own."""
    return any(
        said.match(key)
        for said in (
            _IN_FORCE,
            _OF_A_PROCEDURE,
            _RECEIVED,
            _ISSUED,
            _RECITED,
            _EXAMPLE,
            _NOTIFIES,
            _CONFIRMS,
            _CITED,
            _ATTACHED,
            _OF_A_PAGE,
            _REPEALED,
        )
    )


_SPEAKS = re.compile(
    r"quyết định [^.;:]{3,200}\snhư sau\s*:$|(?:có ý kiến|cho ý kiến|chỉ đạo|kết luận|thông báo|quyết nghị|thống nhất)(?: chỉ đạo| kết luận)?(?: như sau| một số (?:nội dung|ý kiến)(?: như)? sau)\s*:$"
)


def speaks(key: str) -> bool:
    """Whether a lead-in only says that the issuer comes to its points: "Chủ tịch UBND tỉnh có ý kiến như sau:"."""
    return len(key) < 1500 and bool(_SPEAKS.search(key)) and not re.search(r"\s(?:yêu cầu|đề nghị|giao)\s", key[-300:])


_MEETS = re.compile(
    r"\schủ trì (?:[^.;:]{0,20} )?(?:cuộc họp|buổi làm việc|phiên họp|hội nghị|buổi họp|cuộc làm việc)(?!\w)|^(?:Cùng|Tham) dự\s",
    re.I,
)
_HEARD = re.compile(
    r"(?:^|[.,]\s)(?:Sau khi|sau khi) (?:nghe|xem xét|thảo luận|trao đổi)\s[^;]{3,1200}?\s(?:kết luận|có ý kiến|chỉ đạo|thống nhất|quyết nghị)(?!\w)[^.;]{0,80}:\s*$"
)
MOST_BEFORE = 40
"""Blocks at a document's head among which its meeting is told of."""


def told_of_meeting(blocks: list[Block]) -> set[int]:
    """The blocks (by id) in which a notice says who met and who was heard, up to "…, Chủ tịch … kết luận:": told, not
    ordered (Nghị định 30/2020, mẫu thông báo kết luận)."""
    first = blocks[:MOST_BEFORE]
    heard = next((at for at, block in enumerate(first) if _HEARD.search(block.key)), None)
    if heard is None:
        return set()
    return {id(first[heard]), *(id(one) for one in first[:heard] if not one.marker and _MEETS.search(one.key))}
