"""The hours of the day a picture may show: sky, sun, glass, and how much is lit inside."""

from dataclasses import dataclass
from random import Random

from alin.demo.drawing.canvas import HEIGHT, WIDTH, Canvas, Color, circle, mix


@dataclass(frozen=True)
class Hour:
    """A light to draw by."""

    sky: tuple[Color, Color, Color]  # top, middle, at the horizon
    cloud: Color
    sun: Color
    sun_strength: float
    light: float  # of what stands outside
    glass: Color
    lit: float  # share of windows with a lamp on
    tint: Color
    tint_amount: float
    leaf: float  # of leaves


HOURS = {
    "morning": Hour(
        ((112, 172, 222), (170, 210, 236), (247, 236, 216)), (255, 252, 246), (255, 226, 170), 0.45,
        1.0, (128, 168, 196), 0.0, (255, 240, 220), 0.25, 1.0,
    ),
    "noon": Hour(
        ((84, 156, 216), (142, 196, 232), (216, 234, 240)), (255, 255, 255), (255, 248, 220), 0.25,
        1.0, (116, 162, 194), 0.0, (255, 252, 244), 0.1, 1.05,
    ),
    "golden": Hour(
        ((104, 142, 196), (236, 190, 160), (255, 214, 150)), (255, 226, 198), (255, 190, 110), 0.75,
        0.97, (150, 150, 168), 0.12, (255, 224, 186), 0.55, 0.92,
    ),
    "evening": Hour(
        ((52, 66, 122), (148, 112, 158), (246, 160, 124)), (214, 150, 162), (255, 158, 98), 0.6,
        0.8, (74, 86, 126), 0.55, (236, 208, 226), 0.45, 0.72,
    ),
    "overcast": Hour(
        ((168, 186, 200), (204, 214, 220), (232, 232, 226)), (244, 245, 245), (255, 250, 240), 0.2,
        0.97, (136, 158, 172), 0.08, (250, 250, 246), 0.2, 0.96,
    ),
}  # fmt: skip
LAMP = (255, 214, 140)


def paint_sky(canvas: Canvas, hour: Hour, chance: Random, horizon: float) -> None:
    """The sky with its sun and its clouds, down to below the horizon."""
    top, middle, low = hour.sky
    half = horizon * 0.55
    canvas.gradient([(0, 0), (WIDTH, 0), (WIDTH, half + 1), (0, half + 1)], top, middle)
    canvas.gradient([(0, half), (WIDTH, half), (WIDTH, HEIGHT), (0, HEIGHT)], middle, low)
    sun = chance.uniform(150, WIDTH - 150)
    canvas.glow(sun, horizon * 0.75, 1500, hour.sun, hour.sun_strength)
    for _ in range(chance.randint(3, 6)):
        paint_cloud(canvas, chance.uniform(0, WIDTH), chance.uniform(40, horizon * 0.6), hour, chance)


def paint_cloud(canvas: Canvas, x: float, y: float, hour: Hour, chance: Random) -> None:
    """A long thin cloud of a few melted puffs."""
    length = chance.uniform(90, 210)
    for _ in range(7):
        shift = chance.uniform(-1, 1)
        width = length * chance.uniform(0.22, 0.5)
        puff = circle(x + shift * length, y + chance.uniform(-9, 9), width, width * 0.16)
        canvas.soft(puff, hour.cloud, 0.34, 13)


def paint_skyline(canvas: Canvas, hour: Hour, chance: Random, horizon: float) -> None:
    """A far town in two pale layers."""
    for layer, strength in ((0, 0.22), (1, 0.4)):
        color = mix(hour.sky[2], mix(hour.sky[0], (70, 80, 96), 0.4), strength)
        x = -30.0
        while x < WIDTH:
            width = chance.uniform(34, 110)
            height = chance.uniform(26, 105) * (1.25 - layer * 0.45)
            canvas.poly(
                [
                    (x, horizon + 60),
                    (x, horizon - height),
                    (x + width, horizon - height),
                    (x + width, horizon + 60),
                ],
                color,
            )
            if chance.random() < 0.35:
                peak = [
                    (x, horizon - height),
                    (x + width / 2, horizon - height - 18),
                    (x + width, horizon - height),
                ]
                canvas.poly(peak, color)
            x += width + chance.uniform(-8, 16)
