"""What the heading of a part says of the items under it: that it assigns, is general, looks back, sets criteria."""

from __future__ import annotations

import re

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
