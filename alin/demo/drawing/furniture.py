"""What stands in a room: furniture, lamps, plants, frames."""

from math import cos, sin
from random import Random

from alin.demo.drawing.canvas import Color, circle, mix, shade
from alin.demo.drawing.scene import Scene, Space

WOOD: tuple[Color, ...] = ((196, 150, 104), (168, 120, 80), (222, 190, 150), (132, 96, 70))
FABRICS: tuple[Color, ...] = (
    (196, 96, 84), (92, 124, 140), (214, 176, 120), (128, 146, 124), (188, 178, 168), (84, 96, 128),
)  # fmt: skip


def ground_shadow(
    scene: Scene, low: tuple[float, float], high: tuple[float, float], alpha: float = 0.3
) -> None:
    """The soft dark under something, from corner (x, z) to corner (x, z)."""
    (x0, z0), (x1, z1) = low, high
    scene.soft([(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], (40, 28, 24), alpha, 11)


def legs(
    scene: Scene, low: tuple[float, float], high: tuple[float, float], height: float, color: Color
) -> None:
    """Four legs at the corners, the far ones first."""
    (x0, z0), (x1, z1) = low, high
    for z in (z1 - 0.06, z0):
        for x in (x0, x1 - 0.06):
            scene.box((x, 0, z), (x + 0.06, height, z + 0.06), color)


def sofa(scene: Scene, x: float, z: float, width: float, color: Color, chance: Random) -> None:
    """A sofa against the far wall, its back to it."""
    depth = 0.9
    ground_shadow(scene, (x - 0.1, z - 0.15), (x + width + 0.15, z + depth), 0.42)
    legs(scene, (x + 0.08, z + 0.05), (x + width - 0.08, z + depth), 0.14, (92, 70, 54))
    scene.box((x, 0.42, z + depth - 0.24), (x + width, 0.88, z + depth), color)
    scene.box((x, 0.13, z), (x + width, 0.44, z + depth - 0.05), shade(color, 0.94))
    count = 2 if width < 1.9 else 3
    part = (width - 0.36) / count
    for index in range(count):
        left = x + 0.18 + part * index
        scene.box(
            (left + 0.015, 0.44, z - 0.02), (left + part - 0.015, 0.57, z + depth - 0.24), shade(color, 1.05)
        )
        scene.box(
            (left + 0.02, 0.56, z + depth - 0.36),
            (left + part - 0.02, 0.93, z + depth - 0.22),
            shade(color, 1.0),
        )
    for left in (x, x + width - 0.17):
        scene.box((left, 0.13, z - 0.02), (left + 0.17, 0.66, z + depth), shade(color, 0.97))
    for left in (x + 0.28, x + width - 0.72):
        cushion(scene, left, 0.57, z + depth - 0.42, chance.choice(FABRICS))


def cushion(scene: Scene, x: float, y: float, z: float, color: Color) -> None:
    """A square cushion leaning on what is behind it."""
    points: list[Space] = [
        (x, y, z),
        (x + 0.42, y, z),
        (x + 0.4, y + 0.4, z + 0.12),
        (x + 0.03, y + 0.42, z + 0.12),
    ]
    scene.canvas.gradient(scene.flat(points), shade(color, 1.14), shade(color, 0.9))


def table(
    scene: Scene, low: tuple[float, float], high: tuple[float, float], height: float, color: Color
) -> None:
    """A table top on four legs."""
    (x0, z0), (x1, z1) = low, high
    ground_shadow(scene, (x0 - 0.05, z0 - 0.05), (x1 + 0.15, z1), 0.3)
    legs(scene, (x0 + 0.05, z0 + 0.05), (x1 - 0.05, z1 - 0.05), height, shade(color, 0.84))
    scene.box((x0, height, z0), (x1, height + 0.045, z1), color)


def chair(scene: Scene, x: float, z: float, color: Color, back_first: bool) -> None:
    """A chair of 45 cm; its back is on the far side, or on ours."""
    legs(scene, (x, z), (x + 0.44, z + 0.44), 0.44, shade(color, 0.8))
    if back_first:
        scene.box((x, 0.44, z + 0.4), (x + 0.44, 0.92, z + 0.44), shade(color, 0.96))
    scene.box((x, 0.43, z), (x + 0.44, 0.48, z + 0.44), color)
    if not back_first:
        scene.box((x, 0.44, z), (x + 0.44, 0.92, z + 0.04), color)


def rug(scene: Scene, low: tuple[float, float], high: tuple[float, float], color: Color) -> None:
    """A rug with a border."""
    (x0, z0), (x1, z1) = low, high
    ground_shadow(scene, low, high, 0.16)
    for inset, tone in ((0.0, 0.9), (0.09, 1.12), (0.16, 1.0)):
        points: list[Space] = [
            (x0 + inset, 0, z0 + inset), (x1 - inset, 0, z0 + inset),
            (x1 - inset, 0, z1 - inset), (x0 + inset, 0, z1 - inset),
        ]  # fmt: skip
        scene.face(points, shade(color, tone))


def frame(scene: Scene, x: float, y: float, z: float, size: tuple[float, float], chance: Random) -> None:
    """A picture on the far wall: hills under a moon."""
    width, height = size
    scene.soft(
        [
            (x + 0.03, y - 0.05, z),
            (x + width + 0.05, y - 0.05, z),
            (x + width + 0.05, y + height, z),
            (x + 0.03, y + height, z),
        ],
        (60, 50, 46),
        0.3,
        5,
    )
    scene.box((x, y, z - 0.03), (x + width, y + height, z), (64, 56, 52))
    inner: list[Space] = [
        (x + 0.04, y + 0.04, z - 0.03),
        (x + width - 0.04, y + 0.04, z - 0.03),
        (x + width - 0.04, y + height - 0.04, z - 0.03),
        (x + 0.04, y + height - 0.04, z - 0.03),
    ]
    sky = mix((244, 226, 196), chance.choice(FABRICS), 0.3)
    scene.canvas.gradient(scene.flat(inner), sky, shade(sky, 1.12))
    for layer in range(3):
        top = y + height * (0.5 - layer * 0.13)
        hills: list[Space] = [
            (x + 0.04, y + 0.04, z - 0.03),
            (x + width - 0.04, y + 0.04, z - 0.03),
            (x + width - 0.04, top - 0.03 * layer, z - 0.03),
            (x + width * chance.uniform(0.4, 0.7), top + height * 0.1, z - 0.03),
            (x + 0.04, top - 0.02, z - 0.03),
        ]
        scene.face(hills, mix(chance.choice(FABRICS), (70, 80, 90), 0.2 + layer * 0.15))
    cx, cy = scene.camera.project((x + width * 0.7, y + height * 0.75, z - 0.03))
    scene.canvas.ellipse(cx, cy, 7, 7, (250, 240, 214))


def plant(scene: Scene, x: float, z: float, height: float, chance: Random) -> None:
    """A tall plant in a pot."""
    ground_shadow(scene, (x - 0.2, z - 0.18), (x + 0.3, z + 0.2), 0.4)
    pot = chance.choice(((214, 198, 178), (178, 108, 84), (96, 104, 110)))
    scene.box((x - 0.15, 0, z - 0.15), (x + 0.15, 0.32, z + 0.15), pot)
    base = scene.camera.project((x, 0.32, z))
    top = scene.camera.project((x, height, z))
    reach = base[1] - top[1]
    green = chance.choice(((76, 118, 78), (92, 134, 84), (62, 104, 88)))
    for index in range(26):
        angle = chance.uniform(-1.15, 1.15)
        length = reach * chance.uniform(0.45, 1.0)
        tip = (base[0] + sin(angle) * length * 0.55, base[1] - cos(angle) * length)
        half = (base[0] + (tip[0] - base[0]) * 0.42, base[1] + (tip[1] - base[1]) * 0.62)
        wide = reach * 0.045
        leaf = [base, (half[0] - wide, half[1]), tip, (half[0] + wide, half[1])]
        scene.canvas.poly(leaf, shade(green, 0.7 + index * 0.024))


def pendant(scene: Scene, at: Space, ceiling: float, color: Color, lit: float) -> None:
    """A lamp hanging from the ceiling."""
    x, y = scene.camera.project(at)
    _, top = scene.camera.project((at[0], ceiling, at[2]))
    scale = scene.camera.focal / scene.camera.distance(at)
    scene.canvas.line([(x, top), (x, y)], (70, 64, 60), 1.6)
    half, tall = 0.24 * scale, 0.2 * scale
    scene.canvas.gradient(
        [(x - half * 0.4, y - tall), (x + half * 0.4, y - tall), (x + half, y), (x - half, y)],
        shade(color, 1.05), shade(color, 0.86),
    )  # fmt: skip
    scene.canvas.poly(circle(x, y, half, half * 0.16), mix(color, (255, 236, 190), 0.75))
    if lit:
        scene.canvas.glow(x, y + 8, 620, (255, 206, 130), lit)


def floor_lamp(scene: Scene, x: float, z: float, lit: float) -> None:
    """A standing lamp with a cloth shade."""
    ground_shadow(scene, (x - 0.15, z - 0.15), (x + 0.2, z + 0.15), 0.3)
    foot, head = scene.camera.project((x, 0, z)), scene.camera.project((x, 1.45, z))
    scene.canvas.line([foot, head], (74, 66, 60), 3)
    scene.canvas.poly(circle(foot[0], foot[1], 22, 6), (74, 66, 60))
    half, tall = 36.0, 52.0
    shape = [
        (head[0] - half * 0.65, head[1] - tall),
        (head[0] + half * 0.65, head[1] - tall),
        (head[0] + half, head[1]),
        (head[0] - half, head[1]),
    ]
    scene.canvas.gradient(shape, (255, 242, 214), (250, 214, 158) if lit else (226, 214, 194))
    if lit:
        scene.canvas.glow(head[0], head[1] - 14, 700, (255, 200, 120), lit)
