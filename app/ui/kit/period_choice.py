"""A period: one people speak of, or between two days that stand beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QSizePolicy

from app.language import Language, mark
from app.model.periods import PERIODS, days_of, named
from app.ui.kit.filter_choice import FilterChoice
from app.ui.kit.layout import Row
from app.ui.kit.text import Text
from app.ui.kit.text_fields import DayField

OWN = "own"
_OWN_WORD = mark("Between two days…")
_DAY_WIDTH = 112
Days = tuple[date | None, date | None]


class PeriodChoice(FilterChoice):
    """The list of periods. Its value is the code of one, `OWN`, or None for any time.

    The two days of one's own stand in `between`, which whoever shows the list puts beside it; or
    they are the fields of a form, which then always show the days. Days that cannot be meant are
    said beside them and not asked for: until they are mended, the last ones that could be count.
    """

    _is_made = False

    def __init__(self, language: Language, fields: tuple[DayField, DayField] | None = None) -> None:
        super().__init__()
        self._language = language
        self._meant: Days = (None, None)
        self._is_lent = fields is not None
        self.since, self.until = fields or (DayField(language), DayField(language))
        self.wrong = Text("", "caption", colour="bad")
        self.between = Row(gap=4)
        if not self._is_lent:
            self.between.add(self.since, Text("–", "second"), self.until, self.wrong)
            self.between.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for day in (self.since, self.until):
            day.committed.connect(lambda _: self._days_chosen())
            if not self._is_lent:
                day.setFixedWidth(_DAY_WIDTH)
        self._is_made = True
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say, self._language = language.text, language
        options = [(code, say(word)) for code, word in PERIODS.items()]
        self.set_options([*options, (OWN, say(_OWN_WORD))], say("At any time"))
        self.set_name(say("Period"))
        if not self._is_lent:
            self.since.set_name(say("From"))
            self.until.set_name(say("Until"))
            for day in (self.since, self.until):
                day.retranslate(language)
        self._check_days()

    def set_value(self, value: object) -> None:
        super().set_value(value)
        if self._is_made:
            self._check_days()

    def days(self) -> Days:
        """The first and the last day that are asked for; None for an open end."""
        code = self.value()
        if code == OWN:
            return self._meant
        return days_of(str(code), date.today()) if code else (None, None)

    def set_days(self, since: date | None, until: date | None) -> None:
        """Show these days, by the name of the period where it has one."""
        self._fill(since, until)
        self.set_value(_code(since, until))

    def look_again(self) -> None:
        """Other days were put into the fields of the form: name the period they are."""
        if self._check_days():
            super().set_value(_code(*self._meant))

    def said(self) -> str:
        """The days in words, so that they are understood on any later day; "" for any time."""
        return self.words_of(self.days())

    def words_of(self, value: object) -> str:
        """The words of two days, as `days` answers them."""
        since, until = value if isinstance(value, tuple) else (None, None)
        return said_days(self._language, since, until) if since or until else ""

    def _fill(self, since: date | None, until: date | None) -> None:
        self.since.set_value(since)
        self.until.set_value(until)
        self._meant = (since, until)

    def _activated(self) -> None:
        if self.value() != OWN:
            # whoever goes on to days of her own begins with these
            self._fill(*self.days())
        self._check_days()
        super()._activated()
        if self.value() == OWN:
            self.since.focus()

    def _days_chosen(self) -> None:
        if self._is_lent:
            self.look_again()
        elif self._check_days():
            self.committed.emit(self.value())

    def _check_days(self) -> bool:
        """Show the two days or not; answers whether they can be meant, and takes them if so."""
        self.between.setVisible(self.value() == OWN and not self._is_lent)
        days = [day.value() or None for day in (self.since, self.until)]
        unread = [day is not None and not isinstance(day, date) for day in days]
        since, until = (day if isinstance(day, date) else None for day in days)
        is_turned = since is not None and until is not None and until < since
        say, wrong = self._language.text, ""
        if any(unread) or is_turned:
            wrong = say(_TURNED if is_turned else _UNREAD)
        else:
            self._meant = (since, until)
        if not self._is_lent:
            for field, is_bad in zip((self.since, self.until), unread, strict=True):
                field.set_failed(is_bad or is_turned)
            self.wrong.setText(wrong)
            self.wrong.setVisible(bool(wrong))
        return not wrong


_UNREAD = mark("Write a day as 31.12.2026")
_TURNED = mark("The end comes before the beginning")


def _code(since: date | None, until: date | None) -> str | None:
    if since is None and until is None:
        return None
    return named(since, until, date.today()) or OWN


def said_days(language: Language, since: date | None, until: date | None) -> str:
    """A period in words: a whole year as its number, else its two days."""
    if since and until and (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
        return str(since.year)
    return f"{language.day(since) or '…'} – {language.day(until) or '…'}"
