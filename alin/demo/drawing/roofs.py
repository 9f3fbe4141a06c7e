"""Roofs over a corner building or a house."""

from alin.demo.drawing.canvas import Color, shade
from alin.demo.drawing.scene import Scene, Wall

ZINC: Color = (124, 136, 150)
TILES: Color = (184, 104, 74)


def paint_roof(scene: Scene, kind: str, size: tuple[float, float, float], light: float) -> None:
    """Over a block of (width, height, depth) whose corner is at x = 0, z = 0."""
    width, height, depth = size
    if kind == "mansard":
        _slopes(scene, (-width, 0.0), depth, height, 2.6, 1.0, shade(ZINC, light))
        _dormers(scene, width, height, light)
        _chimneys(scene, width, height + 2.4, light)
    elif kind == "tiles":
        _slopes(scene, (-width - 0.6, 0.6), depth, height, 3.2, 3.4, shade(TILES, light), 0.6)
        _chimneys(scene, width, height + 2.6, light)


def _slopes(
    scene: Scene,
    x: tuple[float, float],
    depth: float,
    base: float,
    rise: float,
    run: float,
    color: Color,
    overhang: float = 0.0,
) -> None:
    """The front and the right slope of a hipped or mansard roof."""
    x0, x1 = x
    front, back, top = -overhang, depth + overhang, base + rise
    right = [(x1, base, front), (x1, base, back), (x1 - run, top, back - run), (x1 - run, top, front + run)]
    face = [(x0, base, front), (x1, base, front), (x1 - run, top, front + run), (x0 + run, top, front + run)]
    scene.face(right, shade(color, 0.78))
    scene.canvas.gradient(scene.flat(face), shade(color, 1.12), color)
    steps = int((x1 - x0) / 0.5)
    for index in range(1, steps):
        share = index / steps
        foot = (x0 + (x1 - x0) * share, base, front)
        head = (x0 + run + (x1 - x0 - 2 * run) * share, top, front + run)
        scene.canvas.line(scene.flat([foot, head]), shade(color, 0.9), 0.8)


def _dormers(scene: Scene, width: float, height: float, light: float) -> None:
    wall = Wall(scene, (-width, height, 0), (1, 0), (0, -1), light)
    count = max(round(width / 3.1), 3)
    for index in range(count):
        u = width * (index + 0.5) / count - 0.6
        wall.block((u, u + 1.2), (0.25, 2.0), 0.12, (228, 220, 204))
        wall.rect(u + 0.18, 0.4, u + 1.02, 1.75, (96, 116, 136), 0.13)
        wall.rect(u + 0.57, 0.4, u + 0.63, 1.75, (240, 238, 230), 0.14)
        wall.block((u - 0.12, u + 1.32), (2.0, 2.18), 0.3, shade(ZINC, 0.9))


def _chimneys(scene: Scene, width: float, height: float, light: float) -> None:
    for share in (0.22, 0.7):
        x = -width * share
        scene.box((x, height - 0.6, 2.6), (x + 1.3, height + 1.3, 3.4), shade((196, 164, 138), light))
        for pot in range(3):
            left = x + 0.2 + pot * 0.36
            scene.box(
                (left, height + 1.3, 2.8), (left + 0.2, height + 1.75, 3.0), shade((176, 96, 70), light)
            )
