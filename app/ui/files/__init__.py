"""Photos and documents in the window, whatever record they are kept with."""

from app.ui.files.attached import AttachedFiles
from app.ui.files.photos import OpenedFiles, read_file, read_image
from app.ui.files.tiles import TILE

__all__ = ["TILE", "AttachedFiles", "OpenedFiles", "read_file", "read_image"]
