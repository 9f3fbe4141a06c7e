"""Blocks of flats on a street corner: five ways of building, five hours of the day."""

from dataclasses import dataclass
from random import Random

from PIL import Image

from alin.demo.drawing.canvas import HEIGHT, WIDTH, Canvas, Color, dice, mix, shade
from alin.demo.drawing.light import HOURS, Hour, paint_sky, paint_skyline
from alin.demo.drawing.nature import paint_grass, paint_hedge, paint_tree
from alin.demo.drawing.openings import Opening, paint_balcony, paint_door, paint_window
from alin.demo.drawing.roofs import paint_roof
from alin.demo.drawing.scene import Camera, Scene, Wall

EYE = 2.7
DISTANCE = 25.0
HORIZON = 655.0
HOUR_NAMES = ("morning", "golden", "noon", "evening", "overcast", "golden", "morning")


@dataclass(frozen=True)
class Style:
    """A way of building: its colours, its windows, its balconies, its roof."""

    walls: tuple[Color, ...]
    accents: tuple[Color, ...]
    window: tuple[float, float]  # width, height
    floor_height: float
    floors: tuple[int, int]
    roof: str
    railing: str
    rail_color: Color
    balconies: str  # « columns », « rows », « loggias », « none »
    texture: str = ""
    shutters: bool = False
    panes: int = 2
    frame: Color = (246, 244, 238)


STYLES: dict[str, Style] = {
    "modern": Style(
        ((244, 240, 232), (236, 234, 230), (240, 230, 214)), ((190, 138, 92), (92, 112, 128), (176, 98, 74)),
        (1.5, 2.1), 2.9, (4, 6), "flat", "glass", (96, 108, 118), "columns", "panels", frame=(70, 76, 84),
    ),
    "brick": Style(
        ((178, 102, 78), (196, 136, 104), (160, 88, 70)), ((238, 230, 214), (226, 214, 196)),
        (1.35, 1.65), 3.0, (4, 6), "cornice", "bars", (52, 56, 62), "loggias", "brick", panes=3,
    ),
    "stone": Style(
        ((234, 222, 198), (240, 230, 210), (226, 214, 192)), ((248, 242, 228),),
        (1.15, 2.15), 3.15, (4, 5), "mansard", "bars", (44, 48, 56), "rows", "courses",
    ),
    "render": Style(
        ((242, 212, 168), (232, 194, 176), (222, 206, 188), (246, 230, 204)), ((248, 240, 226),),
        (1.15, 1.5), 2.9, (3, 4), "tiles", "bars", (62, 70, 76), "none", "", shutters=True,
    ),
    "timber": Style(
        ((206, 162, 112), (186, 146, 108), (220, 186, 142)), ((244, 240, 232), (70, 82, 84)),
        (1.6, 2.1), 2.95, (3, 5), "flat", "bars", (60, 66, 68), "columns", "slats", frame=(58, 62, 64),
    ),
}  # fmt: skip
SHUTTERS: tuple[Color, ...] = (
    (96, 132, 150),
    (124, 146, 120),
    (150, 84, 72),
    (238, 234, 224),
    (86, 108, 128),
)


@dataclass(frozen=True)
class Plan:
    """One building: its style, colours and size in metres; the corner stands at x = 0, z = 0."""

    style: Style
    wall: Color
    accent: Color
    shutter: Color
    floors: int
    bays: int
    bay: float
    side_bays: int
    balcony_bays: frozenset[int]

    @property
    def width(self) -> float:
        """Along the street."""
        return self.bays * self.bay

    @property
    def depth(self) -> float:
        """Along the side street."""
        return self.side_bays * self.bay

    @property
    def height(self) -> float:
        """Up to the roof."""
        return self.floors * self.style.floor_height + 0.5


def draw_building(seed: int) -> Image.Image:
    """A block of flats; neighbouring seeds differ in style and hour."""
    chance = dice(seed * 7919 + 11)
    names = list(STYLES)
    plan = _plan(STYLES[names[seed % len(names)]], chance)
    hour = HOURS[HOUR_NAMES[seed % len(HOUR_NAMES)]]
    canvas = Canvas()
    top = chance.uniform(95, 165) + (80 if plan.style.roof in ("mansard", "tiles") else 0)
    focal = min((HORIZON - top) * DISTANCE / (plan.height - EYE), 860 * DISTANCE / plan.width)
    eye_x = chance.uniform(3.5, 7.0)
    middle = (-plan.width + plan.depth * 0.25) / 2
    camera = Camera((eye_x, EYE, -DISTANCE), 0, focal, HORIZON, 600 - focal * (middle - eye_x) / DISTANCE)
    scene = Scene(canvas, camera)
    paint_sky(canvas, hour, chance, HORIZON)
    paint_skyline(canvas, hour, chance, HORIZON)
    _paint_behind(scene, hour, chance)
    _paint_ground(canvas, scene, plan, hour)
    _paint_walls(scene, plan, hour, chance)
    _paint_hedges(scene, plan, hour, chance)
    _paint_foreground(canvas, hour, chance)
    picture = scene.finish(hour.tint, hour.tint_amount)
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if chance.random() < 0.5 else picture


def _plan(style: Style, chance: Random) -> Plan:
    bays = chance.randint(5, 6)
    middle = {bays // 2, (bays - 1) // 2} if chance.random() < 0.4 else {1, bays - 2}
    return Plan(
        style,
        chance.choice(style.walls),
        chance.choice(style.accents),
        chance.choice(SHUTTERS),
        chance.randint(*style.floors),
        bays,
        chance.uniform(2.9, 3.3),
        chance.randint(3, 4),
        frozenset(middle | ({0, bays - 1} if chance.random() < 0.35 else set())),
    )


def _paint_behind(scene: Scene, hour: Hour, chance: Random) -> None:
    """Trees and a plain neighbour further down the street."""
    for _ in range(7):
        x = chance.uniform(0, WIDTH)
        paint_tree(scene.canvas, x, HORIZON + 34, chance.uniform(110, 190), hour, chance)


def _paint_ground(canvas: Canvas, scene: Scene, plan: Plan, hour: Hour) -> None:
    base = HORIZON + 30
    paint_grass(canvas, [(0, base), (WIDTH, base), (WIDTH, HEIGHT), (0, HEIGHT)], hour)
    far = 400.0
    paving, road = shade((206, 200, 190), hour.light), shade((120, 122, 128), hour.light)
    scene.face([(-far, 0, -5.2), (far, 0, -5.2), (far, 0, -9), (-far, 0, -9)], paving)
    scene.face([(2.4, 0, far), (5.6, 0, far), (5.6, 0, -5.2), (2.4, 0, -5.2)], paving)
    door = -plan.width + (plan.bays // 2 + 0.5) * plan.bay
    scene.face([(door - 1, 0, 0), (door + 1, 0, 0), (door + 1, 0, -5.2), (door - 1, 0, -5.2)], paving)
    edge = camera_y(scene, -9.0)
    canvas.gradient([(0, edge), (WIDTH, edge), (WIDTH, HEIGHT), (0, HEIGHT)], road, shade(road, 0.82))
    scene.face(
        [(-far, 0, -9), (far, 0, -9), (far, 0, -9.25), (-far, 0, -9.25)], shade((228, 224, 216), hour.light)
    )
    scene.soft(
        [(-plan.width, 0, 0), (0, 0, 0), (2.6, 0, -2.6), (-plan.width + 2.6, 0, -2.6)], (22, 24, 34), 0.42, 10
    )


def camera_y(scene: Scene, z: float) -> float:
    """The height on the picture of the ground at that distance."""
    return scene.camera.project((0, 0, z))[1]


def _paint_walls(scene: Scene, plan: Plan, hour: Hour, chance: Random) -> None:
    side = Wall(scene, (0, 0, 0), (0, 1), (1, 0), hour.light * 0.8)
    front = Wall(scene, (-plan.width, 0, 0), (1, 0), (0, -1), hour.light)
    paint_roof(scene, plan.style.roof, (plan.width, plan.height, plan.depth), hour.light)
    for wall, bays, length in ((side, plan.side_bays, plan.depth), (front, plan.bays, plan.width)):
        quad = scene.flat(wall.quad(0, 0, length, plan.height))
        scene.canvas.gradient(
            quad, shade(plan.wall, wall.tone), shade(mix(plan.wall, (120, 104, 96), 0.12), wall.tone)
        )
        _paint_texture(wall, plan, length)
        if plan.style.roof in ("flat", "cornice"):
            wall.block(
                (-0.15, length + 0.15), (plan.height - 0.32, plan.height), 0.28, shade(plan.accent, 1.04)
            )
        wall.rect(0, 0, length, 0.55, shade(plan.wall, 0.62))
        for floor in range(plan.floors):
            for bay in range(bays):
                _paint_bay(wall, plan, floor, bay, wall is front, hour, chance)
    scene.canvas.soft(
        scene.flat([(0, 0, 0), (0.12, 0, 0), (0.12, plan.height, 0), (0, plan.height, 0)]),
        (20, 20, 30),
        0.25,
        4,
    )


def _paint_texture(wall: Wall, plan: Plan, length: float) -> None:
    """Bricks, slats, panels or courses: fine lines that make a wall a wall."""
    texture, height = plan.style.texture, plan.height
    if texture == "brick":
        for row in range(int(height / 0.21)):
            wall.rect(0, row * 0.21, length, row * 0.21 + 0.045, shade(plan.wall, 1.1), alpha=0.33)
    elif texture == "slats":
        for index in range(int(length / 0.24)):
            wall.rect(index * 0.24, 0, index * 0.24 + 0.05, height, shade(plan.wall, 0.74), alpha=0.42)
    elif texture == "panels":
        for index in sorted(plan.balcony_bays):
            if (index + 1) * plan.bay <= length + 0.1:
                wall.rect(index * plan.bay, 0, (index + 1) * plan.bay, height - 0.32, plan.accent)
        for floor in range(1, plan.floors):
            v = floor * plan.style.floor_height + 0.2
            wall.rect(0, v, length, v + 0.04, shade(plan.wall, 0.72), alpha=0.5)
    elif texture == "courses":
        for floor in range(1, plan.floors + 1):
            wall.block(
                (0, length),
                (floor * plan.style.floor_height + 0.14, floor * plan.style.floor_height + 0.3),
                0.14,
                plan.accent,
            )
        for row in range(int(plan.style.floor_height / 0.45)):
            wall.rect(0, 0.55 + row * 0.45, length, 0.59 + row * 0.45, shade(plan.wall, 0.8), alpha=0.7)


def _paint_bay(
    wall: Wall, plan: Plan, floor: int, bay: int, is_front: bool, hour: Hour, chance: Random
) -> None:
    style = plan.style
    width, height = style.window
    base = floor * style.floor_height + 0.5
    balcony = is_front and floor > 0 and _has_balcony(plan, floor, bay)
    if balcony:
        width, height = min(width * 1.45, plan.bay - 0.7), min(2.2, style.floor_height - 0.5)
    v = base + (0.12 if balcony or height > 2 else style.floor_height - height - 0.62)
    u = bay * plan.bay + (plan.bay - width) / 2
    if is_front and floor == 0 and bay == plan.bays // 2:
        paint_door(wall, u - 0.1, 1.7, hour, shade(plan.accent, 0.55) if style.texture else plan.shutter)
        return
    shutters = plan.shutter if style.shutters else None
    opening = Opening(u, v, width, height, style.frame, style.panes, shutters, not balcony and height < 2)
    paint_window(wall, opening, hour, chance)
    if style.texture == "brick":
        wall.rect(u - 0.12, v + height + 0.05, u + width + 0.12, v + height + 0.27, plan.accent)
    if style.balconies == "rows" and floor in (1, plan.floors - 1):
        if bay == (plan.bays if is_front else plan.side_bays) - 1:
            length = plan.width if is_front else plan.depth
            paint_balcony(wall, (0.1, length - 0.1), base + 0.06, "bars", style.rail_color, chance, 0.7)
    elif style.balconies == "rows" and floor > 0:
        paint_balcony(wall, (u - 0.1, u + width + 0.1), v, "bars", style.rail_color, chance, 0.22)
    elif balcony:
        reach = (bay * plan.bay + 0.14, (bay + 1) * plan.bay - 0.14)
        rail = plan.accent if style.railing == "solid" else style.rail_color
        paint_balcony(wall, reach, base + 0.06, style.railing, rail, chance, 1.15)


def _has_balcony(plan: Plan, floor: int, bay: int) -> bool:
    kind = plan.style.balconies
    if kind == "columns":
        return bay in plan.balcony_bays
    if kind == "loggias":
        return bay in plan.balcony_bays and floor % 2 == 1
    return False


def _paint_hedges(scene: Scene, plan: Plan, hour: Hour, chance: Random) -> None:
    """A strip of green along the ground floor, open before the door."""
    door = -plan.width + (plan.bays // 2 + 0.5) * plan.bay
    for start, end in ((-plan.width + 0.4, door - 1.9), (door + 1.9, -0.4)):
        left, ground = scene.camera.project((start, 0, -1.5))
        right, _ = scene.camera.project((end, 0, -1.5))
        if chance.random() < 0.8:
            paint_hedge(scene.canvas, left, right, ground, chance.uniform(18, 30), hour, chance)


def _paint_foreground(canvas: Canvas, hour: Hour, chance: Random) -> None:
    for x in (chance.uniform(-10, 130), chance.uniform(1060, 1215)):
        paint_tree(canvas, x, chance.uniform(786, 812), chance.uniform(330, 470), hour, chance)
    if chance.random() < 0.6:
        paint_tree(canvas, chance.uniform(820, 1000), 770, chance.uniform(180, 250), hour, chance)
