import io
from pathlib import Path

import numpy as np
import pytest
import typst
from PIL import Image

from esfnlp.web.page_image import KeptBytes, PageImages
from esfnlp.web.page_pool import PageError, PagePool
from esfnlp.web.page_worker import png
from esfnlp.web.sources import Sources

SOURCE = """#set page(width: 200pt, height: 300pt, margin: 20pt)
#set text(size: 10pt)
Vi satsar först på unga som varken arbetar eller studerar.
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "plan.pdf"
    path.write_bytes(typst.compile(SOURCE.encode()))
    return path


@pytest.fixture(scope="module")
def pool():
    made = PagePool(workers=1)
    yield made
    made.close()


def test_a_page_is_drawn_in_its_width(pool, plan):
    assert Image.open(io.BytesIO(pool.png(plan, 1, 480))).size == (480, 720)


def test_a_quote_is_found_line_by_line(pool, plan):
    (lines,) = pool.lines(plan, 1, [("unga som varken arbetar eller studerar", [])])
    assert len(lines) == 2
    assert all(20 <= x0 < x1 <= 180 and 15 < y0 < y1 < 60 for x0, y0, x1, y1 in lines)


def test_a_file_that_is_none_is_an_error_and_the_next_one_is_drawn(pool, plan, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(PageError):
        pool.png(broken, 1, 480)
    assert pool.png(plan, 1, 480)


def test_a_page_that_is_not_there_is_an_error(pool, plan):
    with pytest.raises(PageError):
        pool.png(plan, 7, 480)


def test_a_page_that_takes_too_long_is_given_up(plan):
    impatient = PagePool(workers=1, wall_seconds=0)
    with pytest.raises(PageError, match="not done within"):
        impatient.png(plan, 1, 1440)
    impatient.close()


@pytest.mark.parametrize("shape", [(7, 5), (7, 5, 3)])
def test_what_is_written_as_a_picture_is_read_as_the_same(shape):
    picture = np.random.default_rng(0).integers(0, 255, shape, dtype=np.uint8)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png(picture)))), picture)


def test_only_so_many_bytes_are_kept_those_used_last():
    kept = KeptBytes(most_bytes=10)
    for key in "ab":
        kept.put(key, b"12345")
    kept.get("a")
    kept.put("c", b"12345")
    assert [kept.get(key) is not None for key in "abc"] == [True, False, True]


class FailingPool:
    def __init__(self, is_lasting):
        self.is_lasting, self.asked = is_lasting, 0

    def png(self, path: Path, number: int, width: int) -> bytes:
        self.asked += 1
        raise PageError("hangs", is_lasting=self.is_lasting)


@pytest.mark.parametrize(("is_lasting", "asked"), [(True, 1), (False, 2)])
def test_what_a_page_fails_with_for_good_is_tried_once(tmp_path, plan, monkeypatch, is_lasting, asked):
    images = PageImages(Sources(tmp_path), pool=FailingPool(is_lasting))
    monkeypatch.setattr(Sources, "file_of", lambda self, row: plan)
    for _ in range(2):
        with pytest.raises(PageError, match="hangs"):
            images.png({"source_sha256": "x"}, 1, 480)
    assert images.pool.asked == asked
