"""config/regimes.yaml: what an office may write into it, and how a mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from compiler.rounds.regimes import RegimeFileError, read_regimes

SHIPPED = Path(config.__path__[0]) / "regimes.yaml"
H1 = '{key: "{year}-H1", name: "Báo cáo 6 tháng đầu năm {year}", from: "{before}-12-15", to: "{year}-06-14", consolidated: "{year}-06-20"}'


@pytest.mark.parametrize(
    ("was", "becomes", "said", "place"),
    [
        ('to: "{year}-03-14"', 'to: "{year}-02-31"', "không phải là ngày có thật", "regimes.cchc.rounds.{year}-Q1.to"),
        ('to: "{year}-03-14"', 'to: "{year}-02-29"', "năm 2026", "regimes.cchc.rounds.{year}-Q1.to"),
        ('consolidated: "{year}-03-20"', 'consolidated: "{year}-03-14"', "không sau ngày chốt", "consolidated"),
        (
            'consolidated: "{year}-03-20"',
            'due: "{year}-03-21", consolidated: "{year}-03-20"',
            "trước các cơ quan",
            "Q1",
        ),
        (
            'from: "{before}-12-15", to: "{year}-03-14"',
            'from: "{year}-04-15", to: "{year}-03-14"',
            "sau ngày chốt",
            "to",
        ),
        ('from: "{year}-06-15", to: "{year}-09-14"', 'from: "{year}-06-10", to: "{year}-09-14"', "trùng nhau", "Q3"),
        ('key: "{year}-H1"', 'key: "{year}-Q1"', "viết hai lần", "rounds"),
        ("  kstthc:", "  cchc:", "viết hai lần", "regimes.yaml"),
        ("notice: 3", "notice: -1", "giá trị", "customary.notice"),
        ("notice: 3", "notice: ba", "giá trị", "customary.notice"),
        ("notice: 3", "notise: 3", "giá trị", "customary"),
        ("    said: quý I", "   said: quý I", "không đọc được", "regimes.yaml"),
    ],
)
def test_a_mistake_is_named_by_line_and_path_with_a_remedy(
    tmp_path: Path, was: str, becomes: str, said: str, place: str
) -> None:
    text = SHIPPED.read_text("utf-8")
    assert was in text
    path = tmp_path / "regimes.yaml"
    path.write_text(text.replace(was, becomes, 1), "utf-8")
    with pytest.raises(RegimeFileError, match=said) as refused:
        read_regimes(path)
    assert refused.value.remedy
    assert refused.value.place is not None
    assert refused.value.place.startswith("regimes.yaml:")
    assert place in refused.value.place


def test_the_place_is_the_line_of_the_mistake(tmp_path: Path) -> None:
    text = SHIPPED.read_text("utf-8").replace(H1, H1.replace("06-14", "06-31"))
    path = tmp_path / "regimes.yaml"
    path.write_text(text, "utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "06-31" in each)
    with pytest.raises(RegimeFileError) as refused:
        read_regimes(path)
    assert str(refused.value.place).startswith(f"regimes.yaml:{line}:")


def test_every_regime_names_its_source_and_what_founds_it_or_nothing() -> None:
    for regime in read_regimes(SHIPPED)["regimes"].values():
        assert "Nghị định 09/2019/NĐ-CP" in regime["source"]
        assert regime.get("founded_on") is None or len(regime["founded_on"]) > 10
