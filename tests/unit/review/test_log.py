import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from esfnlp.document import Document
from esfnlp.errors import UsageError
from esfnlp.record import Row
from esfnlp.review.correction import Correction, correction_from_json, correction_to_json
from esfnlp.review.judging import judged, retracted
from esfnlp.review.log import anonymous, append, correction_files, read_log


@pytest.fixture
def accepted(document: Document, unga: Row) -> Correction:
    return judged("accept", "target_groups", unga, document, who="anna", why="står så")


def test_a_correction_comes_back_as_it_was_written(accepted: Correction) -> None:
    assert correction_from_json(json.loads(json.dumps(correction_to_json(accepted)))) == accepted


def test_a_line_quotes_its_words_with_those_around_and_no_offsets(accepted: Correction) -> None:
    line = correction_to_json(accepted)
    assert line["target"]["type"] == "TextQuoteSelector"
    assert line["target"]["prefix"].endswith("riktas till ")
    assert "char_start" not in json.dumps(line)


def test_the_id_does_not_tell_who(accepted: Correction) -> None:
    assert replace(accepted, who="bo").correction_id == accepted.correction_id
    assert replace(accepted, why="").correction_id != accepted.correction_id
    assert "anna" not in json.dumps(correction_to_json(anonymous([accepted])[0]))


def test_corrections_are_appended_and_read_in_the_order_of_time(tmp_path: Path, accepted: Correction) -> None:
    later = replace(accepted, when="2099-01-01T00:00:00.000000Z", action="reject")
    append(tmp_path / "b.jsonl", [later])
    append(tmp_path / "a.jsonl", [accepted])
    append(tmp_path / "a.jsonl", [accepted])
    assert read_log(sorted(tmp_path.glob("*.jsonl"))).corrections == [accepted, later]


def test_a_later_line_takes_an_earlier_one_back(tmp_path: Path, accepted: Correction) -> None:
    append(tmp_path / "a.jsonl", [accepted, retracted(accepted.correction_id, [accepted])])
    log = read_log([tmp_path / "a.jsonl"])
    assert (log.standing, log.retracted) == ([], {accepted.correction_id})


def test_nothing_is_retracted_that_does_not_stand(accepted: Correction) -> None:
    with pytest.raises(UsageError, match="no correction co-1 that stands"):
        retracted("co-1", [accepted])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"action": "acc', "Unterminated string"),
        ("[]", "not an object"),
        ('{"action": "praise"}', "action is 'praise'"),
        ('{"action": "accept", "when": "today"}', "when is 'today'"),
        ('{"action": "retract", "when": "2026-01-01T00:00:00.000000Z"}', "retracts is missing"),
        ('{"action": "accept", "when": "2026-01-01T00:00:00.000000Z", "table": "x"}', "table is 'x'"),
    ],
)
def test_a_damaged_line_is_named_and_the_rest_is_used(
    tmp_path: Path, accepted: Correction, line: str, reason: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    append(path, [accepted])
    log = read_log([path])
    assert log.corrections == [accepted]
    assert len(log.faults) == 1
    assert log.faults[0].startswith(f"{path}:1: not a correction: ") and reason in log.faults[0]


def test_a_line_that_was_not_finished_does_not_harm_the_next(tmp_path: Path, accepted: Correction) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"action": "acc\xc3')
    append(path, [accepted])
    assert read_log([path]).corrections == [accepted]


def test_reviewers_who_write_at_the_same_time_lose_nothing(tmp_path: Path, accepted: Correction) -> None:
    many = [replace(accepted, why=str(number)) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: append(tmp_path / "a.jsonl", [one]), many))
    log = read_log([tmp_path / "a.jsonl"])
    assert ({one.why for one in log.corrections}, log.faults) == ({str(n) for n in range(40)}, [])


def test_a_stated_file_must_be_there(tmp_path: Path) -> None:
    assert correction_files(tmp_path) == []
    with pytest.raises(UsageError, match="no file of corrections"):
        correction_files(tmp_path, tmp_path / "none.jsonl")
