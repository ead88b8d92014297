"""How much room a plan gives an item: how densely, how early, and before which others it is spoken of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.boilerplate import Boilerplate
from esfnlp.dataset.intervals import Interval, poisson
from esfnlp.record import Row

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

PER_WORDS = 1000
DECIMALS = 3

Place = tuple[str, str | None]
"""A region and a period."""
Key = tuple[Place, str]
"""A region and period, and an item."""
Occurrence = tuple[str, int]
"""A document and an offset in its text."""


@dataclass(frozen=True, slots=True)
class Salience:
    """`count` places speak of the item, in `words` words; `first` is where the first of them stands (0 the
    document's beginning, 1 its end); `rank` 1 is the item with most places in the region and period.
    """

    count: int
    words: int
    first: float | None = None
    rank: int | None = None

    @property
    def density(self) -> float | None:
        """Places per 1,000 words; None where there are no words to count in."""
        return PER_WORDS * self.count / self.words if self.words else None

    @property
    def interval(self) -> Interval | None:
        """Of the density, 95 %, as if the places were drawn at random (Poisson)."""
        if not self.words:
            return None
        return Interval(*(PER_WORDS * bound / self.words for bound in poisson(self.count)))

    def to_json(self) -> dict[str, Any]:
        low, high = self.interval or (None, None)
        return {
            "count": self.count,
            **{name: _rounded(value) for name, value in
               {"density": self.density, "density_low": low, "density_high": high, "first": self.first}.items()},
            "rank": self.rank,
        }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


@dataclass(frozen=True)
class Text:
    """The passages that are compared: where each stands, and the words of each region and period."""

    places: Mapping[tuple[str, str], Place]
    """By document and passage."""
    words: Mapping[Place, int]
    lengths: Mapping[str, int]

    def first(self, occurrences: Iterable[Occurrence]) -> float | None:
        shares = (start / self.lengths[document] for document, start in occurrences if self.lengths[document])
        return min(shares, default=None)


def read_text(
    dataset: "Dataset", place_of: Callable[[Row], Place | None], boilerplate: Boilerplate | None
) -> Text:
    """Places and words of all passages but headings; `place_of` is None for passages that do not count."""
    places: dict[tuple[str, str], Place] = {}
    words: dict[Place, int] = defaultdict(int)
    lengths: dict[str, int] = defaultdict(int)
    columns = ["document_id", "passage_id", "region_code", "kind", "text", "char_start", "char_end"]
    for row in dataset.rows("passages", columns):
        place, document_id = place_of(row), str(row["document_id"])
        if place is None:
            continue
        places[document_id, str(row["passage_id"])] = place
        lengths[document_id] = max(lengths[document_id], int(str(row["char_end"])))
        if row["kind"] != "heading":
            shared = boilerplate.words_in(row) if boilerplate else 0
            words[place] += len(str(row["text"]).split()) - shared
    return Text(places, words, lengths)


def mentioned(
    dataset: "Dataset", label: str, text: Text, boilerplate: Boilerplate | None
) -> Iterator[tuple[Key, Occurrence]]:
    """The recognised entities of a label (TARGET_GROUP, ACTOR) that have a concept."""
    columns = ["document_id", "label", "concept", "passage_id", "char_start", "char_end"]
    for row in dataset.rows("mentions", columns):
        document_id, start = str(row["document_id"]), int(str(row["char_start"]))
        place = text.places.get((document_id, str(row["passage_id"])))
        if row["label"] != label or not row["concept"] or place is None:
            continue
        if not (boilerplate and boilerplate.covers(document_id, start, int(str(row["char_end"])))):
            yield (place, str(row["concept"])), (document_id, start)


def themed(
    dataset: "Dataset", text: Text, boilerplate: Boilerplate | None
) -> Iterator[tuple[Key, Occurrence]]:
    """The passages about each theme."""
    columns = ["document_id", "passage_id", "themes", "char_start", "char_end"]
    for row in dataset.rows("passages", columns):
        document_id, start = str(row["document_id"]), int(str(row["char_start"]))
        place = text.places.get((document_id, str(row["passage_id"])))
        if place is None or (
            boilerplate and boilerplate.covers(document_id, start, int(str(row["char_end"])))
        ):
            continue
        for theme in row["themes"] or ():  # type: ignore[attr-defined]
            yield (place, str(theme)), (document_id, start)


def weigh(
    keys: Iterable[Key],
    spoken: Mapping[Key, list[Occurrence]],
    recorded: Mapping[Key, list[Occurrence]],
    text: Text,
) -> dict[Key, Salience]:
    """The salience of every key: the places that speak of it, or its records where these are more.

    A group that is described and not named has records, and no recognised entity.
    """
    counts = {key: max(len(spoken.get(key, ())), len(recorded.get(key, ()))) for key in keys}
    ranks = _ranks(counts)
    return {
        key: Salience(
            count,
            text.words.get(key[0], 0),
            text.first([*spoken.get(key, ()), *recorded.get(key, ())]),
            ranks.get(key),
        )
        for key, count in counts.items()
    }


def _ranks(counts: Mapping[Key, int]) -> dict[Key, int]:
    """From 1 within each region and period; equal counts share the better rank, none has none."""
    by_place: dict[Place, list[int]] = defaultdict(list)
    for (place, _), count in counts.items():
        by_place[place].append(count)
    for own in by_place.values():
        own.sort(reverse=True)
    return {
        (place, item): by_place[place].index(count) + 1 for (place, item), count in counts.items() if count
    }
