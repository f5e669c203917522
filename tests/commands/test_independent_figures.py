"""What reports, pages and indicators say is what anybody counts from the exported tables."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from app.model import ENUMERATIONS, Event
from app.reports import make
from app.reports.people import turnout
from app.storage import Workspace
from app.storage.questions.events import EventFilter, list_events
from app.storage.questions.indicators import IndicatorFilter, answer
from app.storage.questions.overview import overview
from app.storage.questions.people import PeopleFilter, list_people
from app.storage.questions.quota import QuotaFilter, outlook, quota_table
from app.storage.questions.report import event_rows
from app.storage.questions.today import today_facts
from tests.commands.recount import EN, TODAY, Office, different, table_below


def counted(ws: Workspace, key: str, by: str) -> dict[str, float]:
    return {part.code: part.figure.value for part in answer(ws, key, by=by).parts}


def test_people_and_participations_are_those_of_the_tables(office: Office) -> None:
    held, recount = office.recount.held(), office.recount
    assert held
    assert answer(office.ws, "people").total.value == len({person for _, person in held})
    assert answer(office.ws, "participations").total.value == len(held)
    events = [one for one in recount.events if recount.is_held(one)]
    assert answer(office.ws, "events").total.value == len(events)
    for by, part in (
        ("sex", lambda key, line: recount.sex(key[1])),
        ("oblast", lambda key, line: recount.oblast(line, key[1])),
        ("age_group", lambda key, line: recount.age(line, *key)),
        ("category", lambda key, line: line["category"]),
    ):
        expected = different((part(key, line), key[1]) for key, line in held.items())
        assert counted(office.ws, "people", by) == expected, by
        visits = Counter(part(key, line) for key, line in held.items())
        assert counted(office.ws, "participations", by) == visits, by


def test_the_overview_has_sexes_by_age_as_the_tables_do(office: Office) -> None:
    recount = office.recount
    expected = different(
        (f"{recount.age(line, *key)} {recount.sex(key[1])}", key[1])
        for key, line in recount.held().items()
    )
    found = overview(office.ws)
    told = {
        f"{share.code} {sex}": number
        for share in found.ages
        for sex, number in (("f", share.women), ("m", share.men), ("u", share.unknown))
    }
    assert {part: number for part, number in told.items() if number} == expected
    assert found.people == found.women + found.men + found.unknown


def test_every_event_says_the_same_number_wherever_it_is_shown(office: Office) -> None:
    took_part = office.recount.took_part()
    expected = Counter(event for event, _ in took_part)
    lines = {line.id.hex(): line for line in list_events(office.ws, EventFilter()).lines}
    assert {event: line.people for event, line in lines.items() if line.people} == expected
    weighed = {
        line.id.hex(): line.judgement.known + line.judgement.unknown
        for line in quota_table(office.ws, QuotaFilter())
        if line.type_name == "event"
    }
    held = {event: number for event, number in expected.items() if office.recount.is_held(event)}
    assert weighed == held
    for event, line in lines.items():
        found = office.ws.get(Event, bytes.fromhex(event))
        assert found is not None
        came = turnout(event_rows(office.ws.reader, found)).came
        assert len(came) == expected[event]
        sexes = Counter(guest.participant.sex for guest in came)
        assert (sexes["f"], sexes["m"]) == (line.women, line.men)


def test_shares_and_the_forecast_are_of_the_same_people(office: Office) -> None:
    found = overview(office.ws)
    told = outlook(office.ws, QuotaFilter(), TODAY, TODAY).judgement
    assert (told.known, told.unknown) == (found.women + found.men, found.unknown)
    lines = [line for line in quota_table(office.ws, QuotaFilter()) if line.type_name == "event"]
    assert found.weighed == sum(line.judgement.state != "unknown" for line in lines)
    assert found.off_rule == sum(line.judgement.state == "not_met" for line in lines)


def test_the_register_and_today_count_what_people_took_part_in(office: Office) -> None:
    recount = office.recount
    expected = Counter(person for _, person in recount.held())
    people = list_people(office.ws, PeopleFilter()).first
    assert {one.id.hex(): one.events for one in people if one.events} == {
        person: expected[person] for person in expected if person in recount.people
    }
    agreed = {
        recount.root(one["person"]) for one in recount.tables["consent"] if not one["withdrawn_on"]
    }
    agreed |= {one["person"] for one in recount.tables["redaction"]}
    first = (TODAY - timedelta(days=366)).isoformat()
    lately = {
        person
        for event, person in recount.held()
        if first <= (recount.events[event]["date_to"] or recount.events[event]["date_from"])
    }
    asked = today_facts(office.ws, TODAY).without_consent
    assert asked == len({person for person in lately if person in recount.people} - agreed)


def test_measures_and_money_are_those_of_the_tables(office: Office) -> None:
    statuses = Counter(one["status"] or "planned" for one in office.recount.measures())
    assert counted(office.ws, "measures", "status") == statuses
    assert counted(office.ws, "budget", "goal") == office.recount.budget_by_goal()


def test_the_consolidated_report_says_what_the_tables_say(office: Office) -> None:
    document, recount = make("consolidated", office.ws, EN, {"small": "yes"}), office.recount
    held = recount.held()
    sexes = different((recount.sex(person), person) for _, person in held)
    words = {code: term.labels["en"] for code, term in ENUMERATIONS["sex"].items()}
    assert table_below(document, "People at events", "Sex") == {
        words[code]: number for code, number in sexes.items()
    }
    places = {one["code"]: one["name_en"] for one in recount.tables["territory"]}
    oblasts = different((recount.oblast(line, key[1]), key[1]) for key, line in held.items())
    assert table_below(document, "People at events", "Oblast") == {
        places.get(code, "not stated"): number for code, number in oblasts.items()
    }
    statuses = Counter(one["status"] or "planned" for one in recount.measures())
    told = table_below(document, "Measures of plans", "Status")
    assert sorted(told.values()) == sorted(statuses.values())
    goals = table_below(document, "Budget of measures", "Goal or direction")
    assert sorted(goals.values()) == sorted(recount.budget_by_goal().values())


def test_a_period_without_events_is_all_zeros(office: Office) -> None:
    nothing = IndicatorFilter(since=date(1990, 1, 1), until=date(1990, 12, 31))
    for key in ("events", "people", "participations", "presences", "deputies", "women_deputies"):
        found = answer(office.ws, key, nothing)
        assert (found.total.value, found.parts) == (0, ()), key
    assert overview(office.ws, nothing).oblasts == ()
