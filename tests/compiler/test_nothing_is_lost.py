"""A sentence that names a holder and an act is a responsibility or a finding, wherever in the document it stands."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compiler.compile import compile_text
from compiler.result import Compiled, Severity
from tests.compiler.plan_writer import STYLES, write

HOLDERS = (
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Công an tỉnh",
    "Các sở, ban, ngành",
    "UBND các huyện, thị xã, thành phố",
    "Ban An toàn giao thông tỉnh",
    "Trung tâm Y tế huyện Tân Lập",
    "Đảng ủy các xã, phường",
    "Hiệu trưởng các trường THCS trên địa bàn",
    "Ủy ban MTTQ Việt Nam tỉnh",
    "Phòng Nội vụ",
)
ACTS = (
    "chủ trì, phối hợp với Thanh tra tỉnh kiểm tra việc niêm yết thủ tục",
    "có trách nhiệm bố trí nhân lực trực tại bộ phận một cửa",
    "chịu trách nhiệm cập nhật số liệu vào hệ thống",
    "báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 11",
    "tham mưu ban hành quy chế phối hợp",
    "được giao làm đầu mối tiếp nhận phản ánh của người dân",
    "tổ chức tập huấn cho công chức cấp xã",
    "xây dựng kế hoạch chi tiết của đơn vị mình",
)
FORMS = (
    "{holder} {act}.",
    "Trên cơ sở tình hình thực tế, {holder} {act}.",
    "Giao {holder} {act}.",
    "Đề nghị {holder} {act}.",
    "Năm nay có nhiều việc mới. Yêu cầu {holder} {act}.",
    "Hằng quý, {holder} {act}.",
)
MARKS = ("", "- ", "+ ", "a) ", "9. ")
BLANK = [style for style in STYLES if style.gap == "\n\n" and not style.width]
FIRST = 8
"""Paragraphs of the head and the legal bases."""


def with_sentence(style_at: int, place: float, mark: str, sentence: str) -> str:
    """A plan with `sentence` as a paragraph of its own at `place` (0 behind the lead-in, 1 before the recipients)."""
    parts = write(BLANK[style_at % len(BLANK)]).split("\n\n")
    at = FIRST + int(place * (len(parts) - 2 - FIRST))
    return "\n\n".join([*parts[:at], mark + sentence, *parts[at:]])


def told_of(compiled: Compiled, start: int, end: int, *, loud: bool = True) -> bool:
    """Whether a responsibility or a finding (`loud`: more than a remark) touches the stretch."""
    places = [duty.source for duty in compiled.responsibilities]
    places += [one.source for one in compiled.diagnostics if not loud or one.severity is not Severity.INFO]
    return any(place is not None and place.start < end and start < place.end for place in places)


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, len(BLANK) - 1),
    st.floats(0, 1),
    st.sampled_from(MARKS),
    st.sampled_from(FORMS),
    st.sampled_from(HOLDERS),
    st.sampled_from(ACTS),
)
@example(0, 0.0, "", FORMS[0], HOLDERS[0], ACTS[0])
@example(0, 0.1, "- ", FORMS[0], HOLDERS[6], ACTS[5])
@example(0, 1.0, "", FORMS[4], HOLDERS[3], ACTS[3])
def test_a_sentence_that_charges_a_holder_is_told_of(
    style: int, place: float, mark: str, form: str, holder: str, act: str
) -> None:
    sentence = form.format(holder=holder, act=act)
    text = with_sentence(style, place, mark, sentence)
    compiled = compile_text(text)
    at = (compiled.text or "").replace("\u00d0", "Đ").find(act)
    if at >= 0:  # styles that decompose letters are covered by their own tests
        assert told_of(compiled, at, at + len(act))


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_sentence_behind_the_signature_is_told_of(holder: str) -> None:
    act = "chủ trì, phối hợp với Thanh tra tỉnh kiểm tra việc niêm yết thủ tục"
    text = f"{write(STYLES[0])}\n\n{holder} {act} tại các cơ quan, đơn vị trên địa bàn.\n"
    compiled = compile_text(text)
    at = text.find(act)
    assert told_of(compiled, at, at + len(act))


def test_a_charge_in_a_table_that_assigns_nothing_is_told_of() -> None:
    act = "chủ trì, phối hợp với Thanh tra tỉnh kiểm tra việc niêm yết thủ tục tại các xã"
    text = (
        write(STYLES[0]) + f"\n\nPHỤ LỤC\n\n| STT | Chỉ số | Ghi chú |\n| 1 | Tỷ lệ hồ sơ đúng hạn | Sở Y tế {act}. |\n"
    )
    compiled = compile_text(text)
    at = text.find(act)
    assert told_of(compiled, at, at + len(act))


def test_an_order_before_the_first_section_is_told_of() -> None:
    act = "theo dõi, đôn đốc việc thực hiện Kế hoạch này"
    parts = write(STYLES[0]).split("\n\n")
    text = "\n\n".join([*parts[:7], f"UBND tỉnh giao Sở Nội vụ {act}.", *parts[7:]])
    compiled = compile_text(text)
    at = text.find(act)
    assert told_of(compiled, at, at + len(act))


def test_recipients_and_aims_are_asked_about_nothing() -> None:
    compiled = compile_text(write(STYLES[0]))
    assert [one.code for one in compiled.diagnostics if one.code in {"D101", "D102"}] == []
