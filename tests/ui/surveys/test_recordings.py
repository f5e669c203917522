"""Sound and film beside the words of a form, handed to the program of the system."""

import io
import math
import struct
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.actions.surveys import add_form
from app.storage import Workspace
from app.surveys import convert
from app.ui.context import Context
from app.ui.surveys.fill import FillingView
from app.ui.surveys.preview import PreviewTab
from app.ui.surveys.recordings import SUFFIXES, Recording
from tests.surveys.workbooks import workbook
from tests.ui.surveys.conftest import FillBook
from tests.ui.surveys.press import press

CHOICES = (
    ("list_name", "name", "label", "media::audio", "media::video"),
    ("bird", "lark", "Торгой", "lark.wav", ""),
    ("bird", "crane", "Турна", "", "crane.mp4"),
    ("bird", "owl", "Үкү", "", ""),
)
SURVEY = (
    ("type", "name", "label", "media::audio"),
    ("select_one bird", "bird", "Кайсы чымчыкты уктуңуз?", "ask.wav"),
    ("note", "end", "Рахмат", ""),
)


def tone(seconds: float = 0.1) -> bytes:
    """A short sine in a WAV file."""
    rate = 8000
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        for at in range(int(rate * seconds)):
            file.writeframes(struct.pack("<h", int(9000 * math.sin(at / 3))))
    return held.getvalue()


class System(QObject):
    """The system that opens files: notes which, or has no program for them."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def system() -> Iterator[System]:
    """What the program hands to the system."""
    system = System()
    QDesktopServices.setUrlHandler("file", system, "open")
    yield system
    QDesktopServices.unsetUrlHandler("file")


def names(view: FillingView) -> list[str]:
    current = view.panel.sounding()
    assert current is not None
    return [button.accessibleName() for button in current.recordings.buttons()]


def test_each_recording_has_a_button_that_says_what_it_plays(fill_book: FillBook) -> None:
    view = fill_book(SURVEY, CHOICES, ask_wav=tone(), lark_wav=tone(), crane_mp4=b"film")
    assert names(view) == ["Үндү угуу", "Үндү угуу: Торгой", "Видеону көрүү: Турна"]


def test_a_recording_is_handed_over_under_a_name_that_says_nothing(
    fill_book: FillBook, system: System, settle: Callable[[], None]
) -> None:
    view = fill_book(SURVEY, CHOICES, ask_wav=tone(), lark_wav=tone(0.2))
    current = view.panel.current()
    assert current is not None
    current.recordings.buttons()[1].click()
    settle()
    (path,) = system.opened
    assert path.read_bytes() == tone(0.2)
    assert path.suffix == ".wav"
    assert "lark" not in str(path)
    assert path.stat().st_mode & 0o077 == 0
    assert not current.recordings.trouble.isVisibleTo(view)


def test_a_key_plays_the_questions_own_recording_and_again(
    fill_book: FillBook, system: System, settle: Callable[[], None]
) -> None:
    view = fill_book(SURVEY, CHOICES, ask_wav=tone(), lark_wav=tone(0.2))
    assert "F5" in [hint.keys for hint in view.hints()]
    for _ in range(2):
        press("F5")
        settle()
    assert len(system.opened) == 2
    assert len(set(system.opened)) == 1
    assert system.opened[0].read_bytes() == tone()


def test_what_was_lent_is_gone_when_the_sheet_is_left(
    fill_book: FillBook, system: System, settle: Callable[[], None]
) -> None:
    view = fill_book(SURVEY, CHOICES, ask_wav=tone())
    press("F5")
    settle()
    view.leave()
    assert not system.opened[0].parent.exists()


def test_a_recording_that_is_read_only_after_the_sheet_was_left_is_not_lent(
    fill_book: FillBook, system: System, settle: Callable[[], None]
) -> None:
    view = fill_book(SURVEY, CHOICES, ask_wav=tone())
    press("F5")
    view.leave()
    settle()
    assert system.opened == []


def test_a_recording_that_has_not_arrived_is_said_in_a_line_at_the_question(
    fill_book: FillBook, system: System, settle: Callable[[], None]
) -> None:
    view = fill_book(SURVEY, CHOICES, lark_wav=tone())
    press("F5")
    settle()
    current = view.panel.current()
    assert current is not None
    assert "ask.wav" in current.recordings.trouble.accessibleName()
    assert system.opened == []


def test_without_a_program_that_plays_it_that_is_said_and_one_goes_on(
    fill_book: FillBook, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    view = fill_book(SURVEY, CHOICES, ask_wav=tone())
    press("F5")
    settle()
    current = view.panel.current()
    assert current is not None
    assert ".wav" in current.recordings.trouble.accessibleName()
    press("2")
    assert view.sheet.entry("/data/bird").value == "crane"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name", ["run.exe", "run.bat", "sound.wav.lnk", "sound", ".wav", "a.desktop"]
)
def test_only_sound_and_film_are_opened(
    name: str, context: Context, system: System, settle: Callable[[], None]
) -> None:
    from app.ui.surveys.recordings import Player

    player, said = Player(context), list[str]()
    player.play(Recording("audio", name), lambda _: b"MZ", said.append)
    settle()
    assert name in said[0]
    assert system.opened == []
    assert {".wav", ".mp3", ".ogg", ".mp4", ".webm"} <= SUFFIXES


def test_a_note_can_be_heard_as_well(
    fill_book: FillBook, system: System, settle: Callable[[], None]
) -> None:
    survey = (("type", "name", "label", "media::audio"), ("note", "n", "Угуңуз", "ask.wav"))
    view = fill_book(survey, ask_wav=tone())
    press("F5")
    settle()
    assert names(view) == ["Үндү угуу"]
    assert len(system.opened) == 1


def test_a_form_that_is_looked_over_plays_too_and_takes_back(
    context: Context,
    workspace: Workspace,
    system: System,
    settle: Callable[[], None],
) -> None:
    book = workbook({"survey": SURVEY, "choices": CHOICES})
    added = add_form(workspace, convert(book, "book.xlsx"), files={"ask.wav": tone()})
    tab = PreviewTab(context)
    tab.set_survey(added.survey)
    settle()
    view = tab.panel.sounding()
    assert view is not None
    view.recordings.buttons()[0].click()
    settle()
    assert system.opened[0].exists()
    tab.leave()
    assert not system.opened[0].exists()
    tab.deleteLater()


def test_a_question_without_recordings_offers_none(fill_book: FillBook) -> None:
    view = fill_book((("type", "name", "label"), ("text", "t", "Аты")))
    assert view.panel.sounding() is None
    assert "F5" not in [hint.keys for hint in view.hints()]
