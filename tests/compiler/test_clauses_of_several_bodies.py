"""Clauses of one paragraph that tell several bodies, however they are joined: each has its own day, partners and recipients."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text

HEAD = "KẾ HOẠCH\n\nLÀM SẠCH BỜ BIỂN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Biển sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def told(body: str) -> list[tuple[str, str | None]]:
    return [(duty.holder, duty.due.rule if duty.due else None) for duty in compile_text(HEAD + body).responsibilities]


@pytest.mark.parametrize(
    ("said", "duties"),
    [
        (
            "Sở Y tế hướng dẫn chuyên môn, Sở Tài chính bố trí kinh phí trước ngày 15/3/2026.",
            [("Sở Y tế", None), ("Sở Tài chính", "by:2026-03-15")],
        ),
        (
            "Sở Y tế kiểm tra chất lượng nước, Công an tỉnh xử lý vi phạm trước ngày 20/5/2026.",
            [("Sở Y tế", None), ("Công an tỉnh", "by:2026-05-20")],
        ),
        (
            "Đoàn số 1 do Sở Y tế chủ trì, kiểm tra các xã ven biển; Đoàn số 2 do Sở Công Thương chủ trì, kiểm tra các chợ trước ngày 30/6/2026.",
            [("Sở Y tế", None), ("Sở Công Thương", "by:2026-06-30")],
        ),
        (
            "Việc thẩm định do Sở Tư pháp thực hiện trước ngày 15/4/2026; việc công bố do Văn phòng UBND tỉnh thực hiện trước ngày 30/4/2026.",
            [("Sở Tư pháp", "by:2026-04-15"), ("Văn phòng UBND tỉnh", "by:2026-04-30")],
        ),
        (
            "Ông Lê Văn Mận phụ trách phía bắc; bà Trần Thị Sim phụ trách phía nam trước ngày 20/6/2026.",
            [("Ông Lê Văn Mận", None), ("bà Trần Thị Sim", "by:2026-06-20")],
        ),
        (
            "Sở Y tế là cơ quan thường trực. Hằng quý, các đơn vị gửi báo cáo về Sở Y tế trước ngày 20 tháng cuối quý. Sở Y tế tổng hợp, báo cáo UBND tỉnh.",
            [("Sở Y tế", None), ("các đơn vị", "quarterly:20")],
        ),
        (
            "Đề nghị Tỉnh đoàn phát động phong trào trước ngày 26/3/2026. Yêu cầu các đơn vị báo cáo trước ngày 30/11/2026.",
            [("Tỉnh đoàn", "by:2026-03-26"), ("các đơn vị", "by:2026-11-30")],
        ),
        (
            "Đề nghị Sở Y tế cử 02 bác sĩ, Sở Tư pháp cử 01 báo cáo viên trước ngày 10/3/2026.",
            [("Sở Y tế", None), ("Sở Tư pháp", "by:2026-03-10")],
        ),
        (
            "UBND các xã thu gom rác; Sở Tài chính bố trí vốn, giao Sở Y tế kiểm tra trước ngày 15/12/2026.",
            [("UBND các xã", None), ("Sở Tài chính", None), ("Sở Y tế", "by:2026-12-15")],
        ),
        (
            "Thống nhất chủ trương. Giao Sở Xây dựng hoàn thiện hồ sơ trước ngày 15/3/2026, Sở Tài chính thẩm định trước ngày 20/3/2026.",
            [("Sở Xây dựng", "by:2026-03-15"), ("Sở Tài chính", "by:2026-03-20")],
        ),
    ],
)
def test_each_clause_s_body_has_its_own_duty_and_day(said: str, duties: list[tuple[str, str | None]]) -> None:
    assert told(f"1. {said}\n") == duties


@pytest.mark.parametrize(
    "said",
    [
        "Sở Y tế khuyến khích doanh nghiệp, Hợp tác xã tham gia dọn bãi biển trước ngày 15/3/2026.",
        "Sở Y tế phối hợp với sở, ban, ngành, Ủy ban nhân dân xã, phường tăng cường kiểm tra bãi tắm.",
        "Sở Y tế kiểm tra bãi tắm khi Sở Xây dựng đề nghị, Sở Tư pháp yêu cầu bằng văn bản.",
        "Sở Y tế chỉ đạo Trung tâm Hàng không Bình An, Trung tâm Cứu nạn Bình An hỗ trợ người bị nạn.",
        "Sở Y tế hướng dẫn quy trình, UBND tỉnh quyết định mức chi.",
        "Sở Y tế chủ trì theo dõi tiến độ, Sở Tài chính có trách nhiệm phối hợp với cơ quan chủ trì thực hiện.",
    ],
)
def test_who_goes_on_a_list_is_governed_or_decides_has_no_duty(said: str) -> None:
    assert [holder for holder, _ in told(f"1. {said}\n")] == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("Theo dõi tiến độ; các đơn vị gửi báo cáo về Sở Y tế trước ngày 20/11/2026.", "các đơn vị"),
        ("Lập bảng tổng hợp. Các sở gửi số liệu trước ngày 15/6/2026.", "Các sở"),
        ("Tổ chức kiểm tra. Đoàn số 2 do Sở Công Thương chủ trì, kiểm tra chợ trước ngày 30/6/2026.", "Sở Công Thương"),
        ("Hướng dẫn cách làm, Sở Tài chính bố trí kinh phí trước ngày 30/6/2026.", "Sở Tài chính"),
    ],
)
def test_under_a_heading_the_other_body_is_warned_of_and_lends_no_day(said: str, other: str) -> None:
    read = compile_text(f"{HEAD}1. Sở Y tế\n\n- {said}\n- Tổ chức tập huấn.\n")
    assert [(duty.holder, duty.due, duty.reports_to) for duty in read.responsibilities] == [("Sở Y tế", None, [])] * 2
    assert [one for one in read.diagnostics if one.code == "D113" and f"giao việc cho {other};" in one.message]


def test_a_class_without_an_article_behind_a_semicolon_is_asked_about() -> None:
    read = compile_text(f"{HEAD}1. UBND các xã vớt rác; chủ đầu tư bàn giao hồ sơ; Sở Y tế kiểm tra nước.\n")
    assert [duty.holder for duty in read.responsibilities] == ["UBND các xã", "Sở Y tế"]
    assert [one for one in read.diagnostics if one.code == "D114" and "chủ đầu tư" in one.message]


@pytest.mark.parametrize(
    "joined",
    [
        "; sau đó {}",
        ". Trên cơ sở đó, {}",
        ". Sau đó, {}",
        ", đồng thời {}",
        ", còn {}",
        " còn {}",
        " và {}",
        ", {}",
        ". Riêng {}",
    ],
)
def test_a_clause_joined_by_any_word_is_its_body_s(joined: str) -> None:
    other = "Sở Công Thương có trách nhiệm kiểm tra các chợ trước ngày 30/6/2026"
    said = f"Sở Y tế bố trí nhân lực trực tại bộ phận một cửa{joined.format(other)}."
    assert told(f"1. {said}\n") == [("Sở Y tế", None), ("Sở Công Thương", "by:2026-06-30")]


@pytest.mark.parametrize(
    "said",
    [
        "Sở Y tế phối hợp với Sở Tư pháp và Sở Công Thương kiểm tra các chợ.",
        "Sở Y tế hướng dẫn người dân và các hợp tác xã thực hiện đúng quy trình.",
        "Sở Y tế gửi số liệu về Sở Công Thương để Sở Công Thương tổng hợp.",
    ],
)
def test_names_that_and_joins_and_whom_something_is_for_are_told_nothing(said: str) -> None:
    assert [holder for holder, _ in told(f"1. {said}\n")] == ["Sở Y tế"]


def test_a_class_in_another_body_s_paragraph_is_asked_about_and_its_own_units_are_not() -> None:
    for said, asked in (("các cơ quan, đơn vị", True), ("các đơn vị trực thuộc Sở", False)):
        read = compile_text(f"{HEAD}1. Sở Y tế lập danh mục bãi tắm; sau đó {said} kiểm tra phao cứu sinh.\n")
        assert [duty.holder for duty in read.responsibilities] == ["Sở Y tế"]
        assert bool([one for one in read.diagnostics if one.code == "D114"]) is asked


def test_an_item_that_opens_with_a_class_of_others_under_one_body_s_heading_is_asked_about() -> None:
    read = compile_text(f"{HEAD}1. Công an tỉnh\n\n- Các sở, ban, ngành có trách nhiệm cử cán bộ.\n- Tuần tra.\n")
    assert [one.quote for one in read.diagnostics if one.code == "D128"] == [
        "Các sở, ban, ngành có trách nhiệm cử cán bộ."
    ]


def test_who_is_charged_behind_a_name_and_a_semicolon_goes_on_no_list() -> None:
    said = "UBND các xã vớt rác theo hướng dẫn của Sở Y tế; Sở Công Thương có trách nhiệm kiểm tra các chợ trước ngày 30/6/2026."
    assert told(f"1. {said}\n") == [("UBND các xã", None), ("Sở Công Thương", "by:2026-06-30")]


def test_whom_a_sentence_tells_behind_its_return_to_the_first_body_has_a_duty() -> None:
    said = (
        "Sở Y tế kiểm tra bếp ăn, Sở Tài chính bố trí kinh phí, Sở Y tế tổng hợp kết quả trước ngày 20/4/2026, "
        "Sở Công Thương kiểm tra các chợ trước ngày 30/6/2026."
    )
    assert told(f"1. {said}\n") == [
        ("Sở Y tế", "by:2026-04-20"),
        ("Sở Tài chính", None),
        ("Sở Công Thương", "by:2026-06-30"),
    ]


@pytest.mark.parametrize("joined", [" còn", ","])
def test_who_stands_behind_a_clause_that_and_joins_has_a_duty(joined: str) -> None:
    said = f"Sở Y tế kiểm tra bếp ăn và Sở Tài chính bố trí kinh phí{joined} Sở Xây dựng kiểm tra nhà ở."
    assert [holder for holder, _ in told(f"1. {said}\n")] == ["Sở Y tế", "Sở Tài chính", "Sở Xây dựng"]


def test_of_a_chain_of_bodies_without_end_those_behind_the_last_that_is_told_are_asked_about() -> None:
    names = [f"UBND xã Tân {place}" for place in "ABCDEGHIKLMNOPQRST"]
    read = compile_text(f"{HEAD}1. {', '.join(f'{name} kiểm tra các chợ' for name in names)}.\n")
    told_of = {duty.holder for duty in read.responsibilities}
    beyond = [one for one in read.diagnostics if one.code == "D113"]
    assert 10 < len(read.responsibilities) < len(names)
    assert beyond and next(name for name in names if name not in told_of) in beyond[0].message


def test_the_heads_of_all_offices_who_lead_are_told_first_or_behind_another_body() -> None:
    heads = "hủ trưởng các cơ quan, đơn vị chủ trì kiểm tra bến thuyền trước ngày 30/6/2026"
    assert told(f"1. T{heads}; giao Sở Y tế tổng hợp.\n") == [
        ("Thủ trưởng các cơ quan, đơn vị", "by:2026-06-30"),
        ("Sở Y tế", None),
    ]
    assert told(f"1. Sở Y tế lập danh mục bãi tắm, còn t{heads}.\n") == [
        ("Sở Y tế", None),
        ("thủ trưởng các cơ quan, đơn vị", "by:2026-06-30"),
    ]
