"""Names of persons: entities of the statistical model that also look like one. Better none than a wrong one."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from esfnlp.document import Document, Passage, Span
from esfnlp.extract.reading import Sentence, body, read_sentences
from esfnlp.language import LanguagePipeline
from esfnlp.language.analysis import Analysis
from esfnlp.taxonomy import matcher
from esfnlp.taxonomy.places import load_places

_PART = r"[A-ZÅÄÖÉÜ][a-zåäöéüèáíóøæ]+(?:-[A-ZÅÄÖÉÜ]?[a-zåäöéüèáíóøæ]+)?"
_FULL = re.compile(rf"({_PART})(?:\s(?:{_PART}|[A-ZÅÄÖ]\.?|von|af|de|van|al|el)){{0,3}}\s{_PART}")
"""A first name and a surname, with what may stand between them."""
_SURNAME = re.compile(_PART)
_TITLE = re.compile(
    r"""(?:ordförande[n]?|(?:general|region|kommun|enhets|avdelnings|verksamhets|förbunds|program)?(?:direktör|chef)(?:en)?
    |landshövding(?:en)?|\w*minister(?:n)?|kommunalråd(?:et)?|regionråd(?:et)?|statssekreterare(?:n)?|professor
    |docent|projektledare|samordnare|strateg|utredare|handläggare|sekreterare|ledamot(?:en)?|riksdagsledamot(?:en)?
    |herr|fru|kontaktperson(?:er)?:?)\s$""",
    re.X | re.I,
)
"""What stands before a name of one word that is a person's."""
_NO_PERSON = re.compile(
    r"\b(?:Region|Län|Kommun|Sverige|Europa|Fond|Plan|Program|Projekt|Samverkan|Syd|Norr|Nord|Norra|Södra|Östra|Västra)"
    r"(?:en|et|s|n)?\b"
)
_NAMED_AFTER = re.compile(
    r"s\s(?:gymnasi\w+|\w*skola|förlag|stiftelse|väg|gata|plats|minne|\w*fond|\w*pris|park|torg|\w*hus|universitet|institut|kyrka)\b"
)
"""What stands after the name of somebody that something is named after."""
_TWO_CAPITALISED = re.compile(rf"(?<![\w-]){_PART}\s(?:{_PART}|[A-ZÅÄÖ]\b|von\s|af\s|de\s)")
_LEAST_SURE = 0.6
"""Share of the words of a sentence."""
_LONGEST_TITLE = 30


def find_persons(document: Document, language: LanguagePipeline) -> Iterator[tuple[Passage, Span]]:
    """Names of persons in running text, with their passages; spans are in the document.

    Only sentences in which one could stand are analysed, nearly all of which actors have had analysed already.
    """
    asked = [sentence for sentence in _running(document) if _could_name(sentence.text)]
    if not asked:
        return
    analyses = language.analyse([sentence.text for sentence in asked])
    for sentence, analysis in zip(asked, analyses, strict=True):
        for span in _persons(sentence.text, analysis):
            yield sentence.passage, sentence.in_document(span)


def _running(document: Document) -> Iterator[Sentence]:
    for passage, _ in body(document):
        if passage.kind != "table_row":
            yield from read_sentences(passage)


def _could_name(text: str) -> bool:
    return _TWO_CAPITALISED.search(text) is not None or any(
        _has_title(text, match.start()) for match in _SURNAME.finditer(text)
    )


def _has_title(text: str, start: int) -> bool:
    return _TITLE.search(text, max(0, start - _LONGEST_TITLE), start) is not None


def _persons(text: str, analysis: Analysis) -> Iterator[Span]:
    """Entities that have two names, or a title before one, and that no list knows as something else."""
    known = [match.span for match in matcher("ac")(text)] if analysis.entities else []
    for entity in analysis.entities:
        span = _whole_name(text, entity.span) if entity.label == "PERSON" else None
        if span is None or any(other.overlaps(span) for other in known):
            continue
        words = text[span.start : span.end]
        if not _NO_PERSON.search(words) and not _is_place(words) and _is_prose(text):
            yield span


def _whole_name(text: str, span: Span) -> Span | None:
    """The first name (a listed one) and surname that stand there, or the name after a title."""
    full = _FULL.match(text, span.start)
    if full and full.end() >= span.end:
        if _NAMED_AFTER.match(text, full.end() - 1):
            return None
        known = full.group(1).split("-")[0] in _first_names() or _has_title(text, span.start)
        return Span(*full.span()) if known else None
    surname = _SURNAME.fullmatch(text, span.start, span.end)
    return span if surname and _has_title(text, span.start) else None


@cache
def _first_names() -> frozenset[str]:
    """The first names of most people in Sweden (Statistics Sweden)."""
    return frozenset(
        (files("esfnlp.extract") / "patterns/first_names.txt").read_text(encoding="utf-8").split()
    )


def _is_place(words: str) -> bool:
    return any(words in place.names for place in load_places().by_code.values())


def _is_prose(text: str) -> bool:
    """Whether a sentence is mostly words of letters, which what a scanner misread is not."""
    words = text.split()
    sound = sum(re.fullmatch(r"\W*[^\W\d_]{2,}(?:[-/][^\W\d_]+)*\W*", word) is not None for word in words)
    return sound >= _LEAST_SURE * len(words)
