"""The place of surveys in the window: the list, one of them, or a sheet that is being filled."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from app.actions.surveys import finalise
from app.errors import AppError
from app.model import Changes
from app.storage.questions.event_surveys import next_to_ask
from app.surveys.languages import language_for
from app.ui.context import Context
from app.ui.kit import Hint
from app.ui.kit.layout import let_go
from app.ui.page import Page
from app.ui.surveys.beginning import Beginning
from app.ui.surveys.comparing import Compared, ComparingPage, compared
from app.ui.surveys.fill import FillingView
from app.ui.surveys.finished import Finished
from app.ui.surveys.list import SurveysList
from app.ui.surveys.opening import (
    Opened,
    begin_sheet,
    edit_submission,
    open_draft,
    type_again,
)
from app.ui.surveys.place import PEOPLE, Place
from app.ui.surveys.survey import SurveyView

_NUMBER_AT_END = re.compile(r"(\d+)$")
_WAYS: dict[str, Callable[..., Opened]] = {
    "draft": open_draft,
    "edit": edit_submission,
    "again": type_again,
}
"""How a sheet is opened, by the word in the address."""


class SurveysPage(Page):
    """`open(survey=id, tab=)` shows one survey; `draft=`, `edit=`, `again=` open a sheet of it.

    `compare=id` shows a second entry beside the first;
    `begin=version` with `event=`, `person=`, `round=` begins one; the next person follows it.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = SurveysList(context)
        self.view = SurveyView(context)
        self.comparing = ComparingPage(context)
        self.sheet: FillingView | None = None
        self.stack = QStackedWidget()
        for page in (self.list, self.view, self.comparing):
            self.stack.addWidget(page)
        self.assemble(body=self.stack)
        self.view.moved.connect(self._moved)
        self.view.begun.connect(self.begin)
        self.comparing.closed.connect(self._leave_comparing)

    @property
    def here(self) -> Page:
        """What is shown: the list, a survey or a sheet."""
        if self.sheet is not None and self.stack.currentWidget() is self.sheet:
            return self.sheet
        if self.stack.currentWidget() is self.comparing:
            return self.comparing
        return self.view if self.stack.currentWidget() is self.view else self.list

    def title(self) -> str:
        return self.here.title()

    def open(self, **where: object) -> None:
        super().open(**where)
        way = next((name for name in _WAYS if isinstance(where.get(name), bytes)), "")
        if way:
            self._open_sheet(way, where[way])
            return
        self._leave_sheet()
        version = where.get("begin")
        if isinstance(version, bytes):
            self._begin_for(version, where)
            return
        if isinstance(where.get("compare"), bytes):
            self._compare(where["compare"])
            return
        if not isinstance(where.get("survey"), bytes):
            self.view.leave()
            self.stack.setCurrentWidget(self.list)
            self.list.open(**where)
            self.list.refresh()
            if where.get("ready"):
                self.list.show_shipped()
                return
            if self.isVisible():
                self.list.table.setFocus()
            return
        self.stack.setCurrentWidget(self.view)
        self.view.open(**where)
        self._moved(self.view.tabs.key())

    def _moved(self, tab: str) -> None:
        if self.here is self.view:
            self._where = {"survey": self.view.survey_id, "tab": tab}

    # ---- two entries of one paper ----

    def _compare(self, second: object) -> None:
        self.context.ask(compared, second, on_done=self._show_compared, key="surveys.compare")

    def _show_compared(self, found: Compared | None) -> None:
        if found is None:
            self.context.toast(self.language.text("This record is no longer there."), "warn")
            self.context.go("surveys")
            return
        self.stack.setCurrentWidget(self.comparing)
        self.comparing.show_entries(found)

    def _leave_comparing(self) -> None:
        survey = self._where.get("survey")
        where = {"survey": survey, "tab": "answers"} if survey else {}
        self.context.go("surveys", **where)

    # ---- sheets ----

    def begin(self, version: bytes, beginning: Beginning) -> None:
        """Begin a sheet of a form."""
        place = Place(stack=beginning.stack)
        self.context.ask(
            begin_sheet, version, beginning, place, on_done=self._show_new, key="surveys.sheet"
        )

    def _begin_for(self, version: bytes, where: dict[str, object]) -> None:
        """Begin a sheet for a person on the list of an event; the address is worn out by that."""
        facts: dict[str, object] = {"source": "screen"}
        facts |= {name: where[name] for name in ("event", "person", "round") if name in where}
        self._where = {"survey": where.get("survey")}
        self.context.ask(
            begin_sheet,
            version,
            Beginning(facts),
            Place(then=PEOPLE),
            on_done=self._show_new,
            on_error=self._not_opened,
            key="surveys.sheet",
        )

    def _open_sheet(self, way: str, record_id: object) -> None:
        if self.sheet is not None and self.sheet.opened.draft.id == record_id:
            self.stack.setCurrentWidget(self.sheet)
            self.sheet.focus()
            return
        self.context.ask(
            _WAYS[way],
            record_id,
            on_done=self.show_sheet,
            on_error=self._not_opened,
            key="surveys.sheet",
        )

    def _not_opened(self, error: AppError) -> None:
        self.context.toast(self.language.error(error), "warn")
        self.context.go("surveys")

    def _show_new(self, opened: Opened) -> None:
        place = Place.read(opened.draft.place)
        if not place.language:
            own = language_for(opened.form.languages, self.language.code) or ""
            place = replace(place, language=own)
        opened.draft = replace(opened.draft, place=place.kept())
        self.show_sheet(opened)

    def show_sheet(self, opened: Opened) -> None:
        """Show a sheet, from the question that was last in view."""
        self._leave_sheet()
        sheet = FillingView(self.context, opened)
        self.sheet = sheet
        sheet.left.connect(self._put_aside)
        sheet.finish_asked.connect(self._finish)
        self.stack.addWidget(sheet)
        self.stack.setCurrentWidget(sheet)
        self._where = {"survey": opened.survey, "draft": opened.draft.id}
        sheet.focus()

    def _leave_sheet(self) -> None:
        """Let go of the sheet; its draft is kept."""
        if self.sheet is not None:
            sheet, self.sheet = self.sheet, None
            sheet.leave()
            self.stack.removeWidget(sheet)
            let_go(sheet)

    def _put_aside(self) -> None:
        if self.sheet is not None:
            self.context.toast(self.language.text("The draft waits here and on Today"), "info")
            self._go_home(self.sheet)

    def _go_home(self, sheet: FillingView) -> None:
        """To where the sheet was begun: the event, or the survey's filled forms."""
        event = sheet.opened.draft.facts.get("event")
        if sheet.place().then == PEOPLE and event:
            self.context.go("events", event=event, tab="surveys")
        else:
            self.context.go("surveys", survey=sheet.opened.survey, tab="answers")

    def _finish(self) -> None:
        if self.sheet is None:
            return
        sheet = self.sheet
        sheet.setEnabled(False)
        # else a draft that still waits would be written again behind the finished form
        sheet.keeper.forget()
        finished = Finished.of(sheet.opened.filling)
        self.context.do(
            finalise,
            sheet.draft(),
            finished,
            on_done=lambda _: self._finished(sheet),
            on_error=lambda error: self._not_finished(sheet, error),
        )

    def _not_finished(self, sheet: FillingView, error: AppError) -> None:
        sheet.setEnabled(True)
        sheet.keeper.put()
        self.context.tasks.failed.emit(error)

    def _finished(self, sheet: FillingView) -> None:
        opened, place = sheet.opened, sheet.place()
        say = self.language.text
        is_stack = opened.is_paper and not opened.draft.is_edit
        is_last = bool(place.stack) and place.sheet >= place.stack
        if place.then == PEOPLE and not opened.draft.is_edit:
            self._ask_next(sheet)
            return
        if opened.draft.facts.get("second_entry_of"):
            self.context.go("surveys", survey=opened.survey, compare=opened.draft.id)
            return
        if not is_stack or is_last:
            self.context.toast(say("The filled form is saved"))
            self._go_home(sheet)
            return
        self.context.toast(say("Sheet {n} is saved", n=place.sheet))
        facts = {**opened.draft.facts, "code": next_code(opened.draft.facts.get("code"))}
        self._begin_next(sheet, facts, replace(place, position="", sheet=place.sheet + 1))

    def _begin_next(self, sheet: FillingView, facts: dict[str, Any], place: Place) -> None:
        known = {name: value for name, value in facts.items() if value not in (None, "")}
        self.context.ask(
            begin_sheet,
            sheet.opened.draft.survey_version,
            Beginning(known, place.stack),
            place,
            on_done=self._show_new,
            key="surveys.sheet",
        )

    def _ask_next(self, sheet: FillingView) -> None:
        """Go on with the next person of the event who has not answered."""
        facts = sheet.opened.draft.facts
        who, say = sheet.opened.who, self.language.text

        def found(person: bytes | None) -> None:
            if person is None:
                self.context.toast(say("Saved. Everybody on the list has answered."))
                self._go_home(sheet)
                return
            self.context.toast(say("Saved: {who}", who=who))
            following = {name: value for name, value in facts.items() if name != "collected_on"}
            place = replace(sheet.place(), position="", sheet=1)
            self._begin_next(sheet, {**following, "person": person}, place)

        event, person = facts.get("event"), facts.get("person")
        asked = (event, sheet.opened.survey, facts.get("round"), person)
        self.context.ask(next_to_ask, *asked, on_done=found, key="surveys.sheet")

    # ---- what every page answers ----

    def refresh(self) -> None:
        self.here.refresh()

    def retranslate(self) -> None:
        for page in (self.list, self.view, self.comparing, self.sheet):
            if page is not None:
                page.retranslate()

    def changed(self, changes: Changes) -> None:
        self.list.changed(changes)
        self.view.changed(changes)

    def leave(self) -> None:
        self.here.leave()

    def hints(self) -> list[Hint]:
        return self.here.hints()


def next_code(code: Any) -> str:
    """The code of the next sheet: «БТ-47» is followed by «БТ-48»; one without a number stays."""
    text = str(code or "")
    found = _NUMBER_AT_END.search(text)
    if found is None:
        return text
    number = str(int(found[1]) + 1).zfill(len(found[1]))
    return text[: found.start()] + number
