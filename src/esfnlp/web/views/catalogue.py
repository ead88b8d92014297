"""The list of plans: what of it a reader wants to see, page by page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from esfnlp.dataset.compare import period_of
from esfnlp.record import Row
from esfnlp.swedish.slugs import slug
from esfnlp.taxonomy.places import load_places
from esfnlp.web import addresses
from esfnlp.web.languages import Language
from esfnlp.web.questions import codes_of

PLANS_ON_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which plans a reader wants to see; what is empty lets every plan pass. `page` counts from 1."""

    text: str = ""
    region: str = ""
    period: str = ""
    programme: str = ""
    page: int = 1

    def address(self, page: int = 1) -> str:
        state = [("text", self.text), ("region", self.region), ("period", self.period),
                 ("programme", self.programme), ("page", page if page > 1 else "")]  # fmt: skip
        return addresses.with_state("/plans", state)

    @property
    def is_narrow(self) -> bool:
        """Whether some plans may be left out."""
        return self != replace(Wanted(), page=self.page)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The plans of one page; `total` counts those of all `pages`, which begin at 1."""

    documents: tuple[Row, ...]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The number of the page's first plan, from 1."""
        return (self.page - 1) * PLANS_ON_PAGE + 1


def catalogue(documents: Iterable[Row], wanted: Wanted, words_of: Callable[[Row], str]) -> Catalogue:
    """The wanted plans by region and period; a page beyond the last is the last. `words_of` gives what `searched` does."""
    found = sorted((row for row in documents if _passes(row, wanted, words_of)), key=in_list)
    pages = max(1, -(-len(found) // PLANS_ON_PAGE))
    page = min(max(wanted.page, 1), pages)
    begin = (page - 1) * PLANS_ON_PAGE
    return Catalogue(tuple(found[begin : begin + PLANS_ON_PAGE]), len(found), page, pages)


def _passes(row: Row, wanted: Wanted, words_of: Callable[[Row], str]) -> bool:
    region_of = load_places().region_of
    return (
        (not wanted.region or wanted.region in {region_of(code) for code in codes_of(row)})
        and (not wanted.period or period_of(row) == wanted.period)
        and (not wanted.programme or row.get("programme") == wanted.programme)
        and (not wanted.text or _has_words(words_of(row), wanted.text))
    )


def searched(row: Row, say: Language) -> str:
    """What of a plan's row the words of a reader are looked for in, folded."""
    fields = ("title", "document_id", "source_file", "version", "programme")
    places = [say.place(code) for code in codes_of(row)]
    return slug(" ".join([*(str(row.get(name) or "") for name in fields), *places, period_of(row) or ""]))


def _has_words(folded: str, text: str) -> bool:
    """Whether every word stands there, wholly or in part; diacritics do not count."""
    return all(slug(word) in folded for word in text.split() if slug(word))


def programmes_of(documents: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted({str(row["programme"]) for row in documents if row.get("programme")})


def in_list(row: Row) -> tuple[bool, list[str], str, str, str]:
    """By what plans are sorted: training material last, then by region, period, version and id."""
    period, version = str(row["period_start"] or ""), str(row.get("version") or "")
    return bool(row["training"]), codes_of(row), period, version, str(row["document_id"])
