"""Pictures as they come from the outside, made safe: checked by content, drawn again, in the sizes pages use.

Nothing of the uploaded file is kept but its pixels: no EXIF, no GPS position, no colour profile, no bytes
after the picture. Call it outside of any transaction: a large photo takes half a second.
"""

import io
import uuid
import warnings
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from offers.errors import PhotoRefused

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000  # the largest telephones of 2026 send 12 to 24 million by default
LONGEST_SIDE = 12_000
SHORTEST_SIDE = 200
FORMATS = ("JPEG", "PNG", "WEBP")
LARGE = (1600, 1600)
SMALL = (640, 640)
QUALITY = 82
# What Pillow raises about a broken file; it says no more precisely.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, OverflowError)
# A second line behind our own check of the dimensions: beyond twice this Pillow itself refuses to open.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


@dataclass(frozen=True)
class Renditions:
    """The three files of one photo, and the large one's size in pixels."""

    jpeg: bytes
    webp: bytes
    small: bytes
    width: int
    height: int


def renditions(content: bytes) -> Renditions:
    """Draw the picture again in its sizes; raises PhotoRefused with the reason."""
    picture = _pixels(content)
    picture.thumbnail(LARGE, Image.Resampling.LANCZOS)
    small = picture.copy()
    small.thumbnail(SMALL, Image.Resampling.LANCZOS)
    return Renditions(
        jpeg=_written(picture, "JPEG", optimize=True, progressive=True),
        webp=_written(picture, "WEBP", method=4),
        small=_written(small, "WEBP", method=4),
        width=picture.width,
        height=picture.height,
    )


def _pixels(content: bytes) -> Image.Image:
    """The picture upright, in plain RGB."""
    if len(content) > MAX_BYTES:
        raise PhotoRefused(_("la photo dépasse %(size)d Mo") % {"size": MAX_BYTES // 1_000_000})
    try:
        with warnings.catch_warnings():
            # Pillow also warns between once and twice the limit; `_check_size` refuses these in words.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=FORMATS)
        _check_size(opened)
        opened.draft("RGB", (LARGE[0] * 2, LARGE[1] * 2))  # JPEG alone: decodes no more than is needed
        opened.load()
        return _plain(ImageOps.exif_transpose(opened))
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PhotoRefused(
            _("ce fichier n'est pas une photo JPEG, PNG ou WebP, ou elle est trop grande")
        ) from error
    except BROKEN as error:
        raise PhotoRefused(_("cette photo est abîmée ou incomplète")) from error


def _check_size(picture: Image.Image) -> None:
    """Refuse by the header's dimensions, before a pixel is decoded."""
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PhotoRefused(_("la photo a trop de pixels : 40 millions au plus"))
    if min(width, height) < SHORTEST_SIDE:
        raise PhotoRefused(_("la photo est trop petite : 200 pixels de côté au moins"))


def _plain(picture: Image.Image) -> Image.Image:
    """RGB whatever it was: 16 bits a channel, CMYK, a palette, transparency on white."""
    if picture.mode.startswith("I"):  # 16 bits of grey: Pillow would cut instead of scaling
        picture = picture.point(lambda value: value / 256).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        page = Image.new("RGB", layer.size, "white")
        page.paste(layer, mask=layer.getchannel("A"))
        return page
    return picture.convert("RGB")


def _written(picture: Image.Image, file_format: str, **options: object) -> bytes:
    out = io.BytesIO()
    # A new picture has nothing to carry over: neither EXIF nor comments.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    clean.save(out, file_format, quality=QUALITY, **options)
    return out.getvalue()


def store(made: Renditions) -> str:
    """Write the three files under a name nobody can guess from another; the large JPEG's name."""
    stem = f"offers/{uuid.uuid4().hex}"
    name = default_storage.save(f"{stem}.jpg", ContentFile(made.jpeg))
    default_storage.save(f"{stem}.webp", ContentFile(made.webp))
    default_storage.save(f"{stem}-640.webp", ContentFile(made.small))
    return name


def remove(names: list[str]) -> None:
    """Take files away; one that is gone already is no error."""
    for name in names:
        if name:
            default_storage.delete(name)
