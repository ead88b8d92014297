"""The languages that the reading room speaks; what stands in the plans stays in theirs.

Messages are written in English in code and templates; `locale/CODE/*.po`, one file for each room, hold them in other
languages. The catalogues are read once, when they are first needed.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from starlette.requests import HTTPConnection

from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, place_name

CODES = ("sv", "en")
SOURCE = "en"
COOKIE = "language"


def N_(message: str) -> str:
    """Marks a message that is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Language:
    """Says things in one language. A message may hold places for values: `say("%(n)s of them", n=3)`."""

    code: str
    catalogue: NullTranslations

    def __call__(self, message: str, **values: object) -> str:
        said = self.catalogue.gettext(message) if message else ""
        return said % values if values else said

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The message for so many; `%(n)s` stands for the number."""
        return self.catalogue.ngettext(one, many, n) % {"n": self.number(n), **values}

    def number(self, value: float) -> str:
        """A number as readers of the language write it.

        >>> language("sv").number(23921.5), language("en").number(23921.5)
        ('23\\xa0921,5', '23,921.5')
        """
        return str(format_decimal(value, format="#,##0.######", locale=self.code))

    def concept(self, concept_id: str) -> str:
        """The concept's preferred name, the Swedish one where it has no other."""
        concept = load_taxonomy().concepts.get(concept_id)
        if concept is None:
            return concept_id
        return concept.label(self.code if self.code in concept.labels else "sv")

    def place(self, code: str) -> str:
        """The place's name; those of Swedish places are Swedish."""
        names = {COUNTRY: N_("Sweden"), TRAINING_REGION: N_("invented region")}
        return self(names[code]) if code in names else place_name(code)

    @property
    def own_name(self) -> str:
        """What the language calls itself."""
        return str(Locale(self.code).get_display_name() or self.code)


@cache
def language(code: str) -> Language:
    """One of `CODES`."""
    return Language(code, NullTranslations() if code == SOURCE else _catalogue(code))


def _catalogue(code: str) -> NullTranslations:
    together = Catalog(locale=code)
    folder = files("esfnlp.web").joinpath("locale", code)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".po"):
            for message in read_po(io.BytesIO(file.read_bytes()), locale=code):
                if message.id and not message.fuzzy:
                    together[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return GNUTranslations(compiled)


def language_of(request: HTTPConnection, default: str = "sv") -> Language:
    """The language of `?lang=`, else of the cookie, else the first that the browser accepts, else the default."""
    asked = (request.query_params.get("lang", ""), request.cookies.get(COOKIE, ""))
    accepted = _accepted(request.headers.get("accept-language", ""))
    return language(next((code for code in (*asked, *accepted) if code in CODES), default))


def _accepted(header: str) -> list[str]:
    """The primary languages of an Accept-Language header, most wanted first.

    >>> _accepted("en-GB;q=0.7, sv, da;q=0.9")
    ['sv', 'da', 'en']
    """
    weighed: dict[str, float] = {}
    for part in header.split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        code = tag.partition("-")[0].strip().lower()
        weighed[code] = max(weighed.get(code, 0.0), _weight(weight))
    return sorted(filter(None, weighed), key=lambda code: -weighed[code])


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def own_names() -> Mapping[str, str]:
    """What each language calls itself, by code."""
    return {code: language(code).own_name for code in CODES}
