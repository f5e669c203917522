"""The list of action plans: how far each is, begin one, draw one up like another, take one away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QSizePolicy

from app.actions.events import Made
from app.actions.plans import copy_plan, create_from_template, create_plan
from app.actions.records import delete
from app.language import mark
from app.model.templates import plan_templates
from app.storage.questions.plans import PlanFilter, PlanLine, PlanList, list_plans
from app.ui.context import Context
from app.ui.kit import (
    Cell,
    ChoiceField,
    Column,
    Hint,
    PlainButton,
    PrimaryButton,
    WrappedTable,
)
from app.ui.kit.chips import chip_width
from app.ui.list_page import save_table
from app.ui.measures import column_width, folded
from app.ui.plans.copying import CopyPanel
from app.ui.plans.words import PLAN_CHIPS, money
from app.ui.searched_list import SearchedList
from app.ui.words import said_plainly, term, terms

_WIDE, _MIDDLE, _NARROW = 1040, 860, 700
"""From so wide a table on: the money, the period, the state have columns of their own."""
_PATTERNS = "patterns"
_INKS = {"fact": "text2", "new": "accent", "ok": "ok"}


class PlansList(SearchedList):
    """All plans of the notebook; what is done, late and without money stands in each line."""

    mine = ("action_plan", "plan_measure", "territory")
    table_type = WrappedTable
    sorted_by = "title"
    descends = frozenset(("measures", "done", "late", "unfunded", "budget"))

    def __init__(self, context: Context) -> None:
        self.today: Callable[[], date] = date.today
        super().__init__(context, ("target", "plus", "copy"))
        self._answer = PlanList([], 0)
        self._make_header()
        self._make_filters()
        self._listen()
        self.lay_out(self.filters, self.copying)
        self._say_all()
        self._set_keys()

    # ---- making ----

    def _make_header(self) -> None:
        self.like_another = PlainButton(icon="copy")
        self.add = PrimaryButton(icon="plus")
        self.set_ways(self.like_another, self.add)
        self.like_another.clicked.connect(self.show_copying)
        self.add.clicked.connect(self.add_plan)
        self.copying = CopyPanel(self.context)
        self.copying.chosen.connect(self.copy)
        self.copying.template_chosen.connect(self.add_from_template)
        self.copying.closed.connect(self._hide_copying)
        self.copying.hide()

    def _make_filters(self) -> None:
        self.status = ChoiceField(empty="")
        self.level = ChoiceField(empty="")
        self.status.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.filters = self.filter_row(self.status, self.level)

    def _listen(self) -> None:
        self.table.row_opened.connect(lambda line: self.context.go("plans", plan=line.id))
        self.empty.primary_chosen.connect(self.add_plan)
        self.empty.other_chosen.connect(lambda: self.context.go("events"))

    def _set_keys(self) -> None:
        self.on_key("N", self.add_plan)
        self.on_key("C", self.show_copying)

    # ---- words ----

    def _say_all(self) -> None:
        self.say(self.header.set_title, mark("Plans of action"))
        self.say(self.add.setText, mark("New plan"))
        self.say(self.like_another.setText, mark("Like another plan"))
        self.say(self.search.set_placeholder, mark("Title, place or decision"))
        self.say(self.table.set_name, mark("Plans of action"))
        self._say_the_rest()

    def title(self) -> str:
        return self.language.text("Plans of action")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("open")),
            Hint("N", say("new plan")),
            Hint("C", say("like another")),
            Hint("/", say("find in the list")),
            Hint("Del", say("delete")),
            Hint("Ctrl E", say("what is seen, to Excel")),
        ]

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.copying.retranslate()
        patterns = (_PATTERNS, say("Patterns for plans"))
        self.status.set_options([*terms(self.language, "plan_status"), patterns], say("All plans"))
        self.level.set_options(terms(self.language, "plan_level"), say("All levels"))
        self.status.set_name(say("Status"))
        self.level.set_name(say("Level"))
        self.table.set_columns(self._columns())
        self.show_order()
        self.hint_line.set_hints(self.hints())
        self.empty.set_content(
            say("No action plans yet"),
            say("A plan gathers what a village or a city will do, who answers and who pays."),
            say("New plan"),
            say("From an event's group work"),
            say("or take a file from the territorial unit in:"),
            say("Exchange"),
        )

    def _columns(self) -> list[Column]:
        say = self.language.text

        def number(key: str, word: str, least: int, from_width: int = 0) -> Column:
            # long words over short numbers would leave the titles no room
            word = folded(word)
            width = column_width(word, least, sortable=True)
            return Column(key, word, width, "right", sortable=True, from_width=from_width)

        period = say("Period")
        states = (chip_width(word) for _, word in terms(self.language, "plan_status"))
        return [
            Column("title", say("Plan"), sortable=True),
            Column(
                "period",
                period,
                column_width(period, 92, sortable=True),
                sortable=True,
                from_width=_MIDDLE,
            ),
            Column("status", say("Status"), max(states) + 20, sortable=True, from_width=_NARROW),
            number("measures", say("Measures"), 64),
            number("done", say("Carried out"), 64),
            number("late", say("Overdue"), 64),
            number("unfunded", say("No money"), 64),
            number("budget", say("Budget, som"), 112, _WIDE),
        ]

    # ---- reading ----

    def open(self, **where: object) -> None:
        if where.pop("new", False):
            self.add_plan()
        text = where.pop("text", None)
        if isinstance(text, str):
            self.search.setText(text)
        super().open(**where)

    def refresh(self) -> None:
        self.context.ask(
            list_plans,
            self.filter(),
            self.today(),
            self.sort,
            descending=self.descending,
            on_done=self._show,
            key="plans.list",
        )

    def filter(self) -> PlanFilter:
        """What is asked for in the line of filters."""
        status = str(self.status.value() or "")
        is_pattern = status == _PATTERNS
        return PlanFilter(
            text=self.search.text(),
            status="" if is_pattern else status,
            level=str(self.level.value() or ""),
            templates=is_pattern,
        )

    def _show(self, answer: PlanList) -> None:
        self._answer = answer
        # where only patterns are asked for, none of them is no reason to begin anew
        total = answer.total or int(bool(self.status.value()))
        self.show_lines(answer.lines, total)
        self.header.set_count(self.language.number(answer.total) if answer.total else "")

    # ---- showing ----

    def _cells(self, line: PlanLine) -> list[Cell]:
        language = self.language
        status = term(language, "plan_status", line.status or "draft")
        granted = language.percent(line.granted, line.budget) if line.granted else ""
        return [
            Cell(
                line.title or language.text("No title"),
                sub=language.label(line.place),
                weight=500,
                is_wrapped=True,
                tip=line.title,
            ),
            Cell(_years(line), size=13, colour="text2", tip=self._period(line)),
            Cell("", chip=status, chip_kind=PLAN_CHIPS.get(line.status or "", "fact")),
            Cell(language.number(line.measures) if line.measures else "–"),
            Cell(language.number(line.done) if line.done else "–", colour=_ink(line.done, "ok")),
            self._warned(line.late, "bad", language.text("The deadline is over")),
            self._warned(line.unfunded, "warn", language.text("Nobody has granted the money")),
            Cell(
                money(language, line.budget),
                sub=language.text("{share} granted", share=granted) if granted else "",
            ),
        ]

    def _warned(self, count: int, colour: str, tip: str) -> Cell:
        if not count:
            return Cell("–", colour="text3")
        said = self.language.number(count)
        return Cell(
            said, icon="triangle-alert", icon_colour=colour, colour=colour, weight=600, tip=tip
        )

    def _period(self, line: PlanLine) -> str:
        return self.language.days(line.period_from, line.period_to)

    # ---- doing ----

    def show_copying(self) -> None:
        """Open the panel that asks which plan the new one shall be like."""
        self.copying.show()
        self.copying.focus()

    def _hide_copying(self) -> None:
        self.copying.hide()
        self.table.setFocus()

    def add_plan(self) -> None:
        """Begin a plan of this year and the next, and go where its title is written."""
        year = self.today().year
        values = {
            "title": self.language.text("New action plan"),
            "territory": self.context.workspace.profile.territory or None,
            "level": "local",
            "period_from": date(year, 1, 1),
            "period_to": date(year + 1, 12, 31),
        }
        self.context.do(create_plan, values, on_done=self._open_new)

    def copy(self, plan_id: bytes, title: str) -> None:
        """Draw up a plan with another's measures; of this year on, its days moved along."""
        self.copying.hide()
        values = {
            "title": self.language.text("{title} (copy)", title=title),
            "territory": self.context.workspace.profile.territory or None,
            "period_from": date(self.today().year, 1, 1),
        }
        self.context.do(
            copy_plan,
            plan_id,
            values,
            on_done=self._open_new,
            on_error=lambda error: self.context.toast(said_plainly(self.language, error), "warn"),
        )

    def add_from_template(self, code: str) -> None:
        """Begin a plan with the measures and indicators of a template."""
        self.copying.hide()
        values = {
            "territory": self.context.workspace.profile.territory or None,
            "period_from": date(self.today().year, 1, 1),
        }
        template = plan_templates()[code]
        self.context.do(
            create_from_template, template, self.language.code, values, on_done=self._open_new
        )

    def _open_new(self, made: Made) -> None:
        self.context.go("plans", plan=made.id, tab="about", is_new=True)

    def remove(self, line: PlanLine) -> None:
        """Delete a plan with all that is part of it; a toast leads back."""
        said = self.language.text("“{title}” is deleted", title=line.title)
        self.context.do(
            delete, "action_plan", line.id, on_done=lambda _: self.context.toast_undo(said)
        )

    def export(self) -> None:
        """Write the list as it is seen as a table Excel opens."""
        say = self.language.text
        head = [
            *(say(word) for word in (mark("Plan"), mark("Place"), mark("From"), mark("To"))),
            *(say(word) for word in (mark("Status"), mark("Measures"), mark("Carried out"))),
            *(say(word) for word in (mark("Overdue"), mark("No money"), mark("Budget, som"))),
        ]
        rows = [self._exported(line) for line in self._answer.lines]
        save_table(self.context, say("Plans of action"), head, rows)

    def _exported(self, line: PlanLine) -> list[str]:
        language = self.language
        return [
            line.title,
            language.label(line.place),
            language.day(line.period_from),
            language.day(line.period_to),
            term(language, "plan_status", line.status),
            *(str(count) for count in (line.measures, line.done, line.late, line.unfunded)),
            f"{line.budget:g}",
        ]


def _years(line: PlanLine) -> str:
    years = sorted({day.year for day in (line.period_from, line.period_to) if day})
    return "–".join(str(year) for year in years)


def _ink(count: int, colour: str) -> str:
    return colour if count else "text3"
