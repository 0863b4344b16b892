"""The repaired text leads back to the text as written, whatever it holds."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from compiler.text.manuscript import Manuscript, bare, same_tone

MESSY = st.text(st.sampled_from("aàạâấ đĐ\u00d0\u0300\u0323*\u200b\n\t-1.ơờuỷy\u00a0\ufeff"), max_size=60)


@given(MESSY)
def test_every_clean_letter_comes_from_the_text(raw: str) -> None:
    manuscript = Manuscript(raw)
    for at in range(len(manuscript.clean)):
        span = manuscript.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(raw)


@given(MESSY)
def test_keys_keep_the_length(raw: str) -> None:
    clean = Manuscript(raw).clean
    assert len(same_tone(clean)) == len(bare(clean)) == len(clean)


def test_decomposed_text_reads_as_composed_and_spans_hold_the_marks() -> None:
    raw = unicodedata.normalize("NFD", "Sở Y tế tổng hợp")
    manuscript = Manuscript(raw)
    assert manuscript.clean == "Sở Y tế tổng hợp"
    span = manuscript.span(0, 2)
    assert unicodedata.normalize("NFC", raw[span.start : span.end]) == "Sở"


def test_both_tone_placements_have_one_key() -> None:
    assert same_tone("hoà, thuỷ, khoẻ, quý, toàn") == same_tone("hòa, thủy, khỏe, quý, toàn")


def test_asterisks_go_and_a_star_that_opens_an_item_stays() -> None:
    assert Manuscript("**1. Sở Y tế**").clean == "1. Sở Y tế"
    assert Manuscript("* Rà soát thủ tục").clean == "* Rà soát thủ tục"
