"""The ladder of an amended plan: its own, or the one that was put in use since."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlmodel import col, select

from compiler.planfile.model import PlanFile
from models.ladder import Ladder, ladder_of, read_ladder
from models.plan import PlanVersion
from models.round import Round
from tasks.ladders import use_ladder
from tasks.office import Office
from tests.tasks.test_amend import WHO, files, plan_of, running
from tests.tasks.test_amend_seams import applied, changed

__all__ = ["files", "running"]


def patient() -> Ladder:
    return read_ladder("macdinh").model_copy(update={"name": "Thang kiên nhẫn"})


def test_a_round_that_an_amendment_adds_climbs_by_the_ladder_in_use(
    running: Office, files: dict[str, Path], tmp_path: Path
) -> None:
    def longer(file: PlanFile) -> PlanFile:
        assert file.regime
        last = file.regime.periods[-1]
        added = last.model_copy(
            update={
                "key": "them",
                "name": "Báo cáo thêm",
                "due": last.due + timedelta(days=7),
                "consolidated_due": None,
            }
        )
        return file.model_copy(
            update={"regime": file.regime.model_copy(update={"periods": [*file.regime.periods, added]})}
        )

    use_ladder(running, plan_of(running).key, patient(), why="theo chỉ đạo", by=WHO)
    applied(running, changed(files, tmp_path / "moi.yaml", longer))
    with running.database.reading() as session:
        added = session.exec(select(Round).where(Round.key == "them")).one()
    assert ladder_of(added).name == "Thang kiên nhẫn"


def test_planned_rounds_climb_by_another_ladder_where_the_amended_plan_names_one(
    running: Office, files: dict[str, Path]
) -> None:
    with running.database.writing() as session:
        launched = session.exec(select(PlanVersion)).one()
        launched.planfile = launched.planfile.replace("ladder: macdinh", "ladder: cu")
        for kept in session.exec(select(Round)):
            kept.ladder = kept.ladder | {"name": "Thang cũ"}
    use_ladder(running, plan_of(running).key, patient(), why="theo chỉ đạo", by=WHO)
    applied(running, files["after"])
    assert plan_of(running).ladder is None, "the amended plan's own ladder is in use again"
    with running.database.reading() as session:
        rounds = session.exec(select(Round).order_by(col(Round.opens_at))).all()
        names = [ladder_of(kept).name for kept in rounds]
    assert names[0] == "Thang cũ" and set(names[1:]) == {read_ladder("macdinh").name}
