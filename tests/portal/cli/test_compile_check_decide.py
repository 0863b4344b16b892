"""From a document to a plan that can be launched, by the commands that an office types."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compiler.asks.diagnostics import catalogue
from compiler.planfile.read import load_planfile
from portal.cli.main import main

WHO = ["--by", "Trần Bình", "--why", "theo sổ văn thư"]


@pytest.fixture
def plan(unnumbered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Its plan file."""
    path = tmp_path / "plan.yaml"
    assert main(["compile", str(unnumbered), "--format", "yaml", "--output", str(path)]) == 0
    assert "dondoc check" in capsys.readouterr().err
    return path


@pytest.mark.parametrize("format_", ["html", "svg", "json", "text"])
def test_what_was_written_is_said_of_every_format(
    unnumbered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    path = tmp_path / "ra" / f"ke-hoach.{format_}"
    path.parent.mkdir()
    assert main(["compile", str(unnumbered), "--format", format_, "-o", str(path)]) == 0
    said = capsys.readouterr()
    assert said.err.strip() == f"Đã ghi {path}." and said.out == ""
    assert path.stat().st_size


def test_a_plan_file_is_commented_in_the_language_of_its_reader(
    unnumbered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    assert main(["--lang", "en", "compile", str(unnumbered), "--format", "yaml", "-o", str(path)]) == 0
    comments = [line for line in path.read_text("utf-8").splitlines() if line.startswith("# ")]
    assert "# A plan file of dondoc. Edit it freely; then run: dondoc check FILE" in comments
    assert not [line for line in comments if line.startswith(("# Nhiệm vụ", "# Các kỳ", "# Kế hoạch", "# Câu hỏi"))]
    capsys.readouterr()
    assert main(["--lang", "en", "check", str(path)]) == 1


def test_json_holds_the_contract(unnumbered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", str(unnumbered), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["plan"]["class"] == "plan"
    assert found["plan"]["issued_on"] == "2026-11-16"
    assert {"holder", "group", "text", "roles", "with", "reports_to", "due", "basis", "source"} <= set(
        found["responsibilities"][0]
    )
    stated = [duty for duty in found["responsibilities"] if duty["basis"] == "stated"]
    text = unnumbered.read_text("utf-8")
    for duty in stated:
        assert " ".join(text[duty["source"]["start"] : duty["source"]["end"]].split()) == duty["text"]
    assert "plan.number" in {finding["about"] for finding in found["diagnostics"]}


def test_the_page_names_every_holder_and_question(unnumbered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", str(unnumbered)]) == 0
    page = capsys.readouterr().out
    for words in ("Sở Nội vụ", "Sở Tài chính", "Báo cáo quý I/2027", "CÂU HỎI CẦN QUYẾT ĐỊNH", "Không có số"):
        assert words in page
    assert max(map(len, page.splitlines())) <= 100


def test_svg_goes_into_a_file(unnumbered: Path, tmp_path: Path) -> None:
    drawing = tmp_path / "so-do.svg"
    assert main(["compile", str(unnumbered), "-f", "svg", "-o", str(drawing)]) == 0
    assert drawing.read_text("utf-8").startswith("<svg")


def test_a_plan_file_is_not_overwritten_unasked(
    unnumbered: Path, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    assert main(["compile", str(unnumbered), "-f", "yaml", "-o", str(plan)]) == 2
    assert "--force" in capsys.readouterr().err
    assert plan.read_bytes() == before
    assert main(["compile", str(unnumbered), "-f", "yaml", "-o", str(plan), "--force"]) == 0


def test_the_plan_that_will_run_is_shown_as_a_drawing_and_as_a_page(
    plan: Path, unnumbered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = "Trung tâm Lưu trữ Hải Sơn"
    duty = "responsibilities:\n  - id: R77\n    holder: " + holder + "\n    text: Giữ hồ sơ.\n    roles: [execute]"
    plan.write_text(plan.read_text("utf-8").replace("responsibilities:", duty, 1), "utf-8")
    assert main(["compile", str(plan), "--format", "svg"]) == 2
    assert "dondoc check" in (refused := capsys.readouterr().err) and "--format svg" in refused
    drawing, page = tmp_path / "so-do.svg", tmp_path / "trang.html"
    assert main(["check", str(plan), "--format", "svg", "-o", str(drawing)]) == 0
    assert holder in drawing.read_text("utf-8")
    beside = plan.parent / unnumbered.name
    if beside != unnumbered:
        beside.write_bytes(unnumbered.read_bytes())
    assert main(["check", str(plan), "--format", "html", "-o", str(page)]) == 0
    assert f"R77 · {holder}" in (shown := page.read_text("utf-8")) and "Q1 · câu hỏi" in shown
    beside.write_bytes(unnumbered.read_bytes() + b"\n")
    assert main(["check", str(plan), "--format", "html"]) == 2
    assert "nội dung khác" in capsys.readouterr().err
    beside.unlink()
    assert main(["check", str(plan), "--format", "html"]) == 2
    assert "không thấy văn bản gốc" in capsys.readouterr().err


def test_check_quotes_the_line_and_says_what_to_type(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan)]) == 1
    said = capsys.readouterr().out
    number = next(n for n, line in enumerate(plan.read_text("utf-8").splitlines(), 1) if line.startswith("  number:"))
    assert f"--> {plan}:{number}:3" in said
    assert f"{number} |   number:" in said
    assert "^^^^^^" in said
    assert "--answer" in said


def test_check_for_machines(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)
    assert {"code", "severity", "message", "places"} <= set(findings[0])
    assert any(finding.get("question") for finding in findings)


def test_accepting_everything_says_what_remains_and_then_the_plan_is_clean(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decide", str(plan), "--all", "--accept", *WHO]) == 1
    said = capsys.readouterr().out
    remaining = next(line for line in said.splitlines() if "còn hỏi" in line)
    assert "Không có số" in remaining
    assert main(["check", str(plan)]) == 1
    assert main(["decide", str(plan), remaining.split()[2], "--answer", "268/KH-UBND", *WHO]) == 0
    capsys.readouterr()
    assert main(["check", str(plan)]) == 0
    assert "không còn câu hỏi" in capsys.readouterr().out
    assert load_planfile(plan).plan.number == "268/KH-UBND"


def test_a_refused_decision_leaves_the_file_as_it_was(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert main(["decide", str(plan), "Q1", "Q77", "--accept", *WHO]) == 2
    assert "Q77" in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_a_spoilt_plan_file_lists_every_mistake(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = plan.read_text("utf-8").replace("ladder:", "lader:").replace("year: 2027", "year: năm tới")
    plan.write_text(text, "utf-8")
    assert main(["check", str(plan)]) == 1
    said = capsys.readouterr().out
    assert "Có phải là “ladder”?" in said
    assert "năm tới" in said
    assert "lỗi[D241]" in said
    assert "lỗi[D242]" in said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_explanation_shows_a_template(capsys: pytest.CaptureFixture[str], language: str) -> None:
    for code in (None, *catalogue()):
        assert main(["--lang", language, "explain", *([code] if code else [])]) == 0
        said = capsys.readouterr().out
        assert "{" not in said and "}" not in said, said


def test_every_code_is_explained_in_english_too() -> None:
    assert [code for code, entry in catalogue().items() if not (entry.message_en and entry.explain_en)] == []
    assert [code for code, entry in catalogue().items() if entry.remedy and not entry.remedy_en] == []


def test_explain_says_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "d208"]) == 0
    assert "Nghị định 09/2019" in capsys.readouterr().out
    assert main(["explain"]) == 0
    assert capsys.readouterr().out.count("\n") > 30


def test_a_corrected_document_keeps_the_decisions(
    unnumbered: Path, document: Path, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decide", str(plan), "--all", "--accept", *WHO]) == 1
    corrected = tmp_path / "sua.txt"
    corrected.write_text(document.read_text("utf-8").replace("sử dụng kinh phí", "quyết toán kinh phí"), "utf-8")
    amended = tmp_path / "moi.yaml"
    capsys.readouterr()
    arguments = ["compile", str(corrected), "--against", str(plan)]
    assert main([*arguments, "--format", "yaml", "--output", str(amended)]) == 0
    said = capsys.readouterr().err
    assert "R2 (Sở Tài chính), nội dung: " in said
    assert "— → 268/KH-UBND" in said
    assert main(["check", str(amended)]) == 0
    assert main([*arguments, "--format", "json"]) == 0
    capsys.readouterr()
    assert main([*arguments, "--format", "svg"]) == 2


def test_compile_and_check_count_alike_and_in_the_same_words(
    unnumbered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    assert main(["compile", str(unnumbered), "-f", "yaml", "-o", str(path)]) == 0
    told = capsys.readouterr().err
    assert main(["check", str(path)]) == 1
    counts = capsys.readouterr().out.splitlines()[-2]
    assert "câu hỏi" in counts
    assert f"; {counts}. " in told
    for form in ("text", "html"):
        assert main(["compile", str(unnumbered), "-f", form]) == 0
        assert counts in capsys.readouterr().out
    assert main(["compile", str(unnumbered), "-f", "json"]) == 0
    whole = len(json.loads(capsys.readouterr().out)["diagnostics"])
    assert whole == sum(int(part.split()[0]) for part in counts.split(" · "))


def test_check_without_a_directory_says_what_it_did_not_look_at(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(plan)])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("Chưa đối chiếu ") and f"dondoc check {plan} --directory" in last
    main(["check", str(plan), "--format", "json"])
    said = capsys.readouterr()
    assert json.loads(said.out) and "--directory" in said.err


def test_what_a_person_and_the_document_both_changed_is_settled_by_one_of_two_commands(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, moved, amended = tmp_path / "plan.yaml", tmp_path / "sua.txt", tmp_path / "moi.yaml"
    assert main(["compile", str(document), "-f", "yaml", "-o", str(mine)]) == 0
    mine.write_text(mine.read_text("utf-8").replace("number: 268/", "number: 268a/"), "utf-8")
    moved.write_text(document.read_text("utf-8").replace("268/", "270/"), "utf-8")
    assert main(["compile", str(moved), "--against", str(mine), "-f", "yaml", "-o", str(amended)]) == 0
    assert "đã sửa tay thành 268a/KH-UBND, văn bản mới ghi 270/KH-UBND" in capsys.readouterr().err
    assert main(["check", str(amended)]) == 1
    commands = [line for line in capsys.readouterr().out.splitlines() if "--answer giữ" in line]
    assert len(commands) == 1 and commands[0].count("dondoc decide") == 2 and "--accept" in commands[0]


def test_a_text_that_is_no_plan_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    poem = tmp_path / "tho.txt"
    poem.write_text("Trời hôm nay trong xanh, gió nhẹ.\n", "utf-8")
    plan = tmp_path / "plan.yaml"
    assert main(["compile", str(poem), "--format", "yaml", "--output", str(plan)]) == 2
    assert "không giao việc cho ai" in capsys.readouterr().err
    assert not plan.exists()


def test_check_tells_the_command_of_each_question_and_not_of_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "KẾ HOẠCH\n\nTUYÊN TRUYỀN NĂM 2026\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Nội dung chung\n\n- Dọn dẹp hành lang cơ quan.\n\n"
        "2. Nội dung khác\n\n- Khơi thông mạch nước trước mùa mưa.\n"
    )
    document, path = tmp_path / "ke-hoach.txt", tmp_path / "plan.yaml"
    document.write_text(text, "utf-8")
    main(["compile", str(document), "--format", "yaml", "--output", str(path)])
    capsys.readouterr()
    main(["check", str(path), "--format", "json"])
    shown = json.loads(capsys.readouterr().out)
    asked = {one["quote"]: one["question"] for one in shown if one["code"] == "D102"}
    held = {one.quote: one.id for one in load_planfile(path).questions if one.code == "D102"}
    assert asked == held
    assert len(set(held.values())) == 2
