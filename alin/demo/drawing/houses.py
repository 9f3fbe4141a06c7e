"""Houses with a garden: one alone, or a short row."""

from random import Random

from PIL import Image

from alin.demo.drawing.canvas import HEIGHT, WIDTH, Canvas, Color, dice, mix, shade
from alin.demo.drawing.light import HOURS, Hour, paint_sky
from alin.demo.drawing.nature import paint_grass, paint_hedge, paint_tree
from alin.demo.drawing.openings import Opening, paint_door, paint_window
from alin.demo.drawing.scene import Camera, Scene, Space, Wall, upright

HORIZON = 610.0
EYE: Space = (7.0, 2.2, -17.0)
HOUR_NAMES = ("golden", "noon", "morning", "evening")
WALLS: tuple[Color, ...] = (
    (246, 240, 228),
    (240, 222, 192),
    (214, 196, 176),
    (228, 232, 228),
    (190, 112, 86),
)
ROOFS: tuple[Color, ...] = ((178, 96, 70), (92, 98, 108), (150, 92, 76), (108, 100, 98))
SHUTTERS: tuple[Color, ...] = ((92, 128, 150), (128, 150, 122), (160, 84, 74), (84, 96, 110))


def draw_house(seed: int) -> Image.Image:
    """A house of two floors seen from its garden gate."""
    chance = dice(seed * 6151 + 5)
    hour = HOURS[HOUR_NAMES[seed % len(HOUR_NAMES)]]
    canvas = Canvas()
    units = 2 if seed % 3 == 1 else 1
    width = 10.5 if units == 1 else 13.5
    focal = 1120.0 if units == 1 else 960.0
    camera = Camera(EYE, 0, focal, HORIZON, 600 + focal * (width / 2 - 0.6 + EYE[0]) / -EYE[2])
    scene = Scene(canvas, camera)
    paint_sky(canvas, hour, chance, HORIZON)
    for index in range(16):
        x = index * 80 + chance.uniform(-45, 45)
        paint_tree(canvas, x, HORIZON + 26, chance.uniform(120, 210), hour, chance)
    paint_hedge(canvas, -20, WIDTH + 20, HORIZON + 30, 40, hour, chance)
    _paint_garden(canvas, scene, hour)
    _paint_house(scene, width, units, seed, hour, chance)
    paint_hedge(canvas, -20, chance.uniform(170, 300), 862, 62, hour, chance)
    paint_hedge(canvas, chance.uniform(860, 940), 1230, 866, 66, hour, chance)
    paint_tree(canvas, chance.uniform(1090, 1190), 824, chance.uniform(400, 520), hour, chance)
    picture = scene.finish(hour.tint, hour.tint_amount)
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if chance.random() < 0.5 else picture


def _paint_garden(canvas: Canvas, scene: Scene, hour: Hour) -> None:
    base = HORIZON + 24
    paint_grass(canvas, [(0, base), (WIDTH, base), (WIDTH, HEIGHT), (0, HEIGHT)], hour)
    path = shade((214, 204, 186), hour.light)
    scene.face([(-3.3, 0, 0), (-1.7, 0, 0), (0.4, 0, -14), (-2.4, 0, -14)], path)


def _paint_house(scene: Scene, width: float, units: int, seed: int, hour: Hour, chance: Random) -> None:
    wall_color, roof = WALLS[seed % len(WALLS)], chance.choice(ROOFS)
    shutters = chance.choice(SHUTTERS)
    depth, eaves, rise = 8.0, 5.3, 3.0
    scene.soft([(-width, 0, 0), (0, 0, 0), (3, 0, -3), (-width + 3, 0, -3)], (20, 26, 24), 0.4, 10)
    side = Wall(scene, (0, 0, 0), (0, 1), (1, 0), hour.light * 0.8)
    front = Wall(scene, (-width, 0, 0), (1, 0), (0, -1), hour.light)
    gable: list[Space] = [
        (0, 0, 0),
        (0, 0, depth),
        (0, eaves, depth),
        (0, eaves + rise, depth / 2),
        (0, eaves, 0),
    ]
    scene.canvas.gradient(
        scene.flat(gable), shade(wall_color, 0.82 * hour.light), shade(wall_color, 0.72 * hour.light)
    )
    face = scene.flat(front.quad(0, 0, width, eaves))
    tone = shade(mix(wall_color, (120, 104, 90), 0.12), hour.light)
    scene.canvas.gradient(face, shade(wall_color, hour.light), tone)
    side.rect(0, 0, depth, 0.5, shade(wall_color, 0.6))
    front.rect(0, 0, width, 0.5, shade(wall_color, 0.6))
    _paint_gable_roof(scene, width, depth, eaves, rise, shade(roof, hour.light))
    paint_window(side, Opening(2.8, 3.2, 1.2, 1.5), hour, chance)
    paint_window(side, Opening(2.6, 0.9, 1.6, 1.4), hour, chance)
    for unit in range(units):
        start = width * unit / units
        _paint_unit(front, start, width / units, shutters, hour, chance)
    chimney = -width * 0.35
    scene.box(
        (chimney, eaves + 2.1, 3.4), (chimney + 0.8, eaves + 4.2, 4.3), shade((186, 130, 104), hour.light)
    )


def _paint_unit(front: Wall, start: float, width: float, shutters: Color, hour: Hour, chance: Random) -> None:
    """One home of the house: its door, its bay to the garden, its bedrooms."""
    door = start + width * 0.62
    paint_door(front, door, 1.25, hour, shutters, 0.7)
    paint_window(
        front, Opening(start + width * 0.12, 0.2, min(2.6, width * 0.33), 2.05, sill=False), hour, chance
    )
    for share in (0.16, 0.62):
        paint_window(front, Opening(start + width * share, 3.15, 1.15, 1.45, shutters=shutters), hour, chance)


def _paint_gable_roof(
    scene: Scene, width: float, depth: float, eaves: float, rise: float, color: Color
) -> None:
    over, middle = 0.55, depth / 2
    low, ridge = eaves - over * rise / middle, eaves + rise
    left, right = -width - over, over
    board: list[Space] = [(right, low, -over), (right, ridge, middle), (right, ridge - 0.22, middle)]
    scene.face([*board, (right, low - 0.22, -over)], shade(color, 0.7))
    slope: list[Space] = [(left, low, -over), (right, low, -over), (right, ridge, middle)]
    scene.canvas.gradient(scene.flat([*slope, (left, ridge, middle)]), shade(color, 1.14), color)
    for share in (row / 16 for row in range(1, 16)):
        y, z = low + (ridge - low) * share, -over + (middle + over) * share
        scene.canvas.line(scene.flat([(left, y, z), (right, y, z)]), shade(color, 0.84), 1.0)
    scene.face(upright(left, low - 0.16, right, low, -over), (236, 232, 224))
    scene.soft(upright(-width, low - 0.8, 0, low - 0.1, -0.02), (20, 20, 32), 0.3, 5)
