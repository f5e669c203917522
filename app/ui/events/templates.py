"""The panel one chooses a template of an event in: what is ready, in a few words each."""

from __future__ import annotations

from app.language import Language
from app.model.templates import EventTemplate, event_templates
from app.ui.kit import CardPanel, CardWords


class TemplatePanel(CardPanel):
    """A card for each template."""

    def __init__(self, language: Language) -> None:
        super().__init__(list(event_templates()), "copy")
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        words = [_words(language, template) for template in event_templates().values()]
        self.say(language.text("Start from a template"), language.text("Close"), words)


def _words(language: Language, template: EventTemplate) -> CardWords:
    days = language.plural("{n} day", "{n} days", template.days)
    count = language.plural(
        "{n} line of programme", "{n} lines of programme", len(template.programme)
    )
    name, about = language.label(template.name), language.label(template.about)
    return CardWords(name, about, f"{days} · {count}", language.text("Begin"))
