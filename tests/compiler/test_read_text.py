"""Bytes of a text file become text: proper UTF-8 untouched, old encodings told by their words."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.errors import NotADocument, WrongEncoding
from compiler.read import read_document
from compiler.read.legacy import _tcvn3, _vni, from_tcvn3, from_vni, repaired, vietnamese_share
from compiler.read.text import decode

PLAN = (
    "KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2027\n\n1. Sở Nội vụ: chủ trì, phối hợp với các sở, ban, ngành, địa phương "
    "tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12.\n2. Sở Tài chính: bố trí kinh phí, hướng dẫn quyết toán.\n"
)
LETTERS = "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def in_tcvn3(text: str) -> str:
    """As a typist with an ABC font leaves it: toned capitals are small letters in a capital font."""
    back = {new: old for old, new in _tcvn3().items()}
    return "".join(letter if letter.isascii() or ord(letter) in back else letter.lower() for letter in text).translate(
        back
    )


def in_vni(text: str) -> str:
    single = {"đ": "ñ", "ơ": "ô", "ư": "ö"}
    marks = {"\u0300": "ø", "\u0301": "ù", "\u0303": "õ", "\u0309": "û", "\u0323": "ï"}
    hats = {"": "â", "\u0300": "à", "\u0301": "á", "\u0303": "ã", "\u0309": "å", "\u0323": "ä"}
    bows = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0303": "ü", "\u0309": "ú", "\u0323": "ë"}
    iotas = {"": "i", "\u0300": "ì", "\u0301": "í", "\u0303": "ó", "\u0309": "æ", "\u0323": "ò"}

    def letter(said: str) -> str:
        low, (base, *rest) = said.lower(), unicodedata.normalize("NFD", said.lower())
        tone = next((mark for mark in rest if mark in marks), "")
        bare = unicodedata.normalize("NFC", base + "".join(mark for mark in rest if mark != tone))
        if bare == "i":
            made = iotas[tone]
        elif bare in "âêô":
            made = base + hats[tone]
        elif bare == "ă":
            made = base + bows[tone]
        else:
            made = single.get(bare, bare) + (marks[tone] if tone else "")
            made = "î" if low == "ỵ" else made
        return made.upper() if said.isupper() else made

    return "".join(said if said.isascii() else letter(said) for said in unicodedata.normalize("NFC", text))


READINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-16 little": lambda text: text.encode("utf-16"),
    "UTF-16 big": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-16 without mark": lambda text: text.encode("utf-16-le"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "windows-1258": lambda text: windows_1258(text),
    "VNI": lambda text: in_vni(text).encode("latin-1"),
    "VNI saved as UTF-8": lambda text: in_vni(text).encode(),
    "UTF-8 read twice": lambda text: "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    ).encode(),
}


def windows_1258(text: str) -> bytes:
    """Letters with hats whole, tones behind them, as Windows stores them."""
    said = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in apart if mark in TONES[1:]), "")
        said += (
            letter
            if letter.isascii()
            else unicodedata.normalize("NFC", apart.replace(tone, "", 1) if tone else apart) + tone
        )
    return said.encode("cp1258")


@pytest.mark.parametrize("name", READINGS)
def test_a_text_in_any_encoding_of_the_field_reads_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(READINGS[name](PLAN))
    assert read_document(path).removeprefix("\ufeff") == PLAN


@pytest.mark.parametrize("saved", ["latin-1", "utf-8"])
def test_tcvn3_reads_with_its_capitals_evened_out(saved: str, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(in_tcvn3(PLAN).encode(saved))
    # "Ủy" cannot be told from "ủy": TCVN3 has no toned capitals
    assert read_document(path) == PLAN.replace("Ủy ban", "ủy ban")


def test_every_letter_of_the_old_tables_is_vietnamese_and_comes_once() -> None:
    said = [from_tcvn3(chr(letter)) for letter in _tcvn3()]
    assert len(set(said)) == len(said)
    assert all(unicodedata.normalize("NFD", letter)[0].lower() in "aeiouyđ" for letter in said)
    every = {unicodedata.normalize("NFC", letter + tone) for letter in LETTERS if letter not in "đĐ" for tone in TONES}
    assert {letter for letter in every if from_vni(in_vni(letter)) != letter} == set()
    assert _vni()("Ñaø Naüng") == "Đà Nẵng"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_plain_utf8_is_what_python_itself_reads(newline: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(mark + PLAN.replace("\n", newline).encode())
    assert read_document(path) == path.read_text("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_text_that_is_proper_or_hopeless_is_never_changed(text: str) -> None:
    proper = PLAN + text
    assert decode(proper.encode(), "x") == proper.replace("\r\n", "\n").replace("\r", "\n")


def test_odd_characters_stay_for_their_places_to_be_true(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(odd := "Sở\x00 Nội\u200f vụ\u202e \x07chủ trì\x0b.\n", "utf-8")
    assert read_document(path) == odd


def test_other_languages_are_left_alone() -> None:
    for text in (
        "Le déjà-vu d'un élève à l'été: naïveté, forêt, où, façade, cœur, même, très, près",
        "Größe, Übung, schön",
    ):
        assert repaired(text) is text
    assert vietnamese_share("chủ trì, phối hợp với Sở Y tế")[0] == 1.0


def test_a_mixed_file_names_the_line_where_it_breaks(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(PLAN.encode() * 3 + "\nSở Nội vụ tổng hợp".encode("utf-16-le") + b"\xff\xfe")
    with pytest.raises(WrongEncoding) as refused:
        read_document(path)
    assert refused.value.place == f"ke-hoach.txt:{PLAN.count(chr(10)) * 3 + 2}"


def test_an_unknown_encoding_names_the_likeliest(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes("Größe übt schön, straße".encode("latin-1"))
    with pytest.raises(WrongEncoding) as refused:
        read_document(path)
    assert "windows-1252" in refused.value.reason or "windows-1258" in refused.value.reason
    assert refused.value.remedy and "UTF-8" in refused.value.remedy


def test_bytes_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(NotADocument):
        read_document(path)
