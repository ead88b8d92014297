"""Which statement of one version is which of the other: priorities by words, targets by what they count."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from esfnlp.dataset.wording import content, dice, unnumbered, words
from esfnlp.record import SCOPE_COLUMNS
from esfnlp.swedish.tokens import squeeze
from esfnlp.taxonomy.matching import matcher

Claim = Mapping[str, Any]
Pair = tuple[int, int]
Scored = tuple[float, int, int]

ALIKE = 0.5
"""Statements of one scope that share half of their words are versions of one another."""
ALIKE_IN_PLACE = 0.25
"""Statements between the same two neighbours need share less."""
SAME_WORDS = 0.9

_NEGATIONS = frozenset({"inte", "ej", "aldrig", "ingen", "inget", "inga", "icke"})
_FORCE = {"ska": 3, "skall": 3, "måste": 3, "bör": 2, "kan": 1, "får": 1}
_UP = content("öka ökad ökat höja höjd fler stärka utöka utökad förlänga")
_DOWN = content("minska minskad minskat sänka sänkt färre försvaga begränsa avveckla förkorta")


def scope_key(row: Claim, columns: Sequence[str] = SCOPE_COLUMNS) -> tuple[str, ...]:
    return tuple(str(row.get(column) or "") for column in columns)


def pair_statements(old: Sequence[Claim], new: Sequence[Claim]) -> list[Pair]:
    """Pairs of indices, by old index: the same words first, then alike ones, then ones in the same place.

    Statements have a `text` and may have a kind; only those of one scope are paired.
    """
    pairs = _greedy(_identical(old, new), [])
    pairs = _greedy(_candidates(old, new, _alike, pairs), pairs)
    return sorted(_greedy(_in_place(old, new, pairs), pairs))


def same_meaning(old: Claim, new: Claim) -> bool:
    """Whether two wordings of a priority say the same, as far as words can tell.

    They do not where the words differ in a way that `words_agree` knows, where the groups that are named or
    all themes and the words for them differ, or where a need became a commitment.
    """
    left, right = _statement(old), _statement(new)
    if squeeze(left) == squeeze(right):
        return True
    return (
        words_agree(left, right)
        and set(old.get("target_groups") or ()) == set(new.get("target_groups") or ())
        and not _themes_differ(old, new)
        and (old.get("kind") == "need") == (new.get("kind") == "need")
    )


def _themes_differ(old: Claim, new: Claim) -> bool:
    """Whether no theme is shared and words for themes differ too; themes alone may only have been judged otherwise."""
    themes = set(old.get("themes") or ()), set(new.get("themes") or ())
    if not themes[0] or not themes[1] or themes[0] & themes[1]:
        return False
    named = ({match.concept_id for match in matcher("th")(_statement(row))} for row in (old, new))
    return next(named) != next(named)


def _statement(row: Claim) -> str:
    """The words of a priority; a priority area that is quoted from its heading loses the heading's number."""
    text = str(row.get("text") or "")
    return unnumbered(text) if row.get("kind") == "priority_area" else text


def words_agree(left: str, right: str) -> bool:
    """Whether two texts agree in numbers, negation, direction (more, less) and obligation (ska, bör, kan)."""
    return (
        _numbers(left) == _numbers(right)
        and _is_negated(left) == _is_negated(right)
        and not _opposed(left, right)
        and not _force_differs(left, right)
    )


def stands_among(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether one of the other priorities of the scope says the same in nearly the same words."""
    return any(
        scope_key(claim) == scope_key(other) and dice(_text(claim), _text(other)) >= SAME_WORDS
        for other in others
    )


def pair_targets(old: Sequence[Claim], new: Sequence[Claim]) -> list[Pair]:
    """Pairs of indices, by old index: what is unchanged first, so that only the rest is seen as changed."""
    unchanged = (
        (score, i, j)
        for score, i, j in _candidates(old, new, _target_score)
        if figure(old[i]) == figure(new[j])
    )
    pairs = _greedy(unchanged, [])
    return sorted(_greedy(_candidates(old, new, _target_score), pairs))


def figure(row: Claim) -> tuple[float | None, int | None, str]:
    """Value, year and comparator."""
    value, year = row.get("value"), row.get("year")
    return (
        None if value is None else round(float(value), 6),
        None if year is None else int(year),
        str(row.get("comparator") or "="),
    )


def figure_stands_among(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether one of the other targets of the scope states the same figure of something alike."""
    return any(
        figure(claim) == figure(other)
        and scope_key(claim) == scope_key(other)
        and _counts_alike(claim, other)
        for other in others
    )


def _candidates(
    old: Sequence[Claim],
    new: Sequence[Claim],
    score: Callable[[Claim, Claim], float],
    pairs: Sequence[Pair] = (),
) -> Iterator[Scored]:
    """Scores above 0 of all that is not yet paired."""
    used_old, used_new = {i for i, _ in pairs}, {j for _, j in pairs}
    scopes = [scope_key(row) for row in new]
    for i, left in ((i, row) for i, row in enumerate(old) if i not in used_old):
        scope = scope_key(left)
        for j in (j for j in range(len(new)) if j not in used_new and scopes[j] == scope):
            found = score(left, new[j])
            if found > 0:
                yield found, i, j


def _greedy(candidates: Iterable[Scored], pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs and the best further ones, each index once; ties go to the earlier ones."""
    found = list(pairs)
    used_old, used_new = {i for i, _ in pairs}, {j for _, j in pairs}
    for _, i, j in sorted(candidates, key=lambda c: (-c[0], abs(c[1] - c[2]), c[1], c[2])):
        if i not in used_old and j not in used_new:
            found.append((i, j))
            used_old.add(i)
            used_new.add(j)
    return found


def _text(row: Claim) -> frozenset[str]:
    return content(str(row.get("text") or ""))


def _identical(old: Sequence[Claim], new: Sequence[Claim]) -> Iterator[Scored]:
    """Statements in the same words, those of the same kind above others."""
    places: dict[tuple[str, ...], list[int]] = {}
    for j, row in enumerate(new):
        places.setdefault((squeeze(row.get("text")), *scope_key(row)), []).append(j)
    for i, row in enumerate(old):
        for j in places.get((squeeze(row.get("text")), *scope_key(row)), ()):
            yield 1.0 + (row.get("kind") == new[j].get("kind")), i, j


def _alike(left: Claim, right: Claim) -> float:
    shared = dice(_text(left), _text(right))
    return shared + 0.1 * (left.get("kind") == right.get("kind")) if shared >= ALIKE else 0.0


def _in_place(old: Sequence[Claim], new: Sequence[Claim], pairs: Sequence[Pair]) -> Iterator[Scored]:
    """Unpaired statements of the same kind between the same paired neighbours."""
    partner = dict(pairs)
    taken = set(partner.values())
    for i in (i for i in range(len(old)) if i not in partner):
        before = max((k for k in partner if k < i), default=None)
        after = min((k for k in partner if k > i), default=None)
        first = 0 if before is None else partner[before] + 1
        last = len(new) if after is None else partner[after]
        for j in (j for j in range(first, last) if j not in taken):
            shared = dice(_text(old[i]), _text(new[j]))
            alike = old[i].get("kind") == new[j].get("kind") and scope_key(old[i]) == scope_key(new[j])
            if alike and shared >= ALIKE_IN_PLACE:
                yield shared, i, j


def _target_score(left: Claim, right: Claim) -> float:
    """How surely two targets count the same thing; 0 where they do not."""
    same_figure = figure(left) == figure(right)
    if left.get("kind") != right.get("kind") and not same_figure:
        return 0.0
    if not _counts_alike(left, right):
        return 0.0
    value, year, comparator = (a == b for a, b in zip(figure(left), figure(right), strict=True))
    said = dice(content(str(left.get("quote") or "")), content(str(right.get("quote") or "")))
    counted = dice(_indicator(left), _indicator(right))
    return 0.1 + counted + 0.3 * said + 0.4 * value + 0.3 * year + 0.1 * comparator


def _counts_alike(left: Claim, right: Claim) -> bool:
    """Whether two targets may count the same thing; the same figure in alike words needs the least."""
    if left.get("unit") != right.get("unit"):
        return False
    counted = dice(_indicator(left), _indicator(right))
    populations = set(left.get("population") or ()), set(right.get("population") or ())
    if populations[0] and populations[0] == populations[1]:
        return counted >= 0.2
    said = dice(content(str(left.get("quote") or "")), content(str(right.get("quote") or "")))
    if figure(left) == figure(right) and not (populations[0] and populations[1]):
        return max(counted, said) >= ALIKE_IN_PLACE
    if populations[0] or populations[1]:
        return counted >= 0.8
    return counted >= ALIKE


def _indicator(row: Claim) -> frozenset[str]:
    return content(str(row.get("indicator") or ""))


def _numbers(text: str) -> list[str]:
    return sorted(word for word in words(text) if word[0].isdigit())


def _is_negated(text: str) -> bool:
    return not _NEGATIONS.isdisjoint(words(text))


def _opposed(left: str, right: str) -> bool:
    """Whether one says more where the other says less."""
    ups = [bool(content(text) & _UP) for text in (left, right)]
    downs = [bool(content(text) & _DOWN) for text in (left, right)]
    return (ups[0] and downs[1] and not ups[1] and not downs[0]) or (
        ups[1] and downs[0] and not ups[0] and not downs[1]
    )


def _force_differs(left: str, right: str) -> bool:
    force = [max((_FORCE.get(word, 0) for word in words(text)), default=0) for text in (left, right)]
    return bool(force[0] and force[1]) and force[0] != force[1]
