"""How a question was understood, as a state that a reader can change: every change is an address of its own.

As long as nothing was changed, the address holds the question alone. Once a chip is changed, it holds all that the
question was understood as (`edit=1`), and the question is put to the search in those terms.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from esfnlp.search.interpretation import Interpretation
from esfnlp.taxonomy import load_taxonomy
from esfnlp.web import addresses, words
from esfnlp.web.languages import N_, Language

PHRASE: dict[str, str] = {
    "": "",
    "prioritises": "vilka planer prioriterar",
    "mentions": "vilka planer nämner",
    "excludes": "vilka planer utesluter",
    "responsible": "vem ansvarar för",
    "targets": "vilka mål och hur många",
    "silent": "vilka planer säger inget om",
}
"""How each relation is put to the search."""
_COUNTED = {
    "persons": "antalet deltagare", "projects": "antalet projekt", "percent": "andel", "SEK": "belopp",
    "months": "månader", "years": "ålder",
}  # fmt: skip
"""Likewise each unit of a question for numbers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `items` are ids of concepts and actors, `extra` words beside them; both, and
    `relation`, count only where the reader changed something (`is_edited`)."""

    q: str = ""
    is_edited: bool = False
    items: tuple[str, ...] = ()
    relation: str = ""
    region: str = ""
    period: str = ""
    extra: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """What is put to the search."""
        if not self.is_edited:
            return self.q
        return " ".join(part for part in (PHRASE.get(self.relation, ""), *self.items, *self.extra) if part)

    @property
    def address(self) -> str:
        edited = [
            ("edit", "1"),
            ("relation", self.relation),
            *(("item", item) for item in self.items),
            *(("word", word) for word in self.extra),
        ]
        where = [("region", self.region), ("period", self.period)]
        return addresses.with_state("/", [("q", self.q), *(edited if self.is_edited else []), *where])


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood, of the kind that `label` (a message) says; `without` is the address of the same
    question without it."""

    label: str
    name: str
    without: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What the reader sees and changes: a chip for each thing, and the state that lists begin with."""

    chips: tuple[Chip, ...]
    extra: tuple[Chip, ...]
    state: Asked
    is_edited: bool
    corrected: str | None

    @property
    def relation(self) -> str:
        return self.state.relation

    @property
    def region(self) -> str:
        return self.state.region

    @property
    def period(self) -> str:
        return self.state.period

    @property
    def is_empty(self) -> bool:
        return not self.chips


_KINDS = {"tg": N_("target group"), "th": N_("theme"), "ac": N_("actor")}
_GUESSED = {"tg": N_("target group, a guess"), "th": N_("theme, a guess"), "ac": N_("actor, a guess")}


def understood(asked: Asked, read: Interpretation, say: Language) -> Understood:
    """The reader's question, and what it was read as, as a state to change."""
    state = asked if asked.is_edited else _state(asked, read)
    return Understood(
        chips=tuple(_chips(state, read, say)),
        extra=tuple(
            Chip("", word, _without_word(state, word))
            for word in state.extra
            if word not in _restrictions(read)
        ),
        state=state,
        is_edited=asked.is_edited,
        corrected=read.corrected,
    )


def _chips(state: Asked, read: Interpretation, say: Language) -> Iterator[Chip]:
    if state.relation:
        name = say(words.RELATION.get(state.relation, state.relation))
        yield Chip(N_("asks"), name, replace(state, relation="").address)
    for item in state.items:
        kinds = _GUESSED if item in read.guessed else _KINDS
        kind = kinds[item.partition(":")[0]]
        without = replace(state, items=tuple(other for other in state.items if other != item))
        yield Chip(kind, say.concept(item), without.address)
    if state.region:
        names = ", ".join(map(say.place, state.region.split(",")))
        yield Chip(N_("region"), names, replace(state, region="").address)
    if state.period:
        yield Chip(N_("period"), state.period.replace("-", "–"), replace(state, period="").address)
    for word, (kind, name) in _restrictions(read).items():
        yield Chip(kind, say(name), _without_word(state, word))


def _restrictions(read: Interpretation) -> dict[str, tuple[str, str]]:
    """What further is asked of numbers, as it is put to the search, each with its kind and its name."""
    found = {f"programområde {area}": (N_("programme area"), area) for area in read.programme_areas}
    if read.unit in _COUNTED:
        found[_COUNTED[read.unit]] = (N_("counted in"), words.UNIT[read.unit])
    if read.promised:
        found["målvärde"] = (N_("only"), N_("what is to be reached"))
    if read.deadline:
        found[f"senast {read.deadline}"] = (N_("to be reached by"), str(read.deadline))
    return found


def _without_word(state: Asked, word: str) -> str:
    return replace(state, extra=tuple(other for other in state.extra if other != word)).address


def _state(asked: Asked, read: Interpretation) -> Asked:
    period = f"{read.period[0]}-{read.period[1]}" if read.period else ""
    return Asked(
        q=asked.q,
        is_edited=True,
        items=(*read.concepts, *read.actors),
        relation="silent" if read.asks_for_silence else read.relation or "",
        region=asked.region or ",".join(read.regions),
        period=asked.period or period,
        extra=(*read.unknown, *_restrictions(read)),
    )


def with_added(asked: Asked, added: str) -> Asked:
    """The question with what a reader wrote to add: a concept by one of its names or its id, else a word."""
    text = " ".join(added.split())
    if not text:
        return asked
    known = concept_named(text)
    if known:
        return replace(asked, items=tuple(dict.fromkeys((*asked.items, known))))
    return replace(asked, extra=tuple(dict.fromkeys((*asked.extra, text))))


def concept_named(text: str) -> str | None:
    """The id of the concept that has the id or one of the labels, whatever the case."""
    wanted = text.casefold()
    for concept in load_taxonomy().concepts.values():
        labels = (*(label for own in concept.labels.values() for label in own), *concept.abbreviations)
        if wanted == concept.concept_id.casefold() or wanted in (label.casefold() for label in labels):
            return concept.concept_id
    return None


def known_items(items: Iterable[str]) -> tuple[str, ...]:
    """Those that the taxonomy has."""
    return tuple(item for item in dict.fromkeys(items) if item in load_taxonomy().concepts)
