"""The journal's end is kept outside the database: what is cut off there is seen here."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from models.journal import Entry, head, verify, write
from tasks.anchor import FILE, anchor, anchor_anew, lost
from tasks.office import Office
from tests.acting import day, journalled

NOW = day("2027-03-01")


def tell(office: Office, *subjects: str) -> None:
    with office.database.writing() as session:
        write(session, NOW, [Entry("thử", subject) for subject in subjects])


def speaks_against(office: Office) -> str | None:
    with office.database.reading() as session:
        assert verify(session) is None, "the chain itself holds"
        return lost(office, session)


def intruder(office: Office, act: str) -> None:
    """Somebody with the administrator's rights over the database, and none over the data folder."""
    with office.database.writing() as session:
        if office.database.url.startswith("sqlite"):
            session.execute(text("DROP TRIGGER IF EXISTS journal_no_delete"))
            session.execute(text("DROP TRIGGER IF EXISTS journal_no_update"))
        else:
            session.execute(text("ALTER TABLE journal DISABLE TRIGGER ALL"))
        session.execute(text(act))


@pytest.fixture
def anchored(office: Office) -> Office:
    """Four rows and the first anchor's own; the anchor stands at the fifth."""
    office.settings.data_dir.mkdir(parents=True, exist_ok=True)
    tell(office, "một", "hai", "ba", "bốn")
    anchor(office, NOW)
    return office


def test_a_tail_that_was_cut_off_is_seen_although_the_chain_holds(anchored: Office) -> None:
    assert speaks_against(anchored) is None
    intruder(anchored, "DELETE FROM journal WHERE seq >= 4")
    assert speaks_against(anchored) == "Nhật ký bị cắt đuôi: điểm neo ghi dòng 5, trong bảng chỉ còn đến dòng 3"


def test_a_chain_that_was_cut_and_grew_again_is_seen(anchored: Office) -> None:
    intruder(anchored, "DELETE FROM journal WHERE seq >= 4")
    tell(anchored, "khác", "khác nữa", "và nữa")
    assert speaks_against(anchored) == ("Dòng 5 của nhật ký không phải dòng mà điểm neo đã ghi: chuỗi đã bị viết lại")


def test_the_anchor_follows_the_journal_and_never_hides_a_loss(anchored: Office) -> None:
    tell(anchored, "năm")
    anchor(anchored, NOW)
    intruder(anchored, "DELETE FROM journal WHERE seq = 6")
    before = (anchored.settings.data_dir / FILE).read_text()
    anchor(anchored, NOW)
    assert (anchored.settings.data_dir / FILE).read_text() == before
    assert "điểm neo ghi dòng 6" in str(speaks_against(anchored))


@pytest.mark.parametrize(
    ("spoil", "said"), [("remove", "không còn"), ("forge", "không do hệ thống này ký"), ("cut", "hỏng")]
)
def test_an_anchor_that_is_gone_or_forged_is_named(anchored: Office, spoil: str, said: str) -> None:
    path = anchored.settings.data_dir / FILE
    if spoil == "remove":
        path.unlink()
    else:
        path.write_text(path.read_text().replace('"seq": 5', '"seq": 4') if spoil == "forge" else "{")
    assert said in str(speaks_against(anchored))
    anchor(anchored, NOW)
    assert said in str(speaks_against(anchored)), "no sweep makes it good by itself"


def test_after_a_restore_the_anchor_is_set_anew_by_a_recorded_act(anchored: Office) -> None:
    intruder(anchored, "DELETE FROM journal WHERE seq >= 4")
    anchor_anew(anchored, NOW, by="anh Minh", why="phục hồi bản sao lưu đêm qua")
    assert speaks_against(anchored) is None
    (row,) = journalled(anchored, "journal.anchored")
    assert (row.seq, row.actor, row.why) == (4, "anh Minh", "phục hồi bản sao lưu đêm qua")


def test_an_office_that_has_written_nothing_has_nothing_to_anchor(office: Office) -> None:
    anchor(office, NOW)
    assert speaks_against(office) is None
    assert _last(office) is None


def _last(office: Office) -> tuple[int, str] | None:
    with office.database.reading() as session:
        return head(session)
