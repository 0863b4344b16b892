"""What a paragraph tells of several bodies: each is told its own clause, with its own day, recipients and partners."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from compiler.compile import compile_text
from compiler.duties.besides import told_besides
from compiler.planfile.compiled import plan_file
from compiler.planfile.decide import decide
from compiler.planfile.model import SourceFile
from compiler.result import Compiled, Diagnostic, Severity
from compiler.show.page import summary_text

HEAD = "KẾ HOẠCH\n\nPHÒNG NGỪA ĐUỐI NƯỚC NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Giảm tai nạn.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def compiled(body: str) -> Compiled:
    return compile_text(HEAD + body)


def told(body: str) -> list[tuple[str, str | None]]:
    return [(duty.holder, duty.due.rule if duty.due else None) for duty in compiled(body).responsibilities]


@pytest.mark.parametrize("mark", ["", "1. ", "- "])
@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        (
            "Sở Y tế lập danh mục hồ sâu, Sở Tài chính thẩm định trước ngày 15/5/2026.",
            ("Sở Y tế", None),
            ("Sở Tài chính", "by:2026-05-15"),
        ),
        (
            "UBND các xã báo cáo Sở Y tế; Sở Y tế tổng hợp, báo cáo UBND tỉnh trước ngày 20/12/2026.",
            ("UBND các xã", None),
            ("Sở Y tế", "by:2026-12-20"),
        ),
        (
            "Các sở, ngành gửi báo cáo trước ngày 15/6/2026; riêng UBND các xã báo cáo trước ngày 10/6/2026.",
            ("Các sở, ngành", "by:2026-06-15"),
            ("UBND các xã", "by:2026-06-10"),
        ),
        (
            "Định kỳ hằng quý, các trạm y tế báo cáo về Sở Y tế trước ngày 20 tháng cuối quý, Sở Y tế tổng hợp báo cáo UBND tỉnh trước ngày 25 tháng cuối quý.",
            ("các trạm y tế", "quarterly:20"),
            ("Sở Y tế", "quarterly:25"),
        ),
        (
            "Sở Y tế: Hướng dẫn sơ cứu. Sở Tài chính: Thẩm định dự toán trước ngày 20/3/2026.",
            ("Sở Y tế", None),
            ("Sở Tài chính", "by:2026-03-20"),
        ),
    ],
)
def test_each_clause_that_names_its_body_and_an_act_is_a_duty(
    mark: str, said: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert told(f"{mark}{said}\n") == [first, second]


def test_the_first_body_s_paragraph_stays_whole_and_who_has_a_duty_besides_is_no_warning() -> None:
    said = "Sở Y tế lập danh mục hồ sâu, Sở Tài chính thẩm định trước ngày 15/5/2026."
    read = compiled(f"1. {said}\n")
    assert [duty.text for duty in read.responsibilities] == [said, "Sở Tài chính thẩm định trước ngày 15/5/2026."]
    assert not [one for one in read.diagnostics if one.code in {"D113", "D117", "D119"}]
    apart = compiled("1. Sở Y tế: Hướng dẫn sơ cứu. Sở Tài chính: Thẩm định dự toán.\n").responsibilities
    assert [duty.text for duty in apart] == ["Hướng dẫn sơ cứu.", "Thẩm định dự toán."]


def test_a_recipient_that_goes_on_to_report_does_so_by_itself() -> None:
    first, second = compiled(
        "UBND các xã báo cáo Sở Y tế; Sở Y tế tổng hợp, báo cáo UBND tỉnh trước ngày 20/12.\n"
    ).responsibilities
    assert (first.reports_to, second.reports_to) == (["Sở Y tế"], ["UBND tỉnh"])
    assert {role.value for role in first.roles} == {"report"}


@pytest.mark.parametrize(
    "said",
    [
        "Sở Y tế chủ trì, Sở Xây dựng phối hợp lắp phao cứu sinh.",
        "Sở Y tế phối hợp với Sở Xây dựng, Công an tỉnh cắm biển báo.",
        "Sở Y tế chỉ đạo Trung tâm Y tế tập huấn, UBND các xã cử người dự.",
        "Khi Sở Y tế lập xong danh mục, Sở Tài chính thẩm định kinh phí.",
        "Sở Y tế hướng dẫn các sở; các xã và đơn vị liên quan tổ chức tập huấn.",
        "Sở Y tế lập danh mục các hồ do UBND xã quản lý, báo cáo UBND tỉnh.",
        "UBND tỉnh giao Sở Y tế lập danh mục hồ sâu.",
    ],
)
def test_a_body_that_another_clause_governs_is_told_nothing_of_its_own(said: str) -> None:
    assert len(told(f"1. {said}\n")) == 1


UNDER = "1. Sở Y tế\n\n- {duty}\n\n- Tập huấn sơ cứu cho giáo viên.\n"


@pytest.mark.parametrize(
    "duty",
    [
        "Lập danh mục hồ sâu, Sở Tài chính thẩm định kinh phí trước ngày 15/5/2026.",
        "Lập danh mục hồ sâu; Sở Tài chính gửi báo cáo kinh phí về Sở Nội vụ trước ngày 15/5/2026.",
        "Lập danh mục hồ sâu. Sở Tài chính phối hợp với Công an tỉnh kiểm tra trước ngày 15/5/2026.",
        "Lập danh mục hồ sâu. Giao Sở Tài chính thẩm định kinh phí trước ngày 15/5/2026.",
    ],
)
def test_under_a_heading_the_holder_keeps_its_own_words_and_the_other_is_warned_of(duty: str) -> None:
    result = compiled(UNDER.format(duty=duty))
    first = result.responsibilities[0]
    assert (first.holder, first.text, first.due) == ("Sở Y tế", duty, None)
    assert ([role.value for role in first.roles], first.with_, first.reports_to) == (["execute"], [], [])
    (warned,) = [one for one in result.diagnostics if one.code in {"D113", "D117"}]
    assert warned.severity is Severity.WARNING
    assert "Sở Tài chính" in warned.message
    assert "Sở Tài chính" in (warned.quote or "")


def test_the_page_prints_who_else_is_told() -> None:
    result = compiled(UNDER.format(duty="Lập danh mục hồ sâu. Công an tỉnh kiểm tra bến bãi trước ngày 15/5/2026."))
    page = summary_text(plan_file(result, SourceFile(file="ke-hoach.txt", sha256="0" * 64)))
    assert "[D113]" in page


@pytest.mark.parametrize(
    "duty",
    [
        "Lập danh mục hồ sâu; đề nghị cơ quan có thẩm quyền bố trí kinh phí.",
        "Lập danh mục hồ sâu. Lãnh đạo Sở kiểm tra việc thực hiện.",
        "Thực hiện quyền yêu cầu Công an tỉnh cung cấp số liệu.",
        "Lập danh mục hồ sâu; phối hợp với Sở Tài chính; các đơn vị liên quan tổ chức thẩm định.",
        "Lập danh mục hồ sâu. Trường hợp cần thiết, các cơ quan phối hợp kiểm tra.",
        "Giúp việc cho Ban Chỉ đạo. Các báo cáo gửi về Sở trước ngày 15/5/2026.",
    ],
)
def test_whom_the_holder_itself_asks_or_leads_is_no_warning(duty: str) -> None:
    assert not [one for one in compiled(UNDER.format(duty=duty)).diagnostics if one.code in {"D113", "D117"}]


def test_names_in_a_row_are_one_list_however_many() -> None:
    key = "Lập danh mục" + ", Sở Y tế" * 60 + " tổ chức tập huấn."
    (other,) = told_besides(key, 0, len(key), "Sở Nội vụ")
    assert other.holder.count("Sở Y tế") == 60


def asked(item: str, heading: str = "Sở Y tế") -> list[Diagnostic]:
    found = compiled(f"1. {heading}\n\n- Tập huấn sơ cứu cho giáo viên.\n\n- {item}\n").diagnostics
    return [one for one in found if one.code == "D128"]


@pytest.mark.parametrize(
    ("item", "other"),
    [
        ("Đồng thời, Công an tỉnh tăng cường tuần tra quanh các hồ.", "Công an tỉnh"),
        ("Lưu ý: Sở Tài chính thẩm định dự toán của từng đơn vị.", "Sở Tài chính"),
        ("Sở Tài chính thẩm định kinh phí mua phao trước ngày 15/5/2026.", "Sở Tài chính"),
        ("Các doanh nghiệp du lịch cam kết bố trí người cứu hộ tại bãi tắm.", "Các doanh nghiệp du lịch"),
        ("Hằng quý, Công an tỉnh tổng hợp số vụ đuối nước trên địa bàn.", "Công an tỉnh"),
    ],
)
def test_an_item_that_opens_with_another_body_stays_with_the_heading_and_is_asked_about(item: str, other: str) -> None:
    (question,) = asked(item)
    assert question.severity is Severity.QUESTION
    assert question.proposal is not None
    assert (question.proposal.path, question.proposal.value) == ("responsibilities.R2.holder", other)


@pytest.mark.parametrize(
    "item",
    [
        "Sở Xây dựng được hỗ trợ kinh phí cắm biển báo quanh các hồ.",
        "Sở tổ chức đoàn kiểm tra các bể bơi.",
        "Giám đốc Sở Y tế phân công cán bộ trực cấp cứu.",
        "Phòng Nghiệp vụ thuộc Sở tổng hợp số liệu hằng quý.",
        "Sở Tài chính đã bố trí kinh phí mua phao cho các xã.",
        "Thống kê, báo cáo số vụ đuối nước về UBND tỉnh.",
        "Giao Sở Tài chính thẩm định kinh phí.",
    ],
)
def test_an_item_that_opens_with_the_holder_itself_or_speaks_of_a_body_is_not_asked_about(item: str) -> None:
    assert asked(item) == []


@pytest.mark.parametrize(
    ("item", "heading"),
    [
        ("Ủy ban nhân dân các xã, phường kiểm tra bến bãi trên địa bàn.", "UBND các phường, xã"),
        ("Các sở, ban, ngành có liên quan rà soát bể bơi do mình quản lý.", "Các sở, ngành liên quan"),
    ],
)
def test_a_heading_s_own_class_in_other_words_is_not_asked_about(item: str, heading: str) -> None:
    assert asked(item, heading) == []


def test_one_decision_gives_the_item_to_the_body_that_it_names() -> None:
    body = "1. Sở Y tế\n\n- Tập huấn sơ cứu.\n\n- Các doanh nghiệp du lịch bố trí người cứu hộ tại bãi tắm.\n"
    file = plan_file(compiled(body), SourceFile(file="ke-hoach.txt", sha256="0" * 64))
    (question,) = [one for one in file.questions if one.code == "D128"]
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    given = decide(file, question.id, by="Lò Thị May", why="theo họp giao ban", at=at, accept=True)
    assert [(duty.holder, duty.group) for duty in given.responsibilities][:2] == [
        ("Sở Y tế", False),
        ("Các doanh nghiệp du lịch", True),
    ]
    kept = decide(file, question.id, by="Lò Thị May", why="Sở chỉ đạo", at=at, answer="Sở Y tế")
    assert [duty.holder for duty in kept.responsibilities][:2] == ["Sở Y tế", "Sở Y tế"]


def test_a_list_of_bodies_with_their_tasks_behind_semicolons_gives_each_its_own_words() -> None:
    said = (
        "Giám đốc Sở Y tế chỉ đạo dự trữ thuốc",
        "Giám đốc Sở Công Thương kiểm tra giá",
        "Công an tỉnh bảo đảm trật tự.",
    )
    assert [duty.text for duty in compiled(f"1. {'; '.join(said)}\n").responsibilities] == list(said)
