"""Every recognised entity span: what the concordance and the network of a corpus are made of."""

import re
from functools import cache

from esfnlp.document import Document, Span
from esfnlp.extract.persons import find_persons
from esfnlp.extract.reading import group_matches
from esfnlp.finding import Finding, MentionClaim, MentionLabel
from esfnlp.language import LanguagePipeline
from esfnlp.taxonomy import matcher
from esfnlp.taxonomy.places import load_places

_PATTERNS: list[tuple[MentionLabel, re.Pattern[str]]] = [
    ("LAW", re.compile(r"\b(?:[Ll]ag(?:en)?|[Ff]örordning(?:en)?)?\s?\(?\d{4}:\d{1,4}\)?|\b[A-ZÅÄÖ][a-zåäö]+lagen\b")),
    ("PROGRAMME", re.compile(r"\b(?:ESF\+?|ERUF|Erasmus\+|Interreg|Horisont\s(?:2020|Europa)|Socialfonden|Regionalfonden|Leader)(?!\w|-)")),
    ("DOCUMENT", re.compile(r"\b(?:RUFS\s\d{4}|Agenda\s2030|Europa\s2020|[Rr]egionala?\s(?:utvecklings)?(?:strategi|handlingsplan)\w*)")),
    ("DATE", re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\s(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?:\s\d{4})?)\b")),
    ("QUANTITY", re.compile(r"(?<![\d,.])(?:\d{1,3}(?:[\s\u00a0\u202f]\d{3}){1,4}|\d++)(?:,\d++)?\s?(?:procent(?:enheter)?|%|kronor|kr|mkr|mnkr|miljoner|miljarder|euro|personer|deltagare|projekt|månader|år)(?!\w)")),
]  # fmt: skip

_LONGEST_NAME = 4
"""Words in the longest name of a place (Västra Götalands län, Småland och Öarna)."""


def find_mentions(document: Document, language: LanguagePipeline | None = None) -> list[Finding]:
    """Spans of target groups, actors, places, programmes, laws, documents, dates and quantities.

    With `language` also persons, who need a statistical model: a dictionary of names would take every Berg for one.
    """
    found = [
        Finding(MentionClaim(label, document.quote(span), concept), span, passage_id, span, "gazetteer")
        for passage_id, label, span, concept in _spans(document)
    ]
    if language:
        found += [
            Finding(MentionClaim("PERSON", document.quote(span)), span, passage.passage_id, span, "model")
            for passage, span in find_persons(document, language)
        ]
    return sorted(found, key=_place)


def _place(finding: Finding) -> tuple[Span, str]:
    return finding.span, finding.claim.label if isinstance(finding.claim, MentionClaim) else ""


def _spans(document: Document) -> set[tuple[str, MentionLabel, Span, str | None]]:
    found: set[tuple[str, MentionLabel, Span, str | None]] = set()
    for passage in document.passages:
        for match in group_matches(passage.text):
            found.add(
                (passage.passage_id, "TARGET_GROUP", match.span.shift(passage.char_start), match.concept_id)
            )
        for match in matcher("ac")(passage.text):
            found.add((passage.passage_id, "ACTOR", match.span.shift(passage.char_start), match.concept_id))
        for label, pattern in _PATTERNS:
            for hit in pattern.finditer(passage.text):
                span = Span(*hit.span()).shift(passage.char_start)
                found.add((passage.passage_id, label, span, None))
        for span, code in _places(passage.text):
            found.add((passage.passage_id, "PLACE", span.shift(passage.char_start), code))
    return found


def _places(text: str) -> list[tuple[Span, str]]:
    """Capitalised place names, the longest at each position."""
    names = _names()
    words = list(re.finditer(r"[\wåäöé-]+", text))
    found: list[tuple[Span, str]] = []
    for i, word in enumerate(words):
        if not word.group()[0].isupper() or (found and word.start() < found[-1][0].end):
            continue
        for last in reversed(words[i : i + _LONGEST_NAME]):
            name = text[word.start() : last.end()]
            code = names.get(name) or names.get(name.removesuffix("s"))
            if code:
                found.append((Span(word.start(), last.end()), code))
                break
    return found


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for place in load_places().by_code.values():
        for name in place.names:
            names.setdefault(name, place.code)
    return names
