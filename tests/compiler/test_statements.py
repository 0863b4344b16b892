"""Who is told what, in the forms that drafters use: by headings, clauses, orders, and in what is no duty at all."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.names.holders import body_end, starts_body
from compiler.result import Compiled, Severity
from compiler.text.manuscript import same_tone

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN PHÚ HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND
Phú Hòa, ngày 15 tháng 02 năm 2021

KẾ HOẠCH
Cải cách hành chính năm 2021

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2020 của Chính phủ;
UBND huyện ban hành Kế hoạch như sau:

"""
NAMES = [
    "Ban An toàn giao thông các huyện, thị xã, thành phố",
    "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện",
    "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh",
    "Văn phòng Đăng ký đất đai tỉnh",
    "các đơn vị sự nghiệp công lập trực thuộc UBND tỉnh",
    "Trung tâm Dịch vụ việc làm tỉnh",
    "Hội Bảo trợ người khuyết tật và trẻ mồ côi tỉnh",
    "Quỹ Bảo vệ và Phát triển rừng",
    "Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh",
    "Ủy ban bầu cử tỉnh",
    "Các huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy",
    "Các trường mầm non, tiểu học, THCS trên địa bàn",
    "Văn phòng Điều phối nông thôn mới tỉnh",
    "Tổ giúp việc Ban Chỉ đạo",
    "Khoa Kiểm soát nhiễm khuẩn",
    "Giáo viên chủ nhiệm",
    "Tỉnh đoàn",
]


def compiled_with(body: str) -> Compiled:
    return compile_text(HEAD + body)


def said(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compiled.responsibilities]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "act", ["chủ trì, phối hợp với Sở Tư pháp thực hiện", "có trách nhiệm báo cáo", "xây dựng kế hoạch"]
)
def test_a_name_that_holds_a_verb_s_syllable_is_never_cut(name: str, act: str) -> None:
    key = same_tone(f"{name} {act}.")
    assert starts_body(key)
    assert key[: body_end(key, 0)] == same_tone(name)


def test_a_class_named_by_what_it_does_heads_its_items() -> None:
    compiled = compiled_with(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Theo dõi việc thực hiện.\n"
        "2. Các phòng chủ trì, quản lý, tham gia thực hiện các dự án thuộc Chương trình\n- Báo cáo kết quả về Phòng Nội vụ.\n"
    )
    assert said(compiled)[1] == (
        "Các phòng chủ trì, quản lý, tham gia thực hiện các dự án thuộc Chương trình",
        "Báo cáo kết quả về Phòng Nội vụ.",
    )


def test_items_below_a_told_statement_are_its_holder_s() -> None:
    compiled = compiled_with(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ xây dựng kế hoạch thực hiện.\n"
        "- Giới thiệu điển hình tiên tiến.\n2. Phòng Nội vụ\n- Theo dõi việc thực hiện.\n"
    )
    assert [holder for holder, _ in said(compiled)] == ["Các cơ quan, đơn vị", "Các cơ quan, đơn vị", "Phòng Nội vụ"]


def test_a_paragraph_behind_the_items_ends_the_list() -> None:
    compiled = compiled_with(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Theo dõi việc thực hiện.\n- Tổng hợp, báo cáo UBND huyện.\n"
        "Các phòng, ban, ngành và UBND các xã triển khai thực hiện nghiêm túc Kế hoạch này.\n"
    )
    assert said(compiled)[-1][0] == "Các phòng, ban, ngành và UBND các xã"


@pytest.mark.parametrize(
    ("closing", "holder", "text"),
    [
        (
            "Trên đây là Kế hoạch cải cách hành chính năm 2021; các cơ quan, đơn vị nghiêm túc tổ chức thực hiện./.",
            "các cơ quan, đơn vị",
            "các cơ quan, đơn vị nghiêm túc tổ chức thực hiện./.",
        ),
        (
            "Cải cách hành chính là nhiệm vụ trọng tâm của năm. Đề nghị các phòng, ban và UBND các xã báo cáo UBND huyện khi có vướng mắc.",
            "các phòng, ban và UBND các xã",
            "Đề nghị các phòng, ban và UBND các xã báo cáo UBND huyện khi có vướng mắc.",
        ),
    ],
)
def test_an_order_behind_other_words_is_a_duty(closing: str, holder: str, text: str) -> None:
    compiled = compiled_with(f"I. KINH PHÍ\n- Từ ngân sách huyện.\n{closing}\n")
    assert said(compiled) == [(holder, text)]


def test_criteria_and_quotas_are_no_duties() -> None:
    compiled = compiled_with(
        "I. KHEN THƯỞNG\n1. Tiêu chuẩn khen thưởng\na) Các cơ quan, đơn vị đạt các tiêu chuẩn sau:\n"
        "- Lãnh đạo, chỉ đạo, tổ chức thực hiện tốt nhiệm vụ.\n- Tham mưu cấp có thẩm quyền ban hành văn bản.\n"
        "2. Số lượng đề nghị khen thưởng\n- Đoàn kiểm tra của huyện: không quá 05 cá nhân.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Hướng dẫn khen thưởng.\n"
    )
    assert said(compiled) == [("Phòng Nội vụ", "Hướng dẫn khen thưởng.")]


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        (
            "1. Kiểm tra công vụ\n- Chủ trì: Phòng Nội vụ.\n- Phối hợp: Thanh tra huyện.\n- Thời gian: Quý II hằng năm.\n",
            "yearly:06-30",
        ),
        (
            "1. Kiểm tra công vụ\nChủ trì: Phòng Nội vụ. Phối hợp: Thanh tra huyện. Thời gian: Quý II hằng năm.\n",
            "yearly:06-30",
        ),
        ("1. Kiểm tra công vụ (Chủ trì: Phòng Nội vụ; Phối hợp: Thanh tra huyện; Thời gian: hằng năm)\n", "yearly"),
    ],
)
def test_a_record_s_task_may_stand_in_its_numbered_title(record: str, rule: str) -> None:
    compiled = compiled_with(f"I. NHIỆM VỤ\n{record}")
    (duty,) = compiled.responsibilities
    assert (duty.holder, duty.text, duty.with_) == ("Phòng Nội vụ", "Kiểm tra công vụ", ["Thanh tra huyện"])
    assert duty.due is not None
    assert duty.due.rule == rule


@pytest.mark.parametrize(
    ("holder", "text", "roles"),
    [
        (
            "Ủy ban MTTQ Việt Nam huyện",
            "Thực hiện giám sát, phản biện xã hội đối với cải cách hành chính.",
            {"execute"},
        ),
        ("Thanh tra huyện", "Thực hiện giám sát việc giải quyết hồ sơ.", {"coordinate"}),
        ("Phòng Tài chính - Kế hoạch", "Xây dựng dự thảo quy định; bố trí kinh phí thực hiện.", {"execute", "fund"}),
        ("Phòng Nội vụ", "Biên soạn tài liệu, gửi các cơ quan sử dụng.", {"execute"}),
    ],
)
def test_roles_follow_who_acts_and_on_whom(holder: str, text: str, roles: set[str]) -> None:
    (duty,) = compiled_with(f"I. TỔ CHỨC THỰC HIỆN\n1. {holder}\n- {text}\n").responsibilities
    assert {role.value for role in duty.roles} == roles


def test_a_sentence_that_tells_somebody_else_inside_a_duty_is_warned_of() -> None:
    compiled = compiled_with(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Theo dõi việc thực hiện. UBND các xã có trách nhiệm gửi số liệu hằng tháng.\n"
    )
    (remark,) = [finding for finding in compiled.diagnostics if finding.code == "D113"]
    assert remark.severity is Severity.WARNING
    assert remark.quote is not None
    assert "UBND các xã" in remark.message


def test_a_legal_basis_without_number_is_remarked() -> None:
    compiled = compile_text(
        HEAD.replace("UBND huyện ban", "Căn cứ Nghị quyết của Ban Chấp hành Đảng bộ huyện;\nUBND huyện ban")
    )
    assert "D124" in [finding.code for finding in compiled.diagnostics]


def test_a_task_may_say_only_who_does_it() -> None:
    compiled = compiled_with("I. NỘI DUNG\nTập huấn sử dụng học bạ điện tử. Người thực hiện: Hiệu trưởng.\n")
    assert said(compiled) == [("Hiệu trưởng", "Tập huấn sử dụng học bạ điện tử")]


def test_a_column_of_persons_in_charge_leads() -> None:
    compiled = compiled_with(
        "I. NỘI DUNG\nSTT | Nội dung | Người phụ trách | Phối hợp | Thời gian\n"
        "1 | Tập huấn vệ sinh tay | Khoa Kiểm soát nhiễm khuẩn | Phòng Điều dưỡng | Quý I/2021\n"
    )
    (duty,) = compiled.responsibilities
    assert (duty.holder, duty.with_) == ("Khoa Kiểm soát nhiễm khuẩn", ["Phòng Điều dưỡng"])


def test_an_item_that_orders_in_its_second_sentence_is_one_duty() -> None:
    item = "Rà soát chức năng của các cơ quan. Giao Phòng Nội vụ chủ trì tham mưu, trình UBND huyện."
    compiled = compiled_with(f"I. NHIỆM VỤ\n1. Sắp xếp bộ máy\n- {item}\n")
    assert said(compiled) == [("Phòng Nội vụ", item)]


def test_an_enumeration_behind_its_class_is_the_holder() -> None:
    compiled = compiled_with(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các đơn vị: Vụ Pháp chế, Vụ Kế hoạch, Thanh tra Bộ cử công chức tham gia.\n"
    )
    assert said(compiled)[0][0] == "Các đơn vị: Vụ Pháp chế, Vụ Kế hoạch, Thanh tra Bộ"


def test_whom_a_superior_directs_is_told_by_name() -> None:
    compiled = compiled_with(
        "I. TỔ CHỨC THỰC HIỆN\n1. Đồng chí Trần Văn An - Phó Chủ tịch chỉ đạo:\n"
        "a) Phòng Nội vụ chủ trì tham mưu kế hoạch.\nb) Thanh tra huyện phối hợp kiểm tra.\n"
    )
    assert [holder for holder, _ in said(compiled)] == ["Phòng Nội vụ", "Thanh tra huyện"]


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Các sở, ban, ngành xây dựng kế hoạch của đơn vị mình.", "Các sở, ban, ngành"),
        ("Sở Tư pháp được giao làm đầu mối theo dõi.", "Sở Tư pháp"),
        ("Công chức Địa chính - Xây dựng rà soát hành lang an toàn.", "Công chức Địa chính - Xây dựng"),
        ("Kinh phí tập huấn do Phòng Tài chính - Kế hoạch bố trí.", "Phòng Tài chính - Kế hoạch"),
    ],
)
def test_the_holder_ends_where_its_act_begins(sentence: str, holder: str) -> None:
    compiled = compiled_with(f"I. TỔ CHỨC THỰC HIỆN\n1. {sentence}\n2. Phòng Nội vụ\n- Theo dõi việc thực hiện.\n")
    assert said(compiled)[0] == (holder, sentence)


@pytest.mark.parametrize("sirs", ["Các ông (bà): ", "Các ông: ", "Ông ", ""])
def test_who_must_carry_out_a_decision_is_its_holder(sirs: str) -> None:
    decision = HEAD.replace("KẾ HOẠCH\n", "QUYẾT ĐỊNH\nBan hành Kế hoạch ").replace(
        "UBND huyện ban hành Kế hoạch như sau:", "QUYẾT ĐỊNH:"
    )
    compiled = compile_text(
        f"{decision}Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.\n"
        f"Điều 2. {sirs}Chánh Văn phòng HĐND và UBND huyện, Trưởng phòng Nội vụ chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert [holder for holder, _ in said(compiled)] == ["Chánh Văn phòng HĐND và UBND huyện, Trưởng phòng Nội vụ"]
