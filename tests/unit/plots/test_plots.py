import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.plots.draw import KINDS, plot
from esfnlp.plots.similarity import scaled
from esfnlp.plots.style import COLOURS, MARKERS, STATUS_COLOURS

from .conftest import Make

ON_ALL = pytest.mark.parametrize("kind", KINDS)


def lightness(colour: str) -> float:
    """0 black, 1 white, as a grey printer sees it."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@ON_ALL
def test_every_kind_is_written_as_png_and_svg(make_out: Make, tmp_path: Path, kind: str) -> None:
    plot(make_out(), kind, tmp_path / "a.png")
    plot(make_out(), kind, tmp_path / "a.svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()


@ON_ALL
def test_the_source_is_named_with_the_version(make_out: Make, kind: str) -> None:
    figure = plot(make_out(), kind)
    assert "esfnlp dataset 0.1.0+" in figure.get_supxlabel()
    assert "3 documents" in figure.get_supxlabel()


@ON_ALL
def test_the_same_dataset_gives_the_same_bytes(make_out: Make, tmp_path: Path, kind: str) -> None:
    for name in ("a.svg", "b.svg", "a.png", "b.png"):
        plot(make_out(), kind, tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@ON_ALL
def test_nothing_to_draw_is_one_line(make_out: Make, tmp_path: Path, kind: str) -> None:
    with pytest.raises(NothingToDoError, match=r"nothing to draw|at least three"):
        plot(make_out("passages"), kind, tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


def test_wrong_targets_and_kinds_are_refused(make_out: Make, tmp_path: Path) -> None:
    out = make_out("documents")
    with pytest.raises(UsageError, match=r"ends in \.png or \.svg"):
        plot(out, "heatmap", tmp_path / "a.gif")
    with pytest.raises(UsageError, match="no folder"):
        plot(out, "heatmap", tmp_path / "no" / "a.png")
    with pytest.raises(UsageError, match="choose one of heatmap"):
        plot(out, "pie")


def test_without_matplotlib_the_way_to_get_it_is_named(
    make_out: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(UsageError, match=r"esfnlp\[plots\]"):
        plot(make_out(), "heatmap")


def test_cells_have_signs_beside_their_shades(make_out: Make) -> None:
    (axes,) = plot(make_out(), "heatmap").axes
    assert [text.get_text() for text in axes.texts] == ["●", "○", "◐"]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["unga"]


def test_each_role_has_a_network_of_its_own(make_out: Make) -> None:
    panels = [axes for axes in plot(make_out(), "actors").axes if axes.lines]
    assert [axes.get_title(loc="left").partition(":")[0] for axes in panels] == [
        "responsible", "partner", "addressed",
    ]  # fmt: skip
    assert all(len(axes.lines) == 1 for axes in panels)


def test_a_series_has_a_panel_for_each_region_with_the_periods_that_have_plans(make_out: Make) -> None:
    panels = plot(make_out(), "series").axes
    assert [axes.get_title() for axes in panels] == ["Sydsverige", "Västsverige", "Övre\nNorrland"]
    assert [tick.get_text() for tick in panels[0].get_xticklabels()] == ["2014-2020"]
    assert [axes.texts[0].get_text() for axes in panels] == ["●", "○", "◐"]


def test_names_of_near_nodes_do_not_cover_each_other(make_out: Make) -> None:
    from esfnlp.plots.similarity import _SIDES, _box, _overlap

    boxes = [_box("Mellersta Norrland", 1.0, 1.0, side) for side in _SIDES[:4]]
    assert not any(_overlap(a, b) for a, b in [(boxes[0], boxes[1]), (boxes[2], boxes[3])])


def test_shades_stay_apart_in_grey() -> None:
    shades = sorted(lightness(STATUS_COLOURS[s]) for s in ("prioritised", "eligible", "mentioned"))
    assert min(b - a for a, b in pairwise(shades)) > 0.2


def test_more_regions_than_colours_still_look_different() -> None:
    looks = {(COLOURS[i % len(COLOURS)], MARKERS[i % len(MARKERS)]) for i in range(20)}
    assert len(looks) == 20


def test_targets_without_a_year_are_hollow_at_the_end_of_the_period(make_out: Make) -> None:
    (axes,) = plot(make_out(), "targets").axes
    marks = [(c.get_offsets()[0][0], c.get_facecolor()[0][:3].min()) for c in axes.collections]
    assert {int(year) for year, light in marks if light == 1.0} == {2020}
    assert axes.get_yscale() == "linear"


def test_scaling_keeps_distances_on_a_plane() -> None:
    corners = np.array([[0, 0], [3, 0], [0, 4]])
    distances = np.linalg.norm(corners[:, None] - corners[None], axis=2)
    places = scaled(distances)
    assert np.allclose(np.linalg.norm(places[:, None] - places[None], axis=2), distances)
