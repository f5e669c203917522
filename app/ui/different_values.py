"""One line at a record: notebooks disagree about it. A press leads to where that is settled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.storage.questions.conflicts import Place, disputed
from app.ui.context import Context
from app.ui.kit import Banner
from app.ui.words import places_said


class DifferentValues(Banner):
    """Hidden while everybody says the same of the record and of its parts."""

    def __init__(self, context: Context, type_name: str, *, stacked: bool = False) -> None:
        super().__init__("warn", icon="split", stacked=stacked)
        self._context, self._type_name = context, type_name
        self._record = b""
        self._places: Sequence[Place] = ()
        self.acted.connect(self._settle)
        self.hide()

    def look_at(self, record: bytes) -> None:
        """Read how it is with a record, and say it."""
        if record != self._record:
            self.hide()
        self._record = record
        self._context.ask(
            *(disputed, self._type_name, record),
            on_done=partial(self._show, record),
            key=f"disputed.{self._type_name}",
        )

    def _show(self, record: bytes, places: Sequence[Place]) -> None:
        if record != self._record:
            return
        self._places = places
        say = self._context.language.text
        fields = places_said(places, self._context.language)
        self.set_content(
            "",
            say("Different values: {fields}", fields=fields),
            say("Look at the different values"),
        )
        self.setVisible(bool(places))

    def _settle(self) -> None:
        self._context.go("inbox", tab="conflicts", record=self._places[0].id)
