import threading

import pytest

from esfnlp.errors import NothingToDoError
from esfnlp.search.index import FILE, update_index
from esfnlp.search.kept_index import kept_index


@pytest.fixture
def folder(tmp_path):
    return index_of("south", tmp_path / "index")


def index_of(name, folder):
    update_index(folder, {"documents": [{"document_id": name}]}, {name: "1"})
    return folder


def documents(folder):
    with kept_index(folder) as connection:
        return [row["document_id"] for row in connection.execute("select document_id from keys")]


def opened(folder):
    with kept_index(folder) as connection:
        return connection


def test_an_index_stays_open_between_questions(folder):
    assert opened(folder) is opened(folder)


def test_another_file_in_its_place_is_read(folder, tmp_path):
    assert documents(folder) == ["south"]
    index_of("north", tmp_path / "other")
    (tmp_path / "other" / FILE).replace(folder / FILE)
    assert documents(folder) == ["north"]


def test_an_index_that_is_gone_is_not_answered_from(folder):
    documents(folder)
    (folder / FILE).unlink()
    with pytest.raises(NothingToDoError, match="no index"):
        documents(folder)


def test_each_thread_has_its_own(folder):
    found = []
    thread = threading.Thread(target=lambda: found.append(opened(folder)))
    thread.start()
    thread.join()
    assert found[0] is not opened(folder)
