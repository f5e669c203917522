"""The events of the demonstration: four meetings of May 2025, the club discussion of July 2022."""

import io
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, cast

from app.actions.attachments import NewFile, add_files
from app.actions.records import new
from app.commands.demo_club import found_club, map_stakeholders
from app.commands.demo_people import People
from app.model import Edit, Event, FrameworkItem, Person, Put, Territory, age_at
from app.model.kinds import parse_time
from app.model.resources import read_yaml
from app.storage import Workspace

_MEETING_ITEMS = ("NPGE-2025/P1", "NPGE-2025/P4", "NAP1325-2025/T2.1", "NAP1325-2025/T3.1")
_BISHKEK = "41711000000000"
_PILOT_OBLASTS = ("41703000000000", "41702000000000", "41704000000000", "41706000000000")
_CATEGORIES = ("lk_deputy", "community_activist", "mtsom_territorial")


class Notebook:
    """One trainer's notebook being filled: her words, her people, her events."""

    def __init__(self, workspace: Workspace, trainer: Mapping[str, Any], seed: int) -> None:
        self.workspace = workspace
        self.trainer = trainer
        self.language: str = trainer["language"]
        self.words: dict[str, Any] = read_yaml("demo/meetings")
        self.chance = random.Random(f"{seed}:{trainer['slug']}")  # noqa: S311 - no secret
        self.people = People(self.chance.randrange(2**31), self.language)
        self.known: list[Put] = []

    def hold_meeting(self, count: int, typed_before: list[dict[str, object]]) -> bytes:
        """The consultative meeting of the trainer's oblast; answers the event's id."""
        trainer, words = self.trainer, self.words
        report = read_yaml("frameworks/regional_2025")["facts"]["document"]
        event = self._event(
            {
                "title": words["title"][self.language].format(place=trainer["place"].split(",")[0]),
                "type": "consultative_meeting",
                "date_from": trainer["first"],
                "date_to": trainer["last"],
                "time_from": "09:00",
                "time_to": "16:30",
                "territory": trainer["town"],
                "venue_text": trainer["place"],
                "objectives": tuple(report["goals"]),
                "tasks": tuple(task["text"] for task in report["tasks"]),
                "results": (*report["results"], report["outcome"]),
                "audience_text": report["audience"],
                "target_audience": _CATEGORIES,
                "framework_items": _MEETING_ITEMS,
                "planned_count": count,
                "note": words["note"][self.language],
            }
        )
        lines = list(self._programme(event))
        edits: list[Edit] = [event, *lines, *self._organisers(event)]
        again = [new("person", self.people.typed_by_another(values)) for values in typed_before]
        people = [*again, *self._invent(count - len(again), trainer["first"].year)]
        groups = self._groups(event, lines)
        edits += [*people, *self._lists(event, people), *self._figures(event)]
        edits += [*groups.values(), *_members(groups, people), *self._notes(event, groups)]
        self.workspace.write(edits)
        self._photograph(event, words["flip_chart"][self.language])
        return event.id

    def hold_club(self, count: int) -> bytes:
        """The discussion of the club's concept on 18 July 2022, row by row as in its programme."""
        facts = read_yaml("frameworks/women_deputies_club_2022")["facts"]
        programme, partner = facts["programme"], facts["partner_project"]
        project = new(
            "project",
            {
                "title": programme["project"],
                "donor": "USAID",
                "implementers": (programme["implementer"],),
                "period_from": "2021-09-01",
                "period_to": "2025-09-30",
                "budget": 4_900_000,
                "currency": "USD",
                "coverage": _PILOT_OBLASTS,
                "directions": tuple(partner["directions"]),
            },
        )
        event = self._event(
            {
                "code": programme["code"],
                "title": "Обсуждение Концепции Клуба депутатов-женщин местных кенешей",
                "type": "discussion_platform",
                "date_from": programme["date"],
                "date_to": programme["date"],
                "time_from": "13:30",
                "time_to": "17:30",
                "territory": _BISHKEK,
                "venue_text": programme["venue"],
                "project": project.id,
                "audience_text": programme["participants"],
                "framework_items": ("CLUB/T01", "CLUB/T02", "CLUB/T03"),
                "planned_count": count,
                "attendance_by": "day",
                "languages": ("ru", "ky"),
                "note": self.words["club_note"][self.language],
            }
        )
        lines = list(self._club_programme(event, programme["agenda"]))
        hosts = list(self._club_hosts(event, programme, partner))
        edits: list[Edit] = [project, event, *lines, *hosts]
        guests = [person for person in self.known if self.chance.random() < 0.25]
        invented = self._invent(count - len(guests), 2022)
        edits += [*invented, *self._lists(event, [*guests, *invented])]
        asked = next(line.id for line in lines if line.values["kind"] == "group_work")
        edits += map_stakeholders(event, asked, facts["club"], self.language)
        self.workspace.write(edits)
        mentor = next(host.id for host in hosts if host.type_name == "person")
        club = {"mentor": mentor, "organisation": hosts[0].id, "coverage": _PILOT_OBLASTS}
        members = [person.id for person in invented]
        found_club(self.workspace, club, members, self.language)
        return event.id

    def hold_extra(self, number: int, count: int) -> bytes:
        """A wholly invented training, for load."""
        first = date(2025, 6, 1) + timedelta(days=self.chance.randrange(500))
        event = self._event(
            {
                "title": self.words["extra_title"][self.language].format(n=number),
                "type": "training",
                "date_from": first,
                "date_to": first + timedelta(days=1),
                "territory": self.trainer["town"],
                "planned_count": count,
                "note": self.words["note"][self.language],
            }
        )
        met = self.chance.sample(self.known, min(len(self.known), count // 3))
        people = self._invent(count - len(met), first.year)
        self.workspace.write([event, *people, *self._lists(event, [*met, *people])])
        return event.id

    def _event(self, values: Mapping[str, object]) -> Put:
        common = {"mode": "offline", "status": "held", "attendance_by": "half_day"}
        return new("event", {**common, "languages": (self.language,), **values})

    def _programme(self, event: Put) -> Iterator[Put]:
        first: date = self.trainer["first"]
        at = 4 if self.language == "ky" else 5
        for number, row in enumerate(self.words["programme"]):
            yield new(
                "agenda_item",
                {
                    "event": event.id,
                    "day": first + timedelta(days=row[0] - 1),
                    "time_from": row[1],
                    "time_to": row[2],
                    "kind": row[3],
                    "title": row[at],
                    "speaker": self.trainer["name"] if row[3] == "presentation" else "",
                    "sequence": number,
                },
            )

    def _organisers(self, event: Put) -> Iterator[Put]:
        place = self.trainer["place"].split(",")[0]
        ministry = {"name": self.words["mtsom"][self.language], "kind": "state"}
        unit = {
            "name": self.words["unit"][self.language].format(place=place),
            "kind": "state",
            "address": self.words["unit_address"][self.language],
            "phone": self.words["unit_phone"],
        }
        yield from self._hosts(event, [(ministry, "organiser"), (unit, "partner")])
        yield from self._leader(event, self.trainer["name"], "moderator", "")

    def _hosts(self, event: Put, hosts: list[tuple[dict[str, object], str]]) -> Iterator[Put]:
        for number, (values, role) in enumerate(hosts):
            organisation = new("organisation", values)
            yield organisation
            part = {"event": event.id, "organisation": organisation.id, "role": role}
            yield new("event_organisation", {**part, "sequence": number})

    def _leader(self, event: Put, name: str, role: str, position: str) -> Iterator[Put]:
        surname, _, first = name.partition(" ")
        person = new("person", {"surname": surname, "name": first, "position": position})
        yield person
        part = {"event": event.id, "person": person.id, "role": role, "position": position}
        yield new("event_person", part)

    def _club_programme(self, event: Put, agenda: list[dict[str, str]]) -> Iterator[Put]:
        for number, row in enumerate(agenda):
            yield new(
                "agenda_item",
                {
                    "event": event.id,
                    "day": event.values["date_from"],
                    "time_from": parse_time(row["from"]),
                    "time_to": parse_time(row["to"]),
                    "kind": row["kind_suggested"],
                    "title": row["session"],
                    "speaker": row["speaker"],
                    "sequence": number,
                },
            )

    def _club_hosts(
        self, event: Put, programme: Mapping[str, str], partner: Mapping[str, str]
    ) -> Iterator[Put]:
        yield from self._hosts(
            event,
            [
                ({"name": programme["organiser"], "kind": "academy"}, "organiser"),
                ({"name": programme["implementer"], "kind": "cso"}, "implementer"),
                ({"name": partner["name"], "kind": "international"}, "donor"),
            ],
        )
        mentor = "Ментор Клуба депутатов-женщин"
        yield from self._leader(event, "Акулова Салия", "moderator", mentor)
        yield from self._leader(event, "Курманалиева Асель", "speaker", "и.о. директора АМУЦА")

    def _invent(self, count: int, year: int) -> list[Put]:
        places = [
            place.code
            for oblast in self.trainer["oblasts"]
            for place in self.workspace.find(Territory, parent=oblast)
        ]
        people = [new("person", self.people.invent(places, year)) for _ in range(max(count, 0))]
        self.known += people
        return people

    def _lists(self, event: Put, people: list[Put]) -> Iterator[Put]:
        """Registrations, consents and ticks: most came, some missed a half-day."""
        first = _day(event)
        for person in people:
            registration = new("registration", _as_at(event, person, first))
            yield registration
            yield from self._consent(person, first)
            habit = self.chance.choice((1.0, 1.0, 0.95, 0.8, 0.6))
            for day, part in _moments(event):
                key = {"registration": registration.id, "day": day, "part": part}
                yield new("attendance", {**key, "is_present": self.chance.random() < habit})

    def _consent(self, person: Put, day: date) -> Iterator[Put]:
        drawn = self.chance.random()
        if drawn < 0.08:
            return
        scope = ("data", "photo") if drawn < 0.8 else ("data",)
        given = {"person": person.id, "given_on": day, "form": "paper", "scope": scope}
        withdrawn = day + timedelta(days=3) if drawn > 0.985 else None
        yield new("consent", {**given, "withdrawn_on": withdrawn})

    def _groups(self, event: Put, lines: list[Put]) -> dict[str, Put]:
        """Two groups, one for what hinders and one for what is recommended, as the day runs."""
        asked = [line.id for line in lines if line.values["kind"] == "group_work"]
        groups: dict[str, Put] = {}
        for number, (kind, words) in enumerate(read_yaml("demo/plans")["groups"].items()):
            values = {"name": words["name"][self.language], "question": words[self.language]}
            about = {"event": event.id, "agenda_item": asked[number], "sequence": 10 * (number + 1)}
            territory = self.trainer["oblasts"][0]
            groups[kind] = new("group_session", {**about, **values, "territory": territory})
        return groups

    def _notes(self, event: Put, groups: Mapping[str, Put]) -> Iterator[Put]:
        for number, values in enumerate((*self._problems(), *self._recommendations()), start=1):
            about = {"event": event.id, "territory": self.trainer["oblasts"][0], "status": "raw"}
            group = groups[str(values["kind"])].id
            yield new("note", {**about, **values, "group_session": group, "sequence": 10 * number})

    def _problems(self) -> Iterator[dict[str, object]]:
        facts = read_yaml("frameworks/regional_2025")["facts"]
        for block in facts["problems"]:
            if set(block["regions_iso"]) & set(self.trainer["problems"]):
                for item in block["items"]:
                    theme = self._theme(item["text"])
                    said = {"text": item["text"], "code": item["code"]}
                    yield {"kind": "problem", "theme": theme, **said}

    def _theme(self, text: str) -> str | None:
        themes: dict[str, str] = self.words["themes"]
        return next((theme for word, theme in themes.items() if word in text.lower()), None)

    def _recommendations(self) -> Iterator[dict[str, object]]:
        """What was recommended in the oblast, tied to the goal or task it belongs to."""
        goals = {
            item["code"]: tuple(item["priority_suggested"])
            for block in read_yaml("frameworks/regional_2025")["facts"][
                "npge_recommendations_by_region"
            ]
            for item in block["items"]
            if item.get("priority_suggested")
        }
        for framework in ("REG-2025", "NAP1325-2025"):
            found = self.workspace.find(FrameworkItem, order="sequence", framework=framework)
            for item in found:
                if item.type == "recommendation" and self.trainer["oblasts"][0] in item.regions:
                    tied = goals.get(item.code) or ((item.parent,) if item.parent else ())
                    said = {"text": item.text_ru, "code": item.code}
                    yield {"kind": "recommendation", "framework_items": tied, **said}

    def _figures(self, event: Put) -> Iterator[Put]:
        """A mass event beside the meeting, what was handed out, and how far it reached."""
        about = {"event": event.id, "day": _day(event)}
        for sex, number in (("f", 120 + self.chance.randrange(60)), ("m", 70)):
            group = {"sex": sex, "category": "pupil", "age_group": "adolescent"}
            yield new("headcount", {**about, **group, "number": number, "qualifier": "about"})
        schools = {"kind": "schools", "value": 9 + self.chance.randrange(5), "qualifier": "exact"}
        yield new("reach_figure", {"event": event.id, **schools})
        for given in self.words["products"]:
            title = {"title": given[self.language], "kind": given["kind"]}
            product = new("product", {**title, "language": self.language})
            yield product
            copies = {"product": product.id, "copies": given["copies"]}
            yield new("distribution", {**about, **copies, "territory": self.trainer["town"]})

    def picture(self, name: str, day: date) -> NewFile:
        """A drawn sheet that stands for a photo."""
        number = self.chance.randrange(10_000)
        content = _flip_chart(self.chance)
        return NewFile(f"{name}-{number:04d}.png", "photo", "image/png", content, day)

    def _photograph(self, event: Put, caption: str) -> None:
        name = f"flip-chart-{self.trainer['slug']}.png"
        picture = _flip_chart(self.chance)
        file = NewFile(name, "photo", "image/png", picture, _day(event))
        made = add_files(self.workspace, "event", event.id, [file])
        self.workspace.write([Put("attachment", change.id, {"title": caption}) for change in made])


def _members(groups: Mapping[str, Put], people: list[Put]) -> Iterator[Put]:
    """Half of those who came sit in either group."""
    for number, group in enumerate(groups.values()):
        for person in people[number :: len(groups)]:
            yield new("group_member", {"group_session": group.id, "person": person.id})


def _day(event: Put) -> date:
    return cast("date", event.values["date_from"])


def _moments(event: Put) -> list[tuple[date, str]]:
    shown = Event(**{name: event.values.get(name) for name in ("date_from", "date_to")})  # type: ignore[arg-type]
    parts = ("day",) if event.values["attendance_by"] == "day" else ("morning", "afternoon")
    return [(day, part) for day in shown.days() for part in parts]


def _as_at(event: Put, person: Put, day: date) -> dict[str, object]:
    """The line of the list: what is true of the person on the day."""
    shown = Person.load(person.id, {})
    values = {**shown.values(), **person.values}
    return {
        "event": event.id,
        "person": person.id,
        "category": next(iter(values["categories"]), None),
        "organisation": values["organisation"],
        "position": values["position"],
        "territory": values["territory"],
        "age": age_at(day, values["birth_year"]),
        "channel": "list",
        "status": "attended",
    }


def _flip_chart(chance: random.Random) -> bytes:
    """A drawn sheet of paper with lines where writing would be."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (640, 860), "#FFFFFF")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((12, 12, 628, 848), outline="#858E98", width=4)
    colours = ("#0B6273", "#875200", "#1C7339", "#4B555F")
    for row in range(14):
        top = 60 + row * 54
        end = 120 + chance.randrange(420)
        pen.line((60, top, end, top + chance.randrange(-4, 5)), colours[row % 4], 7)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
