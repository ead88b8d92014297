from pdf_samples import line, lines

from esfnlp.ingest.pdf_columns import Item, regions
from esfnlp.ingest.pdf_lines import Line, joined

LEFT = [f"vänster spalt rad nummer {n} här" for n in range(6)]
RIGHT = [f"höger spalt rad nummer {n} där" for n in range(6)]


def read(parts: list[Line]) -> list[str]:
    """The texts in reading order."""
    found = regions([Item(part.box, line=part) for part in parts])
    return [text.text for region in found for text in joined(i.line for i in region.items if i.line)]


def test_two_columns_are_read_one_after_the_other() -> None:
    parts = [*lines(*RIGHT, x=320), *lines(*LEFT, x=70)]
    assert read(parts) == [*LEFT, *RIGHT]


def test_a_line_across_both_columns_divides_them_into_bands() -> None:
    wide = line(
        "En rubrik som går tvärs över båda spalterna på hela sidan och skiljer dem åt", y=180, size=14
    )
    low_left, low_right = lines(*LEFT, y=210), lines(*RIGHT, x=320, y=210)
    parts = [*lines(*LEFT), *lines(*RIGHT, x=320), wide, *low_right, *low_left]
    assert read(parts) == [*LEFT, *RIGHT, wide.text, *LEFT, *RIGHT]


def test_bullets_are_no_column() -> None:
    parts = [
        part
        for y in range(100, 180, 12)
        for part in (line("•", y=y), line("stöd till unga i länet", x=95, y=y))
    ]
    assert read(parts)[0] == "• stöd till unga i länet"


def test_labels_at_the_side_are_read_with_what_stands_beside_them() -> None:
    parts = []
    for y, label in ((100, "Mål"), (160, "Medel"), (220, "Parter")):
        parts += [line(label, y=y), *lines("text om saken på rad ett", "och mer text på rad två", x=200, y=y)]
    assert read(parts)[:4] == ["Mål", "text om saken på rad ett", "och mer text på rad två", "Medel"]


def test_a_column_that_a_table_fills_is_read_before_the_next() -> None:
    caption, high, low = line("Tabell 3 Deltagare", y=90), lines(*RIGHT, x=320), lines(*RIGHT, x=320, y=180)
    items = [Item(part.box, line=part) for part in (caption, *high, *low)]
    items.append(Item((70, 100, 290, 240), table=0, rows=9))
    order = [item for region in regions(items) for item in region.items]
    assert order.index(items[-1]) < order.index(items[1])
    assert [len(region.items) for region in regions(items)] == [2, 12]


def test_a_small_table_under_text_is_no_column() -> None:
    above, below = lines(*LEFT), lines(*LEFT, y=300)
    items = [Item(part.box, line=part) for part in (*above, *below)]
    assert len(regions([*items, Item((70, 190, 400, 290), table=0, rows=5)])) == 1
