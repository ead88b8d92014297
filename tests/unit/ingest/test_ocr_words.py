import numpy as np
import pytest

from esfnlp.ingest.ocr_picture import Ink, find_rules, skew, stretched, without_rules
from esfnlp.ingest.ocr_tesseract import OcrFailedError, SeenLine, SeenWord, parse_hocr
from esfnlp.ingest.ocr_words import RawLine, raw_lines, styled_words, usual_sizes

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>
<span class='ocr_line' title="bbox 10 20 110 40; baseline 0.02 -4; x_size 20">
<span class='ocrx_word' title='bbox 10 20 60 40; x_wconf 96'>unga</span>
<span class='ocrx_word' title='bbox 70 20 110 40; x_wconf 30'><strong>män</strong></span>
<span class='ocrx_word' title='bbox 0 0 1 1; x_wconf 95'> </span></span></p></body></html>"""


def blank(height: int = 300, width: int = 400) -> Ink:
    return np.zeros((height, width), dtype=np.bool_)


def raw(text: str, size: float, stroke: float = 0.1) -> RawLine:
    return RawLine(tuple((word, 0.0, 5.0, 0.9) for word in text.split()), 100.0, size, stroke)


def test_hocr_gives_words_with_boxes_and_the_baseline_in_the_middle() -> None:
    (line,) = parse_hocr(HOCR.encode())
    assert line.words[1] == SeenWord("män", 70, 20, 110, 40, 0.3)
    assert [word.text for word in line.words] == ["unga", "män"]
    assert line.baseline == 37.0
    with pytest.raises(OcrFailedError):
        parse_hocr(b"<html><body>")


def test_a_line_of_specks_is_no_text() -> None:
    specks = SeenLine((SeenWord("|", 0, 0, 2, 9, 0.2), SeenWord("eti", 3, 0, 9, 9, 0.26)), 9.0)
    assert raw_lines([specks], blank(), 0.24) == []


def test_a_spot_before_a_line_is_a_bullet_whatever_it_was_taken_for() -> None:
    ink = blank()
    ink[92:100, 10:18] = True
    words = (SeenWord("e", 10, 92, 18, 100, 0.4), SeenWord("unga", 40, 92, 80, 111, 0.9))
    (line,) = raw_lines([SeenLine(words, 105.0)], ink, 0.24)
    assert [word[0] for word in line.words] == ["•", "unga"]


def test_a_long_number_has_its_space_where_the_picture_has_one() -> None:
    ink = blank()
    for x in (0, 10, 26, 36, 46):
        ink[0:14, x : x + 8] = True
    (line,) = raw_lines([SeenLine((SeenWord("23921", 0, 0, 54, 14, 0.9),), 14.0)], ink, 0.24)
    assert line.words[0][0] == "23 921"


def test_sizes_near_each_other_are_one_and_heavy_strokes_are_bold() -> None:
    lines = [raw("en rad med vanlig text", 10.2), raw("en till sådan rad", 9.9), raw("Rubrik", 14.2, 0.16)]
    (words,) = styled_words([lines])
    assert {word.style.size for word in words[:-1]} == {10.0}
    assert (words[-1].style.size, words[-1].style.bold, words[0].style.bold) == (14.0, True, False)
    assert usual_sizes([]) == []


def test_a_grid_is_found_and_painted_over_and_letters_are_not() -> None:
    ink = blank(400, 600)
    for y in (50, 120, 190):
        ink[y : y + 2, 50:550] = True
    for x in (50, 300, 548):
        ink[50:192, x : x + 2] = True
    ink[70:90, 60:140:6] = True
    rules = find_rules(ink, 150)
    assert sorted(rule.is_horizontal for rule in rules) == [False] * 3 + [True] * 3
    picture = np.where(ink, 0, 255).astype(np.uint8)
    left = without_rules(picture, rules, 150) < 128
    assert left.sum() == ink[70:90, 60:140].sum()


@pytest.mark.parametrize("degrees", [-1.5, 0.0, 2.0])
def test_the_lean_of_lines_is_measured(degrees: float) -> None:
    ink = blank(900, 700)
    x = np.arange(50, 650)
    for y in range(100, 800, 30):
        rows = (y + (x - 350) * np.tan(np.radians(degrees))).astype(int)
        for thick in range(8):
            ink[rows + thick, x] = True
    assert skew(ink, 150) == pytest.approx(degrees, abs=0.1)


def test_faint_print_is_made_strong_and_an_empty_page_left_alone() -> None:
    faint = np.full((200, 200), 200, dtype=np.uint8)
    faint[80:90] = 130
    assert stretched(faint)[85, 5] == 0 and stretched(faint)[5, 5] == 255
    empty = np.full((200, 200), 230, dtype=np.uint8)
    assert (stretched(empty) == empty).all()
