"""A canvas seen through a camera: walls and boxes in metres, verticals kept upright as architects do."""

from dataclasses import dataclass
from math import cos, radians, sin

from PIL import Image

from alin.demo.drawing.canvas import WIDTH, Canvas, Color, Point, shade

Space = tuple[float, float, float]  # x to the right, y up, z away, in metres


def upright(x0: float, y0: float, x1: float, y1: float, z: float) -> list[Space]:
    """A rectangle that faces us, at one distance."""
    return [(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)]


def level(x0: float, z0: float, x1: float, z1: float, y: float) -> list[Space]:
    """A rectangle that lies flat, at one height."""
    return [(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)]


@dataclass(frozen=True)
class Camera:
    """Where one stands, which way one looks, and how wide; `horizon` is a height on the picture."""

    eye: Space
    yaw: float = 0.0
    focal: float = 1000.0
    horizon: float = 560.0
    center: float = WIDTH / 2

    def project(self, point: Space) -> Point:
        """Where a point of space falls on the picture."""
        x, y, z = (a - b for a, b in zip(point, self.eye, strict=True))
        turn = radians(self.yaw)
        right, ahead = x * cos(turn) - z * sin(turn), x * sin(turn) + z * cos(turn)
        ahead = max(ahead, 0.05)
        return self.center + self.focal * right / ahead, self.horizon - self.focal * y / ahead

    def distance(self, point: Space) -> float:
        """How far ahead a point is."""
        x, z = point[0] - self.eye[0], point[2] - self.eye[2]
        return x * sin(radians(self.yaw)) + z * cos(radians(self.yaw))


class Scene:
    """Draws space on a canvas; what is drawn later is in front."""

    def __init__(self, canvas: Canvas, camera: Camera, light: float = 1.0) -> None:
        self.canvas = canvas
        self.camera = camera
        self.light = light

    def flat(self, points: list[Space]) -> list[Point]:
        """Points of space on the picture."""
        return [self.camera.project(point) for point in points]

    def face(self, points: list[Space], fill: Color, alpha: float = 1.0) -> None:
        """A plane polygon in space."""
        self.canvas.poly(self.flat(points), shade(fill, self.light) if self.light < 1 else fill, alpha)

    def soft(self, points: list[Space], fill: Color, alpha: float, blur: float) -> None:
        """A polygon in space with melted edges."""
        self.canvas.soft(self.flat(points), fill, alpha, blur)

    def box(self, low: Space, high: Space, fill: Color, contrast: float = 0.13) -> None:
        """A box; its top is lighter and its sides darker than its front."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        ex, ey, ez = self.camera.eye
        if ey > y1:
            self.face([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)], shade(fill, 1 + contrast))
        elif ey < y0:
            self.face(
                [(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)], shade(fill, 1 - 2.4 * contrast)
            )
        if ex > x1:
            self.face([(x1, y0, z0), (x1, y0, z1), (x1, y1, z1), (x1, y1, z0)], shade(fill, 1 - contrast))
        elif ex < x0:
            self.face(
                [(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)], shade(fill, 1 - 1.5 * contrast)
            )
        if ez < z0:
            self.face([(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)], fill)

    def finish(self, tint: Color = (255, 255, 255), amount: float = 0.0) -> Image.Image:
        """The finished picture."""
        return self.canvas.finish(tint, amount)


@dataclass(frozen=True)
class Wall:
    """A vertical plane with its own coordinates: metres along it, metres up, metres out of it."""

    scene: Scene
    origin: Space
    along: tuple[float, float]  # unit vector in (x, z)
    out: tuple[float, float]  # unit vector in (x, z), towards the reader
    tone: float = 1.0

    def at(self, u: float, v: float, depth: float = 0.0) -> Space:
        """A point of the wall in space."""
        return (
            self.origin[0] + u * self.along[0] + depth * self.out[0],
            self.origin[1] + v,
            self.origin[2] + u * self.along[1] + depth * self.out[1],
        )

    def quad(self, u0: float, v0: float, u1: float, v1: float, depth: float = 0.0) -> list[Space]:
        """A rectangle on the wall."""
        return [
            self.at(u0, v0, depth),
            self.at(u1, v0, depth),
            self.at(u1, v1, depth),
            self.at(u0, v1, depth),
        ]

    def rect(
        self,
        u0: float,
        v0: float,
        u1: float,
        v1: float,
        fill: Color,
        depth: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """A filled rectangle on the wall, in the wall's own light."""
        self.scene.face(self.quad(u0, v0, u1, v1, depth), shade(fill, self.tone), alpha)

    def block(self, u: tuple[float, float], v: tuple[float, float], depth: float, fill: Color) -> None:
        """Something that stands out of the wall: a slab, a sill, a cornice."""
        (u0, u1), (v0, v1) = u, v
        eye_height = self.scene.camera.eye[1] - self.origin[1]
        if eye_height < v0:
            under = [self.at(u0, v0), self.at(u1, v0), self.at(u1, v0, depth), self.at(u0, v0, depth)]
            self.scene.face(under, shade(fill, self.tone * 0.66))
        elif eye_height > v1:
            above = [self.at(u0, v1), self.at(u1, v1), self.at(u1, v1, depth), self.at(u0, v1, depth)]
            self.scene.face(above, shade(fill, min(self.tone * 1.04, 1.2)))
        for u_side in (u0, u1):
            side = [
                self.at(u_side, v0),
                self.at(u_side, v0, depth),
                self.at(u_side, v1, depth),
                self.at(u_side, v1),
            ]
            if self._seen_from_side(u_side, u_side == u1):
                self.scene.face(side, shade(fill, self.tone * 0.82))
        self.rect(u0, v0, u1, v1, fill, depth)

    def _seen_from_side(self, u: float, last: bool) -> bool:
        """Is the end face at `u` turned towards the camera?"""
        x, _, z = self.at(u, 0)
        ex, _, ez = self.scene.camera.eye
        facing = (ex - x) * self.along[0] + (ez - z) * self.along[1]
        return facing > 0 if last else facing < 0
