"""Photos drawn by the project: the same name gives the same picture on every machine.

A small renderer: boxes and walls in perspective (scene.py) on a smoothed canvas (canvas.py), put together
as buildings, houses and rooms. No file is downloaded, and no real building is shown.
"""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from alin.demo.drawing.buildings import draw_building
from alin.demo.drawing.houses import draw_house
from alin.demo.drawing.rooms import draw_bathroom, draw_bedroom, draw_kitchen, draw_living_room

DRAWINGS: dict[str, Callable[[int], Image.Image]] = {
    "facade": draw_building,
    "maison": draw_house,
    "sejour": draw_living_room,
    "cuisine": draw_kitchen,
    "chambre": draw_bedroom,
    "salle-de-bain": draw_bathroom,
}
QUALITY = 84


def draw(kind: str, seed: int, target: Path) -> None:
    """Draw one picture of a kind (a key of DRAWINGS) into a JPEG file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    DRAWINGS[kind](seed).save(partial, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    partial.replace(target)
