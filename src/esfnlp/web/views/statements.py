"""A record in words: "Target group", "unga som varken arbetar eller studerar", "prioritised"."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from esfnlp.record import Row
from esfnlp.web import words
from esfnlp.web.languages import N_, Language


@dataclass(frozen=True, slots=True)
class Statement:
    """One record in words. `in_plans_words` says that the name is quoted from the plan."""

    record_id: str
    table: str
    name: str
    judgement: str
    status: str = ""
    details: tuple[str, ...] = ()
    confidence: float | None = None
    in_plans_words: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence and what was read from it."""

    document_id: str
    text: str
    page: int | None
    char_start: int
    statements: tuple[Statement, ...]


def statement(table: str, row: Row, say: Language, home: Collection[str] = ()) -> Statement:
    """The record in words; whom it concerns is said unless that is one of the codes `home`."""
    name, judgement, status, details = _READ[table](row, say)
    region = row.get("region_code")
    scope = [say(N_("on %(place)s"), place=say.place(str(region)))] if region and region not in home else []
    confidence = row.get("confidence")
    return Statement(
        record_id=str(row["record_id"]),
        table=table,
        name=name,
        judgement=judgement,
        status=status,
        details=tuple(part for part in [*details, *scope] if part),
        confidence=confidence if isinstance(confidence, float) else None,
        in_plans_words=table in ("actors", "priorities"),
    )


def quotes_of(
    records: Iterable[tuple[str, Row]], say: Language, home: Collection[str] = ()
) -> tuple[Quote, ...]:
    """The records by their quotes, in the order of the text; `home` are the plan's own region codes."""
    grouped: dict[tuple[int, int], list[tuple[str, Row]]] = defaultdict(list)
    for table, row in records:
        grouped[int(str(row["char_start"])), int(str(row["char_end"]))].append((table, row))
    return tuple(_quote(start, grouped[start, end], say, home) for start, end in sorted(grouped))


def _quote(
    char_start: int, records: Sequence[tuple[str, Row]], say: Language, home: Collection[str]
) -> Quote:
    first = records[0][1]
    page = first["page"]
    return Quote(
        document_id=str(first["document_id"]),
        text=str(first["quote"]),
        page=page if isinstance(page, int) else None,
        char_start=char_start,
        statements=tuple(statement(table, row, say, home) for table, row in records),
    )


Reading = tuple[str, str, str, list[str]]
"""Name, judgement, status for the colour, details."""


def _target_group(row: Row, say: Language) -> Reading:
    months = row["duration_min_months"]
    details = [
        _age(row["age_min"], row["age_max"], say),
        say(N_("at least %(n)s months"), n=months) if months else "",
        say(words.GENDER.get(str(row["gender"]), "")),
    ]
    status = str(row["status"])
    return say.concept(str(row["concept"])), say(words.STATUS.get(status, status)), status, details


def _actor(row: Row, say: Language) -> Reading:
    role = str(row["role"])
    return str(row["name"] or row["actor"]), say(words.ROLE.get(role, role)), "", []


def _priority(row: Row, say: Language) -> Reading:
    kind = str(row["kind"])
    groups, themes = _list(row["target_groups"]), _list(row["themes"])
    details = [", ".join(map(say.concept, found)) for found in (themes, groups)]
    return str(row["text"]), say(words.PRIORITY_KIND.get(kind, kind)), "", details


def _target(row: Row, say: Language) -> Reading:
    kind = str(row["kind"])
    baseline = row["baseline"]
    start = say(N_("baseline %(n)s"), n=say.number(baseline)) if isinstance(baseline, float) else ""
    indicator = str(row["indicator"] or "")
    return words.quantity(row, say), say(words.TARGET_KIND.get(kind, kind)), "", [indicator, start]


_READ = {"target_groups": _target_group, "actors": _actor, "priorities": _priority, "targets": _target}


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _age(low: object, high: object, say: Language) -> str:
    if low is not None and high is not None:
        return say(N_("%(low)s–%(high)s years"), low=low, high=high)
    if low is not None:
        return say(N_("from %(low)s years"), low=low)
    return say(N_("up to %(high)s years"), high=high) if high is not None else ""
