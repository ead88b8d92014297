"""Names of persons among the mentions."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from esfnlp.document import Document, Passage, Span
from esfnlp.extract.mentions import find_mentions
from esfnlp.finding import MentionClaim
from esfnlp.language.analysis import Analysis, Entity


class Analyst:
    """Stands for a pipeline that takes the same words for a person everywhere."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []

    def analyse(self, texts: Iterable[str]) -> Iterator[Analysis]:
        for text in texts:
            self.asked.append(text)
            start = text.find(self.name)
            span = Span(start, start + len(self.name))
            yield Analysis((), entities=(Entity("PERSON", span, self.name),) if start >= 0 else ())


def persons(text: str, name: str) -> list[str]:
    analyst: Any = Analyst(name)
    document = Document("d", text, passages=(Passage("p", None, "paragraph", text, 0, len(text)),))
    claims = [finding.claim for finding in find_mentions(document, analyst)]
    return [c.text for c in claims if isinstance(c, MentionClaim) and c.label == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Samtalet leddes av Anna-Karin Ekström.", "Anna-Karin Ekström", ["Anna-Karin Ekström"]),
        ("Boken skrevs av Nils E Berg i fjol.", "Nils E", ["Nils E Berg"]),
        ("Enligt generaldirektör Malmqvist går det bra.", "Malmqvist", ["Malmqvist"]),
        ("Enligt Malmqvist går det bra.", "Malmqvist", []),
        ("Arbetet leds av Region Skåne Nord i dag.", "Skåne Nord", []),
        ("De bor i Västra Götaland.", "Västra Götaland", []),
        ("De går på Karin Boyes gymnasium.", "Karin Boyes", []),
        ("Vi läste om Shared Values i fjol.", "Shared Values", []),
        ("l1 m.7 x% Anna Ek 4:; 0r", "Anna Ek", []),
    ],
)
def test_a_person_has_two_names_or_a_title(text: str, name: str, found: list[str]) -> None:
    assert persons(text, name) == found


def test_only_sentences_that_could_name_one_are_analysed() -> None:
    analyst: Any = Analyst("Berg")
    text = "Unga får stöd i Falun. Mötet leddes av Eva Berg."
    document = Document("d", text, passages=(Passage("p", None, "paragraph", text, 0, len(text)),))
    find_mentions(document, analyst)
    assert analyst.asked == ["Mötet leddes av Eva Berg."]
