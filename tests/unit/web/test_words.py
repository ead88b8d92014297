from typing import get_args

import pytest

from esfnlp.dataset.compare import By, CompareStatus
from esfnlp.document import Block, DocType, Document, Span
from esfnlp.finding import Comparator, PriorityKind, Role, TargetKind, Unit
from esfnlp.record import RECORD_TABLES
from esfnlp.web import words
from esfnlp.web.languages import language
from esfnlp.web.views.text import block_views


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (words.STATUS, get_args(CompareStatus)), (words.ROLE, get_args(Role)), (words.UNIT, get_args(Unit)),
        (words.PRIORITY_KIND, get_args(PriorityKind)), (words.TARGET_KIND, get_args(TargetKind)),
        (words.COMPARATOR, get_args(Comparator)), (words.DOC_TYPE, get_args(DocType)),
        (words.COMPARE_BY, get_args(By)), (words.COMPARE_STATUS, get_args(By)), (words.TABLE, RECORD_TABLES), (words.TABLES, RECORD_TABLES),
    ],
)  # fmt: skip
def test_every_value_of_the_contract_has_a_word(names, values):
    assert set(names) == set(values)


@pytest.mark.parametrize(
    ("value", "shown"), [(23921.0, "23\xa0921"), (2.5, "2,5"), (1e9, "1\xa0000\xa0000\xa0000"), (0.0, "0")]
)
def test_numbers_are_written_the_swedish_way(value, shown):
    assert language("sv").number(value) == shown


def test_a_quote_over_two_blocks_is_marked_in_both():
    document = Document(
        "d",
        "ett två\n\ntre fyra",
        blocks=(Block("paragraph", "ett två", 0, 7), Block("paragraph", "tre fyra", 9, 17)),
    )
    pieces = [[(p.text, p.is_quoted) for p in view.pieces] for view in block_views(document, [Span(4, 12)])]
    assert pieces == [[("ett ", False), ("två", True)], [("tre", True), (" fyra", False)]]
