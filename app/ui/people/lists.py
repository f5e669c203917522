"""Lists of people on their way in and out of the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from app.actions.giving_out import TABLES, note_given_out
from app.errors import AppError
from app.exchange import Imported, import_people
from app.language import mark
from app.storage import Workspace
from app.ui.context import Context
from app.ui.kit import PlainButton
from app.ui.people.register import write_sheet
from app.ui.tasks import Progress

Answered = Callable[[Imported | AppError], object]


class PeopleLists:
    """Asks for files, and does the work with them off the UI thread."""

    def __init__(self, context: Context, button: PlainButton, answered: Answered) -> None:
        self._context = context
        self._button = button
        self._answered = answered

    def take_in(self) -> None:
        """Take in a list from Excel: all of it, or nothing and every mistake with its row."""
        language = self._context.language
        kinds = language.text("Lists ({kinds})", kinds="*.xlsx *.csv")
        path = self._context.pick_file(language.text("Choose the list of people"), kinds)
        if path is not None:
            self._button.set_busy(language.text("Importing…"))
            self._context.run(_take_in, path, on_done=self._ended, on_error=self._ended)

    def _ended(self, answer: Imported | AppError) -> None:
        self._button.set_idle()
        self._answered(answer)

    def give_out(self, order: Sequence[int], reason: str) -> None:
        """Write the people at these places of the register into a sheet, without phones.

        Without a reason nobody is named in it.
        """
        language = self._context.language
        name = f"{language.text('People')}.csv"
        kinds = language.text("Lists ({kinds})", kinds="*.csv")
        path = self._context.save_file(language.text("Save the list"), name, kinds)
        if path is not None:
            self._context.run(
                write_sheet,
                order,
                path,
                language,
                has_names=bool(reason),
                on_done=partial(self._written, path, len(order), reason),
            )

    def _written(self, path: Path, rows: int, reason: str, _: object) -> None:
        say = self._context.language.text
        if reason:
            told = {"type": "person", "rows": rows}
            self._context.do(note_given_out, TABLES, told, reason, undo=False)
        without = mark("Saved as {file}, without names")
        self._context.toast(
            say("Saved as {file}, without phones" if reason else without, file=path.name)
        )


def _take_in(ws: Workspace, path: Path, *, progress: Progress) -> Imported:
    progress.step(0, 0)
    return import_people(ws, path)
