"""Who took her consent back is named in no later list, and the figures stand."""

import pytest

from app.actions.people import give_consent, withdraw_consent
from app.language import language
from app.reports import make
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


def test_the_figures_of_an_event_stand(held):
    from app.storage.questions_report import participants

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
