"""What reading alone can see is said, with its place; nothing that names a holder and an act is silent."""

from __future__ import annotations

import pytest

from compiler.asks.findings import MOST_DRAFTED
from compiler.compile import compile_text
from compiler.result import Compiled, Severity
from compiler.rounds.pattern import complete
from tests.compiler.plan_writer import STYLES, write

HEAD = "KẾ HOẠCH\n\nTUYÊN TRUYỀN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n"


def codes(compiled: Compiled) -> list[str]:
    return [finding.code for finding in compiled.diagnostics]


def test_a_duty_without_a_holder_in_the_assigning_part_is_a_question() -> None:
    text = (
        HEAD
        + "II. TỔ CHỨC THỰC HIỆN\n\n- Rà soát hệ thống loa truyền thanh ở cơ sở.\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n"
    )
    compiled = compile_text(text)
    finding = next(one for one in compiled.diagnostics if one.code == "D102")
    assert finding.severity is Severity.QUESTION
    assert finding.quote == "Rà soát hệ thống loa truyền thanh ở cơ sở."
    assert (finding.line, finding.column) == (text[: text.index("Rà soát")].count("\n") + 1, 3)


def test_a_sentence_that_names_holder_and_act_elsewhere_is_pointed_at() -> None:
    text = HEAD + "II. NỘI DUNG\n\n- Mở lớp tập huấn; sau lớp học, Sở Y tế tổng hợp phiếu hỏi gửi về nơi tổ chức.\n"
    assert [one.code for one in compile_text(text).diagnostics if one.source] == ["D101"]


def test_a_task_that_the_time_column_calls_done_is_remarked_on_and_has_no_deadline() -> None:
    table = (
        "PHỤ LỤC\n\n| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Sửa cầu phao số hai | Sở Xây dựng | Đã hoàn thành trong quý I/2026 |\n"
        "| 2 | Sửa cầu phao số ba | Sở Xây dựng | Quý III/2026 |\n"
    )
    compiled = compile_text(HEAD + table)
    (finding,) = [one for one in compiled.diagnostics if one.code == "D129"]
    assert (finding.about, finding.severity, "Đã hoàn thành" in finding.message) == ("R1", Severity.INFO, True)
    assert [one.due.rule for one in compiled.responsibilities if one.due] == [
        "other",
        "period:2026-07-01..2026-09-30",
    ]


def test_a_period_without_a_name_is_asked_with_a_proposal() -> None:
    text = HEAD + "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Định kỳ tổng hợp, báo cáo UBND tỉnh.\n"
    finding = next(one for one in compile_text(text).diagnostics if one.code == "D110")
    assert finding.about == "R1"
    assert finding.quote == "Định kỳ"
    assert finding.proposal is not None
    assert finding.proposal.path == "responsibilities.R1.due"
    assert finding.proposal.reason


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        ("Đôn đốc các trạm bơm kiểm định thiết bị định kỳ; hỗ trợ vận hành.", False),
        ("Định kỳ kiểm tra các bến đò ngang.", False),
        ("Định kỳ kiểm tra các bến đò ngang, báo cáo UBND tỉnh.", True),
        ("Kiểm tra các bến đò; báo cáo kết quả định kỳ về UBND tỉnh.", True),
        ("Kiểm định thiết bị định kỳ; báo cáo UBND tỉnh khi có sự cố lớn.", False),
    ],
)
def test_a_period_is_asked_for_where_the_report_is_periodic_and_not_other_work(item: str, asked: bool) -> None:
    text = HEAD + f"II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- {item}\n"
    assert ("D110" in codes(compile_text(text))) is asked


def test_a_closing_clause_that_names_nobody_is_asked() -> None:
    text = HEAD + "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n\n"
    text += "Trong quá trình thực hiện, nếu có vướng mắc thì phản ánh về Sở Nội vụ để xem xét./.\n"
    compiled = compile_text(text)
    assert "D104" in codes(compiled)
    assert [duty.holder for duty in compiled.responsibilities] == ["Sở Nội vụ"]


def test_a_sentence_that_only_says_how_work_goes_on_is_no_closing_clause() -> None:
    text = HEAD + "I. YÊU CẦU\n\nBảo đảm gắn kết giữa các trạm với kho vật tư trong quá trình tổ chức thực hiện.\n\n"
    text += "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n"
    assert "D104" not in codes(compile_text(text))


def test_the_duty_that_a_closing_clause_becomes_holds_the_whole_sentence() -> None:
    clause = "Mọi vướng mắc trong quá trình thực hiện phản ánh về Sở Nội vụ" + " và bộ phận giúp việc" * 12 + "."
    text = HEAD + f"II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n\n{clause}\n"
    finding = next(one for one in complete(compile_text(text)).diagnostics if one.code == "D104")
    assert finding.proposal is not None
    assert finding.proposal.value["text"] == clause


@pytest.mark.parametrize(
    ("blank", "code"), [("Số:       /KH-UBND", "D120"), ("Phú Hòa, ngày      tháng 01 năm 2026", "D121")]
)
def test_blanks_of_a_draft_are_questions(blank: str, code: str) -> None:
    text = write(STYLES[0])
    old = "Số: 45/KH-UBND" if code == "D120" else "Phú Hòa, ngày 12 tháng 01 năm 2026"
    assert old in text
    compiled = compile_text(text.replace(old, blank))
    assert code in codes(compiled)
    assert (compiled.plan.number is None) == (code == "D120")
    assert (compiled.plan.issued_on is None) == (code == "D121")


def test_a_year_in_a_number_that_is_not_its_date_s_is_named() -> None:
    text = write(STYLES[0]).replace("số 300/KH-UBND ngày 20/12/2025", "số 300/2024/QĐ-UBND ngày 20/12/2025")
    finding = next(one for one in compile_text(text).diagnostics if one.code == "D123")
    assert finding.quote == "300/2024/QĐ-UBND"


def test_a_text_about_a_plan_is_told_apart() -> None:
    text = (
        "Phú Hòa tuyên truyền cải cách hành chính năm 2026\nNgày đăng: 14/01/2026\n"
        "Ngày 12/01/2026, UBND tỉnh Phú Hòa ban hành Kế hoạch số 45/KH-UBND về tuyên truyền cải cách hành chính năm 2026.\n"
        "Theo đó, nội dung gồm dịch vụ công và chuyển đổi số.\nTin liên quan\n"
    )
    compiled = compile_text(text)
    assert compiled.plan.cls.value == "news"
    assert (compiled.plan.number, str(compiled.plan.issued_on)) == ("45/KH-UBND", "2026-01-12")
    assert compiled.plan.issuer == "Ủy ban nhân dân tỉnh Phú Hòa"
    assert "D130" in codes(compiled)


def test_a_regulation_is_refused_as_what_it_is() -> None:
    text = (
        "QUYẾT ĐỊNH\n\nBAN HÀNH QUY CHẾ LÀM VIỆC CỦA CƠ QUAN\n\nCăn cứ Luật Tổ chức;\n\nĐiều 1. Ban hành Quy chế.\n\n"
    )
    text += "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN\n"
    finding = next(one for one in compile_text(text).diagnostics if one.code == "D131")
    assert finding.severity is Severity.ERROR


def test_warnings_point_at_less_than_a_fifth_of_a_text() -> None:
    line = "- Rà soát nhóm thủ tục thứ {n} và công khai kết quả.\n\n- Sở Y tế kiểm tra nhóm này."
    lines = "\n\n".join(line.format(n=n) for n in range(60))  # neighbours would be one question
    text = HEAD + "II. TỔ CHỨC THỰC HIỆN\n\n" + lines + "\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n"
    compiled = compile_text(text)
    loud = [one for one in compiled.diagnostics if one.source and one.severity is not Severity.INFO]
    assert loud
    assert sum(one.source.end - one.source.start for one in loud if one.source) < 0.2 * len(text)
    assert sum(one.code == "D102" for one in compiled.diagnostics) == 60


def test_a_heading_of_unknown_words_among_holders_is_a_holder() -> None:
    text = HEAD + "II. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng HĐND và UBND xã\n\n- Theo dõi chung.\n\n"
    text += "2. Công chức Văn hóa - Xã hội\n\n- Phát bài trên loa.\n\n3. Các thôn, tổ dân phố\n\n- Họp dân.\n"
    compiled = compile_text(text)
    assert [duty.holder for duty in compiled.responsibilities][1] == "Công chức Văn hóa - Xã hội"
    assert len(compiled.responsibilities) == 3


def test_themes_without_any_holder_are_one_question_and_remarks() -> None:
    text = HEAD + "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n\n"
    text += "III. GIẢI PHÁP TỔ CHỨC THỰC HIỆN\n\n- Nâng cao chất lượng tin bài.\n\n- Mở rộng hình thức sân khấu hóa.\n"
    assert codes(compile_text(text)) == ["D108", "D106"]


@pytest.mark.parametrize(("count", "drafted"), [(3, True), (MOST_DRAFTED + 1, False)])
def test_questions_hold_drafts_only_in_a_text_that_may_become_a_plan_file(count: int, drafted: bool) -> None:
    items = "".join(f"- Rà soát hồ sơ số {n} của từng hộ dân.\n\n" for n in range(count))
    text = f"KẾ HOẠCH\n\nDọn hồ sơ năm 2027\n\nI. MỤC ĐÍCH\n\n- Gọn gàng.\n\nII. TỔ CHỨC THỰC HIỆN\n\n{items}"
    assert any(one.drafts for one in compile_text(text).diagnostics) is drafted
