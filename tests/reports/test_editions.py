"""Editions of the tables: who is left out, what is told of people, and that nobody stands out."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.people import give_consent, withdraw_consent
from app.model import RECORD_TYPES, Put, new_id
from app.model.kinds import Document, File, Link, Privacy
from app.reports.tables import Edition, Tables, tables_of
from app.storage.disclosure import SMALLEST, coarsened
from tests.examples import examples
from tests.reports.conftest import BATKEN, Notebook

TODAY = date(2026, 12, 1)
GIVEN = {"given_on": TODAY, "scope": ("data",)}
RAIONS = ("41705236000000", "41705214000000")
CITY = "41705236610010"
"""Within the first of them."""
Rows = list[dict[str, Any]]


def rows(tables: Tables, name: str) -> Rows:
    record_type = RECORD_TYPES[name]
    names = [column.name for column in tables.columns(record_type)]
    return [dict(zip(names, row, strict=True)) for row in tables.rows(record_type)]


@contextmanager
def edition(notebook: Notebook, which: Edition) -> Iterator[Callable[[str], Rows]]:
    with notebook.workspace.snapshot() as connection:
        tables = tables_of(connection, which, TODAY)
        yield lambda name: rows(tables, name)


@pytest.fixture
def meeting(notebook: Notebook) -> dict[str, Any]:
    """Six women alike, a man and a girl who are not, all at one event, ticked on one day."""
    event = notebook.put(
        "event", title="Жыйын", type="training", date_from=TODAY, note="ички", link="https://x.kg/1"
    )
    people = [
        person(notebook, f"Аялова{number}", sex="f", birth_year=1980, territory=CITY)
        for number in range(6)
    ]
    people.append(person(notebook, "Эркеков", sex="m", birth_year=1950, territory=RAIONS[1]))
    people.append(person(notebook, "Кызова", sex="f", birth_year=2008, territory=BATKEN))
    lists = [
        notebook.put(
            "registration",
            event=event,
            person=one,
            category="lk_deputy",
            organisation="Айыл өкмөтү",
            territory=RAIONS[0],
            age=46,
        )
        for one in people
    ]
    for registration in lists:
        notebook.put(
            "attendance", registration=registration, day=TODAY, part="day", is_present=True
        )
    return {"event": event, "people": people, "lists": lists}


def person(notebook: Notebook, surname: str, **values: Any) -> bytes:
    told = {"name": "Айсулуу", "phone": "0700000111", "village": "Кара-Бак", "note": "сыр"}
    return notebook.put("person", surname=surname, **told, **values)


def test_the_open_edition_has_no_names_texts_or_ids_of_people(
    notebook: Notebook, meeting: dict[str, Any]
) -> None:
    with edition(notebook, Edition.OPEN) as open_rows:
        said = str([open_rows(name) for name in told_types(notebook)])
    for secret in ("Аялова", "Айсулуу", "0700000111", "Кара-Бак", "сыр", "өкмөтү", "ички", "x.kg"):
        assert secret not in said
    for one in (*meeting["people"], *meeting["lists"], meeting["event"]):
        assert str(one) not in said
        assert one.hex() not in said


def told_types(notebook: Notebook) -> list[str]:
    with notebook.workspace.snapshot() as connection:
        return [one.type_name for one in tables_of(connection, Edition.OPEN, TODAY).types()]


def test_of_people_is_told_what_five_have_in_common(
    notebook: Notebook, meeting: dict[str, Any]
) -> None:
    with edition(notebook, Edition.OPEN) as open_rows:
        told = [(one["sex"], one["age_group"], one["territory"]) for one in open_rows("person")]
    assert sorted(told, key=str) == [(None, None, None)] * 8
    for number in range(8):
        person(notebook, f"Башка{number}", sex="m", birth_year=1955, territory=RAIONS[1])
    for number in range(4):
        person(notebook, f"Дагы{number}")
    with edition(notebook, Edition.OPEN) as open_rows:
        told = [(one["sex"], one["age_group"], one["territory"]) for one in open_rows("person")]
    assert told.count(("f", "adult", RAIONS[0])) == 6
    assert told.count(("m", "older", RAIONS[1])) == 9
    assert told.count((None, None, None)) == 5


def test_links_hold_within_an_edition_and_never_between_two(
    notebook: Notebook, meeting: dict[str, Any]
) -> None:
    for number in range(6):
        person(notebook, f"Ким{number}", sex=None)
    seen = []
    for _ in range(2):
        with edition(notebook, Edition.OPEN) as open_rows:
            (event,) = open_rows("event")
            lists = {one["id"] for one in open_rows("registration")}
            assert {one["event"] for one in open_rows("registration")} == {event["id"]}
            assert {one["registration"] for one in open_rows("attendance")} == lists
            people = {one["id"] for one in open_rows("person")}
            named = {one["person"] for one in open_rows("registration")} - {None}
            assert named <= people
            assert len(named) >= SMALLEST
            seen.append(people | lists | {event["id"]})
    assert not seen[0] & seen[1]


def test_rows_of_the_open_edition_do_not_stand_as_they_came(notebook: Notebook) -> None:
    for number in range(40):
        person(notebook, f"Катар{number}", categories=("youth",) if number < 20 else ())
    with edition(notebook, Edition.OPEN) as open_rows:
        told = [one["categories"] for one in open_rows("person")]
    assert sorted(told) == [()] * 20 + [("youth",)] * 20
    assert told != sorted(told, reverse=True)


def test_who_knows_of_two_meetings_somebody_was_at_does_not_learn_of_a_third(
    notebook: Notebook,
) -> None:
    women = [person(notebook, f"Аялова{n}", sex="f", birth_year=1980) for n in range(15)]
    events = [
        notebook.put("event", title=title, type="training", date_from=TODAY) for title in "АБВ"
    ]
    came = (women, women[:10], [*women[:5], women[14]])
    for event, some in zip(events, came, strict=True):
        for one in some:
            notebook.put("registration", event=event, person=one, status="attended")
    with edition(notebook, Edition.OPEN) as open_rows:
        named = [tie["person"] for tie in open_rows("registration") if tie["person"]]
    # of fifteen, five were at one meeting, five at two and five at all; one alone at the first
    # and the third, and she is named nowhere
    times = sorted(named.count(one) for one in set(named))
    assert times == [2] * 5 + [3] * 5


def test_a_day_that_somebody_missed_alone_does_not_show_who_she_is(
    notebook: Notebook, meeting: dict[str, Any]
) -> None:
    late = meeting["lists"][0]
    values = {"registration": late, "day": TODAY, "part": "morning"}
    notebook.put("attendance", **values, is_present=False)
    with edition(notebook, Edition.OPEN) as open_rows:
        registered = {tie["id"]: tie["person"] for tie in open_rows("registration")}
        missed = [one for one in open_rows("attendance") if not one["is_present"]]
    assert registered[missed[0]["registration"]] is None
    assert sum(1 for one in registered.values() if one) == len(meeting["people"]) - 1


@pytest.mark.parametrize(
    "text",
    [
        "Айсулуу Аялова айтты: уруксат беришпейт",
        "По словам Аяловой А., мужчины против",
        "айтты Aялова Айсулууга караштуу үйдө",
        "А.Аялованын үйүндө",
        "ayalova aisuluu",
        "Чалуу керек: +996 700 000 111",
        "aisuluu@example.kg дарегине жазгыла",
        "Чалгыла: 0555 123 456 0700 000 111",
        "2026-жыл, кабинет 12 0700000111",
        "тел. 0700.000.111",
        "Жазгыла (aisuluu@example.kg)",
        "почтасы:aisuluu@example.kg.",
    ],
)
def test_a_text_that_names_somebody_is_for_nobody_else(notebook: Notebook, text: str) -> None:
    event = notebook.put("event", title="Жыйын", type="training", date_from=TODAY)
    person(notebook, "Аялова", email="aisuluu@example.kg")
    notebook.put("note", event=event, kind="problem", text=text)
    notebook.put("event", title="Э", type="training", date_from=TODAY, objectives=("жол", text))
    with notebook.workspace.snapshot() as connection:
        tables = tables_of(connection, Edition.OPEN, TODAY)
        assert [note["text"] for note in rows(tables, "note")] == [None]
        assert {event["objectives"] for event in rows(tables, "event")} == {(), None}
        assert tables.unsaid == 2
        rows(tables, "note")
        assert tables.unsaid == 2, "what is read twice is left out once"
    with edition(notebook, Edition.OFFICE) as office_rows:
        assert [note["text"] for note in office_rows("note")] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Аялова көчөсү, 12",
        "Айсулуу деген айыл",
        "Аялдар кеңеши чогулду, Аялзат борбору",
        "Бюджет 1 700 000 111 сом",
        "info@example.kg",
    ],
)
def test_a_text_that_names_nobody_stays(notebook: Notebook, text: str) -> None:
    event = notebook.put("event", title="Жыйын", type="training", date_from=TODAY)
    person(notebook, "Аялова", email="aisuluu@example.kg")
    notebook.put("note", event=event, kind="problem", text=text)
    with edition(notebook, Edition.OPEN) as open_rows:
        assert [note["text"] for note in open_rows("note")] == [text]


def test_small_counts_of_groups_and_what_gives_them_away_are_hidden(notebook: Notebook) -> None:
    event = notebook.put("event", title="Акция", type="campaign", date_from=TODAY)
    for sex, number in (("f", 120), ("m", 3), ("u", 40)):
        notebook.put("headcount", event=event, sex=sex, number=number, note="эсеп")
    with edition(notebook, Edition.OPEN) as open_rows:
        told = {one["sex"]: one["number"] for one in open_rows("headcount")}
    assert told == {"f": 120, "m": None, "u": None}
    with edition(notebook, Edition.OFFICE) as office_rows:
        assert {one["number"] for one in office_rows("headcount")} == {120, 3, 40}


def test_a_few_leaders_of_an_event_are_counted_and_not_named(
    notebook: Notebook, meeting: dict[str, Any]
) -> None:
    for one in meeting["people"][:2]:
        notebook.put("event_person", event=meeting["event"], person=one, role="trainer")
    with edition(notebook, Edition.OPEN) as open_rows:
        told = [(one["person"], one["role"]) for one in open_rows("event_person")]
    assert told == [(None, None)] * 2


def test_one_person_in_many_lines_is_no_crowd(notebook: Notebook, meeting: dict[str, Any]) -> None:
    club = notebook.put("club", title="Клуб")
    for number in range(9):
        notebook.put("practice_task", club=club, person=meeting["people"][0], text=f"Иш {number}")
    with edition(notebook, Edition.OPEN) as open_rows:
        assert {one["person"] for one in open_rows("practice_task")} == {None}
        assert "Иш" not in str(open_rows("practice_task"))


@pytest.mark.parametrize("which", [Edition.OFFICE, Edition.OPEN])
def test_who_took_her_consent_back_is_in_no_later_export(
    notebook: Notebook, meeting: dict[str, Any], which: Edition
) -> None:
    gone = meeting["people"][2]
    give_consent(notebook.workspace, gone, {**GIVEN, "form": "paper"})
    with edition(notebook, which) as told:
        assert [len(told(name)) for name in ("person", "registration", "attendance")] == [8] * 3
    withdraw_consent(notebook.workspace, gone, TODAY)
    with edition(notebook, which) as told:
        assert [len(told(name)) for name in ("person", "registration", "attendance")] == [7] * 3
        assert gone not in {one["id"] for one in told("person")}
        assert len({one["registration"] for one in told("attendance")}) == 7
    with edition(notebook, Edition.FULL) as told:
        assert gone in {one["id"] for one in told("person")}
        assert len(told("attendance")) == 8


def test_whoever_agreed_again_is_in_again(notebook: Notebook, meeting: dict[str, Any]) -> None:
    back = meeting["people"][0]
    give_consent(notebook.workspace, back, {**GIVEN, "scope": ("data", "contact")})
    withdraw_consent(notebook.workspace, back, TODAY)
    give_consent(notebook.workspace, back, GIVEN)
    with edition(notebook, Edition.OFFICE) as told:
        (found,) = [one for one in told("person") if one["id"] == back]
    assert (found["surname"], found["phone"], found["email"]) == ("Аялова0", None, None)


def test_an_entry_that_was_joined_goes_with_the_person(
    notebook: Notebook, meeting: dict[str, Any]
) -> None:
    stays, goes = meeting["people"][:2]
    notebook.workspace.write([Put("person", goes, {"duplicate_of": stays})])
    with edition(notebook, Edition.OPEN) as told:
        assert len(told("person")) == 7
    give_consent(notebook.workspace, goes, GIVEN)
    withdraw_consent(notebook.workspace, goes, TODAY)
    with edition(notebook, Edition.OFFICE) as told:
        assert not {stays, goes} & {one["id"] for one in told("person")}


def test_each_use_is_respected_by_itself(notebook: Notebook, meeting: dict[str, Any]) -> None:
    agreed, withdrew, never = meeting["people"][:3]
    for one in (agreed, withdrew, never):
        told = {"disability": "disability", "social_status": ("migrant",)}
        notebook.workspace.write([Put("person", one, told)])
        notebook.put("attachment", person=one, kind="photo", title="Сүрөт", file="0" * 64)
    everything = {**GIVEN, "scope": ("data", "photo", "contact", "sensitive")}
    give_consent(notebook.workspace, agreed, everything)
    give_consent(notebook.workspace, withdrew, everything)
    withdraw_consent(notebook.workspace, withdrew, TODAY)
    give_consent(notebook.workspace, withdrew, GIVEN)
    with edition(notebook, Edition.OFFICE) as office_rows:
        people = {one["id"]: one for one in office_rows("person")}
        photos = {one["person"] for one in office_rows("attachment")}
    said = [(people[one]["phone"], people[one]["disability"]) for one in (agreed, withdrew, never)]
    assert said == [("0700000111", "disability"), (None, None), ("0700000111", None)]
    assert photos == {agreed, never}


def test_a_name_in_a_plan_goes_with_the_consent(
    notebook: Notebook, meeting: dict[str, Any]
) -> None:
    one = meeting["people"][0]
    plan = notebook.put("action_plan", title="План")
    notebook.put(
        "plan_measure", action_plan=plan, text="Суу", person=one, responsible="Аялова Айсулуу"
    )
    give_consent(notebook.workspace, one, GIVEN)
    withdraw_consent(notebook.workspace, one, TODAY)
    with edition(notebook, Edition.OFFICE) as office_rows:
        (measure,) = office_rows("plan_measure")
    assert (measure["person"], measure["responsible"], measure["text"]) == (None, None, "Суу")


def test_the_open_edition_shows_no_field_that_the_declaration_keeps_back() -> None:
    from app.reports.tables.open_edition import OpenTables
    from app.storage.questions.consents import Consents

    class Nobody:
        def create_function(self, *_: object, **__: object) -> None: ...

    tables = OpenTables(Nobody(), Consents({}, {}), TODAY)  # type: ignore[arg-type]
    for record_type in tables.types():
        for column in tables.columns(record_type)[1:]:
            kind = column.kind
            assert kind.privacy is Privacy.PUBLIC, (record_type, column.name)
            assert not kind.is_internal, (record_type, column.name)
            assert not isinstance(kind, (File, Document)), (record_type, column.name)
            assert not (isinstance(kind, Link) and kind.only_names), (record_type, column.name)
    assert {"device", "consent", "receipt"}.isdisjoint(one.type_name for one in tables.types())


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["f", "m", None]),
        st.sampled_from([1950, 1980, 2000, 2010, None]),
        st.sampled_from([*RAIONS, BATKEN, None, "41799"]),
        st.sampled_from([(), ("youth",), ("lk_deputy",)]),
    ),
    max_size=24,
)
LISTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 23),
        st.sampled_from(["lk_deputy", "youth", None]),
        st.sampled_from([*RAIONS, None]),
    ),
    max_size=40,
)


@examples(40)
@given(PEOPLE, LISTS)
def test_whoever_is_listed_five_look_alike(
    notebook: Notebook, people: list[tuple[Any, ...]], lists: list[tuple[Any, ...]]
) -> None:
    with fresh(notebook, people, lists), edition(notebook, Edition.OPEN) as open_rows:
        persons, ties = open_rows("person"), open_rows("registration")
    facts = {one["id"]: tuple(one.values())[1:] for one in persons}
    held(list(facts.values()), (None, None, None, ()))
    events = defaultdict(list)
    for tie in ties:
        events[tie["event"]].append(tie)
    for some in events.values():
        own = [(tie["category"], tie["territory"]) for tie in some]
        held(own, (None, None))
        named = [
            (fact, facts[tie["person"]])
            for fact, tie in zip(own, some, strict=True)
            if tie["person"]
        ]
        for one in named:
            assert named.count(one) >= SMALLEST
    everywhere = everything_said(ties)
    for who, said in everywhere.items():
        alike = [
            one for one, other in everywhere.items() if (facts[one], other) == (facts[who], said)
        ]
        assert len(alike) >= SMALLEST


def everything_said(ties: Rows) -> dict[Any, frozenset[Any]]:
    """Of each who is named, all that is said of her."""
    said = defaultdict(set)
    for tie in ties:
        if tie["person"]:
            said[tie["person"]].add((tie["event"], tie["category"], tie["territory"]))
    return {who: frozenset(told) for who, told in said.items()}


def held(told: list[Any], nothing: Any) -> None:
    """Everything is told of five or more; of fewer nothing, and only where there are no more."""
    for one in set(told):
        if told.count(one) < SMALLEST:
            assert one == nothing
            assert len(told) < SMALLEST


@contextmanager
def fresh(
    notebook: Notebook, people: list[tuple[Any, ...]], lists: list[tuple[Any, ...]]
) -> Iterator[None]:
    """The people and lists, and nothing of what was there before."""
    ws = notebook.workspace
    for name in ("registration", "person", "event"):
        ws.change(lambda connection, name=name: connection.execute(f"DELETE FROM {name}"))
    ids = [new_id() for _ in people]
    names = ("sex", "birth_year", "territory", "categories")
    edits = [
        Put("person", one, {"surname": "А", **dict(zip(names, values, strict=True))})
        for one, values in zip(ids, people, strict=True)
    ]
    events = [new_id(), new_id()]
    edits += [
        Put("event", one, {"title": "Э", "type": "training", "date_from": TODAY}) for one in events
    ]
    put: set[bytes] = set()
    for event, who, category, territory in lists:
        if who < len(ids):
            values = {"event": events[event], "person": ids[who]}
            record_id = RECORD_TYPES["registration"].id_for(values)
            if record_id not in put:
                put.add(record_id)
                values |= {"category": category, "territory": territory}
                edits.append(Put("registration", record_id, values))
    ws.write(edits)
    yield


LADDERS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30)


@given(LADDERS)
def test_every_rung_is_shared_by_five_or_it_is_the_last_of_few(
    facts: list[tuple[int, int]],
) -> None:
    ladders = [((a, b), (a,), ()) for a, b in facts]
    told = [ladder[rung] for ladder, rung in zip(ladders, coarsened(ladders), strict=True)]
    held(told, ())
