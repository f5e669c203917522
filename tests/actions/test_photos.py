"""Photos keep the picture and nothing else, or are not taken in."""

import io

import pytest
from PIL import Image, TiffImagePlugin

from app.actions.photos import MOST_PIXELS, PhotoNotCleaned, cleaned, is_photo

SECRET = "Camera of Oydonova"


def exif() -> Image.Exif:
    """Whose camera, turned by a quarter, and where."""
    tags = Image.Exif()
    tags[0x010F] = SECRET
    tags[0x0112] = 6
    tags.get_ifd(0x8825)[1] = "N"
    tags.get_ifd(0x8825)[2] = (40.0, 31.0, 42.0)
    return tags


def picture(kind: str, size: tuple[int, int] = (3000, 1500), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff"])
def test_a_picture_of_any_kind_is_smaller_upright_and_silent(kind: str) -> None:
    content = picture(kind, exif=exif())
    assert SECRET.encode() in content
    photo = cleaned(f"IMG_1.{kind}", content)
    assert (photo.name, photo.media_type) == ("IMG_1.jpg", "image/jpeg")
    assert SECRET.encode() not in photo.content
    with Image.open(io.BytesIO(photo.content)) as image:
        assert image.size == (MOST_PIXELS // 2, MOST_PIXELS)
        assert not image.getexif()


def test_a_scan_of_several_pages_keeps_its_pages_and_loses_its_tags() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[0x010F] = SECRET
    page = Image.new("RGB", (60, 40), (200, 120, 40))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page, page], tiffinfo=tags)
    assert SECRET.encode() in out.getvalue()
    photo = cleaned("scan.tiff", out.getvalue())
    assert (photo.name, photo.media_type) == ("scan.tif", "image/tiff")
    assert SECRET.encode() not in photo.content
    with Image.open(io.BytesIO(photo.content)) as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]


def test_what_is_transparent_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(cleaned("a.png", out.getvalue()).content)) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + SECRET.encode(),
        picture("jpeg", exif=exif())[:400],
        b"not a picture",
        b"",
        b"II*\0" + b"\xff" * 60,
    ],
    ids=["heic", "cut", "text", "empty", "tiff without end"],
)
def test_a_picture_that_cannot_be_read_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(PhotoNotCleaned) as said:
        cleaned("IMG_1.jpg", content)
    assert str(said.value).startswith("“IMG_1.jpg” is a picture")
    assert "not taken in" in str(said.value)


def test_a_raw_photo_is_not_replaced_by_the_preview_in_it() -> None:
    with pytest.raises(PhotoNotCleaned):
        cleaned("IMG_1.dng", picture("tiff", (160, 120)))


def test_a_picture_is_known_by_its_name_or_its_first_bytes() -> None:
    assert is_photo("IMG_1.JPG", b"")
    assert is_photo("IMG_1", picture("tiff", (2, 2)))
    assert is_photo("IMG_1.dat", b"\0\0\0\x18ftypheic")
    assert not is_photo("list.pdf", b"%PDF-1.4")
