"""The forms that come with the program, to take one and begin."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import Language, mark
from app.ui.kit import CardPanel, CardWords


@dataclass(frozen=True)
class ShippedForm:
    """A workbook in `resources/forms/`: its name, its words, and what it serves."""

    name: str
    title: str
    about: str
    purpose: str


SHIPPED = (
    ShippedForm(
        "event_feedback",
        mark("Event feedback"),
        mark("Everyone who came, at the end; anonymous"),
        "feedback",
    ),
    ShippedForm(
        "leadership_test",
        mark("Leadership: before and after"),
        mark("Ten questions with right answers, paired by a code"),
        "pre_test",
    ),
    ShippedForm(
        "community_needs",
        mark("Needs of the village"),
        mark("People of a village, one for her household; anonymous"),
        "needs",
    ),
    ShippedForm(
        "committee_checklist",
        mark("Local committee: check-list"),
        mark("Whoever visits a committee for protection from violence"),
        "check_list",
    ),
    ShippedForm(
        "plan_monitoring",
        mark("Action plan: monitoring visit"),
        mark("Measures of a plan: state, money, obstacles"),
        "monitoring",
    ),
)


class ShippedPanel(CardPanel):
    """A card for each form; `chosen` says the form's name."""

    def __init__(self, language: Language) -> None:
        super().__init__([form.name for form in SHIPPED])
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        say = language.text
        words = [
            CardWords(say(form.title), say(form.about), button=say("Take it")) for form in SHIPPED
        ]
        self.say(say("Forms that come with the program"), say("Close"), words)


def shipped(name: str) -> ShippedForm:
    """The form of a name."""
    return next(form for form in SHIPPED if form.name == name)
