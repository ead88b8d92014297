"""The text of lines put together: divided words made whole, note calls left out, page breaks kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from esfnlp.ingest.pdf_drafts import Draft, without_mark
from esfnlp.ingest.pdf_hyphens import Vocabulary, glue
from esfnlp.ingest.pdf_lines import Line, text_of
from esfnlp.ingest.pdf_words import Word


@dataclass(frozen=True)
class Writer:
    """Writes lines as text. `calls` are the marks of the document's notes: raised, they are left out."""

    vocabulary: Vocabulary
    calls: frozenset[str]

    def line(self, words: Sequence[Word]) -> str:
        kept = [word for i, word in enumerate(words) if not (word.raised and self._is_call(word, words, i))]
        return text_of(kept)

    def _whole(self, line: Line) -> str:
        return self.line(line.words) if any(word.raised for word in line.words) else line.text

    def _is_call(self, word: Word, words: Sequence[Word], index: int) -> bool:
        if not index or words[index - 1].text[-2:] in {"m", "km", "cm"}:
            return False
        marks = word.text.replace(",", " ").split()
        return bool(marks) and all(mark in self.calls for mark in marks)

    def glued(self, left: str, right: str) -> str:
        return glue(left, right, self.vocabulary)

    def lines(self, lines: Iterable[Line]) -> str:
        text = ""
        for line in lines:
            text = glue(text, self._whole(line), self.vocabulary)
        return text

    def drafts(self, parts: Sequence[Draft]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """One text for drafts that run on, and (offset, page) where it enters a further page."""
        text = ""
        breaks: list[tuple[int, int]] = []
        page = parts[0].page
        for part in parts:
            for i, line in enumerate(part.lines):
                opens = i == 0 and part.mark
                own = self.line(without_mark(line.words, part.mark)) if opens else self._whole(line)
                grown = glue(text, own, self.vocabulary)
                if part.page != page:
                    page = part.page
                    breaks.append((begins(text, grown), page))
                text = grown
        return text, tuple(breaks)


def begins(before: str, after: str) -> int:
    """Where what was added begins; a word divided over the pages belongs to both, and counts to the first."""
    if after.startswith(before + " "):
        return len(before) + 1
    whole_word_end = after.find(" ", max(len(before) - 1, 0))
    return len(after) if whole_word_end < 0 else whole_word_end + 1


def vocabulary_of(lines: Iterable[Line]) -> Vocabulary:
    """The words that no line end divides."""

    def words() -> Iterable[str]:
        for line in lines:
            tokens = line.text.split()
            if tokens and tokens[-1].endswith(("-", "\u2010", "\u00ad")):
                del tokens[-1]
            yield from tokens

    return Vocabulary.of(words())
