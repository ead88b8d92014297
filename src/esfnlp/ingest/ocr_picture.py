"""A page as a picture made ready for OCR: upright, level, strong in contrast, without its ruled lines."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.ingest.ocr_tesseract import Picture
from esfnlp.ingest.pdf_drawings import Rule

POINTS_AN_INCH = 72.0
_MOST_PIXELS = 40_000_000
_PAPER_SHARE, _INK_SHARE = 0.9, 0.005
_LEAST_CONTRAST = 40
_STEEPEST_DEGREES, _FIRST_STEP, _LAST_STEP = 4.0, 0.25, 0.05
_LEVEL_DEGREES = 0.1
_SHORTEST_RULE_PT, _THICKEST_RULE_PT = 24.0, 4.0
_RULE_DPI = 150
_SOLID = 0.95
_MOST_RUNS = 4_000
_LARGEST_DOT_PT, _WIDEST_STEP_PT, _FEWEST_DOTS, _MOST_PARTS = 2.4, 16.0, 6, 60_000
_BESIDE, _MOST_INK_BESIDE = 2, 0.25

Ink = NDArray[np.bool_]
PixelBox = tuple[int, int, int, int]


@dataclass(frozen=True)
class Prepared:
    """`picture` is the page turned by `degrees` counter-clockwise about its middle, without rules and leaders.

    `rules` are in points, `leaders` (rows of dots) in pixels.
    """

    picture: Picture
    dpi: float
    degrees: float
    rules: tuple[Rule, ...]
    leaders: tuple[PixelBox, ...] = ()

    @property
    def points(self) -> float:
        """Points a pixel."""
        return POINTS_AN_INCH / self.dpi


def rendered(page: Any, dpi: float) -> tuple[Picture, float]:
    """A pypdfium2 page as a viewer shows it, in grey, and its dots an inch: fewer where the page is vast."""
    width, height = page.get_size()
    area = max(width * height, 1.0) / POINTS_AN_INCH**2
    dpi = min(dpi, math.sqrt(_MOST_PIXELS / area))
    bitmap = page.render(scale=dpi / POINTS_AN_INCH, grayscale=True, may_draw_forms=False)
    try:
        picture = np.array(bitmap.to_numpy(), dtype=np.uint8)
    finally:
        bitmap.close()
    return picture.reshape(picture.shape[0], picture.shape[1]), dpi


def prepared(picture: Picture, dpi: float) -> Prepared:
    picture = stretched(picture)
    degrees = skew(ink_of(picture), dpi)
    if degrees:
        picture = _turned(picture, degrees)
    ink = ink_of(picture)
    rules = find_rules(ink, dpi)
    bare = without_rules(picture, rules, dpi)
    dots, boxes = find_leaders(ink, dpi)
    bare[dots] = 255
    return Prepared(bare, dpi, degrees, rules, boxes)


def stretched(picture: Picture) -> Picture:
    """The picture with its paper white and its darkest ink black; one without contrast as it is."""
    sample = picture[::4, ::4]
    dark, light = np.percentile(sample, [100 * _INK_SHARE, 100 * (1 - _PAPER_SHARE / 2)])
    if light - dark < _LEAST_CONTRAST or (dark < 20 and light > 245):
        return picture
    scaled = (picture.astype(np.float32) - dark) * (255.0 / (light - dark))
    clipped: Picture = np.clip(scaled, 0, 255).astype(np.uint8)
    return clipped


def ink_of(picture: Picture) -> Ink:
    """Where the picture is dark, by the threshold that parts its grey values best (Otsu)."""
    counts = np.bincount(picture[::2, ::2].ravel(), minlength=256).astype(np.float64)
    weight = np.cumsum(counts)
    total = np.cumsum(counts * np.arange(256))
    below, above = weight[:-1], weight[-1] - weight[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (total[:-1] / below - (total[-1] - total[:-1]) / above) ** 2
    threshold = int(np.nan_to_num(apart).argmax())
    ink: Ink = picture <= threshold
    return ink


def skew(ink: Ink, dpi: float) -> float:
    """The degrees, clockwise, by which the lines of text lean; 0 where they are level or there are none."""
    step = max(round(dpi / 75), 1)
    ys, xs = np.nonzero(ink[::step, ::step])
    if not 200 < len(xs) < 0.5 * ink[::step, ::step].size:
        return 0.0
    best = _steepest_peaks(xs, ys, 0.0, _STEEPEST_DEGREES, _FIRST_STEP)
    best = _steepest_peaks(xs, ys, best, _FIRST_STEP, _LAST_STEP)
    return best if _LEVEL_DEGREES <= abs(best) < _STEEPEST_DEGREES else 0.0


def _steepest_peaks(xs: NDArray[Any], ys: NDArray[Any], middle: float, reach: float, step: float) -> float:
    """Of the angles around `middle`, the one whose rows are told apart most clearly; the level one first."""
    angles = np.arange(middle - reach, middle + reach + step / 2, step)
    scores = []
    for angle in angles:
        rows = ys - xs * math.tan(math.radians(angle))
        counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
        scores.append(float(np.square(np.diff(counts)).sum()))
    return round(float(angles[int(np.argmax(scores))]), 3)


def _turned(picture: Picture, degrees: float) -> Picture:
    from PIL import Image

    image = Image.fromarray(picture)
    return np.array(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255), dtype=np.uint8)


def find_rules(ink: Ink, dpi: float) -> tuple[Rule, ...]:
    """Straight thin lines along the picture's axes, in points from its top left."""
    step = max(round(dpi / _RULE_DPI), 1)
    small = _shrunk(ink, step)
    points = POINTS_AN_INCH * step / dpi
    across = [Rule(x0, y0, x1, y1) for x0, y0, x1, y1 in _long_runs(small, points)]
    down = [Rule(y0, x0, y1, x1) for x0, y0, x1, y1 in _long_runs(small.T, points)]
    return tuple(across + down)


def _shrunk(ink: Ink, step: int) -> Ink:
    height, width = (side // step * step for side in ink.shape)
    blocks = ink[:height, :width].reshape(height // step, step, width // step, step)
    return np.array(blocks.any(axis=(1, 3)), dtype=np.bool_)


def _long_runs(ink: Ink, points: float) -> list[tuple[float, float, float, float]]:
    """Boxes, in points, of thin stretches of ink along the rows."""
    length = round(_SHORTEST_RULE_PT / points)
    thick: Ink = np.logical_or(ink, np.pad(ink, ((1, 0), (0, 0)))[:-1])
    if ink.shape[1] <= length:
        return []
    sums = np.cumsum(np.pad(thick, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    solid = (sums[:, length:] - sums[:, :-length]) >= _SOLID * length
    runs = _runs_of(solid)
    if len(runs) > _MOST_RUNS:
        return []
    boxes = _joined_runs([(row, start, end + length) for row, start, end in runs])
    thin = [box for box in boxes if (box[3] - box[1]) * points <= _THICKEST_RULE_PT and _is_apart(ink, box)]
    return [(x0 * points, (y0 - 0.5) * points, x1 * points, y1 * points) for x0, y0, x1, y1 in thin]


def _is_apart(ink: Ink, box: tuple[int, int, int, int]) -> bool:
    """Whether there is paper above and below, as there is not in the middle of letters."""
    x0, y0, x1, y1 = box
    beside = (ink[max(y0 - _BESIDE - 1, 0) : max(y0 - 1, 0), x0:x1], ink[y1 + 1 : y1 + 1 + _BESIDE, x0:x1])
    return all(not part.size or part.mean() < _MOST_INK_BESIDE for part in beside)


def _runs_of(mask: Ink) -> list[tuple[int, int, int]]:
    """(row, first, last) of the true stretches of each row."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return list(zip(rows.tolist(), starts.tolist(), (ends - 1).tolist(), strict=True))


def _joined_runs(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Runs of neighbouring rows that touch, as x0, y0, x1, y1."""
    done: list[tuple[int, int, int, int]] = []
    open_: list[tuple[int, int, int, int]] = []
    for row, start, end in runs:
        done += [box for box in open_ if box[3] < row - 1]
        open_ = [box for box in open_ if box[3] >= row - 1]
        touching = [box for box in open_ if box[0] <= end and start <= box[2]]
        open_ = [box for box in open_ if box not in touching]
        x0, y0 = min([start, *(b[0] for b in touching)]), min([row, *(b[1] for b in touching)])
        open_.append((x0, y0, max([end, *(b[2] for b in touching)]), row))
    return done + open_


def find_leaders(ink: Ink, dpi: float) -> tuple[Ink, tuple[PixelBox, ...]]:
    """Rows of dots, as between a heading and its page number, which OCR takes for words: their ink and boxes."""
    from scipy import ndimage

    labels, count = ndimage.label(ink)
    out = np.zeros_like(ink)
    if not 0 < count < _MOST_PARTS:
        return out, ()
    largest = _LARGEST_DOT_PT * dpi / POINTS_AN_INCH
    dots = [
        (rows.start + rows.stop, columns.start, part, (rows, columns))
        for part, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1)
        if max(rows.stop - rows.start, columns.stop - columns.start) <= largest
    ]
    found = _rows_of_dots(dots, dpi)
    for row in found:
        for *_, part, place in row:
            out[place] |= labels[place] == part
    if found:
        out = np.array(ndimage.binary_dilation(out, iterations=2), dtype=np.bool_)
    boxes = ((r[0][1], min(d[0] for d in r), r[-1][3][1].stop, max(d[3][0].stop for d in r)) for r in found)
    return out, tuple(boxes)


def _rows_of_dots(dots: list[Any], dpi: float) -> list[list[Any]]:
    """Dots that stand on one line in even steps, many enough to be leaders."""
    level, step = dpi / 100, _WIDEST_STEP_PT * dpi / POINTS_AN_INCH
    lines: list[list[Any]] = []
    for dot in sorted(dots, key=lambda dot: dot[0]):
        if lines and dot[0] - lines[-1][0][0] <= 2 * level:
            lines[-1].append(dot)
        else:
            lines.append([dot])
    rows: list[list[Any]] = []
    for line in lines:
        line.sort(key=lambda dot: dot[1])
        row = line[:1]
        for before, dot in pairwise(line):
            if dot[1] - before[1] > step:
                rows.append(row)
                row = []
            row.append(dot)
        rows.append(row)
    return [row for row in rows if len(row) >= _FEWEST_DOTS and _is_even(row)]


def _is_even(row: list[Any]) -> bool:
    steps = np.diff([dot[1] for dot in row])
    return bool(np.mean(np.abs(steps - np.median(steps)) <= 0.25 * np.median(steps)) > 0.8)


def without_rules(picture: Picture, rules: tuple[Rule, ...], dpi: float) -> Picture:
    """The picture with the rules painted over in white."""
    out, pixels, margin = picture.copy(), dpi / POINTS_AN_INCH, 1
    for rule in rules:
        x0, y0 = (max(int(side * pixels) - margin, 0) for side in (rule.x0, rule.top))
        x1, y1 = (int(side * pixels) + 1 + margin for side in (rule.x1, rule.bottom))
        out[y0:y1, x0:x1] = 255
    return out
