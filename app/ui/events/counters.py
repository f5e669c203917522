"""The live figures beside the sheet: how many, women and men, who is new, who is in the room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import Language
from app.model.quota import Balance, basic_rule
from app.storage.questions.attendance import SETTLED, Moment, Sheet
from app.ui.events.moments import moment_spoken
from app.ui.kit import (
    BalanceBar,
    BalanceLegend,
    Banner,
    Figure,
    Icon,
    IconButton,
    Line,
    LinkButton,
    Row,
    SidePanel,
    Swatch,
    Text,
)


@dataclass(frozen=True)
class Figures:
    """What is counted on a sheet at one moment."""

    total: int
    planned: int | None
    balance: Balance
    new: int
    no_consent: int
    in_room: int
    headcount: int


def figures(sheet: Sheet, moment: Moment | None) -> Figures:
    """Count a sheet."""
    return Figures(
        total=len(sheet.rows),
        planned=sheet.event.planned_count,
        balance=sheet.balance(),
        new=sum(row.is_new for row in sheet.rows),
        no_consent=sum(row.consent not in SETTLED for row in sheet.rows),
        in_room=sheet.present(moment) if moment else 0,
        headcount=sheet.headcount,
    )


def cure_title(language: Language, balance: Balance) -> str:
    """Which sex is under the mark."""
    if balance.missing_sex == "f":
        return language.text("Women: less than {percent} %", percent=basic_rule().least)
    return language.text("Men: less than {percent} %", percent=basic_rule().least)


def cure(language: Language, balance: Balance) -> str:
    """What would mend the balance; and that nothing is blocked."""
    more = balance.how_many_more
    share = language.percent(balance.missing_count + more, balance.known + more)
    if balance.missing_sex == "f":
        return language.plural(
            "With {n} more woman the share is {share}. Registration goes on.",
            "With {n} more women the share is {share}. Registration goes on.",
            more,
            share=share,
        )
    return language.plural(
        "With {n} more man the share is {share}. Registration goes on.",
        "With {n} more men the share is {share}. Registration goes on.",
        more,
        share=share,
    )


def short_cure(language: Language, balance: Balance) -> str:
    """The same in a few words, for the line of a narrow window."""
    if balance.missing_sex == "f":
        return language.plural(
            "{n} more woman needed", "{n} more women needed", balance.how_many_more
        )
    return language.plural("{n} more man needed", "{n} more men needed", balance.how_many_more)


class CountersPanel(SidePanel):
    """The column at the right of the sheet."""

    count_asked = Signal()
    """People are to be counted without a list."""

    def __init__(self, language: Language) -> None:
        super().__init__(250, gap=8)
        self._language = language
        self._total = Figure()
        self._heading = Text("", "strong", colour="text2")
        self._bar = BalanceBar()
        self._legend = BalanceLegend(language)
        self._warning = Banner("warn")
        self._facts = _Facts()
        self._room_heading = Text("", "strong", wrap=True, colour="text2")
        self._room = Figure()
        self._count = LinkButton()
        self._count.clicked.connect(self.count_asked)
        self._figures: Figures | None = None
        self._moment: Moment | None = None
        self.add(self._total, 2, Line(), 4, self._heading, self._bar, self._legend, self._warning)
        self.add(4, Line(), 4, self._facts, 4, Line(), 4, self._room_heading, self._room)
        self.add(4, Line(), Row(self._count, None), None)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        self._legend.retranslate(language)
        if self._figures is not None:
            self.show_figures(self._figures, self._moment)

    def show_figures(self, figures: Figures, moment: Moment | None) -> None:
        """Show what was counted."""
        self._figures, self._moment = figures, moment
        said, balance = self._language, figures.balance
        words = said.plural("participant", "participants", figures.total)
        planned = said.text("{n} planned", n=figures.planned) if figures.planned else ""
        self._total.set_figure(said.number(figures.total), words, planned)
        self._heading.setText(said.text("Women and men"))
        for part in (self._bar, self._legend):
            part.set_counts(balance.women, balance.men, balance.unknown)
        self._warning.setVisible(not balance.is_met)
        if not balance.is_met:
            self._warning.set_content(cure_title(said, balance), cure(said, balance))
        self._facts.show_figures(said, figures)
        self._show_room(figures, moment)
        count = said.text("Without a list: {n}", n=said.number(figures.headcount))
        self._count.setText(count if figures.headcount else said.text("Count without a list…"))

    def _show_room(self, figures: Figures, moment: Moment | None) -> None:
        said = self._language
        for part in (self._room_heading, self._room):
            part.setVisible(moment is not None)
        if moment is not None:
            when = moment_spoken(said, moment)
            self._room_heading.setText(said.text("In the room: {when}", when=when))
            of = said.plural("of {n}", "of {n}", figures.total)
            self._room.set_figure(said.number(figures.in_room), of)


class _Facts(QWidget):
    """Known before, new, without consent: words left, numbers right."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self._words = [Text("", "second", colour="text") for _ in range(3)]
        self._numbers = [Text("", "subsection") for _ in range(3)]
        self._shield = Icon("shield-x", 16, "warn")
        for line in range(3):
            grid.addWidget(self._words[line], line, 0)
            grid.addWidget(self._numbers[line], line, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._shield, 2, 1)

    def show_figures(self, language: Language, figures: Figures) -> None:
        """Show what was counted."""
        words = (
            language.text("Known before"),
            language.text("New"),
            language.text("Without consent"),
        )
        numbers = (figures.total - figures.new, figures.new, figures.no_consent)
        for at in range(3):
            self._words[at].setText(words[at])
            self._numbers[at].setText(language.number(numbers[at]))
        self._shield.setVisible(bool(figures.no_consent))
        self._numbers[2].set_colour("warn" if figures.no_consent else "")


class CountersLine(QWidget):
    """The same figures in one line above the sheet, for narrow windows."""

    count_asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._total = Text("", "title")
        self._words = Text("", "second")
        self._women, self._men = Text("", "name"), Text("", "name")
        self._women_word, self._men_word = Text("", "second"), Text("", "second")
        self._bar = BalanceBar()
        self._bar.setMinimumWidth(100)
        self._bar.setMaximumWidth(200)
        self._icon = Icon("triangle-alert", 16, "warn")
        self._count = IconButton("users")
        self._count.clicked.connect(self.count_asked)
        self._cure = Text("", "second", colour="warn")
        row = Row(
            self._total, self._words, 8, Swatch("women"), self._women, self._women_word, 4, gap=6
        )
        row.add(
            Swatch("men"), self._men, self._men_word, 8, self._bar, 8, self._icon, self._cure, None
        )
        row.add(self._count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(row)
        self._figures: Figures | None = None

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        self._count.set_name(language.text("Count without a list…"))
        if self._figures is not None:
            self.show_figures(self._figures)

    def show_figures(self, figures: Figures) -> None:
        """Show what was counted."""
        self._figures = figures
        said, balance = self._language, figures.balance
        self._total.setText(said.number(figures.total))
        self._words.setText(said.plural("participant", "participants", figures.total))
        self._women.setText(said.number(balance.women))
        self._men.setText(said.number(balance.men))
        self._women_word.setText(said.plural("woman", "women", balance.women))
        self._men_word.setText(said.plural("man", "men", balance.men))
        self._bar.set_counts(balance.women, balance.men, balance.unknown)
        self._icon.setVisible(not balance.is_met)
        self._cure.setText("" if balance.is_met else short_cure(said, balance))
