"""Patterns that are tried only where they can match: each of many lines only on texts that hold a word of it."""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from esfnlp.extract.patterns.needs import needed_runs

_TEXTS = 1024
"""Texts kept with what can match in them; several patterns are asked of one text, and of a heading again and again."""
_WORDS = 50_000
_OPENING = 2
"""Letters by which runs are found in a word."""
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=_TEXTS)
def words_in(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(_WORD.findall(text.casefold()))


class Lines:
    """Regular expressions by number, compiled when first tried."""

    def __init__(self, sources: Sequence[str], flags: re.RegexFlag = re.NOFLAG) -> None:
        self.sources = sources
        self._flags = flags
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._in_word = lru_cache(maxsize=_WORDS)(self._find_in_word)
        self.that_may_match = lru_cache(maxsize=_TEXTS)(self._find_in_text)
        """Numbers of the lines of which the text holds a run of letters that they need."""

    def __getitem__(self, number: int) -> re.Pattern[str]:
        found = self._compiled.get(number)
        if found is None:
            found = self._compiled[number] = re.compile(self.sources[number], self._flags)
        return found

    @cached_property
    def _needs(self) -> tuple[frozenset[int], Mapping[str, list[tuple[str, int]]]]:
        """Lines that any text may match, and the runs that the others need by how they open."""
        always, opening = [], defaultdict(list)
        for number, source in enumerate(self.sources):
            runs = needed_runs(source, self._flags)
            if not runs:
                always.append(number)
            for run in runs:
                opening[run[:_OPENING]].append((run, number))
        return frozenset(always), opening

    def _find_in_word(self, word: str) -> frozenset[int]:
        _, opening = self._needs
        return frozenset(
            number
            for place in range(len(word) - _OPENING + 1)
            for run, number in opening.get(word[place : place + _OPENING], ())
            if word.startswith(run, place)
        )

    def _find_in_text(self, text: str) -> frozenset[int]:
        return self._needs[0].union(*map(self._in_word, words_in(text)))


class Pattern:
    """Several lines as one pattern, as if they were joined by "|": of those that match at one place the first counts."""

    def __init__(self, lines: Lines, numbers: Iterable[int]) -> None:
        self._lines = lines
        self._numbers = frozenset(numbers)

    @property
    def pattern(self) -> str:
        return "|".join(self._lines.sources[number] for number in sorted(self._numbers))

    def _tried(self, text: str) -> list[re.Pattern[str]]:
        numbers = self._numbers & self._lines.that_may_match(text)
        return [self._lines[number] for number in sorted(numbers)] if numbers else []

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        found = [match for line in self._tried(text) if (match := line.search(text))]
        return min(found, key=re.Match.start) if found else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Matches in [start, end) that do not overlap, in order; none of them is empty."""
        tried = self._tried(text)
        ahead = [match for line in tried if (match := line.search(text, start, end))]
        while ahead:
            first = min(ahead, key=re.Match.start)
            yield first
            ahead = [
                other
                for match in ahead
                if (
                    other := match
                    if match.start() >= first.end()
                    else match.re.search(text, first.end(), end)
                )
            ]

    def sub(self, make: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with what `make` makes of each match in its place."""
        parts, done = [], 0
        for match in self.finditer(text):
            parts += [text[done : match.start()], make(match)]
            done = match.end()
        return "".join([*parts, text[done:]])


class Table(dict[str, Pattern]):
    """Patterns by name."""

    def __init__(self, lines: Mapping[str, Sequence[str]], flags: re.RegexFlag = re.IGNORECASE) -> None:
        every = Lines([line for several in lines.values() for line in several], flags)
        self._lines = every
        self._names: list[str] = []
        for name, several in lines.items():
            at = len(self._names)
            self[name] = Pattern(every, range(at, at + len(several)))
            self._names += [name] * len(several)
        self.matching = lru_cache(maxsize=_TEXTS)(self._matching)
        """Names of those that match a text."""

    def _matching(self, text: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for number in sorted(self._lines.that_may_match(text)):
            name = self._names[number]
            if name not in found and self._lines[number].search(text):
                found[name] = None
        return tuple(found)
