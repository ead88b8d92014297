"""Reads a question about the plans, in Swedish or English: what it names, and what it asks of it."""

from collections.abc import Sequence
from dataclasses import replace

from esfnlp.document import Span
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.question_concepts import Named, blank, choose, english_terms, find_concepts, is_area
from esfnlp.search.question_meaning import described_themes, guessed_concepts, with_descriptions
from esfnlp.search.question_words import (
    Language,
    asks_for_silence,
    compares,
    denies,
    language_of,
    number_in,
    programme_areas_in,
    relation_in,
    words_of_weight,
    written_out,
)
from esfnlp.search.spelling import corrected
from esfnlp.search.where_and_when import When, Where, find_period, find_places

_OWN_ANSWER = ("targets", "responsible", "excludes")
"""Relations that are answered by numbers, actors or groups where no theme is named."""


def parse_question(query: str) -> Interpretation:
    """What the question asks for.

    Raises
    ------
    UsageError : it names a concept by an id that does not exist.
    """
    typed = " ".join(query.split())
    text = written_out(typed)
    read = _read(text, language_of(text))
    if text != typed:
        read = replace(read, corrected=text)
    if read.unknown:
        better = corrected(text, read.unknown)
        if better != text:
            retried = replace(_read(better, language_of(better)), corrected=better)
            if _says_more(retried, read):
                return retried
    return read


def _says_more(retried: Interpretation, read: Interpretation) -> bool:
    """Whether more of the text is understood once it is spelt right, and nothing is lost."""
    return len(retried.unknown) < len(read.unknown) and len(retried.concepts) + len(retried.actors) >= len(
        read.concepts
    ) + len(read.actors)


def _read(text: str, language: Language) -> Interpretation:
    when = find_period(text)
    named = find_concepts(blank(text, when.spans), language)
    where = find_places(blank(text, when.spans))
    areas = [n for n in named if n.concept_id.startswith("ac:") and _stands_for_area(n, where, text)]
    named = [n for n in named if n not in areas]
    places = where.outside([n.span for n in named if n.concept_id.startswith("ac:")])
    named = [n for n in named if not any(n.span.overlaps(span) for span in places.spans)]
    if language == "sv":
        named = with_descriptions(blank(text, [*when.spans, *places.spans]), named)
    plain = blank(
        text, [*when.spans, *places.spans, *(n.span for n in named if n.concept_id.startswith("tg:"))]
    )
    relation = relation_in(plain)
    concepts, actors = choose(named, text, prefers_actors=relation == "responsible")
    unit, promised = (
        number_in(plain, of_group=any(n.scheme == "tg" for n in named))
        if relation == "targets"
        else (None, False)
    )
    free = blank(plain, english_terms(plain)) if language == "en" else plain
    guessed = () if relation in _OWN_ANSWER else guessed_concepts(free, language, [*concepts, *actors])
    if guessed:
        concepts, actors = [], []
    elif not (concepts or actors or language != "sv" or relation in _OWN_ANSWER):
        guessed = described_themes(plain)
    areas_named = programme_areas_in(text)
    taken = [*when.spans, *places.spans, *(n.span for n in named), *([areas_named[0]] if areas_named else ())]
    return Interpretation(
        concepts=tuple(dict.fromkeys((*(n.concept_id for n in concepts), *guessed))),
        actors=tuple(dict.fromkeys(n.concept_id for n in actors)),
        relation=relation,
        regions=places.codes,
        period=_asked_period(when, relation),
        deadline=_asked_deadline(when, relation),
        language=language,
        unknown=_unknown(text, taken, language),
        asks_for_silence=asks_for_silence(plain),
        unit=unit,
        promised=promised,
        guessed=guessed,
        denies=denies(plain),
        compares=compares(text),
        programme_areas=areas_named[1] if areas_named else (),
    )


def _stands_for_area(named: Named, where: Where, text: str) -> bool:
    return any(named.span.overlaps(span) for span in where.spans) and is_area(text, named)


def _asked_period(when: When, relation: str | None) -> tuple[int, int] | None:
    """A lone year of a question for numbers is the year of the target, not of the plan."""
    return None if _is_deadline(when, relation) else when.period


def _asked_deadline(when: When, relation: str | None) -> int | None:
    return when.period[0] if when.period and _is_deadline(when, relation) else when.deadline


def _is_deadline(when: When, relation: str | None) -> bool:
    return relation == "targets" and when.period is not None and when.period[0] == when.period[1]


def _unknown(text: str, taken: Sequence[Span], language: Language) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words_of_weight(blank(text, taken), language)))
