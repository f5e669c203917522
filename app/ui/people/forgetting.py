"""Forgetting a person from her card: what goes is said first, her name typed confirms it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.language import Language, fold
from app.model import RECORD_TYPES, Redaction
from app.storage.redaction import Held
from app.ui.kit import (
    Banner,
    DangerButton,
    Facts,
    FormRow,
    LinkButton,
    QuietButton,
    Row,
    Stack,
    Text,
    TextField,
)
from app.ui.people.words import joined


class ForgetPart(Stack):
    """A quiet link; pressed, it says what would be emptied and asks for reason and name."""

    opened = Signal()
    """What there is of her is wanted: `show_held`."""
    confirmed = Signal(str)
    """Forget her; with the reason."""

    def __init__(self) -> None:
        self.link = LinkButton(icon="shield-x")
        self._title = Text("", "subsection")
        self._warning = Banner("bad")
        self._held = Facts(label_width=136)
        self._stays = Text("", "second", wrap=True)
        self.reason = FormRow("", TextField(), optional=True)
        self.name = FormRow("", TextField())
        self.ok = DangerButton(icon="x")
        self.cancel = QuietButton()
        self._form = Stack(gap=8)
        self._called = ""
        self._language: Language | None = None
        super().__init__(gap=6)
        self._form.add(self._title, self._warning, self._held, self._stays)
        self._form.add(self.reason, self.name, Row(self.ok, self.cancel, None))
        self.add(Row(self.link, None), self._form)
        self._form.hide()
        self.link.clicked.connect(self._open)
        self.cancel.clicked.connect(self.close_form)
        self.ok.clicked.connect(self._confirm)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        text = language.text
        self._language = language
        self.link.setText(text("Forget this person…"))
        self._title.setText(text("Forget this person"))
        self._warning.set_content(
            text("This cannot be undone"),
            text(
                "The values go from this notebook at once, and from every notebook your next "
                "packages reach. Copies you made of the notebook keep them until you delete those."
            ),
        )
        self._stays.setText(
            text("Sex, territory, ages and attendance stay without a name: the figures stand.")
        )
        self.reason.set_label(text("Reason"))
        self.reason.set_help(text("Without names: this text travels"))
        self.ok.setText(text("Forget for good"))
        self.cancel.setText(text("Cancel"))
        self._ask_for_name()

    def show_person(self, called: str, *, is_forgotten: bool) -> None:
        """Stand at the card of whoever is called so; what was typed for another is let go."""
        if called != self._called:
            self._called = called
            self.close_form()
        self.setVisible(not is_forgotten)
        self._ask_for_name()

    def show_held(self, held: Held) -> None:
        """Say what would be emptied."""
        if self._language is not None:
            self._held.set_facts(held_facts(held, self._language))

    def close_form(self) -> None:
        """Leave it be."""
        was_open = self.is_open
        self._form.hide()
        self.link.show()
        if was_open and self.link.isVisible():
            self.link.setFocus()
        self.reason.field.set_value("")
        self.name.field.set_value("")
        self.name.clear()

    @property
    def is_open(self) -> bool:
        """Whether reason and name are being asked for."""
        return not self._form.isHidden()

    def _ask_for_name(self) -> None:
        if self._language is not None:
            self.name.set_label(
                self._language.text("To confirm, write “{name}”", name=self._called)
            )

    def _open(self) -> None:
        self.link.hide()
        self._form.show()
        self.opened.emit()
        self.reason.field.focus()

    def _confirm(self) -> None:
        if self._language is None:
            return
        if fold(str(self.name.field.value())) != fold(self._called):
            self.name.set_error(
                self._language.text("Write the name exactly as it stands above the line.")
            )
            self.name.field.focus()
            return
        reason = str(self.reason.field.value()).strip()
        self.close_form()
        self.confirmed.emit(reason)


def held_facts(held: Held, language: Language) -> list[tuple[str, str]]:
    """What goes, with counts, for pairs of label and value."""
    text, number = language.text, language.number
    where = [
        f"{language.text(RECORD_TYPES[name].label_plural)}: {number(count)}"
        for name, count in held.records.items()
        if name != "person"
    ]
    return [
        (text("Values"), number(held.values) if held.values else ""),
        (text("Former values"), number(held.former) if held.former else ""),
        (text("In records"), ", ".join(where)),
        (text("Files and photos"), number(held.files) if held.files else ""),
        (text("Forms being filled"), number(held.drafts) if held.drafts else ""),
        (text("Kept packages"), number(held.packages) if held.packages else ""),
    ]


def forgotten_words(redaction: Redaction, language: Language) -> str:
    """When and why somebody was forgotten, and what is left."""
    said = language.text(
        "Forgotten on {day}. What was personal is gone here and wherever the word of it arrives; "
        "the figures stay.",
        day=redaction.demanded_on or "–",
    )
    return joined((said, redaction.reason))
