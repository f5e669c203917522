"""Two entries of the register beside each other, and the one that would stay."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.language import mark
from app.model import Person
from app.model.kinds import Choice as ChoiceKind
from app.model.kinds import Choices, Territory
from app.storage.questions.pairs import Entry, SideBySide
from app.ui.context import Context
from app.ui.inbox.choices import (
    BOTH,
    EQUAL,
    FIRST,
    SECOND,
    Choice,
    choices_of,
    differing,
)
from app.ui.inbox.comparison import Comparison, ComparisonRow
from app.ui.kit import Chip, Flow, Icon, Row, Stack, Text
from app.ui.kit.layout import empty
from app.ui.people.words import masked, place_label, word, words

_SURE = 0.8
_SOURCES = (FIRST, SECOND, BOTH)


class SideBySideView(Stack):
    """Title and score, reasons for and against, the table, and that nothing is lost."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.pair: SideBySide | None = None
        self.choices: list[Choice] = []
        self._at, self._of = 0, 0
        self._title = Text("", "title")
        self._score = Chip("", "new")
        self._place = Text("", "caption")
        self._reasons = QWidget()
        self._reasons.setProperty("ground", "none")
        self._flow = Flow(gap=14)
        self._reasons.setLayout(self._flow)
        self.table = Comparison()
        self.table.chosen.connect(self._pressed)
        self._note = Text("", "caption", wrap=True)
        head = Row(self._title, self._score, None, self._place, gap=10)
        foot = Row(Icon("info", 16), self._note, gap=8)
        foot.box.setStretch(1, 1)
        super().__init__(
            head, self._reasons, self.table, foot, None, gap=12, margins=(20, 16, 20, 12)
        )

    def show_pair(self, pair: SideBySide, at: int, of: int) -> None:
        """Show two entries; choices made before for the same values are kept."""
        known = {(one.name, one.a, one.b): one.source for one in self.choices}
        is_same = self.pair is not None and _ids(self.pair) == _ids(pair)
        self.pair, self._at, self._of = pair, at, of
        self.choices = choices_of(pair)
        if is_same:
            for choice in self.choices:
                choice.source = known.get((choice.name, choice.a, choice.b), choice.source)
        self.retranslate()

    def values(self) -> dict[str, Any]:
        """The values that were chosen for the one who stays."""
        return {choice.name: choice.value for choice in self.choices}

    def focus_first(self) -> None:
        """Let the keyboard choose values."""
        cells = [cell for row in self.table.rows for cell in row.cells if cell.isEnabled()]
        if cells:
            cells[0].setFocus(Qt.FocusReason.TabFocusReason)

    # ---- saying ----

    def retranslate(self) -> None:
        """Say everything in the present language."""
        if self.pair is None:
            return
        language = self._context.language
        text, likeness = language.text, self.pair.likeness
        is_sure = likeness.score >= _SURE
        self._title.setText(text("Probably one person") if is_sure else text("Perhaps one person"))
        self._score.set_text(language.percent(round(likeness.score * 100), 100))
        self._place.setText(text("{number} of {all}", number=self._at, all=self._of))
        self._note.setText(
            text("Nothing is lost: both entries stay in the history, and it can be undone later.")
        )
        self._say_reasons()
        self.table.set_heads(
            [
                self._head(text("A"), self.pair.a),
                self._head(text("B"), self.pair.b),
                (text("Stays"), text("press a value at the left")),
            ]
        )
        self._say_rows()

    def _say_reasons(self) -> None:
        empty(self._flow)
        if self.pair is None:
            return
        for said, is_for in self.pair.likeness.reasons:
            icon = Icon("check" if is_for else "x", 14, "ok" if is_for else "text2")
            self._flow.addWidget(
                Row(icon, Text(self._context.language.text(said), "second"), gap=6)
            )
        self._reasons.updateGeometry()

    def _head(self, letter: str, entry: Entry) -> tuple[str, str]:
        language = self._context.language
        if entry.package is None:
            title = language.text("{letter} · your notebook", letter=letter)
        else:
            title = language.text(
                "{letter} · package No. {number}", letter=letter, number=entry.package
            )
        parts = (entry.who, language.day(entry.at.date()))
        return title, " · ".join(part for part in parts if part)

    def _say_rows(self) -> None:
        if self.pair is None:
            return
        rows = self.table.set_lines(len(self.choices) + 2)
        for row, choice in zip(rows, self.choices, strict=False):
            self._say_choice(row, choice)
        a, b = self.pair.a, self.pair.b
        consents = [self._consent(entry) for entry in (a, b)]
        both = ", ".join(dict.fromkeys(said for said in consents if said))
        self._say_facts(rows[-2], mark("Consent"), consents[0], consents[1], both)
        events = [self._events(number) for number in (a.events, b.events, a.events | b.events)]
        self._say_facts(rows[-1], mark("Took part"), events[0], events[1], events[2])

    def _say_choice(self, row: ComparisonRow, choice: Choice) -> None:
        language = self._context.language
        label = language.text(Person.kinds()[choice.name].label)
        row.label.setText(label)
        a, b, stays = (
            self._said(choice.name, value) for value in (choice.a, choice.b, choice.value)
        )
        missing = language.text("not given")
        is_open = choice.source != EQUAL
        for cell, said, other, source in (
            (row.a, a, b, FIRST),
            (row.b, b, a, SECOND),
        ):
            runs = differing(said, other, is_whole=choice.name == "phone")
            whole = source == FIRST and len(runs) == 1 and runs[0][1]
            cell.show_value(
                [(said, False)] if whole else runs, missing, f"{label}: {said or missing}"
            )
            cell.let_choose(is_open)
            cell.setChecked(is_open and choice.source in (source, BOTH))
        row.stays.show_value([(stays, False)] if stays else [], missing, f"{label}: {stays}")
        row.stays.show_origin(self._origin(choice.source))
        row.stays.let_choose(is_open and choice.can_be_both)

    def _said(self, name: str, value: Any) -> str:
        """A value in words."""
        language, kind = self._context.language, Person.kinds()[name]
        if name == "phone":
            return ", ".join(masked(part) for part in str(value).split(",") if part.strip())
        if isinstance(kind, Choices):
            return words(language, kind.enumeration, value)
        if isinstance(kind, ChoiceKind):
            return word(language, kind.enumeration, value)
        if isinstance(kind, Territory) and value and self.pair:
            for entry in (self.pair.a, self.pair.b):
                if entry.place and entry.place.territory.code == value:
                    place = entry.place.territory
                    return place_label(language, (place.name_ky, place.name_ru, place.name_en))
        return " ".join(str(value).split()) if value not in (None, ()) else ""

    def _origin(self, source: str) -> str:
        a, b = self._context.language.text("A"), self._context.language.text("B")
        return {EQUAL: "=", FIRST: a, SECOND: b, BOTH: f"{a} + {b}"}[source]

    def _consent(self, entry: Entry) -> str:
        language, consent = self._context.language, entry.consent
        if consent is None:
            return ""
        if consent.withdrawn_on:
            return language.text("taken back")
        form = word(language, "consent_form", consent.form)
        return ", ".join(part for part in (language.day(consent.given_on), form) if part)

    def _events(self, events: frozenset[bytes]) -> str:
        plural = self._context.language.plural
        return plural("{n} event", "{n} events", len(events)) if events else ""

    def _say_facts(self, row: ComparisonRow, label: str, a: str, b: str, stays: str) -> None:
        """A line of what hangs on both: the one who stays has it all."""
        language = self._context.language
        row.label.setText(language.text(label))
        missing = language.text("none")
        for cell, said in zip(row.cells, (a, b, stays), strict=True):
            cell.show_value([(said, False)] if said else [], missing, said or missing)
            cell.let_choose(False)
        sources = [source for said, source in ((a, FIRST), (b, SECOND)) if said]
        if sources:
            row.stays.show_origin(self._origin(BOTH if len(sources) == 2 else sources[0]))

    # ---- choosing ----

    def _pressed(self, line: int, column: int) -> None:
        if line >= len(self.choices):
            return
        choice = self.choices[line]
        choice.choose(_SOURCES[column])
        self._say_choice(self.table.rows[line], choice)


def _ids(pair: SideBySide) -> tuple[bytes, bytes]:
    return pair.a.person.id, pair.b.person.id
