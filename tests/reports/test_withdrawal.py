"""Who took her consent back is named in no later list, and the figures stand."""

import pytest

from app.actions.people import give_consent, withdraw_consent
from app.language import language
from app.model.kinds import YesNo
from app.reports import REPORTS, make
from app.reports.chosen_record import NoSuchRecord
from app.reports.chosen_survey import NoSuchSurvey
from app.reports.content import texts

LISTS = {
    "event": {"names": "yes"},
    "sign-in-sheet": {},
    "participants": {"everybody": "yes", "phone": "yes"},
}


@pytest.mark.parametrize("name", list(LISTS))
def test_no_list_names_who_took_her_consent_back(held, name):
    ws = held.workspace
    (person,) = ws.reader.execute("SELECT id FROM person WHERE surname = 'Өмүрбекова'").fetchone()
    (other,) = ws.reader.execute("SELECT id FROM person WHERE surname = 'Токтосунова'").fetchone()
    give_consent(ws, other, {"scope": ("data",)})

    def said():
        return "\n".join(texts(make(name, ws, language("en"), LISTS[name])))

    before = said()
    assert "Өмүрбекова" in before
    withdraw_consent(ws, person)
    after = said()
    for secret in ("Өмүрбекова", "Нурлановна", "0772 000 000"):
        assert secret not in after
    assert "Токтосунова" in after
    give_consent(ws, person, {"scope": ("data",)})
    assert "Өмүрбекова" in said()


def test_no_report_at_all_names_who_took_her_consent_back(held):
    """Whatever she was: participant, trainer, stakeholder, in the working group, responsible."""
    put, ws = held.put, held.workspace
    (event,) = ws.reader.execute("SELECT id FROM event").fetchone()
    (person,) = ws.reader.execute("SELECT id FROM person WHERE surname = 'Өмүрбекова'").fetchone()
    named = {"person": person}
    put("event_person", event=event, role="moderator", position="Кеңештин мүчөсү", **named)
    put("stakeholder", event=event, kind="activists", name="Өмүрбекова Айгүл", **named)
    plan = put("action_plan", title="Айыл планы", territory="41705000000000", status="in_force")
    put("plan_member", action_plan=plan, role="leader", **named)
    put("plan_measure", action_plan=plan, text="Чара", responsible="Өмүрбекова А.", **named)
    club = put("club", title="Клуб", mentor=person)
    put("club_member", club=club, **named)

    def said():
        return {name: "\n".join(every_text(ws, name)) for name in REPORTS}

    before = {name for name, words in said().items() if "Өмүрбекова" in words}
    assert {"event", "programme", "stakeholders", "action-plan", "certificate"} <= before
    withdraw_consent(ws, person)
    assert {name for name, words in said().items() if "Өмүрбекова" in words} == set()


def every_text(ws, name):
    """What a report says that is asked for every name it has."""
    wishes = {one.name: True for one in REPORTS[name].parameters if isinstance(one.kind, YesNo)}
    try:
        return list(texts(make(name, ws, language("ky"), wishes)))
    except (NoSuchSurvey, NoSuchRecord):
        return []


def test_the_figures_of_an_event_stand(held):
    from app.storage.questions.report import participants

    ws = held.workspace
    event, person = ws.reader.execute(
        "SELECT e.id, p.id FROM event e, person p WHERE p.surname = 'Өмүрбекова'"
    ).fetchone()
    before = participants(ws.reader, event)
    withdraw_consent(ws, person)
    after = participants(ws.reader, event)
    kept = ("registration", "sex", "age", "birth_year", "category", "territory")
    assert [[getattr(one, name) for name in kept] for one in before] == [
        [getattr(one, name) for name in kept] for one in after
    ]
