"""Sentences that plans of several regions share word for word or nearly, and that are no region's own.

Each sentence is taken as the set of its runs of three words (shingles, folded). It is shared where one sentence
of another region's document, of any period, holds at least seven in ten of them and agrees with it in numbers,
negation, direction and obligation. In a sentence of twenty words one word may be another. A national document
counts as a region of its own, so what regions took over from the programme is shared too. Shorter sentences and
bare list items say too little to tell copying from agreement and are never shared.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from esfnlp.dataset.alignment import words_agree
from esfnlp.dataset.wording import words
from esfnlp.document import TEXT_KINDS
from esfnlp.record import Row
from esfnlp.swedish.sentences import sentences
from esfnlp.taxonomy.places import COUNTRY, load_places

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

SHINGLE = 3
LEAST_WORDS = 8
NEARLY = 0.7

Span = tuple[int, int]
"""A half-open stretch of a document's text."""


@dataclass(frozen=True)
class Boilerplate:
    """Shared sentences by document, rising; sentences that follow each other are one span."""

    spans: Mapping[str, Sequence[Span]]

    def covers(self, document_id: str, start: int, end: int) -> bool:
        """Whether a stretch of a document lies wholly in shared sentences."""
        spans = self.spans.get(document_id, ())
        at = bisect_right(spans, (start, float("inf"))) - 1
        return at >= 0 and end <= spans[at][1]

    def words_in(self, row: Row) -> int:
        """How many words of a passage are shared."""
        start, text = int(str(row["char_start"])), str(row["text"])
        inside = (
            text[max(0, low - start) : max(0, high - start)]
            for low, high in self.spans.get(str(row["document_id"]), ())
        )
        return sum(len(part.split()) for part in inside)


@dataclass(frozen=True, slots=True)
class _Sentence:
    document_id: str
    region: str
    start: int
    text: str
    shingles: frozenset[int]


def find_boilerplate(dataset: "Dataset") -> Boilerplate:
    """The shared sentences of a dataset; training material counts for nothing."""
    found = list(_sentences(dataset))
    holders: dict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(found):
        for shingle in sentence.shingles:
            holders[shingle].append(number)
    spans: dict[str, list[Span]] = defaultdict(list)
    for sentence in found:
        if _is_shared(sentence, found, holders):
            spans[sentence.document_id].append((sentence.start, sentence.start + len(sentence.text)))
    return Boilerplate({document: _joined(own) for document, own in spans.items()})


def _sentences(dataset: "Dataset") -> Iterator[_Sentence]:
    regions = {
        str(row["document_id"]): _region(row) for row in dataset.rows("documents") if not row["training"]
    }
    columns = ["document_id", "kind", "text", "char_start"]
    for row in dataset.rows("passages", columns, documents=list(regions)):
        if row["kind"] not in TEXT_KINDS or row["kind"] == "table_row":
            continue
        text, document_id = str(row["text"]), str(row["document_id"])
        for span in sentences(text):
            own = text[span.start : span.end]
            shingles = _shingles(own)
            if shingles:
                start = int(str(row["char_start"])) + span.start
                yield _Sentence(document_id, regions[document_id], start, own, shingles)


def _region(row: Row) -> str:
    codes = row["region_codes"]
    if not isinstance(codes, list) or len(codes) != 1:
        return COUNTRY
    return load_places().region_of(str(codes[0]))


def _shingles(text: str) -> frozenset[int]:
    """None for what is too short to be told."""
    own = words(text)
    if len(own) < LEAST_WORDS:
        return frozenset()
    return frozenset(hash(tuple(own[i : i + SHINGLE])) for i in range(len(own) - SHINGLE + 1))


def _is_shared(sentence: _Sentence, found: Sequence[_Sentence], holders: Mapping[int, Sequence[int]]) -> bool:
    common = Counter(
        number
        for shingle in sentence.shingles
        for number in holders[shingle]
        if found[number].region != sentence.region
    )
    least = NEARLY * len(sentence.shingles)
    return any(
        count >= least and words_agree(sentence.text, found[number].text)
        for number, count in common.most_common()
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
