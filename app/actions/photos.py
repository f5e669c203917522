"""Photos on their way into the notebook: upright, smaller, silent about where they were taken."""

from __future__ import annotations

import io
import mimetypes
import warnings
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from app.errors import AppError
from app.language import mark

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 2000
"""The longer side of a photo after it was made smaller."""
JPEG_QUALITY = 85
_MOST_PAGES = 200
_SIGNS = (
    (0, b"II*\x00"),
    (0, b"MM\x00*"),
    (4, b"ftypheic"),
    (4, b"ftypheix"),
    (4, b"ftypheim"),
    (4, b"ftyphevc"),
    (4, b"ftypmif1"),
    (4, b"ftypmsf1"),
    (4, b"ftypavif"),
)
"""Where kinds of photo say what they are that not every system knows by their names."""


class PhotoNotCleaned(AppError):
    """A photo of a kind from which place and device cannot be taken away."""


@dataclass(frozen=True)
class Photo:
    """A photo as it is to be kept."""

    name: str
    media_type: str
    content: bytes


def is_photo(name: str, content: bytes) -> bool:
    """Whether a file is a picture, by its name or by its first bytes."""
    guessed = mimetypes.guess_type(name)[0] or ""
    by_sign = any(content[at : at + len(sign)] == sign for at, sign in _SIGNS)
    return guessed.startswith("image/") or by_sign


def cleaned(name: str, content: bytes) -> Photo:
    """The picture alone, upright, at most 2000 pixels long: a JPEG, of several pages a TIFF.

    Raises `PhotoNotCleaned` where it cannot be read, as HEIC photos cannot: what it says of the
    place, the device and its owner would be kept and travel without anybody knowing.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as image:
                _refuse_raw(PurePath(name), image)
                pages = [_page(image, at) for at in range(_pages_of(image))]
            return _written(PurePath(name), pages)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoNotCleaned(
            mark(
                "“{name}” is a picture of a kind that cannot be read here, so where and by what it"
                " was taken cannot be removed from it. It was not taken in; save it as JPEG first."
            ),
            name=name,
        ) from error


def _refuse_raw(name: PurePath, image: Image) -> None:
    """What cameras keep as they saw it (DNG, NEF) is a TIFF with a small preview in front."""
    if image.format == "TIFF" and name.suffix.lower() not in {".tif", ".tiff"}:
        raise ValueError("a raw photo")


def _pages_of(image: Image) -> int:
    count: int = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if count > _MOST_PAGES:
        raise ValueError(f"{count} pages")
    return count


def _page(image: Image, at: int) -> Image:
    """One page drawn anew: no tags, no transparency."""
    from PIL import Image as Images
    from PIL import ImageOps

    if at:
        image.seek(at)
    else:
        image.draft("RGB", (MOST_PIXELS, MOST_PIXELS))
    page: Any = ImageOps.exif_transpose(image)
    page.thumbnail((MOST_PIXELS, MOST_PIXELS))
    ground = Images.new("RGB", page.size, "white")
    seen = page.convert("RGBA") if page.mode != "RGB" else page
    ground.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return ground


def _written(name: PurePath, pages: list[Image]) -> Photo:
    kept = io.BytesIO()
    if len(pages) == 1:
        pages[0].save(kept, "JPEG", quality=JPEG_QUALITY)
        return Photo(name.with_suffix(".jpg").name, "image/jpeg", kept.getvalue())
    pages[0].save(
        kept, "TIFF", compression="jpeg", quality=JPEG_QUALITY,
        save_all=True, append_images=pages[1:],
    )  # fmt: skip
    return Photo(name.with_suffix(".tif").name, "image/tiff", kept.getvalue())
