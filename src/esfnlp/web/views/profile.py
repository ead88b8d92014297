"""What a plan is about, in four small charts: its target groups, themes, actors and figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.record import Row
from esfnlp.web import words
from esfnlp.web.languages import N_, Language

MOST_NAMES = 12
MOST_THEMES = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: `share` is its length in per cent of the longest, `names` what it counts, as far as shown,
    `more` how many are not."""

    label: str
    count: int
    share: float
    names: tuple[str, ...] = ()
    more: int = 0
    status: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """`counted` says what the numbers are; `in_plans_words` that names are quoted from plans."""

    title: str
    counted: str
    bars: tuple[Bar, ...]
    in_plans_words: bool = False


Records = Mapping[str, Sequence[Row]]


def profile(records: Records, say: Language) -> list[Chart]:
    """The charts that have something to show."""
    charts = [
        Chart(say(N_("Target groups by status")), say(N_("Groups")), _groups(records["target_groups"], say)),
        Chart(
            say(N_("Themes of its priorities")), say(N_("Priorities")), _themes(records["priorities"], say)
        ),
        Chart(say(N_("Actors by role")), say(N_("Actors")), _actors(records["actors"], say), True),
        Chart(say(N_("Figures by kind")), say(N_("Figures")), _figures(records["targets"], say)),
    ]
    return [chart for chart in charts if chart.bars]


def _groups(rows: Iterable[Row], say: Language) -> tuple[Bar, ...]:
    """Each group once, with the strongest status that the plan gives it."""
    statuses = [status for status in words.STATUS if status in words.PLANS_BY_STATUS]
    strongest: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: statuses.index(str(row["status"]))):
        strongest.setdefault(str(row["concept"]), str(row["status"]))
    return _bars(
        {status: [say.concept(c) for c, own in strongest.items() if own == status] for status in statuses},
        {status: say(words.STATUS[status]) for status in statuses},
        statuses=frozenset(statuses),
    )


def _actors(rows: Iterable[Row], say: Language) -> tuple[Bar, ...]:
    """Each actor once in each of its roles, those named most often first."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        named[str(row["role"])][str(row["name"] or row["actor"])] += 1
    found = {role: [name for name, _ in named[role].most_common()] for role in words.ROLE if role in named}
    return _bars(found, {role: say(words.ROLE[role]) for role in found})


def _figures(rows: Iterable[Row], say: Language) -> tuple[Bar, ...]:
    said: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        said[str(row["kind"])].append(words.quantity(row, say))
    found = {kind: said[kind] for kind in words.TARGET_KIND if kind in said}
    return _bars(found, {kind: say(words.TARGET_KIND[kind]) for kind in found})


def _themes(rows: Iterable[Row], say: Language) -> tuple[Bar, ...]:
    counts = Counter(theme for row in rows for theme in _list(row["themes"]))
    most = max(counts.values(), default=1)
    ordered = sorted(counts, key=lambda theme: (-counts[theme], theme))[:MOST_THEMES]
    return tuple(Bar(say.concept(theme), counts[theme], _share(counts[theme], most)) for theme in ordered)


def _bars(
    found: Mapping[str, Sequence[str]], labels: Mapping[str, str], statuses: frozenset[str] = frozenset()
) -> tuple[Bar, ...]:
    most = max(map(len, found.values()), default=1)
    return tuple(
        Bar(
            label=labels[key],
            count=len(names),
            share=_share(len(names), most),
            names=tuple(dict.fromkeys(names))[:MOST_NAMES],
            more=max(0, len(dict.fromkeys(names)) - MOST_NAMES),
            status=key if key in statuses else "",
        )
        for key, names in found.items()
        if names
    )


def _share(count: int, most: int) -> float:
    return round(100 * count / max(most, 1), 1)


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
