"""Sound and film a form has beside its words: buttons at the question, played by the system.

The window itself plays nothing: Qt's Multimedia is not among what the program brings, and the
program a computer plays its own files with is known to whoever sits at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.language import Language, mark
from app.surveys import Entry, plain
from app.ui.context import Context
from app.ui.files import OpenedFiles
from app.ui.kit import Banner, Chips, PlainButton
from app.ui.surveys.upload import KINDS

SOUND, FILM = "audio", "video"
SUFFIXES = frozenset(
    pattern.removeprefix("*") for kind in (SOUND, FILM) for pattern in KINDS[kind].split()
)
"""What is handed to the system: a form may name any file, a program too."""
_WORDS = {SOUND: mark("Play the sound"), FILM: mark("Play the film")}
_WORDS_OF = {SOUND: mark("Play the sound: {name}"), FILM: mark("Play the film: {name}")}


@dataclass(frozen=True)
class Recording:
    """One sound or film of a question or of one of its answers."""

    kind: str
    name: str
    """As the form calls the file."""
    of: str = ""
    """The words of the answer it belongs to; "" for the question itself."""

    @property
    def may_be_opened(self) -> bool:
        """Whether its name is that of a sound or film, and not of a program."""
        return PurePath(self.name).suffix.lower() in SUFFIXES


def recordings_of(entry: Entry, *, with_choices: bool) -> tuple[Recording, ...]:
    """The sounds and films of a question, then those of its answers."""
    return tuple(_found(entry, with_choices=with_choices))


def _found(entry: Entry, *, with_choices: bool) -> Iterator[Recording]:
    owners = [(entry.media, "")]
    if with_choices:
        owners += [(one.media, plain(one.label) or one.value) for one in entry.choices]
    for media, of in owners:
        for kind in (SOUND, FILM):
            name = media.get(kind, "").rpartition("/")[2]  # forms say jr://audio/NAME
            if name:
                yield Recording(kind, name, of)


class RecordingButtons(QWidget):
    """A button for each recording, and the line that says why one cannot be played."""

    asked = Signal(Recording)

    def __init__(self) -> None:
        super().__init__()
        self._recordings: tuple[Recording, ...] = ()
        self._buttons = Chips(gap=8)
        self.trouble = Banner("warn")
        self.trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._buttons)
        column.addWidget(self.trouble)
        self.hide()

    def show_recordings(self, recordings: tuple[Recording, ...], language: Language) -> None:
        """Offer these; none hides the row."""
        self.setVisible(bool(recordings))
        if recordings != self._recordings:
            self._recordings = recordings
            self.say_trouble("")
            self._buttons.empty()
            for one in recordings:
                button = PlainButton(icon="play")
                button.clicked.connect(partial(self.asked.emit, one))
                self._buttons.flow.addWidget(button)
        for one, button in zip(recordings, self.buttons(), strict=True):
            self._say(button, one, language)
        self._buttons.fit()

    def _say(self, button: PlainButton, one: Recording, language: Language) -> None:
        whole = language.text(_WORDS_OF[one.kind] if one.of else _WORDS[one.kind], name=one.of)
        button.setText(one.of or whole)
        button.setAccessibleName(whole)

    def buttons(self) -> list[PlainButton]:
        """The buttons, the question's own first."""
        shown = (self._buttons.flow.itemAt(at) for at in range(self._buttons.flow.count()))
        widgets = [item.widget() for item in shown if item is not None]
        return [one for one in widgets if isinstance(one, PlainButton)]

    def say_trouble(self, text: str) -> None:
        """Say why nothing is heard or seen; "" takes it back."""
        self.trouble.set_content("", text)
        self.trouble.setVisible(bool(text))

    def play_first(self) -> None:
        """Play what the question itself has, else what its first answer has."""
        if self._recordings:
            self.asked.emit(self._recordings[0])


class Player:
    """Hands recordings to the program of the system, as files under names that say nothing."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lent = OpenedFiles()
        self._paths: dict[str, Path] = {}
        self._turn = 0
        """How often everything was taken back: what was asked for before that comes too late."""

    def play(
        self,
        recording: Recording,
        media: Callable[[str], bytes | None],
        said: Callable[[str], object],
    ) -> None:
        """Open a recording; `said` is told what went wrong, "" when nothing did."""
        say = self._context.language.text
        if not recording.may_be_opened:
            text = mark("“{name}” is neither a sound nor a film, so it is not opened.")
            said(say(text, name=recording.name))
            return
        if recording.name in self._paths:
            self._open(self._paths[recording.name], said)
            return
        self._context.ask(
            lambda _: media(recording.name),
            on_done=partial(self._read, self._turn, recording, said),
            on_error=partial(self._not_read, self._turn, said),
            key="surveys.play",
        )

    def _not_read(self, turn: int, said: Callable[[str], object], error: AppError) -> None:
        if turn == self._turn:
            said(self._context.language.error(error))

    def _read(
        self,
        turn: int,
        recording: Recording,
        said: Callable[[str], object],
        content: bytes | None,
    ) -> None:
        if turn != self._turn:
            return
        if content is None:
            text = mark("“{name}” has not arrived yet: it comes with a later package.")
            said(self._context.language.text(text, name=recording.name))
            return
        path = self._lent.lend(content, PurePath(recording.name).suffix.lower())
        self._paths[recording.name] = path
        self._open(path, said)

    def _open(self, path: Path, said: Callable[[str], object]) -> None:
        is_open = QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        trouble = mark("No program here plays {suffix} files. Install one and press again.")
        said("" if is_open else self._context.language.text(trouble, suffix=path.suffix))

    def take_back(self) -> None:
        """Remove what was lent."""
        self._turn += 1
        self._lent.take_back()
        self._paths.clear()
