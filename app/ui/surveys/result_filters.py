"""Of which filled forms results are shown: what there is to choose from, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from app.language import Language
from app.model import Event
from app.storage import Workspace
from app.storage.questions.reference import place
from app.storage.questions.results import present
from app.storage.questions.surveys import survey_line
from app.storage.selection import EVERYTHING, AnswerFilter
from app.ui.kit import Chips, ChoiceField, FilterChoice, PeriodChoice, QuietButton, filter_said
from app.ui.kit.period_choice import OWN
from app.ui.kit.segments import Option
from app.ui.words import terms


@dataclass(frozen=True)
class Offers:
    """What the filled forms of a survey can be told apart by."""

    territories: tuple[tuple[str, Mapping[str, str], int], ...] = ()
    """Code, names by language, how deep it lies; what lies around the others among them."""
    groups: tuple[str, ...] = ()
    rounds: tuple[int, ...] = ()
    events: tuple[tuple[bytes, str], ...] = ()
    versions: tuple[tuple[bytes, str], ...] = ()
    total: int = 0
    form_id: str = ""


def read_offers(ws: Workspace, survey: bytes) -> Offers:
    """What can be chosen between: only what filled forms have."""
    found, line = present(ws, survey), survey_line(ws, survey)
    events = ((event, ws.get(Event, event)) for event in found.events)
    answered = [one for one in line.versions if one.filled] if line else []
    return Offers(
        _territories(ws, list(found.territories)),
        tuple(found.groups),
        tuple(found.rounds),
        tuple((event, known.caption()) for event, known in events if known is not None),
        tuple((one.id, one.version) for one in answered),
        line.filled if line else 0,
        line.form_id if line else "",
    )


def _territories(
    ws: Workspace, codes: Sequence[str]
) -> tuple[tuple[str, Mapping[str, str], int], ...]:
    found: dict[str, tuple[Mapping[str, str], int]] = {}
    for code in codes:
        known = place(ws, code)
        line = [known.territory, *known.above] if known else []
        for deep, one in enumerate(reversed(line)):
            found.setdefault(one.code, (one.names(), deep))
    return tuple((code, names, deep) for code, (names, deep) in found.items())


class ResultFilters(Chips):
    """Lists beside each other in one line; those without room wait behind “More filters”.

    One that is chosen is always seen: nothing filters unseen.
    """

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language, self._offers = language, Offers()
        self._is_ready = False
        self.territory, self.group = FilterChoice(), FilterChoice()
        self.period = PeriodChoice(language)
        self.at_event, self.round, self.sex = FilterChoice(), FilterChoice(), FilterChoice()
        self.version, self.source = FilterChoice(), FilterChoice()
        self._offered: tuple[ChoiceField, ...] = ()
        self._is_open = False
        self.more = QuietButton(icon="funnel")
        self.more.clicked.connect(self._turn)
        self.clear_all = QuietButton(icon="x")
        self.clear_all.clicked.connect(self.clear)
        first, second, *rest = self.lists
        for part in (first, second, self.period.between, *rest, self.more, self.clear_all):
            self.flow.addWidget(part)
        for one in self.lists:
            one.committed.connect(lambda _: self._chosen())
        self.retranslate(language)

    @property
    def lists(self) -> tuple[ChoiceField, ...]:
        """All lists, in order."""
        return (
            self.territory,
            self.period,
            self.at_event,
            self.group,
            self.round,
            self.sex,
            self.version,
            self.source,
        )

    def wanted(self) -> AnswerFilter:
        """What is asked for at present."""
        since, until = self.period.days()
        version = _id(self.version.value())
        return AnswerFilter(
            versions=(version,) if version else (),
            territory=str(self.territory.value() or ""),
            since=since,
            until=until,
            event=_id(self.at_event.value()),
            group=str(self.group.value() or ""),
            round=_number(self.round.value()),
            sex=str(self.sex.value() or ""),
            source=str(self.source.value() or ""),
        )

    def clear(self) -> None:
        """Ask for everything again."""
        for one in self.lists:
            one.set_value(None)
        self._chosen()

    def _chosen(self) -> None:
        self._fit()
        self.changed.emit()

    # ---- words ----

    def set_offers(self, offers: Offers) -> None:
        """Offer these; what was chosen stays chosen."""
        self._offers = offers
        self.retranslate(self._language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        say, offers = language.text, self._offers
        self.period.retranslate(language)
        offered: list[ChoiceField] = []
        for one, options, empty, name in (
            (self.territory, self._places(), say("All places"), say("Territory")),
            (self.at_event, self._events(), say("All events"), say("Event")),
            (self.group, [(each, each) for each in offers.groups], say("All groups"), say("Group")),
            (self.round, self._rounds(), say("All rounds"), say("Round")),
            (self.sex, self._sexes(), say("Women and men"), say("Sex")),
            (self.version, self._versions(), say("All versions"), say("Version")),
            (self.source, self._sources(), say("From everywhere"), say("Source")),
        ):
            one.set_options(options, empty)
            one.set_name(name)
            if len(options) > 1 or one.value() is not None:
                offered.append(one)
        self._offered = tuple(one for one in self.lists if one in offered or one is self.period)
        self.clear_all.setText(say("Clear"))
        self._is_ready = True
        self._fit()

    def _places(self) -> list[Option]:
        label = self._language.label
        places = [
            (code, label(names) or code, deep) for code, names, deep in self._offers.territories
        ]
        ordered = sorted(places, key=lambda one: (one[2], self._language.sort_key(one[1])))
        return [(code, name) for code, name, _ in ordered]

    def _rounds(self) -> list[Option]:
        say = self._language.text
        return [(str(one), say("Round {n}", n=one)) for one in self._offers.rounds]

    def _sexes(self) -> list[Option]:
        say = self._language.text
        return [("f", say("Women")), ("m", say("Men"))] if self._offers.total else []

    def _versions(self) -> list[Option]:
        say = self._language.text
        known = self._offers.versions
        return [(one.hex(), say("Version {version}", version=name)) for one, name in known]

    def _events(self) -> list[Option]:
        return [(one.hex(), title) for one, title in self._offers.events]

    def _sources(self) -> list[Option]:
        return terms(self._language, "submission_source") if self._offers.total else []

    def words(self, wanted: AnswerFilter) -> tuple[str, ...]:
        """What is asked for, word by word; none for everything."""
        words = (
            self.territory.words_of(wanted.territory),
            self.period.words_of((wanted.since, wanted.until)),
            self.at_event.words_of(wanted.event.hex() if wanted.event else None),
            self.group.words_of(wanted.group),
            self.round.words_of(None if wanted.round is None else str(wanted.round)),
            self.sex.words_of(wanted.sex),
            *(self.version.words_of(version.hex()) for version in wanted.versions),
            self.source.words_of(wanted.source),
        )
        return tuple(word for word in words if word)

    def said(self, wanted: AnswerFilter) -> str:
        """What figures were asked for, as each of them carries it: not what is chosen by now."""
        return filter_said(self._language, self.words(wanted))

    def _fit(self) -> None:
        is_own = self.period.value() == OWN
        self.clear_all.setVisible(self.wanted() != EVERYTHING or is_own)
        self.fit()

    # ---- one line ----

    def fit(self) -> None:
        if self._is_ready:
            self._choose_seen()
        super().fit()

    def _turn(self) -> None:
        """Show all filters, or as many as one line holds."""
        self._is_open = not self._is_open
        self._fit()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_seen(self) -> None:
        say, width = self._language.text, self.width()
        fits = self._fitting(width)
        is_short = fits == self._offered
        self.more.setText(say("Fewer filters") if self._is_open else say("More filters"))
        self.more.setVisible(not is_short)
        for one in self.lists:
            one.setVisible(one in (self._offered if self._is_open else fits))
        if self.width() != width:
            # what is shown and hidden may make the layout give another width meanwhile
            self._choose_seen()

    def _fitting(self, width: int) -> tuple[ChoiceField, ...]:
        """The filters one line of a width holds; all that are chosen are among them."""
        gap = self.flow.spacing()
        beside = [part for part in (self.period.between, self.clear_all) if not part.isHidden()]
        room = width + gap - sum(part.sizeHint().width() + gap for part in beside)
        wide = {one: one.sizeHint().width() + gap for one in self._offered}
        if sum(wide.values()) <= room:
            return self._offered
        chosen = [one for one in self._offered if one.value() is not None]
        room -= self.more.sizeHint().width() + gap + sum(wide[one] for one in chosen)
        seen = set(chosen)
        for one in self._offered:
            if one not in seen and wide[one] <= room:
                seen.add(one)
                room -= wide[one]
            elif one not in seen:
                break
        return tuple(one for one in self._offered if one in seen)


def _id(value: object) -> bytes | None:
    return bytes.fromhex(value) if isinstance(value, str) and value else None


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value else None
