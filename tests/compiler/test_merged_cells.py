"""Rows of a barred table that lack the cells which the page merged with those above: portals write them short."""

from __future__ import annotations

from compiler.compile import compile_text

HEAD = ("STT", "Cơ quan chủ trì", "Cơ quan phối hợp", "Nhiệm vụ", "Sản phẩm", "Thời gian")


def _plan(*rows: tuple[str, ...]) -> str:
    table = "\n|\n|\n".join("\n|\n".join(row) for row in rows)
    return f"KẾ HOẠCH\n\nLÀM SẠCH SÔNG\n\nPHỤ LỤC\n\n|\n{table}\n|\n"


def _said(text: str) -> list[tuple[str, str, str | None]]:
    found = compile_text(text).responsibilities
    return [(duty.holder, duty.text, duty.due.rule if duty.due else None) for duty in found if duty.basis == "stated"]


def test_a_short_row_without_a_number_goes_on_with_the_cells_to_its_left_of_the_row_above() -> None:
    text = _plan(
        HEAD,
        ("1", "Sở Xây dựng", "Sở Y tế", "Dựng trạm đo nước", "- Trạm đo ở cửa sông", "Năm 2027"),
        ("- Nối các trạm đo với trung tâm", "- Bảng số liệu hằng ngày", "Năm 2028"),
        ("- Lập bản đồ nguồn thải", "- Bản đồ được công bố", "Năm 2029"),
        ("2", "Công an tỉnh", "Sở Tài chính", "Kiểm tra xả thải", "Biên bản", "Năm 2027"),
        ("- Xử lý cơ sở vi phạm", "Quyết định xử phạt", "Năm 2028"),
        ("3", "Sở Tài chính", "Sở Y tế", "Bố trí vốn", "Dự toán", "Năm 2027"),
    )
    assert _said(text) == [
        ("Sở Xây dựng", "Dựng trạm đo nước", "year:2027"),
        ("Sở Xây dựng", "Nối các trạm đo với trung tâm", "year:2028"),
        ("Sở Xây dựng", "Lập bản đồ nguồn thải", "year:2029"),
        ("Công an tỉnh", "Kiểm tra xả thải", "year:2027"),
        ("Công an tỉnh", "Xử lý cơ sở vi phạm", "year:2028"),
        ("Sở Tài chính", "Bố trí vốn", "year:2027"),
    ]


def test_a_short_row_keeps_the_partners_of_the_row_above() -> None:
    text = _plan(
        HEAD,
        ("1", "Sở Xây dựng", "Sở Y tế", "Dựng trạm đo nước", "Trạm đo", "Năm 2027"),
        ("Nối các trạm đo với trung tâm", "Số liệu", "Năm 2028"),
        ("2", "Công an tỉnh", "Sở Tài chính", "Kiểm tra xả thải", "Biên bản", "Năm 2027"),
    )
    assert [duty.with_ for duty in compile_text(text).responsibilities if duty.basis == "stated"] == [
        ["Sở Y tế"],
        ["Sở Y tế"],
        ["Sở Tài chính"],
    ]


def test_a_short_row_between_merged_cells_stands_under_the_columns_that_its_names_suit() -> None:
    text = _plan(
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"),
        ("1", "Dựng trạm đo nước", "Sở Xây dựng", "Sở Y tế", "Năm 2027", "Trạm đo"),
        ("Nối các trạm đo với trung tâm", "Công an tỉnh"),
        ("2", "Kiểm tra xả thải", "Sở Tài chính", "Sở Y tế", "Năm 2028", "Biên bản"),
        ("Lập bản đồ nguồn thải", "Sở Y tế"),
    )
    assert _said(text) == [
        ("Sở Xây dựng", "Dựng trạm đo nước", "year:2027"),
        ("Công an tỉnh", "Nối các trạm đo với trung tâm", "year:2027"),
        ("Sở Tài chính", "Kiểm tra xả thải", "year:2028"),
        ("Sở Y tế", "Lập bản đồ nguồn thải", "year:2028"),
    ]


def test_a_short_row_behind_a_row_that_lacks_its_last_cells_is_a_row_of_its_own() -> None:
    text = _plan(
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"),
        ("1", "Dựng trạm đo nước", "Sở Xây dựng", "Sở Y tế", "Năm 2027", "Trạm đo"),
        ("2", "Kiểm tra xả thải", "Sở Tài chính", "Sở Y tế", "Năm 2028"),
        ("Lập bản đồ nguồn thải", "Công an tỉnh", "Sở Tài chính"),
        ("3", "Bố trí vốn", "Sở Tài chính", "Sở Y tế", "Năm 2027", "Dự toán"),
        ("Thông báo vốn", "Sở Y tế", "Công an tỉnh"),
    )
    assert _said(text) == [
        ("Sở Xây dựng", "Dựng trạm đo nước", "year:2027"),
        ("Sở Tài chính", "Kiểm tra xả thải", "year:2028"),
        ("Công an tỉnh", "Lập bản đồ nguồn thải", "year:2028"),
        ("Sở Tài chính", "Bố trí vốn", "year:2027"),
        ("Sở Y tế", "Thông báo vốn", "year:2027"),
    ]


def test_a_short_row_with_a_number_goes_on_with_the_cells_to_its_right_of_the_row_above() -> None:
    head = ("STT", "Nhiệm vụ", "Thời gian", "Sản phẩm", "Đơn vị chủ trì")
    text = _plan(
        head,
        ("1", "Lập danh sách bến thuyền", "Năm 2027", "Danh sách", "Sở Xây dựng"),
        ("2", "Kiểm tra phao cứu sinh", "Năm 2028"),
        ("3", "Mở lớp dạy bơi", "Năm 2029", "Lớp học", "Sở Giáo dục và Đào tạo"),
    )
    assert _said(text) == [
        ("Sở Xây dựng", "Lập danh sách bến thuyền", "year:2027"),
        ("Sở Xây dựng", "Kiểm tra phao cứu sinh", "year:2028"),
        ("Sở Giáo dục và Đào tạo", "Mở lớp dạy bơi", "year:2029"),
    ]


def test_a_numbered_title_over_two_cells_takes_no_holder_from_the_row_above() -> None:
    text = _plan(
        ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"),
        ("1", "Lập danh sách bến thuyền", "Sở Xây dựng", "Công an tỉnh", "Năm 2027"),
        ("2", "Nhóm việc trên bờ"),
        ("2.1", "Mở lớp dạy bơi", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Năm 2028"),
        ("2.2", "Dựng biển báo", "Sở Xây dựng", "Sở Y tế", "Năm 2028"),
    )
    assert [holder for holder, said, _ in _said(text) if said == "Nhóm việc trên bờ"] == []


def test_an_empty_cell_inside_a_row_stays_empty() -> None:
    text = _plan(
        ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"),
        ("1", "Lập danh sách bến thuyền", "Sở Xây dựng", "Công an tỉnh", "Năm 2027"),
        ("2", "Mở lớp dạy bơi", "Sở Giáo dục và Đào tạo", "", "Năm 2028"),
        ("3", "Dựng biển báo", "Sở Xây dựng", "Sở Y tế", "Năm 2028"),
    ).replace("\n\n|\nNăm", "\n|\nNăm")
    found = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert [(duty.holder, duty.with_) for duty in found] == [
        ("Sở Xây dựng", ["Công an tỉnh"]),
        ("Sở Giáo dục và Đào tạo", []),
        ("Sở Xây dựng", ["Sở Y tế"]),
    ]


def test_the_theme_and_the_aim_beside_a_task_are_no_duties() -> None:
    text = _plan(
        ("STT", "Cơ quan chủ trì", "Thuộc nhóm nhiệm vụ", "Nội dung nhiệm vụ", "Chỉ tiêu đạt được", "Thời hạn"),
        ("1", "Sở Xây dựng", "Bảo vệ nguồn nước", "Dựng trạm đo nước", "Có 5 trạm đo ở cửa sông", "Năm 2027"),
        ("2", "Công an tỉnh", "Xử lý vi phạm", "Kiểm tra xả thải", "Hết cơ sở xả trộm", "Năm 2028"),
    )
    assert [(holder, said) for holder, said, _ in _said(text)] == [
        ("Sở Xây dựng", "Dựng trạm đo nước"),
        ("Công an tỉnh", "Kiểm tra xả thải"),
    ]


def test_what_a_named_project_holds_is_no_second_duty() -> None:
    text = _plan(
        ("STT", "Tên dự án, nhiệm vụ", "Nội dung chính", "Cơ quan chủ trì", "Thời gian"),
        ("1", "Dựng trạm đo nước", "- Yêu cầu: Đo liên tục. - Sản phẩm: Số liệu", "Sở Xây dựng", "Năm 2027"),
        ("2", "Lập bản đồ nguồn thải", "- Khảo sát các cơ sở. - Vẽ bản đồ", "Công an tỉnh", "Năm 2028"),
    )
    assert [(holder, said) for holder, said, _ in _said(text)] == [
        ("Sở Xây dựng", "Dựng trạm đo nước"),
        ("Công an tỉnh", "Lập bản đồ nguồn thải"),
    ]


def test_leads_and_partners_written_as_a_list_lose_their_bullets() -> None:
    text = _plan(
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"),
        ("1", "Dựng trạm đo nước", "- Sở Xây dựng;\n- Công an tỉnh.", "- Sở Y tế;\n- Sở Tài chính và các xã.", "2027"),
        ("2", "Lập bản đồ nguồn thải", "Công an tỉnh", "- Sở Y tế\n- Các sở, ngành liên quan", "2028"),
    )
    found = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert [(duty.holder, duty.with_) for duty in found] == [
        ("Sở Xây dựng; Công an tỉnh", ["Sở Y tế", "Sở Tài chính", "các xã"]),
        ("Công an tỉnh", ["Sở Y tế", "Các sở, ngành liên quan"]),
    ]


def test_a_section_s_title_ends_its_row_though_the_next_row_s_number_is_left_empty() -> None:
    text = _plan(
        HEAD,
        ("A.", "SỞ XÂY DỰNG"),
        ("1", "Sở Xây dựng", "Sở Y tế", "Dựng trạm đo nước", "Trạm đo", "Năm 2027"),
        ("B.", "CÔNG AN TỈNH"),
        ("", "Công an tỉnh", "Sở Tài chính", "Kiểm tra xả thải", "Biên bản", "Năm 2028"),
        ("Xử lý cơ sở vi phạm", "Quyết định xử phạt", "Năm 2029"),
    ).replace("|\n\n|", "|\n|")
    assert _said(text) == [
        ("Sở Xây dựng", "Dựng trạm đo nước", "year:2027"),
        ("Công an tỉnh", "Kiểm tra xả thải", "year:2028"),
        ("Công an tỉnh", "Xử lý cơ sở vi phạm", "year:2029"),
    ]


def test_a_short_row_s_time_may_say_more_than_when() -> None:
    text = _plan(
        (
            "STT",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thuộc nhóm nhiệm vụ",
            "Nội dung nhiệm vụ",
            "Chỉ tiêu",
            "Thời hạn",
        ),
        ("1", "Sở Xây dựng", "Sở Y tế", "Bảo vệ nguồn nước", "Dựng trạm đo nước", "Trạm đo", "Năm 2027"),
        (
            "Rà soát các hướng dẫn đo nước",
            "Bộ công cụ đo được ban hành",
            "Giai đoạn 2026 - 2027. Thực hiện rà soát, cập nhật (nếu có)",
        ),
        ("2", "Công an tỉnh", "Sở Tài chính", "Xử lý vi phạm", "Kiểm tra xả thải", "Biên bản", "Năm 2028"),
    )
    assert [(holder, said) for holder, said, _ in _said(text)] == [
        ("Sở Xây dựng", "Dựng trạm đo nước"),
        ("Sở Xây dựng", "Rà soát các hướng dẫn đo nước"),
        ("Công an tỉnh", "Kiểm tra xả thải"),
    ]
