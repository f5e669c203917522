"""The tab of quotas: groups weighed by the rules of shares; it warns and never blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.language import mark
from app.model import ENUMERATIONS
from app.model.quota import Judgement
from app.reports.quota import KINDS, STATES, cure, of_known
from app.storage import Workspace
from app.storage.questions.quota import Outlook, QuotaFilter, QuotaLine, outlook, quota_table
from app.ui.context import Context
from app.ui.kit import (
    Banner,
    Cell,
    CheckField,
    Column,
    FilterChoice,
    Hint,
    Row,
    Stack,
    Text,
    WrappedTable,
)
from app.ui.record_places import place_of
from app.ui.statistics.tab import FilteredTab
from app.ui.words import term

_ICONS = {"met": "circle-check", "not_met": "triangle-alert", "unknown": "circle-dashed"}
_INKS = {"met": "ok", "not_met": "warn", "unknown": "text2"}
_WHO = {"f": mark("women"), "m": mark("men")}
_UNKNOWN_FROM = 620


@dataclass(frozen=True)
class Weighed:
    """All groups weighed, and what the coming events must bring."""

    lines: tuple[QuotaLine, ...]
    outlook: Outlook
    until: date


def weigh(ws: Workspace, wanted: QuotaFilter, today: date) -> Weighed:
    """Weigh all groups; the forecast looks to the end of the year."""
    until = date(today.year, 12, 31)
    return Weighed(tuple(quota_table(ws, wanted)), outlook(ws, wanted, today, until), until)


class QuotasTab(FilteredTab):
    """Every group by every rule that holds for it; what does not keep its rule comes first."""

    mine = frozenset(
        {"event", "registration", "attendance", "person", "plan_member", "action_plan", "body"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._weighed: Weighed | None = None
        self.group = FilterChoice()
        self.filters.add(self.group)
        self.optional = CheckField()
        self.optional.committed.connect(lambda _: self.read())
        self.forecast = Banner("info")
        self.forecast.hide()
        self.counts = Text("", "second", wrap=True)
        self.table = WrappedTable(row_height=52)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(self._open)
        head = Stack(self.filters, Row(self.optional, None), self.forecast, self.counts, gap=6)
        body = Stack(head, gap=8, margins=(24, 8, 20, 0))
        body.box.addWidget(self.table, 1)
        self.assemble(body=body)
        self.setFocusProxy(self.table)
        self._say_words()

    def _say_words(self) -> None:
        say = self.language.text
        groups = [
            (one.code, self.language.label(one.labels))
            for one in ENUMERATIONS["weighed_group"].values()
        ]
        self.group.set_options(groups, say("All groups"))
        self.group.set_name(say("What is weighed"))
        self.optional.set_text(say("Voluntary rules too"))
        self.table.set_name(say("Quotas"))
        self.table.set_columns(
            [
                Column("group", say("Group and rule")),
                Column("share", say("Share"), 84, "right"),
                Column("n", say("n of N"), 120, "right"),
                Column("unknown", say("Not known"), 116, "right", from_width=_UNKNOWN_FROM),
                Column("state", say("State"), 210),
            ]
        )
        self._show()

    def retranslate(self) -> None:
        super().retranslate()
        self._say_words()

    def go_to(self, **place: object) -> None:
        if "group" in place:
            self.filters.choose_further(self.group, place["group"])

    def hints(self) -> list[Hint]:
        return [Hint("Enter", self.language.text("open"))]

    def read(self) -> None:
        wanted = QuotaFilter(
            **vars(self.filters.wanted()),
            optional=bool(self.optional.value()),
            group=str(self.group.value() or ""),
        )
        self.context.ask(weigh, wanted, date.today(), on_done=self._take, key="statistics.quotas")

    def _take(self, weighed: Weighed) -> None:
        self._weighed = weighed
        self.counted()
        self._show()

    # ---- showing ----

    def _show(self) -> None:
        weighed = self._weighed
        if weighed is None:
            return
        say = self.language.text
        self.table.set_rows(weighed.lines)
        if weighed.lines and self.table.selected() is None:
            self.table.selectRow(0)
        states = [line.judgement.state for line in weighed.lines]
        self.counts.setText(
            say(
                "Kept {met}, not kept {broken}, nobody known {unknown}. The rule warns and blocks "
                "nothing; the unknown are in no share.",
                met=states.count("met"),
                broken=states.count("not_met"),
                unknown=states.count("unknown"),
            )
            if states
            else say("Nobody is to be weighed in this period and territory.")
        )
        self._say_forecast(weighed)

    def _say_forecast(self, weighed: Weighed) -> None:
        language, say = self.language, self.language.text
        found, judged = weighed.outlook, weighed.outlook.judgement
        self.forecast.setVisible(bool(judged.known))
        title = say(
            "All different people at events: {n} of {known}, {share}",
            n=judged.n,
            known=judged.known,
            share=self._share(judged),
        )
        if judged.missing:
            title = f"{title} · {say(_WHO.get(judged.missing, ''))}"
        coming = found.forecast
        if coming is None:
            self.forecast.set_kind("ok")
            self.forecast.set_content(title, say("The 30 % rule is kept."))
            return
        self.forecast.set_kind("warn")
        values = {"day": weighed.until, "least": language.percent(judged.rule.least, 100)}
        people = {
            "f": language.plural("{n} woman", "{n} women", coming.needed),
            "m": language.plural("{n} man", "{n} men", coming.needed),
        }[coming.missing]
        if not coming.events:
            text = say(
                "To reach {least} by {day}: {people}. No events are planned until then.",
                people=cure(language, judged),
                **values,
            )
        else:
            events = language.plural("{n} event", "{n} events", coming.events)
            text = say(
                "To reach {least} by {day}: {people} in all. Planned until then: {events}, "
                "so {each} at each.",
                people=people,
                events=events,
                each=coming.per_event,
                **values,
            )
            if not coming.is_reachable:
                text = f"{text} {say('So many do not fit into these events.')}"
        self.forecast.set_content(title, text)

    def _share(self, judged: Judgement) -> str:
        return self.language.percent(judged.n, judged.known) if judged.known else "–"

    def _cells(self, line: QuotaLine) -> list[Cell]:
        language, judged = self.language, line.judgement
        known = KINDS.get(line.kind)
        kind = language.text(known) if known else term(language, "body_kind", line.kind)
        facts = [kind, language.day(line.day), language.label(judged.rule.labels)]
        number = language.number
        ink = _INKS[judged.state]
        who = _WHO.get(judged.missing or "")
        return [
            Cell(
                line.title or language.text("No title"),
                sub=" · ".join(fact for fact in facts if fact),
                weight=500,
                is_wrapped=True,
            ),
            Cell(self._share(judged), weight=600),
            Cell(
                of_known(language, judged),
                sub=language.text(who) if who else "",
            ),
            Cell(number(judged.unknown) if judged.unknown else "–", colour="text2"),
            Cell(
                language.text(STATES[judged.state]),
                sub=cure(language, judged),
                icon=_ICONS[judged.state],
                icon_colour=ink,
                colour="text" if ink == "text2" else ink,
                size=13,
                weight=600,
                is_wrapped=True,
            ),
        ]

    def _open(self, line: QuotaLine) -> None:
        place = place_of(self.context.workspace, line.type_name, line.id)
        if place is not None:
            self.context.go(place[0], **place[1])
