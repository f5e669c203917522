"""One thing of the quarantine: what came and why it waits, or an alarm and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy

from app.exchange.quarantine import values_in
from app.exchange.salvage import DANGLING
from app.language import Language
from app.model import RECORD_TYPES
from app.model.kinds import Link
from app.storage.questions.alarms import Alarm
from app.storage.questions.quarantine import Waiting
from app.ui.context import Context
from app.ui.inbox.alarm_words import alarm_words
from app.ui.kit import Banner, Chip, Facts, Row, SoftBox, Stack, Text
from app.ui.people.words import masked

_MOST_VALUES, _LONGEST = 12, 120
_BREAK = "\u200b"
_LONG_WORD = re.compile(r"\S{20}(?=\S)")


class HeldView(Stack):
    """Title, why, facts, and what came, as far as it can be read."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=14, margins=(24, 14, 24, 16))
        self._context = context
        self._title = Text("", "title", wrap=True)
        self._chip = Chip("", "fact")
        self.why = Banner("warn")
        self._cure_title = Text("", "subsection")
        self._cure = Text("", "body", wrap=True)
        self._facts = Facts(150)
        self._came = SoftBox(gap=8, margin=14)
        self._came_title = Text("", "subsection")
        self._values = Facts(150)
        self._came.add(self._came_title, self._values)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.add(Row(self._title, self._chip, gap=12), self.why)
        self.add(Stack(self._cure_title, self._cure, gap=4), self._facts, self._came, None)

    @property
    def _language(self) -> Language:
        return self._context.language

    def show_alarm(self, alarm: Alarm) -> None:
        """Show an alarm."""
        said, language = alarm_words(alarm, self._language), self._language
        self._say(said.title, language.text("Alarm"), said.meaning, said.cure)
        self._facts.set_facts(
            [
                (language.text("Noticed"), language.moment(alarm.raised_at)),
                (language.text("Sign of the device"), alarm.device.hex()),
            ]
        )
        self._came.hide()

    def show_waiting(self, one: Waiting, title: str) -> None:
        """Show a change that could not be read."""
        language = self._language
        kind = type_label(one, language)
        cure = (
            language.text("It goes in when that record can be read: try again then.")
            if one.reason == DANGLING
            else language.text(
                "Install the newest Depter and try again. If it still waits, ask {name} to write "
                "it once more and to send a package.",
                name=one.sender or "–",
            )
        )
        why = language.text(
            "{reason} The rest of the package is in.", reason=language.text(one.reason)
        )
        self._say(title or kind, kind, why, cure)
        number = language.text("No. {n}", n=one.number)
        self._facts.set_facts(
            [
                (language.text("From whom"), one.sender or one.device.hex()),
                (language.text("Package"), number),
                (language.text("Written"), language.moment(one.written_at.astimezone())),
                (language.text("Field"), field_label(one, language)),
            ]
        )
        self._show_values(one)

    def _say(self, title: str, chip: str, why: str, cure: str) -> None:
        self._title.setText(title)
        self._chip.set_text(chip)
        self.why.set_content("", why)
        self._cure_title.setText(self._language.text("What to do"))
        self._cure.setText(cure)

    def _show_values(self, one: Waiting) -> None:
        language = self._language
        found = _labelled(one, language)
        self._came_title.setText(language.text("What came, as far as it can be read"))
        self._values.set_facts(found[:_MOST_VALUES])
        self._came.setVisible(bool(found))


def type_label(one: Waiting, language: Language) -> str:
    """What kind of record waits."""
    record_type = RECORD_TYPES.get(one.type_name)
    return language.text(record_type.label) if record_type else one.type_name


def field_label(one: Waiting, language: Language) -> str:
    """Which field of it; "" where it is a whole record."""
    record_type = RECORD_TYPES.get(one.type_name)
    kind = record_type.kinds().get(one.field) if record_type else None
    return language.text(kind.label) if kind else one.field


def _labelled(one: Waiting, language: Language) -> Sequence[tuple[str, str]]:
    record_type = RECORD_TYPES.get(one.type_name)
    kinds = record_type.kinds() if record_type else {}
    found = []
    for name, value in values_in(one).items():
        if isinstance(kinds.get(name), Link):
            continue
        said = masked(value) if name == "phone" else _breakable(value[:_LONGEST])
        label = language.text(kinds[name].label) if name in kinds else name
        found.append((label, said))
    return found


def _breakable(text: str) -> str:
    """What came may be one endless word: let it be broken without a sign."""
    return _LONG_WORD.sub(lambda word: word[0] + _BREAK, text)
