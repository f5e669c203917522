"""What is missing of whom: said in a box, with a letter ready that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.language import Language
from app.model.numbering import ranges
from app.storage.questions.exchange import Missing
from app.ui.context import Context
from app.ui.exchange.work import save_request
from app.ui.kit import Banner


class GapBox(Banner):
    """Hidden while nothing is missing; its button copies the request, the toast saves it."""

    def __init__(self, context: Context) -> None:
        super().__init__("warn")
        self._context = context
        self._missing: Sequence[Missing] = ()
        self.acted.connect(self.prepare)
        self.hide()

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Say of whom something is missing."""
        self._missing = missing
        self.setVisible(bool(missing))
        text = self._context.language.text
        if not missing:
            return
        lines = [missing_words(one, self._context.language) for one in missing]
        cure = text(
            "What is here can be taken in all the same; the rest joins it whenever it comes."
        )
        title = lines[0] if len(lines) == 1 else text("Something is missing between the packages")
        said = [cure] if len(lines) == 1 else [*lines, cure]
        self.set_content(title, "\n".join(said), text("Prepare a request"))

    def request(self) -> str:
        """The letter that asks for what is missing."""
        name = self._context.workspace.profile.name
        return request_text(self._missing, name, self._context.language)

    def prepare(self) -> None:
        """Put the letter on the clipboard; it can be saved as a file too."""
        text = self._context.language.text
        QGuiApplication.clipboard().setText(self.request())
        self._context.toast(
            text("The request is copied: paste it into a letter or a message."),
            "ok",
            text("Save as a file…"),
            self.save,
        )

    def save(self) -> None:
        """Write the letter into a file, to be carried or sent."""
        text = self._context.language.text
        name = text("Request for missing packages") + ".txt"
        path = self._context.save_file(text("Where to save the request"), name)
        if path is not None:
            self._context.run(save_request, path, self.request(), on_done=self._saved)

    def _saved(self, path: Path) -> None:
        self._context.toast(self._context.language.text("Saved: {file}", file=path.name))


def missing_words(one: Missing, language: Language) -> str:
    """Of whom what is missing, in one line."""
    name = one.name or one.device.hex()
    if not one.numbers:
        return language.text("{name}: changes in between have not come", name=name)
    return language.plural(
        "{name}: package No. {numbers} has not come",
        "{name}: packages No. {numbers} have not come",
        len(one.numbers),
        name=name,
        numbers=ranges(one.numbers),
    )


def request_text(missing: Sequence[Missing], own_name: str, language: Language) -> str:
    """The letter: what has not come, and how to give it again."""
    text = language.text
    return "\n\n".join(
        [
            text("Hello! Some of your packages for Depter have not come to me."),
            "\n".join(f"– {missing_words(one, language)}" for one in missing),
            text(
                "Please send these files once more, or make a new package: Exchange → Give → "
                "Everything. Nothing is doubled by it."
            ),
            own_name,
        ]
    )
