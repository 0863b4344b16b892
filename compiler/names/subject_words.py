"""The words around a holder's name in a sentence: who orders, who is charged, what only speaks of somebody."""

from __future__ import annotations

import re

from compiler.text.manuscript import UPPER

OBLIGED = re.compile(r"\s*,?\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần)(?!\w)", re.I)
OBLIGED_BEHIND = re.compile(
    r"\s+(?:đến|tới|được|nêu|thuộc)\s[^;.:]{3,160},\s+(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)(?!\w)", re.I
)
""""… và các cơ quan liên quan đến lĩnh vực nêu tại Điều 1, có trách nhiệm": a clause that says which stands between."""
CARRIES_OUT = re.compile(
    r"(?P<who>[^.]{8,900}?),?\s+(?:có|chịu) trách nhiệm(?: tổ chức| triển khai)*\s+thi hành\s+(?:Quyết định|Chỉ thị|Nghị quyết|Quy định) này(?!\w)"
)
""""… và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này": all before it is who is to carry it out."""
RECEIVED = re.compile(
    r"(?:(?:ngay )?(?:sau )?khi )?(?:nhận|tiếp nhận) được (?:chỉ thị|kế hoạch|công văn|công điện|quyết định|thông báo|văn bản|hướng dẫn)(?: số \S+)? này,?\s+",
    re.I,
)
""""Nhận được Chỉ thị này yêu cầu các đơn vị …": from when, and then who is told."""
ISSUER = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Chủ tịch (?:UBND|Ủy ban nhân dân)|HĐND|Hội đồng nhân dân|Chính phủ|Thủ tướng Chính phủ|Bộ trưởng|Ban Chỉ đạo)"
    rf"(?:\s+(?:tỉnh|thành phố|Thành phố|huyện|quận|thị xã|xã|phường)(?!,))?(?:\s+[{UPPER}]\S*)*\s+(?=giao|yêu cầu|đề nghị|phân công)",
)
ASKS = re.compile(r"(?P<who>[^;.:()]{3,90}?)\s+(?=(?:trân trọng |kính )?(?:đề nghị|yêu cầu)\s)")
""""Tổng cục Thuế yêu cầu …": who asks, before whom it asks."""
CHARGED_CLASS = re.compile(
    r"(?P<name>(?:(?:Các |Những |Mỗi |Từng )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Nn]gười|[Cc]hủ(?! (?:trương|đề|động|yếu|trì|nhật|thể))|[Đđ]oàn|[Tt]ổ(?! chức)|[Bb]an|[Hh]ội đồng|[Bb]ộ phận|[Nn]hóm)|(?:[Qq]uỹ|[Cc]ông ty|[Tt]rung tâm|[Dd]oanh nghiệp|[Cc]ơ sở(?! (?:dữ liệu|vật chất|hạ tầng))|[Nn]hà (?:đầu tư|thầu)|[Nn]gân hàng|[Tt]hành viên)(?=(?:(?!\sphải\s)[^;.:]){0,160}?\scó (?:trách nhiệm|nhiệm vụ)))"
    r"\s(?:[^,;.:()]|\([^()]*\)|,\s(?!\w+\s(?:phải|có trách)))[^;.:()]{0,120}?(?:\([^()]*\))?)"
    r",?\s+(?P<charge>có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải)(?!\w)"
)
""""Cơ quan thẩm định văn bản phải …": a holder that is named by what it does, known by its charge."""
NO_CHARGED_NAME = re.compile(r"\s(?:mà|nếu|thì|khi|cần|đã|vẫn|cho|yêu cầu|tiếp tục)\s|\skhông(?:\s|$)")
"""Words inside "cơ quan … phải" that make it no name."""
PREVENTION = re.compile(r"phòng(?:,| và)? (?:chống|ngừa|tránh)(?!\w)", re.I)
LISTED_CLASS = re.compile(r"(?<!\w)(?:(?:cơ quan|đơn vị|tổ chức|bộ phận|cá nhân|doanh nghiệp),\s){1,5}$", re.I)
"""Classes listed before the last, which the charge stands behind."""
HEAD_OF = re.compile(r"^(?:thủ trưởng|người đứng đầu|lãnh đạo|giám đốc)\s+(?=các\s)", re.I)
"""Before a class whose heads are told: "Thủ trưởng các cơ quan, đơn vị chủ trì …"."""
NOTED = re.compile(r"(?:\(\*{1,3}\)|[¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\])\s*")
"""The sign of a note, under a table or at the foot of a page: "(*) Nếu có thay đổi, Sở A …", "¹ Trong đó Sở B …"."""
CONNECTIVE = re.compile(
    r"(?:(?:ngoài ra|đồng thời|bên cạnh đó|cùng với đó|song song với đó|mặt khác|trong đó|riêng|còn|lưu ý|theo đó|do đó|vì vậy|sau đó|tiếp đó|tiếp theo|từ đó|trên cơ sở đó)(?!\w)[\s,:]*(?:đối với\s+)?)+",
    re.I,
)
"""Joins a sentence or clause to the one before it, and stands before whoever it tells."""
TITLED = re.compile(r"(?:Trách nhiệm|Tổ chức) (?:tổ chức )?(?:thực hiện|thi hành)\s*[.:]?\s+")
"""An article's title that ran on into its text: "Điều 2. Trách nhiệm thực hiện Sở X … thực hiện …"."""
SIRS = re.compile(r"(?:Các )?(?:[Ôô]ng|[Bb]à)(?:\s*\([Bb]à\)|,\s*[Bb]à|\s+và\s+[Bb]à)?\s*:?\s+(?=[^\W\d_])")
""""Điều 3. Các ông (bà): Chánh Văn phòng …, Giám đốc các sở … chịu trách nhiệm thi hành": no part of a name."""
PERSON = re.compile(
    rf"(?i:người(?! (?:chủ trì|phát ngôn|phụ trách|được (?:giao|phân công)))|chủ hộ|(?:cán bộ|công chức)(?-i:(?! (?:[{UPPER}]|phụ trách|chuyên trách|làm công tác|theo dõi|được (?:giao|phân công)|thú y|khuyến nông|dân số)))|cá nhân|đảng viên)"
)
"""People in general; "Công chức Địa chính - Xây dựng" is a post."""
_IN_BRACKETS = (
    r"\((?=[^()]{3,160}\schủ trì\b|(?:(?!\sđược\s)[^(),;]){3,90}\s(?:thực hiện|phụ trách|đảm nhiệm|đảm nhận)\b)"
)
BRACKETED = re.compile(_IN_BRACKETS)
"""\"… (Sở A chủ trì, Sở B phối hợp)\", "… (Sở A thực hiện trong quý I)": a task with its lead behind it."""
GIVEN = re.compile(r"\(\s*[Gg]iao\s+(?=[^()]{3,300}\))")
"""\"… (Giao Công an tỉnh tham mưu)\": behind a task, whom it is given to."""
REPORTED = re.compile(
    r"\s+(?:còn |vẫn |đều |cũng |hiện )*(?:(?:chưa|đã)\s+(?!đăng ký|được (?:giao|phân công))"
    r"|(?:đang|vừa mới)\s+(?![^.;]{0,160}\s(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần|chủ động|khẩn trương|chủ trì|báo cáo|gửi)\s))",
    re.I,
)
"""Behind a name: what was done or left undone is told, nobody is charged ("Bộ phận văn thư còn chưa kiểm soát …")."""
CLAUSE = re.compile(
    rf"[,:]\s+(?:Do\s+|thì\s+)?|(?<=\sthì)\s(?=[^\W\d_])|(?<=\sdo)\s(?=[^\W\d_])|{_IN_BRACKETS}|\s(?=đề nghị\s|giao\s|yêu cầu\s)"
    r"|(?<=vướng mắc)\s|(?<=khó khăn)\s|(?<=phát sinh)\s|(?<=bổ sung)\s|(?<=thẩm quyền)\s|(?<=điều chỉnh)\s"
)
SHARE = re.compile(r"\d\s*%[^.;:%]{0,120}$")
"""A share of a class before its next name: the sentence sets an aim and charges nobody."""
OF_AN_ACT = re.compile(
    r"(?:^|,\s|\svà\s)(?:cơ quan|đơn vị)\s+(?:chủ trì|chủ quản|tham mưu|quản lý|thẩm định|tổ chức lập)\b", re.I
)
""""cơ quan chủ quản Chương trình, cơ quan chủ trì dự án": bodies named by an act, which is not told to them."""
TOWARDS = re.compile(r"(?:Đối với|Riêng(?: đối với)?|Về phía)\s+")
THEN_ASKS = re.compile(r"\s*,?\s+(?:(?:xin |kính |trân trọng )*(?P<asks>đề nghị)|yêu cầu)\s+")
""""Đối với Sở A, | đề nghị ứng vốn"."""
