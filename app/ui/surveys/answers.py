"""The fields one answers in: every one gives its value as the questionnaire writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from app.language import Language, fold
from app.model.kinds import Day, Time
from app.ui.kit import (
    ChoiceRows,
    DayField,
    Field,
    Finder,
    LongTextField,
    Offer,
    PickField,
    PicksField,
    Text,
    TextField,
    TimeField,
)
from app.ui.kit.pick_fields import Found
from app.ui.kit.segments import Option

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_PARTS = re.compile(r"[\s,;]+")
_GROUP = "\u202f"
_MOST_OFFERED = 50
MOST_ROWS = 40
"""A longer list of answers is searched instead of shown."""


class AnswerField(Field):
    """What every field of an answer is: a value as text, answers that may change under it."""

    def set_choices(self, options: Sequence[Option]) -> None:
        """Offer these answers."""

    def set_hint(self, text: str) -> None:
        """A pale example of what to write."""

    def retranslate(self, language: Language) -> None:
        """Say the program's own words in another language."""

    def settle(self) -> None:
        """Take what is half typed for the whole."""

    def focus(self) -> None:
        """Take the keyboard; what stands there already is typed over."""
        super().focus()
        editor = self.editor()
        if isinstance(editor, QLineEdit):
            editor.selectAll()


class LineAnswer(TextField, AnswerField):
    """A text of one line, hidden behind dots where the form asks for that."""

    def set_hint(self, text: str) -> None:
        self.set_placeholder(text)


class PaperAnswer(LongTextField, AnswerField):
    """A text of several lines."""

    def set_hint(self, text: str) -> None:
        self.set_placeholder(text)


class NumberAnswer(LineAnswer):
    """A number as people write it: 12 500, 12,5; what is no number is given as it was typed."""

    def __init__(self, *, grouped: bool = False) -> None:
        super().__init__()
        self._grouped = grouped
        self.line.setMaximumWidth(240)
        self._box.addStretch(1)

    def value(self) -> str:
        typed = self.line.text().strip()
        plain = _SPACES.sub("", typed).replace(",", ".").replace("\u2212", "-")
        return plain if _NUMBER.fullmatch(plain) else typed

    def _finished(self) -> None:
        self.line.setText(self._shown(self.value()))
        super()._finished()

    def _shown(self, value: object) -> str:
        text = "" if value is None else str(value)
        if not self._grouped or not _NUMBER.fullmatch(text):
            return text
        whole, point, rest = text.partition(".")
        sign = whole[:1] if whole[:1] in "+-" else ""
        digits = whole.removeprefix(sign)
        grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", _GROUP, digits)
        return f"{sign}{grouped}{',' if point else ''}{rest}"


class DayAnswer(AnswerField):
    """A day, a month or a year, typed: 19.11.2026, 191126, 11.2026, 2026."""

    def __init__(self, language: Language, precision: str = "day") -> None:
        super().__init__()
        self._precision = precision
        self._day = DayField(language, Day(label=""))
        self._day.line.setMaximumWidth(240)
        self._box.addWidget(self._day)
        self._box.addStretch(1)
        self._day.edited.connect(lambda _: self.edited.emit(self.value()))
        self._day.committed.connect(lambda _: self.committed.emit(self.value()))
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        examples = {
            "day": language.text("dd.mm.yyyy"),
            "month": language.text("mm.yyyy"),
            "year": language.text("yyyy"),
        }
        self._day.set_placeholder(examples[self._precision])

    def editor(self) -> QWidget:
        return self._day.line

    def value(self) -> str:
        typed = self._day.line.text().strip()
        whole = _whole_day(typed, self._precision)
        if whole != typed:
            return whole
        read = self._day.value()
        return read.isoformat() if isinstance(read, date) else typed

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)[:10]
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._day.set_value(text)
            return
        shown = {"month": f"{day.month:02d}.{day.year}", "year": str(day.year)}
        self._day.set_value(shown.get(self._precision, day))

    def set_read_only(self, read_only: bool) -> None:
        self._day.set_read_only(read_only)


def _whole_day(typed: str, precision: str) -> str:
    """The first day of a month or a year that was typed; else the same text."""
    if precision == "year" and re.fullmatch(r"\d{4}", typed):
        return f"{typed}-01-01"
    found = re.fullmatch(r"(\d{1,2})[\s./-]?(\d{4})", typed)
    if precision == "month" and found and 1 <= int(found[1]) <= 12:
        return f"{found[2]}-{int(found[1]):02d}-01"
    return typed


class TimeAnswer(AnswerField):
    """A time of day, typed: 9.30, 9:30, 930."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._time = TimeField(language, Time(label=""))
        self._time.line.setMaximumWidth(160)
        self._box.addWidget(self._time)
        self._box.addStretch(1)
        self._time.edited.connect(lambda _: self.edited.emit(self.value()))
        self._time.committed.connect(lambda _: self.committed.emit(self.value()))

    def retranslate(self, language: Language) -> None:
        self._time.retranslate(language)

    def editor(self) -> QWidget:
        return self._time.line

    def value(self) -> str:
        read = self._time.value()
        return "" if read is None else str(read)

    def set_value(self, value: object) -> None:
        self._time.set_value("" if value is None else str(value)[:5])

    def set_read_only(self, read_only: bool) -> None:
        self._time.set_read_only(read_only)


class MomentAnswer(AnswerField):
    """A day and a time, side by side."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._day, self._time = DayAnswer(language), TimeAnswer(language)
        self._box.addWidget(self._day)
        self._box.addWidget(self._time)
        self._box.addStretch(1)
        for part in (self._day, self._time):
            part.edited.connect(lambda _: self.edited.emit(self.value()))
            part.committed.connect(lambda _: self.committed.emit(self.value()))

    def retranslate(self, language: Language) -> None:
        self._day.retranslate(language)
        self._time.retranslate(language)

    def set_name(self, name: str) -> None:
        self._day.set_name(name)
        self._time.set_name(name)

    def editor(self) -> QWidget:
        return self._day.editor()

    def value(self) -> str:
        day, time = self._day.value(), self._time.value()
        return f"{day}T{time}" if day and time else day or time

    def set_value(self, value: object) -> None:
        day, _, time = ("" if value is None else str(value)).partition("T")
        self._day.set_value(day)
        self._time.set_value(time)

    def set_read_only(self, read_only: bool) -> None:
        self._day.set_read_only(read_only)
        self._time.set_read_only(read_only)


class RowsAnswer(AnswerField):
    """Answers shown as rows: numbers pick, arrows move."""

    def __init__(self, rows: ChoiceRows, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self.rows = rows
        self._box.addWidget(rows)
        rows.set_choices(options)
        rows.chosen.connect(self._chosen)

    def set_pictures(self, pictures: Mapping[str, QPixmap]) -> None:
        """Show the pictures of choices, by their codes."""
        self.rows.set_pictures(pictures)

    def set_choices(self, options: Sequence[Option]) -> None:
        self.rows.set_choices(options)

    def editor(self) -> QWidget:
        stop = next((row for row in self.rows.rows() if row.isChecked()), None)
        return stop or next(iter(self.rows.rows()), self.rows)

    def value(self) -> str:
        return " ".join(self.rows.value())

    def set_value(self, value: object) -> None:
        self.rows.set_value(("" if value is None else str(value)).split())

    def set_failed(self, failed: bool) -> None:
        """The box below says it; rows keep their looks."""

    def set_read_only(self, read_only: bool) -> None:
        self.rows.setEnabled(not read_only)

    def set_name(self, name: str) -> None:
        self.rows.setAccessibleName(name)

    def set_description(self, text: str) -> None:
        self.rows.setAccessibleDescription(text)

    def focus(self) -> None:
        self.rows.focus()

    def settle(self) -> None:
        self.rows.settle()

    def _chosen(self, _: object) -> None:
        self.committed.emit(self.value())


class _Offered:
    """Answers one finds by typing the beginning of any of their words."""

    def __init__(self) -> None:
        self.options: Sequence[Option] = ()
        self.finder = Finder(find=self._find, label=self._label)

    def _find(self, typed: str) -> Sequence[Found]:
        wanted = fold(typed)
        begins = [(c, w, "") for c, w in self.options if f" {fold(w)}".find(f" {wanted}") >= 0]
        return begins[:12]

    def _label(self, code: object) -> str:
        return next((words for known, words in self.options if known == code), str(code))


class PickAnswer(PickField, AnswerField):
    """One answer of a long list, found by typing."""

    def __init__(self, language: Language) -> None:
        self._offered = _Offered()
        super().__init__(language, self._offered.finder)
        self.search.descended.connect(self._offer_all)
        self.search.entered.connect(self._entered)

    def _entered(self, typed: str) -> None:
        """Enter before the list came takes the first it would have offered."""
        is_known = any(code == self._value for code, _ in self._offered.options)
        found = () if is_known else self._finder.find(typed)
        if typed.strip() and found:
            self._pick(found[0][:2])
        else:
            self.passed.emit()

    def _offer_all(self) -> None:
        """Down in an empty field shows what there is to choose."""
        if not self.search.text():
            first = self._offered.options[:_MOST_OFFERED]
            self.search.offer([Offer((code, words), words) for code, words in first])

    def set_choices(self, options: Sequence[Option]) -> None:
        self._offered.options = options
        if self._is_settled():
            self.set_value(self._value)

    def value(self) -> str:
        return "" if self._value is None else str(self._value)

    def set_hint(self, text: str) -> None:
        self.set_placeholder(text)


class PicksAnswer(PicksField, AnswerField):
    """Several answers of a long list, each found by typing."""

    def __init__(self, language: Language) -> None:
        self._offered = _Offered()
        super().__init__(language, self._offered.finder)
        self.search.entered.connect(self._entered)

    def _entered(self, typed: str) -> None:
        """Enter before the list came takes the first it would have offered."""
        found = [one for one in self._finder.find(typed) if one[0] not in self._values]
        if typed.strip() and found:
            self._pick(found[0][0])
        else:
            self.passed.emit()

    def set_choices(self, options: Sequence[Option]) -> None:
        self._offered.options = options
        self._show()

    def value(self) -> str:  # type: ignore[override]
        return " ".join(str(one) for one in self._values)

    def set_value(self, value: object) -> None:
        super().set_value(tuple(("" if value is None else str(value)).split()))

    def set_hint(self, text: str) -> None:
        self.set_placeholder(text)


class PlaceAnswer(LineAnswer):
    """A place on the map, typed or pasted: latitude, longitude, perhaps height and accuracy."""

    def value(self) -> str:
        typed = self.line.text().strip()
        parts = [part for part in _PARTS.split(typed) if part]
        if not 2 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(part) for part in parts):
            return typed
        return " ".join((*parts, *("0",) * (4 - len(parts))))

    def _shown(self, value: object) -> str:
        parts = ("" if value is None else str(value)).split()
        return (
            ", ".join(parts[:2]) if len(parts) == 4 and parts[2:] == ["0", "0"] else " ".join(parts)
        )


class ShownAnswer(AnswerField):
    """A value the form works out: to read, not to change."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Text("", "name", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box.addWidget(self._text, 1)
        self._value = ""

    def editor(self) -> QWidget:
        return self._text

    def value(self) -> str:
        return self._value

    def set_value(self, value: object) -> None:
        self._value = "" if value is None else str(value)
        self._text.setText(self._value or "–")

    def set_read_only(self, read_only: bool) -> None:
        """It is never anything else."""

    def set_failed(self, failed: bool) -> None:
        """Nobody can mend it here."""
