"""A plan file that was written in one language is read in another: what we say follows the reader, what is quoted does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.asks.check import check
from compiler.asks.diagnostics import catalogue
from compiler.asks.told_again import told_again
from compiler.compile import compile_text
from compiler.document import as_plan_file
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic
from compiler.rounds.pattern import complete, patterns
from compiler.rounds.regimes import regimes
from config.wording import catalogued, choose_language

TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- Theo dõi, đôn đốc, định kỳ tổng hợp báo cáo Ủy ban nhân dân tỉnh.

2. Sở Y tế

- Treo băng rôn trước Tết Nguyên đán 2026.

- Gửi báo cáo trước ngày 31/6.

- Phát tờ rơi vào cuối mỗi đợt.

- Báo cáo Sở Nội vụ trong 10 ngày kể từ ngày kết thúc hội thi.
"""


@pytest.fixture(autouse=True)
def reader() -> Iterator[None]:
    yield
    choose_language(None)


def written_in(tongue: str, tmp_path: Path) -> PlanFile:
    choose_language("en" if tongue == "en" else "vi")
    (path := tmp_path / "ke-hoach.txt").write_text(TEXT, "utf-8")
    return as_plan_file(complete(compile_text(TEXT)), path)


def said(findings: list[Diagnostic]) -> list[tuple[str, ...]]:
    return [(one.code, one.message, one.remedy or "", one.proposal.reason if one.proposal else "") for one in findings]


@pytest.mark.parametrize(("first", "then"), [("vi", "en"), ("en", "vi")])
def test_findings_read_as_if_they_had_been_written_in_the_reader_s_language(
    first: str, then: str, tmp_path: Path
) -> None:
    file, there = written_in(first, tmp_path), written_in(then, tmp_path)
    choose_language("en" if then == "en" else "vi")
    told, own = said(check(file)), said(check(there))
    assert {one[0] for one in told} >= {"D110", "D133", "D137", "D142", "D207", "D208", "D213"}
    # an event keeps the name that it got in the file, as an office may have given it one
    assert [one for one in told if one[0] != "D213"] == [one for one in own if one[0] != "D213"]


def test_what_the_document_says_stays_as_it_is(tmp_path: Path) -> None:
    file = written_in("vi", tmp_path)
    choose_language("en")
    (one,) = [each for each in check(file) if each.code == "D137"]
    assert one.message.startswith("“trước Tết Nguyên đán 2026” names no day") and "Sở Y tế" in one.message
    assert one.proposal is not None and one.proposal.reason.startswith("by the working calendar")


def test_words_of_nobody_s_template_are_left_alone() -> None:
    choose_language("en")
    assert told_again("D110", "câu của một người") == "câu của một người"
    assert told_again("D999", "câu của một người") == "câu của một người"


def test_what_custom_says_in_vietnamese_can_be_said_in_english() -> None:
    known = {words["vi"] for key, words in catalogued().items() if key.startswith("custom.") and words.get("en")}
    said = {subject["name"] for subject in patterns()["subjects"]}
    said |= {part["asks"] for part in patterns()["cast"].values()} | {
        body["why"] for body in patterns()["bodies"].values()
    }
    said |= {regime[field] for regime in regimes()["regimes"].values() for field in ("name", "said", "source")}
    assert said == known


def test_every_code_is_told_in_both_languages_with_the_same_facts() -> None:
    for code, entry in catalogue().items():
        assert entry.message_en, code
        assert bool(entry.remedy) == bool(entry.remedy_en), code
