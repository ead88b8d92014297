"""Three regions' plans with a group, an actor and targets each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from esfnlp.dataset.tables import write_tables
from esfnlp.record import COLUMNS, Row

REGIONS = {"syd": "SE22", "norr": "SE33", "vast": "SE23"}
STATUSES = ("prioritised", "eligible", "mentioned")
ROLES = ("responsible", "partner", "addressed")


def rows(table: str) -> list[Row]:
    return [row for number, name in enumerate(REGIONS) for row in _rows_of(table, number, name)]


def _rows_of(table: str, number: int, name: str) -> list[Row]:
    own: dict[str, list[Row]] = {
        "documents": [{"region_codes": [REGIONS[name]], "period_start": 2014, "period_end": 2020,
                       "doc_type": "regional_plan", "training": False, "warnings": ["s. 1"] * number}],
        "passages": [{"passage_id": f"p-{name}", "text": f"Planen för {name} gäller arbete."}],
        "target_groups": [{"concept": "tg:unga", "status": STATUSES[number]}],
        "actors": [{"actor": "ac:kommuner", "name": "kommuner", "role": ROLES[number]}],
        "targets": [{"kind": "target", "indicator": "deltagare", "value": 10.0 ** (number + 1), "unit": "persons",
                     "year": year} for year in (2018, 2020, None)],
    }  # fmt: skip
    found = own.get(table, [])
    shared = {"document_id": name, "region_code": REGIONS[name], "char_start": number, "char_end": 9}
    return [
        {key: value for key, value in shared.items() if key in COLUMNS[table]}
        | ({"record_id": f"{table}-{name}-{place}"} if "record_id" in COLUMNS[table] else {})
        | row
        for place, row in enumerate(found)
    ]


Make = Callable[..., Path]


@pytest.fixture
def make_out(tmp_path: Path) -> Make:
    """An output folder with these tables of the three plans, or all."""

    def make(*tables: str) -> Path:
        write_tables({table: rows(table) for table in tables or COLUMNS}, tmp_path / "out" / "dataset")
        return tmp_path / "out"

    return make
