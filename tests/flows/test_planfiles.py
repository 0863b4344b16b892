"""Plan files that come through the Prefect UI."""

from __future__ import annotations

import pytest

from tasks.office import Office
from tasks.planfiles import PlanPathError, plan_path


def test_a_pasted_plan_is_kept_once(office: Office) -> None:
    first = plan_path(office, "", "plan: {}\n")
    assert first == plan_path(office, "", "  plan: {}")
    assert first.read_text("utf-8") == "plan: {}\n"


def test_a_named_file_must_lie_in_the_plans_folder(office: Office) -> None:
    folder = office.settings.data_dir / "plans"
    folder.mkdir(parents=True)
    (folder / "nam-2027.yaml").write_text("plan: {}", "utf-8")
    (office.settings.data_dir / "secret.key").write_text("x", "utf-8")
    assert plan_path(office, "nam-2027.yaml", "").name == "nam-2027.yaml"
    for name in ("../secret.key", "/etc/passwd", "nam-2028.yaml"):
        with pytest.raises(PlanPathError) as refusal:
            plan_path(office, name, "")
        assert "nam-2027.yaml" in (refusal.value.remedy or "")


@pytest.mark.parametrize(("name", "text"), [("", ""), ("a.yaml", "plan: {}")])
def test_it_is_either_a_file_or_a_text(office: Office, name: str, text: str) -> None:
    with pytest.raises(PlanPathError, match="đúng một trong hai"):
        plan_path(office, name, text)
