"""What compile, check and decide print as a command works as it is printed, once a person fills in what only they know."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from portal.cli.main import main
from tests.portal.cli.conftest import DOCUMENT

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
OPEN = """\
ỦY BAN NHÂN DÂN
TỈNH CỬA TRIỀU
Số:      /KH-UBND
Cửa Triều, ngày      tháng      năm

KẾ HOẠCH
Trồng rừng ngập mặn

I. NỘI DUNG

- Nâng cao hiểu biết về rừng.

- Những bãi bồi mới thì Sở Tài chính thuê máy đào mương.

II. TỔ CHỨC THỰC HIỆN

1. Sở Nông nghiệp

- Báo cáo định kỳ kết quả trồng rừng.

- Hội Nông dân tỉnh chủ trì vận động hội viên góp cây giống.

- Đắp bờ bao quanh vườn ươm xong trước ngày 31/6.

2. Nghiệm thu diện tích rừng đã trồng trước mùa bão.

III. BIỆN PHÁP TỔ CHỨC THỰC HIỆN

- Mở rộng vườn ươm ở cửa sông.

- Rào các bãi mới trồng.

IV. ĐIỀU KHOẢN KHÁC

Trong quá trình thực hiện nếu có khó khăn, vướng mắc thì phản ánh, báo cáo kịp thời.

PHỤ LỤC

| STT | Đơn vị thực hiện | Ghi chú |
| 1 | Sở Y tế | đã nhận |
| 2 | Sở Nội vụ | đã nhận |
"""
REMARKED = """\
ỦY BAN NHÂN DÂN
TỈNH CỬA TRIỀU
Số: 8/KH-UBND
Cửa Triều, ngày 09 tháng 02 năm 2027

KẾ HOẠCH
Trồng rừng ngập mặn năm 2027

II. NỘI DUNG

- Nâng cao hiểu biết về rừng.

III. TỔ CHỨC THỰC HIỆN

1. Sở Xây dựng

- Theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2027. Trong quá trình thực hiện, nếu có vướng
mắc các cơ quan, đơn vị kịp thời phản ánh.

IV. BIỆN PHÁP TỔ CHỨC THỰC HIỆN

- Tổ chức mở rộng vườn ươm ở cửa sông.

- Xây dựng hàng rào quanh các bãi mới trồng.

- Tuyên truyền về lợi ích của rừng.
"""
ANSWERS = {
    "D102": "Ban Quản lý rừng", "D106": "Ban Quản lý rừng", "D108": "Ban Quản lý rừng", "D109": "bỏ", "D133": "30/06/2027", "D203": "15/03/2027", "D121": "15/03/2027",
    "D205": "2027", "D211": "province", "D212": "Nam Định",
}  # fmt: skip
"""What a person answers where nothing is proposed, by the question's code; else a number of a plan."""


@pytest.fixture(params=["open", "sample", "quiet", "remarked"])
def document(request: pytest.FixtureRequest, tmp_path: Path, document: Path) -> Path:
    """A plan that leaves much open, the sample that is shipped, a plan that leaves little, and one that is remarked on."""
    if request.param == "quiet":
        return document
    if request.param == "sample":
        return SAMPLES / "ke-hoach-tuyen-truyen-cchc.docx"
    path = tmp_path / f"kế hoạch {request.param}.txt"
    path.write_text(OPEN if request.param == "open" else REMARKED, "utf-8")
    return path


def blocks(printed: str) -> list[tuple[str, str]]:
    """Code and command of each command that is printed under a finding, alternatives each on its own."""
    found = []
    for block in re.split(r"\n(?=\S[^\n\[]*\[D)", printed):
        code = re.match(r"[^\n\[]*\[(D\d+)\]", block)
        for command in re.findall(r"dondoc (?:decide|check) .*?(?=  |\s+\(|$)", block, re.MULTILINE):
            found.append((code[1] if code else "", command))
    return found


def filled_in(code: str, command: str) -> list[str]:
    """The command's words with its gaps filled as a person does."""
    words = shlex.split(command)[1:]
    value = ANSWERS.get(code, "12/KH-UBND")
    return [{"…": "Lê Thị Mận", "GIÁ_TRỊ": value, "TÊN_CƠ_QUAN": value}.get(word, word) for word in words]


def test_every_command_under_a_finding_works_as_printed(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, kept = tmp_path / "kế hoạch.yaml", tmp_path / "kept.yaml"
    assert main(["compile", str(document), "--format", "yaml", "--output", str(plan)]) == 0
    told = capsys.readouterr()
    assert re.search(r"dondoc check (.*)$", told.err + told.out, re.MULTILINE)
    shutil.copy(plan, kept)
    main(["check", str(plan)])
    commands = [(code, each) for code, each in blocks(capsys.readouterr().out) if " decide " in each]
    assert commands or document.name == "ke-hoach-tuyen-truyen-cchc.docx"
    if "remarked" in document.name:
        assert {"D106", "D119"} <= {code for code, _ in commands}
    for code, command in commands:
        shutil.copy(kept, plan)
        words = filled_in(code, command)
        assert main(words) in (0, 1), command
        said = capsys.readouterr()
        assert not said.err, (command, said.err)
        main(["check", str(plan)])
        left = [each for _, each in blocks(capsys.readouterr().out)]
        assert command not in left, "what was decided is not asked again"


def test_accepting_a_question_does_what_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, plan = tmp_path / "ke-hoach.txt", tmp_path / "plan.yaml"
    document.write_text(DOCUMENT, "utf-8")
    main(["compile", str(document), "--format", "yaml", "--output", str(plan)])
    capsys.readouterr()
    main(["check", str(plan)])
    asked = [block for block in re.split(r"\n(?=\S[^\n\[]*\[D)", capsys.readouterr().out) if "[D207]" in block]
    assert len(asked) > 2
    assert all("đề nghị: giữ như đã ghi" in block and "đề nghị: bỏ" not in block for block in asked)


def test_a_period_is_told_in_words_when_it_is_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, plan = tmp_path / "ke-hoach.txt", tmp_path / "plan.yaml"
    document.write_text(OPEN, "utf-8")
    main(["compile", str(document), "--format", "yaml", "--output", str(plan)])
    main(["check", str(plan)])
    (command,) = [each for code, each in blocks(capsys.readouterr().out) if code == "D110"]
    main(filled_in("D110", command))
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "định kỳ" in line and "đã ghi" in line]
    assert not re.search(r"yearly|quarterly|monthly", line), line


def test_a_plan_with_nothing_open_is_not_called_clear_while_nobody_was_looked_up(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    main(["compile", str(document), "--format", "yaml", "--output", str(plan)])
    capsys.readouterr()
    main(["check", str(plan)])
    last = capsys.readouterr().out.splitlines()[-1]
    assert "Chưa đối chiếu" in last and "--directory" in last


@pytest.mark.parametrize(("text", "codes"), [(OPEN, {"D104", "D110"}), (DOCUMENT, {"D207"})])
def test_what_a_plan_may_do_without_shows_that_it_can_be_left_out(
    text: str, codes: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, plan = tmp_path / "ke-hoach.txt", tmp_path / "plan.yaml"
    document.write_text(text, "utf-8")
    main(["compile", str(document), "--format", "yaml", "--output", str(plan)])
    kept = plan.read_text("utf-8")
    main(["check", str(plan)])
    blocks_of = re.split(r"\n(?=\S[^\n\[]*\[D)", capsys.readouterr().out)
    asked = {each[2]: (each[1], block) for block in blocks_of if (each := re.search(r"\[(D\d+)\]: (Q\d+): ", block))}
    asked = {question: said for question, said in asked.items() if said[0] in codes}
    assert {code for code, _ in asked.values()} == codes
    for question, (_, block) in asked.items():
        assert "  hoặc  --answer bỏ" in block
        plan.write_text(kept, "utf-8")
        main(["decide", str(plan), question, "--answer", "bỏ", "--by", "Lê Mận", "--why", "không cần"])
        capsys.readouterr()
        main(["check", str(plan)])
        assert f"]: {question}: " not in capsys.readouterr().out


def test_accepting_everything_where_nothing_is_proposed_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, plan = tmp_path / "ke-hoach.txt", tmp_path / "plan.yaml"
    document.write_text(DOCUMENT.replace("Số: 268/KH-UBND\n", ""), "utf-8")
    main(["compile", str(document), "--format", "yaml", "--output", str(plan)])
    words = ["decide", str(plan), "--all", "--accept", "--by", "Lê Mận", "--why", "theo lệ"]
    main(words)
    capsys.readouterr()
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "1 câu hỏi còn lại không có đề nghị" in said and f"dondoc check {plan}" in said
    assert main(["decide", str(plan), "D202", "--answer", "268/KH-UBND", *words[-4:]]) != 0
    main(["decide", str(plan), re.findall(r"còn hỏi  (Q\d+)", said)[0], "--answer", "268/KH-UBND", *words[-4:]])
    capsys.readouterr()
    assert main(words) == 0
    assert "không có đề nghị" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("holder", "option"),
    [("Sở Tài chính, Trạm quan trắc Bãi Sậy", "--add KHÓA,KHÓA"), ("Trạm quan trắc Bãi Sậy", "--is KHÓA,KHÓA")],
)
def test_a_holder_of_whom_some_are_known_is_settled_by_adding_the_others(
    holder: str, option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, plan, directory = tmp_path / "ke-hoach.txt", tmp_path / "kế hoạch.yaml", tmp_path / "dir.yaml"
    document.write_text(DOCUMENT, "utf-8")
    main(["compile", str(document), "--format", "yaml", "--output", str(plan)])
    plan.write_text(plan.read_text("utf-8").replace("holder: Sở Tài chính", f"holder: {holder}"), "utf-8")
    directory.write_text(
        "province: Sông Lam\n\nagencies:\n"
        "  - {key: stc, name: Sở Tài chính, kind: department, level: province}\n"
        "  - {key: snv, name: Sở Nội vụ, kind: department, level: province}\n",
        "utf-8",
    )
    capsys.readouterr()
    main(["check", str(plan), "--directory", str(directory)])
    blocks_of = re.split(r"\n(?=\S[^\n\[]*\[D)", capsys.readouterr().out)
    (asked,) = [block for block in blocks_of if "[D233]" in block and f"“{holder}”" in block]
    assert f"= lệnh: dondoc decide '{plan}' --holder '{holder}' {option} --by … " in asked
    assert asked.count("dondoc decide '") == 1 and "TỆP" not in asked
