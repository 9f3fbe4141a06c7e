"""Windows, doors, balconies and shutters on a wall."""

from dataclasses import dataclass
from random import Random

from alin.demo.drawing.canvas import Color, mix, shade
from alin.demo.drawing.light import LAMP, Hour
from alin.demo.drawing.scene import Wall

FRAME = (246, 244, 238)
FLOWERS: tuple[Color, ...] = ((204, 72, 84), (226, 140, 150), (236, 190, 92), (170, 110, 170))


@dataclass(frozen=True)
class Opening:
    """Where a window is on its wall (metres) and what its frame looks like."""

    u: float
    v: float
    width: float
    height: float
    frame: Color = FRAME
    panes: int = 2
    shutters: Color | None = None
    sill: bool = True


def paint_window(wall: Wall, opening: Opening, hour: Hour, chance: Random) -> None:
    """A window with its reveal, its glass, what is behind it and the sky on it."""
    u0, v0 = opening.u, opening.v
    u1, v1 = u0 + opening.width, v0 + opening.height
    wall.rect(u0 - 0.05, v0 - 0.04, u1 + 0.05, v1 + 0.05, shade(opening.frame, 0.62))
    glass = wall.scene.flat(wall.quad(u0, v0, u1, v1))
    lit = chance.random() < hour.lit
    top = mix(hour.glass, hour.sky[1], chance.uniform(0.25, 0.6))
    bottom = shade(hour.glass, chance.uniform(0.5, 0.72))
    if lit:
        top, bottom = shade(LAMP, chance.uniform(0.86, 1.05)), mix(LAMP, (214, 128, 70), 0.45)
    wall.scene.canvas.gradient(glass, top, bottom)
    _paint_curtains(wall, opening, lit, chance)
    if not lit:
        lean = opening.width * 0.35
        streak = [
            wall.at(u0 + lean, v0),
            wall.at(u0 + lean * 1.7, v0),
            wall.at(u1, v1),
            wall.at(u1 - lean, v1),
        ]
        wall.scene.face(streak, (255, 255, 255), 0.13)
    _paint_frame(wall, opening)
    wall.rect(u0, v1 - 0.13, u1, v1, (18, 20, 30), alpha=0.3)
    if opening.sill:
        wall.block((u0 - 0.1, u1 + 0.1), (v0 - 0.1, v0), 0.12, shade(opening.frame, 0.94))
    if opening.shutters:
        _paint_shutters(wall, opening, opening.shutters)


def _paint_curtains(wall: Wall, opening: Opening, lit: bool, chance: Random) -> None:
    if chance.random() > 0.6:
        return
    color = mix((250, 246, 238), (214, 190, 160), chance.random())
    share = chance.uniform(0.14, 0.3) * opening.width
    top = opening.v + opening.height
    for start in (opening.u, opening.u + opening.width - share):
        wall.rect(start, opening.v, start + share, top, color, alpha=0.62 if lit else 0.5)


def _paint_frame(wall: Wall, opening: Opening) -> None:
    u0, v0, width, height = opening.u, opening.v, opening.width, opening.height
    bar = 0.065
    for index in range(opening.panes + 1):
        u = u0 + width * index / opening.panes
        wall.rect(max(u - bar / 2, u0), v0, min(u + bar / 2, u0 + width), v0 + height, opening.frame)
    wall.rect(u0, v0, u0 + width, v0 + bar, opening.frame)
    wall.rect(u0, v0 + height - bar, u0 + width, v0 + height, opening.frame)


def _paint_shutters(wall: Wall, opening: Opening, color: Color) -> None:
    half = opening.width / 2
    for start in (opening.u - half - 0.06, opening.u + opening.width + 0.06):
        wall.rect(
            start + 0.05,
            opening.v - 0.06,
            start + half + 0.05,
            opening.v + opening.height - 0.04,
            (30, 28, 34),
            alpha=0.25,
        )
        wall.block((start, start + half), (opening.v, opening.v + opening.height), 0.05, color)
        for step in range(1, 9):
            v = opening.v + opening.height * step / 9
            wall.rect(start + 0.05, v, start + half - 0.05, v + 0.025, shade(color, 0.78), 0.05)


def paint_balcony(
    wall: Wall,
    u: tuple[float, float],
    v: float,
    railing: str,
    color: Color,
    chance: Random,
    depth: float = 1.2,
) -> None:
    """A slab with its railing: « bars », « glass » or « solid », and now and then plants."""
    u0, u1 = u
    shadow = [
        wall.at(u0, v - 0.16),
        wall.at(u1 + 0.25, v - 0.16),
        wall.at(u1 + 0.45, v - 1.0),
        wall.at(u0 + 0.3, v - 1.0),
    ]
    wall.scene.face(shadow, (24, 24, 36), 0.17)
    wall.block(u, (v - 0.16, v), depth, shade(color, 0.98) if railing == "solid" else (232, 230, 224))
    top = v + 1.02
    if chance.random() < 0.5:
        _paint_plants(wall, u, v, depth, chance)
    if railing == "glass":
        wall.rect(u0, v + 0.08, u1, top, mix(color, (214, 234, 240), 0.75), depth, 0.5)
        wall.rect(u0, top - 0.05, u1, top, shade(color, 0.9), depth)
    elif railing == "solid":
        wall.rect(u0, v, u1, top, color, depth)
        wall.rect(u0, top - 0.06, u1, top, shade(color, 1.1), depth)
    else:
        _paint_bars(wall, u, v, top, color, depth)


def _paint_bars(wall: Wall, u: tuple[float, float], v: float, top: float, color: Color, depth: float) -> None:
    u0, u1 = u
    wall.rect(u0, top - 0.06, u1, top, color, depth)
    wall.rect(u0, v + 0.06, u1, v + 0.11, color, depth)
    count = max(round((u1 - u0) / 0.17), 2)
    for index in range(count + 1):
        at = u0 + (u1 - u0 - 0.035) * index / count
        wall.rect(at, v, at + 0.035, top, color, depth)


def _paint_plants(wall: Wall, u: tuple[float, float], v: float, depth: float, chance: Random) -> None:
    canvas, camera = wall.scene.canvas, wall.scene.camera
    for _ in range(chance.randint(1, 3)):
        at = chance.uniform(u[0] + 0.25, u[1] - 0.25)
        green = chance.choice(((92, 132, 74), (74, 118, 84), (120, 148, 82)))
        for _ in range(16):
            point = wall.at(at + chance.gauss(0, 0.17), v + 0.55 + abs(chance.gauss(0, 0.36)), depth * 0.8)
            x, y = camera.project(point)
            color = (
                chance.choice(FLOWERS) if chance.random() < 0.13 else shade(green, chance.uniform(0.75, 1.2))
            )
            canvas.ellipse(x, y, 4.4, 3.8, shade(color, min(wall.tone, 1)))


def paint_door(wall: Wall, u: float, width: float, hour: Hour, color: Color, canopy: float = 1.2) -> None:
    """The way in: a tall glazed door below a canopy, warm inside."""
    wall.rect(u - 0.2, 0, u + width + 0.2, 2.75, shade(color, 0.8))
    inside = mix(hour.glass, LAMP, 0.25 + hour.lit * 0.75)
    wall.scene.canvas.gradient(
        wall.scene.flat(wall.quad(u, 0.05, u + width, 2.5)), shade(inside, 1.08), shade(inside, 0.66)
    )
    for share in (0.0, 0.48, 0.96):
        wall.rect(u + width * share, 0, u + width * share + 0.09, 2.5, color)
    wall.rect(u + width * 0.53, 0.95, u + width * 0.55, 1.5, (240, 236, 226), 0.05)
    wall.block((u - canopy / 2, u + width + canopy / 2), (2.75, 2.9), canopy, color)
