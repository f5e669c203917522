"""One quiet line at a record: who has it. A press says when, by which package, and what waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.language import Language
from app.storage.questions.receipts import OUT, PARTLY, WAITING, WHOLE, Arrival
from app.ui.kit import Facts, Icon, IconButton, LinkButton, Row, Stack, Text
from app.ui.kit.layout import empty
from app.ui.words import places_said

_ICONS = {
    WHOLE: ("circle-check", "ok"),
    PARTLY: ("circle-dot", "warn"),
    OUT: ("undo-2", "warn"),
    WAITING: ("clock", "text2"),
}
_ORDER = (OUT, PARTLY, WHOLE, WAITING)
"""What is said when several received: what needs a look first."""


class ReceiptLine(Stack):
    """Hidden while there is nothing to say; `settle_asked` leads to what stands against another."""

    settle_asked = Signal()

    def __init__(self) -> None:
        self._icon = Icon("", 16)
        self._said = Text("", "second", wrap=True, colour="text")
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.more = IconButton("chevron-down")
        self._details = Stack(gap=10)
        self.settle = LinkButton(icon="split")
        self._arrivals: list[Arrival] = []
        self._language: Language | None = None
        super().__init__(gap=6)
        head = Row(self._icon, self._said, self.more, gap=8)
        self.add(head, self._details, Row(self.settle, None))
        self.more.clicked.connect(lambda: self._open(is_open=self._details.isHidden()))
        self.settle.clicked.connect(self.settle_asked)
        self._open(is_open=False)
        self.hide()

    def show_arrivals(self, arrivals: Sequence[Arrival], language: Language) -> None:
        """Say who has the record; the details close when it is another's."""
        is_same = list(arrivals) == self._arrivals
        self._arrivals, self._language = list(arrivals), language
        self.setVisible(bool(arrivals))
        if not arrivals:
            return
        icon, colour = _mark(arrivals)
        self._icon.set_icon(icon, colour)
        self._said.setText(brief(arrivals, language))
        self.settle.setText(language.text("Look at the different values"))
        self._fill_details(language)
        self._open(is_open=is_same and not self._details.isHidden())

    def said(self) -> str:
        """What the line says."""
        return self._said.text()

    def _fill_details(self, language: Language) -> None:
        empty(self._details.box)
        for one in self._arrivals:
            facts = Facts()
            facts.set_facts(details(one, language))
            self._details.add(facts)

    def _open(self, *, is_open: bool) -> None:
        self._details.setVisible(is_open)
        waits = any(one.conflicts for one in self._arrivals)
        self.settle.setVisible(is_open and waits)
        if self._language is not None:
            text = self._language.text
            self.more.set_name(
                text("Less of the receipt") if is_open else text("More of the receipt")
            )


def _mark(arrivals: Sequence[Arrival]) -> tuple[str, str]:
    if any(one.quarantined for one in arrivals):
        return "file-warning", "warn"
    if any(one.conflicts for one in arrivals):
        return "split", "warn"
    return _ICONS[_first(arrivals).state]


def _first(arrivals: Sequence[Arrival]) -> Arrival:
    return min(arrivals, key=lambda one: _ORDER.index(one.state))


def brief(arrivals: Sequence[Arrival], language: Language) -> str:
    """All of it in one line: what waits there, else how the record is there."""
    quarantined = sum(len(one.quarantined) for one in arrivals)
    if quarantined:
        return language.plural(
            "{n} change could not be read there", "{n} changes could not be read there", quarantined
        )
    conflicts = sum(len(one.conflicts) for one in arrivals)
    if conflicts:
        return language.plural(
            "{n} field stands against another value there",
            "{n} fields stand against other values there",
            conflicts,
        )
    first = _first(arrivals)
    there = [one for one in arrivals if one.state == WHOLE]
    if first.state == WHOLE and len(there) > 1:
        return language.plural(
            "{n} colleague has received it", "{n} colleagues have received it", len(there)
        )
    return _state(first, language)


def _state(one: Arrival, language: Language) -> str:
    text, name = language.text, one.receiver or "–"
    day = language.day(one.received_at.date()) if one.received_at else ""
    if one.state == OUT:
        return text("{name} took it out again", name=name)
    if one.state == PARTLY:
        return text("{name} has it as it was before", name=name)
    if one.state == WAITING:
        return text("Given to {name}, no receipt yet", name=name)
    if day:
        return text("{name} received it on {day}", name=name, day=day)
    return text("{name} has received it", name=name)


def details(one: Arrival, language: Language) -> list[tuple[str, str]]:
    """Who, how, when, in what package, and what waits there, for pairs of label and value."""
    text = language.text
    how = {
        WHOLE: text("as it is here"),
        PARTLY: text("as it was before"),
        OUT: text("taken out again"),
        WAITING: text("no receipt yet"),
    }
    return [
        (text("Received by") if one.state != WAITING else text("Given to"), one.receiver or "–"),
        (text("How it is there"), how[one.state]),
        (text("Taken in"), language.moment(one.received_at) if one.received_at else ""),
        (text("Package"), "" if one.number is None else text("No. {n}", n=one.number)),
        (text("Different values"), places_said(one.conflicts, language)),
        (text("In quarantine"), places_said(one.quarantined, language)),
    ]
