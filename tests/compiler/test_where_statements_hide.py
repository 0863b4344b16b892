"""Places in which a statement of a real page once vanished: each comes out as its holder's duty or as a question."""

from __future__ import annotations

import textwrap

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ HÒA\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: {number}\n\n"
PLAN = HEAD.format(number="7/KH-UBND") + "KẾ HOẠCH\nTuyên truyền năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n"


def stated(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, " ".join(duty.text.split())) for duty in compiled.responsibilities if duty.basis == "stated"]


def loud(compiled: Compiled) -> list[tuple[str, str]]:
    asked = [one for one in compiled.diagnostics if one.severity is not Severity.INFO]
    return [(one.code, one.quote or "") for one in asked if one.source]


def test_long_lines_of_a_portal_around_a_document_do_not_break_its_paragraphs() -> None:
    duty = "Rà soát, cập nhật số liệu của các cơ quan vào hệ thống thông tin báo cáo của tỉnh và hoàn thành\n100% phần việc trong quý I; gửi kết quả về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo\nđúng thời gian quy định."
    filler = "\n\n".join(
        textwrap.fill(f"- Tuyên truyền nhóm nội dung thứ {n} đến người dân ở cơ sở bằng hình thức phù hợp. " * 3, 90)
        for n in range(12)
    )
    page = f"{'Chào mừng quý khách đến với trang thông tin. ' * 12}\n\n{PLAN}II. NỘI DUNG\n\n{filler}\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n- {duty}\n"
    page += f"\nNơi nhận:\n- Lưu: VT.\n\n{'Thông báo về việc lưu trữ thông tin của khách hàng khi dùng trang. ' * 9}\n"
    assert ("Sở Y tế", " ".join(duty.split())) in stated(compile_text(page))


def test_an_annex_behind_the_signature_keeps_its_paragraphs_whole() -> None:
    plan = "Điều 1. Ban hành Kế hoạch tuyên truyền.\n\nNơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nKẾ HOẠCH\nTuyên truyền năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế có trách nhiệm theo dõi việc\nthực hiện ở các trạm y tế.\n"
    text = HEAD.format(number="9/QĐ-UBND") + "QUYẾT ĐỊNH\nBan hành Kế hoạch tuyên truyền năm 2026\n\n" + plan
    assert ("Sở Y tế", "Sở Y tế có trách nhiệm theo dõi việc thực hiện ở các trạm y tế.") in stated(compile_text(text))


def test_the_recipients_of_a_letter_do_not_take_the_list_behind_its_lead_in() -> None:
    text = HEAD.format(number="11/UBND-NC") + (
        "Kính gửi:\n- Các sở, ban, ngành;\n- UBND các xã.\n\nUBND tỉnh có ý kiến như sau:\n\n"
        "Sở Y tế có trách nhiệm:\n\n- Rà soát danh sách.\n\n- Công khai kết quả.\n"
    )
    compiled = compile_text(text)
    assert stated(compiled) == [("Sở Y tế", "Rà soát danh sách."), ("Sở Y tế", "Công khai kết quả.")]
    assert not [one for one in loud(compiled) if one[0] == "D103"]


@pytest.mark.parametrize(
    ("heading", "holder"),
    [
        ("VĂN PHÒNG UBND TỈNH", "Văn phòng UBND tỉnh"),
        ("HIỆU TRƯỞNG CÁC TRƯỜNG TRUNG HỌC CƠ SỞ", "Hiệu trưởng các trường trung học cơ sở"),
        ("ĐẢNG ỦY CÁC XÃ, PHƯỜNG", "Đảng ủy các xã, phường"),
        ("UBND XÃ TÂN LẬP", "UBND xã Tân lập"),
    ],
)
def test_a_name_in_capitals_heads_duties(heading: str, holder: str) -> None:
    text = f"{PLAN}II. NỘI DUNG CÔNG VIỆC\n\n1. {heading}\n\n- Rà soát danh sách.\n"
    assert [(name.casefold(), said) for name, said in stated(compile_text(text))] == [
        (holder.casefold(), "Rà soát danh sách.")
    ]


def test_a_section_in_capitals_is_no_body() -> None:
    text = f"{PLAN}II. TỔ CHỨC THỰC HIỆN\n\n1. HỘI NGHỊ TỔNG KẾT\n\n- Tổ chức trong tháng 12.\n\n2. Sở Y tế\n\n- Theo dõi.\n"
    assert "Hội nghị tổng kết" not in [holder for holder, _ in stated(compile_text(text))]


def test_a_table_with_heads_that_nobody_knows_is_read_by_its_cells() -> None:
    rows = "| 1 | Rà soát thủ tục | Sở Y tế | Quý I |\n| 2 | Tổ chức tập huấn | Công an tỉnh | Quý II |\n| 3 | Theo dõi tiến độ | Sở Nội vụ | Quý III |\n"
    text = f"{PLAN}II. NỘI DUNG\n\n| Số | Việc | Nơi làm | Khi nào |\n{rows}"
    assert stated(compile_text(text)) == [
        ("Sở Y tế", "Rà soát thủ tục"),
        ("Công an tỉnh", "Tổ chức tập huấn"),
        ("Sở Nội vụ", "Theo dõi tiến độ"),
    ]


def test_a_row_without_a_lead_is_asked_about() -> None:
    rows = "| 1 | Rà soát thủ tục | Sở Y tế | Quý I |\n| 2 | Tổ chức tập huấn |  | Quý II |\n"
    text = f"{PLAN}II. NỘI DUNG\n\n| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n{rows}"
    compiled = compile_text(text)
    assert stated(compiled) == [("Sở Y tế", "Rà soát thủ tục")]
    assert ("D105", "Tổ chức tập huấn") in loud(compiled)


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ("| I | Hoàn thiện thể chế về thủy lợi |  |  |\n| 1 | Rà soát thủ tục | Sở Y tế | Quý I |\n", []),
        ("| 4 | Xây dựng tiêu chuẩn |  |  |\n| - | Công trình cầu | Sở Xây dựng | Quý I |\n", []),
        ("| 4 | Xây dựng tiêu chuẩn |  |  |\n| 4.1 | Công trình cầu | Sở Xây dựng | Quý I |\n", []),
        ("| 1 | Rà soát thủ tục | Sở Y tế | Quý I |\n| II | Tổ chức tập huấn |  |  |\n", ["Tổ chức tập huấn"]),
        ("| 4 | Xây dựng tiêu chuẩn |  |  |\n| 5 | Công trình cầu | Sở Xây dựng | Quý I |\n", ["Xây dựng tiêu chuẩn"]),
    ],
)
def test_a_title_over_rows_with_leads_of_their_own_is_no_question(rows: str, asked: list[str]) -> None:
    text = f"{PLAN}II. NỘI DUNG\n\n| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n| 1 | Mở chuyên mục | Báo tỉnh | Quý II |\n{rows}"
    assert [quote for code, quote in loud(compile_text(text)) if code == "D105"] == asked


def test_a_row_behind_dots_that_stand_for_rows_left_out_is_read() -> None:
    head = "|\nTT\n|\nNhiệm vụ\n|\nCơ quan chủ trì\n|\nThời gian\n|\n|\n"
    rows = "1\n|\nRà soát thủ tục\n|\nSở Y tế\n|\nQuý I\n|\n….........\n|\n7\n|\nTổ chức tập huấn\n|\nCông an tỉnh\n|\nQuý II\n|\n"
    text = f"{PLAN}II. NỘI DUNG\n\n{head}{rows}"
    assert ("Công an tỉnh", "Tổ chức tập huấn") in stated(compile_text(text))


def test_who_is_told_in_the_second_sentence_of_an_item_has_a_duty() -> None:
    item = "Bảo đảm tiết kiệm, hiệu quả. Trạm Y tế xã lập danh sách người bệnh."
    text = f"{PLAN}II. TỔ CHỨC THỰC HIỆN\n\na) {item}\n"
    assert stated(compile_text(text)) == [("Trạm Y tế xã", item)]


def test_an_article_s_quotation_of_a_plan_is_compiled_and_its_own_words_are_not() -> None:
    text = (
        "Kế hoạch chăm lo người bệnh năm 2026 thế nào?\n\nCăn cứ Kế hoạch năm 2026 có nêu:\n\nV. TỔ CHỨC THỰC HIỆN\n\n"
        "5. Trạm Y tế xã\n\n- Rà soát danh sách người bệnh.\n\n- Báo cáo kết quả về Sở Y tế.\n\n"
        "Như vậy, trạm y tế rà soát danh sách theo quy định trên.\n\nBạn đọc cần hỏi thêm xin gửi câu hỏi tại đây.\n"
    )
    compiled = compile_text(text)
    assert compiled.plan.cls.value == "news"
    assert stated(compiled) == [
        ("Trạm Y tế xã", "Rà soát danh sách người bệnh."),
        ("Trạm Y tế xã", "Báo cáo kết quả về Sở Y tế."),
    ]


def test_a_lead_in_orders_behind_a_semicolon() -> None:
    lead = "Nhằm chấn chỉnh công tác quản lý; khắc phục tồn tại, Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành thực hiện các nội dung sau:"
    text = (
        HEAD.format(number="5/CT-UBND")
        + f"CHỈ THỊ\nVề tiết kiệm điện\n\n{lead}\n\n1. Tắt đèn ngoài giờ làm việc.\n\n2. Kiểm tra định mức tiêu thụ.\n"
    )
    assert {holder for holder, _ in stated(compile_text(text))} == {"Thủ trưởng các sở, ban, ngành"}


def test_a_directive_without_its_head_is_no_news() -> None:
    text = (
        "Thời gian qua, việc chấp hành giờ làm việc còn hạn chế.\n\nĐể chấn chỉnh, Chủ tịch UBND tỉnh yêu cầu:\n\n"
        "1. Sở Nội vụ chủ trì kiểm tra việc chấp hành giờ làm việc tại các cơ quan.\n\n"
        "2. Văn phòng UBND tỉnh theo dõi, tổng hợp kết quả báo cáo Chủ tịch UBND tỉnh.\n"
    )
    compiled = compile_text(text)
    assert compiled.plan.cls.value == "directive"
    assert [holder for holder, _ in stated(compiled)] == ["Sở Nội vụ", "Văn phòng UBND tỉnh"]


@pytest.mark.parametrize(
    ("title", "rule"),
    [("giai đoạn 2026 - 2030", "yearly:12-10"), ("năm 2026", "by:2026-12-10")],
)
def test_a_report_s_day_without_a_year_is_every_year_s_where_the_plan_spans_years(title: str, rule: str) -> None:
    head = PLAN.replace("Tuyên truyền năm 2026", f"Tuyên truyền {title}")
    head = head.replace("Số: 7/KH-UBND", "Số: 7/KH-UBND\nPhú Hòa, ngày 12 tháng 01 năm 2026")
    text = f"{head}II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Báo cáo kết quả về Sở Nội vụ trước ngày 10/12.\n"
    (duty,) = [one for one in compile_text(text).responsibilities if one.basis == "stated"]
    assert duty.due is not None
    assert duty.due.rule == rule


def test_a_day_that_a_duty_tells_as_past_is_no_due() -> None:
    item = "Duy trì hệ thống đã hoàn thành trước ngày 31/12/2025; mở rộng đến cấp xã."
    text = f"{PLAN}II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {item}\n"
    (duty,) = [one for one in compile_text(text).responsibilities if one.basis == "stated"]
    assert duty.due is None


def test_levels_of_one_body_are_one_partner() -> None:
    text = f"{PLAN}II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Phối hợp với Công an xã, phường và Sở Nội vụ kiểm tra.\n"
    (duty,) = [one for one in compile_text(text).responsibilities if one.basis == "stated"]
    assert duty.with_ == ["Công an xã, phường", "Sở Nội vụ"]


def test_a_date_alone_in_a_time_column_is_the_last_day() -> None:
    rows = (
        "| 1 | Rà soát thủ tục | Sở Y tế | 31/3/2026 |\n| 2 | Tổ chức tập huấn | Sở Nội vụ | 05/3/2026 - 20/3/2026 |\n"
    )
    text = f"{PLAN}II. NỘI DUNG\n\n| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n{rows}"
    rules = [duty.due.rule for duty in compile_text(text).responsibilities if duty.due and duty.basis == "stated"]
    assert rules == ["by:2026-03-31", "period:2026-03-05..2026-03-20"]


FRONT = (
    "ỦY BAN MTTQ VIỆT NAM\nXÃ PHÚ HÒA\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 3/KH-MTTQ\n\nKẾ HOẠCH\nGiám sát bầu cử năm 2026\n\nI. MỤC ĐÍCH\n\n- Bảo đảm đúng luật.\n\n"
)


def test_what_the_issuer_says_that_it_does_is_one_question_and_no_duty_of_each_item() -> None:
    text = FRONT + (
        "II. HÌNH THỨC\n\n1. Ủy ban MTTQ Việt Nam xã Phú Hòa tổ chức thực hiện các hình thức sau:\n\n"
        "- Tham dự các cuộc họp của tổ bầu cử.\n\n- Tiếp nhận đơn thư của người dân.\n\n"
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Ủy ban MTTQ Việt Nam xã Phú Hòa\n\n- Theo dõi chung.\n"
    )
    compiled = compile_text(text)
    assert [said for _, said in stated(compiled)] == ["Theo dõi chung."]
    assert len([one for one in loud(compiled) if one[0] == "D101"]) == 1


def test_names_that_a_lead_in_lists_as_objects_are_told_nothing() -> None:
    text = f"{PLAN}II. NỘI DUNG\n\n1. Sở Nội vụ tiến hành kiểm tra đối với:\n\n- Các tổ bầu cử ở xã.\n\n- Tổ chức đợt kiểm tra thứ hai.\n"
    assert [said for _, said in stated(compile_text(text))] == ["Tổ chức đợt kiểm tra thứ hai."]


def test_whom_a_holder_puts_in_charge_of_its_own_work_is_no_holder() -> None:
    item = "Phân công đồng chí Phó Giám đốc phụ trách việc tiếp công dân."
    text = f"{PLAN}II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {item}\n\n- Theo dõi chung.\n"
    assert stated(compile_text(text)) == [("Sở Y tế", item), ("Sở Y tế", "Theo dõi chung.")]


def test_an_issuer_is_known_by_its_short_name() -> None:
    text = FRONT + (
        "II. NỘI DUNG\n\n- Ủy ban MTTQ xã theo dõi, đôn đốc việc niêm yết danh sách cử tri.\n\n"
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã\n\n- Bảo đảm an ninh.\n"
    )
    compiled = compile_text(text)
    assert [holder for holder, _ in stated(compiled)] == ["Công an xã"]
    assert [code for code, _ in loud(compiled) if code == "D101"] == ["D101"]


TOLD = "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế: Kiểm tra các trạm.\n\n2. Công an tỉnh: Tuần tra ban đêm.\n\n"


def test_unknown_words_before_a_colon_name_a_holder_among_items_that_do() -> None:
    compiled = compile_text(PLAN + TOLD + "3. Các điểm nuôi ong lấy mật: Giữ gìn vệ sinh quanh tổ ong.\n")
    assert ("Các điểm nuôi ong lấy mật", "Giữ gìn vệ sinh quanh tổ ong.") in stated(compiled)
    assert [one[0] for one in loud(compiled)] == ["D107"]


def test_a_body_named_by_what_it_does_heads_items_among_those_that_name_holders() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế có trách nhiệm kiểm tra các trạm.\n\n2. Công an tỉnh tuần tra ban đêm.\n\n"
        "3. Cơ quan thụ lý hồ sơ đất đai\n\na) Hướng dẫn người dân kê khai.\n\nb) Tiếp nhận phản ánh.\n"
    )
    found = stated(compile_text(PLAN + body))
    assert ("Cơ quan thụ lý hồ sơ đất đai", "Hướng dẫn người dân kê khai.") in found
    assert ("Cơ quan thụ lý hồ sơ đất đai", "Tiếp nhận phản ánh.") in found


def test_what_is_to_be_done_in_a_case_is_a_task_of_its_own_behind_its_item() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\na) Kiểm tra các trạm.\n\n"
        "Trường hợp trạm thiếu thuốc, phải báo cáo ngay trong ngày.\n\nb) Tập huấn nhân viên.\n"
    )
    assert [text for _, text in stated(compile_text(PLAN + body))] == [
        "Kiểm tra các trạm.",
        "Trường hợp trạm thiếu thuốc, phải báo cáo ngay trong ngày.",
        "Tập huấn nhân viên.",
    ]


HEALTH = "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n"


def test_whom_a_bracket_behind_a_task_gives_it_to_holds_it() -> None:
    body = "II. NỘI DUNG\n\n1. Lập đoàn kiểm tra tại các sở, ngành; UBND các huyện (Giao Công an tỉnh tham mưu).\n"
    assert [holder for holder, _ in stated(compile_text(PLAN + body))] == ["Công an tỉnh"]


def test_whom_a_holder_is_to_put_in_charge_is_not_told_by_the_plan() -> None:
    task = "- Khẩn trương tham mưu: Phân công người trực tiếp theo dõi hồ sơ.\n"
    assert [holder for holder, _ in stated(compile_text(PLAN + HEALTH + task))] == ["Sở Y tế"]


def test_whom_a_holder_asks_in_its_own_item_is_not_told_by_the_plan() -> None:
    task = "- Kiểm tra, xử lý hoặc đề nghị Công an tỉnh xử lý hành vi vi phạm.\n"
    assert [holder for holder, _ in stated(compile_text(PLAN + HEALTH + task))] == ["Sở Y tế"]


def test_things_listed_under_a_task_are_part_of_it() -> None:
    body = "- Lập hồ sơ cho từng hộ, bao gồm:\n\n+ Đơn của chủ hộ;\n\n+ Biên bản bàn giao.\n\n- Tập huấn nhân viên.\n"
    found = [text for _, text in stated(compile_text(PLAN + HEALTH + body))]
    assert len(found) == 2
    assert found[0].startswith("Lập hồ sơ cho từng hộ, bao gồm:") and found[0].endswith("Biên bản bàn giao.")


def test_who_does_it_behind_a_colon_is_told() -> None:
    body = "II. KINH PHÍ\n\n- Đối với cột phát sóng trong khu: Do các doanh nghiệp chủ động bố trí kinh phí.\n"
    assert [holder for holder, _ in stated(compile_text(PLAN + body))] == ["các doanh nghiệp"]


def test_a_paragraph_that_a_page_broke_behind_a_comma_is_one() -> None:
    task = "- Vận động các hội viên giúp những gia đình neo đơn sửa nhà trước mùa mưa, Hội Nông dân,\n\nHội Phụ nữ góp ngày công.\n"
    assert len(stated(compile_text(PLAN + HEALTH + task))) == 1


@pytest.mark.parametrize("mark", ["_", "~", "-"])
def test_a_sign_that_a_scan_made_of_a_dash_opens_an_item(mark: str) -> None:
    body = f"- Kiểm tra các trạm.\n\n{mark} Tập huấn nhân viên.\n"
    assert [text for _, text in stated(compile_text(PLAN + HEALTH + body))] == [
        "Kiểm tra các trạm.",
        "Tập huấn nhân viên.",
    ]


def test_a_notice_of_conclusions_assigns_from_its_lead_in_on_and_its_formula_charges_nobody() -> None:
    notice = HEAD.format(number="30/TB-UBND") + (
        "THÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh tại cuộc họp về chợ\n\nChủ tịch UBND tỉnh kết luận như sau:\n\n"
        "1. Các sở, ngành cần tập trung các việc sau:\n\na) Rà soát danh mục chợ.\n\nb) Dẹp điểm bán lấn lòng đường.\n\n"
        "2. Sở Y tế kiểm tra các quầy thuốc.\n\nVăn phòng UBND tỉnh thông báo để các cơ quan biết, thực hiện./.\n"
    )
    compiled = compile_text(notice)
    texts = [text for _, text in stated(compiled)]
    assert "Sở Y tế kiểm tra các quầy thuốc." in texts
    assert not any("thông báo để" in text for text in texts)
    told = texts + [quote for _, quote in loud(compiled)]
    assert all(any(act in one for one in told) for act in ("Rà soát danh mục chợ.", "Dẹp điểm bán lấn lòng đường."))


def test_the_order_behind_the_closing_formula_is_the_duty_without_the_formula() -> None:
    close = "Trên đây là Chỉ thị về quản lý chợ trên địa bàn tỉnh, yêu cầu Thủ trưởng các sở, ban, ngành nghiêm túc thực hiện./.\n"
    found = stated(compile_text(PLAN + HEALTH + "- Kiểm tra các trạm.\n\n" + close))
    assert found[-1][1].startswith("yêu cầu Thủ trưởng các sở")


def test_an_item_of_a_counted_series_that_ends_with_a_colon_by_mistake_is_a_task() -> None:
    body = "a) Tạo điều kiện cho người dân nộp hồ sơ:\n\nb) Chủ động trả kết quả đúng hẹn.\n"
    assert [text for _, text in stated(compile_text(PLAN + HEALTH + body))] == [
        "Tạo điều kiện cho người dân nộp hồ sơ:",
        "Chủ động trả kết quả đúng hẹn.",
    ]


def test_tasks_listed_under_a_task_are_tasks_of_their_own() -> None:
    body = "- Thực hiện các nhiệm vụ được giao, bao gồm:\n\n+ Lớp học cho cán bộ mới;\n\n+ Tủ sách ở từng trạm.\n"
    assert len(stated(compile_text(PLAN + HEALTH + body))) == 2


def test_the_order_in_the_last_sentence_of_a_lead_in_holds_for_its_items() -> None:
    body = (
        "II. NỘI DUNG KHẮC PHỤC\n\n1. Các nội dung yêu cầu thực hiện:\n\nCăn cứ kết quả kiểm tra chợ. Chủ tịch UBND tỉnh yêu cầu "
        "các phòng, ban thực hiện các nội dung sau:\n\n- Lau dọn quầy hàng.\n\n- Không để xe trước cổng chợ.\n"
    )
    assert [text for _, text in stated(compile_text(PLAN + body))] == [
        "Lau dọn quầy hàng.",
        "Không để xe trước cổng chợ.",
    ]


def test_a_heading_with_doi_voi_above_acts_names_their_holder_outside_an_assigning_part_too() -> None:
    body = "II. MỘT SỐ VIỆC\n\n1. Đối với các trường học\n\na) Rà soát bếp ăn.\n\nb) Tập huấn cấp dưỡng.\n"
    assert stated(compile_text(PLAN + body)) == [
        ("Các trường học", "Rà soát bếp ăn."),
        ("Các trường học", "Tập huấn cấp dưỡng."),
    ]


def test_members_named_under_a_class_hold_their_own_items() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Các đơn vị thuộc Sở Y tế\n\na) Thanh tra Sở kiểm tra quầy thuốc.\n\n"
        "b) Văn phòng Sở tổng hợp báo cáo.\n\nc) Phòng Nghiệp vụ hướng dẫn trạm y tế.\n"
    )
    assert [holder for holder, _ in stated(compile_text(PLAN + body))] == [
        "Thanh tra Sở",
        "Văn phòng Sở",
        "Phòng Nghiệp vụ",
    ]


def test_what_was_left_undone_charges_nobody() -> None:
    body = "II. HẠN CHẾ\n\n- Sở Y tế còn chưa thực hiện việc niêm yết giá.\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ: Theo dõi chung.\n"
    assert [holder for holder, _ in stated(compile_text(PLAN + body))] == ["Sở Nội vụ"]


def test_an_order_inside_the_field_of_a_task_is_told_of() -> None:
    body = (
        "II. NHIỆM VỤ\n\n1. Sắp xếp kho lưu trữ\n\n- Đơn vị thực hiện: Sở Nội vụ.\n\n"
        "- Thời gian: Từ tháng 6, giao Công an tỉnh kiểm tra lối thoát hiểm.\n"
    )
    compiled = compile_text(PLAN + body)
    told = [holder for holder, _ in stated(compiled)] + [quote for _, quote in loud(compiled)]
    assert any("Công an tỉnh" in one for one in told)


def test_who_makes_an_estimate_is_told_of_though_do_stands_before_the_name() -> None:
    body = (
        "II. KINH PHÍ\n\n- Nguồn ngân sách do Sở Y tế lập dự toán hằng năm.\n\n- Đề án do Sở Nội vụ ban hành.\n\n"
        + "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Kiểm tra.\n"
    )
    assert [code for code, _ in loud(compile_text(PLAN + body))].count("D114") == 1


def test_doi_voi_and_whoever_it_is_heads_acts_though_a_stop_ends_it() -> None:
    body = "II. NHIỆM VỤ\n\n1. Đối với các đơn vị chưa được đánh giá ngoài.\n\na) Rà soát hồ sơ.\n\nb) Sắp xếp minh chứng.\n"
    assert {holder for holder, _ in stated(compile_text(PLAN + body))} == {"các đơn vị chưa được đánh giá ngoài"}


def test_places_behind_a_colon_are_part_of_the_name_above_items() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n1. UBND các xã: Tân Lập, Phú Hòa và Sơn Trà\n\n- Tuần tra bờ đê.\n\n- Dọn cống rãnh.\n"
    assert {holder for holder, _ in stated(compile_text(PLAN + body))} == {"UBND các xã: Tân Lập, Phú Hòa và Sơn Trà"}
