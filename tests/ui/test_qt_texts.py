"""Qt's own words: said in the user's language where we know them, and left alone where not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.language import language
from app.ui.qt_texts import QtTexts


@pytest.fixture
def kyrgyz(qtbot: QtBot) -> Iterator[QtTexts]:
    """Qt speaking Kyrgyz for a while."""
    texts = QtTexts(language("ky"))
    QCoreApplication.installTranslator(texts)
    yield texts
    QCoreApplication.removeTranslator(texts)


@pytest.mark.usefixtures("kyrgyz")
def test_words_we_know_are_ours_and_all_others_stay() -> None:
    assert QCoreApplication.translate("QDialogButtonBox", "&Cancel") == "Жокко чыгаруу"
    assert QCoreApplication.translate("QAnything", "Never heard") == "Never heard"


@pytest.mark.usefixtures("kyrgyz")
def test_pictures_are_still_read_without_naming_their_format() -> None:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(40, 30, QImage.Format.Format_RGB32).save(buffer, "PNG")
    assert QImage.fromData(content).width() == 40
