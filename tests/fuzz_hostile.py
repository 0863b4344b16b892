"""Documents that are sound in their bytes and made to cost: bombs, deep nesting, sentences without end.

Each maker takes chance and a size from 0 to 1 (1: the largest that a document may have) and gives the form and the bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from random import Random

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM

Số: 268/KH-UBND

Sông Lam, ngày 16 tháng 11 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2027

II. TỔ CHỨC THỰC HIỆN

"""
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AGENCIES = (
    "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "UBND xã Tân Lập",
    "Báo và Đài Phát thanh và Truyền hình tỉnh",
)
PIECES = (
    "và, và ", "và ", ", ", "; ", "Sở Nội vụ, ", "Sở ", "các sở, ban, ngành ", "chủ trì, phối hợp với ", "phối hợp ", "báo cáo ",
    "báo cáo UBND tỉnh (qua Sở Nội vụ) ", "trước ngày 15/6/2027, ", "ngày ", "từ ngày ", "hằng quý, ", "định kỳ ", "đề nghị ",
    "gồm các Sở: ", "(", "((", "“", "”", "Số 12/KH-UBND ngày 1/2/2026 của ", "Căn cứ ", "Nghị định số 30/2020/NĐ-CP ", "/", "- ",
    "1. ", "1.1. ", "a) ", "I. ", "Điều 1. ", ": ", ":", "|", "| a ", "**", "* ", "TM. ", "Nơi nhận: ", "Trong quá trình thực hiện, ",
    "kinh phí ", "500.000.000 đồng ", "hoà ", "A", "aB", "\u0301", "a\u0301", "Đ", "….. ", "… ", ". ", "x. Y ", "số 1 ", "Ủy ban ",
)  # fmt: skip
"""What the rules look for, to be said again without end."""
CLAUSES = (
    "Sở Nội vụ theo dõi", "Sở Y tế lập kế hoạch trước ngày 15/3", "giao Sở Nội vụ chủ trì, phối hợp với Sở Y tế thực hiện",
    "UBND các xã, phường báo cáo", "ông Nguyễn Văn A phụ trách", "gửi a b tổng hợp", "ngày 1, 2 và 3 tháng 4", "trong tháng",
    "trong đó Sở Y tế làm trưởng đoàn 1", "báo cáo UBND tỉnh (qua Sở Nội vụ)", "định kỳ hằng quý, 6 tháng và năm báo cáo",
    "để Sở Nội vụ theo dõi", "gồm các Sở: Nội vụ, Tài chính, Y tế", "tuyên truyền", "các đơn vị", "do Sở Tài chính chủ trì",
    "Thủ trưởng các cơ quan, đơn vị rà soát", "đề nghị Ban Dân vận", "(Sở Y tế thực hiện)", "SỞ NỘI VỤ CHỦ TRÌ", "Công ty A khơi cống",
)  # fmt: skip
"""What plans chain in one paragraph, to be chained without end."""
JOINTS = ("; ", ". ", ", ", " và ", ", còn ", ", đồng thời ", ": ", " ", " - ", " 1. ", "\n- ", "\n")
MOST_LETTERS = 340_000
"""As many as a document may have (compiler.read.MAX_CHARACTERS), without its head."""
Maker = Callable[[Random, float], tuple[str, bytes]]


def endless_clauses(chance: Random, size: float) -> tuple[str, bytes]:
    """One paragraph of clauses without end, as long as a document may be."""
    said = "".join(chance.choice(CLAUSES) + chance.choice(JOINTS) for _ in range(chance.choice((1, 2, 3, 6))))
    lead = chance.choice(("", "1. Sở Nội vụ:\n- ", "1. Sở Nội vụ ", "| Sở Nội vụ | ", "Nơi nhận:\n- "))
    return "txt", f"{HEAD}{lead}{said * (int(MOST_LETTERS * size) // len(said) + 1)}\n".encode()


def endless_list(chance: Random, size: float) -> tuple[str, bytes]:
    """A sentence that names twenty thousand agencies, as holder, as partners or as a heading."""
    names = chance.choice((", ", "; ", " và ", "/", " ")).join(
        chance.choice(AGENCIES) for _ in range(int(20_000 * size) + 1)
    )
    said = chance.choice(
        (
            f"1. {names}: tổ chức thực hiện Kế hoạch.",
            f"1. Sở Nội vụ chủ trì, phối hợp với {names} tham mưu UBND tỉnh.",
            f"1. {names}\n- Tổ chức thực hiện.\n- Báo cáo trước ngày 15/6.",
            f"Giao {names} chủ trì thực hiện; báo cáo {names} qua {names}.",
            f"| STT | Nhiệm vụ | Chủ trì | Phối hợp |\n|---|---|---|---|\n| 1 | Tuyên truyền | {names} | {names} |",
            f"Nơi nhận:\n- {names}",
        )
    )
    return "txt", f"{HEAD}{said}\n".encode()


def endless_piece(chance: Random, size: float) -> tuple[str, bytes]:
    """Two hundred kilobytes of one thing, or of several in turn."""
    said = "".join(chance.choice(PIECES) for _ in range(chance.choice((1, 1, 2, 3))))
    lead = chance.choice(("", "1. Sở Nội vụ ", "1. Sở Nội vụ:\n- ", "Sở Nội vụ chủ trì, phối hợp với ", "Căn cứ "))
    broken = chance.choice((said, f"{said}\n", f"{said}\n\n"))
    return "txt", f"{HEAD}{lead}{broken * (int(200_000 * size) // len(said.encode()) + 1)}\n".encode()


def endless_items(chance: Random, size: float) -> tuple[str, bytes]:
    """Five thousand bullets, headings or bodies, flat or one under the other."""
    makers: tuple[Callable[[int], str], ...] = (
        lambda n: f"- Tổ chức thực hiện nhiệm vụ {n}.",
        lambda n: f"{n}. Sở Nội vụ chủ trì thực hiện nhiệm vụ {n}, báo cáo trước ngày {n % 28 + 1}/6.",
        lambda n: f"1.{n}. UBND xã số {n}",
        lambda n: f"{n}. Sở Nội vụ:",
        lambda n: "\n".join((f"{n % 20 + 1}. Sở Nội vụ:", "a) Chủ trì:", "- Tham mưu:", "+ Thực hiện")),
        lambda n: f"I. MỤC {n}",
        lambda n: f"Phụ lục {n}\nNơi nhận:\n- Như trên.",
        lambda n: f"Giao Sở Nội vụ thực hiện nhiệm vụ {n}",
        lambda n: "KẾ HOẠCH",
        lambda n: f"Chủ trì: Sở Nội vụ\nPhối hợp: Sở Y tế\nThời gian: quý {n % 4 + 1}",
    )
    made, gap = chance.choice(makers), chance.choice(("\n", "\n\n"))
    return "txt", (HEAD + gap.join(made(n) for n in range(int(5_000 * size) + 1))).encode()


def endless_table(chance: Random, size: float) -> tuple[str, bytes]:
    """Rows, columns or bars without end, as text."""
    count = int(10_000 * size) + 1
    head = "| STT | Nhiệm vụ | Cơ quan chủ trì | Phối hợp | Thời gian |\n"
    said = chance.choice(
        (
            head + "| 1 | Tuyên truyền | Sở Nội vụ | Sở Y tế | Quý I |\n" * count,
            head + "| 1 | Tuyên truyền | | | |\n" * count,
            "|" + " a |" * count * 5,
            head + "|" + " Sở Nội vụ |" * count,
            "|\n" * count * 5,
            "|\na\n" * count,
            "|\nSTT\n|\nNhiệm vụ\n|\nChủ trì\n|\n\n|\n" + "1\n|\nTuyên truyền\n|\nSở Nội vụ\n|\n|\n" * count,
            "a | b | c\n" * count,
        )
    )
    return "txt", f"{HEAD}{said}\n".encode()


def deep_page(chance: Random, size: float) -> tuple[str, bytes]:
    """A page nested or filled without end."""
    count = int(60_000 * size) + 1
    body = "<p>1. Sở Nội vụ chủ trì thực hiện.</p>"
    said = chance.choice(
        (
            "<div>" * count + body,
            "<div>" * count + body + "</div>" * count,
            "<b>" * count + body,
            "<table><tr><td>" * (count // 10) + body,
            "<ul><li>a" * (count // 5),
            "<p>" * count,
            "<a href=x>Sở Nội vụ</a> " * count,
            "<font face='.VnTime'>Së Néi vô</font>" * (count // 5),
            "&amp;" * count + "&#x110;" * count + "&nosuch;" * count,
            "<div " + " ".join(f"a{n}=1" for n in range(count // 4)) + ">" + body,
            "<!--" * count + body,
            "<" * count,
            "<table>" + "<tr>" + "<td rowspan=9999 colspan=9999>a" * (count // 100) + "</table>",
            "<table>" + "<tr><td rowspan=60000>a<td>Sở Nội vụ" * (count // 10) + "</table>",
            "<ol><li value=99999999999999999999>a</ol>" * (count // 10),
        )
    )
    return "html", f"<html><body><h1>KẾ HOẠCH</h1>{said}</body></html>".encode()


def package(body: str, more: dict[str, str | bytes] | None = None, head: str = "") -> bytes:
    """A Word file with `body`, and `more` parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        for name, part in (more or {}).items():
            file.writestr(name, part)
    return made.getvalue()


def heavy_word(chance: Random, size: float) -> tuple[str, bytes]:
    """A Word file that swells: bombs of bytes, of entities, of nesting, of spans, of notes that call each other."""
    count = int(60_000 * size) + 1
    run = "<w:r><w:t>Sở Nội vụ chủ trì </w:t></w:r>"
    relations = (
        '<Relationships><Relationship Type="x/{0}" Target="{0}.xml"/><Relationship Type="x/numbering" Target="numbering.xml"/>'
        "</Relationships>"
    )
    call = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    made = chance.choice(
        (
            lambda: package("<w:p/>", {"word/media/a.bmp": b"0" * int(150_000_000 * size)}),
            lambda: package("<w:p><w:r><w:t>" + "0" * int(40_000_000 * size) + "</w:t></w:r></w:p>"),
            lambda: package("&e11;", head=f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>'),
            lambda: package(f"<w:p>{run * count}</w:p>"),
            lambda: package(f"<w:p>{run}</w:p>" * (count // 2)),
            lambda: package("<w:p/>", {f"word/{n}.xml": "" for n in range(int(8_000 * size))}),
            lambda: package("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60),
            lambda: package(
                "<w:tbl>"
                + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc></w:tr>' * (count // 50)
                + "</w:tbl>"
            ),
            lambda: package("<w:tbl><w:tr>" + f"<w:tc><w:p>{run}</w:p></w:tc>" * (count // 2) + "</w:tr></w:tbl>"),
            lambda: package(
                "<w:tbl>"
                + f'<w:tr><w:tc><w:p>{run}</w:p></w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p>{run}</w:p></w:tc></w:tr>'
                * (count // 10)
                + "</w:tbl>"
            ),
            lambda: package(
                call * (count // 20),
                {
                    "word/_rels/document.xml.rels": relations.format("footnotes"),
                    "word/footnotes.xml": f'<w:footnotes {SPACE}><w:footnote w:id="1">{call}{call}</w:footnote></w:footnotes>',
                },
            ),
            lambda: package(
                '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr></w:p>' * (count // 10),
                {
                    "word/_rels/document.xml.rels": relations.format("styles"),
                    "word/styles.xml": f"<w:styles {SPACE}>"
                    + "".join(
                        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3000}"/></w:style>'
                        for n in range(3000)
                    )
                    + "</w:styles>",
                },
            ),
            lambda: package(
                '<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' * (count // 10),
                {
                    "word/_rels/document.xml.rels": relations.format("styles"),
                    "word/styles.xml": f"<w:styles {SPACE}/>",
                    "word/numbering.xml": f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="8"><w:start w:val="999999999"/>'
                    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%9%9%9%9"/></w:lvl></w:abstractNum>'
                    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
                },
            ),
        )
    )
    return "docx", made()


def printed(objects: list[bytes], count: int) -> bytes:
    """A PDF of `objects` behind a catalogue, its table of places left out (readers rebuild it)."""
    said = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, 2))
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        + said
        + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % count
    )


def _flow(content: bytes, packed: bool = True) -> bytes:
    said = zlib.compress(content) if packed else content
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(said), b" /Filter /FlateDecode" * packed, said)


def one_page(content: bytes, box: bytes = b"0 0 595 842", shown: int = 1, form: bytes = b"") -> bytes:
    """A PDF of one page, shown `shown` times, that may draw `form` as /X."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R %s >>" % (box, _FONT)
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * shown, shown)
    return printed([tree, page, _flow(content), form or _flow(b"")], 6)


_FONT = (
    b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> /XObject << /X 5 0 R >> >>"
)
DRAWS_ITSELF = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 12 >>\n"
    b"stream\n/X Do /X Do \nendstream"
)
"""A form that keeps pdfium busy for ever, and takes all memory."""


def heavy_pdf(chance: Random, size: float) -> tuple[str, bytes]:
    """A PDF that claims or draws without end: pages, rules, letters, forms in forms, streams that swell."""
    count = int(60_000 * size) + 1
    rules = b"".join(
        b"%d 0 m %d 800 l S 0 %d m 500 %d l S\n" % (n % 590, n % 590, n % 830, n % 830) for n in range(count)
    )
    made = chance.choice(
        (
            lambda: one_page(b"", shown=int(100_000 * size) + 1),
            lambda: printed(
                [b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", b"<< /Type /Page /Parent 2 0 R >>"], 4
            ),
            lambda: printed([b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"], 3),
            lambda: printed(
                [b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 600 >>" % (n + 3, n + 3) for n in range(40)], 44
            ),
            lambda: one_page(b"BT /F 12 Tf 0 0 Td (" + b"a " * (count * 10) + b") Tj ET"),
            lambda: one_page(b"BT /F 12 Tf (So Noi vu) Tj ET " * count),
            lambda: one_page(rules),
            lambda: one_page(b"0 0 m " + b"9 9 l 300 700 l " * count + b"S"),
            lambda: one_page(b"/X Do " * 1000, form=DRAWS_ITSELF),
            lambda: one_page(b" " * int(400_000_000 * size)),
            lambda: one_page(b"BT /F 12 Tf (Ke hoach) Tj ET", box=b"0 0 99999999 99999999"),
            lambda: one_page(b"BT /F 12 Tf (Ke hoach) Tj ET", box=b"0 0 0 0"),
            lambda: one_page(b"q " * count + b"BT /F 12 Tf (Ke hoach) Tj ET"),
            lambda: printed([b"[" * count + b"]" * count], 3),
            lambda: printed([b"<< /A " * count + b">>" * count], 3),
            lambda: one_page(b"BT /F 12 Tf 100 700 Td (Ke hoach tuyen truyen) Tj ET " * 30, shown=590),
        )
    )
    return "pdf", made()


MAKERS: tuple[Maker, ...] = (
    endless_list, endless_piece, endless_clauses, endless_items, endless_table, deep_page, heavy_word, heavy_pdf,
)  # fmt: skip


def hostile(chance: Random, size: float | None = None) -> tuple[str, bytes]:
    """A document made to cost; `size` by chance, the largest often."""
    return chance.choice(MAKERS)(chance, chance.choice((0.001, 0.03, 0.3, 1.0, 1.0)) if size is None else size)
