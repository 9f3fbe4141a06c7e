"""An empty room in perspective: floor, walls, window with its view, and the sun it lets in."""

from dataclasses import dataclass
from random import Random

from PIL import Image

from alin.demo.drawing.canvas import HEIGHT, WIDTH, Canvas, Color, Point, dice, mix, shade
from alin.demo.drawing.light import HOURS, Hour
from alin.demo.drawing.scene import Camera, Scene, Space, Wall

HEIGHT_M = 2.55
HALF = 2.15
DEPTH = 5.0
HOUR_NAMES = ("morning", "golden", "noon", "morning", "evening", "golden")
LAMPLIGHT: Color = (255, 228, 194)
FLOORS: tuple[Color, ...] = ((206, 164, 118), (186, 140, 98), (222, 190, 148), (168, 126, 92))
TILES: tuple[Color, ...] = ((214, 208, 198), (196, 202, 204), (226, 214, 198))


@dataclass
class Interior:
    """A room ready to be furnished."""

    scene: Scene
    hour: Hour
    window_wall: str  # « left » or « right »
    window: tuple[float, float, float, float]  # along the wall from, to; sill, lintel (metres)
    lamp: float  # how strongly lamps shine
    half: float = HALF
    depth: float = DEPTH
    height: float = HEIGHT_M

    def paint_sunlight(self, strength: float) -> None:
        """The window's light lying on the floor, over whatever is there."""
        z0, z1, _low, _high = self.window
        side = -1 if self.window_wall == "left" else 1
        shift = -side
        color, power = (255, 240, 200), strength * (0.35 if self.lamp else 1.0)
        for start, end in ((z0, (z0 + z1) / 2 - 0.05), ((z0 + z1) / 2 + 0.05, z1)):
            near, far = side * self.half + shift * 0.55, side * self.half + shift * 2.5
            patch: list[Space] = [
                (near, 0.01, start - 0.25), (near, 0.01, end - 0.25),
                (far, 0.01, end - 0.95), (far, 0.01, start - 0.95),
            ]  # fmt: skip
            self.scene.soft(patch, color, power, 5)
        x, y = self.scene.camera.project((side * self.half, 1.5, (z0 + z1) / 2))
        self.scene.canvas.glow(x, y, 1100, self.hour.sun, 0.34 if not self.lamp else 0.16)

    def finish(self) -> Image.Image:
        """The finished picture."""
        if self.lamp:
            return self.scene.finish(LAMPLIGHT, 0.6)
        return self.scene.finish(self.hour.tint, self.hour.tint_amount * 0.7)


def build_interior(
    canvas: Canvas,
    seed: int,
    chance: Random,
    wall: Color,
    back: Color,
    tiled: bool = False,
    wall_tiles: Color | None = None,
) -> Interior:
    """A room with a window on one side, drawn up to its skirting boards."""
    hour = HOURS[HOUR_NAMES[seed % len(HOUR_NAMES)]]
    lamp = 0.75 if hour.lit > 0.3 else 0.0
    side = "left" if dice(seed).random() < 0.5 else "right"
    eye_x = 0.55 if side == "left" else -0.55
    camera = Camera((eye_x, 1.4, -0.9), 0, 1060, 418, 600 + eye_x * 60)
    scene = Scene(canvas, camera)
    dim = 0.86 if lamp else 1.0
    _paint_shell(scene, shade(wall, dim), shade(back, dim))
    if wall_tiles:
        _paint_wall_tiles(scene, shade(wall_tiles, dim))
    _paint_floor(scene, shade(chance.choice(TILES if tiled else FLOORS), dim), tiled, chance)
    window = (2.95, 4.35, 0.9, 2.2) if seed % 3 else (2.7, 4.4, 0.05, 2.2)
    room = Interior(scene, hour, side, window, lamp)
    _paint_window(room, chance)
    _paint_door(scene, "right" if side == "left" else "left", shade((246, 243, 236), dim))
    _paint_corners(scene)
    return room


def _paint_shell(scene: Scene, wall: Color, back: Color) -> None:
    near = -0.7
    ceiling = scene.flat(
        [(-HALF, HEIGHT_M, near), (HALF, HEIGHT_M, near), (HALF, HEIGHT_M, DEPTH), (-HALF, HEIGHT_M, DEPTH)]
    )
    scene.canvas.gradient(
        ceiling, shade((250, 249, 246), scene_light(wall)), shade((236, 234, 228), scene_light(wall))
    )
    for x, tone in ((-HALF, 0.93), (HALF, 0.9)):
        side: list[Space] = [(x, 0, near), (x, 0, DEPTH), (x, HEIGHT_M, DEPTH), (x, HEIGHT_M, near)]
        scene.canvas.gradient(scene.flat(side), shade(wall, tone), shade(wall, tone * 0.93))
        skirting: list[Space] = [(x, 0, near), (x, 0, DEPTH), (x, 0.09, DEPTH), (x, 0.09, near)]
        scene.face(skirting, shade((250, 248, 244), 0.94 * scene_light(wall)))
    far: list[Space] = [
        (-HALF, 0, DEPTH),
        (HALF, 0, DEPTH),
        (HALF, HEIGHT_M, DEPTH),
        (-HALF, HEIGHT_M, DEPTH),
    ]
    scene.canvas.gradient(scene.flat(far), back, shade(back, 0.92))
    scene.face(
        [(-HALF, 0, DEPTH), (HALF, 0, DEPTH), (HALF, 0.09, DEPTH), (-HALF, 0.09, DEPTH)],
        shade((252, 250, 246), scene_light(wall)),
    )


def scene_light(wall: Color) -> float:
    """How light the hour leaves a wall: below 1 in the evening."""
    return min(max(wall) / 236, 1.0)


def _paint_floor(scene: Scene, color: Color, tiled: bool, chance: Random) -> None:
    near, far = -0.7, DEPTH
    floor: list[Space] = [(-HALF, 0, near), (HALF, 0, near), (HALF, 0, far), (-HALF, 0, far)]
    scene.face(floor, color)
    step = 0.4 if tiled else 0.145
    x = -HALF
    while x < HALF:
        z = near - (0 if tiled else chance.uniform(0, 1.1))
        while z < far:
            length = step if tiled else chance.uniform(0.9, 1.4)
            tone = shade(color, 1 + chance.uniform(-0.035, 0.035) * (1 if tiled else 1.9))
            gap = 0.012 if tiled else 0.004
            low, high = max(z + gap, near), min(z + length - gap, far)
            if high > low:
                right = min(x + step - gap, HALF)
                scene.face([(x + gap, 0, low), (right, 0, low), (right, 0, high), (x + gap, 0, high)], tone)
            z += length
        x += step
    scene.soft([(-HALF, 0, near), (HALF, 0, near), (HALF, 0, 0.9), (-HALF, 0, 0.9)], (40, 26, 20), 0.2, 40)


def _paint_wall_tiles(scene: Scene, color: Color) -> None:
    for x in range(int(2 * HALF / 0.2) + 1):
        for y in range(7):
            left, low = -HALF + x * 0.2, 0.02 + y * 0.2
            right = min(left + 0.19, HALF)
            tone = shade(color, 1 + ((x * 7 + y * 13) % 5 - 2) * 0.012)
            scene.face(
                [
                    (left, low, DEPTH),
                    (right, low, DEPTH),
                    (right, low + 0.19, DEPTH),
                    (left, low + 0.19, DEPTH),
                ],
                tone,
            )


def _paint_window(room: Interior, chance: Random) -> None:
    """The window, the town outside of it, its curtains and the radiator below."""
    side = -1 if room.window_wall == "left" else 1
    z0, z1, low, high = room.window
    wall = Wall(room.scene, (side * HALF, 0, 0), (0, 1), (-side, 0), 0.95)
    wall.rect(z0 - 0.09, low - 0.07, z1 + 0.09, high + 0.09, (250, 248, 244))
    view = room.scene.flat(wall.quad(z0, low, z1, high))
    top, _middle, horizon = room.hour.sky
    room.scene.canvas.gradient(view, mix(top, (255, 255, 255), 0.35), mix(horizon, (255, 255, 255), 0.35))
    _paint_view(wall, room, chance)
    for z in (z0, (z0 + z1) / 2 - 0.035, z1 - 0.07):
        wall.rect(z, low, z + 0.07, high, (252, 250, 246), 0.03)
    for v in (low, high - 0.07):
        wall.rect(z0, v, z1, v + 0.07, (252, 250, 246), 0.03)
    if low > 0.5:
        wall.block((z0 - 0.12, z1 + 0.12), (low - 0.1, low - 0.05), 0.16, (252, 250, 246))
        _paint_radiator(wall, z0 + 0.15, z1 - 0.15)
    cloth = mix((250, 246, 238), chance.choice(((206, 150, 120), (150, 168, 176), (190, 184, 160))), 0.45)
    dim = 0.86 if room.lamp else 1.0
    for start, end in ((z0 - 0.42, z0 + 0.05), (z1 - 0.05, z1 + 0.42)):
        folds = 7
        for index in range(folds):
            a = start + (end - start) * index / folds
            b = start + (end - start) * (index + 1) / folds
            tone = (1.0, 0.95, 0.9, 0.95)[index % 4] * dim
            wall.rect(a, 0.06, b, high + 0.16, shade(cloth, tone), 0.1)
    wall.rect(z0 - 0.5, high + 0.15, z1 + 0.5, high + 0.18, (92, 80, 70), 0.11)


def _paint_view(wall: Wall, room: Interior, chance: Random) -> None:
    """Roofs and trees outside, pale with distance, cut at the window's frame."""
    z0, z1, low, high = room.window
    for share, tint in ((0.42, 0.5), (0.3, 0.3)):
        z = z0
        while z < z1:
            width = min(chance.uniform(0.16, 0.4), z1 - z)
            top = low + (high - low) * (share + chance.uniform(-0.1, 0.12))
            color = mix(mix((178, 134, 112), (120, 132, 146), chance.random()), room.hour.sky[2], tint)
            wall.rect(z, low, z + width, top, color)
            z += width
    camera = room.scene.camera
    for _ in range(60):
        z = chance.uniform(z0 + 0.06, z1 - 0.06)
        v = low + (high - low) * chance.uniform(0.03, 0.24)
        x, y = camera.project(wall.at(z, v))
        green = shade((112, 146, 92), chance.uniform(0.75, 1.15) * (0.7 if room.lamp else 1))
        room.scene.canvas.ellipse(x, y, 7, 8, green)


def _paint_radiator(wall: Wall, z0: float, z1: float) -> None:
    wall.rect(z0 + 0.05, 0.12, z1 + 0.08, 0.66, (80, 70, 66), 0, 0.2)
    wall.block((z0, z1), (0.16, 0.7), 0.1, (248, 247, 244))
    count = 14
    for index in range(1, count):
        z = z0 + (z1 - z0) * index / count
        wall.rect(z, 0.2, z + 0.02, 0.66, (222, 220, 216), 0.1)


def _paint_door(scene: Scene, side_name: str, color: Color) -> None:
    side = -1 if side_name == "left" else 1
    wall = Wall(scene, (side * HALF, 0, 0), (0, 1), (-side, 0), 0.9)
    wall.rect(3.35, 0, 4.35, 2.12, shade(color, 0.9))
    wall.rect(3.42, 0, 4.28, 2.05, color)
    for low, high in ((0.2, 0.95), (1.1, 1.9)):
        wall.rect(3.55, low, 4.15, high, shade(color, 0.93))
        wall.rect(3.57, low + 0.02, 4.13, high - 0.02, shade(color, 0.97))
    wall.rect(3.46, 1.0, 3.55, 1.03, (120, 112, 104), 0.02)


def _paint_corners(scene: Scene) -> None:
    """Where walls meet it is a little darker."""
    for x in (-HALF, HALF):
        edge: list[Point] = scene.flat([(x, 0, DEPTH), (x, HEIGHT_M, DEPTH)])
        (x0, y0), (_, y1) = edge
        scene.canvas.soft([(x0 - 9, y0), (x0 + 9, y0), (x0 + 9, y1), (x0 - 9, y1)], (60, 50, 46), 0.14, 12)
    left, right = (
        scene.camera.project((-HALF, HEIGHT_M, DEPTH)),
        scene.camera.project((HALF, HEIGHT_M, DEPTH)),
    )
    scene.canvas.soft(
        [(left[0], left[1] - 7), (right[0], right[1] - 7), (right[0], right[1] + 8), (left[0], left[1] + 8)],
        (60, 50, 46),
        0.14,
        12,
    )
    bottom = scene.camera.project((0, 0, DEPTH))[1]
    scene.canvas.soft(
        [(left[0], bottom - 4), (right[0], bottom - 4), (right[0], bottom + 10), (left[0], bottom + 10)],
        (50, 36, 30),
        0.22,
        9,
    )
    scene.canvas.soft(
        [(0, HEIGHT - 40), (WIDTH, HEIGHT - 40), (WIDTH, HEIGHT + 30), (0, HEIGHT + 30)],
        (30, 20, 18),
        0.2,
        50,
    )
