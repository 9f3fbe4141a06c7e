"""Photos from the outside: what is taken, what is refused, and what is left of a file (hostile images)."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageOps

from accounts.models import Landlord, User
from offers import photo_files, photos
from offers.errors import OfferError, PhotoRefused
from offers.models import Offer, OfferPhoto
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db
Clients = Callable[[User], Client]


def drawn(
    size: tuple[int, int] = (400, 300), mode: str = "RGB", file_format: str = "JPEG", **options: object
) -> bytes:
    """A picture, its left half dark and its right half bright where the mode knows these."""
    picture = Image.new("L", size, 230)
    picture.paste(20, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.convert(mode).save(out, file_format, **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is that large and holds almost nothing."""
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    idat = b"IDAT" + zlib.compress(b"\0" * 100)

    def chunk(content: bytes) -> bytes:
        return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))

    return b"\x89PNG\r\n\x1a\n" + chunk(ihdr) + chunk(idat) + chunk(b"IEND")


def with_position(orientation: int = 1) -> bytes:
    """A JPEG with a GPS position and an orientation in its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    return drawn(exif=exif, comment=b"SecretComment")


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><script>alert(1)</script></svg>"
ANIMATED = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue")]


def gif() -> bytes:
    out = io.BytesIO()
    ANIMATED[0].save(out, "GIF", save_all=True, append_images=ANIMATED[1:])
    return out.getvalue()


HOSTILE = {
    "svg": SVG,
    "html": b"<!doctype html><script>alert(1)</script>",
    "empty": b"",
    "animated gif": gif(),
    "truncated jpeg": drawn()[:900],
    "truncated png": drawn(file_format="PNG")[:200],
    "huge by its header": png_header(50_000, 50_000),
    "between once and twice the limit": png_header(9_000, 8_000),
    "a long ribbon": png_header(13_000, 300),
    "header without pixels": png_header(400, 300),
    "tiny": drawn((199, 300)),
    "bmp": drawn(file_format="BMP"),
    "too heavy": drawn() + b"\0" * photo_files.MAX_BYTES,
    "tiff": drawn(file_format="TIFF"),
    "noise": bytes(range(256)) * 40,
    "jpeg magic then noise": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(PhotoRefused) as refused:
        photo_files.renditions(HOSTILE[name])
    assert str(refused.value.message)


TAKEN = {
    "jpeg": drawn(),
    "png": drawn(file_format="PNG"),
    "webp": drawn(file_format="WEBP"),
    "grey": drawn(mode="L"),
    "cmyk": drawn(mode="CMYK"),
    "palette": drawn(mode="P", file_format="PNG"),
    "black and white": drawn(mode="1", file_format="PNG"),
    "transparent": drawn(mode="RGBA", file_format="PNG"),
    "grey with transparency": drawn(mode="LA", file_format="PNG"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_photo_of_any_kind_becomes_plain(name: str) -> None:
    made = photo_files.renditions(TAKEN[name])
    large = Image.open(io.BytesIO(made.jpeg))
    assert (large.format, large.mode, large.size) == ("JPEG", "RGB", (400, 300))
    dark, bright = large.getpixel((50, 150)), large.getpixel((350, 150))
    assert max(dark) < 80 < 150 < min(bright)
    assert Image.open(io.BytesIO(made.webp)).format == "WEBP"
    assert Image.open(io.BytesIO(made.small)).format == "WEBP"


def test_sixteen_bits_are_scaled_and_not_cut() -> None:
    picture = Image.new("I;16", (400, 300), 40_000)
    out = io.BytesIO()
    picture.save(out, "PNG")
    made = Image.open(io.BytesIO(photo_files.renditions(out.getvalue()).jpeg))
    assert abs(made.getpixel((200, 150))[0] - 40_000 // 256) < 4


def test_sizes_fit_their_frame_and_small_ones_are_not_blown_up() -> None:
    made = photo_files.renditions(drawn((3200, 2400)))
    assert (made.width, made.height) == (1600, 1200)
    assert Image.open(io.BytesIO(made.small)).size == (640, 480)
    assert Image.open(io.BytesIO(photo_files.renditions(drawn()).small)).size == (400, 300)


def test_nothing_of_the_file_is_kept_but_its_pixels() -> None:
    original = with_position() + b"<?php evil(); ?><script>alert(1)</script>"
    made = photo_files.renditions(original)
    for content in (made.jpeg, made.webp, made.small):
        assert not Image.open(io.BytesIO(content)).getexif()
        for secret in (b"Secret", b"php", b"script", b"Exif", b"GPS"):
            assert secret not in content


def test_a_photo_taken_sideways_stands_upright() -> None:
    made = photo_files.renditions(with_position(orientation=6))
    assert (made.width, made.height) == (300, 400)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(with_position(orientation=6))))
    top = Image.open(io.BytesIO(made.jpeg)).getpixel((150, 20))
    assert abs(top[0] - upright.getpixel((150, 20))[0]) < 20


# --- Rows and files -------------------------------------------------------------------------------
def files() -> set[str]:
    """Every file in the storage."""
    folder = Path(default_storage.path("offers"))
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.fixture
def offer(landlord: Landlord) -> Offer:
    return OfferFactory(landlord=landlord)


@pytest.mark.django_db(transaction=True)
def test_a_photo_has_three_files_and_takes_them_with_it(offer: Offer, lise: User) -> None:
    photo = photos.add(offer, lise, drawn(), "Le séjour")
    assert len(files()) == 3
    assert {Path(name).name for name in photo.files} == files()
    photos.remove(offer, lise, photo.pk)
    assert files() == set()
    photos.add(offer, lise, drawn(), "Le séjour")
    offer.delete()
    assert files() == set()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_another_row_shows_stays(offer: Offer, lise: User) -> None:
    photo = photos.add(offer, lise, drawn(), "Le séjour")
    OfferPhoto.objects.create(offer=OfferFactory(), image=photo.image.name, alt_text="x", has_sizes=True)
    photos.remove(offer, lise, photo.pk)
    assert len(files()) == 3


def test_a_refused_file_leaves_nothing(offer: Offer, lise: User) -> None:
    with pytest.raises(PhotoRefused):
        photos.add(offer, lise, SVG)
    assert files() == set()
    assert not offer.events.exists()


def test_there_are_twelve_photos_at_most(offer: Offer, lise: User) -> None:
    OfferPhoto.objects.bulk_create(
        OfferPhoto(offer=offer, image=f"offers/{rank}.jpg", alt_text="x", rank=rank, width=4, height=3)
        for rank in range(12)
    )
    with pytest.raises(OfferError):
        photos.add(offer, lise, drawn())


def test_photos_move_one_place_and_those_with_a_text_come_first(offer: Offer, lise: User) -> None:
    first, second, third = (photos.add(offer, lise, drawn(), text) for text in ("un", "deux", ""))
    photos.move(offer, lise, second.pk, -1)
    photos.move(offer, lise, second.pk, -1)
    photos.move(offer, lise, third.pk, -1)
    assert [photo.pk for photo in offer.photos.all()] == [second.pk, first.pk, third.pk]
    assert [photo.rank for photo in offer.photos.all()] == [0, 1, 2]
    photos.describe(offer, lise, {second.pk: " ", third.pk: "trois"})
    assert [photo.alt_text for photo in offer.photos.all()] == ["un", "trois", ""]


def test_a_photo_without_a_text_is_not_shown(client_of: Clients, offer: Offer, lise: User) -> None:
    photo = photos.add(offer, lise, drawn())
    assert Offer.objects.with_list_data().get().cover is None
    page = client_of(lise).get(offer.get_absolute_url()).content.decode()
    assert photo.image.name not in page
    photos.describe(offer, lise, {photo.pk: "Le séjour"})
    assert Offer.objects.with_list_data().get().cover == photo
    page = client_of(lise).get(offer.get_absolute_url()).content.decode()
    assert photo.image.name in page
    assert photo.webp_url in page


# --- The page -------------------------------------------------------------------------------------
def test_good_photos_are_kept_and_the_refused_one_is_named(
    client_of: Clients, offer: Offer, lise: User
) -> None:
    sent = [
        SimpleUploadedFile("salon.png", drawn(), "image/png"),  # a wrong extension does not matter
        SimpleUploadedFile("logo.svg.jpg", SVG, "image/jpeg"),
    ]
    path = f"/bailleur/offres/{offer.reference}/photos/"
    page = client_of(lise).post(path, {"photos": sent, "send": "1"}).content.decode()
    assert "logo.svg.jpg" in page
    assert "JPEG, PNG ou WebP" in page
    assert offer.photos.count() == 1
    assert "1 photo ajoutée" in page


def test_the_buttons_of_the_page_keep_the_texts_that_were_typed(
    client_of: Clients, offer: Offer, lise: User
) -> None:
    first, second = photos.add(offer, lise, drawn(), "a"), photos.add(offer, lise, drawn(), "b")
    path = f"/bailleur/offres/{offer.reference}/photos/"
    client = client_of(lise)
    client.post(path, {f"alt-{first.pk}": "Cuisine", f"alt-{second.pk}": "Salon", "up": str(second.pk)})
    assert [photo.alt_text for photo in offer.photos.all()] == ["Salon", "Cuisine"]
    client.post(path, {"remove": str(first.pk)})
    client.post(path, {"remove": str(first.pk)})  # pressed twice
    client.post(path, {"remove": "x", "alt-²": "y"})
    assert list(offer.photos.all()) == [second]


def test_no_file_chosen_is_said(client_of: Clients, offer: Offer, lise: User) -> None:
    path = f"/bailleur/offres/{offer.reference}/photos/"
    assert "Choisissez au moins une photo" in client_of(lise).post(path, {"send": "1"}).content.decode()


def test_a_colleagues_photo_of_another_offer_cannot_be_touched(
    offer: Offer, landlord: Landlord, lise: User
) -> None:
    theirs = photos.add(OfferFactory(), lise, drawn(), "x")
    photos.remove(offer, lise, theirs.pk)
    photos.describe(offer, lise, {theirs.pk: "y"})
    theirs.refresh_from_db()
    assert theirs.alt_text == "x"
