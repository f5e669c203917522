"""Filling a form: question by question or as a page, by keyboard, with the draft always kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget
from shiboken6 import isValid

from app.actions.surveys import attach
from app.storage.drafts import Draft
from app.surveys import Entry, plain
from app.surveys.languages import title_in
from app.ui.context import Context
from app.ui.kit import Hint
from app.ui.page import Page
from app.ui.surveys.ending import EndingPage, Wrong
from app.ui.surveys.fill_head import FillHead
from app.ui.surveys.footer import FillingFooter
from app.ui.surveys.keeper import DraftKeeper
from app.ui.surveys.more import MorePage
from app.ui.surveys.opening import Opened
from app.ui.surveys.place import END, Place
from app.ui.surveys.recordings import Player
from app.ui.surveys.sheet import Sheet
from app.ui.surveys.side import SheetSide
from app.ui.surveys.step_panel import StepPanel, named
from app.ui.surveys.upload import KINDS, FileAnswer, name_for, read_chosen
from app.ui.surveys.why import explained, hidden_after, said_problem

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDE_FROM = 900
"""In a narrower page the list of questions leaves its room to the question."""


class FillingView(Page):
    """One sheet, from the question that was last in view to its end."""

    left = Signal()
    finish_asked = Signal()
    """The sheet is in order and shall be finished."""

    def __init__(self, context: Context, opened: Opened) -> None:
        super().__init__(context)
        self.opened = opened
        self._place = Place.read(opened.draft.place)
        self._set_language(self._place.language)
        self.sheet = Sheet(opened.filling, self._place.mode)
        self._warned = ""
        self._is_mending = False
        """Whether one came here from the list at the end: from here one goes back to it."""
        self.keeper = DraftKeeper(context, self.draft)
        self.head = FillHead(self.language, opened, self._place)
        self.panel = StepPanel(self._content)
        self.player = Player(context)
        self.side = SheetSide(self.language, self.sheet)
        self.ending = EndingPage()
        self.footer = FillingFooter()
        self._lay_out()
        self._listen()
        self._return()

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel, 1)
        row.addWidget(self.side)
        self.assemble(header=self.head, body=body, footer=self.footer)

    def _listen(self) -> None:
        self.keeper.saved.connect(self._saved)
        self.panel.answered.connect(self._answered)
        self.panel.why_asked.connect(self.explain)
        self.panel.removed.connect(self._remove)
        self.panel.added.connect(self._add)
        self.panel.passed.connect(self.go_on)
        self.panel.file_asked.connect(self._choose_file)
        self.panel.play_with(self.player)
        self.side.asked.connect(self.jump)
        self.footer.back_asked.connect(self.go_back)
        self.footer.on_asked.connect(self.go_on)
        self.head.left.connect(self.left)
        self.head.language_chosen.connect(self._speak)
        self.head.mode_chosen.connect(self._show_as)
        self.on_key("Ctrl+L", self._next_language)
        self.on_key("F3", self.explain)
        self.on_key("F4", self.head.turn)
        self.on_key("F5", self._play)
        self.on_key("PgDown", self.go_on)
        self.on_key("PgUp", self.go_back)
        self.on_key("Ctrl+PgDown", self.go_to_end)

    def _return(self) -> None:
        """Go to where the draft was left, else to the first question."""
        sheet = self.sheet
        if self._place.is_end:
            sheet.at = len(sheet.steps)
        elif not (sheet.go_to(self._place.position) and sheet.is_shown(sheet.at)):
            sheet.begin()
        self._show_step(self._place.position)

    # ---- what a page answers ----

    def title(self) -> str:
        return title_in(self.opened.title, self.language.code)

    def hints(self) -> list[Hint]:
        say = self.language.text
        plays = [Hint("F5", say("play"))] if self.panel.sounding() else []
        return [
            *plays,
            Hint("1–9", say("choose")),
            Hint("Enter", say("next")),
            Hint("Shift Enter", say("back")),
            Hint("Ctrl L", say("language of the form")),
            Hint("Ctrl PgDn", say("to the end")),
            Hint("F3", say("why?")),
            Hint("F4", say("as a page")),
            Hint("F1", say("all keys")),
        ]

    def retranslate(self) -> None:
        super().retranslate()
        self.head.retranslate(self.language)
        self.panel.retranslate(self.language)
        self.side.show_sheet(self.language)
        self._show_where()
        self._show_footer()

    def leave(self) -> None:
        self.panel.take_all()
        self.keeper.flush()
        self.player.take_back()

    def focus(self) -> None:
        """Take the keyboard to the question in view."""
        if self.sheet.step is None:
            self.footer.on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.panel.focus(self._place.position)

    # ---- the draft ----

    def place(self) -> Place:
        """Where one is in the sheet and the stack."""
        here = END if self.sheet.step is None else self._here()
        return replace(self._place, position=here)

    def draft(self) -> Draft:
        """The draft as it stands."""
        document = self.opened.filling.document()
        place = self.place().kept()
        self.opened.draft = replace(self.opened.draft, document=document, place=place)
        return self.opened.draft

    def _saved(self, moment: datetime) -> None:
        time = self.language.time(moment.time())
        self.footer.set_saved(self.language.text("Draft saved {time}", time=time))

    def _here(self) -> str:
        """The position of what is in view; "" at the end."""
        step = self.sheet.step
        if step is None:
            return ""
        view = self.panel.current()
        return view.position if view is not None else step.positions[0]

    # ---- showing ----

    def _show_step(self, position: str = "", *, last: bool = False) -> None:
        """Build the step one is at and give it the keyboard."""
        self._warned = ""
        step = self.sheet.step
        if step is None:
            self._show_ending()
        elif step.more:
            self._show_more(step.more)
        else:
            is_whole = len(step.positions) == 1
            self.panel.show_entries(self.language, self.sheet.shown(), is_whole=is_whole)
            for paper in self.panel.papers():
                paper.installEventFilter(self)
            self.panel.focus(position, last=last)
        self._show_where()
        self._show_footer()

    def _show_ending(self) -> None:
        self._is_mending = False
        wrong = [self._wrong(problem.position) for problem in self.opened.filling.problems()]
        self.ending = EndingPage()
        self.ending.asked.connect(self._mend)
        self.ending.show_wrong(self.language, wrong, self.sheet.sums().answered)
        self.panel.show_page(self.ending)
        self.footer.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wrong(self, position: str) -> Wrong:
        entry = self.opened.filling.entry(position)
        message = said_problem(self.language, entry)
        label = plain(entry.label) or entry.name
        return Wrong(position, self.sheet.number(position), label, message)

    def _show_more(self, position: str) -> None:
        entry = self.sheet.entry(position)
        if entry is not None:
            page = MorePage(self.language, entry)
            page.added.connect(self._add)
            page.passed.connect(self.go_on)
            self.panel.show_page(page)
            page.focus()

    def _show_where(self) -> None:
        sheet, here = self.sheet, self._here()
        sums, progress = sheet.sums(), self.head.progress
        progress.show_sums(self.language, sums.answered, sums.not_asked)
        progress.show_where(self._said_where(here), sheet.part(here), sheet.states(here))
        first, last = hidden_after(sheet, here)
        why = explained(self.language, sheet, first) if first else None
        self.side.set_here(here, why, last)

    def _said_where(self, here: str) -> str:
        say, number = self.language.text, self.sheet.number(here)
        if self.sheet.step is None:
            return say("End of the sheet")
        if not number:
            return say("To be read")
        return say("Question {n} of {all}", n=number, all=len(self.sheet.questions))

    def _show_footer(self) -> None:
        say = self.language.text
        word = say("Next")
        if self.sheet.step is None:
            is_stack = self.opened.is_paper and not self.opened.draft.is_edit
            word = say("Finish, next sheet") if is_stack else say("Finish")
        self.footer.say(self.language, word, self.hints())
        self.footer.back.setEnabled(self.sheet.at > 0)

    # ---- answering ----

    def _answered(self, position: str, value: str) -> None:
        changed = self.sheet.answer(position, value)
        self.panel.show_changed(changed)
        self.side.show_changed(changed)
        self._show_where()
        self._tell_problem(position)
        self.keeper.put()

    def _tell_problem(self, position: str) -> None:
        """A refusal is said when the answer is given; that one is missing, on going on."""
        view = self.panel.question(position)
        if view is not None:
            problem = view.entry.violation
            is_said = problem is not None and problem.kind != "required"
            view.say_problem(said_problem(self.language, view.entry) if is_said else "")

    def _may_pass(self) -> bool:
        """Whether the question in view may be left: what is wrong is said once before."""
        view = self.panel.current()
        if view is None or view.entry.violation is None or self._warned == view.position:
            return True
        self._warned = view.position
        view.say_problem(said_problem(self.language, view.entry))
        return False

    # ---- going ----

    def go_on(self) -> None:
        """Take the answer and go to the next question; at the end, finish."""
        if self.sheet.step is None:
            self.finish()
            return
        view = self.panel.current()
        if view is not None:
            view.take()
        if self._may_pass():
            self._pass_on()
        self.keeper.put()

    def _pass_on(self) -> None:
        if self._is_mending:
            self.go_to_end()
        elif not self._focus_beside(1) and self.sheet.go(1):
            self._show_step()

    def go_to_end(self) -> None:
        """Leave what lies between unanswered: the end says what is missing."""
        self.panel.take_all()
        self.sheet.at = len(self.sheet.steps)
        self._show_step()

    def _mend(self, position: str) -> None:
        self.jump(position)
        self._is_mending = True

    def go_back(self) -> None:
        """Take the answer and go to the question before."""
        self._is_mending = False
        view = self.panel.current()
        if view is not None:
            view.take()
        if not self._focus_beside(-1) and self.sheet.go(-1):
            self._show_step(last=True)

    def _focus_beside(self, step: int) -> bool:
        """Go to another question of the same page, if there is one."""
        beside = self.panel.beside(self.panel.current(), step)
        if beside is not None:
            self.panel.focus(beside.position)
            self._show_where()
        return beside is not None

    def jump(self, position: str) -> None:
        """Go to a question; of one that is not asked, say why."""
        entry = self.sheet.entry(position)
        if entry is not None and not entry.is_relevant:
            self.explain(position)
            return
        self._is_mending = False
        self.panel.take_all()
        target = self.sheet.first_question(position)
        if self.sheet.go_to(target):
            self._show_step(target)

    def explain(self, position: str = "") -> None:
        """Say why a question is as it is, in the panel beside."""
        position = position or self._here()
        why = explained(self.language, self.sheet, position)
        if why is None:
            self.context.toast(self.language.text("This question is always asked."), "info")
        else:
            self.side.list.set_why(position, why)

    def _add(self, position: str) -> None:
        self.panel.take_all()
        made = self.opened.filling.add_repeat(position)
        self._read_again()
        target = self.sheet.first_question(made)
        if self.sheet.go_to(target):
            self._show_step(target)
        self.keeper.put()

    def _remove(self, position: str) -> None:
        self.panel.take_all()
        at, taken = self.sheet.at, self.sheet.taken_by(position)
        self.sheet.take_off(position)
        self.side.show_sheet(self.language)
        self.sheet.at = min(at, len(self.sheet.steps))
        self._show_step()
        self.keeper.put()
        say, name = self.language.text, named(self.language, taken[0])
        back = partial(self._bring_back, taken)
        self.context.toast(say("Taken off: {name}", name=name), "ok", say("Undo"), back)

    def _bring_back(self, taken: list[Entry]) -> None:
        """Put an instance that was taken off back with its answers; later answers stay."""
        if isValid(self):
            target = self.sheet.first_question(self.sheet.bring_back(taken))
            self.side.show_sheet(self.language)
            if self.sheet.go_to(target):
                self._show_step(target)
            self.keeper.put()

    def _read_again(self) -> None:
        self.sheet.read()
        self.side.show_sheet(self.language)

    # ---- files ----

    def _play(self) -> None:
        view = self.panel.sounding()
        if view is not None:
            view.recordings.play_first()

    def _content(self, name: str) -> bytes | None:
        """A file of the form, or one that was given as an answer."""
        kept = self.context.workspace.attachments
        given = self.opened.draft.files.get(name, "")
        return kept.get(given) if given and kept.has(given) else self.opened.media(name)

    def _choose_file(self, position: str) -> None:
        entry, say = self.opened.filling.entry(position), self.language.text
        kind = entry.parameters.get("mediatype", "").partition("/")[0]
        kinds = say("Files ({kinds})", kinds=KINDS[kind]) if kind in KINDS else ""
        path = self.context.pick_file(say("Choose a file"), kinds)
        if path is not None:
            self.context.ask(read_chosen, path, on_done=partial(self._attach, position))

    def _attach(self, position: str, chosen: tuple[str, bytes]) -> None:
        suffix, content = chosen
        name = name_for(self.opened.draft, self.opened.filling.entry(position).name, suffix)
        kept = partial(self._attached, position, name)
        self.context.do(attach, self.draft(), name, content, undo=False, on_done=kept)

    def _attached(self, position: str, name: str, draft: Draft) -> None:
        self.opened.draft = replace(self.opened.draft, files=draft.files)
        view = self.panel.question(position)
        if view is not None and isinstance(view.field, FileAnswer):
            view.field.put(name)
        else:
            self._answered(position, name)

    # ---- language and looks ----

    def _next_language(self) -> None:
        offered = self.opened.form.languages
        if len(offered) > 1:
            at = offered.index(self.opened.filling.language)
            self._speak(offered[(at + 1) % len(offered)])

    def _speak(self, language: str) -> None:
        """Say the form in another of its languages; what is answered stays."""
        self.panel.take_all()
        here = self._here()
        self._set_language(language)
        self.head.languages.set_value(language)
        self._read_again()
        self._show_step(here)
        self.keeper.put()

    def _set_language(self, language: str) -> None:
        if language in self.opened.form.languages:
            self.opened.filling.set_language(language)
            self._place = replace(self._place, language=language)

    def _show_as(self, mode: str) -> None:
        """Question by question, or as a page."""
        self.panel.take_all()
        here = self._here()
        self._place = replace(self._place, mode=mode)
        self.sheet.mode = mode
        self.sheet.read()
        if not self.sheet.go_to(here):
            self.sheet.begin()
        self._show_step(here)
        self.keeper.put()

    # ---- finishing ----

    def finish(self) -> None:
        """Finish the sheet, if nothing hinders; else the list of what does is shown."""
        self.sheet.at = len(self.sheet.steps)
        if self.opened.filling.problems():
            self._show_step()
            self.ending.focus()
        else:
            self.finish_asked.emit()

    # ---- the keyboard ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.go_back()
        elif isinstance(focus, QPushButton):
            focus.click()
        else:
            self.go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on from a text of several lines too; Ctrl Enter begins a new line there."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not is_key or not isinstance(watched, QPlainTextEdit):
            return super().eventFilter(watched, event)
        return self._enter_in_paper(watched, event)

    def _enter_in_paper(self, paper: QPlainTextEdit, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() not in _ENTER:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            paper.insertPlainText("\n")
        else:
            self.keyPressEvent(event)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _SIDE_FROM
        self.side.setVisible(not is_narrow)
        self.head.set_compact(is_narrow)
