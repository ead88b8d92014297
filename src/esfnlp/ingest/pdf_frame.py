"""Where things stand on a page: from PDF space (origin bottom left) to points from the top left."""

from dataclasses import dataclass

from esfnlp.document import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible box in PDF space, seen after `turns` quarter turns clockwise.

    Text that runs at an angle of `turns` × 90° in PDF space stands upright in the frame.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        return self.right - self.left if self.turns % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turns % 2 == 0 else self.right - self.left

    def turned(self, turns: int) -> "Frame":
        return Frame(self.left, self.bottom, self.right, self.top, turns % 4)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF space in the frame.

        >>> Frame(0, 0, 100, 200, turns=1).point(0, 0)
        (0, 0)
        """
        match self.turns:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def point_back(self, x: float, y: float) -> tuple[float, float]:
        """A point of the frame in PDF space."""
        match self.turns:
            case 0:
                return x + self.left, self.top - y
            case 1:
                return y + self.left, x + self.bottom
            case 2:
                return self.right - x, y + self.bottom
            case _:
                return self.right - y, self.top - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of PDF space, given by any two opposite corners, in the frame."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def box_in(self, box: Box, other: "Frame") -> Box:
        """A box of this frame as seen in another frame of the same page."""
        if other.turns == self.turns:
            return box
        return other.box(*self.point_back(box[0], box[1]), *self.point_back(box[2], box[3]))


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
