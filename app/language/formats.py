"""Days, times and numbers as they are written in Kyrgyz, Russian and English."""

from __future__ import annotations

import functools
from datetime import date, datetime, time

_THIN = "\N{NARROW NO-BREAK SPACE}"
_FIXED = "\N{NO-BREAK SPACE}"
_NONE = "–"
_BYTES = {"ky": ("Б", "КБ", "МБ", "ГБ"), "ru": ("Б", "КБ", "МБ", "ГБ")}
_BYTES_ENGLISH = ("B", "KB", "MB", "GB")
_KILO = 1024


@functools.cache
def _months(code: str, width: str = "wide") -> dict[int, str]:
    from babel.dates import get_month_names

    names = get_month_names("wide" if width == "wide" else "abbreviated", locale=code)
    return {number: str(name) for number, name in names.items()}


@functools.cache
def _weekdays(code: str, width: str) -> dict[int, str]:
    from babel.dates import get_day_names

    names = get_day_names("wide" if width == "wide" else "abbreviated", locale=code)
    return {number: str(name) for number, name in names.items()}


class Formats:
    """How one language writes days, times and numbers.

    The patterns are our own, since offices here write dd.MM.yyyy and «19-ноябрь 2026», which
    the Unicode tables do not; the names of months and weekdays come from those tables.
    """

    def __init__(self, code: str) -> None:
        self.code = code

    def day(self, day: date | None) -> str:
        """A day as papers show it: 19.11.2026."""
        return "" if day is None else f"{day.day:02}.{day.month:02}.{day.year:04}"

    def day_short(self, day: date | None) -> str:
        """A day of a year that goes without saying: 19-ноябрь, 19 ноября, 19 November."""
        return "" if day is None else self._with_month(str(day.day), day)

    def day_long(self, day: date | None) -> str:
        """A day in full, with its weekday: бейшемби, 19-ноябрь 2026."""
        return "" if day is None else f"{self.weekday(day)}, {self.day_short(day)} {day.year}"

    def days(self, first: date | None, last: date | None) -> str:
        """A stretch of days, saying nothing twice: 18–20-ноябрь 2026."""
        if first is None or last is None or first == last:
            day = first or last
            return "" if day is None else f"{self.day_short(day)} {day.year}"
        if first.year != last.year:
            return f"{self.day_short(first)} {first.year} – {self.day_short(last)} {last.year}"
        if first.month != last.month:
            return f"{self.day_short(first)} – {self.day_short(last)} {last.year}"
        return f"{self._with_month(f'{first.day}–{last.day}', last)} {last.year}"

    def _with_month(self, numbers: str, day: date) -> str:
        joint = "-" if self.code == "ky" else " "
        return f"{numbers}{joint}{_months(self.code)[day.month]}"

    def month(self, day: date) -> str:
        """The name of a day's month as it follows the day: ноябрь, ноября."""
        return _months(self.code)[day.month]

    def month_short(self, day: date) -> str:
        """The short name of a day's month: ноя., нояб."""
        return _months(self.code, "short")[day.month]

    def weekday(self, day: date) -> str:
        """The name of a day's weekday: бейшемби."""
        return _weekdays(self.code, "wide")[day.weekday()]

    def weekday_short(self, day: date) -> str:
        """The short name of a day's weekday, for the heads of columns: бейш."""
        return _weekdays(self.code, "short")[day.weekday()]

    def time(self, hour: time | str | None) -> str:
        """A time of day: 09:30. What is not a time is shown as it was written."""
        if hour is None:
            return ""
        if isinstance(hour, time):
            return f"{hour.hour:02}:{hour.minute:02}"
        return f"0{hour}" if hour[1:2] == ":" else hour

    def moment(self, moment: datetime | None) -> str:
        """A day and time on this computer's clock: 19.11.2026, 16:20."""
        if moment is None:
            return ""
        local = moment if moment.tzinfo is None else moment.astimezone()
        return f"{self.day(local)}, {self.time(local.time())}"

    def number(self, number: float | None, places: int | None = None) -> str:
        """A number with its thousands apart: 1 208; 6,25. `places` fixes the decimals."""
        if number is None:
            return ""
        if places is None:
            said = f"{number:,}" if isinstance(number, int) else _unpadded(f"{number:,.2f}")
        else:
            said = f"{number:,.{places}f}"
        whole, point, rest = said.partition(".")
        mark = point if self.code == "en" else point and ","
        return whole.replace(",", _THIN).replace("-", "−") + mark + rest

    def percent(self, part: float, whole: float, places: int = 0) -> str:
        """A share: 74 %; a dash where there is nothing to have a share of."""
        if not whole:
            return _NONE
        scale = 10**places
        rounded = int(100 * scale * part / whole + 0.5) / scale
        return f"{self.number(rounded, places)}{_FIXED}%"

    def size(self, count: int) -> str:
        """How big a file is: 48 КБ; 6,2 МБ."""
        units = _BYTES.get(self.code, _BYTES_ENGLISH)
        power, amount = 0, float(count)
        while amount >= _KILO and power < len(units) - 1:
            power, amount = power + 1, amount / _KILO
        places = 1 if power > 1 and amount < 100 else 0
        return f"{self.number(amount, places)}{_FIXED}{units[power]}"


def _unpadded(number: str) -> str:
    return number.rstrip("0").rstrip(".")
