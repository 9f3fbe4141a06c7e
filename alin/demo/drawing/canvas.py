"""A picture drawn at twice its size and reduced at the end, so that every edge is smooth."""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 900
SCALE = 2
SOFT_SCALE = 0.5  # blurred shapes are drawn small: nobody sees the difference, and it is eight times faster

Color = tuple[int, int, int]
Point = tuple[float, float]


def dice(seed: int) -> Random:
    """Chance that always falls the same way for a seed; nothing secret depends on it."""
    return Random(seed)  # noqa: S311


def mix(first: Color, second: Color, share: float) -> Color:
    """Between two colours: 0 is the first, 1 the second."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def shade(color: Color, factor: float) -> Color:
    """Darker below 1, lighter above."""
    if factor <= 1:
        return mix((0, 0, 0), color, factor)
    return mix(color, (255, 255, 255), min(factor - 1, 1.0))


class Canvas:
    """Shapes in picture coordinates: 1200 wide, 900 high, y downwards."""

    def __init__(self, background: Color = (255, 255, 255)) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.pen = ImageDraw.Draw(self.image)

    def poly(self, points: Sequence[Point], fill: Color, alpha: float = 1.0) -> None:
        """A filled polygon, see-through below 1."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        if alpha >= 1:
            self.pen.polygon(scaled, fill=fill)
            return
        box = _bounds(scaled, 2, self.image.size)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in scaled], fill=round(255 * alpha))
        self.image.paste(fill, box, mask)

    def line(self, points: Sequence[Point], fill: Color, width: float = 1) -> None:
        """An open line; `width` is in picture units."""
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=fill,
            width=max(round(width * SCALE), 1),
            joint="curve",
        )

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, fill: Color) -> None:
        """A filled ellipse."""
        self.pen.ellipse(
            [(cx - rx) * SCALE, (cy - ry) * SCALE, (cx + rx) * SCALE, (cy + ry) * SCALE], fill=fill
        )

    def gradient(self, points: Sequence[Point], top: Color, bottom: Color) -> None:
        """A polygon whose colour goes from top to bottom."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        box = _bounds(scaled, 0, self.image.size)
        if box is None:
            return
        width, height = box[2] - box[0], box[3] - box[1]
        strip = Image.linear_gradient("L").resize((1, height), Image.Resampling.BILINEAR)
        ramp = Image.composite(
            Image.new("RGB", (1, height), bottom), Image.new("RGB", (1, height), top), strip
        )
        mask = Image.new("L", (width, height), 0)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in scaled], fill=255)
        self.image.paste(ramp.resize((width, height), Image.Resampling.NEAREST), box, mask)

    def soft(self, points: Sequence[Point], fill: Color, alpha: float, blur: float) -> None:
        """A polygon with melted edges: a shadow, a light, a cloud."""
        small = [(x * SOFT_SCALE, y * SOFT_SCALE) for x, y in points]
        limits = (round(WIDTH * SOFT_SCALE), round(HEIGHT * SOFT_SCALE))
        box = _bounds(small, round(blur * SOFT_SCALE * 3) + 2, limits)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in small], fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * SOFT_SCALE))
        factor = round(SCALE / SOFT_SCALE)
        mask = mask.resize((mask.width * factor, mask.height * factor), Image.Resampling.BILINEAR)
        self.image.paste(fill, (box[0] * factor, box[1] * factor), mask)

    def glow(self, cx: float, cy: float, radius: float, color: Color, strength: float = 1.0) -> None:
        """Light spreading from a point: it adds to what is there."""
        size = (round(WIDTH / 4), round(HEIGHT / 4))
        disc = ImageChops.invert(Image.radial_gradient("L"))
        disc = disc.point([round(strength * max(v - 75, 0) * 255 / 180) for v in range(256)])
        spread = round(radius / 2)
        layer = Image.new("L", size, 0)
        layer.paste(disc.resize((spread, spread)), (round(cx / 4 - spread / 2), round(cy / 4 - spread / 2)))
        light = Image.composite(Image.new("RGB", size, color), Image.new("RGB", size), layer)
        self.image = ImageChops.screen(self.image, light.resize(self.image.size, Image.Resampling.BILINEAR))
        self.pen = ImageDraw.Draw(self.image)

    def finish(self, tint: Color = (255, 255, 255), amount: float = 0.0) -> Image.Image:
        """The picture at its own size, slightly darker in the corners, tinted by the hour."""
        small = self.image.reduce(SCALE)
        if amount:
            toned = ImageChops.multiply(small, Image.new("RGB", small.size, tint))
            small = Image.blend(small, toned, amount)
        edge = Image.radial_gradient("L").resize(small.size, Image.Resampling.BILINEAR)
        edge = edge.point([round(max(v - 165, 0) * 0.26) for v in range(256)])
        small.paste((24, 20, 34), (0, 0), edge)
        return small


def circle(cx: float, cy: float, rx: float, ry: float | None = None, corners: int = 28) -> list[Point]:
    """An ellipse as a polygon, for the shapes that are melted or see-through."""
    from math import cos, pi, sin

    return [
        (cx + rx * cos(2 * pi * i / corners), cy + (ry or rx) * sin(2 * pi * i / corners))
        for i in range(corners)
    ]


def _bounds(
    points: Sequence[Point], margin: int, limits: tuple[int, int]
) -> tuple[int, int, int, int] | None:
    """The whole-pixel box around the points inside the picture, or None when they are outside of it."""
    left = max(int(min(x for x, _ in points)) - margin, 0)
    top = max(int(min(y for _, y in points)) - margin, 0)
    right = min(int(max(x for x, _ in points)) + 1 + margin, limits[0])
    bottom = min(int(max(y for _, y in points)) + 1 + margin, limits[1])
    return (left, top, right, bottom) if right > left and bottom > top else None
