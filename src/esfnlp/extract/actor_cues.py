"""Where the words around a name tell its part: what it does, what is done to it, what stands before and after it.

All look at the name from where it stands: `before` ends and `after` begins at it. The words: patterns/actors.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from esfnlp.extract.actor_verbs import ROLES, Phrase, agent, around_object, finite_words, on_object, predicate
from esfnlp.extract.patterns import Pattern, Table, expressions, patterns
from esfnlp.finding import Role

BLANK = "¤"
"""Stands for every letter of a name, so that no name is its own cue."""
_RIGHT, _GENITIVE = (patterns("actors", table) for table in ("right", "genitive"))
_SUBJECT = patterns("actors", "subject")
_REACH = 250
"""So many characters on either side can hold what is said of a name; more would only cost time."""
_OPENS = ("som", "att")
_NEGATED = re.compile(r"\b(?:inte|ej|icke|inget|ingen|inga|aldrig|knappast|varken)\b", re.I)
_NOTHING_TO_SAY = re.compile(
    r"\b(?:inget|inga|ingen)\s(?:\w+\s)?(?:synpunkt|erinr|invänd|att\serinra)\w*", re.I
)
_DETERMINERS = r"""(?:(?:de|den|det|dem|en|ett|två|tre|fyra|fem|minst|alla|samtliga|flera|flertalet|många|några|andra
    |övriga|berörda|respektive|olika|varje|både|såväl|dels|även|också|bland\sannat|till\sexempel|exempelvis|främst
    |framför\sallt|i\sförsta\shand|bara|endast|enbart|särskilt|vår|vårt|våra|er|ert|era|sin|sina|sitt|dess|deras|vissa
    |enskilda?|mindre|större|små|stora|nya|äldre|lokala|regionala|nationella|statliga|kommunala|privata|offentliga
    |ideella|fackliga|externa|\w+(?:ens|ets|nas|ns|iga|ande|ala|iva|liga|ska))\s+){0,4}"""
"""Words that belong to a name that follows them."""
_NOT_OF_NAME = r"(?:inom|i|på|med|av|för|till|som|att|är|har|ska|bör|kan|hos|från|vid|om|där|när|men|dessa|dem|detta|oss|sig)"
_A_FEW_WORDS = rf"(?!\w)[\s:]+(?:{_DETERMINERS}|(?:(?!{_NOT_OF_NAME}\b)[\w,/-]+\s+){{0,3}}?)$"
"""What may stand between a phrase and the name that it ends before."""
_SKIPPED = r"""^\s*+(?:\([^)]*\)\s*+)?(?:[|–-]\s?)?(?:(?:,\s[^,.;¤]{1,45},|(?:för|i|vid|på|med|inom)\s[\w\s¤+-]{1,40}?)\s*+)?
    (?P<relative>,?\s*(?:som|vilka|vilken|vilket|när\s(?:de|det|den)|för\satt\sde)\s)?,?\s*+
    (?P<lead>(?:(?!(?:som|där|när|att|vilka|ha|haft|eller|samt|men)\b)[\w-]+\s+){0,3}?)"""
"""What may stand between a name and its verb."""
_OBLIQUE = re.compile(
    rf"""\b(?:med|av|hos|från|i|på|till|för|inom|mot|mellan|bland|om|utan|genom|via|vid|åt|över|kring|enligt|jämte)
    \s+{_DETERMINERS}$""",
    re.X | re.I,
)
_MEMBERS = re.compile(
    rf"""\b(?:hälften|flera|några|en|två|tre|många|alla|del|majoriteten|flertalet|forskare|\w*personal
    |tjänste(?:män|personer)|handläggare|företrädare|representant(?:er|en|erna)?|chefer|rektorer|lärare|kansliet
    |enheten|kontoret|ledningen|medlemmar|politiker|ledam\w+|experter|vägledare|coacher|studenter)
    \s(?:av|från|vid|på|hos|i|för|inom)\s+{_DETERMINERS}$""",
    re.X | re.I,
)
"""Those who act for an organisation, so that it is the subject with them."""
_VERB_BEFORE = re.compile(
    rf"(?P<word>kommer\satt|avser\satt|[\w-]+)\s+{_DETERMINERS}(?:(?:då|nu|sedan|därför|gärna|alltså)\s)?$",
    re.X | re.I,
)
_AUXILIARY = re.compile(r"ska|skall|bör|får|måste|kan|kunde|vill|behöver|har|hade|kommer|avser", re.I)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give a role, `distance` characters from the name; `ahead` of it or after it."""

    role: Role
    words: str
    distance: int
    ahead: bool = False

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """The nearest cue counts; of those that begin after the name the longest, of those that end before it the shortest."""
        return self.distance, self.ahead, len(self.words) * (1 if self.ahead else -1), ROLES.index(self.role)

    @property
    def negated(self) -> bool:
        return bool(_NEGATED.search(_NOTHING_TO_SAY.sub("", self.words)))


def nearest_cue(before: str, after: str, *, last: bool, genitive: bool) -> Cue | None:
    """The cue that decides for the name between `before` and `after`.

    `last`: the name closes its enumeration, so a relative clause that follows is about it.
    """
    before, after = before[-_REACH:], after[:_REACH]
    verb = _VERB_BEFORE.search(before)
    found = list(_from_left(before, verb, after))
    if genitive:
        found += _at_start(_GENITIVE, after)
        unit = _GENITIVE["unit"].search(after)
        if unit:
            found += _at_start(_RIGHT, after[unit.end() :])
            found += _as_subject(before, verb, after[unit.end() :], last=last)
    else:
        found += _at_start(_RIGHT, after)
        found += _as_subject(before, verb, after, last=last)
    return min(found, key=lambda cue: cue.rank, default=None)


def _at_start(table: Table, after: str) -> Iterator[Cue]:
    for role in ROLES:
        match = table[role].search(after) if role in table else None
        if match:
            yield Cue(role, match.group(), 0)


def _from_left(before: str, verb: re.Match[str] | None, after: str) -> Iterator[Cue]:
    for role in ROLES:
        for pattern in _left_patterns(role):
            match = pattern.search(before)
            if match:
                yield Cue(role, match["cue"], len(before[match.end("cue") :].strip()), ahead=True)
        around = around_object(role).match(f"{verb['word']} {after.lstrip()}") if verb else None
        if verb and around:
            yield Cue(role, around.group(), len(before[verb.end("word") :].strip()))


@cache
def _left_patterns(role: Role) -> list[Pattern | Phrase]:
    """Phrases, agents and objects: what ends before the name but for a few words."""
    only_determiners = rf")\s+{_DETERMINERS}$"
    return [
        _ahead()[role],
        agent(role).within("(?P<cue>", f"){_A_FEW_WORDS}"),
        on_object(role).within("(?P<cue>", only_determiners),
    ]


@cache
def _ahead() -> Table:
    """The phrases of the file's table "left" where they end before a name."""
    return Table(
        {
            role: [f"(?P<cue>{line}){_A_FEW_WORDS}" for line in several]
            for role, several in expressions("actors", "left").items()
        },
        re.X | re.I,
    )


def _as_subject(before: str, verb: re.Match[str] | None, after: str, *, last: bool) -> Iterator[Cue]:
    """Cues of the verb whose subject the name is, after it or (inverted) before it."""
    oblique = bool(_OBLIQUE.search(before)) and not _MEMBERS.search(before)
    for role in ROLES:
        match = _subject(role).match(after)
        if match and (last if match["relative"] else not oblique):
            yield Cue(role, f"{match['lead']}{match['verb']}", len(after[: match.start("verb")].strip()))
    if not oblique:
        yield from _inverted(before, verb, after)


def _inverted(before: str, verb: re.Match[str] | None, after: str) -> Iterator[Cue]:
    """Cues of a finite verb right before the name, unless another name before it is the verb's subject."""
    word = verb["word"].split()[0] if verb else ""
    if verb and word.casefold() in finite_words() and (BLANK not in before or _AUXILIARY.fullmatch(word)):
        for role in ROLES:
            match = predicate(role).match(f"{verb['word']} {after.lstrip()}")
            if match:
                yield Cue(role, match.group(), len(before[verb.end("word") :].strip()))


def unknown_deed(before: str, after: str) -> str:
    """The words that say that the name does something which no list knows, or none."""
    if _OBLIQUE.search(before) or _SUBJECT["stands"].search(after) or before.strip(" ,¤(").endswith(_OPENS):
        return ""
    match = _SUBJECT["acts"].search(after)
    return match.group().strip() if match else ""


@cache
def _subject(role: Role) -> Phrase:
    return predicate(role).within(f"{_SKIPPED}(?P<verb>", ")")
