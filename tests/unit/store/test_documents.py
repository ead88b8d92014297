import json

from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import Block, Document, Metadata, Page, Passage, Section
from esfnlp.store.documents import document_from_json, document_to_json, to_markdown

NUMBER = st.integers(0, 999)
TEXT = st.text(max_size=12)
MAYBE_TEXT = st.none() | TEXT
POINT = st.floats(-1e4, 1e4)
BOXES = st.lists(st.tuples(POINT, POINT, POINT, POINT), max_size=3).map(tuple)
ROWS = st.none() | st.lists(st.lists(TEXT, max_size=3).map(tuple), max_size=3).map(tuple)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(["heading", "paragraph", "table", "page_number"]),
    text=TEXT,
    char_start=NUMBER,
    char_end=NUMBER,
    page=st.none() | NUMBER,
    boxes=BOXES,
    level=st.none() | NUMBER,
    number=MAYBE_TEXT,
    mark=MAYBE_TEXT,
    label=MAYBE_TEXT,
    rows=ROWS,
    header_rows=NUMBER,
    caption=MAYBE_TEXT,
    confidence=st.none() | st.floats(0, 1),
)
SECTIONS = st.builds(
    Section, TEXT, MAYBE_TEXT, NUMBER, MAYBE_TEXT, TEXT, NUMBER, NUMBER, st.none() | NUMBER, st.none()
)
PASSAGES = st.builds(
    Passage,
    TEXT,
    MAYBE_TEXT,
    st.just("paragraph"),
    TEXT,
    NUMBER,
    NUMBER,
    st.none() | NUMBER,
    BOXES,
    TEXT,
    TEXT,
    TEXT,
)
METADATA = st.builds(Metadata, title=TEXT, region_codes=st.lists(TEXT).map(tuple), training=st.booleans())
PAGES = st.builds(Page, NUMBER, st.none() | POINT, st.none() | POINT, MAYBE_TEXT)


@given(
    st.builds(
        Document,
        document_id=TEXT,
        text=TEXT,
        metadata=METADATA,
        pages=st.lists(PAGES, max_size=2).map(tuple),
        blocks=st.lists(BLOCKS, max_size=3).map(tuple),
        sections=st.lists(SECTIONS, max_size=2).map(tuple),
        passages=st.lists(PASSAGES, max_size=2).map(tuple),
        page_marks=st.lists(st.tuples(NUMBER, NUMBER), max_size=3).map(tuple),
        warnings=st.lists(TEXT, max_size=2).map(tuple),
    )
)
def test_writing_then_reading_is_identity(document: Document) -> None:
    assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document


def test_blocks_have_the_contracts_keys() -> None:
    block = Block("heading", "Mål", 0, 3, page=1, boxes=((1.0, 2.0, 3.0, 4.0),), level=1)
    data = document_to_json(Document("d", "Mål", pages=(Page(1, 595.0, 842.0),), blocks=(block,)))
    assert data["pages"] == [{"number": 1, "width": 595.0, "height": 842.0, "unread": None}]
    assert data["blocks"] == [
        {
            "kind": "heading",
            "text": "Mål",
            "page": 1,
            "bbox": [1.0, 2.0, 3.0, 4.0],
            "char_start": 0,
            "char_end": 3,
            "level": 1,
        }
    ]


def test_what_a_later_version_adds_is_passed_over() -> None:
    data = document_to_json(Document("d", ""))
    data["metadata"]["mood"] = "glad"
    assert document_from_json(data) == Document("d", "")


def test_markdown_leaves_furniture_out() -> None:
    texts = [
        ("heading", "Mål"),
        ("header", "Plan"),
        ("list_item", "ett"),
        ("list_item", "två"),
        ("footnote", "Not."),
    ]
    blocks = [Block(kind, text, i, i) for i, (kind, text) in enumerate(texts)]  # type: ignore[arg-type]
    rows = (("År", "Antal"), ("2025", "1|2"))
    blocks.append(Block("table", "", 9, 9, rows=rows, header_rows=1))
    assert to_markdown(Document("d", "", blocks=tuple(blocks))) == (
        "# Mål\n\n- ett\n- två\n\n[^*]: Not.\n\n| År | Antal |\n| --- | --- |\n| 2025 | 1\\|2 |\n"
    )
