from pathlib import Path

import pytest

from esfnlp.document import Metadata
from esfnlp.ingest.metadata import detect_metadata
from esfnlp.ingest.text import parse_text

ABOUT = (
    "Denna handlingsplan styr Europeiska socialfonden. Socialfonden når många. "
    "I denna handlingsplan anges mål.\n\n"
)


def detected(text: str, name: str = "dokument.txt") -> Metadata:
    return detect_metadata(Path(name).stem, parse_text(text), Path(name))


def test_a_regional_plan_tells_region_period_and_programme() -> None:
    found = detected(f"Regional handlingsplan för ESF+ i Västsverige 2021–2027\n\n{ABOUT}")
    assert found.title == "Regional handlingsplan för ESF+ i Västsverige 2021–2027"
    assert (found.doc_type, found.programme, found.period_start, found.period_end) == (
        "regional_plan",
        "ESF+",
        2021,
        2027,
    )
    assert found.region_codes == ("SE23",)


def test_the_file_name_helps_where_the_text_is_silent() -> None:
    found = detected(ABOUT, "ovre-norrland-2014-2020-v2.txt")
    assert (found.region_codes, found.period_start, found.programme) == (("SE33",), 2014, "ESF")
    assert (found.version, found.plan_id) == ("2", "ovre-norrland-2014-2020")
    assert found.title == "Regional handlingsplan för Europeiska socialfonden i Övre Norrland 2014–2020"


def test_a_document_of_no_fund_has_neither_programme_nor_period() -> None:
    found = detected("Budget för 2021–2027\n\nKommunen ska spara. Den ska också bygga skolor.\n")
    assert (found.programme, found.period_start, found.doc_type) == (None, None, "other")


def test_municipalities_with_headings_give_their_county() -> None:
    text = f"Minnesanteckningar från dialog\n\n{ABOUT}Kalmar\n\nMånga deltog.\n\nOskarshamn\n\nFå deltog.\n\n"
    found = detected(text)
    assert (found.doc_type, found.region_codes) == ("meeting_summary", ("SE213",))


def test_a_county_that_is_a_region_keeps_the_regions_code() -> None:
    assert detected(ABOUT, "yttrande-stockholms-lan.txt").region_codes == ("SE11",)


def test_fictional_training_material_is_told() -> None:
    found = detected(
        f"Plan för Nordby\n\nFiktivt övningsmaterial för kursen.\n\n{ABOUT}Det gäller Västsverige.\n"
    )
    assert (found.training, found.region_codes) == (True, ("SEZZ",))


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Planen beslutades den 3 mars 2022.", "2022-03-03"),
        ("Fastställd av styrelsen 2014-06-12.", "2014-06-12"),
        ("Den 5 juni 2019 godkändes planen.", "2019-06-05"),
        ("Den 5 juni 2019 hölls ett möte.", None),
    ],
)
def test_the_day_of_the_decision(sentence: str, date: str | None) -> None:
    assert detected(sentence).adopted_on == date
