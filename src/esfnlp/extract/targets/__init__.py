"""Targets, money, statistics and thresholds in a document, each with the clause that proves it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from esfnlp.document import Document, Passage, Span
from esfnlp.extract.patterns import words_in
from esfnlp.extract.reading import document_abbreviations, group_matches
from esfnlp.extract.targets.consistency import with_inconsistencies
from esfnlp.extract.targets.frame import frame_of, single_year
from esfnlp.extract.targets.population import Groups
from esfnlp.extract.targets.prose import Carried, Statement, read_statements
from esfnlp.extract.targets.tables import read_row
from esfnlp.finding import Finding
from esfnlp.swedish.sentences import sentences
from esfnlp.taxonomy.matching import Match

METHOD = "targets:grammar"
_WORDS = 50_000
_MAY_COUNT = re.compile(
    r".*\d.*|(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\w+ton|tjugo|trettio|fyrtio"
    r"|femtio|sextio|\w*hundra\w*|\w*tusen\w*|hälften|halv\w*|\w+del(?:ar)?|var\w*|\w*dubb\w*"
    r"|\w+tio|(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)\w*|tjog|dussin)",
    re.I,
)


def find_targets(document: Document, groups: Groups | None = None) -> list[Finding]:
    """Every number in the passages of `document` that says something, in the order of the text.

    Parameters
    ----------
    groups : target groups in a text, with spans relative to it; by default the packaged taxonomy with the
        abbreviations that the document introduces.
    """
    read = groups if groups is not None else _packaged_groups(document)
    found = [
        Finding(
            claim=statement.claim,
            span=statement.span.shift(sentence.start),
            passage_id=passage.passage_id,
            sentence=sentence,
            method=METHOD,
        )
        for passage in document.passages
        if passage.kind != "heading"
        for sentence, statement in _in_passage(document, passage, read)
    ]
    return with_inconsistencies(document, found)


def _packaged_groups(document: Document) -> Groups:
    extra = document_abbreviations(document, "tg")

    def groups(text: str) -> list[Match]:
        return group_matches(text, extra)

    return groups


def _in_passage(document: Document, passage: Passage, groups: Groups) -> Iterator[tuple[Span, Statement]]:
    """Statements with the span of their sentence in the document; their own spans are relative to it."""
    if not _may_count(passage.text):
        return
    frame = frame_of(document, passage)
    if passage.kind == "table_row":
        for statement in read_row(document, passage, frame, groups):
            yield passage.span, statement
        return
    carried = Carried()
    for span in sentences(passage.text):
        text = passage.text[span.start : span.end]
        statements = _once(read_statements(text, frame, groups, carried)) if _may_count(text) else []
        for statement in statements:
            yield span.shift(passage.char_start), statement
        last = statements[-1].claim if statements else None
        if last is not None:
            carried = Carried(last.year or single_year(text), last.unit, last.kind)
        else:
            carried = replace(carried, year=single_year(text) or carried.year)


def _may_count(text: str) -> bool:
    """Whether a word of the text can be a number."""
    return any(map(_is_count, words_in(text)))


@lru_cache(maxsize=_WORDS)
def _is_count(word: str) -> bool:
    return _MAY_COUNT.fullmatch(word) is not None


def _once(statements: Iterable[Statement]) -> list[Statement]:
    """Without repeats of the same value in one sentence ("63 000 000 kronor (63 mkr)")."""
    found: dict[object, Statement] = {}
    for statement in statements:
        claim = statement.claim
        key = (claim.kind, claim.value, claim.unit, claim.comparator, claim.year, claim.population)
        found.setdefault(key, statement)
    return list(found.values())
