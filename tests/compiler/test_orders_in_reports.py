"""What a report about a plan or a telegram quotes of it: the orders in full, each with its holder."""

from __future__ import annotations

from compiler.compile import compile_text
from compiler.result import DocumentClass

TOP = (
    "# Thủ tướng yêu cầu chống ngập ở các đô thị\n\nNgày 20/8/2025, Thủ tướng Chính phủ ban hành Công điện 138/CĐ-TTg về chống ngập.\n\n"
    "Theo đó, để chống ngập, "
)
END = "\n*Thủ tướng yêu cầu chống ngập ở các đô thị (Hình từ Internet)*\n\nXem thêm tại Công điện 138/CĐ-TTg.\n\n## Ngập là gì?\n\nNgập là khi nước dâng.\n"


def _said(text: str) -> list[tuple[str, str]]:
    result = compile_text(text)
    assert result.plan.cls is DocumentClass.NEWS
    return [
        (duty.holder, duty.text.split(" ", 2)[0] + " " + duty.text.split(" ", 2)[1])
        for duty in result.responsibilities
        if duty.basis == "stated"
    ]


def test_items_under_words_that_order_are_the_orders_of_whoever_they_name() -> None:
    text = (
        TOP
        + "Thủ tướng Chính phủ yêu cầu:\n\n"
        + "- Chủ tịch Ủy ban nhân dân các tỉnh tập trung chỉ đạo chống ngập, trong đó lưu ý một số nội dung sau:\n\n"
        + "+ Nạo vét kênh mương.\n\n+ Kiểm tra các cửa xả.\n\n"
        + "- Bộ trưởng Bộ Xây dựng:\n\n+ Chỉ đạo rà soát quy hoạch thoát nước.\n\n"
        + "- Văn phòng Chính phủ theo chức năng, nhiệm vụ được giao theo dõi, đôn đốc việc thực hiện.\n"
        + END
    )
    assert _said(text) == [
        ("Chủ tịch Ủy ban nhân dân các tỉnh", "Nạo vét"),
        ("Chủ tịch Ủy ban nhân dân các tỉnh", "Kiểm tra"),
        ("Bộ trưởng Bộ Xây dựng", "Chỉ đạo"),
        ("Văn phòng Chính phủ", "Văn phòng"),
    ]


def test_numbered_orders_with_acts_below_keep_both() -> None:
    text = (
        TOP
        + "Phó Thủ tướng có ý kiến chỉ đạo như sau:\n\n"
        + "(1) Bộ Nội vụ chủ trì, phối hợp với các bộ lập báo cáo;\n\n- Tổng hợp khó khăn của các địa phương.\n\n"
        + "(2) Bộ Xây dựng đôn đốc, hướng dẫn các địa phương lập quy hoạch.\n\n"
        + "(3) Ủy ban nhân dân các tỉnh:\n\n- Rà soát các điểm ngập.\n"
        + END
    )
    assert _said(text) == [
        ("Bộ Nội vụ", "Bộ Nội"),
        ("Bộ Nội vụ", "Tổng hợp"),
        ("Bộ Xây dựng", "Bộ Xây"),
        ("Ủy ban nhân dân các tỉnh", "Rà soát"),
    ]


def test_paragraphs_under_a_numbered_holder_are_its_orders() -> None:
    text = (
        TOP
        + "Thủ tướng Chính phủ yêu cầu:\n\n"
        + "**(1) Bộ trưởng Bộ Xây dựng:**\n\nChỉ đạo rà soát quy hoạch thoát nước.\n\nXây dựng quy chuẩn cống.\n\n"
        + "**(2) Văn phòng Chính phủ**\n\nĐôn đốc các bộ thực hiện Công điện này.\n"
        + END
    )
    assert _said(text) == [
        ("Bộ trưởng Bộ Xây dựng", "Chỉ đạo"),
        ("Bộ trưởng Bộ Xây dựng", "Xây dựng"),
        ("Văn phòng Chính phủ", "Đôn đốc"),
    ]


def test_what_a_plan_gives_each_of_several_bodies_to_lead_is_quoted_from_it() -> None:
    text = (
        "# Danh sách 7 cây cầu của tỉnh Sông Lam\n\nNgày 26/11/2025, UBND tỉnh Sông Lam đã ban hành Kế hoạch 18/KH-UBND về việc làm cầu.\n\n"
        "Tại Mục III Kế hoạch 18/KH-UBND có nêu nhiệm vụ như sau:\n\n**(1) Nhiệm vụ đột phá:**\n\n"
        "- Sở Nội vụ chủ trì, phối hợp với các đơn vị liên quan thực hiện các nhiệm vụ sau đây:\n\n+ Xây dựng Chương trình đào tạo thợ cầu.\n\n+ Xây dựng cơ chế thưởng.\n\n"
        "- Sở Xây dựng chủ trì, phối hợp với các đơn vị liên quan lập bản vẽ cầu.\n\n"
        "*Danh sách 7 cây cầu (Hình từ Internet)*\n\n## Chính sách làm cầu\n\n- Nhà nước khuyến khích làm cầu.\n"
    )
    assert [holder for holder, _ in _said(text)] == ["Sở Nội vụ", "Sở Nội vụ", "Sở Xây dựng"]


def test_what_bodies_have_done_is_no_order() -> None:
    text = (
        "# Sông Lam chống ngập\n\nNgày 26/11/2025, UBND tỉnh Sông Lam đã ban hành Kế hoạch 18/KH-UBND về việc chống ngập.\n\nKết quả như sau:\n\n"
        "- Sở Xây dựng tổ chức 5 lớp tập huấn cho 300 người.\n\n- Sở Y tế đã phối hợp với các xã phun thuốc.\n\nTin liên quan\n"
    )
    assert _said(text) == []


def test_orders_behind_a_long_introduction_are_kept_and_a_question_orders_nothing() -> None:
    text = (
        "# Sông Lam mở rộng bến cảng (Quyết định 20/QĐ-UBND)\n\nNgày 04 tháng 12 năm 2025, UBND tỉnh Sông Lam có Quyết định 20/QĐ-UBND về việc mở rộng bến cảng.\n\n"
        "## UBND tỉnh Sông Lam giao cho các đơn vị nhiệm vụ gì trong việc mở rộng bến cảng?\n\n"
        "Theo Điều 3 Quyết định 20/QĐ-UBND, UBND tỉnh Sông Lam giao cho các đơn vị một số nhiệm vụ sau trong việc điều chỉnh Quyết định mở rộng bến cảng Sông Lam và vùng nước trước bến:\n\n"
        "1. Sở Xây dựng, Sở Nông nghiệp và Môi trường rà soát, hướng dẫn chủ bến làm thủ tục.\n\n"
        "2. Sở Tài chính hướng dẫn chủ bến các bước tiếp theo.\n\n*Bến cảng Sông Lam (Hình từ Internet)*\n"
    )
    assert [holder for holder, _ in _said(text)] == [
        "Sở Xây dựng, Sở Nông nghiệp và Môi trường",
        "Sở Tài chính",
    ]
