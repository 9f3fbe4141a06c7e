"""Photos drawn by the project."""

from pathlib import Path

import pytest
from PIL import Image, ImageStat

from alin.demo.drawing import DRAWINGS, draw
from alin.demo.photos import CAPTIONS, SET


@pytest.mark.parametrize("kind", list(DRAWINGS))
def test_the_same_seed_draws_the_same_picture(kind: str, tmp_path: Path) -> None:
    for name in ("one.jpg", "two.jpg"):
        draw(kind, 3, tmp_path / name)
    assert (tmp_path / "one.jpg").read_bytes() == (tmp_path / "two.jpg").read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_another_seed_draws_another_picture(tmp_path: Path) -> None:
    for seed in (1, 2):
        draw("facade", seed, tmp_path / f"{seed}.jpg")
    assert (tmp_path / "1.jpg").read_bytes() != (tmp_path / "2.jpg").read_bytes()


def test_a_photo_has_the_size_pages_expect_and_is_not_blank(tmp_path: Path) -> None:
    draw("sejour", 0, tmp_path / "room.jpg")
    with Image.open(tmp_path / "room.jpg") as picture:
        assert (picture.size, picture.format) == ((1200, 900), "JPEG")
        assert min(ImageStat.Stat(picture).stddev) > 10
    assert 20_000 < (tmp_path / "room.jpg").stat().st_size < 200_000


def test_every_kind_has_a_caption_and_a_number() -> None:
    assert set(DRAWINGS) == set(CAPTIONS) == set(SET)
