"""What alarms say: what happened, what it means, what to do. None of them stops anything."""

from __future__ import annotations

from typing import NamedTuple

from app.language import Language
from app.storage.alarms import CLOCK, COPY_OF_SENDER, COPY_OF_THIS
from app.storage.questions.alarms import Alarm


class Said(NamedTuple):
    """An alarm in words."""

    title: str
    whose: str
    brief: str
    """Both for a list: whose it is, and what is the matter."""
    meaning: str
    cure: str


def alarm_words(alarm: Alarm, language: Language) -> Said:
    """Say an alarm."""
    if alarm.kind == CLOCK:
        return _own_clock(alarm, language) if alarm.is_own else _clock(alarm, language)
    text = language.text
    if alarm.kind == COPY_OF_SENDER:
        name = alarm.name or alarm.device.hex()
        return Said(
            text("Two notebooks write under the name of {name}", name=name),
            name,
            text("Two notebooks of one name"),
            text(
                "The notebook was copied, and both go on. What both wrote is kept and nothing is "
                "mixed up, but nobody can say any more to have everything of them."
            ),
            text("Ask {name} to open both with the newest Depter, and to go on in one.", name=name),
        )
    if alarm.kind == COPY_OF_THIS:
        return Said(
            text("This notebook was copied"),
            text("This notebook"),
            text("Somebody else writes under its name"),
            text(
                "A package showed changes under this notebook's name that were not made here. "
                "Both are kept. From now on this notebook writes under a sign of its own."
            ),
            text(
                "Give your card anew to all you exchange with. If you did not make the copy "
                "yourself, ask who has it: it opens with your passphrase only."
            ),
        )
    return Said(
        text("This notebook was copied or moved here"),
        text("This notebook"),
        text("It was copied or moved here"),
        text(
            "It was opened before on another computer, or a copy of it was. So that nothing is "
            "mixed up, it writes under a sign of its own here. Nothing is lost."
        ),
        text(
            "Give your card anew to all you exchange with. If the other one is used too, "
            "exchange packages with it as with a colleague."
        ),
    )


def _days(alarm: Alarm, language: Language) -> str:
    return language.plural(
        "The clock runs {n} day ahead", "The clock runs {n} days ahead", alarm.days
    )


def _clock(alarm: Alarm, language: Language) -> Said:
    name = alarm.name or alarm.device.hex()
    return Said(
        language.plural(
            "The clock of {name} runs {n} day ahead",
            "The clock of {name} runs {n} days ahead",
            alarm.days,
            name=name,
        ),
        name,
        _days(alarm, language),
        language.text(
            "What was written there is all kept. Where it stands against something else, the "
            "other value is shown, because a wrong clock must not win."
        ),
        language.text("Ask {name} to set date and time on that computer.", name=name),
    )


def _own_clock(alarm: Alarm, language: Language) -> Said:
    return Said(
        language.plural(
            "The clock of this computer ran {n} day ahead",
            "The clock of this computer ran {n} days ahead",
            alarm.days,
        ),
        language.text("This computer"),
        _days(alarm, language),
        language.text(
            "What you wrote then is all kept. Where it stands against something else, the other "
            "value is shown, because a wrong clock must not win."
        ),
        language.text("Set date and time of this computer; settle by hand what waits."),
    )
