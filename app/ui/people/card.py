"""The card beside the register: facts, phone, consent, events."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import Language
from app.storage.questions.person import Participation, PersonCard
from app.ui.kit import (
    Banner,
    ElidedText,
    Facts,
    Icon,
    IconButton,
    Line,
    LinkButton,
    Row,
    Stack,
    Text,
)
from app.ui.kit.elide import elided
from app.ui.kit.layout import empty
from app.ui.people.consent import ConsentPart, consent_words
from app.ui.people.forgetting import ForgetPart, forgotten_words
from app.ui.people.words import (
    FORGOTTEN,
    birth_words,
    initials,
    joined,
    masked,
    place_label,
    word,
    words,
)
from app.ui.receipt_line import ReceiptLine
from app.ui.theme import look

_MOST_EVENTS = 12


class Initials(QWidget):
    """Two letters in a circle: decoration, never spoken."""

    def __init__(self, size: int = 48) -> None:
        super().__init__()
        self._text = ""
        self.setFixedSize(size, size)

    def set_text(self, text: str) -> None:
        """Show these letters."""
        self._text = text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("accentS"))
        painter.drawEllipse(self.rect())
        painter.setPen(look().colour("accent"))
        painter.setFont(look().font(16, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class PhoneLine(QWidget):
    """A phone, hidden until the eye is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._phone = ""
        self._is_open = False
        self._label = Text("", "second")
        self._label.setFixedWidth(104)
        self._number = Text("", "second", colour="text")
        self.eye = IconButton("eye")
        self.eye.clicked.connect(self._turn)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Row(self._label, self._number, self.eye, None))

    def set_phone(self, phone: str) -> None:
        """Show another phone, masked."""
        self._phone = phone
        self.setVisible(bool(phone))
        self.hide_number()

    def hide_number(self) -> None:
        """Hide the number again."""
        self._is_open = False
        self._show()

    def number(self) -> str:
        """What is seen of the number."""
        return self._number.text()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._label.setText(language.text("Phone"))
        self._names = (language.text("Show the phone"), language.text("Hide the phone"))
        self._show()

    def _turn(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _show(self) -> None:
        self._number.setText(self._phone if self._is_open else masked(self._phone))
        self.eye.set_icon("eye-off" if self._is_open else "eye")
        self.eye.set_name(self._names[self._is_open] if hasattr(self, "_names") else "")


class EventList(QWidget):
    """The events a person was at: day, title, and how much of it."""

    chosen = Signal(bytes)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, 60)
        self._grid.setColumnStretch(1, 1)

    def set_events(self, events: list[Participation], language: Language) -> None:
        """Show these events; the title leads to the event."""
        empty(self._grid)
        for line, event in enumerate(events[:_MOST_EVENTS]):
            day = Text(_short_day(event), "caption")
            self._grid.addWidget(day, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._event(event, language), line, 1)

    def _event(self, event: Participation, language: Language) -> QWidget:
        title = EventLink(event.title)
        title.clicked.connect(lambda: self.chosen.emit(event.event))
        part = ElidedText(participation_words(event, language), "caption")
        return Stack(title, part, gap=0)


class EventLink(QAbstractButton):
    """An event's title that leads to it; cut with «…» where it is long."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setToolTip(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_hot = self.underMouse() or self.hasFocus()
        painter.setFont(look().font(13, 500))
        painter.setPen(look().colour("accent" if is_hot else "text"))
        shown = elided(painter.fontMetrics(), self.text(), self.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), side, shown)
        if self.hasFocus():
            painter.fillRect(0, self.height() - 2, self.width(), 2, look().colour("accent"))


def _short_day(event: Participation) -> str:
    day = event.date_from
    return f"{day.day:02}.{day.month:02}.{day.year % 100:02}" if day else ""


def participation_words(event: Participation, language: Language) -> str:
    """In which part a person was at an event, and at how many of its days or half-days."""
    roles = words(language, "person_role", event.roles)
    listed = event.status is not None
    status = word(language, "registration_status", event.status) if listed else ""
    presence = ""
    if listed and event.parts:
        presence = language.text("was there {n} of {m}", n=event.present, m=event.parts)
    return joined((roles, presence or status))


class PersonView(Stack):
    """All of one person; what is done here is told by signals."""

    edit_asked = Signal()
    history_asked = Signal()
    event_chosen = Signal(bytes)
    twins_asked = Signal()
    """Other entries may be this person: they are wanted side by side."""

    def __init__(self) -> None:
        self._initials = Initials()
        self._name = Text("", "section", wrap=True)
        self._line = Text("", "second", wrap=True)
        self.edit = IconButton("pencil")
        self._facts = Facts()
        self.phone = PhoneLine()
        self.consent = ConsentPart()
        self.banner = Banner("bad", icon="shield-x")
        self.unveil = LinkButton(icon="eye")
        self._known = Stack(self._facts, self.phone, gap=2)
        self.forget = ForgetPart()
        self._consent_line = Line()
        self._shown = b""
        self._is_forgotten = self._is_withdrawn = self._is_unveiled = self._is_editing = False
        self._events_title = Text("", "subsection")
        self._events_count = Text("", "second", colour="text3")
        self._events = EventList()
        self._no_events = Text("", "second", wrap=True)
        self.receipts = ReceiptLine()
        self.history = LinkButton(icon="history")
        self.twins = LinkButton(icon="copy")
        self.twins.hide()
        super().__init__(gap=10)
        self._lay_out()
        self.edit.clicked.connect(self.edit_asked)
        self.history.clicked.connect(self.history_asked)
        self.twins.clicked.connect(self.twins_asked)
        self.unveil.clicked.connect(self._unveil)
        self._events.chosen.connect(self.event_chosen)

    def _lay_out(self) -> None:
        names = Stack(None, self._name, self._line, None, gap=2)
        names.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.add(
            Row(self._initials, names, self.edit, gap=12),
            self.banner,
            Row(self.unveil, None),
            self._known,
            self._consent_line,
            self.consent,
            Line(),
            Row(self._events_title, self._events_count, None, gap=6),
            self._no_events,
            self._events,
            Line(),
            Row(self.twins, None),
            self.receipts,
            Row(self.history, None),
            self.forget,
            None,
        )

    def set_editing(self, is_editing: bool) -> None:
        """While the form is open beside the card, the pencil is not needed."""
        self._is_editing = is_editing
        self._show_pencil()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self.edit.set_name(language.text("Edit this person"))
        self.history.setText(language.text("History of the fields"))
        self._events_title.setText(language.text("Took part in"))
        self._no_events.setText(language.text("No event yet."))
        self.unveil.setText(language.text("Show what is known"))
        self.phone.retranslate(language)
        self.consent.retranslate(language)
        self.forget.retranslate(language)

    def show_twins(self, number: int, language: Language) -> None:
        """Say that other entries may be this person, and lead to them."""
        self.twins.setText(
            language.plural("{n} possible duplicate", "{n} possible duplicates", number)
        )
        self.twins.setVisible(number > 0)

    def show_person(self, card: PersonCard, language: Language) -> None:
        """Show a person; her phone is masked."""
        person = card.person
        self._show_state(card, language)
        self.forget.show_person(
            person.surname or person.name, is_forgotten=card.redaction is not None
        )
        self._initials.set_text(initials(person.surname, person.name))
        name = " ".join(part for part in (person.surname, person.name) if part)
        self._name.setText(name or language.text(FORGOTTEN))
        sex = word(language, "sex", person.sex).lower() if person.sex in ("f", "m") else ""
        age = birth_words(language, person.birth_year)
        group = "" if person.birth_year else word(language, "age_group", person.age_group)
        self._line.setText(joined((person.patronymic, sex, age, group)))
        self._facts.set_facts(_facts(card, language))
        self.phone.set_phone(person.phone)
        self.consent.show_consent(card.consent, language)
        self._events_count.setText(language.number(len(card.events)))
        self._no_events.setVisible(not card.events)
        self._events.set_events(card.events, language)

    def _show_state(self, card: PersonCard, language: Language) -> None:
        """A forgotten person has nothing to do; who took consent back is read on demand only."""
        text, redaction, consent = language.text, card.redaction, card.consent
        self._is_forgotten = redaction is not None
        is_withdrawn = consent is not None and consent.withdrawn_on is not None
        if redaction is not None:
            said = forgotten_words(redaction, language)
            self.banner.set_content(text("Forgotten on demand"), said)
        elif is_withdrawn:
            self.banner.set_content(text("Consent taken back"), consent_words(consent, language))
        self.banner.setVisible(self._is_forgotten or is_withdrawn)
        if card.person.id != self._shown:
            self._is_unveiled = False
        self._shown, self._is_withdrawn = card.person.id, is_withdrawn
        self._veil(is_veiled=is_withdrawn and not self._is_unveiled)
        for part in (self.consent, self._consent_line, self.history):
            part.setVisible(not self._is_forgotten)
        self._show_pencil()

    def _unveil(self) -> None:
        self._is_unveiled = True
        self._veil(is_veiled=False)

    def _veil(self, *, is_veiled: bool) -> None:
        self._known.setVisible(not is_veiled and not self._is_forgotten)
        self.unveil.setVisible(is_veiled and not self._is_forgotten)

    def hide_private(self) -> None:
        """Hide what not everybody shall see: the phone, and all that consent was taken back for."""
        self.phone.hide_number()
        self._is_unveiled = False
        self._veil(is_veiled=self._is_withdrawn)

    def _show_pencil(self) -> None:
        self.edit.setVisible(not self._is_editing and not self._is_forgotten)


def _facts(card: PersonCard, language: Language) -> list[tuple[str, str]]:
    person, text = card.person, language.text
    places = (card.place.territory, *card.place.above) if card.place else ()
    where = ", ".join(
        part
        for part in (person.village, *(place_label(language, one.names()) for one in places))
        if part
    )
    return [
        (text("Organisation"), person.organisation),
        (text("Position"), person.position),
        (text("Place"), where),
        (text("Categories"), words(language, "participant_category", person.categories)),
        (text("Convocation of the kenesh"), person.kenesh_convocation),
        (text("Languages"), words(language, "language_code", person.languages)),
        (text("Email"), person.email),
        (text("Note"), person.note),
    ]


class NobodyChosen(Stack):
    """What stands beside the list while no one is chosen."""

    def __init__(self) -> None:
        self._text = Text("", "second", wrap=True, colour="text3")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        super().__init__(gap=8)
        self.add(None, Row(None, Icon("user", 32, "text3"), None), self._text, None, None)

    def retranslate(self, language: Language) -> None:
        """Say it in another language."""
        self._text.setText(language.text("Choose a person to see what is known of her or him."))
