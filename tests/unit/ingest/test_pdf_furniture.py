from pdf_samples import line, lines

from esfnlp.ingest.pdf_furniture import PageLines, find_furniture

BODY = ["Insatserna ska nå dem som står längst från arbete.", "Regionen följer upp dem varje år.", "Slut."]


def page(*extra: tuple[str, float]) -> PageLines:
    return PageLines(842, tuple(line(text, y=y) for text, y in extra) + tuple(lines(*BODY, y=130)))


def test_a_repeated_head_and_a_page_number_are_furniture() -> None:
    pages = [page(("Regional plan", 40), (f"Sida {n} (9)", 800)) for n in range(1, 4)]
    assert find_furniture(pages)[1] == {0: "header", 1: "page_number"}


def test_a_chapters_name_in_the_running_row_is_furniture_even_when_it_comes_once() -> None:
    pages = [page((head, 40)) for head in ("Inledning", "Inledning", "Mål", "Mål", "Bilaga")]
    assert find_furniture(pages)[4] == {0: "header"}


def test_text_that_goes_on_below_the_running_row_is_no_furniture() -> None:
    pages = [page(("Plan för länet", 90)) for _ in range(4)]
    pages.append(PageLines(842, tuple(lines("Partnerskapet beslutar", "om medel i länet.", y=90))))
    assert find_furniture(pages)[4] == {}


def test_a_number_among_text_is_no_page_number() -> None:
    assert find_furniture([PageLines(842, tuple(lines("Andelen var", "12", "procent.", y=780)))]) == [{}]
