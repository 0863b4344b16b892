"""A finished round once more: the same ladder says the same, another says what it would have sent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.ladder import Ladder, LadderError
from models.round import Round, RoundState
from tasks.office import Office
from tasks.rehearsed.compare import measures, outcome
from tasks.rehearsed.ladder_choice import choose_ladder
from tasks.rehearsed.record import NoRound, NotFinished, record_of
from tasks.rehearsed.replay import Replayed, replay
from tasks.rehearsed.year import Sent, Year
from tests.tasks.rehearsed.stage import PLAN, STRICTER, Stage

Q1 = f"{PLAN}/q1"


@pytest.fixture(scope="module")
def replayed(stage: Stage, stricter_ladder: Ladder, tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    return replay(stage.office, Q1, stricter_ladder, tmp_path_factory.mktemp("replay"))


def letters(year: Year) -> Counter[tuple[str, ...]]:
    def shown(each: Sent) -> tuple[str, ...]:
        return (f"{each.at:%Y-%m-%d %H}", each.agency_key or "", each.channel, each.kind, each.step or "", each.address)

    return Counter(shown(each) for each in year.sent)


def test_the_same_ladder_sends_the_same_letters_again(replayed: Replayed) -> None:
    assert len(replayed.recorded.sent) > 20
    assert letters(replayed.again.year) == letters(replayed.recorded)
    assert any(f"đúng {len(replayed.recorded.sent)} tin" in note for note in replayed.notes())


def test_requests_end_as_they_did(replayed: Replayed) -> None:
    ended = {each.agency_key: (each.status, each.days_late) for each in replayed.recorded.asked}
    assert {each.agency_key: (each.status, each.days_late) for each in replayed.again.year.asked} == ended
    assert {status for status, _ in ended.values()} >= {"missing", "on_time", "late"}


def test_another_ladder_asks_later_and_climbs_sooner(replayed: Replayed) -> None:
    assert replayed.other is not None
    year = replayed.other.year
    assert min(each.day for each in year.sent).isoformat() == "2027-03-08"
    leaders = [each for each in year.sent if each.audience == "leader" and each.agency_key == "stc"]
    assert min(each.day for each in leaders).isoformat() == "2027-03-16"
    assert not [each for each in year.sent if each.step == "D-3"]


def test_a_replay_says_what_it_cannot_tell(replayed: Replayed) -> None:
    said = " ".join(replayed.notes())
    assert "không cho biết" in said and "giờ đã ghi" in said


def test_replies_keep_their_time_and_none_comes_before_its_request(replayed: Replayed) -> None:
    assert replayed.other is not None
    opened = replayed.other.year.rounds[0].opens_at
    receipts = [each for each in replayed.other.year.sent if each.kind == "receipt"]
    recorded = [each for each in replayed.recorded.sent if each.kind == "receipt"]
    assert len(receipts) == len(recorded) > 0
    assert all(each.at > opened for each in receipts)


def test_what_the_other_ladder_refuses_is_told(stage: Stage, stricter_ladder: Ladder, tmp_path: Path) -> None:
    never = stricter_ladder.model_copy(update={"promise": stricter_ladder.promise.model_copy(update={"times": 0})})
    played = replay(stage.office, Q1, never, tmp_path)
    assert played.other is not None
    assert [note for note in played.other.notes() if "lời hẹn của Sở Y tế" in note]


def test_the_office_itself_stays_as_it_was(stage: Stage, replayed: Replayed) -> None:
    with stage.office.database.reading() as session:
        assert session.get_one(Round, Q1).state == RoundState.CLOSED
        record = record_of(session, Q1)
    assert {act.what for act in record.acts} >= {"submit", "request.promised", "request.missing", "report.accepted"}


def test_a_round_under_way_is_not_replayed(sample_office: Office) -> None:
    with sample_office.database.reading() as session:
        with pytest.raises(NotFinished):
            record_of(session, Q1)
        with pytest.raises(NoRound):
            record_of(session, "không-có")


def test_a_comparison_has_a_column_for_each_ladder(replayed: Replayed) -> None:
    assert replayed.other is not None
    lines = measures([outcome("thật", replayed.recorded), outcome("gắt", replayed.other.year)], 700)
    by_label = {line.label: line.values for line in lines}
    assert by_label["tin gửi"] == (str(len(replayed.recorded.sent)), str(len(replayed.other.year.sent)))
    assert by_label["chi phí SMS"][0].endswith("đồng")
    assert by_label["yêu cầu: Thiếu báo cáo"] == ("1", "1")


def test_a_ladder_is_chosen_by_file_and_name(tmp_path: Path) -> None:
    one = tmp_path / "mot.yaml"
    one.write_text(STRICTER, "utf-8")
    two = tmp_path / "hai.yaml"
    two.write_text(STRICTER + STRICTER.replace("gat:", "nhe:").replace("Thang gắt", "Thang nhẹ"), "utf-8")
    assert choose_ladder(str(one)).name == "Thang gắt"
    assert choose_ladder(f"{two}:nhe").name == "Thang nhẹ"
    assert choose_ladder(str(two), "gat").name == "Thang gắt"
    with pytest.raises(LadderError, match="nhiều thang: gat, nhe"):
        choose_ladder(str(two), "macdinh")
    with pytest.raises(LadderError, match="khac"):
        choose_ladder(f"{two}:khac")
    with pytest.raises(LadderError, match="không có tệp"):
        choose_ladder(str(tmp_path / "khong.yaml"))
    two.write_text("[1, 2", "utf-8")
    with pytest.raises(LadderError, match="không đọc được"):
        choose_ladder(str(two))
