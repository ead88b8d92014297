"""Texts in which names are marked as [[LABEL name]], made into tokens with spans."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.language.entity_corpora import Names
from spacy.language import Language
from spacy.tokens import Doc

MARK = re.compile(r"\[\[([A-Z]+) ([^\]]+)\]\]")


def marked_names(text: str) -> Names:
    """The tokens of a marked text and its names.

    >>> names = marked_names("Stöd ges av [[ORGANISATION Region Skåne]].")
    >>> names.words, names.spans
    (('Stöd', 'ges', 'av', 'Region', 'Skåne', '.'), ((3, 5, 'ORGANISATION'),))
    """
    plain, spans, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain += mark[2]
        at = mark.end()
    return names_of(plain + text[at:], spans)


def names_of(text: str, spans: Iterable[tuple[int, int, str]]) -> Names:
    """Tokens of a text and its names, whose character spans are widened to whole tokens."""
    doc = _tokenizer()(text)
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans):
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and (not kept or span.start >= kept[-1][1]):
            kept.append((span.start, span.end, label))
    return Names(
        tuple(token.text for token in doc), tuple(bool(token.whitespace_) for token in doc), tuple(kept)
    )


@cache
def _tokenizer() -> Callable[[str], Doc]:
    return blank_pipeline().tokenizer


def blank_pipeline() -> Language:
    """An empty Swedish pipeline with the tokenizer of the package."""
    import spacy

    from esfnlp.language.tokenizer import configure

    return configure(spacy.blank("sv"))
