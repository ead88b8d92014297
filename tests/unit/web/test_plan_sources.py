import hashlib
import json
import os

import pytest

from esfnlp.web.sources import Sources

CONTENT = b"what was read"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plans" / "syd").mkdir(parents=True)
    (tmp_path / "plans" / "syd" / "plan.pdf").write_bytes(CONTENT)
    (tmp_path / "run.json").write_text(json.dumps({"inputs": [str(tmp_path / "plans")]}))
    return tmp_path


def row(name="syd/plan.pdf", content=CONTENT):
    return {"source_file": name, "source_sha256": hashlib.sha256(content).hexdigest()}


def test_the_file_lies_where_the_run_read_it(folder):
    assert Sources(folder).file_of(row()) == folder / "plans" / "syd" / "plan.pdf"


def test_a_file_or_manifest_stands_for_its_folder(folder):
    (folder / "run.json").write_text(json.dumps({"inputs": [str(folder / "plans" / "manifest.csv")]}))
    (folder / "plans" / "manifest.csv").touch()
    assert Sources(folder).file_of(row())


def test_named_folders_come_instead_of_those_of_the_run(folder, tmp_path):
    elsewhere = tmp_path / "moved"
    (elsewhere / "syd").mkdir(parents=True)
    assert Sources(folder, (elsewhere,)).file_of(row()) is None
    (elsewhere / "syd" / "plan.pdf").write_bytes(CONTENT)
    assert Sources(folder, (elsewhere,)).file_of(row())


def test_a_file_with_other_bytes_is_not_taken_and_seen_at_once(folder):
    sources, path = Sources(folder), folder / "plans" / "syd" / "plan.pdf"
    assert sources.file_of(row())
    path.write_bytes(b"what was read!")
    os.utime(path, ns=(1, 1))
    assert sources.file_of(row()) is None


@pytest.mark.parametrize("name", ["../plans/syd/plan.pdf", "/etc/passwd", "", "syd/../syd/plan.pdf"])
def test_names_that_lead_elsewhere_are_not_followed(folder, name):
    assert Sources(folder).file_of(row(name)) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"inputs": [1]}', '{"inputs": ["plans"]}'])
def test_a_run_that_does_not_say_where_it_read_has_no_files_at_hand(folder, content):
    (folder / "run.json").write_text(content)
    assert Sources(folder).file_of(row()) is None
