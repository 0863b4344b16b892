"""Verbs that no grammar knows: a name that is known whole ends before them, a guessed one is asked about."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.names.complete import guessed_name, whole_name
from compiler.result import Compiled

HEAD = "KẾ HOẠCH\n\nPHÒNG CHÁY RỪNG NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Giữ rừng.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def compiled(body: str) -> Compiled:
    return compile_text(HEAD + body)


@pytest.mark.parametrize("mark", ["", "- ", "1. "])
@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("Sở Y tế", "ngâm tẩm màn cho các chốt gác trước mùa khô."),
        ("Công an xã", "dựng rào chắn hai đầu đường vào rừng."),
        ("Công an tỉnh Kon Tum", "giăng đèn trên các tuyến tuần tra."),
        ("Chi cục Kiểm lâm", "đốt chặn đường băng cản lửa trước ngày 15/12/2026."),
        ("Chi cục Thủy sản", "cấp mã số lồng bè cho các hộ nuôi."),
        ("UBND phường Tân Lập", "khoét hào quanh bãi rác."),
        ("Trạm Y tế xã", "gắp dằm cho dân quân."),
    ],
)
def test_a_whole_name_holds_what_any_verb_behind_it_says(name: str, act: str, mark: str) -> None:
    (duty,) = compiled(f"{mark}{name} {act}\n").responsibilities
    assert (duty.holder, duty.text) == (name, f"{name} {act}")


@pytest.mark.parametrize("mark", ["- ", "1. "])
def test_a_guessed_name_before_an_unknown_verb_is_asked_about_and_no_heading_without_tasks(mark: str) -> None:
    result = compiled(f"{mark}Trung tâm Văn hóa dựng rào chắn quanh bãi đốt.\n\n{mark}Sở Y tế tập huấn sơ cứu.\n")
    asked = [one for one in result.diagnostics if one.code in {"D102", "D103", "D114"}]
    assert [(one.code, "Trung tâm Văn hóa" in one.message) for one in asked] == [("D114", True)]


@pytest.mark.parametrize(
    "key",
    [
        "Công an tỉnh",
        "UBND các xã, phường",
        "Công an xã và các đơn vị liên quan",
        "Sở Y tế của tỉnh",
        "Chi cục Kiểm lâm vùng II",
        "Trung tâm Y tế thành phố Kon Tum",
        "UBND xã Tân Lập, Công an xã",
        "Chi cục Thủy sản 2",
    ],
)
def test_what_goes_on_a_name_is_no_verb(key: str) -> None:
    assert whole_name(key) == ""


@pytest.mark.parametrize("key", ["Trung tâm Kiểm soát bệnh tật", "Ban Bí thư Trung ương Đảng", "Hội Nông dân tỉnh"])
def test_the_rest_of_a_name_is_no_guess(key: str) -> None:
    assert guessed_name(key) == ""


def test_a_unit_listed_under_its_office_is_no_task_guessed() -> None:
    result = compiled("1. Chi cục Kiểm lâm\n\n- Tuần tra rừng.\n\n2. Công an tỉnh\n\nĐội Cảnh sát cơ động;\n")
    assert [duty.holder for duty in result.responsibilities] == ["Chi cục Kiểm lâm"]


@pytest.mark.parametrize("verb", ["có ý kiến", "trả lời", "phúc đáp"])
def test_with_whom_a_letter_closes_is_told_nothing(verb: str) -> None:
    text = (
        "CỤC THUẾ\nSố: 31/CT-CS\nKon Tum, ngày 3 tháng 2 năm 2026\n\nKính gửi: Thuế tỉnh Kon Tum\n\n"
        f"Thuế tỉnh Kon Tum rà soát hồ sơ, báo cáo trước ngày 20/3/2026.\n\nCục Thuế {verb} để Thuế tỉnh Kon Tum được biết./.\n"
    )
    assert [duty.holder for duty in compile_text(text).responsibilities] == ["Thuế tỉnh Kon Tum"]
