"""A saved portal page comes out as its document, without what stands around it."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

from compiler.errors import DamagedDocument, DocumentError, TooLarge
from compiler.read import read_document
from compiler.read.html_tree import words
from tests.compiler.paper import Item, Para
from tests.compiler.paper_html import save_html
from tests.compiler.paper_plans import make_plan

ARTICLE = (
    "Ngày 05/01/2027, Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND về tuyên truyền cải cách hành chính năm 2027.",
    "Theo đó, các cơ quan, đơn vị, địa phương chủ động xây dựng kế hoạch, tổ chức thực hiện và báo cáo kết quả về Sở Nội vụ.",
)
TEASER = "Hội nghị tập huấn nghiệp vụ cho công chức đầu mối cải cách hành chính các sở, ban, ngành, địa phương năm 2026"


def read(tmp_path: Path, page: str | bytes) -> str:
    path = tmp_path / "trang.html"
    path.write_bytes(
        page if isinstance(page, bytes) else f"<!DOCTYPE html><html><meta charset=utf-8><body>{page}".encode()
    )
    return read_document(path)


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def test_menus_related_news_and_footers_are_left_out(tmp_path: Path) -> None:
    said = read_document(save_html(make_plan(1), tmp_path / "x.html"))
    for around in (
        "Trang chủ",
        "Giới thiệu",
        "Chuyên mục",
        "In trang",
        "tin liên quan",
        "hội nghị tập huấn",
        "Bản quyền",
        "var so",
    ):
        assert around not in said
    assert "Nơi nhận:" in said and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said


def test_a_news_page_gives_title_date_summary_and_text(tmp_path: Path) -> None:
    page = f"""<div class="top-bar">Thứ Hai</div><div id="wrap"><div class="col-main"><h1>Tuyên truyền cải cách hành chính năm 2027</h1>
    <div class="meta"><span>Ngày đăng: 06/01/2027</span></div><div class="sapo"><b>{ARTICLE[0]}</b></div>
    <div class="body-text"><p>{ARTICLE[1]}</p><p>{ARTICLE[1]} (lặp lại)</p><p>{ARTICLE[1]} (lần ba)</p><p>{ARTICLE[1]} (lần bốn)</p></div>
    <h3>Tin khác</h3><ul><li><a href=1>{TEASER}</a></li></ul></div>
    <div class="col-right"><ul><li><a href=2>{TEASER}</a></li><li><a href=3>{TEASER}</a></li><li><a href=4>Khác</a></li></ul></div></div>"""
    said = read(tmp_path, page)
    assert lines(said)[:3] == [
        "**Tuyên truyền cải cách hành chính năm 2027**",
        "Ngày đăng: 06/01/2027",
        f"**{ARTICLE[0]}**",
    ]
    assert said.count(ARTICLE[1]) == 4
    assert TEASER not in said and "Thứ Hai" not in said


def test_paragraphs_beside_each_other_stay_together(tmp_path: Path) -> None:
    page = f"<div><div><p>{ARTICLE[0]}</p><div class=x><p>{ARTICLE[1] * 5}</p><p>{ARTICLE[1] * 5}</p></div></div></div>"
    assert ARTICLE[0] in read(tmp_path, page)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=4 type=I><li>a<li>b</ol>", ["IV. a", "V. b"]),
        ("<ol type=a><li>a<li value=5>b<li>c</ol>", ["a. a", "e. b", "f. c"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol style='list-style-type: upper-alpha'><li>a</ol>", ["A. a"]),
        ("<ol style='list-style:none'><li>a</ol>", ["a"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["- a", "+ b", "- c"]),
        ("<ol><li>a<ul><li>b</ul><ul><li>c</ul></ol>", ["1. a", "- b", "- c"]),
        ("<ol><li>1.1. a<li>- b</ol>", ["1.1. a", "- b"]),
        ("<ol><li><p>a</p><p>b</p><li>c</ol>", ["1. a", "b", "2. c"]),
    ],
)
def test_list_items_carry_the_numbers_that_a_browser_shows(page: str, expected: list[str], tmp_path: Path) -> None:
    assert lines(read(tmp_path, page)) == expected


def test_source_line_breaks_are_spaces_and_br_is_a_line(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "<p>Sở\n  Nội&nbsp;vụ<br>chủ <i>trì</i>,\tphối hợp</p>")) == [
        "Sở Nội vụ",
        "chủ trì, phối hợp",
    ]


def test_a_table_that_sets_the_page_is_no_table_of_tasks(tmp_path: Path) -> None:
    inner = "<table border=1><tr><td>STT<td>Nhiệm vụ<td>Chủ trì<tr><td>1<td>Việc A<td>Sở X</table>"
    page = f"<table><tr><td>{'<p>' + ARTICLE[1] + '</p>'}{inner}</td></tr></table>"
    assert lines(read(tmp_path, page))[-2:] == ["| STT | Nhiệm vụ | Chủ trì |", "| 1 | Việc A | Sở X |"]


def test_cells_reach_over_columns_and_rows(tmp_path: Path) -> None:
    page = """<table><tr><th rowspan=2>STT<th rowspan=2>Nhiệm vụ<th colspan=2>Đơn vị<tr><th>Chủ trì<th>Phối hợp
    <tr><td colspan=4>I. Chung<tr><td>1<td>A<td rowspan=2>Sở X<td>Sở Y<tr><td>2<td>B<td>Sở Z</table>"""
    assert lines(read(tmp_path, page)) == [
        "| STT | Nhiệm vụ | Đơn vị |  |",
        "| STT | Nhiệm vụ | Chủ trì | Phối hợp |",
        "| I. Chung |  |  |  |",
        "| 1 | A | Sở X | Sở Y |",
        "| 2 | B | Sở X | Sở Z |",
    ]


def test_hidden_text_is_left_out_but_never_a_document(tmp_path: Path) -> None:
    page = "<p>Sở Nội vụ</p><div style='display:none'>mã theo dõi</div>"
    page += "<div class=footer>Nơi nhận: Sở Y tế chủ trì, phối hợp với Sở Nội vụ</div>"
    assert lines(read(tmp_path, page)) == ["Sở Nội vụ", "Nơi nhận: Sở Y tế chủ trì, phối hợp với Sở Nội vụ"]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258"])
def test_pages_in_other_encodings_read_the_same(encoding: str, tmp_path: Path) -> None:
    pieces = [Item("1.", "Sở Nội vụ", bold=True), *(Para(said) for said in ARTICLE)]
    modern = read_document(save_html(pieces, tmp_path / "a.html"))
    assert read_document(save_html(pieces, tmp_path / "b.html", encoding=encoding)) == modern


def test_a_page_cut_inside_one_letter_still_reads(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><meta charset=utf-8><meta name=description content='{'Sở Nội vụ '}".encode()
    said = read(tmp_path, page + "ủ".encode()[:2] + f"'><p>{ARTICLE[0]}</p>".encode())
    assert lines(said) == [ARTICLE[0]]


def test_old_fonts_in_a_page_become_unicode(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "<p><font face='.VnTime'>Së Néi vô</font> tỉnh</p>")) == ["Sở Nội vụ tỉnh"]


def test_a_page_saved_in_one_file_reads_as_the_page(tmp_path: Path) -> None:
    page = save_html(make_plan(2), tmp_path / "a.html")
    archive = tmp_path / "a.mhtml"
    archive.write_bytes(
        b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
        b"--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page.read_bytes()
        + b"\r\n--B--\r\n"
    )
    assert read_document(archive) == read_document(page)
    archive.write_bytes(archive.read_bytes()[:120])
    with pytest.raises(DamagedDocument):
        read_document(archive)


def test_a_page_nested_without_end_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        read(tmp_path, "<div>" * 200_000)
    with pytest.raises(DocumentError):
        read(tmp_path, "<a" * 400_000)


def test_unclosed_elements_keep_their_words(tmp_path: Path) -> None:
    assert "Sở Nội vụ chủ trì" in read(tmp_path, "<div><b>" * 400 + "<p>Sở Nội vụ chủ trì")


def test_a_page_that_word_saved_in_windows_1252_keeps_its_letters(tmp_path: Path) -> None:
    """Word writes by number what its own encoding lacks; in windows-1258 the ã of "xã" would be an ă."""
    words = "Ủy ban nhân dân các xã, phường trực tiếp tổ chức thực hiện; nhờ đó người dân đều hiểu rõ kế hoạch này."
    said = words.encode("cp1252", "xmlcharrefreplace")
    page = b"<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'></head><body><p>"
    assert lines(read(tmp_path, page + said + b"</p>")) == [words]


def test_a_page_that_a_portal_saved_in_one_file_is_its_document_alone(tmp_path: Path) -> None:
    menu = "<ul class='menu'>" + "<li><a href='/x'>Trang chủ và giới thiệu chung</a></li>" * 9 + "</ul>"
    news = f"<h3>Tin liên quan</h3><ul><li><a href='/y'>{TEASER}</a></li></ul>"
    page = f"<html><body>{menu}<div>{''.join(f'<p>{text}</p>' for text in ARTICLE)}</div>{news}</body></html>"
    archive = tmp_path / "a.mhtml"
    head = (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?K=E1=BA=BF_ho=E1=BA=A1ch?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="B"\r\n\r\n'
    )
    parts = (
        ("text/css\r\nContent-Transfer-Encoding: binary", b"p {color: red}"),
        ("text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", quopri.encodestring(page.encode())),
        ("image/png\r\nContent-Transfer-Encoding: base64", b"iVBORw0KGgo="),
    )
    said = b"".join(f"--B\r\nContent-Type: {kind}\r\n\r\n".encode() + body + b"\r\n" for kind, body in parts)
    archive.write_bytes(head.encode() + said + b"--B--\r\n")
    assert lines(read_document(archive)) == list(ARTICLE)


def test_the_beginning_of_a_text_without_end_is_all_that_is_looked_at() -> None:
    assert len(words("Sở Nội vụ " * 100_000).text(80)) < 10_000


def noted(tmp_path: Path, call: str, note: str, around: str = "{}") -> list[str]:
    page = (
        f"<article><p>KẾ HOẠCH</p><p>Căn cứ Luật Thủy lợi;</p><p>- Nạo vét kênh{call} và sửa 120 m<sup>2</sup> kè.</p>"
        f"<p>Nơi nhận:</p><p>- Lưu: VT.</p><p>TM. ỦY BAN NHÂN DÂN</p></article>{around.format(note)}"
    )
    return lines(read(tmp_path, page))


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ('<sup><a href="#n1" id="r1">1</a></sup>', '<p id="n1"><sup>1</sup> Kênh dài trên 2 km.</p>'),
        ('<a href="#_ftn1" name="_ftnref1">[1]</a>', '<div id="_ftn1"><p><a href="#_ftnref1">[1]</a> Kênh dài trên 2 km.</p></div>'),
        ('<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>', '<p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> Kênh dài trên 2 km.</p>'),
        ("<sup>1</sup>", "<p><sup>1</sup> Kênh dài trên 2 km.</p>"),
        ('<sup id="r1"><a href="#n1">1</a></sup>', '<ol><li id="n1">Kênh dài trên 2 km. <a href="#r1">↩</a></li></ol>'),
    ],
)  # fmt: skip
def test_a_note_is_written_as_a_word_document_s(tmp_path: Path, call: str, note: str) -> None:
    said = noted(tmp_path, call, note)
    assert "- Nạo vét kênh[1] và sửa 120 m2 kè." in said
    assert said.count("[1] Kênh dài trên 2 km.") == 1


def test_a_note_is_kept_where_the_page_s_foot_is_left_out(tmp_path: Path) -> None:
    note = '<ol><li id="n1">Kênh dài trên 2 km.</li></ol><p>Bản quyền thuộc về Cổng thông tin.</p>'
    said = noted(tmp_path, '<sup><a href="#n1">1</a></sup>', note, "<footer>{}</footer>")
    assert said[-1] == "[1] Kênh dài trên 2 km." and not [line for line in said if "Bản quyền" in line]


def test_a_power_and_a_raised_figure_without_a_note_stay_as_they_are(tmp_path: Path) -> None:
    said = noted(tmp_path, " 10<sup>3</sup>", '<p><a href="#top">1</a></p>')
    assert "- Nạo vét kênh 103 và sửa 120 m2 kè." in said
