"""What the heading of a part says of the items under it: that it assigns, is general, looks back, sets criteria."""

from __future__ import annotations

import re

from compiler.text.blocks import Block

ASSIGNS = re.compile(
    r"tổ chức thực hiện|phân công|^trách nhiệm|và trách nhiệm|trách nhiệm (?:của|thực hiện|thi hành|tổ chức)|giao nhiệm vụ|tổ chức triển khai|chế độ (?:thông tin,? )?báo cáo"
    r"|nhiệm vụ (?:của )?(?:các )?(?:cơ quan|đơn vị|sở)|điều khoản thi hành",
    re.I,
)
GENERAL = re.compile(
    r"mục đích|(?<!nội dung )yêu cầu(?! (?:thực hiện|nhiệm vụ))|mục tiêu|quan điểm|đối tượng|phạm vi|nguyên tắc|căn cứ|hiện trạng|tình hình|chỉ tiêu|khẩu hiệu",
    re.I,
)
LOOKS_BACK = re.compile(r"kết quả|hạn chế|tồn tại|đánh giá|ưu điểm|nguyên nhân|thuận lợi|thực trạng", re.I)
"""Heads the part of a letter or directive that looks back."""
CRITERIA = re.compile(
    r"(?:tiêu chuẩn|tiêu chí|hình thức|đối tượng|nguyên tắc|số lượng|hạn mức|thủ tục|hồ sơ)[^.;]{0,60}(?:khen thưởng|thi đua|danh hiệu|xét tặng|bằng khen|giấy khen)"
    r"|^(?:\W*)(?:tiêu chuẩn|tiêu chí)(?!\w)|đạt (?:được )?các (?:tiêu chuẩn|tiêu chí|điều kiện) sau|(?:chấm|thang|cách tính) điểm|^bằng khen|^giấy khen",
    re.I,
)
"""Heads a list of criteria or quotas for awards, which name bodies and charge none (GUIDE)."""
SUBHEAD = re.compile(r"(?:trách nhiệm|nhiệm vụ|yêu cầu|quy định|nội dung) (?:chung|cụ thể|riêng|khác)", re.I)
""""1. Trách nhiệm chung": a heading without text."""

_ANNEX_ALONE = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?: (?:số )?(?:[IVXLC]{1,6}|\d{1,2})(?:[.\-–]?[A-Za-z\d]{1,3})?)?\s*[.:]?(?=$|\s[^a-zà-ỹ]*$|\s*\((?:Kèm theo|Ban hành))"
)
_ANNEX_TITLED = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|Biểu(?: mẫu)?|Mẫu)(?: số)? (?:[IVXLC]{1,6}|\d{1,2})\s*[.:–-]\s+[^\W\d_]"
)
_LIST = re.compile(r"(?:DANH MỤC|BIỂU MẪU|BIỂU SỐ|MẪU SỐ|BẢNG PHÂN CÔNG)(?!\w)")
LONGEST_TITLE = 160


def opens_annex(block: Block) -> bool:
    """Whether a line without a mark is the title of an annex in a text whose signature was left out: "PHỤ LỤC I",
    "Phụ lục 2", "DANH MỤC CÁC NHIỆM VỤ" in capitals."""
    if block.sort != "para" or len(block.text) > LONGEST_TITLE or block.text.endswith((".", ";", ":", ",")):
        return False
    return bool(_ANNEX_ALONE.match(block.key) or _ANNEX_TITLED.match(block.key)) or (
        block.text.isupper() and bool(_LIST.match(block.key))
    )
