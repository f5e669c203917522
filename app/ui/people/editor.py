"""Writing a person down and mending her: the form of the declaration, saved while one types."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.people import save_person
from app.errors import Invalid
from app.model import Changes, Person, new_id
from app.storage import Workspace
from app.storage.questions.people import PersonLine, similar_people
from app.ui.context import Context
from app.ui.draft import Draft
from app.ui.kit import (
    ActionFooter,
    Banner,
    Form,
    PrimaryButton,
    Scroller,
    Stack,
    Text,
)
from app.ui.people.words import joined, word
from app.ui.sources import workspace_sources

FIELDS = (
    "surname",
    "name",
    "patronymic",
    "sex",
    "birth_year",
    "age_group",
    "phone",
    "email",
    "territory",
    "village",
    "organisation",
    "position",
    "categories",
    "kenesh_convocation",
    "languages",
    "note",
)
"""What is asked of a person; disability and social status need a consent of their own."""
SENSITIVE = ("disability", "social_status")


def write_person(ws: Workspace, person: bytes, values: Mapping[str, object]) -> Changes:
    """Write the touched fields of a person; a new one is made with the first good ones."""
    return save_person(ws, person, values)


class PersonEditor(QWidget):
    """The form in the place of the list; the card beside it follows."""

    closed = Signal()
    other_chosen = Signal(bytes)
    kept = Signal(bytes)
    """A new person is in the register from now on."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.person = b""
        self._is_new = self._began_new = False
        self._is_closing = False
        self._draft: Draft | None = None
        self._similar: PersonLine | None = None
        self.form = self._make_form(FIELDS)
        self.banner = Banner("warn", icon="copy")
        self._note = Text("", "caption")
        self.done = PrimaryButton(icon="check")
        self._lay_out()
        self.done.clicked.connect(self.finish)
        self.banner.acted.connect(self._go_to_similar)

    def _make_form(self, names: tuple[str, ...]) -> Form:
        sources = workspace_sources(self.context)
        return Form(self.context.language, Person, names=names, columns=2, sources=sources)

    def _lay_out(self) -> None:
        self._room = Stack(self.banner, self.form, None, gap=12, margins=(24, 8, 20, 12))
        self.banner.hide()
        footer = ActionFooter()
        footer.add_note(self._note)
        footer.add_action(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroller(self._room), 1)
        column.addWidget(footer)

    def retranslate(self) -> None:
        """Say everything in another language."""
        language = self.context.language
        self.form.retranslate(language)
        self.done.setText(language.text("Done"))
        self._note.setText(language.text("Saved while you type"))
        self._show_similar(self._similar)

    @property
    def is_new(self) -> bool:
        """Whether the person is not in the register yet."""
        return self._is_new

    def begin(self, person: Person | None) -> None:
        """Edit a person, or write a new one down."""
        self.leave()
        self._is_new = self._began_new = person is None
        self.person = person.id if person is not None else new_id()
        self._show_similar(None)
        self._renew_form()
        self.form.set_values(person if person is not None else Person())
        self.form.focus_first()

    def _renew_form(self) -> None:
        """A form of its own for each person: no late answer can reach the wrong one."""
        old = self.form
        self.form = self._make_form(FIELDS)
        self._room.box.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        person = self.person
        draft = Draft(self.context, lambda ws, values: write_person(ws, person, values))
        draft.bind(self.form)
        draft.saved.connect(self._saved)
        draft.refused.connect(self._refused)
        self.form.committed.connect(self._committed)
        self._draft = draft

    def follow(self, person: Person) -> None:
        """Show what was changed elsewhere; a field one is typing in is left alone."""
        if self._draft is not None and self._draft.is_clean:
            self.form.set_values(person)

    def finish(self) -> None:
        """Write what is typed and go back to the list; what must be mended first holds it here."""
        if self._draft is None or self._is_untouched():
            self._close()
            return
        self._draft.flush()
        if self._draft.is_clean:
            self._close()
        else:
            self._is_closing = True

    def _close(self) -> None:
        self._is_closing = False
        if self._draft is not None and self._is_untouched():
            self._draft.forget()
        self.closed.emit()

    def _is_untouched(self) -> bool:
        values = self.form.values().values()
        return self._is_new and all(value in (None, "", ()) for value in values)

    def leave(self) -> None:
        """Write what waits."""
        if self._draft is not None:
            self._draft.flush()

    def _saved(self, _: Changes) -> None:
        if self._is_new:
            self._is_new = False
            self.kept.emit(self.person)
        if self._is_closing and self._draft is not None and self._draft.is_clean:
            self._close()

    def _refused(self, _: Invalid) -> None:
        if self._is_closing:
            self._is_closing = False
            self.form.focus_first()

    def _committed(self, name: str, _: object) -> None:
        if self._began_new and name in ("surname", "name"):
            values = self.form.values()
            typed = f"{values['surname']} {values['name']}".strip()
            if values["surname"] and values["name"]:
                self.context.ask(
                    similar_people,
                    typed,
                    self.person,
                    on_done=lambda found: self._show_similar(next(iter(found or ()), None)),
                    key="people.similar",
                )

    def _show_similar(self, found: PersonLine | None) -> None:
        self._similar = found
        self.banner.setVisible(found is not None)
        if found is None:
            return
        language = self.context.language
        facts = joined(
            (
                found.full_name,
                word(language, "sex", found.sex).lower(),
                str(found.birth_year or ""),
                found.village
                or language.label(dict(zip(("ky", "ru", "en"), found.place, strict=True))),
            )
        )
        self.banner.set_content(
            language.text("A person of this name is in the register"),
            facts,
            language.text("Open that one"),
        )

    def _go_to_similar(self) -> None:
        if self._similar is not None:
            self.other_chosen.emit(self._similar.id)
