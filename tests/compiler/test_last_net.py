"""What no rule reads is told of all the same: a body named freely, a leaf among duties, a cell that stands alone."""

from __future__ import annotations

import pytest

from compiler.asks.named_freely import named_freely, only_names
from compiler.compile import compile_text
from compiler.result import Diagnostic, Severity

HEAD = "KẾ HOẠCH\n\nTUYÊN TRUYỀN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\nII. NỘI DUNG\n\n"
END = "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung việc thực hiện Kế hoạch.\n\n"


def loud(body: str) -> list[Diagnostic]:
    return [one for one in compile_text(HEAD + body).diagnostics if one.severity is not Severity.INFO]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế khơi thông mạch nước quanh các trạm trước mùa mưa",
        "Những điểm ngập sâu thì Công an tỉnh cắm chốt hai đầu đường",
        "Mỗi đợt kéo dài ba ngày; Hội Người cao tuổi Bình An nấu cơm cho người ở lại",
        "Xe đưa đón học sinh vùng sâu, Sở Xây dựng thuê theo chuyến",
        "Sau hội nghị lần thứ nhất, Sở Nội vụ ban hành tài liệu hỏi đáp cho người dân",
    ],
)
def test_a_body_that_nothing_governs_is_asked_about_whatever_its_verb(sentence: str) -> None:
    asked = loud(f"- {sentence}.\n\n{END}")
    assert [one.code for one in asked] == ["D114"]


def test_a_body_whose_name_is_known_whole_is_read_as_told_whatever_its_verb() -> None:
    asked = loud(f"- Mỗi đợt kéo dài ba ngày; Hội Nông dân tỉnh nấu cơm cho người ở lại.\n\n{END}")
    assert [(one.code, "Hội Nông dân tỉnh" in one.message) for one in asked] == [("D101", True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nâng cao trách nhiệm của các sở, ngành, Ủy ban nhân dân các xã trong giải quyết hồ sơ",
        "Củng cố sự phối hợp giữa Sở Y tế, Công an tỉnh và Ủy ban nhân dân các xã",
        "Tham mưu Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh ban hành nghị quyết",
        "Chương trình theo chỉ đạo của Bộ Công an, Bộ Y tế",
        "Năm 2025, Hội Nông dân tỉnh đã trồng hai nghìn cây xanh",
        "Tài liệu tuyên truyền mà Sở Nội vụ ban hành kèm theo Công văn này",
        "Trưởng Ban Chỉ đạo tỉnh là Phó Chủ tịch Ủy ban nhân dân tỉnh",
        "tất cả các trường hợp được rà soát, đếm lại theo quy định sau bão",
    ],
)
def test_a_body_that_is_only_spoken_of_is_no_question(sentence: str) -> None:
    assert not loud(f"- {sentence}.\n\n{END}")


@pytest.mark.parametrize("act", ["Khơi thông mạch nước quanh các trạm y tế", "Giăng dây quanh khu vực sạt lở mới"])
def test_a_leaf_among_duties_is_asked_about_even_where_its_verb_is_unknown(act: str) -> None:
    asked = loud(f"- Mở rộng hình thức.\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Nội dung chung\n\n- {act} trước mùa mưa.\n")
    assert any(act in (one.quote or "") for one in asked)


def test_a_leaf_among_duties_is_asked_about_whole() -> None:
    act = "Giăng dây quanh khu vực sạt lở mới; cắm biển báo cho người đi đường; lập sổ theo ca"
    asked = loud(f"- Mở rộng hình thức.\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Nội dung chung\n\n- {act}.\n")
    assert any(act in (one.quote or "") for one in asked)


def test_the_formula_with_which_a_plan_ends_is_no_question() -> None:
    assert not loud(f"{END}Trên đây là Kế hoạch tuyên truyền cải cách hành chính năm 2026 của tỉnh.\n")


def test_a_passage_before_a_name_alone_on_its_line_is_told_of_as_a_cell() -> None:
    rows = [
        ("Dựng trang tra cứu hồ sơ cho người dân", "Sở Y tế"),
        ("Đổi bảng chỉ dẫn tại nơi tiếp nhận hồ sơ", "Công an tỉnh"),
    ]
    asked = loud("".join(f"{task}\n\n2026\n\n{holder}\n\n" for task, holder in rows) + END)
    assert [(one.code, one.quote) for one in asked] == [("D115", task) for task, _ in rows]
    assert [holder in one.message for one, (_, holder) in zip(asked, rows, strict=True)] == [True, True]


def test_a_name_that_the_words_before_it_govern_is_not_free() -> None:
    assert named_freely("Sở Y tế khơi thông mạch nước") == "Sở Y tế"
    assert named_freely("ý kiến của Sở Y tế về mạch nước") == ""
    assert named_freely("chuyển Sở Y tế xem lại") == ""
    assert named_freely("Chính phủ điều hành giá") == ""


def test_only_names_of_bodies_fill_a_cell() -> None:
    assert only_names("Sở Y tế, Công an tỉnh; UBND các xã")
    assert not only_names("Sở Y tế rà soát")
    assert not only_names("Rà soát")
    assert not only_names("Sở Y tế:")


def test_when_it_happens_governs_no_name() -> None:
    asked = loud(f"- Ngoài phần tỉnh hỗ trợ, hằng năm Hội Nông dân tỉnh nấu cơm cho lớp học.\n\n{END}")
    assert [one.code for one in asked] == ["D114"]


def test_a_sentence_that_acts_is_asked_about_whatever_stands_under_it() -> None:
    body = "III. TỔ CHỨC THỰC HIỆN\n\n1. Thực hiện nghiêm việc giữ khoảng cách.\n\n- Mỗi bàn hai người.\n"
    assert any("giữ khoảng cách" in (one.quote or "") for one in loud(f"- Mở rộng hình thức.\n\n{body}"))


def test_items_under_a_task_that_is_given_to_somebody_are_that_body_s() -> None:
    task = "- Cách làm: Giao Văn phòng Sở chủ trì, thực hiện; có sự giám sát chung.\n\n+ Lập sổ theo mẫu.\n\n+ Hướng dẫn các phòng ghi sổ.\n"
    found = compile_text(f"{HEAD}{task}\n{END}").responsibilities
    assert [one.holder for one in found][:3] == ["Văn phòng Sở"] * 3


def test_a_leaf_among_duties_is_asked_about_though_its_first_sentence_is_short() -> None:
    body = "III. TỔ CHỨC THỰC HIỆN\n\n1. Nhóm việc chung\n\n- Khơi mương. Việc này làm xong trước mùa mưa lũ ở các thôn.\n\n2. Sở Nội vụ\n\n- Theo dõi chung.\n"
    assert any("Khơi mương" in (HEAD + body)[one.source.start : one.source.end] for one in loud(body) if one.source)


def test_the_formula_that_ends_a_notice_asks_nobody() -> None:
    assert loud(f"{END}Văn phòng Chính phủ trân trọng thông báo./.\n") == []


@pytest.mark.parametrize(
    "cell", ["Giao Sở Xây dựng rà soát cầu yếu trước ngày 30/9/2026", "Sở Tài chính lập dự toán sửa cầu yếu"]
)
def test_a_short_sentence_in_the_cell_of_a_table_that_no_rule_reads_is_asked_about(cell: str) -> None:
    table = f"| TT | Nội dung | Ghi chú |\n|---|---|---|\n| 1 | {cell} | |\n| 2 | Thuế GTGT thu từ phà | |\n\n"
    assert [one.code for one in loud(table + END)] == ["D101"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các hồ chứa báo cáo mực nước về Sở Nông nghiệp và Môi trường trước 16 giờ hằng ngày",
        "Chủ rừng gửi phương án về Hạt Kiểm lâm trước ngày 15/3/2026",
    ],
)
def test_a_paper_that_is_due_by_a_day_at_a_body_is_asked_about_whoever_sends_it(sentence: str) -> None:
    assert [one.code for one in loud(f"- {sentence}.\n\n{END}")] == ["D102"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chuyển bản kiểm đếm đến Ban Quản lý rừng phòng hộ.",
        "Gửi biên bản kiểm đếm về Hạt Kiểm lâm ngay sau khi xong.",
        "Báo cáo Sở Y tế số ca ngộ độc nấm.",
    ],
)
def test_an_item_that_opens_with_the_sending_and_names_the_recipient_is_asked_about(sentence: str) -> None:
    part = "II. NỘI DUNG\n\n1. Kiểm đếm\n\n- Cây được đếm hai lần.\n\n"
    assert [one.code for one in loud(f"{part}- {sentence}\n\n{END}")] == ["D102"]


@pytest.mark.parametrize("mark", ["[]", "{}", "()"])
def test_a_body_in_any_bracket_behind_a_task_is_asked_about(mark: str) -> None:
    asked = loud(f"- Đất công trên địa bàn {mark[0]}Sở Nông nghiệp và Môi trường{mark[1]}.\n\n{END}")
    assert [one.code for one in asked] == ["D114"]


@pytest.mark.parametrize(
    "duty",
    [
        "Nghiêm túc triển khai thực hiện Kế hoạch này, giao Sở Xây dựng theo dõi, đôn đốc.",
        "Lập dự án sửa cầu và giao Sở Xây dựng kiểm tra mố cầu.",
    ],
)
def test_whom_a_duty_gives_a_task_besides_is_warned_of(duty: str) -> None:
    body = f"III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- {duty}\n\n- Tham mưu UBND tỉnh giao chỉ tiêu cho các xã.\n"
    (asked,) = [one for one in loud(body) if one.code == "D117"]
    assert "Sở Xây dựng" in asked.message


def test_a_masked_name_that_is_charged_is_no_example() -> None:
    text = f"{HEAD}- Ông Nguyễn Văn A, Giám đốc Sở Y tế, chịu trách nhiệm chỉ huy tại bến phà.\n\n{END}"
    assert compile_text(text).responsibilities[0].holder.startswith("Ông Nguyễn Văn A")


def test_who_acts_in_a_first_clause_is_asked_about_where_the_next_tells_another() -> None:
    body = "III. TỔ CHỨC THỰC HIỆN\n\nCác chủ hồ chứa thủy điện vận hành đúng quy trình; Sở Công Thương giám sát.\n"
    assert [(one.code, (one.quote or "").startswith("Các chủ hồ chứa")) for one in loud(body)] == [("D102", True)]
