import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.ingest.pdf_frame import Frame

number = st.floats(-500, 500)


@given(number, number, st.integers(0, 3))
def test_a_point_comes_back_from_a_turned_frame(x: float, y: float, turns: int) -> None:
    frame = Frame(10, 20, 605, 862, turns)
    assert frame.point_back(*frame.point(x, y)) == pytest.approx((x, y))


def test_a_box_moves_between_frames() -> None:
    upright, turned = Frame(0, 0, 100, 200), Frame(0, 0, 100, 200, turns=1)
    box = upright.box(10, 20, 30, 60)
    assert upright.box_in(box, turned) == turned.box(10, 20, 30, 60)
