from pipeline.passage_sets import as_document

from esfnlp.extract.statements import statements


def forms(markdown: str) -> list[tuple[str, str]]:
    return [(one.form, one.text) for one in statements(as_document("d", markdown))]


def test_a_paragraph_is_read_sentence_by_sentence() -> None:
    assert forms("Länet växer. Fler ska få jobb.") == [
        ("sentence", "Länet växer."),
        ("sentence", "Fler ska få jobb."),
    ]


def test_a_list_item_of_several_sentences_comes_as_a_whole_first() -> None:
    found = forms("Vi vill:\n\n- starta en verkstad. Den ska ligga i hamnen.\n")
    assert [form for form, _ in found] == ["whole", "several", "sentence", "sentence"]


def test_rows_of_tables_and_lines_without_words_are_no_statements() -> None:
    assert forms("| År | Antal |\n|---|---|\n| 2027 | 300 |\n\n12 – 14") == []


def test_a_sentence_knows_what_stands_before_and_above_it() -> None:
    _, first, second = statements(as_document("d", "## Behov\n\nLänet växer. Fler behövs i vården."))
    assert (first.before, second.before) == ("", "Länet växer.")
    assert second.headings == ("Behov",)


def test_lines_of_a_table_of_contents_are_no_statements() -> None:
    text = "## Innehåll\n\n3.1 Ekonomisk utsatthet ska minska\n\n## Behov\n\n3.2 Fler behövs . . . . . . 14\n\nFler ska få jobb."
    assert forms(text) == [("whole", "Behov"), ("whole", "Fler ska få jobb.")]
