import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from esfnlp.cli.app import app
from esfnlp.errors import UsageError
from esfnlp.record import Row
from esfnlp.search.counterparts import counterparts
from esfnlp.search.index import update_index

SHARED = "Insatserna ska komplettera den ordinarie verksamheten hos myndigheter och kommuner."


@pytest.fixture
def out_with_boilerplate(tmp_path: Path, rows: dict[str, list[Row]]) -> Path:
    """North and south share a sentence; each has one of its own beside it."""
    texts = {
        "north-2": f"{SHARED} Gruvorna i inlandet behöver folk.",
        "south-1": f"{SHARED} Bron ger pendlare.",
    }
    rows["passages"] = [
        row | {"text": texts.get(str(row["passage_id"]), row["text"])} for row in rows["passages"]
    ]
    update_index(tmp_path / "index", rows, {str(row["document_id"]): "1" for row in rows["documents"]})
    return tmp_path


def test_counterparts_lie_in_other_regions_and_are_no_training_material(out: Path) -> None:
    found = counterparts(out, "south-1").found
    assert found[0].passage_id == "north-1"
    assert not {"south", "old", "made"} & {one.document_id for one in found}


def test_a_record_stands_for_its_passage(out: Path) -> None:
    record = "target_groups-south-1-unga utan"
    assert counterparts(out, record).passage_id == "south-1"


def test_what_regions_share_is_told_from_what_is_their_own(out_with_boilerplate: Path) -> None:
    found = counterparts(out_with_boilerplate, "north-2")
    assert [(s.text.split()[0], s.regions) for s in found.sentences] == [
        ("Insatserna", ("SE22",)), ("Gruvorna", ()),
    ]  # fmt: skip
    assert found.found[0].passage_id == "south-1"
    assert 0.3 < found.found[0].wording < 1


def test_headings_are_no_counterparts(out: Path) -> None:
    assert "north-3" not in {one.passage_id for one in counterparts(out, "old-1").found}


def test_an_unknown_id_is_refused(out: Path) -> None:
    with pytest.raises(UsageError, match="no document, passage or record 'p-0'"):
        counterparts(out, "p-0")


def test_the_command_takes_a_passage(out: Path) -> None:
    arguments = ["similar", "south-1", "--in", str(out)]
    shown = CliRunner().invoke(app, arguments, catch_exceptions=False).stdout
    assert "[its own] Även unga" in shown
    printed = CliRunner().invoke(app, [*arguments, "--format", "json"], catch_exceptions=False).stdout
    assert json.loads(printed)["similar"][0]["passage_id"] == "north-1"
