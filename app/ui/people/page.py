"""The page of people: the register, the card beside it, and the ways to write a person down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.actions import people as actions
from app.errors import AppError
from app.exchange import Imported
from app.language import mark
from app.model import Changes
from app.storage.questions.people import PAGE as LINES
from app.storage.questions.people import (
    People,
    PersonLine,
    lines,
    list_people,
    people_count,
    places_of_people,
)
from app.storage.questions.person import PersonCard
from app.ui.context import Context
from app.ui.kit import (
    Cell,
    EmptyPage,
    Hint,
    PlainButton,
    PrimaryButton,
    Stack,
)
from app.ui.list_page import ListPage
from app.ui.people.editor import PersonEditor
from app.ui.people.filters import PeopleFilters
from app.ui.people.giving import GivingBar
from app.ui.people.importing import ImportReport
from app.ui.people.lists import PeopleLists
from app.ui.people.panel import FULL, MIDDLE, NARROW, PersonPanel
from app.ui.people.register import cells, columns

_FULL_WINDOW = 1200
_NARROW_WINDOW = 1000
_OWN_TYPES = (
    *("person", "consent", "registration", "attendance", "event", "event_person"),
    *("receipt", "redaction"),
)


class PeoplePage(ListPage):
    """Everybody of the notebook; one of them at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, ("users", "user-plus", "upload"), row_height=32)
        self._people = People(())
        self._sort, self._descending = "name", False
        self._wanted_person = b""
        self._wants_focus = self._is_filling = self._is_stale = False
        self._make_parts()
        self._lay_out()
        self._listen()
        self._say_all()

    def _make_parts(self) -> None:
        self.importer = PlainButton(icon="upload")
        self.add = PrimaryButton(icon="user-plus")
        self.set_ways(self.importer, self.add)
        self.filters = PeopleFilters(self.language)
        self.nobody_found = EmptyPage("search", primary_icon="x")
        self.editor = PersonEditor(self.context)
        self.report = ImportReport()
        self.panel = PersonPanel(self.context, lambda: self._is_writing_new)
        self.giving = GivingBar(self.language)
        self._files = PeopleLists(self.context, self.importer, self._show_report)

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nobody_found)
        self._register = Stack(self.filters, self.giving, gap=6, margins=(24, 2, 20, 0))
        self._register.box.addWidget(self._lists, 1)
        self._left = QStackedWidget()
        for part in (self._register, self.editor, self.report):
            self._left.addWidget(part)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(self.panel)
        self.body.addWidget(both)
        self.body.addWidget(self.empty)
        self.assemble(self.header, self.body, self.hint_line)

    def _listen(self) -> None:
        self.add.clicked.connect(self.add_person)
        self.importer.clicked.connect(self.import_list)
        self.empty.primary_chosen.connect(self.add_person)
        self.empty.other_chosen.connect(self.import_list)
        self.nobody_found.primary_chosen.connect(self.filters.clear)
        self.filters.changed.connect(self._read_list)
        self.table.sort_chosen.connect(self._sort_by)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(lambda _: self.edit_person())
        self.table.row_removed.connect(self.remove_person)
        self._listen_to_panel()
        self.editor.closed.connect(self._show_register)
        self.editor.other_chosen.connect(lambda person: self.open(person=person))
        self.report.again_asked.connect(self.import_list)
        self.report.closed.connect(self._show_register)
        self.giving.chosen.connect(self._give_out)
        self.filters.search.entered.connect(lambda _: self.table.enter())
        self.filters.search.descended.connect(self.table.enter)
        for keys, act in (
            ("N", self.add_person),
            ("/", self._to_search),
            ("Ctrl+E", self.export_list),
            ("Escape", self._escape),
        ):
            self.on_key(keys, act)

    def _listen_to_panel(self) -> None:
        self.panel.edit_asked.connect(self.edit_person)
        self.panel.event_chosen.connect(lambda event: self.context.go("events", event=event))
        self.panel.read.connect(self._card_read)
        self.editor.kept.connect(self._new_one_kept)

    def _say_all(self) -> None:
        self.say(self.importer.setText, mark("Import"))
        self.say(self.add.setText, mark("Add a person"))
        self._say_the_rest()

    def _cells(self, line: PersonLine) -> list[Cell]:
        return cells(line, self.language)

    def _say_the_rest(self) -> None:
        language = self.language
        text = language.text
        self.header.set_title(self._heading())
        self.table.set_columns(columns(language, self._sort))
        self.table.set_sorted(self._sort, descending=self._descending)
        self.empty.set_content(
            text("No people yet"),
            text("Import the Excel list you have, or write the first person down."),
            text("Add a person"),
            text("Import from Excel"),
            text("or take in a file from a colleague"),
            text("in Exchange"),
        )
        self.nobody_found.set_content(
            text("Nobody was found"),
            text("Nobody in the register answers to these filters."),
            text("Show everybody"),
        )
        for part in (self.filters, self.report, self.giving):
            part.retranslate(language)
        self.panel.retranslate()
        self.editor.retranslate()
        self.hint_line.set_hints(self.hints(), text("Order: by the Kyrgyz alphabet"))

    # ---- what every page answers ----

    def title(self) -> str:
        return self.language.text("People")

    def hints(self) -> list[Hint]:
        text = self.language.text
        return [
            Hint("/", text("search")),
            Hint("Enter", text("edit")),
            Hint("N", text("new person")),
            Hint("Del", text("take off the register")),
            Hint("Ctrl E", text("what is seen, to Excel")),
        ]

    def refresh(self) -> None:
        self._is_stale = False
        self.context.ask(people_count, on_done=self._counted, key="people.count")
        self.context.ask(
            places_of_people, on_done=self.filters.set_territories, key="people.places"
        )
        self._read_list()
        if self._wanted_person:
            self.panel.show_person(self._wanted_person)

    def changed(self, changes: Changes) -> None:
        if any(changes.touches(name) for name in _OWN_TYPES):
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def open(self, **where: object) -> None:
        """`person=` shows one person; `add=True` writes one down; `consent=` sets that filter."""
        super().open(**where)
        if self._is_stale:
            self.refresh()
        person, consent = where.get("person"), where.get("consent")
        if isinstance(person, bytes):
            self._show_register()
            self._wanted_person = person
            self.table.select(lambda line: line.id == person)
            self.panel.show_person(person)
        elif isinstance(consent, str):
            self._show_register()
            self.filters.set_more(consent=consent, since=None)
        elif where.get("add"):
            self.add_person()
        elif self._left.currentWidget() is self._register:
            self._wants_focus = not self.table.rows()
            self.table.setFocus()

    def where(self) -> dict[str, object]:
        return {"person": self._wanted_person} if self._wanted_person else {}

    def leave(self) -> None:
        self.panel.leave()
        self.editor.leave()

    # ---- the list ----

    def _counted(self, total: int) -> None:
        self._total = total
        is_register = self._left.currentWidget() is self._register
        self.body.setCurrentIndex(0 if total or not is_register else 1)
        self.hint_line.setVisible(is_register)
        self._show_count()

    def _show_count(self) -> None:
        is_register = self._left.currentWidget() is self._register
        shown = self._total if is_register else 0
        self.header.set_count(self.language.number(shown) if shown else "")

    def _read_list(self) -> None:
        self.context.ask(
            list_people,
            self.filters.wanted(),
            self._sort,
            descending=self._descending,
            on_done=self._show_list,
            key="people.list",
        )

    def _show_list(self, people: People) -> None:
        self._people = people
        self._is_filling = True
        self.table.set_rows(people.first, self._more if people.total > LINES else None)
        self._is_filling = False
        if self._wanted_person:
            self.table.select(lambda line: line.id == self._wanted_person)
        if self._wants_focus and self.isVisible():
            self._wants_focus = False
            self.table.setFocus()
        found = bool(people.total) or not self._total
        self._lists.setCurrentIndex(0 if found else 1)
        counted = self.language.plural("{n} person", "{n} people", people.total)
        self.filters.set_count(counted)

    def _more(self, offset: int) -> Sequence[PersonLine]:
        return lines(self.context.workspace, self._people.order[offset : offset + LINES])

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.table.set_columns(columns(self.language, key))
        self.table.set_sorted(key, descending=descending)
        self._read_list()

    def _to_search(self) -> None:
        if self._left.currentWidget() is not self._register:
            self._show_register()
        self._wants_focus = False
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _escape(self) -> None:
        if self._left.currentWidget() is self.editor:
            self.editor.finish()
        elif self.giving.is_open:
            self.giving.close_it()
        elif self.panel.view.forget.is_open:
            self.panel.view.forget.close_form()
        elif not self.filters.is_empty:
            self.filters.clear()

    # ---- the card ----

    def _choose(self, line: PersonLine | None) -> None:
        if line is None or self._is_filling or line.id == self._wanted_person:
            return
        self.leave()
        self._wanted_person = line.id
        self.panel.show_person(line.id)

    def _card_read(self, card: PersonCard | None) -> None:
        if card is not None and self.editor.person == card.person.id:
            self.editor.follow(card.person)

    @property
    def _is_writing_new(self) -> bool:
        return self._left.currentWidget() is self.editor and self.editor.is_new

    def _new_one_kept(self, person: bytes) -> None:
        self._wanted_person = person
        self.panel.show_person(person)

    # ---- writing ----

    def add_person(self) -> None:
        """Write a new person down, in the place of the list."""
        self._wanted_person = b""
        self.panel.show_nobody()
        self._edit(None)

    def edit_person(self) -> None:
        """Mend the chosen person."""
        if self.panel.card is not None:
            self._edit(self.panel.card)

    def _edit(self, card: PersonCard | None) -> None:
        self.body.setCurrentIndex(0)
        self._show_left(self.editor)
        self.editor.begin(card.person if card else None)
        self.header.set_title(self._heading())
        self.header.set_crumbs([(self.language.text("People"), self.editor.finish)])

    def _heading(self) -> str:
        text = self.language.text
        if self._left.currentWidget() is self.editor:
            card = self.panel.card
            return card.person.caption() if card else text("New person")
        if self._left.currentWidget() is self.report:
            return text("Import of people")
        return text("People")

    def _show_register(self) -> None:
        if self._left.currentWidget() is self.editor and self.editor.person:
            self.editor.leave()
            self._wanted_person = self._wanted_person or self.editor.person
        self._show_left(self._register)
        self.header.set_crumbs([])
        self.header.set_title(self._heading())
        self._wants_focus = True
        self.refresh()

    def _show_left(self, part: QWidget) -> None:
        # the keyboard may fall onto the list in between: nobody is chosen by that
        self._is_filling = True
        self._left.setCurrentWidget(part)
        self._is_filling = False
        is_register = part is self._register
        self.hint_line.setVisible(is_register)
        self.add.setVisible(is_register)
        self.importer.setVisible(is_register)
        self.panel.view.set_editing(part is self.editor)
        self._show_count()
        self._fit_panel()

    def remove_person(self, line: PersonLine) -> None:
        """Take a person off the register; one key brings her back."""
        name = line.full_name
        self.context.do(
            actions.remove_person,
            line.id,
            on_done=lambda _: self.context.toast_undo(
                self.language.text("{name} was taken off the register", name=name)
            ),
            on_error=lambda error: self.context.toast(self.language.error(error), "warn"),
        )

    # ---- lists in and out ----

    def import_list(self) -> None:
        """Take in a list from Excel."""
        self._files.take_in()

    def export_list(self) -> None:
        """Ask how what is seen goes into a sheet: with names for a reason, or without."""
        self._show_register()
        self.giving.open_it()

    def _give_out(self, _: bool, reason: str) -> None:
        self._files.give_out(self._people.order, reason)

    def _show_report(self, answer: Imported | AppError) -> None:
        self.body.setCurrentIndex(0)
        self._show_left(self.report)
        self.report.show_answer(answer, self.language)
        self.header.set_title(self._heading())
        self.header.set_crumbs([(self.language.text("People"), self._show_register)])
        if isinstance(answer, Imported):
            self.refresh()

    # ---- width ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panel()

    def _fit_panel(self) -> None:
        width = self.window().width()
        is_narrow = width < _NARROW_WINDOW
        wide = FULL if width >= _FULL_WINDOW else MIDDLE
        self.panel.setFixedWidth(NARROW if is_narrow else wide)
        is_register = self._left.currentWidget() is self._register
        is_report = self._left.currentWidget() is self.report
        self.panel.setVisible(not is_report and (is_register or not is_narrow))
