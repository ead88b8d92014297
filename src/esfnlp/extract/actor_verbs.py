"""Verbs that tell an actor's part, inflected, as regular expressions. The verbs: patterns/actor_verbs.toml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from esfnlp.extract.patterns import lines, words_in
from esfnlp.finding import Role

Side = Literal["does", "gets"]
ROLES: tuple[Role, ...] = ("responsible", "partner", "addressed", "consulted", "mentioned")
_VERBS = "actor_verbs"
_SHORTEST_HEAD = 4
_BE = r"(?:är|var|blir|blev|bli|vara|blivit|varit|anses|kan\svara|ska\svara)"


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one verb; `passive` are those in -s, `participle` those that stand with "är" or "blir"."""

    infinitive: str
    present: str
    past: str
    supine: str

    @property
    def finite(self) -> tuple[str, ...]:
        """Present and past, and the supine, whose "har" is often left out."""
        return self.present, self.past, self.supine

    @property
    def passive(self) -> tuple[str, ...]:
        present = re.sub(r"(?<=[aå])r$|er$", "", self.present)
        present = self.infinitive if self.infinitive.endswith("e") else re.sub("mm$", "m", present)
        return tuple(f"{form}s" for form in (present, self.past, self.supine, self.infinitive))

    @property
    def participle(self) -> tuple[str, ...]:
        if self.supine.endswith("it"):
            stem = self.supine.removesuffix("it")
            return f"{stem}en", f"{stem}et", f"{stem}na"
        stem = self.supine.removesuffix("t")
        ends = ("d", "t", "de") if stem.endswith("a") else ("d", "t", "da")
        return tuple(f"{stem}{end}" for end in ends)


@cache
def _irregular() -> Mapping[str, Forms]:
    rows = (line.split() for line in lines(_VERBS, "forms")["irregular"])
    return {row[0]: Forms(*row) for row in rows}


def inflected(verb: str) -> Forms:
    """The forms of a verb given in the infinitive; a compound is inflected as its longest known end.

    >>> inflected("genomföra").past, inflected("samordna").supine
    ('genomförde', 'samordnat')
    """
    for start in range(len(verb)):
        known = _irregular().get(verb[start:])
        if known and (start == 0 or (len(verb) - start >= _SHORTEST_HEAD and known.infinitive != "vara")):
            prefix = verb[:start]
            return Forms(
                prefix + known.infinitive, prefix + known.present, prefix + known.past, prefix + known.supine
            )
    stem = verb.removesuffix("a")
    return Forms(verb, f"{stem}ar", f"{stem}ade", f"{stem}at")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with what must (or must not) come with it: `tail` is a regular expression for what follows.

    `frames`: an object can stand between the verb and its tail.
    """

    forms: Forms
    tail: str
    particle: str = ""
    frames: bool = False

    def of(self, forms: Iterable[str]) -> str:
        return rf"(?:{'|'.join(forms)}){self.tail}"


def verbs(side: Side, role: Role) -> Iterator[Verb]:
    for line in lines(_VERBS, side).get(role, []):
        yield _verb(line)


def _verb(line: str) -> Verb:
    words, mark, condition = re.fullmatch(r"([^~!]+?)(?:\s([~!])(.+))?", line).groups()  # type: ignore[union-attr]
    head, _, particle = words.partition(" ")
    tail = r"\b"
    if particle:
        tail += rf"\s(?:(?!(?:välkom\w*|och|men)\b)\w+\s){{0,2}}?{particle}\b".replace(" ", r"\s")
    if mark == "~":
        tail += rf"\s(?:[\w,¤-]+\s){{0,5}}?(?:{condition})\b".replace(" ", r"\s")
    if mark == "!":
        tail += rf"(?!\s(?:{condition})\b)".replace(" ", r"\s")
    return Verb(inflected(head), tail, particle, frames=mark == "~")


_MODAL = r"""(?:ska|skall|skulle|bör|borde|får|måste|kommer\satt|kom\satt|behöver|avser\satt|har\sför\savsikt\satt|planerar\satt
    |tänker|förutsätts|förväntas|fortsätter\satt|börja|börjar|lovar\satt|har\slovat\satt|borde|vill\sgärna
    |(?:har\s)?åta(?:r|git)\ssig\satt|(?:har\s)?förklarat\ssig\s\w+\satt|är\s(?:villiga?|beredda?|redo)\satt)"""
"""What makes an infinitive a statement about what shall be done."""
_MAY = rf"(?:kan|kunde|vill|{_MODAL})"
"""The same, and what only allows it."""
_FEW = r"""(?:(?!(?:ha|nytta|del|beroende|behov|stöd|hjälp|delar?|hälften|och|som|att)\b(?!\smed))
    [\w,/-]+\s+){0,6}?"""
"""Words between a passive verb and its agent, none of which makes the verb another one."""
_BETWEEN = r"(?:(?!(?:och|men|eller|samt|att|som)\b)[\w-]+\s){0,4}?"


@dataclass(frozen=True)
class Phrase:
    """A regular expression for a verb and what belongs to it, tried only on texts that hold one of its words."""

    source: str
    words: frozenset[str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.source, re.X | re.I)

    def search(self, text: str) -> re.Match[str] | None:
        return None if self.words.isdisjoint(words_in(text)) else self._pattern.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return None if self.words.isdisjoint(words_in(text)) else self._pattern.match(text)

    def within(self, before: str, after: str) -> "Phrase":
        """The phrase between two more regular expressions."""
        return Phrase(f"{before}{self.source}{after}", self.words)


@cache
def predicate(role: Role) -> Phrase:
    """A verb phrase whose subject has the role; it begins where the finite verb does."""
    before_infinitive = _MODAL if role == "responsible" else _MAY
    perfect = "har|hade" if role == "responsible" else rf"har|hade|{_MAY}\s{_BETWEEN}ha"
    does = list(verbs("does", role))
    gets = list(verbs("gets", role))
    source = rf"""\b(?:(?:{_any(v.of(v.forms.finite) for v in does)})
        |{before_infinitive}\s{_BETWEEN}(?:att\s)?(?:{_any(v.of([v.forms.infinitive]) for v in does)})
        |(?:{perfect})\s{_BETWEEN}(?:{_any(v.of([v.forms.supine]) for v in does)})
        |(?:{_MAY}\s{_BETWEEN}|(?:har|hade)\s{_BETWEEN})?(?:{_any(v.of(v.forms.passive) for v in gets)})
        |{_MAY}?\s?{_BE}\s{_BETWEEN}(?:{_any(v.of(v.forms.participle) for v in gets)}))"""
    active = (form for v in does for form in (*v.forms.finite, v.forms.infinitive))
    passive = (form for v in gets for form in (*v.forms.passive, *v.forms.participle))
    return Phrase(source, frozenset((*active, *passive)))


@cache
def agent(role: Role) -> Phrase:
    """A passive verb with "av", whose agent has the role; it ends where the agent may begin."""
    does = list(verbs("does", role))
    found = _any(v.of((*v.forms.passive, *v.forms.participle)) for v in does)
    joined = [f"{v.particle}{form}" for v in does if v.particle.isalpha() for form in v.forms.participle]
    source = rf"\b(?:{found}|(?:{_any(joined)})\b)\s{_FEW}av(?!\s(?:vad|att|hur|om)\b)"
    passive = (form for v in does for form in (*v.forms.passive, *v.forms.participle))
    return Phrase(source, frozenset((*passive, *joined)))


@cache
def on_object(role: Role) -> Phrase:
    """A verb whose object has the role, without what follows the object."""
    return _active(verbs("gets", role)).within(r"(?<!så\s)", "")


@cache
def around_object(role: Role) -> Phrase:
    """The same for a verb whose object stands before the rest of it ("ge [X] i uppdrag"), the object left out."""
    return _active(verb for verb in verbs("gets", role) if verb.frames)


def _active(several: Iterable[Verb]) -> Phrase:
    """One of the verbs, in a form that takes an object."""
    forms = [(verb, (verb.forms.infinitive, *verb.forms.finite)) for verb in several]
    source = rf"\b(?:{_any(verb.of(own) for verb, own in forms)})"
    return Phrase(source, frozenset(form for _, own in forms for form in own))


@cache
def finite_words() -> frozenset[str]:
    """Words that can be a finite verb: of the verbs here, or one that goes with an infinitive or a supine."""
    forms = {
        form.split()[0]
        for role in ROLES
        for verb in (*verbs("does", role), *verbs("gets", role))
        for form in (verb.forms.present, verb.forms.past, *verb.forms.passive[:3])
    }
    auxiliary = {"ska", "skall", "bör", "får", "måste", "kan", "kunde", "vill", "behöver", "har", "hade"}
    return frozenset(forms | auxiliary)


def _any(alternatives: Iterable[str]) -> str:
    """One of them; where there is none, what never matches."""
    return "|".join(dict.fromkeys(alternatives)) or r"(?!)"
