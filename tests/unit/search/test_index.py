import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from esfnlp.embedding import load
from esfnlp.errors import NothingToDoError
from esfnlp.record import Row
from esfnlp.search import columns
from esfnlp.search.index import FILE, FORMAT, Statements, open_index, update_index
from esfnlp.search.passages import find_passages
from esfnlp.search.question import parse_question
from esfnlp.search.reader import Passages
from esfnlp.search.scope import scope_of
from esfnlp.settings import SearchSettings

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


def test_a_large_index_answers_as_a_small_one(
    tmp_path: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Estimated similarities and exact ones of the best, over several segments."""
    found = []
    for most in (columns.EXACT_UP_TO, 2):
        monkeypatch.setattr(columns, "EXACT_UP_TO", most)
        folder = tmp_path / str(most)
        update_index(folder, reworded(rows, "north-1", "Hästar."), KEYS)
        update_index(folder, rows, KEYS | {"north": "b"})
        with closing(open_index(folder)) as connection:
            assert Passages(connection).is_large == (most == 2)
            scope = scope_of(Statements(connection).rows("documents"), (), None)
            question = "unga utanför arbete"
            asked = parse_question(question)
            hits = find_passages(connection, question, asked, scope, SearchSettings(), load())
        found.append([(hit.passage_id, hit.score, hit.why.similarity) for hit in hits])
    assert found[0] == found[1]


def test_a_passage_that_ends_in_a_colon_comes_after_what_it_opens(tmp_path: Path, rows: Rows) -> None:
    opening = "Målgrupper är arbetssökande kvinnor och arbetssökande män:"
    rows = reworded(reworded(rows, "south-1", opening), "south-3", opening.replace(":", "."))
    update_index(tmp_path, rows, KEYS)
    with closing(open_index(tmp_path)) as connection:
        weights = dict(
            zip(
                (row[0] for row in connection.execute("select passage_id from passages order by number")),
                Passages(connection).weight.tolist(),
                strict=True,
            )
        )
    assert weights["south-1"] < weights["south-3"] == 1.0


@pytest.mark.parametrize(
    ("text", "is_contents"),
    [
        ("3.1 Målgrupper .......... 12", True),
        ("3.1 Målgrupper . . . . . . 12", True),
        ("3.1 Målgrupper …… 12", True),
        ("Insatserna ska nå fler ... och 14 kommuner deltar.", False),
        ("Minst 200 deltagare ska nås, t.ex. genom praktik.", False),
    ],
)
def test_lines_with_leaders_are_contents(tmp_path: Path, rows: Rows, text: str, is_contents: bool) -> None:
    update_index(tmp_path, reworded(rows, "south-1", text), KEYS)
    with closing(open_index(tmp_path)) as connection:
        query = "select is_contents from passages where passage_id = 'south-1'"
        assert connection.execute(query).fetchone()[0] == is_contents
