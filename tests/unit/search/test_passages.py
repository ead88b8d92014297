from contextlib import closing
from pathlib import Path

from esfnlp.embedding import load
from esfnlp.search.index import Statements, open_index
from esfnlp.search.passages import Hit, find_passages
from esfnlp.search.question import parse_question
from esfnlp.search.scope import scope_of
from esfnlp.settings import SearchSettings


def found(out: Path, query: str) -> list[Hit]:
    with closing(open_index(out / "index")) as connection:
        scope = scope_of(Statements(connection).rows("documents"), (), None)
        return find_passages(connection, query, parse_question(query), scope, SearchSettings(), load())


def ids(out: Path, query: str) -> list[str]:
    return [hit.passage_id for hit in found(out, query)]


def test_a_heading_comes_after_the_text_under_it(out: Path) -> None:
    order = ids(out, "unga som varken arbetar eller studerar")
    assert order.index("north-1") < order.index("north-3")


def test_an_english_question_finds_swedish_passages(out: Path) -> None:
    assert ids(out, "Which plans exclude asylum seekers?")[0] == "south-2"


def test_the_head_of_a_compound_finds_it(out: Path) -> None:
    assert ids(out, "arbetslöshet i glesbygd")[0] == "south-3"


def test_a_concept_finds_passages_in_other_words(out: Path) -> None:
    assert {"north-1", "south-1", "old-1"} <= set(ids(out, "NEET"))


def test_scores_lie_between_0_and_1_and_fall(out: Path) -> None:
    scores = [hit.score for hit in found(out, "unga utanför arbete")]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[0] <= 1


def test_a_slip_of_the_pen_finds_the_word(out: Path) -> None:
    assert ids(out, "bateriregion")[0] == "south-3"


def test_a_hit_says_why_it_is_there(out: Path) -> None:
    hit = next(hit for hit in found(out, "NEET och vägledning") if hit.passage_id == "north-2")
    assert "th:vagledning" in hit.why.concepts
    assert -1 <= hit.why.similarity <= 1


def test_quotation_marks_and_operators_are_only_words(out: Path) -> None:
    assert ids(out, 'unga" OR (NEAR* -x') is not None
