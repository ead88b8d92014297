from pdf_samples import lines

from esfnlp.ingest.pdf_drawings import Rule
from esfnlp.ingest.pdf_notes import take_notes

BODY = lines("Länet växer sedan tio år tillbaka.", "Störst är ökningen i söder.", y=500)


def test_small_marked_lines_at_the_foot_are_notes() -> None:
    foot = lines(
        "1 Källa: SCB, befolkning", "efter region.", "2 Se även bilaga tre.", y=700, step=9, size=7.5
    )
    notes, rest = take_notes([*BODY, *foot], body_size=10, height=842)
    assert [(note.mark, len(note.lines)) for note in notes] == [("1", 2), ("2", 1)]
    assert rest == BODY


def test_marked_lines_below_a_short_rule_are_notes_whatever_their_size() -> None:
    foot = lines("1 Källa: SCB.", y=700)
    notes, _ = take_notes([*BODY, *foot], [Rule(70, 685, 214, 685)], body_size=10, height=842)
    assert [note.mark for note in notes] == ["1"]


def test_an_underline_is_no_note_separator() -> None:
    foot = lines("Bilagor", "1 Karta över länet", y=700)
    notes, _ = take_notes([*BODY, *foot], [Rule(70, 701, 130, 701)], body_size=10, height=842)
    assert notes == []


def test_an_unfinished_note_goes_on_at_the_next_page() -> None:
    foot = lines("och därför räknas de in här.", y=700, size=7.5)
    notes, _ = take_notes([*BODY, *foot], body_size=10, height=842, carries=True)
    assert [note.mark for note in notes] == [None]


def test_small_text_without_a_mark_stays_in_the_text() -> None:
    foot = lines("Källa: egen beräkning", y=700, size=7.5)
    assert take_notes([*BODY, *foot], body_size=10, height=842)[0] == []
