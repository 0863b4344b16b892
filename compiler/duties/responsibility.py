"""A duty with its place to a responsibility: roles, partners, recipients and due, read from its words."""

from __future__ import annotations

import re

from compiler.duties.assignments import Duty
from compiler.duties.encouraged import is_encouraged
from compiler.duties.labels import labels_of
from compiler.duties.own_acts import acts_too
from compiler.duties.roles import read_roles
from compiler.duties.routes import read_routes, without_recipients_acts
from compiler.names.holders import body_end, is_group, split_bodies, starts_body
from compiler.names.partners import read_partners
from compiler.result import Due, Responsibility, Role
from compiler.text.manuscript import Manuscript, same_tone
from compiler.when.due import FoundDue
from compiler.when.duty_due import due_of, hangs_on_year
from compiler.when.years import PlanYears

INTRODUCTION = 40
"""An introducing item lends its items the verb that it opens with, not those further on (in letters)."""
_HAS_CARRIED_OUT = re.compile(
    r"(?:phối hợp|chỉ đạo(?: [^;.:,]{0,80})?) thực hiện(?: (?:các|những) (?:nội dung|nhiệm vụ|hoạt động|công việc|giải pháp))?"
    r"(?: sau(?: đây)?)?\s*:$",
    re.IGNORECASE,
)
_DISTRICTS = re.compile(
    r"(?:chủ tịch )?(?:ủy ban nhân dân|ubnd) (?:các |cấp )?(?:quận|huyện)(?:, (?:quận|huyện|thị xã|thành phố))*(?:$|\s(?!.*(?:xã|phường)))",
    re.IGNORECASE,
)
"""A class whose members have bodies below them: each puts together what its communes report."""
LEADS_WITH_PARTNERS = re.compile(r"chủ trì,? (?:và )?phối hợp (?:chặt chẽ )?với ", re.IGNORECASE)
SHARES_PARTNERS = re.compile(r"(?:chủ trì,? (?:và )?)?phối hợp [^.;]*:$", re.IGNORECASE)
NAMES_PARTNERS_BELOW = re.compile(r"(?:chủ trì(?:, | và )?)?phối hợp(?: với)?\s*:?$", re.IGNORECASE)


def responsibility_of(manuscript: Manuscript, duty: Duty, name: str, plan: PlanYears) -> Responsibility:
    """The responsibility `name` ("R3") of a `duty`; `plan` says the years of the plan, for dates that give none.

    In a plan that spans years a report due on a day without a year is due every year.
    """
    routes = read_routes(duty.own_text, duty.own_key)
    due = None if duty.exception_channel else due_of(duty, plan)
    group = is_group(duty.holder)
    return Responsibility.model_validate(
        {
            "id": name,
            "holder": duty.holder,
            "group": group,
            "requested": duty.requested or is_encouraged(duty.text, duty.holder),
            "text": duty.text,
            "roles": [Role.REPORT] if duty.exception_channel else roles_of(duty, group, routes),
            "with": partners_of(duty),
            "reports_to": routes,
            "due": _in_each_year(due, duty, plan) if due else None,
            "products": duty.record.products if duty.record else [],
            "exception_channel": duty.exception_channel,
            "source": manuscript.span(*duty.place),
        }
    )


def _in_each_year(found: FoundDue, duty: Duty, plan: PlanYears) -> Due:
    """ "báo cáo kết quả trước ngày 10/12" in a plan "giai đoạn 2026 - 2030": a day of every year of it, where the statement
    says none."""
    day = re.fullmatch(r"by:\d{4}-(\d\d-\d\d)", found.due.rule)
    if plan.first is None or day is None or not re.search(r"báo cáo", duty.key, re.IGNORECASE):
        return found.due
    return found.due.model_copy(update={"rule": f"yearly:{day[1]}"}) if hangs_on_year(duty, plan) else found.due


def roles_of(duty: Duty, group: bool, routes: list[str]) -> list[Role]:
    """Roles by the duty's verbs, by what its lead field says and by the item that introduces it, each once."""
    alike = group and not _DISTRICTS.match(same_tone(duty.holder))
    own = read_roles(without_recipients_acts(duty.own_key), group=alike)
    given: list[Role] = []
    if duty.implied:
        given += read_roles(_opening(duty.implied), group=group)
    if duty.record is not None:
        if duty.record.leads and Role.COOPERATE in own and not _cooperates(duty):
            own.remove(Role.COOPERATE)
        given += [Role.LEAD] if duty.record.leads else []
        given += read_roles(duty.record.charge, group=group)
    if routes:
        own.append(Role.REPORT)
    roles: list[Role] = []
    for role in [*(role for role in given if role is not Role.EXECUTE), *own]:
        if role not in roles:
            roles.append(role)
    if len(roles) > (Role.EXECUTE in roles) and not (given and own == [Role.EXECUTE]) and acts_too(duty.own_key):
        return [role for role in roles if role is not Role.EXECUTE] + [Role.EXECUTE]
    led = own == [Role.EXECUTE] and set(given) == {Role.LEAD}  # "Sở X chủ trì, phối hợp với các sở:" above an act
    alone = len(roles) == 1 or duty.record is not None or led
    return [role for role in roles if alone or role is not Role.EXECUTE]


def _cooperates(duty: Duty) -> bool:
    """Whether a task with a lead has its holder cooperate all the same: it opens with that, or names with whom."""
    opens = re.match(r"(?:Nội dung|Nhiệm vụ)?[\s:]*(?:phối|tham gia|cùng)", duty.key, re.IGNORECASE)
    return opens is not None or bool(read_partners(duty.text, duty.key))


def _opening(introduction: str) -> str:
    """What an introducing item lends its items: the verb it opens with, behind "chủ trì, phối hợp với …" the next too.

    "chỉ đạo Chi cục X thực hiện các nội dung sau:" and "phối hợp thực hiện các hoạt động sau:" lend none: what is to
    be carried out, the items say.
    """
    introduction = re.split(r"[;.]\s+", _in_one_list(introduction))[-1]  # of several clauses the last introduces
    if _HAS_CARRIED_OUT.match(introduction):
        return ""
    opens = LEADS_WITH_PARTNERS.match(introduction)
    end = body_end(introduction, opens.end()) if opens else 0
    return introduction[: end + INTRODUCTION]


def _in_one_list(introduction: str) -> str:
    """ "chủ trì, phối hợp với các bộ; các sở thực hiện:" with commas in the list of partners, length kept."""
    opens = LEADS_WITH_PARTNERS.match(introduction)
    end = body_end(introduction, opens.end()) if opens else 0
    return introduction[:end].replace(";", ",") + introduction[end:]


def _named_in_field(duty: Duty) -> list[str]:
    """Partners in a field amid the duty's own words: "(Sở A chủ trì; phối hợp: Sở B, Sở C)"."""
    if duty.record is not None or ":" not in duty.text:
        return []
    fields = [
        one for one in labels_of(duty.block) if one.kind == "coop" and duty.start < one.at and one.end <= duty.end
    ]
    return [item.text for one in fields for item in split_bodies(duty.block.text[one.start : one.end])]


def partners_of(duty: Duty) -> list[str]:
    """Who cooperates: by the duty's own words, the record's field, the item that introduces it; each once."""
    partners = read_partners(duty.own_text, duty.own_key)
    if duty.record is not None:
        partners += duty.record.partners
    partners += [*_named_in_field(duty), *duty.partners]
    if SHARES_PARTNERS.match(_in_one_list(duty.implied)):
        partners += read_partners(duty.implied, duty.implied)
    if NAMES_PARTNERS_BELOW.match(duty.implied) and starts_body(duty.key):
        named = split_bodies(duty.text, 0, body_end(duty.key, 0))
        partners = [*(body.text for body in named), *partners]
    return list(dict.fromkeys(partners))
