"""What is drawn on a PDF page besides text: the straight lines that rule tables, and pictures."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from esfnlp.document import Box
from esfnlp.ingest.pdf_frame import Frame

THINNEST_SHAPE_PT = 2.4
"""A filled shape thinner than this is a line."""

_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 2_000
_DEEPEST_FORM = 4
_SHORTEST_RULE_PT = 4.0
_UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis of the page, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Drawings:
    rules: tuple[Rule, ...]
    shades: tuple[Box, ...]
    image_share: float
    """Share of the page that pictures cover, overlaps counted twice; at most 1."""


def read_drawings(page: Any, frame: Frame) -> Drawings:
    """The page's rules, filled areas and pictures; those inside forms too."""
    rules: list[Rule] = []
    shades: list[Box] = []
    image_area = 0.0
    for item, matrix in _objects(page):
        match pdfium.FPDFPageObj_GetType(item):
            case pdfium.FPDF_PAGEOBJ_PATH:
                found_rules, found_shades = _path(item, matrix, frame)
                rules += found_rules
                shades += found_shades
            case pdfium.FPDF_PAGEOBJ_IMAGE | pdfium.FPDF_PAGEOBJ_SHADING:
                x0, y0, x1, y1 = frame.box(*_bounds(item, matrix))
                image_area += max(min(x1, frame.width) - max(x0, 0), 0) * max(
                    min(y1, frame.height) - max(y0, 0), 0
                )
    area = max(frame.width * frame.height, 1.0)
    return Drawings(tuple(rules), tuple(shades), min(image_area / area, 1.0))


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every object with the matrix of the forms that it stands in, up to a number that ends hostile files."""
    left = _MOST_OBJECTS
    stack = [
        (pdfium.FPDFPage_GetObject(page, i), _UNIT, 0)
        for i in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS) - 1, -1, -1)
    ]
    while stack and left:
        item, matrix, depth = stack.pop()
        left -= 1
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < _DEEPEST_FORM:
            inner = _times(_matrix(item), matrix)
            count = min(pdfium.FPDFFormObj_CountObjects(item), left)
            stack += [
                (pdfium.FPDFFormObj_GetObject(item, i), inner, depth + 1) for i in range(count - 1, -1, -1)
            ]


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _UNIT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """First `one`, then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _bounds(item: Any, matrix: Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return *_moved((left, bottom), matrix), *_moved((right, top), matrix)


def _path(item: Any, matrix: Matrix, frame: Frame) -> tuple[list[Rule], list[Box]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return [], []
    whole = frame.box(*_bounds(item, matrix))
    if _is_thin(whole):
        return _rules_of(whole), []
    rules: list[Rule] = []
    shades: list[Box] = []
    for points in _subpaths(item, _times(_matrix(item), matrix)):
        placed = [frame.point(*point) for point in points]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        box = min(xs), min(ys), max(xs), max(ys)
        if _is_thin(box):
            rules += _rules_of(box)
        elif stroke.value:
            for (ax, ay), (bx, by) in zip(placed, [*placed[1:], placed[0]], strict=True):
                side = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
                rules += _rules_of(side) if _is_thin(side, 0.5) else []
        else:
            shades.append(box)
    return rules, shades


def _is_thin(box: Box, limit: float = THINNEST_SHAPE_PT) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= limit


def _rules_of(box: Box) -> list[Rule]:
    """The middle line of a thin box, unless it is too short to rule anything."""
    x0, y0, x1, y1 = box
    if max(x1 - x0, y1 - y0) < _SHORTEST_RULE_PT:
        return []
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return [Rule(x0, middle, x1, middle)]
    middle = (x0 + x1) / 2
    return [Rule(middle, y0, middle, y1)]


def _subpaths(item: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The straight-sided parts of a path; a part with curves is left out."""
    points: list[Point] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            straight = False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(_moved((x.value, y.value), matrix))
    if straight and len(points) > 1:
        yield points
