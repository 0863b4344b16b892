"""``dondoc directory`` as an office uses it: draft, edit, preview, import, ask who is meant, export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import settings
from portal.cli.main import main


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def draft(folder: Path, *more: str) -> Path:
    path = folder / "danh-ba.yaml"
    options = ["--province", "Sông Lam", "--on", "2025-01-02", "--force", "-o", str(path), *more]
    assert main(["directory", "init", *options]) == 0
    return path


def test_a_drafted_exercise_directory_is_previewed_imported_and_exported(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = draft(installation, "--exercise")
    assert main(["directory", "import", str(path), "--dry-run"]) == 0
    assert "chưa ghi gì" in capsys.readouterr().out
    assert main(["directory", "import", str(path)]) == 0
    assert "Đã ghi" in capsys.readouterr().out
    assert main(["directory", "import", str(path)]) == 0
    assert "Danh bạ không đổi" in capsys.readouterr().out
    out = installation / "ra.yaml"
    assert main(["directory", "export", "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["directory", "import", str(out)]) == 0
    assert "Danh bạ không đổi" in capsys.readouterr().out


def test_an_unedited_draft_is_refused_by_line_with_exit_code_two(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = draft(installation)
    lines = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if "sample" in line]
    assert main(["directory", "import", str(path)]) == 2
    said = capsys.readouterr().err
    for line in lines:
        assert f"{path}:{line}: “Ủy ban nhân dân" in said
    assert "chưa ghi gì" in said
    assert main(["directory", "export"]) == 2


def test_names_of_districts_and_communes_come_from_files(installation: Path) -> None:
    communes = installation / "xa.txt"
    communes.write_text("# theo nghị quyết\nxã Tân An\n\n- phường  Tân Bình\nxã Tân An\n", "utf-8")
    districts = installation / "huyen.txt"
    districts.write_text("huyện Thượng Ngàn\n", "utf-8")
    text = draft(installation, "--communes", str(communes), "--districts", str(districts)).read_text("utf-8")
    assert "sample" not in text
    for key, name in (
        ("xa-tan-an", "xã Tân An"),
        ("phuong-tan-binh", "phường Tân Bình"),
        ("huyen-thuong-ngan", "huyện Thượng Ngàn"),
    ):
        assert text.count(f"key: {key}\n") == 1
        assert f"name: Ủy ban nhân dân {name}\n" in text


@pytest.mark.parametrize(
    ("on", "there", "gone"),
    [
        ("2014-03-01", ("stttt", "bao", "huyen-a"), ("sdttg", "snnmt", "bptth", "xa-a")),
        ("2025-04-01", ("sdttg", "snnmt", "bao", "huyen-a", "xa-a"), ("stttt", "skhdt")),
        ("2025-07-02", ("bptth", "xa-a"), ("huyen-a", "bao", "stttt")),
    ],
)
def test_each_era_has_its_own_bodies(
    installation: Path, on: str, there: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    path = installation / "danh-ba.yaml"
    assert main(["directory", "init", "--province", "Sông Lam", "--on", on, "-o", str(path)]) == 0
    text = path.read_text("utf-8")
    assert [key for key in there if f"key: {key}\n" not in text] == []
    assert [key for key in gone if f"key: {key}\n" in text] == []


def test_a_city_is_written_as_a_city(installation: Path) -> None:
    path = installation / "danh-ba.yaml"
    assert main(["directory", "init", "--province", "Thành phố Sông Lam", "--on", "2026-01-05", "-o", str(path)]) == 0
    text = path.read_text("utf-8")
    assert "province: Sông Lam\n" in text
    for name in ("Công an thành phố", "Ban Tuyên giáo và Dân vận Thành ủy", "Thành đoàn Sông Lam"):
        assert f"name: {name}\n" in text


def test_a_district_directory_needs_the_districts_name(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = ["directory", "init", "--province", "Sông Lam", "--level", "district", "--on", "2024-04-12"]
    assert main(common) == 2
    assert "--district" in capsys.readouterr().err
    assert main([*common, "--district", "thị xã Bến Đò"]) == 0
    text = capsys.readouterr().out
    assert "name: Ủy ban nhân dân thị xã Bến Đò\n" in text
    assert "name: Công an thị xã\n" in text


def test_an_existing_file_is_not_overwritten_unasked(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = draft(installation)
    path.write_text("của tôi", "utf-8")
    assert main(["directory", "init", "--province", "Sông Lam", "-o", str(path)]) == 2
    assert path.read_text("utf-8") == "của tôi"
    assert "--force" in capsys.readouterr().err


def test_who_is_meant_is_answered_with_reasons_and_the_open_question(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["directory", "import", str(draft(installation, "--exercise"))]) == 0
    capsys.readouterr()
    assert main(["directory", "who", "Sở Nội vụ, Hội đồng thi đua", "--on", "2025-01-10"]) == 1
    said = capsys.readouterr().out
    assert "snv" in said
    assert "nêu tên: “Sở Nội vụ”" in said
    assert "Còn phải hỏi: “Hội đồng thi đua” không có trong danh bạ" in said


def test_exercise_contacts_reach_nobody_real(installation: Path) -> None:
    text = draft(installation, "--exercise").read_text("utf-8")
    emails = {word for word in text.replace(",", " ").split() if "@" in word}
    assert emails
    assert all(email.endswith("@dien-tap.example") for email in emails)
    phones = {line.split("phone: '")[1][:10] for line in text.splitlines() if "phone: '" in line}
    assert all(phone.startswith("0100") for phone in phones)
    assert len(phones) > 90


def test_a_directory_is_drafted_imported_and_exported_as_a_workbook(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = installation / "danh-ba.xlsx", installation / "ra.xlsx"
    assert (
        main(["directory", "init", "--province", "Sông Lam", "--on", "2025-01-02", "--exercise", "-o", str(path)]) == 0
    )
    assert main(["directory", "import", str(path), "--preview"]) == 0
    assert "chưa ghi gì" in capsys.readouterr().out
    assert main(["directory", "import", str(path)]) == 0
    assert main(["directory", "export", "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["directory", "import", str(out)]) == 0
    assert "Danh bạ không đổi" in capsys.readouterr().out


def test_sample_rows_of_a_drafted_workbook_are_refused_by_sheet_row_and_column(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = installation / "danh-ba.xlsx"
    assert main(["directory", "init", "--province", "Sông Lam", "--on", "2026-01-02", "-o", str(path)]) == 0
    assert main(["directory", "import", str(path)]) == 2
    said = capsys.readouterr().err
    assert "trang “Cơ quan”, hàng" in said
    assert ", cột N: “Ủy ban nhân dân xã A” là dòng mẫu chưa sửa" in said


def test_a_merged_province_is_told_its_heir_and_one_before_its_merger_is_only_warned(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["directory", "init", "--province", "tỉnh Bình Dương"]
    assert main([*common, "--on", "2026-01-05"]) == 2
    said = capsys.readouterr().err
    assert "Bình Dương đã nhập vào thành phố Hồ Chí Minh từ 01/07/2025 (Nghị quyết 202/2025/QH15)" in said
    assert '--province "thành phố Hồ Chí Minh"' in said
    assert main([*common, "--on", "2025-02-01", "-o", str(installation / "bd.yaml")]) == 0
    assert "từ 01/07/2025 Bình Dương nhập vào thành phố Hồ Chí Minh" in capsys.readouterr().err
    assert main([*common, "--on", "2024-02-01", "-o", str(installation / "bd24.yaml")]) == 0
    assert "nhập vào" not in capsys.readouterr().err


def test_provinces_are_listed_and_looked_up_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "provinces", "--on", "2026-01-05"]) == 0
    said = capsys.readouterr().out
    assert said.count("xã, phường") == 34
    assert "37  tỉnh Ninh Bình" in said
    assert "nhập từ Hà Nam, Nam Định, Ninh Bình" in said
    assert main(["directory", "provinces", "--on", "2024-01-05"]) == 0
    assert "63 tỉnh, thành phố" in capsys.readouterr().out
    assert main(["directory", "provinces", "Kon Tum", "--on", "2026-01-05"]) == 0
    assert "Kon Tum nay thuộc tỉnh Quảng Ngãi" in capsys.readouterr().out
    assert main(["directory", "provinces", "Sông Lam"]) == 2


def test_a_directory_with_former_bodies_goes_through_a_workbook_and_answers_for_the_old_province(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = installation / "danh-ba.xlsx"
    options = ["--province", "Quảng Ngãi", "--on", "2026-01-01", "--exercise"]
    assert main(["directory", "init", *options, "-o", str(book)]) == 0
    assert "Kon Tum" in capsys.readouterr().out  # says what --with-former adds
    assert main(["directory", "init", *options, "--with-former", "--force", "-o", str(book)]) == 0
    assert "--with-former" not in capsys.readouterr().out
    assert main(["directory", "import", str(book)]) == 0
    assert main(["directory", "import", str(book)]) == 0
    capsys.readouterr()
    asked = ["--province", "Kon Tum", "--on", "2026-02-01"]
    assert main(["directory", "who", "Báo Kon Tum", *asked]) == 0
    assert "thay Báo Kon Tum từ 01/07/2025" in capsys.readouterr().out


def test_an_ended_district_is_drafted_with_the_communes_that_carry_on(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = installation / "huyen.yaml"
    options = ["--province", "Bình Phước", "--level", "district", "--district", "huyện Lộc Ninh", "--on", "2026-01-01"]
    assert main(["directory", "init", *options, "-o", str(path)]) == 0
    assert "dondoc decide" in capsys.readouterr().out
    text = path.read_text("utf-8")
    assert "key: huyen-loc-ninh-pnv\n" in text
    assert "old: huyen-loc-ninh, new: xa-a, from: 2025-07-01, source:" in text


def test_a_merged_province_is_refused_with_the_way_to_take_its_plans_over(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["directory", "init", "--province", "Kon Tum", "--on", "2026-01-01"]) == 2
    assert '--province "tỉnh Quảng Ngãi" --with-former' in capsys.readouterr().err


def test_a_changed_contact_is_named_by_its_role_in_the_readers_language(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = draft(installation, "--exercise")
    assert main(["directory", "import", str(path), "--by", "chị Lan"]) == 0
    capsys.readouterr()
    text = path.read_text("utf-8")
    changed = re.sub(r"(role: focal,?\s+name: )", r"\1Bà ", text, count=1)
    assert changed != text
    path.write_text(changed, "utf-8")
    assert main(["directory", "import", str(path), "--preview"]) == 0
    said = capsys.readouterr().out
    assert "liên hệ (đầu mối): sửa" in said
    assert "(focal)" not in said


def test_a_wards_directory_is_drafted_imported_and_its_bodies_are_found_by_their_short_names(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ward = ["--level", "commune", "--commune", "phường Bến Đò", "--exercise", "--on", "2026-02-02"]
    path = draft(installation, *ward)
    assert '--by "' in capsys.readouterr().out
    assert main(["directory", "import", str(path), "--by", "chị Lan"]) == 0
    capsys.readouterr()
    asked = ["--province", "Sông Lam", "--level", "commune", "--issuer", "UBND phường Bến Đò", "--on", "2026-03-20"]
    assert main(["directory", "who", "Công an phường; Hội Phụ nữ", *asked]) == 0
    out = capsys.readouterr().out
    assert "ca-phuong-ben-do" in out and "lhpn-phuong-ben-do" in out


def test_a_communes_directory_needs_the_communes_full_name(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ([], ["--commune", "Bến Đò"]):
        assert main(["directory", "init", "--province", "Sông Lam", "--level", "commune", *more]) == 2
        assert "--commune" in capsys.readouterr().err
