"""Living rooms, kitchens, bedrooms and bathrooms, most of them with the sun coming in."""

from random import Random

from PIL import Image

from alin.demo.drawing import furniture as f
from alin.demo.drawing.canvas import Canvas, Color, dice, mix, shade
from alin.demo.drawing.interior import Interior, build_interior
from alin.demo.drawing.scene import level, upright

PALE: tuple[Color, ...] = (
    (248, 244, 236),
    (240, 236, 226),
    (234, 238, 234),
    (246, 236, 222),
    (228, 234, 240),
)
ACCENTS: tuple[Color, ...] = (
    (196, 210, 200),
    (226, 200, 176),
    (186, 202, 216),
    (232, 214, 178),
    (216, 196, 196),
)
KITCHENS: tuple[Color, ...] = (
    (246, 244, 238),
    (150, 172, 156),
    (92, 118, 138),
    (214, 190, 156),
    (196, 120, 96),
)


def draw_living_room(seed: int) -> Image.Image:
    """A living room; every third one is empty, as flats are when they are let."""
    chance = dice(seed * 4051 + 3)
    room = build_interior(
        Canvas(), seed, chance, chance.choice(PALE), chance.choice(ACCENTS if seed % 2 else PALE)
    )
    scene = room.scene
    if seed % 3 == 2:
        room.paint_sunlight(0.5)
        f.pendant(scene, (0.2, 2.0, 3.2), room.height, (240, 234, 224), room.lamp)
        return room.finish()
    fabric, wood = chance.choice(f.FABRICS), chance.choice(f.WOOD)
    left = -0.9 if room.window_wall == "left" else -1.3
    f.frame(scene, left + 0.35, 1.45, room.depth, (0.62, 0.8), chance)
    f.frame(scene, left + 1.12, 1.5, room.depth, (0.5, 0.66), chance)
    f.plant(scene, left - 0.55, room.depth - 0.4, 1.5, chance)
    f.floor_lamp(scene, left + 2.55, room.depth - 0.35, room.lamp * 0.9)
    f.rug(scene, (left - 0.15, 2.4), (left + 2.5, room.depth - 0.55), mix(fabric, (240, 232, 220), 0.62))
    f.sofa(scene, left + 0.05, room.depth - 1.0, 2.1, fabric, chance)
    room.paint_sunlight(0.42)
    f.table(scene, (left + 0.55, 2.75), (left + 1.75, 3.4), 0.36, wood)
    _paint_books(room, left + 0.85, 0.41, 2.95, chance)
    f.pendant(scene, (left + 1.2, 2.05, 3.2), room.height, (240, 232, 220), room.lamp)
    return room.finish()


def draw_kitchen(seed: int) -> Image.Image:
    """A kitchen along the far wall, with a table when there is room."""
    chance = dice(seed * 3571 + 7)
    room = build_interior(
        Canvas(), seed + 1, chance, chance.choice(PALE), chance.choice(PALE), tiled=seed % 2 == 0
    )
    front, top = (
        KITCHENS[seed % len(KITCHENS)],
        chance.choice(((206, 168, 122), (224, 222, 216), (86, 84, 86))),
    )
    _paint_cupboards(room, front, top, chance)
    room.paint_sunlight(0.42)
    wood = chance.choice(f.WOOD)
    right = 0.2 if room.window_wall == "left" else -1.5
    f.chair(room.scene, right + 0.35, 3.4, shade(wood, 0.92), back_first=True)
    f.table(room.scene, (right, 2.55), (right + 1.25, 3.35), 0.73, wood)
    _paint_bowl(room, (right + 0.62, 0.78, 2.95), chance)
    f.chair(room.scene, right + 0.4, 2.1, shade(wood, 0.92), back_first=False)
    f.pendant(room.scene, (right + 0.62, 1.85, 2.95), room.height, chance.choice(f.FABRICS), room.lamp * 0.8)
    return room.finish()


def draw_bedroom(seed: int) -> Image.Image:
    """A bedroom with its bed against the far wall."""
    chance = dice(seed * 2953 + 1)
    room = build_interior(Canvas(), seed + 2, chance, chance.choice(PALE), ACCENTS[seed % len(ACCENTS)])
    fabric, wood = chance.choice(f.FABRICS), chance.choice(f.WOOD)
    left = -0.75 if room.window_wall == "left" else -1.05
    f.frame(room.scene, left + 0.45, 1.55, room.depth, (0.9, 0.6), chance)
    f.rug(room.scene, (left - 0.5, 2.2), (left + 2.3, 3.6), mix(fabric, (238, 230, 218), 0.7))
    _paint_bed(room, left, fabric, wood)
    for x in (left - 0.62, left + 1.74):
        f.ground_shadow(room.scene, (x, room.depth - 0.5), (x + 0.48, room.depth))
        room.scene.box((x, 0.08, room.depth - 0.42), (x + 0.46, 0.5, room.depth), wood)
        room.scene.box(
            (x + 0.04, 0.28, room.depth - 0.43), (x + 0.42, 0.3, room.depth - 0.42), shade(wood, 0.7)
        )
    _paint_bedside_lamp(room, (left - 0.39, 0.5, room.depth - 0.22))
    room.paint_sunlight(0.4)
    return room.finish()


def draw_bathroom(seed: int) -> Image.Image:
    """A bathroom in pale tiles."""
    chance = dice(seed * 1777 + 9)
    tiles: Color = chance.choice(((206, 222, 222), (224, 216, 204), (196, 212, 220), (216, 224, 208)))
    room = build_interior(
        Canvas(), seed, chance, (246, 246, 242), (246, 246, 242), tiled=True, wall_tiles=tiles
    )
    scene, back = room.scene, room.depth
    wood = chance.choice(f.WOOD)
    _paint_basin(room, wood)
    f.ground_shadow(scene, (0.7, 2.4), (1.6, back), 0.3)
    scene.box((0.85, 0, 2.5), (1.75, 0.56, back), (250, 250, 248))
    scene.face(level(0.95, 2.62, 1.7, back - 0.12, 0.565), (214, 226, 228))
    towel = chance.choice(f.FABRICS)
    scene.box((0.48, 1.0, back - 0.05), (0.74, 1.6, back), mix(towel, (250, 246, 240), 0.25))
    f.plant(scene, -1.15, back - 0.3, 1.05, chance)
    room.paint_sunlight(0.35)
    return room.finish()


def _paint_basin(room: Interior, wood: Color) -> None:
    """A basin on its cupboard, and a mirror with the light in it."""
    scene, back = room.scene, room.depth
    f.ground_shadow(scene, (-0.75, back - 0.55), (0.45, back), 0.34)
    scene.box((-0.7, 0.3, back - 0.5), (0.35, 0.82, back), wood)
    scene.box((-0.16, 0.32, back - 0.51), (-0.14, 0.8, back - 0.5), shade(wood, 0.7))
    scene.box((-0.74, 0.82, back - 0.54), (0.39, 0.95, back), (250, 250, 248))
    scene.box((-0.64, 1.16, back - 0.03), (0.29, 2.09, back), wood)
    mirror = scene.flat(upright(-0.6, 1.2, 0.25, 2.05, back - 0.04))
    scene.canvas.gradient(mirror, (226, 238, 240), (186, 206, 212))
    z = back - 0.05
    scene.face([(-0.5, 1.2, z), (-0.3, 1.2, z), (0.1, 2.05, z), (-0.1, 2.05, z)], (255, 255, 255), 0.3)
    _paint_tap(room, -0.2, 0.95, back - 0.11)


def _paint_tap(room: Interior, x: float, y: float, z: float) -> None:
    room.scene.box((x, y, z - 0.03), (x + 0.03, y + 0.28, z), (150, 156, 160))
    room.scene.box((x, y + 0.25, z - 0.2), (x + 0.03, y + 0.28, z), (160, 166, 170))


def _paint_books(room: Interior, x: float, y: float, z: float, chance: Random) -> None:
    height = y
    for _ in range(3):
        color = chance.choice(f.FABRICS)
        room.scene.box((x, height, z), (x + chance.uniform(0.28, 0.36), height + 0.035, z + 0.22), color)
        height += 0.035


def _paint_bowl(room: Interior, at: tuple[float, float, float], chance: Random) -> None:
    x, y = room.scene.camera.project(at)
    for _ in range(9):
        color = chance.choice(((214, 92, 70), (232, 170, 70), (150, 170, 82)))
        room.scene.canvas.ellipse(x + chance.uniform(-20, 20), y - 21 + chance.uniform(-5, 5), 10, 10, color)
    room.scene.canvas.poly(
        [(x - 36, y - 18), (x + 36, y - 18), (x + 20, y + 8), (x - 20, y + 8)], (244, 240, 232)
    )


def _paint_cupboards(room: Interior, front: Color, top: Color, chance: Random) -> None:
    """Low cupboards with a worktop, a splashback, and high cupboards beside a shelf."""
    scene, back = room.scene, room.depth
    x0, x1 = -room.half + 0.05, room.half - 0.75
    step = (x1 - x0) / 5
    f.ground_shadow(scene, (x0, back - 0.72), (x1 + 0.2, back), 0.35)
    scene.face(upright(x0, 0.92, x1, 1.5, back - 0.01), mix(front, (250, 248, 242), 0.72))
    scene.box((x0, 0.08, back - 0.58), (x1, 0.86, back), front)
    for x in (x0 + step * index for index in range(5)):
        scene.box((x - 0.008, 0.1, back - 0.585), (x + 0.008, 0.86, back - 0.58), shade(front, 0.72))
        scene.box((x + step * 0.3, 0.76, back - 0.6), (x + step * 0.7, 0.785, back - 0.58), (90, 88, 86))
    scene.box((x0, 0.86, back - 0.62), (x1 + 0.02, 0.91, back), top)
    _paint_appliances(room, x0, step)
    for x in (x0, x0 + step, x0 + step * 2):
        scene.box((x + 0.01, 1.52, back - 0.34), (x + step - 0.01, 2.2, back), shade(front, 1.03))
        scene.box((x + step * 0.42, 1.56, back - 0.355), (x + step * 0.58, 1.58, back - 0.34), (90, 88, 86))
    scene.box((x0 + step * 3 + 0.05, 1.5, back - 0.24), (x1, 1.53, back), top)
    for x in (x0 + step * 3 + 0.15 + index * 0.16 for index in range(6)):
        jar = 1.53 + chance.uniform(0.12, 0.26)
        scene.box((x, 1.53, back - 0.18), (x + 0.1, jar, back - 0.08), chance.choice(f.FABRICS))
    scene.soft(upright(x0, 1.3, x0 + step * 3, 1.5, back - 0.01), (50, 40, 40), 0.25, 8)


def _paint_appliances(room: Interior, x0: float, step: float) -> None:
    """An oven below its hob, and a sink."""
    scene, back = room.scene, room.depth
    oven, sink = x0 + step * 3, x0 + step * 1.2
    scene.box((oven + 0.03, 0.16, back - 0.6), (oven + step - 0.03, 0.7, back - 0.58), (52, 54, 58))
    scene.face(level(oven, back - 0.52, oven + step, back - 0.12, 0.915), (40, 42, 46))
    scene.face(level(sink, back - 0.5, sink + 0.6, back - 0.14, 0.915), (176, 184, 188))
    _paint_tap(room, sink + 0.28, 0.91, back - 0.09)


def _paint_bed(room: Interior, left: float, fabric: Color, wood: Color) -> None:
    scene, back = room.scene, room.depth
    f.ground_shadow(scene, (left - 0.1, back - 2.1), (left + 1.75, back), 0.42)
    scene.box((left - 0.05, 0.1, back - 0.1), (left + 1.65, 1.1, back), shade(wood, 0.95))
    scene.box((left, 0.12, back - 2.0), (left + 1.6, 0.34, back - 0.1), wood)
    scene.box((left + 0.02, 0.34, back - 1.98), (left + 1.58, 0.56, back - 0.1), (250, 248, 242))
    for x in (left + 0.12, left + 0.85):
        scene.box((x, 0.56, back - 0.62), (x + 0.62, 0.72, back - 0.14), (255, 253, 248))
        scene.box(
            (x + 0.06, 0.6, back - 0.7), (x + 0.56, 0.84, back - 0.52), mix(fabric, (250, 246, 238), 0.45)
        )
    scene.box(
        (left - 0.03, 0.3, back - 2.02), (left + 1.63, 0.61, back - 0.85), mix(fabric, (250, 246, 238), 0.12)
    )
    scene.box((left - 0.035, 0.5, back - 1.05), (left + 1.635, 0.625, back - 0.8), (252, 250, 244))


def _paint_bedside_lamp(room: Interior, at: tuple[float, float, float]) -> None:
    x, y = room.scene.camera.project(at)
    room.scene.canvas.line([(x, y), (x, y - 34)], (90, 78, 68), 3)
    shape = [(x - 15, y - 66), (x + 15, y - 66), (x + 26, y - 30), (x - 26, y - 30)]
    room.scene.canvas.gradient(shape, (255, 244, 220), (252, 220, 168))
    if room.lamp:
        room.scene.canvas.glow(x, y - 44, 560, (255, 204, 130), room.lamp)
