from pathlib import Path
from typing import Any

import pytest

from esfnlp.dataset.tables import write_tables
from esfnlp.record import COLUMNS, Row
from esfnlp.search.index import update_index


def row(table: str, **values: Any) -> Row:
    """A row of the contract; what is not given is empty."""
    empty = {name: [] if kind == "list" else None for name, kind in COLUMNS[table].items()}
    return empty | values


def document(document_id: str, region: str, start: int, **values: Any) -> Row:
    end = {2007: 2013, 2014: 2020, 2021: 2027}[start]
    given = {
        "title": f"Plan {document_id}",
        "region_codes": [region],
        "period_start": start,
        "period_end": end,
    }
    return row("documents", document_id=document_id, **(given | values))


def passage(passage_id: str, text: str, region: str, **values: Any) -> Row:
    place = {
        "document_id": passage_id.partition("-")[0],
        "region_code": region,
        "char_start": 0,
        "char_end": len(text),
    }
    return row("passages", passage_id=passage_id, text=text, **({"kind": "paragraph"} | place | values))


def record(table: str, passage_id: str, quote: str, region: str, **values: Any) -> Row:
    place = {
        "document_id": passage_id.partition("-")[0],
        "region_code": region,
        "char_start": 0,
        "char_end": len(quote),
    }
    return row(
        table, record_id=f"{table}-{passage_id}-{quote[:9]}", passage_id=passage_id, quote=quote, confidence=0.9,
        method="hand", **(place | values),
    )  # fmt: skip


@pytest.fixture
def rows() -> dict[str, list[Row]]:
    return plans()


def plans() -> dict[str, list[Row]]:
    """Three plans: north prioritises NEETs, south lets them take part, old mentions them; and training material."""
    return {
        "documents": [
            document("north", "SE33", 2021, warnings=["page 3: no text layer"]),
            document("south", "SE22", 2021),
            document("old", "SE22", 2014),
            document("made", "SEZZ", 2021, training=True),
        ],
        "sections": [
            row("sections", section_id="s1", document_id="north", heading="Prioriteringar", level=1),
            row("sections", section_id="s2", document_id="north", parent_id="s1", heading="Unga", level=2),
        ],
        "passages": [
            passage("north-1", "Insatserna riktas till unga som varken arbetar eller studerar.", "SE33", section_id="s2", page=4),
            passage("north-2", "Kommunerna ansvarar för vägledning av unga i länet.", "SE332", section_id="s2", page=5),
            passage("north-3", "Unga som varken arbetar eller studerar", "SE33", kind="heading", section_id="s2", page=4),
            passage("north-4", "Minst 300 unga ska nås senast 2025.", "SE33", page=6),
            passage("south-1", "Även unga utanför arbete och studier kan delta.", "SE22", page=2),
            passage("south-2", "Asylsökande omfattas inte av insatserna.", "SE22", page=2),
            passage("south-3", "Långtidsarbetslösheten växer i batteriregionen.", "SE22", page=3),
            passage("old-1", "Antalet unga utanför arbete och studier har ökat.", "SE22", page=1),
            passage("made-1", "Unga som varken arbetar eller studerar går före.", "SEZZ", page=1),
        ],
        "target_groups": [
            record("target_groups", "north-1", "riktas till unga som varken arbetar eller studerar", "SE33", concept="tg:uvas", status="prioritised", page=4),
            record("target_groups", "north-2", "vägledning av unga", "SE332", concept="tg:unga", status="mentioned", page=5),
            record("target_groups", "south-1", "unga utanför arbete och studier kan delta", "SE22", concept="tg:uvas", status="eligible", page=2),
            record("target_groups", "south-2", "Asylsökande omfattas inte", "SE22", concept="tg:asylsokande", status="excluded", page=2),
            record("target_groups", "old-1", "unga utanför arbete och studier", "SE22", concept="tg:uvas", status="mentioned", page=1),
            record("target_groups", "made-1", "Unga som varken arbetar eller studerar går före", "SEZZ", concept="tg:uvas", status="prioritised", page=1),
        ],
        "actors": [
            record("actors", "north-2", "Kommunerna ansvarar för vägledning", "SE332", actor="ac:kommuner", role="responsible", name="kommuner", page=5),
        ],
        "priorities": [
            record("priorities", "north-2", "vägledning av unga i länet", "SE332", kind="measure", text="vägledning", themes=["th:vagledning"], page=5),
        ],
        "targets": [
            record("targets", "north-1", "unga", "SE33", kind="threshold", indicator="ålder", value=24.0, comparator="<=", unit="years", population=["tg:unga"], page=4),
            record("targets", "north-4", "Minst 300 unga ska nås senast 2025", "SE33", kind="target", indicator="unga som nås", value=300.0, comparator=">=", unit="persons", year=2025, population=["tg:unga"], page=6),
        ],
    }  # fmt: skip


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run leaves of the plans; tests only read it."""
    folder, content = tmp_path_factory.mktemp("out"), plans()
    write_tables(content, folder / "dataset")
    update_index(folder / "index", content, {str(row["document_id"]): "1" for row in content["documents"]})
    return folder
