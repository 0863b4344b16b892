"""What people read of a compilation: the page in text, the marked document, the findings."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from compiler.planfile.compiled import as_compiled
from compiler.planfile.model import PlanFile
from compiler.result import Compiled, Diagnostic, DocumentClass, Due, PlanHead, Responsibility, Role, Severity, Span
from compiler.rounds.pattern import complete
from compiler.show.findings import Place, Shown, counts_text, explanation, findings_text
from compiler.show.html import document_page
from compiler.show.page import WIDTH, summary_text
from compiler.show.rule import rule_said
from config.wording import choose_language

MakePlan = Callable[..., PlanFile]
TEXT = "KẾ HOẠCH\n1. Sở Y tế\n- Niêm yết <thủ tục> & thời hạn.\nSở Tài chính chuẩn bị.\nLời kết.\n"


class Page(HTMLParser):
    """Collects the article's words, marks, ids and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.ids, self.links, self.depth, self.marked = "", set[str](), set[str](), 0, ""
        self.inside, self.tag = False, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.inside = self.inside or tag == "article"
        self.depth += tag == "mark"
        self.tag = tag == "a"
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if (found.get("href") or "").startswith("#"):
            self.links.add(str(found["href"])[1:])
        assert "src" not in found
        assert tag not in ("script", "link", "img")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"
        self.depth -= tag == "mark"
        self.tag = False

    def handle_data(self, data: str) -> None:
        if self.inside and not self.tag:
            self.words += data
            self.marked += data if self.depth else ""


@pytest.fixture
def read(compose: Callable[..., Compiled]) -> Compiled:
    """A compilation of TEXT with one duty and one sentence that was not compiled."""
    duty_at, left_at = TEXT.index("Niêm yết"), TEXT.index("Sở Tài chính")
    duty = Responsibility(
        id="R1",
        holder="Sở Y tế",
        text="Niêm yết <thủ tục> & thời hạn.",
        roles=[Role.EXECUTE],
        source=Span(start=duty_at, end=TEXT.index("\nSở")),
    )
    left = Diagnostic(
        code="D101",
        severity=Severity.WARNING,
        message="Câu này chưa thành nhiệm vụ.",
        source=Span(start=left_at, end=left_at + 22),
        line=4,
        column=1,
    )
    return compose(duties=(duty,)).model_copy(update={"diagnostics": [left], "text": TEXT})


def test_the_marked_page_keeps_every_word_of_the_document(read: Compiled) -> None:
    page = Page(document_page(read))
    assert page.words == TEXT
    assert page.marked == "Niêm yết <thủ tục> & thời hạn."


def test_duties_and_their_places_link_to_each_other(read: Compiled) -> None:
    page = Page(document_page(read))
    assert {"R1", "t-R1"} <= page.ids
    assert page.links <= page.ids


def test_a_sentence_that_was_not_compiled_stands_out(read: Compiled) -> None:
    html = document_page(read)
    assert re.search(r'<span class="warning" title="D101: [^"]+">Sở Tài chính chuẩn bị\.</span>', html)


def test_a_finding_and_its_place_link_to_each_other(read: Compiled) -> None:
    page = Page(document_page(read))
    assert {"F1", "t-F1"} <= page.ids & page.links


def test_the_words_around_a_duty_that_were_read_into_it_are_not_grey() -> None:
    text = (
        "1. Sở Công Thương\n- Chấm điểm các chợ an toàn.\nPhối hợp: Công an tỉnh\nThời gian: quý III/2027\n"
        "2. Đề nghị Hội Nông dân tỉnh vận động hội viên.\nSở Công Thương là đầu mối.\n"
    )
    first, second = "Chấm điểm các chợ an toàn.", "vận động hội viên."
    duties = [
        Responsibility(
            id=f"R{number}",
            holder=holder,
            text=words,
            roles=[Role.EXECUTE],
            requested=number == 2,
            source=Span(start=text.index(words), end=text.index(words) + len(words)),
            **more,
        )
        for number, holder, words, more in (
            (
                1,
                "Sở Công Thương",
                first,
                {"with": ["Công an tỉnh"], "due": Due(text="quý III/2027", rule="by:2027-09-30")},
            ),
            (2, "Hội Nông dân tỉnh", second, {}),
        )
    ]
    plan = PlanHead(**{"class": DocumentClass.PLAN})
    html = document_page(Compiled(plan=plan, responsibilities=duties, text=text))
    told = re.findall(r'<span class="who \w+" title="(R\d)">([^<]+)</span>', html)
    assert told == [
        ("R1", "Sở Công Thương"),
        ("R1", "Công an tỉnh"),
        ("R1", "quý III/2027"),
        ("R2", "Hội Nông dân tỉnh"),
    ]
    assert html.count('<mark class="odd requested">') == 1 and "đề nghị, chỉ nhắc</p>" in html
    assert Page(html).words == text


def test_findings_are_numbered_as_in_the_plan_file_and_questions_come_first(make_plan: MakePlan) -> None:
    asked = [
        Diagnostic(code=code, severity=Severity(weight), message=f"lời của {code}")
        for code, weight in (("D106", "info"), ("D108", "question"), ("D114", "warning"), ("D102", "question"))
    ]
    plan = as_compiled(make_plan()).model_copy(update={"diagnostics": asked, "text": ""})
    heads = ["Q1 · câu hỏi D108", "Q2 · câu hỏi D102", "cảnh báo D114", "thông tin D106"]
    assert re.findall(r'class="open [^"]+"><h3>([^<]+?) </h3>', document_page(plan)) == heads
    assert "Q7 · câu hỏi D108" in document_page(plan, ["Q7", "Q9"])


def test_the_page_says_dues_in_words(compose: Callable[..., Compiled]) -> None:
    page = document_page(compose())
    assert "hằng năm, ngày 15/12" in page and "yearly:" not in page


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("by:2027-04-30", "chậm nhất 30/4/2027"),
        ("half-yearly:06-15,12-15", "sáu tháng một lần, ngày 15/6 và 15/12"),
        ("quarterly:20+yearly", "hằng quý, ngày 20 của tháng cuối quý; hằng năm"),
        ("period:2027-01-01..2027-03-31", "từ 1/1/2027 đến 31/3/2027"),
        ("daily:19:00", "hằng ngày, trước 19:00"),
        ("within:10wd", "trong 10 ngày làm việc"),
        ("year:2027", "trong năm 2027"),
        ("other", "chưa rõ ngày"),
        ("some:thing", "some:thing"),
    ],
)
def test_a_due_rule_is_said_in_words(rule: str, said: str) -> None:
    assert rule_said(rule) == said


def test_assumed_duties_are_on_the_page_but_not_in_the_text(read: Compiled) -> None:
    whole = complete(read)
    page = Page(document_page(whole))
    assert page.words == TEXT
    assert {duty.id for duty in whole.responsibilities} <= page.ids


def test_the_summary_fits_a_page_width_and_names_all(make_plan: MakePlan) -> None:
    file = make_plan(number=None)
    text = summary_text(file)
    assert max(map(len, text.splitlines())) <= WIDTH
    for duty in file.responsibilities:
        assert duty.holder in text
    assert "(chưa có số)" in text
    assert "đề nghị theo lệ" in text


def test_the_summary_speaks_english_on_request(make_plan: MakePlan) -> None:
    choose_language("en")
    try:
        assert "Coordinator: Sở Nội vụ" in summary_text(make_plan())
    finally:
        choose_language(None)


def test_a_finding_quotes_its_line_with_a_caret_under_the_words() -> None:
    finding = Diagnostic(code="D203", severity=Severity.QUESTION, message="Không có ngày.", remedy="Trả lời ngày ký.")
    shown = Shown(finding, (Place("plan.yaml", 2, 3, 9),), "Q4", "dondoc decide plan.yaml Q4 --answer …")
    text = findings_text([shown], {"plan.yaml": "plan:\n  issued_on:\n"})
    assert text == (
        "câu hỏi[D203]: Q4: Không có ngày.\n"
        " --> plan.yaml:2:3\n"
        "  |\n"
        "2 |   issued_on:\n"
        "  |   ^^^^^^^^^\n"
        "  = cách xử lý: Trả lời ngày ký.\n"
        "  = lệnh: dondoc decide plan.yaml Q4 --answer …\n"
    )


@pytest.mark.parametrize("column", [1, 80, 400])
def test_a_long_line_is_cut_around_its_caret(column: int) -> None:
    line = "x" * (column - 1) + "ĐÂY" + "y" * 400
    finding = Diagnostic(code="D203", severity=Severity.ERROR, message="m")
    text = findings_text([Shown(finding, (Place("a", 1, column, 3),))], {"a": line})
    quoted, caret = text.splitlines()[3:5]
    assert len(quoted) <= 110
    assert quoted[caret.index("^") : caret.rindex("^") + 1] == "ĐÂY"


def test_a_place_beyond_the_file_is_named_but_not_quoted() -> None:
    finding = Diagnostic(code="D203", severity=Severity.ERROR, message="m")
    assert "a:9:1" in findings_text([Shown(finding, (Place("a", 9, 1),))], {"a": "một dòng"})


def test_counts_say_when_nothing_is_left() -> None:
    assert counts_text([]) == "không có lỗi, không còn câu hỏi"
    assert counts_text([Diagnostic(code="D1", severity=Severity.ERROR, message="m")]) == "1 lỗi"


def test_an_unknown_code_has_no_explanation() -> None:
    assert explanation("D999") is None
    assert "Điều 8" in (explanation("D227") or "")


def test_the_fourth_warning_of_one_kind_is_a_line_and_a_question_never_is() -> None:
    def found(severity: Severity) -> str:
        one = Diagnostic(code="D114", severity=severity, message="Nêu tên.", quote="Sở Y tế nấu cơm", remedy="Xem lại.")
        return findings_text([Shown(one, (Place("a", n, 1),)) for n in range(1, 6)], {"a": "x\n" * 9})

    assert found(Severity.WARNING).count("Xem lại.") == 3
    assert "cảnh báo[D114]: a:5:1: Nêu tên. “Sở Y tế nấu cơm”" in found(Severity.WARNING)
    assert found(Severity.QUESTION).count("Xem lại.") == 5


def test_a_warning_that_is_only_a_line_still_shows_the_command_that_settles_it() -> None:
    one = Diagnostic(code="D101", severity=Severity.WARNING, message="Nêu tên.")
    shown = [Shown(one, (Place("a", n, 1),), None, f"dondoc decide plan.yaml D101:{n}:1") for n in range(1, 6)]
    printed = findings_text(shown, {"a": "x\n" * 9})
    assert [f"  = lệnh: dondoc decide plan.yaml D101:{n}:1" in printed for n in range(1, 6)] == [True] * 5


def test_the_page_lists_the_sentences_that_name_a_body_and_became_no_duty(make_plan: MakePlan) -> None:
    notes = [
        {"code": "D114", "says": "Nêu Sở Y tế.", "at": "7:3", "quote": "Sở Y tế nấu cơm"},
        {"code": "D234", "says": "Ngày nghỉ."},
    ]
    page = summary_text(make_plan().changed(notes=notes))
    assert "KHÔNG THÀNH NHIỆM VỤ (1)" in page
    assert "7:3: “Sở Y tế nấu cơm” [D114]" in page


def test_a_request_among_a_holders_duties_is_marked_by_itself(make_plan: MakePlan) -> None:
    duties = tuple(
        Responsibility(id=f"R{n}", holder="Hội Nông dân", text=text, roles=[Role.EXECUTE], requested=n == 2)
        for n, text in enumerate(("Báo cáo kết quả.", "Vận động hội viên."), 1)
    )
    lines = summary_text(make_plan(duties=duties)).split("\n")
    assert "Hội Nông dân" in lines
    marked = [line for line in lines if "đề nghị, chỉ nhắc" in line]
    assert len(marked) == 1
    assert marked[0].strip().startswith("R2")
