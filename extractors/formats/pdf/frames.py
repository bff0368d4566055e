"""How the space of a page, in which a PDF file draws, maps to the page as it is seen."""

from extractors.formats.pdf.ink import Floats
from schemas.values import value

PageBox = tuple[float, float, float, float]  # left, bottom, right and top in page space


@value
class Frame:
    """How page space (origin bottom left, y upwards) maps to the page as seen."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]  # x = a*X + b*Y + c, y = d*X + e*Y + f

    def place(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return points of page space as seen."""
        return self.across(x, y), self.down(x, y)

    def across(self, x: Floats, y: Floats) -> Floats:
        """Return the x, as seen, of points of page space."""
        a, b, c, _, _, _ = self.matrix
        return _moved(a, x, b, y) + c

    def down(self, x: Floats, y: Floats) -> Floats:
        """Return the y, as seen, of points of page space."""
        _, _, _, d, e, f = self.matrix
        return _moved(d, x, e, y) + f

    def turn(self, dx: float, dy: float) -> int:
        """Return the quarter turns clockwise of a writing direction of page space, -1 where it is oblique."""
        a, b, _, d, e, _ = self.matrix
        across, down = a * dx + b * dy, d * dx + e * dy
        if abs(down) < 0.1 * abs(across):
            return 0 if across > 0 else 2
        if abs(across) < 0.1 * abs(down):
            return 1 if down > 0 else 3
        return -1


def _moved(p: float, x: Floats, q: float, y: Floats) -> Floats:
    """Return p * x + q * y, of which one is 0 and the other 1 or -1."""
    one, sign = (x, p) if p else (y, q)
    return one if sign > 0 else -one


def page_frame(box: PageBox, turns: int) -> Frame:
    """Return the frame of a page box shown with quarter turns clockwise."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    match turns % 4:
        case 0:
            return Frame(wide, high, (1, 0, -left, 0, -1, top))
        case 1:
            return Frame(high, wide, (0, 1, -bottom, 1, 0, -left))
        case 2:
            return Frame(wide, high, (-1, 0, right, 0, 1, -bottom))
        case _:
            return Frame(high, wide, (0, -1, top, -1, 0, right))
