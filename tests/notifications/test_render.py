"""What the templates say."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from models.link import token_for
from notifications.errors import MissingFact, UnknownTemplate
from notifications.kinds import FACTS
from notifications.render import Rendered, render
from tests.letters import facts

URL = "https://baocao.example"


def written(kind: str, language: str = "vi", **more: object) -> Rendered:
    return render(kind, "email", language, facts(kind, **more), secret=b"s", public_url=URL)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", FACTS)
def test_every_kind_is_written_in_both_languages(kind: str, language: str) -> None:
    mail = written(kind, language)
    assert mail.subject
    assert "\n" not in mail.subject
    assert mail.html is not None
    assert "{{" not in mail.text + mail.html
    assert "\n\n\n" not in mail.text
    assert facts(kind)["office"] in mail.text.splitlines(), "the office signs"


@pytest.mark.parametrize("kind", ["request", "reminder", "overdue"])
def test_the_first_sentence_says_what_is_asked_and_by_when(kind: str) -> None:
    first = written(kind).text.split("\n\n")[1]
    assert first.startswith("Đề nghị Sở Văn hóa, Thể thao và Du lịch")
    assert "báo cáo quý I/2026" in first
    assert "Kế hoạch số 12/KH-UBND" in first
    assert "thứ Ba, ngày 17 tháng 3 năm 2026" in first


def test_a_returned_report_names_its_own_deadline_and_the_reason() -> None:
    text = written("returned").text
    assert "hạn gửi lại thứ Sáu, ngày 20 tháng 3 năm 2026" in text
    assert "thiếu số liệu về số buổi phát sóng của quý" in text


@pytest.mark.parametrize(("kind", "days"), [("reminder", "còn 3"), ("overdue", "quá 1")])
def test_days_of_a_returned_report_are_said_of_the_deadline_by_which_it_must_be_back(kind: str, days: str) -> None:
    first = written(kind, request={"id": "q1/ttdl", "state": "returned", "returned": True}).text.split("\n\n")[1]
    assert "hạn gửi lại" in first
    assert days in first
    assert "hạn báo cáo" not in first


def test_the_link_stands_alone_on_its_line_and_is_the_recipient_s_own() -> None:
    link = facts("request")["link"]
    own = f"{URL}/b/{token_for(b's', link['request_id'], link['address'])}"
    assert own in written("request").text.splitlines()
    assert f'href="{own}"' in str(written("request").html)


def test_requested_bodies_are_asked_with_respect_and_not_told_off() -> None:
    body = {"name": "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "key": "mttq"}
    mail = written("overdue", requested=True, agency=body, days_late=4)
    assert mail.text.split("\n\n")[1].startswith("Trân trọng đề nghị Ủy ban Mặt trận Tổ quốc")
    assert "uá hạn" not in mail.subject + mail.text
    assert "quá 4" not in mail.text


def test_a_leader_reads_who_is_late_since_when_and_nothing_more() -> None:
    text = written("overdue", recipient={"name": "Lê Văn Nam", "role": "leader"}, days_late=5).text
    assert "quan tâm chỉ đạo" in text
    assert "quá 5 ngày làm việc" in text
    assert "Nếu có vướng mắc" not in text


def test_a_partial_report_is_thanked_for_and_the_rest_asked() -> None:
    text = written("receipt", request={"id": "r", "state": "incomplete"}).text
    assert text.split("\n\n")[1].startswith("Đề nghị Sở Văn hóa, Thể thao và Du lịch bổ sung phần còn thiếu")


def test_received_and_accepted_are_told_apart_and_nothing_is_over_before_the_review() -> None:
    received, accepted = written("receipt"), written("accepted")
    assert "không phải làm gì thêm" not in received.text and "sẽ xem xét" in received.text
    assert "không phải làm gì thêm" in accepted.text
    assert received.subject.startswith("Đã nhận") and accepted.subject.startswith("Đã chấp nhận")
    assert "đã chấp nhận" in accepted.text and "tiếp nhận" not in accepted.text


def test_a_draft_letter_names_the_agencies_and_is_left_to_be_signed() -> None:
    text = written("draft_letter").text
    assert "hệ thống không tự gửi" in text
    assert "Tệp dự thảo: CV_DONDOC_KH12_Q1-2026_D3.docx" in text
    assert "- Sở Văn hóa, Thể thao và Du lịch: chưa gửi" in text
    nobody = written("draft_letter", draft={}).text
    assert "Không lập dự thảo" in nobody and "ký ban hành" not in nobody


def test_the_summary_counts_and_tells_what_did_not_arrive() -> None:
    lost = [{"recipient": "Cán bộ 9", "address": "x@y.example", "error": "550 no such user"}]
    mail = written("summary", undelivered=lost)
    assert "1/3 cơ quan đã gửi" in mail.subject
    assert "Cán bộ 9 (x@y.example): 550 no such user" in mail.text
    assert "Cán bộ 9" not in written("summary").text


def test_a_plan_without_a_number_is_called_by_its_title() -> None:
    mail = written("request", plan={"key": "k", "label": "Đề án X", "title": "Đề án X", "number": None})
    assert "thực hiện Đề án X, hạn" in mail.text


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.lang: str | None = None
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.lang = dict(attrs)["lang"]
        if tag in ("img", "script", "link", "iframe"):
            self.sources.append(tag)
        if tag not in ("meta", "br", "img", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", FACTS)
def test_html_is_well_formed_has_a_language_and_watches_nobody(kind: str) -> None:
    outline = _Outline()
    outline.feed(str(written(kind).html))
    assert outline.open == []
    assert outline.lang == "vi"
    assert outline.sources == [], "no picture, no tracking pixel, no script"


def test_names_are_escaped_in_html_and_left_alone_in_text() -> None:
    mail = written("request", agency={"key": "x", "name": "Sở A & B <script>"})
    assert "Sở A & B <script>" in mail.text
    assert "Sở A &amp; B &lt;script&gt;" in str(mail.html)


def test_text_and_html_say_the_same_words() -> None:
    for kind in FACTS:
        mail = written(kind)
        plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(mail.html).partition("<body")[2]))
        for line in mail.text.splitlines():
            words = " ".join(line.removeprefix("- ").replace('"', "&#34;").split())
            assert words in plain, (kind, line)


def test_a_missing_fact_names_kind_and_key() -> None:
    given = facts("request")
    del given["round"]
    with pytest.raises(MissingFact) as refused:
        render("request", "email", "vi", given, secret=b"s", public_url=URL)
    assert "request" in str(refused.value)
    assert "round.name" in str(refused.value)


def test_an_unknown_kind_or_language_is_refused() -> None:
    with pytest.raises(UnknownTemplate, match="birthday"):
        render("birthday", "email", "vi", {}, secret=b"s", public_url=URL)
    with pytest.raises(UnknownTemplate):
        render("request", "email", "fr", facts("request"), secret=b"s", public_url=URL)


@pytest.mark.parametrize("kind", [kind for kind in FACTS if kind not in ("digest", "amended", "confirm_contact")])
def test_a_round_whose_name_says_what_it_is_about_is_not_about_something_twice(kind: str) -> None:
    storm = {**facts(kind).get("round", {}), "name": "Báo cáo đột xuất về khắc phục bão số 5"}
    if not facts(kind).get("round"):
        pytest.skip("says nothing of a round")
    text = written(kind, round=storm).text
    assert "về khắc phục bão số 5 về " not in text
    assert not re.search(r"bão số 5 của [^.;,]* về kết quả", text)
    english = written(kind, "en", round=storm | {"name": "Report on the flood"}).text
    assert "flood” on " not in english


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_leader_is_not_told_that_a_report_which_was_given_back_never_came(language: str) -> None:
    returned = {"id": "q1/ttdl", "state": "returned", "returned": True}
    leader = {"name": "Ông Mẫu", "role": "leader", "email": "lanhdao@dien-tap.example"}
    text = written("overdue", language=language, request=returned, recipient=leader).text
    never = {"vi": "Chúng tôi chưa nhận được báo cáo.", "en": "We have not received the report."}
    back = {"vi": "đã được đề nghị hoàn thiện", "en": "was given back to be completed"}
    assert never[language] not in text
    assert back[language] in text
