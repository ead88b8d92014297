from pdf_samples import words

from esfnlp.ingest.pdf_drawings import Drawings, Rule
from esfnlp.ingest.pdf_words import Word
from esfnlp.ingest.tables import Table, find_aligned_tables, find_ruled_tables

ROWS = [
    ("Indikator", "2025", "2027"),
    ("Deltagare", "120", "340"),
    ("Projekt", "4", "9"),
    ("Andel", "50", "60"),
]
X, Y, WIDTH, HEIGHT = 70, 100, 90, 20


def cell_words() -> list[Word]:
    return [
        word
        for i, row in enumerate(ROWS)
        for j, text in enumerate(row)
        for word in words(text, X + WIDTH * j + 4, Y + HEIGHT * i + 13)
    ]


def horizontals() -> list[Rule]:
    return [Rule(X, Y + HEIGHT * i, X + 3 * WIDTH, Y + HEIGHT * i) for i in range(5)]


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(" ".join(line.text for line in cell) for cell in row) for row in table.cells]


def test_a_grid_of_rules_is_a_table() -> None:
    verticals = [Rule(X + WIDTH * j, Y, X + WIDTH * j, Y + 4 * HEIGHT) for j in range(4)]
    (table,) = find_ruled_tables(cell_words(), Drawings((*horizontals(), *verticals), (), 0.0))
    assert texts(table) == ROWS
    assert (table.header_rows, table.confidence) == (1, 0.9)


def test_rules_between_rows_are_enough_and_the_header_may_stand_above() -> None:
    (table,) = find_ruled_tables(cell_words(), Drawings(tuple(horizontals()[1:]), (), 0.0))
    assert texts(table) == ROWS


def test_shaded_cells_make_a_table_also_where_every_second_row_is_plain() -> None:
    shades = [
        (X + WIDTH * j, Y + HEIGHT * i, X + WIDTH * (j + 1), Y + HEIGHT * (i + 1))
        for i in (0, 1, 3)
        for j in range(3)
    ]
    (table,) = find_ruled_tables(cell_words(), Drawings((), tuple(shades), 0.0))
    assert texts(table) == ROWS


def test_bare_alignment_gives_a_table_of_low_confidence() -> None:
    (table,) = find_aligned_tables(cell_words())
    assert texts(table) == ROWS
    assert table.confidence < 0.5


def test_a_frame_around_text_is_no_table() -> None:
    frame = (Rule(60, 90, 400, 90), Rule(60, 200, 400, 200), Rule(60, 90, 60, 200), Rule(400, 90, 400, 200))
    text = words("en ruta med löpande text i länet", y=130)
    assert find_ruled_tables(text, Drawings(frame, (), 0.0)) == []


def test_running_text_is_no_table() -> None:
    prose = [word for y in (100, 112, 124) for word in words("en rad | med luckor | mellan orden", y=y)]
    assert find_aligned_tables(prose) == []
