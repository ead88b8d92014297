"""What the reading room calls things, in Swedish."""

from collections.abc import Mapping

STATUS: dict[str, str] = {
    "prioritised": "prioriterad",
    "eligible": "kan också omfattas",
    "mentioned": "nämns",
    "excluded": "omfattas inte",
    "silent": "inget sagt",
    "unread": "inget funnet, men allt kunde inte läsas",
}

PLANS_BY_STATUS: dict[str, str] = {
    "prioritised": "Prioriterar",
    "eligible": "Kan också omfatta",
    "mentioned": "Nämner",
    "excluded": "Säger att det inte omfattas eller inte prioriteras",
}
"""Headings over the plans of an answer, strongest first."""

RELATION: dict[str, str] = {
    "prioritises": "vilka planer som prioriterar",
    "mentions": "vilka planer som nämner",
    "excludes": "vilka planer som utesluter",
    "responsible": "vem som ansvarar",
    "targets": "mål och andra siffror",
}

ROLE: dict[str, str] = {
    "responsible": "ansvarar", "partner": "samverkar", "consulted": "har hörts",
    "addressed": "kan söka eller uppmanas", "mentioned": "nämns",
}  # fmt: skip

PRIORITY_KIND: dict[str, str] = {
    "priority_area": "prioriterat område", "measure": "insats", "principle": "princip",
    "qualitative_target": "kvalitativt mål", "need": "behov",
}  # fmt: skip

TARGET_KIND: dict[str, str] = {
    "target": "mål", "milestone": "delmål", "budget": "budget", "statistic": "statistik",
    "threshold": "gräns",
}  # fmt: skip

TABLE: dict[str, str] = {
    "target_groups": "Målgrupp", "actors": "Aktör", "priorities": "Prioritering", "targets": "Siffra",
}  # fmt: skip

TABLES: dict[str, str] = {
    "target_groups": "målgrupper", "actors": "aktörer", "priorities": "prioriteringar", "targets": "siffror",
}  # fmt: skip

UNIT: dict[str, str] = {
    "persons": "personer", "projects": "projekt", "percent": "procent",
    "percentage_points": "procentenheter", "SEK": "kronor", "EUR": "euro", "years": "år",
    "months": "månader", "count": "",
}  # fmt: skip

COMPARATOR: dict[str, str] = {
    ">=": "minst", "<=": "högst", ">": "mer än", "<": "mindre än", "=": "", "~": "omkring",
}  # fmt: skip

DOC_TYPE: dict[str, str] = {
    "regional_plan": "regional handlingsplan", "national_programme": "nationellt program",
    "strategy": "strategi", "statement": "yttrande", "meeting_summary": "mötesanteckning",
    "web_page": "webbsida", "other": "annat dokument",
}  # fmt: skip

COMPARE_BY: dict[str, str] = {
    "target-groups": "målgrupper", "themes": "teman", "actors": "aktörer", "targets": "mål och budget",
}  # fmt: skip

_NOTHING = {"silent": STATUS["silent"], "unread": STATUS["unread"]}
COMPARE_STATUS: dict[str, dict[str, str]] = {
    "target-groups": STATUS,
    "themes": {"prioritised": "en prioritering gäller det", **_NOTHING},
    "actors": {
        "prioritised": "ansvarar eller samverkar", "eligible": "kan söka eller uppmanas",
        "mentioned": "nämns eller har hörts", **_NOTHING,
    },
    "targets": {"prioritised": "mål, delmål eller budget", **_NOTHING},
}  # fmt: skip
"""What the comparison's statuses mean for each kind of item; those that cannot occur are left out."""


def number(value: float) -> str:
    """A number as Swedish readers write it.

    >>> number(23921.0), number(2.5)
    ('23\\xa0921', '2,5')
    """
    shown = f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    return shown.replace(",", "\xa0").replace(".", ",")


def quantity(row: Mapping[str, object]) -> str:
    """What a row of `targets` says in numbers: "minst 200 personer till 2023"."""
    value = row["value"]
    parts = [
        COMPARATOR.get(str(row["comparator"]), ""),
        number(value) if isinstance(value, float | int) else "",
        UNIT.get(str(row["unit"]), str(row["unit"])),
        f"({row['year']})" if row["year"] else "",
    ]
    return " ".join(part for part in parts if part)


def period(start: object, end: object) -> str:
    return f"{start}–{end}" if start and end else ""
