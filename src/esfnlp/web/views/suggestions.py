"""What a reader who is typing may mean: concepts, actors and regions that begin like the last words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from esfnlp.swedish.tokens import fold
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import load_places
from esfnlp.web.languages import N_, Language, language

MOST = 8
LEAST_LETTERS = 2
MOST_WORDS = 4
_KINDS = {"tg": N_("target group"), "th": N_("theme"), "ac": N_("actor")}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`question` is the whole question as it would be; `name` what is put in, of a `kind`."""

    question: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Label:
    folded: str
    item: str
    kind: str
    is_preferred: bool


@cache
def _labels() -> tuple[_Label, ...]:
    """Every name of every concept, folded, in order."""
    found = [
        _Label(fold(label), concept.concept_id, _KINDS[concept.scheme], place == 0)
        for concept in load_taxonomy().concepts.values()
        for labels in (*concept.labels.values(), concept.abbreviations)
        for place, label in enumerate(labels)
    ]
    return tuple(sorted(found, key=lambda label: (label.folded, label.item)))


def suggestions(text: str, regions: Sequence[str], say: Language) -> list[Suggestion]:
    """At most `MOST`; those that go on from more of the typed words come first."""
    typed = text.split()
    found: dict[str, Suggestion] = {}
    for length in range(min(MOST_WORDS, len(typed)), 0, -1):
        last = fold(" ".join(typed[-length:]))
        before = " ".join(typed[:-length])
        if len(last) < LEAST_LETTERS:
            continue
        for name, kind in _beginning_with(last, regions, say):
            found.setdefault(name, Suggestion(f"{before} {name}".strip(), name, say(kind)))
            if len(found) == MOST:
                return list(found.values())
    return list(found.values())


def _beginning_with(last: str, regions: Iterable[str], say: Language) -> Iterator[tuple[str, str]]:
    """Names and kinds, those whose first word begins so before those with a later word that does."""
    known = load_places().by_code
    for code in regions:
        if code in known and any(fold(name).startswith(last) for name in known[code].names):
            yield say.place(code), N_("region")
    later: list[_Label] = []
    for label in _labels():
        if label.folded.startswith(last):
            yield say.concept(label.item), label.kind
        elif f" {last}" in label.folded:
            later.append(label)
    for label in later:
        yield say.concept(label.item), label.kind


@cache
def concept_names(code: str) -> tuple[str, ...]:
    """The names of all concepts in a language, in order; organisations are too many and are left out."""
    say = language(code)
    known = load_taxonomy().concepts.values()
    names = {say.concept(c.concept_id) for c in known if c.scheme != "ac" or c.is_class}
    return tuple(sorted(names, key=str.casefold))
