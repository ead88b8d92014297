import io
from pathlib import Path

import pytest
from pdf_samples import typeset
from PIL import Image

from esfnlp.document import Block, Document
from esfnlp.errors import UsageError
from esfnlp.ingest.pdf_picture import boxes_on, draw_page, marks_of
from esfnlp.ingest.reader import read_document
from esfnlp.settings import IngestSettings


def test_a_page_is_drawn_with_its_blocks(tmp_path: Path) -> None:
    path = typeset(tmp_path, "= Målgrupper\nInsatserna riktas till unga.")
    document = read_document(path, "plan", IngestSettings())
    picture = Image.open(io.BytesIO(draw_page(path, document, 1, IngestSettings())))
    assert picture.size == (1191, 1684)
    assert (200, 30, 30) in {colour for _, colour in picture.getcolors(1_000_000)}
    assert [(mark.kind, mark.number) for mark in marks_of(document, 1)] == [("heading", 1), ("paragraph", 2)]


def test_a_page_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    path = typeset(tmp_path, "Text.")
    document = read_document(path, "plan", IngestSettings())
    with pytest.raises(UsageError, match="no page 2"):
        draw_page(path, document, 2, IngestSettings())


def test_a_block_of_several_boxes_goes_on_beside_itself_before_it_goes_on_over_the_page() -> None:
    left, right, next_page = (50, 500, 200, 700), (300, 50, 450, 700), (50, 50, 200, 90)
    block = Block("paragraph", "abc", 0, 3, page=1, boxes=(left, right, next_page))
    document = Document("plan", "abc", blocks=(block,), page_marks=((0, 1), (2, 2)))
    assert boxes_on(document, block, 1) == [left, right]
    assert boxes_on(document, block, 2) == [next_page]
