"""Somebody new in one line: name, sex, year, village, organisation, consent; Enter adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.errors import Problem
from app.language import Language
from app.model.names import SplitName, split_name
from app.storage.questions.attendance import Alike, people_alike
from app.storage.questions.reference import territory as find_territory
from app.ui.context import Context
from app.ui.kit import (
    CheckField,
    ElidedText,
    Field,
    Icon,
    KeyCap,
    NumberField,
    PickField,
    PrimaryButton,
    Row,
    Segments,
    Text,
    TextField,
)
from app.ui.sources import workspace_sources

SEX_KEYS = dict.fromkeys("аАfFжЖaA", "f") | dict.fromkeys("эЭmMмМ", "m")
"""The first letter of the word in any of the languages, on any keyboard, chooses the sex."""
HOMES = frozenset(
    ("village", "aiyl_aimak", "urban_settlement", "raion_city", "oblast_city", "republic_city")
)
"""Levels of territory a person can be said to live in."""
_LOOK_MS = 250
_KEEP_MS = 700
_SIDE = 14
_HINTS_FROM = 780
"""In a narrower line the keys make room for what is said."""


class NewPersonLine(QFrame):
    """Keeps what is typed until the person is added, also when one goes back to the search."""

    add_asked = Signal(dict, bool)
    known_picked = Signal(object)
    closed = Signal()
    kept = Signal(bytes, dict)
    """An event and what is typed for it and not yet added, to be kept over a power cut."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("box", "info")
        self._context = context
        self._event = b""
        self._alike: Alike | None = None
        self._is_refused = False
        self.name = TextField()
        self.sex = Segments()
        self.year = NumberField(context.language, 0, 9999)
        self.place = PickField(context.language, workspace_sources(context).territories, "")
        self.work = TextField()
        self.consent = CheckField()
        self.add = PrimaryButton()
        self._icon = Icon(size=16)
        self._note = ElidedText("", "second")
        self._keys = [Text("", "caption"), Text("", "caption")]
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._keeper = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._was_kept = False
        self._lay_out()
        self._listen()
        self.consent.set_value(True)

    def _lay_out(self) -> None:
        self.year.setFixedWidth(64)
        for field, stretch in ((self.name, 21), (self.place, 15), (self.work, 19)):
            field.setMinimumWidth(stretch * 4)
        first = Row(self.name, self.sex, self.year, self.place, self.work, self.add)
        for at, stretch in ((0, 21), (3, 15), (4, 19)):
            first.box.setStretch(at, stretch)
        second = Row(self.consent, 8, self._icon, self._note, gap=6)
        second.box.setStretch(3, 1)
        self._hints = Row(KeyCap("Enter"), self._keys[0], 6, KeyCap("Esc"), self._keys[1], gap=6)
        second.add(self._hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        column.addWidget(first)
        column.addWidget(second)

    def _listen(self) -> None:
        self.add.clicked.connect(self._add)
        self.place.search.entered.connect(lambda _: self._add())
        self.place.search.ctrl_entered.connect(lambda _: self._take_known())
        self._timer.timeout.connect(self._look)
        self._keeper.timeout.connect(self._keep)
        for field in (self.name, self.year):
            field.edited.connect(lambda _: self._timer.start())
        for line in self._fields():
            line.edited.connect(lambda _, field=line: field.set_failed(False))
            line.edited.connect(lambda _: self._keeper.start())
            line.edited.connect(lambda _: self._mended())
        self.sex.chosen.connect(lambda _: self.sex.set_failed(False))

    def _mended(self) -> None:
        self._is_refused = False

    def _fields(self) -> tuple[Field, ...]:
        return self.name, self.year, self.place, self.work

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say = language.text
        for field, word in (
            (self.name, say("Surname, name, patronymic")),
            (self.year, say("Year")),
            (self.place, say("Village")),
            (self.work, say("Organisation, position")),
        ):
            field.set_placeholder(word)
            field.set_name(word)
        self.year.set_name(say("Birth year"))
        self._name_sexes(language)
        self.consent.set_text(say("Consent, on paper"))
        self.add.setText(say("Add"))
        self._keys[0].setText(say("to add"))
        self._keys[1].setText(say("to the search"))
        self._fit_work()
        self._show_alike(self._alike)

    def _name_sexes(self, language: Language) -> None:
        # Translators: a woman, in small letters; a button of the line for a new person
        woman = language.text_in("sex", "woman")
        # Translators: a man, in small letters; a button of the line for a new person
        self.sex.set_options([("f", woman), ("m", language.text_in("sex", "man"))])
        for segment in self.sex.segments():
            segment.installEventFilter(self)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """The words of the switch are made last, but stand second."""
        fields = (self.year, self.place, self.work, self.consent)
        stops = [self.name.line, *self.sex.segments(), *(field.editor() for field in fields)]
        for before, after in pairwise((*stops, self.add)):
            self.setTabOrder(before, after)

    def set_event(self, event: bytes) -> None:
        """Add people of another event."""
        self.leave()
        self._was_kept = False
        self._event = event
        self.clear()
        self.place.set_value(None)

    def set_home(self, territory: str | None) -> None:
        """Most people come from where the event is held; unless something else is written."""
        if self.place.value() is None:
            near = find_territory(self._context.workspace, territory)
            # an oblast says nothing of where its people live
            is_home = near is not None and near.level in HOMES
            self.place.set_value(territory if is_home else None)

    def begin(self, typed: str) -> None:
        """Start with what was typed in the search; the rest is as it was left."""
        if typed.strip():
            self.name.set_value(typed[:1].upper() + typed[1:])
            self._show_problems(())
        self.name.focus()
        self.name.editor().end(False)
        self._look()

    def clear(self) -> None:
        """Be ready for the next person; the village and the consent stay."""
        for field in (self.name, self.year, self.work):
            field.set_value(None)
        self.sex.set_value("")
        self.consent.set_value(True)
        self._show_problems(())
        self._show_alike(None)
        if self._was_kept or self._keeper.isActive():
            self._keep()
            self._was_kept = False

    def leave(self) -> None:
        """The page is being left: keep what is typed, ask nothing more."""
        self._timer.stop()
        if self._keeper.isActive():
            self._keep()

    # ---- what is typed and not yet added ----

    def is_empty(self) -> bool:
        """Whether nobody has been begun."""
        return not any(field.text() for field in (self.name, self.year, self.work))

    def _keep(self) -> None:
        self._keeper.stop()
        typed = {
            "name": self.name.text(),
            "sex": self.sex.value(),
            "year": self.year.text(),
            "place": str(self.place.value() or ""),
            "work": self.work.text(),
        }
        self._was_kept = True
        self.kept.emit(self._event, {} if self.is_empty() else typed)

    def bring_back(self, typed: Mapping[str, str]) -> None:
        """Show what had been typed before the program was ended."""
        self._was_kept = True
        for name, field in (
            ("name", self.name),
            ("year", self.year),
            ("place", self.place),
            ("work", self.work),
        ):
            field.set_value(typed.get(name) or None)
        self.sex.set_value(typed.get("sex", ""))
        self._say(self._context.language.text("Brought back: not added yet"), "history", "accent")

    def values(self) -> dict[str, object]:
        """What is known of the person, by the fields of the declaration."""
        surname, name, patronymic = self._split()
        work, _, position = self.work.text().rpartition(",")
        place = self.place.value()
        is_code = bool(place) and place != self.place.search.text()
        return {
            "surname": surname,
            "name": name,
            "patronymic": patronymic,
            "sex": self.sex.value() or None,
            "birth_year": self.year.value(),
            "territory": place if is_code else None,
            "village": "" if is_code else self.place.search.text(),
            "organisation": work if work.strip() else position,
            "position": position if work.strip() else "",
        }

    def _split(self) -> SplitName:
        """The parts of the name; who types in small letters gets the capitals she left out."""
        typed = self.name.text()
        capitals = sum(word[:1].isupper() for word in typed.split())
        return split_name(typed if capitals > 1 else typed.lower())

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong and go there."""
        self._show_problems(tuple(problems))

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        wrong = {problem.field: problem for problem in problems}
        for field, names in self._names_of().items():
            field.set_failed(bool(wrong.keys() & names))
        self.sex.set_failed("sex" in wrong)
        self._is_refused = bool(problems)
        if not problems:
            return
        self._say(self._context.language.error(problems[0]), "circle-alert", "bad")
        first = next((f for f, names in self._names_of().items() if wrong.keys() & names), None)
        if first is not None:
            first.focus()

    def _names_of(self) -> dict[Field, set[str]]:
        return {
            self.name: {"surname", "name", "patronymic"},
            self.year: {"birth_year"},
            self.place: {"territory", "village"},
            self.work: {"organisation", "position"},
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hints.setVisible(self.width() >= _HINTS_FROM)
        self._fit_work()

    def _fit_work(self) -> None:
        """Where there is no room for both words, the first is enough."""
        say = self._context.language.text
        whole = say("Organisation, position")
        room = self.work.width() - 2 * _SIDE
        is_wide = self.work.fontMetrics().horizontalAdvance(whole) < room
        self.work.set_placeholder(whole if is_wide else say("Organisation"))

    # ---- somebody of the same name ----

    def _look(self) -> None:
        surname, name, _ = self._split()
        year = self.year.value()
        self._context.ask(
            people_alike,
            surname,
            name,
            year if isinstance(year, int) and year > 999 else None,
            self._event,
            on_done=lambda found: self._show_alike(found[0] if found else None),
            key="attendance.alike",
        )

    def _show_alike(self, alike: Alike | None) -> None:
        self._alike = alike
        if self._is_refused:
            return  # what is wrong stays said until it is mended
        if alike is None:
            self._say("", "", "warn")
            return
        say = self._context.language.text
        who = f"{alike.name} ({alike.birth_year})" if alike.birth_year else alike.name
        if not alike.is_near:
            text = say("{name} is another person: the birth year differs", name=who)
        elif alike.is_listed:
            text = say("{name} is on the list already", name=who)
        else:
            text = say("{name} is in the register: Ctrl Enter takes that person", name=who)
        self._say(text, "triangle-alert" if alike.is_near else "info", "warn")

    def _say(self, text: str, icon: str, tone: str) -> None:
        self._note.setText(text)
        self._note.set_colour(tone)
        self._icon.set_icon(icon, tone)

    # ---- keys ----

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            sex = SEX_KEYS.get(event.text())
            if sex:
                self.sex.set_value(sex)
                self.sex.set_failed(False)
                self.year.focus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._take_known()
            else:
                self._add()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        self.add_asked.emit(self.values(), self.consent.value())

    def _take_known(self) -> None:
        if self._alike is not None and self._alike.is_near:
            self.known_picked.emit(self._alike)
