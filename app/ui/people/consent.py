"""The consent of a person on her card: what she agreed to, giving it, taking it back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from app.language import Language
from app.model import ENUMERATIONS, Consent
from app.ui.kit import (
    ChoicesField,
    DangerButton,
    DayField,
    FormRow,
    Icon,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    Row,
    Segments,
    Stack,
    Text,
)
from app.ui.people.words import CONSENT_ICONS, word, words

_STATE_TONES = {"given": "ok", "withdrawn": "bad", "none": "warn"}


class ConsentPart(Stack):
    """State, words, and one of two ways on: note a consent, or take it back."""

    given = Signal(dict)
    withdrawn = Signal()

    def __init__(self) -> None:
        self._title = Text("", "subsection")
        self._icon = Icon("", 16)
        self._state = Text("", "second")
        self._words = Text("", "second", wrap=True, colour="text")
        self.withdraw = LinkButton(icon="shield-x")
        self.give = LinkButton(icon="shield-check")
        self.form = ConsentForm()
        self.sure = WithdrawQuestion()
        super().__init__(gap=6)
        self.add(
            Row(self._title, None, self._icon, self._state, gap=6),
            self._words,
            Row(self.withdraw, None),
            Row(self.give, None),
            self.form,
            self.sure,
        )
        self._listen()

    def _listen(self) -> None:
        self.withdraw.clicked.connect(lambda: self._open(self.sure))
        self.give.clicked.connect(lambda: self._open(self.form))
        self.form.done.connect(self._given)
        self.form.closed.connect(self._close)
        self.sure.done.connect(self._withdrawn)
        self.sure.closed.connect(self._close)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._title.setText(language.text("Consent"))
        self.withdraw.setText(language.text("Take the consent back…"))
        self.give.setText(language.text("Note a consent…"))
        self.form.retranslate(language)
        self.sure.retranslate(language)

    def show_consent(self, consent: Consent | None, language: Language) -> None:
        """Show the consent in force, or the last one that was taken back."""
        state = "none" if consent is None else "withdrawn" if consent.withdrawn_on else "given"
        said = {
            "given": language.text("given"),
            "withdrawn": language.text("taken back"),
            "none": language.text("none"),
        }
        icon, colour = CONSENT_ICONS[state]
        self._icon.set_icon(icon, colour)
        self._state.setText(said[state])
        self._state.set_colour(_STATE_TONES[state])
        self._words.setText(consent_words(consent, language))
        self._words.setVisible(state != "withdrawn")  # the card says it at its head
        self._is_given = state == "given"
        self._close()

    def _open(self, part: Stack) -> None:
        self.withdraw.hide()
        self.give.hide()
        part.show()
        part.setFocus()

    def _close(self) -> None:
        self.form.hide()
        self.sure.hide()
        self.withdraw.setVisible(self._is_given)
        self.give.setVisible(not self._is_given)

    def _given(self, values: dict[str, object]) -> None:
        self._close()
        self.given.emit(values)

    def _withdrawn(self) -> None:
        self._close()
        self.withdrawn.emit()


def consent_words(consent: Consent | None, language: Language) -> str:
    """When, how and for what somebody agreed, or that nothing was asked yet."""
    if consent is None:
        return language.text("No consent is noted yet: ask, and note the answer here.")
    if consent.withdrawn_on:
        return language.text(
            "Taken back on {day}. Names, phone and photos must not be passed on; the figures stay.",
            day=consent.withdrawn_on,
        )
    scope = words(language, "consent_scope", consent.scope)
    form = word(language, "consent_form", consent.form)
    parts = [language.day(consent.given_on), form, scope]
    return ", ".join(part for part in parts if part)


class ConsentForm(Stack):
    """Day, form and scope of a consent, on the card itself."""

    done = Signal(dict)
    closed = Signal()

    def __init__(self) -> None:
        self._day: FormRow | None = None
        self._form = Segments()
        self._scope = ChoicesField()
        self._scope_label = Text("", "label")
        self.ok = PrimaryButton(icon="check")
        self.cancel = QuietButton()
        super().__init__(gap=8)
        self.ok.clicked.connect(self._done)
        self.cancel.clicked.connect(self.closed)
        self.hide()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        if self._day is None:
            self._day = FormRow("", DayField(language))
            buttons = Row(self.ok, self.cancel, None)
            self.add(self._day, self._form, self._scope_label, self._scope, buttons)
            self._day.field.set_value(date.today())
            self._language = language
        self._language = language
        self._day.set_label(language.text("Given on"))
        self._form.set_options(_options(language, "consent_form"))
        self._scope_label.setText(language.text("Covers"))
        self._scope.set_options(_options(language, "consent_scope"))
        if not self._form.value():
            self._form.set_value("paper")
            self._scope.set_value(("data", "photo"))
        self.ok.setText(language.text("Note it"))
        self.cancel.setText(language.text("Cancel"))

    def _done(self) -> None:
        if self._day is None:
            return
        day = self._day.field.value()
        if not isinstance(day, date) or day > date.today():
            self._day.set_error(self._language.text("Write a day up to today, as 31.12.2026"))
            return
        self._day.clear()
        values = {"given_on": day, "form": self._form.value(), "scope": self._scope.value()}
        self.done.emit(values)


class WithdrawQuestion(Stack):
    """What taking back means, before it is done; nothing is deleted by it."""

    done = Signal()
    closed = Signal()

    def __init__(self) -> None:
        self._text = Text("", "second", wrap=True, colour="text")
        self.ok = DangerButton()
        self.cancel = PlainButton()
        super().__init__(gap=8)
        self.add(self._text, Row(self.ok, self.cancel, None))
        self.ok.clicked.connect(self.done)
        self.cancel.clicked.connect(self.closed)
        self.hide()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._text.setText(
            language.text(
                "Today's date is noted as the end of the consent. Nothing is deleted: "
                "the events keep their figures."
            )
        )
        self.ok.setText(language.text("Take it back"))
        self.cancel.setText(language.text("Cancel"))


def _options(language: Language, enumeration: str) -> list[tuple[str, str]]:
    terms = ENUMERATIONS[enumeration].values()
    return [(term.code, language.label(term.labels)) for term in terms]
