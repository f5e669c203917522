"""The letters are ours, whatever the computer has under the same name."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import resource

ADVANCE = """
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from app.ui.theme import _body_font
application = QApplication([])
print(QFontMetricsF(_body_font()).horizontalAdvance("Көйгөйлөр жана пландар"))
"""
FONTS_OF_THE_SYSTEM = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{folder}</dir><cachedir>{folder}/cache</cachedir>
<match target="pattern">
<test name="family" compare="not_eq"><string>Noto Sans</string></test>
<edit name="family" mode="assign" binding="strong"><string>Other</string></edit>
</match>
</fontconfig>
"""
"""Who asks for no font of ours gets another: else ours is read before it is asked for."""


def called(font: bytes, family: str, style: str) -> bytes:
    """The same font under another name, as another maker might have given it."""
    words = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    texts = [text.encode("utf-16-be") for text in words.values()]
    names = struct.pack(">HHH", 0, len(words), 6 + 12 * len(words))
    for at, number in enumerate(words):
        before = sum(map(len, texts[:at]))
        names += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(texts[at]), before)
    names += b"".join(texts)
    tables = range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    (entry,) = (at for at in tables if font[at : at + 4] == b"name")
    place = struct.pack(">II", len(font), len(names))
    return font[: entry + 8] + place + font[entry + 16 :] + names


def advance(folder: Path) -> float:
    """How wide a line of text is on a computer that has the fonts of a folder."""
    conf = folder / "fonts.conf"
    conf.write_text(FONTS_OF_THE_SYSTEM.format(folder=folder))
    told = subprocess.run(
        [sys.executable, "-P", "-c", ADVANCE],
        env={**os.environ, "FONTCONFIG_FILE": str(conf), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    return float(told.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only fontconfig can be told what it has")
def test_a_font_of_the_same_name_on_the_computer_does_not_stand_in_for_ours(
    tmp_path: Path,
) -> None:
    bare, crowded = tmp_path / "bare", tmp_path / "crowded"
    for folder in (bare, crowded):
        folder.mkdir()
    other = resource("fonts", "NotoSerif-Regular.ttf").read_bytes()
    for name in ("Noto Sans", "Other"):
        (crowded / f"{name}.ttf").write_bytes(called(other, name, "Regular"))
    assert advance(crowded) == advance(bare)
