"""The working group of a plan: who, in which role, and whether women and men are both in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions.plans import add_member
from app.actions.records import delete, save
from app.storage.questions.events import Part
from app.storage.questions.plans import PlanPerson
from app.ui.context import Context
from app.ui.events.parts import PartsEditor
from app.ui.kit import Hint, Scroller, Stack, Text
from app.ui.plans.tab import PlanTab
from app.ui.sources import record_finder
from app.ui.trail import Place
from app.ui.typed_line import TypedLine

_LEAST, _MOST = 0.3, 0.7


class GroupTab(PlanTab):
    """A few letters find a person, Ctrl Enter makes a new one; the share of women stands above."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.balance = Text("", "second", wrap=True)
        self.members = PartsEditor(
            self.language, "plan_member_role", "member", record_finder(context, "person")
        )
        self.typed = TypedLine(context, self.members.search, _way_to)
        self.members.added.connect(self._add)
        self.members.role_changed.connect(self._change_role)
        self.members.removed.connect(self._remove)
        column = Stack(self.balance, self.members, None, gap=10, margins=(24, 14, 24, 16))
        self.assemble(body=Scroller(column))
        self._say_the_rest()

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.members.retranslate(self.language, say("Add a person: a few letters of the name"))

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def hints(self) -> list[Hint]:
        return [Hint("Ctrl Enter", self.language.text("add a new person"))]

    def began(self) -> None:
        if self.page is not None:
            self.typed.turn_to(self.page.plan.id)

    def refresh(self) -> None:
        if self.page is not None:
            self.members.show_parts([_part(one) for one in self.page.members])
            self._show_balance()

    def _show_balance(self) -> None:
        members = self.page.members if self.page else ()
        women = sum(one.sex == "f" for one in members)
        known = women + sum(one.sex == "m" for one in members)
        is_broken = bool(known) and not _LEAST <= women / known <= _MOST
        self.balance.setText(self._balance_words(len(members), women, known, broken=is_broken))
        self.balance.set_colour("warn" if is_broken else "text2")

    def _balance_words(self, count: int, women: int, known: int, *, broken: bool) -> str:
        language = self.language
        if not count:
            return language.text("Nobody is in the working group yet.")
        people = language.plural("{n} person", "{n} people", count)
        share = language.text("women {share}", share=language.percent(women, known))
        unknown = count - known
        lacking = language.text("sex not known: {n}", n=unknown)
        rule = language.text("Either sex: at least 30 %, at most 70 %")
        parts = (people, share if known else "", lacking if unknown else "", rule if broken else "")
        return " · ".join(part for part in parts if part)

    def first(self) -> QWidget | None:
        return self.members.search

    def _add(self, found: bytes | str, role: str) -> None:
        if self.page is not None:
            name = found if isinstance(found, str) else ""
            self.typed.write(name, add_member, self.page.plan.id, found, role)

    def _change_role(self, part: Part, role: str) -> None:
        self.context.do(save, "plan_member", part.id, {"role": role})

    def _remove(self, part: Part) -> None:
        said = self.language.text("“{title}” is deleted", title=part.name)
        undo = partial(self.context.toast_undo, said)
        self.context.do(delete, "plan_member", part.id, on_done=lambda _: undo())


def _way_to(plan: bytes) -> Place:
    return Place("plans", {"plan": plan, "tab": "group"})


def _part(one: PlanPerson) -> Part:
    return Part(one.id, one.person, one.name, one.role or "member", one.position, 0)
