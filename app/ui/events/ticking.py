"""Ticks that show at once and are written behind."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from app.actions.attendance import tick, tick_column
from app.errors import AppError
from app.storage.questions.attendance import Moment, Sheet, SheetRow
from app.ui.context import Context
from app.ui.events.moments import moment_spoken

Key = tuple[bytes, Moment]


class Ticking:
    """Keeps every tick in sight until it is in the notebook, whatever is read meanwhile."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._waiting: dict[Key, bool] = {}

    def forget(self) -> None:
        """Another event is shown."""
        self._waiting.clear()

    def onto(self, sheet: Sheet) -> Sheet:
        """The sheet with the ticks that are still on their way."""
        if not self._waiting:
            return sheet
        waiting = {(one, *moment): said for (one, moment), said in self._waiting.items()}
        return dataclasses.replace(sheet, ticks={**sheet.ticks, **waiting})

    def turn(
        self, sheet: Sheet, row: SheetRow, moment: Moment, on_failed: Callable[[], object]
    ) -> Sheet:
        """Turn one tick over; answers the sheet as it is to be shown."""
        key, present = (row.registration, moment), not sheet.presence(row.registration, moment)
        self._waiting[key] = present

        def written(_: object) -> None:
            if self._waiting.get(key) is present:
                del self._waiting[key]

        def not_written(error: AppError) -> None:
            written(error)
            on_failed()
            self._context.tasks.failed.emit(error)

        self._context.do(
            tick, row.registration, *moment, present, on_done=written, on_error=not_written
        )
        return self.onto(sheet)

    def turn_column(self, sheet: Sheet, rows: Sequence[SheetRow], moment: Moment) -> None:
        """Tick all these people; where all of them are ticked, take the ticks away."""
        all_there = all(sheet.presence(row.registration, moment) is True for row in rows)
        language = self._context.language
        when = moment_spoken(language, moment)
        if all_there:
            said = language.text("Ticks taken away: {when}", when=when)
        else:
            said = language.text("All ticked: {when}", when=when)
        self._context.do(
            tick_column,
            sheet.event.id,
            *moment,
            not all_there,
            frozenset(row.registration for row in rows),
            on_done=lambda _: self._context.toast_undo(said),
        )
