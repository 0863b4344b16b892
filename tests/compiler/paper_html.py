"""Pieces of paper as a page that was saved from a portal: menus around, numbers left to the browser."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.compiler.paper import ABOVE, LEFT, Frame, Grid, Item, Para, Piece, read_marker

TYPES = {"decimal": "1", "lowerLetter": "a", "upperRoman": "I"}
BEFORE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin điện tử</title><script>var so = "Sở Nội vụ chủ trì";</script>
<style>.menu { color: red }</style></head><body><form id="aspnetForm">
<div id="header"><img src="logo.png" alt=""><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/gt">Giới thiệu</a></li>
<li><a href="/vb">Văn bản chỉ đạo điều hành</a></li><li><a href="/hd">Hỏi đáp</a></li></ul></div>
<table width="100%"><tr><td width="220" valign="top"><div class="left-box"><b>Chuyên mục</b><br><a href="/1">Cải cách hành chính</a><br>
<a href="/2">Chuyển đổi số</a><br><a href="/3">Sở Nội vụ chủ trì triển khai kế hoạch</a></div></td><td valign="top">
<div class="breadcrumb"><a href="/">Trang chủ</a> &raquo; <a href="/vb">Văn bản</a></div>
<div class="noi-dung-van-ban">
"""
BEHIND = """
</div><div class="share"><a href="#">In trang</a> <a href="#">Gửi bạn bè</a></div>
<h3>Các tin liên quan</h3><ul><li><a href="/t1">Sở Y tế chủ trì tổ chức hội nghị tập huấn</a> (12/01)</li>
<li><a href="/t2">Ủy ban nhân dân tỉnh giao Sở Tài chính tổng hợp</a> (11/01)</li><li><a href="/t3">Tin khác</a></li></ul>
</td></tr></table><div class="footer">Bản quyền thuộc Ủy ban nhân dân tỉnh. Chịu trách nhiệm: Văn phòng.</div></form></body></html>
"""


def save_html(pieces: list[Piece], path: Path, *, encoding: str = "utf-8") -> Path:
    """Write the pieces to `path`."""
    path.write_bytes((BEFORE + _body(pieces) + BEHIND).encode(encoding, "xmlcharrefreplace"))
    return path


def _body(pieces: list[Piece]) -> str:
    said: list[str] = []
    open_lists: list[tuple[int, str, int]] = []  # depth, tag, last value

    def close(depth: int) -> None:
        while open_lists and open_lists[-1][0] >= depth:
            said.append(f"</li></{open_lists.pop()[1]}>")

    for piece in pieces:
        marker = read_marker(piece.marker) if isinstance(piece, Item) else None
        if isinstance(piece, Item) and marker and not marker.before and marker.behind in {".", ")", "-", "+"}:
            close(marker.depth + 1)
            tag = "ul" if marker.form == "bullet" else "ol"
            kind = "" if tag == "ul" else f' type="{TYPES[marker.form]}" start="{marker.value}"'
            if open_lists and open_lists[-1][0] == marker.depth and marker.value in {0, open_lists[-1][2] + 1}:
                said.append("</li>")
                open_lists[-1] = (marker.depth, tag, marker.value)
            else:
                close(marker.depth)
                # a browser shows "-" for the first bullets and "+" here for those in them
                style = ' style="list-style-type: none"' if marker.behind == "+" and not _in_bullets(open_lists) else ""
                said.append(f"<{tag}{kind}{style}>")
                open_lists.append((marker.depth, tag, marker.value))
            typed = "+ " if marker.behind == "+" and not _in_bullets(open_lists[:-1]) else ""
            said.append(f"<li>{typed}{_words(piece.text, piece.bold)}")
            continue
        if not isinstance(piece, Para):
            close(0)
        said.append(_block(piece))
    close(0)
    return "\n".join(said)


def _in_bullets(open_lists: list[tuple[int, str, int]]) -> bool:
    return any(tag == "ul" for _, tag, _ in open_lists)


def _block(piece: Piece) -> str:
    if isinstance(piece, Frame):
        rows = "".join(
            "<tr>" + "".join(f'<td align="center">{"<br>".join(map(escape, cell))}</td>' for cell in row) + "</tr>"
            for row in piece.rows
        )
        return f'<table border="0">{rows}</table>'
    if isinstance(piece, Grid):
        return f'<table border="1"><tbody>{_rows(piece)}</tbody></table>'
    if isinstance(piece, Item):
        return f"<p>{_words(f'{piece.marker} {piece.text}', piece.bold)}</p>"
    return f"<p{' style=text-align:center' if piece.centred else ''}>{_words(piece.text, piece.bold)}</p>"


def _rows(grid: Grid) -> str:
    rows = []
    for number, row in enumerate(grid.rows):
        cells = []
        for at, text in enumerate(row):
            if text in {ABOVE, LEFT}:
                continue
            across = next((n for n, said in enumerate([*row[at + 1 :], ""]) if said != LEFT), 0) + 1
            below = [r[at] for r in grid.rows[number + 1 :]]
            down = next((n for n, said in enumerate([*below, ""]) if said != ABOVE), 0) + 1
            spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
            cells.append(f"<td{spans}><p>{_words(text, number < grid.heads)}</p></td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join(rows)


def _words(text: str, bold: bool) -> str:
    # source lines break where the editor breaks them
    said = "\n".join(escape(text)[at : at + 97] for at in range(0, len(escape(text)), 97)) if False else escape(text)
    return f"<strong>{said}</strong>" if bold else f"<span>{said}</span>"
