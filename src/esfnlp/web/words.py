"""What the reading room calls the codes of the dataset; messages, to be said in a language where they are shown."""

from collections.abc import Mapping
from functools import cache
from typing import get_args

from esfnlp.dataset.compare import By
from esfnlp.taxonomy.programmes import load_programmes
from esfnlp.web.languages import N_, Language

STATUS: dict[str, str] = {
    "prioritised": N_("prioritised"),
    "eligible": N_("may also be covered"),
    "mentioned": N_("mentioned"),
    "excluded": N_("not covered"),
    "silent": N_("nothing said"),
    "unread": N_("nothing found, but not everything could be read"),
}

PLANS_BY_STATUS: dict[str, str] = {
    "prioritised": N_("Prioritise it"),
    "eligible": N_("May also cover it"),
    "mentioned": N_("Mention it"),
    "excluded": N_("Say that it is not covered or has no priority"),
}
"""Headings over the plans of an answer, strongest first."""

RELATION: dict[str, str] = {
    "prioritises": N_("which plans prioritise"),
    "mentions": N_("which plans mention"),
    "excludes": N_("which plans leave out"),
    "responsible": N_("who is responsible"),
    "targets": N_("targets and other figures"),
    "silent": N_("which plans say nothing of"),
}
"""What a question may ask of the plans; "silent" is the room's own name for a question after silence."""

ROLE: dict[str, str] = {
    "responsible": N_("is responsible"), "partner": N_("cooperates"), "consulted": N_("was consulted"),
    "addressed": N_("may apply or is called upon"), "mentioned": N_("is mentioned"),
}  # fmt: skip

PRIORITY_KIND: dict[str, str] = {
    "priority_area": N_("priority area"), "measure": N_("measure"), "principle": N_("principle"),
    "qualitative_target": N_("qualitative target"), "need": N_("need"),
}  # fmt: skip

TARGET_KIND: dict[str, str] = {
    "target": N_("target"), "milestone": N_("milestone"), "budget": N_("budget"), "statistic": N_("statistic"),
    "threshold": N_("threshold"),
}  # fmt: skip

TABLE: dict[str, str] = {
    "target_groups": N_("Target group"), "actors": N_("Actor"), "priorities": N_("Priority"),
    "targets": N_("Figure"),
}  # fmt: skip

TABLES: dict[str, str] = {
    "target_groups": N_("target groups"), "actors": N_("actors"), "priorities": N_("priorities"),
    "targets": N_("figures"),
}  # fmt: skip

UNIT: dict[str, str] = {
    "persons": N_("persons"), "projects": N_("projects"), "percent": N_("per cent"),
    "percentage_points": N_("percentage points"), "SEK": N_("kronor"), "EUR": N_("euro"), "years": N_("years"),
    "months": N_("months"), "count": "",
}  # fmt: skip

COMPARATOR: dict[str, str] = {
    ">=": N_("at least"), "<=": N_("at most"), ">": N_("more than"), "<": N_("less than"), "=": "",
    "~": N_("about"),
}  # fmt: skip

GENDER: dict[str, str] = {"women": N_("women"), "men": N_("men")}

DOC_TYPE: dict[str, str] = {
    "regional_plan": N_("regional plan"), "national_programme": N_("national programme"),
    "strategy": N_("strategy"), "statement": N_("statement"), "meeting_summary": N_("minutes"),
    "web_page": N_("web page"), "other": N_("other document"),
}  # fmt: skip

_COMPARE_BY: dict[str, str] = {
    "target-groups": N_("target groups"), "themes": N_("themes"), "actors": N_("actors"),
    "roles": N_("roles of actors"), "targets": N_("targets and budgets"),
}  # fmt: skip
COMPARE_BY: dict[str, str] = {by: _COMPARE_BY[by] for by in _COMPARE_BY if by in get_args(By)}

_NOTHING = {"silent": STATUS["silent"], "unread": STATUS["unread"]}
_COMPARE_STATUS: dict[str, dict[str, str]] = {
    "target-groups": STATUS,
    "themes": {"prioritised": N_("a priority is about it"), **_NOTHING},
    "actors": {
        "prioritised": N_("is responsible or cooperates"), "eligible": ROLE["addressed"],
        "mentioned": N_("is mentioned or was consulted"), **_NOTHING,
    },
    "roles": {
        "prioritised": N_("is responsible or cooperates"), "eligible": ROLE["addressed"],
        "mentioned": N_("is mentioned or was consulted"), **_NOTHING,
    },
    "targets": {"prioritised": N_("target, milestone or budget"), **_NOTHING},
}  # fmt: skip
COMPARE_STATUS: dict[str, dict[str, str]] = {by: _COMPARE_STATUS[by] for by in COMPARE_BY}
"""What the comparison's statuses mean for each kind of item; those that cannot occur are left out."""

PROGRAMME_PART: dict[str, str] = {
    "programme_area": N_("programme area %(name)s"), "objective": N_("objective %(name)s"),
    "investment_priority": N_("investment priority %(name)s"),
}  # fmt: skip

CHANGE: dict[str, str] = {
    "added": N_("added"), "removed": N_("removed"), "changed": N_("changed"), "promoted": N_("promoted"),
    "demoted": N_("demoted"), "raised": N_("raised"), "lowered": N_("lowered"), "earlier": N_("earlier"),
    "later": N_("later"),
}  # fmt: skip


def unit_name(unit: str) -> str:
    """The unit as the name of an axis or column."""
    return UNIT.get(unit) or (N_("number") if unit == "count" else unit)


def quantity(row: Mapping[str, object], say: Language) -> str:
    """What a row of `targets` says in numbers: "at least 200 persons (2023)"."""
    value = row["value"]
    parts = [
        say(COMPARATOR.get(str(row["comparator"]), "")),
        say.number(value) if isinstance(value, float | int) else "",
        say(UNIT.get(str(row["unit"]), str(row["unit"] or ""))),
        f"({row['year']})" if row["year"] else "",
    ]
    return " ".join(part for part in parts if part)


def programme_part(column: str, value: str, say: Language) -> str:
    """A part of a programme that a claim is about, by the column that names it: "programme area A"."""
    if column == "thematic_area":
        return _thematic_areas(say.code).get(value, value)
    return say(PROGRAMME_PART[column], name=value) if column in PROGRAMME_PART else value


@cache
def _thematic_areas(code: str) -> dict[str, str]:
    return {
        area.part_id: area.label(code) for programme in load_programmes() for area in programme.thematic_areas
    }


def years(start: object, end: object) -> str:
    return f"{start}–{end}" if start and end else ""
