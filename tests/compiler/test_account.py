"""The account of a document holds each of its sentences, with what became of it."""

from __future__ import annotations

from random import Random

import pytest

from compiler.asks.forgotten import Account, Verdict, account
from compiler.duties.assignments import Assignments
from compiler.duties.walk import read_duties
from compiler.text.manuscript import Manuscript
from compiler.text.outline import outline
from tests.compiler.plan_forms import Composer
from tests.compiler.plan_writer import STYLES, write


def accounts(text: str) -> tuple[list[Account], Assignments]:
    root = outline(Manuscript(text))
    assignments = read_duties(root, set())
    return list(account(root, assignments, set())), assignments


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


@pytest.mark.parametrize("seed", range(20))
def test_no_letter_of_a_document_is_outside_its_account(seed: int) -> None:
    text = Composer(Random(seed)).text()
    said, _ = accounts(text)
    held = letters("".join(one.block.text[one.start : one.end] for one in said))
    marks = letters("".join({id(one.block): one.block.marker for one in said}.values()))
    assert len(held) + len(marks) == len(letters(text))


def test_what_is_no_duty_has_its_reason() -> None:
    text = write(STYLES[0]).replace(
        "- Nâng cao hiểu biết",
        "- Mỗi người dân phải tìm hiểu về dịch vụ công trực tuyến.\n\n- Sau đợt cao điểm Sở Y tế có trách nhiệm công khai.\n\n- Nâng cao hiểu biết",
    )
    verdicts = {one.block.text[one.start : one.end]: one.verdict for one in accounts(text)[0]}
    assert verdicts["Nâng cao hiểu biết của người dân về cải cách hành chính."] is Verdict.NOBODY
    assert verdicts["Mỗi người dân phải tìm hiểu về dịch vụ công trực tuyến."] is Verdict.ASKED
    assert verdicts["Sau đợt cao điểm Sở Y tế có trách nhiệm công khai."] in {Verdict.FORGOTTEN, Verdict.DUTY}
    assert verdicts["Thẩm định dự toán, bố trí kinh phí cho các hoạt động của Kế hoạch."] is Verdict.DUTY
    assert verdicts["Sở Tài chính"] is Verdict.INTRODUCES


@pytest.mark.parametrize(
    "sentence",
    [
        "Sau đợt cao điểm Sở Y tế có trách nhiệm công khai kết quả trên trang của ngành.",
        "Từ đầu quý sau Công an tỉnh chủ trì kiểm tra việc chấp hành tại các xã.",
    ],
)
def test_a_holder_in_the_middle_without_a_comma_is_not_overlooked(sentence: str) -> None:
    text = write(STYLES[0]).replace("- Nâng cao hiểu biết", f"- {sentence}\n\n- Nâng cao hiểu biết")
    told = next(one for one in accounts(text)[0] if one.block.text[one.start : one.end] == sentence)
    assert told.verdict in {Verdict.FORGOTTEN, Verdict.DUTY, Verdict.ASKED}
