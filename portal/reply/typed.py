"""What a person typed, word for word, and what it means: a form that fails is shown again unchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from config.wording import say
from models.plan import Responsibility
from models.report import ItemStatus, ReportFile
from portal.attachments import AttachmentRefused, Kept, keep
from portal.days import typed_day
from portal.intake import MAX_FILES, Sent
from tasks.office import Office
from tasks.reports import Answer, Attached, Form, ItemAnswer

ITEM_FIELDS = ("status", "percent", "result", "figures", "links", "blocked_because")
MAX_TEXT = 20_000
"""Letters in one field: ten pages."""

Problems = dict[str, str]
"""Field -> what is wrong with it. Fields are named as in tasks.reports: "item-<duty>-status", "by", "files"."""


@dataclass
class Typed:
    """The form's fields as text. ``draft_of`` is whose draft the form was opened on, by address."""

    items: dict[str, dict[str, str]]
    difficulties: str = ""
    proposals: str = ""
    by: str = ""
    files: list[Attached] = field(default_factory=list)
    base_version: int = 0
    draft_of: str = ""
    promise_on: str = ""
    promise_reason: str = ""
    plea_until: str = ""
    plea_reason: str = ""

    @property
    def answered(self) -> int:
        """How many duties have a status."""
        return sum(1 for item in self.items.values() if item["status"])

    @property
    def anything(self) -> bool:
        """Whether there is anything to keep."""
        words = [self.difficulties, self.proposals, *(text for item in self.items.values() for text in item.values())]
        return any(words) or bool(self.files)

    def same_as(self, other: Typed) -> bool:
        """Whether both say the same of the duties and of the round; whoever filled them in."""
        mine, theirs = (
            (each.items, each.difficulties, each.proposals, [file.sha256 for file in each.files])
            for each in (self, other)
        )
        return mine == theirs


def typed_before(form: Form, by: str) -> Typed:
    """The form as it was left: the draft, else the last version sent, else empty."""
    shown = form.draft or (form.submitted[-1] if form.submitted else None)
    return Typed(
        {duty.id: _item_text(form, duty.id) for duty in form.duties},
        shown.difficulties if shown else "",
        shown.proposals if shown else "",
        form.draft.by if form.draft else by,
        [_attached(file) for file in form.files.get(shown.id or 0, [])] if shown else [],
        form.request.version,
        promise_on=typed_day(form.request.promised_on),
        promise_reason=form.request.promise_reason or "",
    )


def typed_now(sent: Sent, form: Form) -> Typed:
    """The form as it was just sent, without its new files."""
    keeping = set(sent.texts("keep"))
    version = sent.text("base_version")
    return Typed(
        {duty.id: {part: sent.text(f"item-{duty.id}-{part}") for part in ITEM_FIELDS} for duty in form.duties},
        sent.text("difficulties"),
        sent.text("proposals"),
        sent.text("by")[:200],
        [file for file in typed_before(form, "").files if file.sha256 in keeping],
        int(version) if re.fullmatch(r"\d{1,9}", version) else -1,
        sent.text("draft_of"),
        sent.text("promise_on"),
        sent.text("promise_reason"),
        sent.text("plea_until"),
        sent.text("plea_reason"),
    )


def attach(office: Office, sent: Sent, typed: Typed) -> list[str]:
    """Store the form's new files and add them to ``typed.files``; returns why others were refused."""
    limit = office.settings.upload_limit_mb
    refused = [say("web.file.large", name=name, mb=limit) for name in sent.too_large]
    if sent.cut_off:
        refused.append(say("web.file.cut_off", mb=limit, count=MAX_FILES))
    for upload in sent.uploads:
        if len(typed.files) >= MAX_FILES:
            refused.append(say("web.file.many", name=upload.name, count=MAX_FILES))
            continue
        try:
            kept = keep(office.files_dir, upload.name, upload.content)
        except AttachmentRefused as why:
            refused.append(str(why))
            continue
        if all(file.sha256 != kept.sha256 for file in typed.files):
            typed.files.append(_attached(kept))
    return refused


def draft_of(typed: Typed) -> Answer:
    """The answer as a draft: whatever can be kept is kept."""
    return Answer(
        [
            ItemAnswer(
                duty,
                item["status"] if item["status"] in set(ItemStatus) else None,
                _percent(item["percent"]),
                item["result"],
                item["figures"],
                item["links"],
                item["blocked_because"],
            )
            for duty, item in typed.items.items()
        ],
        typed.difficulties,
        typed.proposals,
        list(typed.files),
    )


def answer_of(typed: Typed) -> Answer:
    """The answer as it is sent: fields that belong to another status than the one chosen are left out."""
    answer = draft_of(typed)
    for item in answer.items:
        if item.status != ItemStatus.IN_PROGRESS:
            item.percent = None
        if item.status != ItemStatus.BLOCKED:
            item.blocked_because = ""
    return answer


def problems_of(typed: Typed, *, partial: bool) -> Problems:
    """What keeps the form from being sent. ``partial``: duties without a status are sent as such."""
    problems: Problems = {}
    for duty, item in typed.items.items():
        place = f"item-{duty}"
        if not item["status"] and not partial:
            problems[f"{place}-status"] = say("web.form.no_status")
        if item["status"] == ItemStatus.DONE and not item["result"]:
            problems[f"{place}-result"] = say("report.field.result")
        if item["status"] == ItemStatus.BLOCKED and not item["blocked_because"]:
            problems[f"{place}-blocked_because"] = say("report.field.blocked")
        if item["status"] == ItemStatus.IN_PROGRESS and _percent(item["percent"]) is None:
            problems[f"{place}-percent"] = say("report.field.percent")
        for part in ("result", "figures", "links", "blocked_because"):
            if len(item[part]) > MAX_TEXT:
                problems[f"{place}-{part}"] = say("web.form.too_long", count=MAX_TEXT)
    if not typed.answered:
        problems.setdefault("items", say("report.field.empty"))
    for name, text in (("difficulties", typed.difficulties), ("proposals", typed.proposals)):
        if len(text) > MAX_TEXT:
            problems[name] = say("web.form.too_long", count=MAX_TEXT)
    if not typed.by:
        problems["by"] = say("web.form.no_name")
    return problems


def only_missing(problems: Mapping[str, str], typed: Typed) -> bool:
    """Whether nothing is wrong but duties without a status, so that the rest may be sent as it is."""
    return bool(typed.answered) and bool(problems) and all(place.endswith("-status") for place in problems)


def rest_has_nothing(typed: Typed) -> None:
    """Mark every duty without a status as "nothing to report"."""
    for item in typed.items.values():
        item["status"] = item["status"] or ItemStatus.NOTHING


def place_of(duties: Sequence[Responsibility], name: str) -> str:
    """The page's anchor for a field: duties are counted, for their ids may hold letters that an anchor may not."""
    for count, duty in enumerate(duties, 1):
        for part in ITEM_FIELDS:
            if name == f"item-{duty.id}-{part}":
                return f"d{count}-{part}"
    return name


def _item_text(form: Form, duty_id: str) -> dict[str, str]:
    item = form.answers.get(duty_id)
    if item is None:
        return dict.fromkeys(ITEM_FIELDS, "")
    kept = {part: getattr(item, part) for part in ITEM_FIELDS}
    return {part: "" if content is None else str(content) for part, content in kept.items()}


def _attached(file: Kept | ReportFile) -> Attached:
    return Attached(file.name, file.media_type, file.size, file.sha256)


def _percent(text: str) -> int | None:
    match = re.fullmatch(r"(\d{1,3})\s*%?", text)
    return int(match[1]) if match and int(match[1]) <= 100 else None
