"""Photos as documents carry them: upright, small enough for print, on white, without any tags."""

from __future__ import annotations

import io
import warnings
from typing import Any

_PIXELS = 1100
"""The longest side of a printed photo: about 300 dots an inch at half the width of the text."""


def printable(data: bytes) -> bytes | None:
    """The photo as a small JPEG; None when it cannot be read."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image: Any = Image.open(io.BytesIO(data))
            image.draft("RGB", (_PIXELS, _PIXELS))
            image = ImageOps.exif_transpose(image)
            image.thumbnail((_PIXELS, _PIXELS))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    kept = io.BytesIO()
    _on_white(image).save(kept, "JPEG", quality=82)
    return kept.getvalue()


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode == "RGB":
        return image
    over = image.convert("RGBA")
    ground = Image.new("RGBA", over.size, "white")
    return Image.alpha_composite(ground, over).convert("RGB")
