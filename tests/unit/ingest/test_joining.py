from collections import Counter

import pytest

from esfnlp.ingest.joining import Vocabulary, join_lines


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["kompetens-", "utveckling"], "kompetensutveckling"),
        (["lång-", "och kortvarig"], "lång- och kortvarig"),
        (["EU-", "medel"], "EU-medel"),
        (["icke-", "formellt"], "icke-formellt"),
        (["2021-", "2027"], "2021-2027"),
        (["Region-", "Väst"], "Region-Väst"),
        (["arbets\u00ad", "liv"], "arbetsliv"),
        (["in-/", "utrikes"], "in-/utrikes"),
        (["utbildnings", "insatser"], "utbildningsinsatser"),
        (["flera", "kommuner"], "flera kommuner"),
    ],
)
def test_lines_are_joined_as_their_words_were(lines: list[str], joined: str) -> None:
    assert join_lines(lines, Vocabulary(Counter(), Counter()))[0] == joined


def test_the_documents_own_spelling_decides() -> None:
    vocabulary = Vocabulary.of(["Ett socio-ekonomiskt index och en socio-ekonomisk analys.", ""])
    assert join_lines(["ett socio-", "ekonomiskt"], vocabulary)[0] == "ett socio-ekonomiskt"


def test_a_hyphen_lost_at_the_line_end_is_seen_by_the_whole_word_elsewhere() -> None:
    vocabulary = Vocabulary.of(["Denna handlingsplan är kort.", "Vår handlingsplan är ny."])
    assert join_lines(["denna handlings", "plan gäller"], vocabulary)[0] == "denna handlingsplan gäller"


def test_starts_point_at_the_lines() -> None:
    text, starts = join_lines(["kompetens-", "utveckling för", "alla"], Vocabulary(Counter(), Counter()))
    assert [text[start:] for start in starts] == [
        "kompetensutveckling för alla",
        "utveckling för alla",
        "alla",
    ]
