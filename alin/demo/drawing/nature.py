"""Trees, hedges and grass, made of many small leaves of light."""

from random import Random

from alin.demo.drawing.canvas import Canvas, Color, circle, mix, shade
from alin.demo.drawing.light import Hour

GREENS: tuple[Color, ...] = ((74, 122, 72), (96, 138, 74), (64, 112, 86), (122, 146, 72))
AUTUMN: tuple[Color, ...] = ((186, 128, 58), (168, 98, 52), (142, 138, 66))


def paint_tree(canvas: Canvas, x: float, ground: float, height: float, hour: Hour, chance: Random) -> None:
    """A tree standing at (x, ground) on the picture."""
    leaf = shade(chance.choice(GREENS + (AUTUMN if chance.random() < 0.3 else ())), hour.leaf)
    trunk = shade((92, 74, 60), hour.light)
    canvas.soft(circle(x + height * 0.06, ground, height * 0.3, height * 0.035), (28, 30, 36), 0.34, 8)
    width = height * 0.024
    canvas.poly(
        [(x - width, ground), (x + width, ground), (x + width * 0.5, ground - height * 0.55),
         (x - width * 0.5, ground - height * 0.55)],
        trunk,
    )  # fmt: skip
    for side in (-1, 1):
        canvas.line(
            [(x, ground - height * 0.34), (x + side * height * 0.12, ground - height * 0.54)], trunk, width
        )
    paint_leaves(canvas, (x, ground - height * 0.66), (height * 0.26, height * 0.33), leaf, chance)


def paint_leaves(
    canvas: Canvas, center: tuple[float, float], radius: tuple[float, float], leaf: Color, chance: Random
) -> None:
    """A crown: dark behind, light where the sun comes from."""
    (cx, cy), (rx, ry) = center, radius
    dark, light = shade(leaf, 0.66), mix(leaf, (255, 236, 170), 0.42)
    clumps = [(chance.gauss(0, 0.4), chance.gauss(0, 0.36)) for _ in range(9)] + [(0.0, 0.0)] * 3
    for layer, color in enumerate((dark, mix(dark, leaf, 0.55), leaf, mix(leaf, light, 0.5), light)):
        reach = 1.0 - layer * 0.08
        for _ in range((150, 190, 200, 150, 80)[layer]):
            home = chance.choice(clumps)
            dx, dy = home[0] + chance.gauss(0, 0.21), home[1] + chance.gauss(0, 0.19)
            if dx * dx + dy * dy > 1:
                continue
            size = rx * chance.uniform(0.035, 0.1) * (1.3 - layer * 0.13)
            canvas.ellipse(
                cx + (dx * reach - layer * 0.05) * rx,
                cy + (dy * reach - layer * 0.075) * ry,
                size,
                size * 0.8,
                mix(color, shade(color, 1.12), chance.random()),
            )


def paint_hedge(
    canvas: Canvas, x0: float, x1: float, ground: float, height: float, hour: Hour, chance: Random
) -> None:
    """A clipped hedge along the street."""
    leaf = shade(chance.choice(GREENS), hour.leaf)
    canvas.soft(
        [(x0, ground - 4), (x1, ground - 4), (x1 + 12, ground + 12), (x0 + 12, ground + 12)],
        (20, 22, 30),
        0.35,
        6,
    )
    canvas.gradient(
        [(x0, ground - height), (x1, ground - height), (x1, ground), (x0, ground)], leaf, shade(leaf, 0.62)
    )
    for _ in range(int(x1 - x0)):
        x, t = chance.uniform(x0, x1), chance.random()
        tone = mix(mix(leaf, (255, 240, 180), 0.3), shade(leaf, 0.66), t)
        canvas.ellipse(x, ground - height * (1 - t) + chance.uniform(-3, 3), chance.uniform(2.5, 5), 3, tone)


def paint_grass(canvas: Canvas, points: list[tuple[float, float]], hour: Hour) -> None:
    """A lawn."""
    green = shade((134, 162, 92), hour.leaf)
    canvas.gradient(points, shade(green, 1.06), shade(green, 0.78))
