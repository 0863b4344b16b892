"""A people's council resolves: what it says of the committee of its place tells it; its rules and what it looks back on
tell nobody."""

from __future__ import annotations

from compiler.compile import compile_text
from compiler.duties.context import Context
from compiler.duties.council import may_look_back
from compiler.names.deciders import council_orders, decides
from compiler.names.subjects import subject_of
from compiler.result import Compiled
from compiler.text.blocks import Block
from compiler.text.manuscript import Manuscript
from compiler.text.outline import outline

HEAD = """HỘI ĐỒNG NHÂN DÂN
TỈNH PHÚ HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 27/NQ-HĐND
Phú Hòa, ngày 12 tháng 7 năm 2024

NGHỊ QUYẾT
Về chất vấn và trả lời chất vấn tại kỳ họp thứ bảy

HỘI ĐỒNG NHÂN DÂN TỈNH PHÚ HÒA
KHÓA X, KỲ HỌP THỨ BẢY

Căn cứ Luật Tổ chức chính quyền địa phương;
Xét đề nghị của Ủy ban nhân dân tỉnh về trả lời chất vấn,

QUYẾT NGHỊ:

"""
ORDERS = """Điều 1. Hội đồng nhân dân tỉnh yêu cầu Ủy ban nhân dân tỉnh tập trung thực hiện một số nhiệm vụ, giải pháp sau:

1. Chỉ đạo rà soát các bãi rác quá tải.

2. Công khai danh mục dự án chậm tiến độ.

Điều 2. Hội đồng nhân dân tỉnh thống nhất với nội dung trả lời chất vấn, cụ thể như sau:

1. Về cấp nước nông thôn:

- Ủy ban nhân dân tỉnh cần đầu tư thêm trạm cấp nước cho các xã vùng cao.

- Khi có kết quả kiểm định nguồn nước, Ủy ban nhân dân tỉnh chỉ đạo các địa phương công bố cho người dân.

- Ủy ban nhân dân tỉnh rà soát nguồn lực, bố trí vốn sửa chữa các trạm hư hỏng.

- Đề nghị Ủy ban nhân dân tỉnh báo cáo Thường trực Hội đồng nhân dân tỉnh kết quả xử lý trước ngày 30/9/2024.

- Đề nghị Thường trực Hội đồng nhân dân tỉnh và đại biểu Hội đồng nhân dân tỉnh tăng cường giám sát nội dung này.

Điều 3. Tổ chức thực hiện.

1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.

Trên cơ sở kết quả thực hiện, Ủy ban nhân dân tỉnh báo cáo Hội đồng nhân dân tỉnh tại kỳ họp gần nhất.

Nghị quyết này đã được Hội đồng nhân dân tỉnh Phú Hòa khóa X thông qua ngày 12 tháng 7 năm 2024./.
"""
COMMITTEE = "Ủy ban nhân dân tỉnh"


def told(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compiled.responsibilities]


def resolution(body: str, *, number: str = "27/NQ-HĐND", title: str = "") -> Compiled:
    head = HEAD.replace("27/NQ-HĐND", number)
    return compile_text(
        (head.replace("Về chất vấn và trả lời chất vấn tại kỳ họp thứ bảy", title or "Về chất vấn")) + body
    )


def test_items_under_an_article_that_orders_the_committee_are_its_duties_whatever_the_article_calls_them() -> None:
    said = told(resolution(ORDERS))
    assert (COMMITTEE, "Chỉ đạo rà soát các bãi rác quá tải.") in said
    assert (COMMITTEE, "Công khai danh mục dự án chậm tiến độ.") in said


def test_what_an_item_of_a_resolution_says_of_the_committee_is_its_duty() -> None:
    said = [text for holder, text in told(resolution(ORDERS)) if holder == COMMITTEE]
    for opening in (
        "Ủy ban nhân dân tỉnh cần đầu tư",
        "Khi có kết quả",
        "Ủy ban nhân dân tỉnh rà soát",
        "Đề nghị Ủy ban",
    ):
        assert any(text.startswith(opening) for text in said), opening
    assert any(text.startswith("Trên cơ sở kết quả thực hiện, Ủy ban nhân dân tỉnh báo cáo") for text in said)


def test_the_deputies_of_a_council_belong_to_the_list_of_those_who_watch() -> None:
    watched = [holder for holder, text in told(resolution(ORDERS)) if "tăng cường giám sát" in text]
    assert watched == ["Thường trực Hội đồng nhân dân tỉnh và đại biểu Hội đồng nhân dân tỉnh"]


def test_what_the_committee_did_is_no_duty() -> None:
    facts = "Điều 1. Hội đồng nhân dân tỉnh đánh giá như sau:\n\n- Ủy ban nhân dân tỉnh đã ban hành 12 kế hoạch cấp nước.\n\n- Công tác cấp nước luôn được Ủy ban nhân dân tỉnh quan tâm chỉ đạo.\n"
    compiled = resolution(facts)
    assert told(compiled) == []
    assert [one.code for one in compiled.diagnostics if one.source] == []


def test_what_may_look_back_is_asked_about() -> None:
    told_of = "Điều 1. Hội đồng nhân dân tỉnh nhấn mạnh các nội dung sau đây.\n\nỦy ban nhân dân tỉnh tập trung chỉ đạo quyết liệt công tác cấp nước cho các xã.\n\nĐiều 2. Hiệu lực.\n"
    compiled = resolution(told_of)
    assert told(compiled) == []
    assert [one.code for one in compiled.diagnostics if one.source] == ["D101"]


def test_rules_of_a_council_say_what_the_committee_may_do_and_order_only_by_order() -> None:
    rules = "Điều 1. Mức hỗ trợ\n\n1. Ủy ban nhân dân tỉnh quyết định mức hỗ trợ cụ thể cho từng xã.\n\nĐiều 2. Tổ chức thực hiện\n\n1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.\n"
    said = told(resolution(rules, number="27/2024/NQ-HĐND", title="Quy định mức hỗ trợ cấp nước"))
    assert [text for _, text in said] == ["Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này."]


def test_whose_resolution_gives_tasks() -> None:
    assert council_orders("Hội đồng nhân dân tỉnh Phú Hòa", "27/NQ-HĐND", "Về chất vấn")
    assert council_orders("HĐND thành phố Phú Hòa", "", "Về kết quả giám sát")
    assert not council_orders("Hội đồng nhân dân tỉnh Phú Hòa", "27/2024/NQ-HĐND", "Về chất vấn")
    assert not council_orders("Hội đồng nhân dân tỉnh Phú Hòa", "", "Quy định mức thu phí tham quan")
    assert not council_orders("Chính phủ", "27/NQ-CP", "Về phát triển cấp nước")


def test_the_committee_decides_in_its_own_plan_and_never_in_its_council_s_resolution() -> None:
    for name in ("Ủy ban nhân dân tỉnh", "Chủ tịch UBND tỉnh", "UBND thành phố Phú Hòa"):
        assert decides(name)
        assert not decides(name, council=True)
    assert decides("Hội đồng nhân dân tỉnh", council=True)
    said = "Ủy ban nhân dân tỉnh rà soát nguồn lực, bố trí vốn."
    assert subject_of(said) is None
    assert (found := subject_of(said, council=True)) is not None and found.holder == COMMITTEE


def test_what_a_council_agrees_to_charges_no_body_named_by_that() -> None:
    agreed = "Hội đồng nhân dân tỉnh thống nhất với các nhiệm vụ phải thực hiện trong năm."
    assert subject_of(agreed, council=True) is None
    charged = subject_of("Cơ quan thẩm định văn bản phải lập biên bản.")
    assert charged is not None and charged.holder == "Cơ quan thẩm định văn bản"


def test_only_a_bare_statement_outside_the_assigning_part_may_look_back() -> None:
    def judged(text: str, context: Context, *, council: bool = True) -> bool:
        block = next(one for one in outline(Manuscript(text)).walk() if one.text)
        assert isinstance(block, Block)
        subject = subject_of(block.key, council=True)
        assert subject is not None
        return may_look_back(block, subject, context, council=council)

    bare = "Ủy ban nhân dân tỉnh tập trung chỉ đạo việc cấp nước cho các xã."
    assert judged(bare, Context())
    assert not judged(f"- {bare}", Context())
    assert not judged(bare, Context(assigns=True))
    assert not judged(bare, Context(), council=False)
    assert not judged("Ủy ban nhân dân tỉnh có trách nhiệm cấp nước cho các xã.", Context())
    assert judged(f"- {bare}", Context(general=True))
