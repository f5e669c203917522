"""Whom a measure serves: so many of each group."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import mark
from app.model import Beneficiary
from app.storage.questions.following import MeasurePage
from app.ui.context import Context
from app.ui.kit import Cell, Column
from app.ui.plans.records_tab import RecordsTab
from app.ui.words import term


class BeneficiariesTab(RecordsTab):
    """A line for each group; the sum stands above, women apart."""

    record_type = Beneficiary
    parts = (
        ("", 2, ("number", "qualifier", "sex", "age_group")),
        ("", 1, ("social_status", "disability")),
    )
    begin_at = "number"
    add_word = mark("Add a group")
    heading = mark("A group of people")
    nothing = mark("Say whom the measure serves: how many women and men, of what age and state.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.side.add(None)

    def columns(self) -> list[Column]:
        say = self.language.text
        return [
            Column("who", say("Who")),
            Column("disability", say("Disability"), 200, from_width=640),
            Column("number", say("Number"), 140, "right"),
        ]

    def records(self, page: MeasurePage) -> Sequence[Beneficiary]:
        return page.beneficiaries

    def _cells(self, record: Beneficiary) -> list[Cell]:
        language = self.language
        who = [
            term(language, "sex", record.sex),
            term(language, "age_group", record.age_group),
        ]
        known = ", ".join(part for part in who if part) or language.text("Everybody")
        qualifier = ""
        if record.qualifier and record.qualifier != "exact":
            qualifier = term(language, "value_qualifier", record.qualifier)
        count = language.number(record.number)
        return [
            Cell(known, sub=term(language, "social_status", record.social_status)),
            Cell(term(language, "health_status", record.disability) or "–", size=13),
            Cell(" ".join(part for part in (qualifier, count) if part), weight=500),
        ]

    def said_of_all(self, page: MeasurePage) -> str:
        if not page.beneficiaries:
            return ""
        language = self.language
        whole = sum(one.number or 0 for one in page.beneficiaries)
        women = sum(one.number or 0 for one in page.beneficiaries if one.sex == "f")
        told = sum(one.number or 0 for one in page.beneficiaries if one.sex in ("f", "m"))
        people = language.plural("{n} person", "{n} people", whole)
        share = language.text("women {share}", share=language.percent(women, told)) if told else ""
        return " · ".join(part for part in (people, share) if part)
