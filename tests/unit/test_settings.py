from dataclasses import asdict
from pathlib import Path

import pytest
import yaml

from esfnlp.errors import UsageError
from esfnlp.settings import IngestSettings, Settings

PARAMS = Path(__file__).parents[2] / "pipeline" / "params.yaml"


def write(folder: Path, text: str) -> Path:
    path = folder / "params.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_does_not_name_keeps_its_default(tmp_path: Path) -> None:
    settings = Settings.read(write(tmp_path, "ingest:\n  max_pages: 5\n"))
    assert settings == Settings(ingest=IngestSettings(max_pages=5))


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    assert Settings.read(write(tmp_path, "")) == Settings()


def test_an_unknown_stage_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"unknown stage \['ocr'\]; known: dataset, ingest, language, search"
    ):
        Settings.read(write(tmp_path, "ocr: {}\n"))


def test_an_unknown_key_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"unknown key \['pages'\].*max_pages"):
        Settings.read(write(tmp_path, "ingest:\n  pages: 5\n"))


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no settings file at .*nowhere\.yaml"):
        Settings.read(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("text", ["ingest: [\n", "ingest: 5\n", "- ingest\n", "ingest:\n  max_pages: many\n"])
def test_a_settings_file_of_the_wrong_form_is_a_usage_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"params\.yaml"):
        Settings.read(write(tmp_path, text))


def test_the_pipelines_parameters_hold_every_setting() -> None:
    given = yaml.safe_load(PARAMS.read_text(encoding="utf-8"))
    known = asdict(Settings())
    assert {stage: set(given[stage]) for stage in known} == {stage: set(known[stage]) for stage in known}
