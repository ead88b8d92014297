import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from esfnlp.errors import NothingToDoError
from esfnlp.record import Row
from esfnlp.search.index import FILE, FORMAT, Statements, open_index, update_index
from esfnlp.search.reader import Passages

Rows = dict[str, list[Row]]
KEYS = {"north": "a", "south": "a", "old": "a", "made": "a"}


def texts(folder: Path) -> dict[str, str]:
    with closing(open_index(folder)) as connection:
        return dict(connection.execute("select passage_id, text from passages").fetchall())


def reworded(rows: Rows, passage_id: str, text: str) -> Rows:
    passages = [row | {"text": text} if row["passage_id"] == passage_id else row for row in rows["passages"]]
    return rows | {"passages": passages}


def matches(folder: Path, word: str) -> int:
    with closing(open_index(folder)) as connection:
        passages = Passages(connection)
        return int((passages.bm25("words", [word])[passages.in_force] > 0).sum())


def test_only_documents_with_another_key_are_replaced(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path, rows, KEYS)
    newer = reworded(reworded(rows, "south-1", "Hästar."), "north-1", "Åsnor.")
    update_index(tmp_path, newer, KEYS | {"south": "b"})
    assert texts(tmp_path)["south-1"] == "Hästar."
    assert texts(tmp_path)["north-1"] != "Åsnor."


def test_what_is_replaced_is_found_by_its_new_words_only(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path, rows, KEYS)
    update_index(tmp_path, reworded(rows, "south-2", "Hästar."), KEYS | {"south": "b"})
    assert (matches(tmp_path, "asylsök"), matches(tmp_path, "häst")) == (0, 1)


def test_a_document_that_is_gone_leaves_the_index(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path, rows, KEYS)
    update_index(tmp_path, rows, {key: "a" for key in KEYS if key != "old"})
    assert "old-1" not in texts(tmp_path)
    with closing(open_index(tmp_path)) as connection:
        assert not Statements(connection).rows("target_groups", "document_id", ["old"])


def test_nothing_changed_leaves_the_file_alone(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path, rows, KEYS)
    before = (tmp_path / FILE).stat()
    update_index(tmp_path, rows, KEYS)
    assert (tmp_path / FILE).stat().st_ino == before.st_ino


def test_a_reader_keeps_what_it_opened(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path, rows, KEYS)
    with closing(open_index(tmp_path)) as connection:
        update_index(tmp_path, reworded(rows, "south-1", "Hästar."), KEYS | {"south": "b"})
        (text,) = connection.execute("select text from passages where passage_id = 'south-1'").fetchone()
    assert text != "Hästar."


def test_a_failed_update_leaves_the_old_index(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path, rows, KEYS)
    del rows["passages"][0]["text"]
    with pytest.raises(KeyError):
        update_index(tmp_path, rows, KEYS | {"north": "b"})
    assert len(texts(tmp_path)) == len(rows["passages"])
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_damaged_file_is_written_anew(tmp_path: Path, rows: Rows) -> None:
    (tmp_path / FILE).write_bytes(b"no database")
    update_index(tmp_path, rows, KEYS)
    assert len(texts(tmp_path)) == len(rows["passages"])


def test_an_index_of_a_newer_version_is_refused(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path, rows, KEYS)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("update about set value = ? where key = 'format'", (str(FORMAT + 1),))
    with pytest.raises(NothingToDoError, match="upgrade esfnlp"):
        open_index(tmp_path)
    with pytest.raises(NothingToDoError, match="upgrade esfnlp"):
        update_index(tmp_path, rows, KEYS | {"south": "b"})


def test_an_index_that_was_updated_often_is_written_anew(tmp_path: Path, rows: Rows) -> None:
    sizes = []
    for n in range(20):
        update_index(tmp_path, reworded(rows, "south-1", f"Hästar {n}."), KEYS | {"south": str(n)})
        with closing(open_index(tmp_path)) as connection:
            passages = Passages(connection)
            sizes.append((passages.count, passages.count_in_force))
    assert max(count for count, _ in sizes) < 4 * len(rows["passages"])
    assert {in_force for _, in_force in sizes} == {len(rows["passages"])}


def test_an_index_that_grew_ranks_as_one_written_at_once(tmp_path: Path, rows: Rows) -> None:
    update_index(tmp_path / "grown", rows, {"north": "a"})
    update_index(tmp_path / "grown", reworded(rows, "north-1", "Hästar."), KEYS | {"north": "b"})
    update_index(tmp_path / "grown", rows, KEYS)
    update_index(tmp_path / "once", rows, KEYS)
    scores = []
    for name in ("grown", "once"):
        with closing(open_index(tmp_path / name)) as connection:
            passages = Passages(connection)
            kept = passages.bm25("words", ["ung", "arbet"])[passages.in_force]
            scores.append(sorted(kept.round(5).tolist()))
    assert scores[0] == scores[1]
