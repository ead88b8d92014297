import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from esfnlp.cli.taxonomy import taxonomy_app
from esfnlp.errors import UsageError


def run(*arguments: str) -> str:
    result = CliRunner().invoke(taxonomy_app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_list_gives_one_scheme_as_json() -> None:
    concepts = json.loads(run("list", "--scheme", "th", "--format", "json"))
    assert {concept["id"].partition(":")[0] for concept in concepts} == {"th"}


def test_show_names_the_broader_concepts() -> None:
    assert "broader: tg:unga" in run("show", "tg:uvas")


def test_show_of_an_unknown_concept_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no concept 'tg:okand'"):
        run("show", "tg:okand")


def test_export_writes_turtle(tmp_path: Path) -> None:
    run("export", "--to", str(tmp_path / "taxonomy.ttl"))
    assert "skos:ConceptScheme" in (tmp_path / "taxonomy.ttl").read_text(encoding="utf-8")
