"""Carriers: the places packages are carried by, and one press that synchronises with one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.errors import AppError
from app.exchange.carriers import (
    KnownCarrier,
    Target,
    forget_carrier,
    known_carriers,
    read_target,
    synchronise_by_itself,
)
from app.exchange.carriers.troubles import PasswordMissing, WrongPassword
from app.exchange.sync import Synced
from app.language import mark
from app.ui.context import Context
from app.ui.exchange.pane import Pane
from app.ui.exchange.rounds import STAGES, Round, Way, go_round, result_words
from app.ui.exchange.words import key_words, moment_of
from app.ui.kit import (
    Cell,
    CheckField,
    Column,
    EmptyPage,
    FormRow,
    ListTable,
    PlainButton,
    PrimaryButton,
    QuietButton,
    Row,
    SoftBox,
    Stack,
    Text,
    TextField,
)
from app.ui.measures import column_width

_ROW = 48
_HEAD = 34
_ICONS = {"folder": "usb", "letters": "file-text"}
_KINDS = {
    "folder": mark("Folder or stick"),
    "letters": mark("Letters"),
    "webdav": mark("WebDAV server"),
    "s3": mark("S3 store"),
    "sftp": mark("SFTP server"),
}


class CarriersTab(Pane):
    """The tab «Carriers»."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._known: list[KnownCarrier] = []
        self._round: Round | None = None
        self._way: Way | None = None
        self._make_parts()
        self._lay_out()
        self._listen()

    def _make_parts(self) -> None:
        self.done = self.banner("ok", "package-check")
        self.trouble = self.banner("bad")
        self.first_time = self.banner("info", "shield-check")
        self.empty = EmptyPage("hard-drive", primary_icon="folder")
        self._title = Text("", "section")
        self.folder = PlainButton(icon="folder")
        self.server = PlainButton(icon="plus")
        self.table = ListTable(row_height=_ROW)
        self.table.set_drawing(self._cells)
        self.by_itself = CheckField()
        self.relay = CheckField()
        self.form = SoftBox(gap=10, margin=16)
        self.address = FormRow("", TextField())
        self.password = FormRow("", TextField(secret=True), optional=True)
        self.keep = CheckField()
        self.add_server = PrimaryButton(icon="check")
        self.leave = QuietButton()
        self.forget = QuietButton(icon="x")
        self.button = PrimaryButton(icon="arrow-left-right")

    def _lay_out(self) -> None:
        fields = (self.address, self.password)
        self.form.add(*fields, Row(self.keep, self.leave, self.add_server))
        self.form.setMaximumWidth(760)
        head = Row(self._title, None, self.folder, self.server)
        self._places = Stack(head, self.table, self.by_itself, self.relay, gap=8)
        self.room.add(self.done, self.trouble, self.first_time, self.form, self.empty)
        self.room.add(self._places, None)
        self.form.hide()
        self.add_actions(self.forget, self.button)

    def _listen(self) -> None:
        self.folder.clicked.connect(self.choose_folder)
        self.empty.primary_chosen.connect(self.choose_folder)
        self.empty.link_chosen.connect(self.ask_for_server)
        self.server.clicked.connect(self.ask_for_server)
        self.add_server.clicked.connect(self.go_to_server)
        self.leave.clicked.connect(self.form.hide)
        self.button.clicked.connect(self.synchronise)
        self.forget.clicked.connect(self.forget_chosen)
        self.table.row_chosen.connect(self._show_chosen)
        self.by_itself.committed.connect(self._want_by_itself)
        self.table.row_opened.connect(lambda one: self._go(Way(one.address)))
        self.table.row_removed.connect(self._forget)

    # ---- words ----

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        self._title.setText(text("Where packages are carried by"))
        self.folder.setText(text("Add a folder or stick…"))
        self.server.setText(text("Add a server…"))
        self.by_itself.set_text(text("Synchronise with this place by itself when it appears"))
        self.relay.set_text(text("Also carry sealed packages of others"))
        self.keep.set_text(text("Keep the password in this notebook"))
        self.add_server.setText(text("Synchronise"))
        self.leave.setText(text("Cancel"))
        self.forget.setText(text("Forget this place"))
        self.button.setText(text("Synchronise now"))
        self._say_form()
        self._say_empty()
        self._say_done()
        self._show(self._known)

    def notes(self) -> Sequence[str]:
        text = self.language.text
        return (
            text("Nothing is ever deleted there; only sealed packages leave."),
            text("Nothing is deleted there."),
        )

    def _say_form(self) -> None:
        text = self.language.text
        self.address.set_label(text("Address of the server"))
        self.address.set_help(
            text("As in https://name@server/folder, sftp://name@server/folder or s3://key@bucket.")
        )
        self.password.set_label(text("Password"))
        self.password.set_help(text("Best an app password, made on the server for Depter alone."))

    def _say_empty(self) -> None:
        text = self.language.text
        self.empty.set_content(
            text("No place is known yet"),
            text(
                "A stick, a shared folder or a server: what others lack is put there, and what "
                "they sent is taken in, with one press."
            ),
            text("Add a folder or stick…"),
            "",
            text("or"),
            text("Add a server…"),
        )

    # ---- the places ----

    def refresh(self) -> None:
        self.context.ask(known_carriers, on_done=self._show, key="exchange.carriers")

    def _show(self, known: Sequence[KnownCarrier]) -> None:
        self._known = list(known)
        text = self.language.text
        kind, last = text("Kind"), text("Last synchronised")
        kinds = max(column_width(text(word), 130) for word in _KINDS.values()) + 12
        self.table.set_columns(
            [
                Column("place", text("Place")),
                Column("kind", kind, max(column_width(kind, 130), kinds), from_width=640),
                Column("last", last, column_width(last, 160)),
            ]
        )
        self.table.set_rows(self._known)
        self.table.setFixedHeight(_HEAD + _ROW * len(self._known))
        if self._known and self.table.selected() is None:
            self.table.selectRow(0)
        self._show_chosen(self.table.selected())
        for part in (self._places, self.footer):
            part.setVisible(bool(self._known))
        self.empty.setVisible(not self._known and self.form.isHidden())
        self.counted.emit(len(self._known) or None)

    def _cells(self, one: KnownCarrier) -> list[Cell]:
        target = _target(one.address)
        kind = target.kind if target else ""
        moment = moment_of(one.last_at)
        icon = _ICONS.get(kind, "hard-drive")
        sub, colour = self._state(one)
        name = one.address.partition("?")[0]
        tip = "\n".join(part for part in (one.address, sub) if part)
        return [
            Cell(name, sub=sub, sub_colour=colour, icon=icon, weight=500, tip=tip),
            Cell(self.language.text(_KINDS[kind]) if kind else "–", size=13, colour="text2"),
            Cell(self.language.moment(moment) if moment else "–", size=13, colour="text2"),
        ]

    def _state(self, one: KnownCarrier) -> tuple[str, str]:
        """What stands under a place: that the last round failed and why, or how it is gone to."""
        text = self.language.text
        if one.trouble:
            said, values = one.trouble
            return text("Last time: {trouble}", trouble=text(said, **values)), "bad"
        ways = (
            text("by itself") if one.is_automatic else "",
            text("with a kept password") if one.password else "",
        )
        return " · ".join(way for way in ways if way), "text2"

    def _show_chosen(self, row: object) -> None:
        if isinstance(row, KnownCarrier):
            self.by_itself.set_value(row.is_automatic)

    def _want_by_itself(self, is_wanted: object) -> None:
        chosen = self.table.selected()
        if isinstance(chosen, KnownCarrier):
            self.context.do(
                synchronise_by_itself,
                chosen.address,
                is_wanted=bool(is_wanted),
                on_done=lambda _: self.refresh(),
                undo=False,
            )

    def choose_folder(self) -> None:
        """Synchronise with a folder or a stick, and know it from now on."""
        folder = self.context.pick_folder(self.language.text("Folder or stick to synchronise with"))
        if folder is not None:
            self.take([folder])

    def take(self, paths: Sequence[Path]) -> None:
        for path in paths:
            if path.is_dir():
                self._go(Way(str(path)))
                return

    def ask_for_server(self, address: str = "") -> None:
        """Show where to write the address of a server and the password."""
        self.address.field.set_value(address or "")
        self.password.field.set_value("")
        self.form.show()
        self.empty.hide()
        (self.password if address else self.address).field.focus()

    def go_to_server(self) -> None:
        """Synchronise with the server that was written down."""
        address = str(self.address.field.value()).strip()
        try:
            read_target(address)
        except AppError as error:
            self.address.set_error(self.language.error(error))
            return
        self.address.clear()
        password = str(self.password.field.value()) or None
        self._go(Way(address, password, bool(self.keep.value())))

    def forget_chosen(self) -> None:
        """Know the chosen place no longer; what lies there stays."""
        chosen = self.table.selected()
        if chosen is not None:
            self._forget(chosen)

    def _forget(self, known: KnownCarrier) -> None:
        def forgotten(_: object) -> None:
            undone = self.language.text(
                "{place} is forgotten", place=known.address.partition("?")[0]
            )
            self.context.toast(undone)
            self.refresh()

        self.context.do(forget_carrier, known.address, on_done=forgotten, undo=False)

    # ---- a round ----

    def synchronise(self) -> None:
        """Synchronise with the chosen place."""
        chosen = self.table.selected()
        if chosen is not None:
            self._go(Way(chosen.address))

    def _go(self, way: Way) -> None:
        if self.is_working:
            return
        self._way = Way(way.address, way.password, way.keep_password, bool(self.relay.value()))
        text = self.language.text
        self.work(
            text("Looking what lies there"),
            go_round,
            self._way,
            {stage: text(word) for stage, word in STAGES.items()},
            on_done=self._went,
            busy=(self.button, self.add_server),
            busy_word=text("Synchronising…"),
        )

    def _went(self, done: Round) -> None:
        self._round = done
        self.form.hide()
        self.password.field.set_value("")
        self._say_done()
        self.refresh()

    def failed(self, error: AppError) -> None:
        self.trouble.set_content("", self.language.error(error))
        self.trouble.show()
        if isinstance(error, PasswordMissing | WrongPassword) and self._way is not None:
            self.ask_for_server(self._way.address)
        self.refresh()

    def _say_done(self) -> None:
        done = self._round
        if done is None:
            return
        synced, language = done.synced, self.language
        self.done.set_kind("ok" if synced.is_whole else "info")
        self.done.set_content(result_words(synced, language), self._details(synced))
        self.done.show()
        refusals = [one.refusal for one in synced.received if one.refusal]
        said = [language.error(each) for each in (synced.trouble, *refusals) if each is not None]
        self.trouble.set_content("", "\n".join(said))
        self.trouble.setVisible(bool(said))
        self.first_time.set_content(
            language.text("This server is met for the first time"),
            language.text(
                "Compare its key with whoever looks after it: {fingerprint}",
                fingerprint=synced.said_once,
            ),
        )
        self.first_time.setVisible(bool(synced.said_once))

    def _details(self, synced: Synced) -> str:
        language = self.language
        lines = []
        names = dict.fromkeys(name for one in synced.sent for name in one.receivers)
        if names:
            lines.append(language.text("For: {names}", names=", ".join(names)))
        lines += [
            language.text(
                "New sender: {name}. Compare the fingerprint: {words}",
                name=one.sender.name,
                words=key_words(one.sender, language),
            )
            for one in synced.received
            if one.is_first and one.sender
        ]
        if synced.left:
            lines.append(
                language.plural(
                    "{n} sealed package for others lies there",
                    "{n} sealed packages for others lie there",
                    len(synced.left),
                )
            )
        if synced.beside:
            lines.append(
                language.text(
                    "Not given to {names}, who stand beside you: to give to them, use “Give”.",
                    names=", ".join(synced.beside),
                )
            )
        if synced.rest:
            lines.append(language.text(synced.rest))
        return "\n".join(lines)


def _target(address: str) -> Target | None:
    try:
        return read_target(address)
    except AppError:
        return None
