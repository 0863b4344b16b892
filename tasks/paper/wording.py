"""Dates, names and numbers as a Vietnamese official paper writes them (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from config.settings import OFFICE_ZONE
from config.wording import say
from models.directory import Agency
from models.plan import Plan
from models.round import Round

MAX_NAME = 50
"""File names in the document exchange: at most 50 characters, no diacritics (161/2025/QĐ-UBND Ninh Bình)."""
SIGN = re.compile(r"/([A-ZĐ][A-Za-zĐđ]*)-")
KINDS = ("KH", "QĐ", "CT", "CTr")
PERIODS = {"H1": "6T", "H2": "6TC", "Y": "NAM"}


def day_text(day: date) -> str:
    """05/01/2027 and 15/3/2027: days below 10 and months 1 and 2 are padded, other months are not (Phụ lục I)."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


def moment_text(moment: datetime) -> str:
    """ "17 giờ 00 ngày 15/3/2027", in the office's zone."""
    local = moment.astimezone(OFFICE_ZONE)
    return f"{local.hour:02d} giờ {local.minute:02d} ngày {day_text(local.date())}"


def period_text(kept: Round) -> str:
    """The period inside a sentence: "Báo cáo quý I/2027" -> "quý I/2027"."""
    return kept.name.removeprefix(say("consolidate.period.prefix"))


def short_moment(moment: datetime | None) -> str:
    """ "15/3/2027 16:40", or a dash."""
    if moment is None:
        return say("consolidate.nobody")
    local = moment.astimezone(OFFICE_ZONE)
    return f"{day_text(local.date())} {local:%H:%M}"


def rate_text(rate: float | None) -> str:
    """ "66,7 %", or a dash where there is nothing to divide by."""
    return say("consolidate.nobody") if rate is None else f"{rate:.1f} %".replace(".", ",").replace(",0 %", " %")


def plan_text(plan: Plan) -> str:
    """The plan as a report names it: kind, number, day, issuer, subject."""
    kind = plan_kind(plan)
    title = " ".join(plan.title.split()).rstrip(".")
    bare = re.sub(rf"(?i)^({re.escape(kind)}|kế hoạch)\s+", "", title)
    if bare.isupper():
        bare = bare.lower()
    bare = bare[:1].lower() + bare[1:] if not re.match(r"\w?[A-ZĐ]{2}", bare) else bare
    about = bare.removeprefix("về ")
    if re.search(r"\d", plan.number or ""):
        said = say("consolidate.plan.about", title=about) if about else ""
        return say(
            "consolidate.plan.numbered",
            kind=kind,
            number=plan.number,
            day=day_text(plan.issued_on),
            issuer=plan.issuer,
            about=said,
        )
    return say(
        "consolidate.plan.unnumbered", kind=kind, issuer=plan.issuer, about=say("consolidate.plan.titled", title=bare)
    )


def plan_kind(plan: Plan) -> str:
    """What kind of document a plan's number says it is: Kế hoạch, Quyết định, Chỉ thị, Chương trình."""
    code = SIGN.search(plan.number or "")
    return say(f"consolidate.kind.{code[1] if code and code[1] in KINDS else 'KH'}")


def letterhead(plan: Plan, office: Agency, year: int) -> dict[str, object]:
    """What stands above every paper of an office: superior, issuer, sign, place, year."""
    return {
        "superior": plan.issuer.upper().replace("ỦY BAN NHÂN DÂN", "UBND"),
        "issuer": office.name.upper(),
        "sign": office.sign or office.key.upper(),
        "place": _place(plan.issuer) or plan.province,
        "year": year,
    }


def file_stem(plan: Plan, kept: Round, tail: str, *, about: str = "BC_KQ") -> str:
    """BC_KQ_KH12_Q1-2026_SNV: ASCII, at most 50 characters with its suffix. ``tail`` may be empty."""
    number = re.match(r"\d+", plan.number or "")
    code = SIGN.search(plan.number or "")
    document = f"{ascii_text(code[1]).upper() if code else 'KH'}{int(number[0]) if number else plan.year}"
    parts = (about, document, _period(kept.key, plan.year), re.sub(r"[^A-Za-z0-9]", "", ascii_text(tail)))
    return "_".join(filter(None, parts))[: MAX_NAME - len(".docx")].rstrip("_-")


def ascii_text(text: str) -> str:
    """A text without diacritics; letters outside ASCII are dropped."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return plain.encode("ascii", "ignore").decode()


def _period(key: str, year: int) -> str:
    """ "2026-Q1" -> "Q1-2026", "2026-H1" -> "6T-2026"; a key of another shape stays as it is."""
    match = re.fullmatch(r"(?P<year>\d{4})-(?P<part>\w+)", key)
    part, told = (match["part"], match["year"]) if match else (key, str(year))
    part = PERIODS.get(part.upper(), part.upper() if len(part) < 4 else part)
    plain = re.sub(r"[^A-Za-z0-9]+", "-", ascii_text(part)).strip("-")
    return plain if told in plain else f"{plain}-{told}"


def _place(authority: str) -> str:
    """Where a paper is dated: "Ủy ban nhân dân tỉnh Lai Châu" -> "Lai Châu"."""
    return re.sub(
        r"(?i)^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+((tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s+)?",
        "",
        authority,
    )
