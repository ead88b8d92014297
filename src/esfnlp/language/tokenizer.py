"""Tokens of Swedish administrative text: how spaCy's Swedish tokenizer is set up for it.

The words are those of the Swedish Universal Dependencies: an abbreviation is one token, also with spaces inside
(t ex, bl. a.), and so is a range of numbers (15–24, 2014–2020). A range as one token suits the number grammar too:
it reads characters, so both ends lie in one token and their words (år, procent) stand right after it.
Everything set here is stored with a saved pipeline, which therefore loads where esfnlp is not installed.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

Exceptions = dict[str, list[dict[int | str, str]]]
Patterns = Iterable[str | re.Pattern[str]]

DOTTED = (
    "a.a", "bl.a", "d.v.s", "e.d", "e.dyl", "f.d", "f.n", "f.v.b", "f.ö", "fr.o.m", "i.e", "i.o.m", "m.a.o",
    "m.fl", "m.m", "o.d", "o.dyl", "o.s.v", "p.g.a", "s.a.s", "s.k", "t.ex", "t.h", "t.o.m", "t.v", "t.f",
)  # fmt: skip
"""Abbreviations with inner points; they are also written without the last point, and some with spaces (t ex).
Those with points and spaces ("bl. a.") are joined by the component `esfnlp_tokens`."""
PLAIN = (
    "adj", "anm", "ang", "art", "avd", "avs", "bil", "bl", "bitr", "ca", "dir", "dnr", "doc", "dvs", "etc", "ev", "exkl",
    "forts", "fr", "förf", "inkl", "jfr", "kap", "kl", "mdkr", "milj", "mkr", "mnkr", "mom", "mvh", "max", "nr",
    "obs", "osv", "pga", "pkt", "proc", "prof", "prop", "rskr", "bet", "resp", "s", "ref", "sek", "sid", "skr",
    "st", "tab", "tel", "tkr", "tom", "tr", "vol", "övers", "särsk", "lic", "fil", "kand", "leg", "dr", "tf",
    "kompl", "motsv", "sammanl", "prel", "dep", "komm", "ordf", "sekr", "ers", "led",
)  # fmt: skip
"""Abbreviations that end with a point; without it the word is an ordinary token."""
_WORDS = frozenset({"tom", "led", "fil", "max", "fr", "obs", "ref", "sek", "tab"})
"""Of these, words that may as well end a sentence: their point stays a token of its own."""
_SPACED_WITHOUT_POINTS = frozenset(
    {"bl a", "d v s", "f d", "f n", "f ö", "fr o m", "m a o", "m fl", "m m", "o d", "o s v", "p g a", "s k",
     "t ex", "t o m", "t v", "e d"}
)  # fmt: skip
_WHOLE = ("c:a", "S:t", "S:ta", "s:t", "s:ta", "e-post", "§§", "ESF+", "Erasmus+", "AMIF+")
"""Written so, and never divided."""
BULLETS = "•●○◦▪■□▫·∙‣➢►✓✔❖*"
_SIGNS = "≥≤±≈~"


def tokenizer_exceptions() -> Exceptions:
    """Strings that the tokenizer keeps as one token, in spaCy's form of special cases."""
    found = {form for short in DOTTED for form in _forms(short)}
    found |= {form for short in PLAIN if short not in _WORDS for form in _cases(f"{short}.")}
    found |= set(_WHOLE)
    return {form: [{"ORTH": form}] for form in sorted(found)}


def configure(nlp: "Language") -> "Language":
    """Sets up the tokenizer of a Swedish pipeline, and gives the pipeline back."""
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    defaults = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    if not hasattr(tokenizer, "add_special_case"):
        raise ValueError(f"cannot set up a {type(tokenizer).__name__}; spaCy's own Tokenizer is needed")
    tokenizer.prefix_search = compile_prefix_regex(_prefixes(defaults.prefixes or ())).search
    tokenizer.suffix_search = compile_suffix_regex(_suffixes(defaults.suffixes or ())).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes(defaults.infixes or ())).finditer
    for text, tokens in tokenizer_exceptions().items():
        tokenizer.add_special_case(text, tokens)
    return nlp


def _forms(short: str) -> set[str]:
    """bl.a gives bl.a., bl.a, bl a and their capitalised forms."""
    spaced = short.replace(".", " ")
    forms = {f"{short}.", short, *({spaced} & _SPACED_WITHOUT_POINTS)}
    return {cased for form in forms for cased in _cases(form)}


def _cases(form: str) -> set[str]:
    """As written, capitalised, and in capitals where points show that it is no word."""
    capitals = {form.upper()} if form.count(".") > 1 else set()
    return {form, form[0].upper() + form[1:], *capitals}


def _prefixes(default: Patterns) -> list[str | re.Pattern[str]]:
    return [*default, *(rf"\{sign}" for sign in BULLETS), *_SIGNS]


def _suffixes(default: Patterns) -> list[str | re.Pattern[str]]:
    """The default ones, but the plus stays on its number (55+) and the dash on a word that it cuts off (lång–)."""
    kept = [suffix for suffix in default if suffix not in {r"(?<=[0-9])\+", "–"}]
    return [*kept, r"(?<=[\W\d_])–", r"(?<=[0-9])§", r"(?<=[0-9]):-"]


def _infixes(default: Patterns) -> list[str | re.Pattern[str]]:
    from spacy.lang.char_classes import ALPHA

    return [*default, rf"(?<=[{ALPHA}][-–])/(?=[{ALPHA}])"]
