"""A plan file in which letters and tones were saved apart (NFD) says what it said; text keeps its letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import pytest

from compiler.asks.check import check, open_questions_of
from compiler.document import compile_document
from compiler.planfile.against import carry_over
from compiler.planfile.compiled import recorded
from compiler.planfile.decide import decide
from compiler.planfile.model import PlanFile
from compiler.planfile.read import PlanFileError, read_planfile
from compiler.planfile.write import planfile_text

NOON = datetime(2027, 1, 20, 2, tzinfo=UTC)
PAPER = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG HÀ
Số: 55/KH-UBND
Đông Hà, ngày 11 tháng 01 năm 2027

KẾ HOẠCH
Giữ sạch bờ kênh năm 2027

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
- Chủ trì, phối hợp với Sở Tài chính vớt bèo trên kênh trước ngày 25 tháng 02 năm 2027.
- Theo dõi, đôn đốc, tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 tháng 11 năm 2027.
2. Sở Tài chính
- Bố trí kinh phí vớt bèo.
3. Ủy ban nhân dân các xã, phường
- Báo cáo Sở Nông nghiệp và Môi trường trước ngày 18 tháng 11 năm 2027.
"""
Compiled = Callable[..., PlanFile]


@pytest.fixture
def compiled(tmp_path: Path) -> Compiled:
    def make(text: str = PAPER) -> PlanFile:
        paper = tmp_path / "kenh.txt"
        paper.write_text(text, "utf-8")
        return compile_document(paper)

    return make


def test_a_file_that_an_editor_saved_apart_says_the_same_and_is_written_whole(compiled: Compiled) -> None:
    text = planfile_text(compiled())
    apart = normalize("NFD", text)
    assert apart != text
    file = read_planfile(apart)
    assert file.model_dump() == read_planfile(text).model_dump()
    assert check(file) == check(read_planfile(text))
    assert planfile_text(file) == text
    carried = carry_over(compiled(), file)
    assert carried.changes == [] and carried.kept == []


def test_texts_that_were_compiled_apart_keep_the_letters_of_their_document(compiled: Compiled) -> None:
    file = compiled()
    plain = file.model_dump(by_alias=True)
    plain["responsibilities"][0]["text"] = normalize("NFD", file.responsibilities[0].text)
    file = recorded(file.replaced(plain))
    text = planfile_text(file)
    assert read_planfile(text).model_dump() == file.model_dump()
    assert read_planfile(normalize("NFD", text)).responsibilities == file.responsibilities


def test_a_name_or_word_typed_apart_is_that_name_and_a_text_stays_as_typed(compiled: Compiled) -> None:
    text = planfile_text(compiled())
    typed = text.replace("holder: Sở Tài chính", f"holder: {normalize('NFD', 'Sở Nông nghiệp và Môi trường')}")
    typed = typed.replace("text: Bố trí kinh phí vớt bèo.", f"text: {normalize('NFD', 'Góp kinh phí vớt bèo.')}")
    typed = typed.replace("roles: [fund]", f"roles: [{normalize('NFD', 'chủ trì')}]")
    assert typed.count("Sở Tài chính") < text.count("Sở Tài chính")
    duty = read_planfile(typed).responsibilities[2]
    assert (duty.holder, duty.roles) == ("Sở Nông nghiệp và Môi trường", ["lead"])
    assert duty.text == normalize("NFD", "Góp kinh phí vớt bèo.")
    assert planfile_text(read_planfile(typed)) == typed


def test_an_unknown_word_is_still_refused_when_it_is_typed_apart(compiled: Compiled) -> None:
    text = planfile_text(compiled()).replace("roles: [fund]", f"roles: [{normalize('NFD', 'bố trí')}]")
    with pytest.raises(PlanFileError, match="bố trí"):
        read_planfile(text)


def test_an_answer_typed_apart_is_the_answer(compiled: Compiled) -> None:
    file = compiled()
    question = next(each for each in open_questions_of(file) if each.sets == "regime")
    whole, apart = (
        decide(file, question.id, answer=answer, by="Tâm", why="đã bàn", at=NOON)
        for answer in ("bỏ", normalize("NFD", "bỏ"))
    )
    assert whole == apart
