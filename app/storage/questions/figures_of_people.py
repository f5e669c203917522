"""Saved questions about events, who came to them, and what they said of them."""

from __future__ import annotations

from app.language import mark
from app.storage.questions.facts import (
    BOTH_TESTS,
    BY_DAY,
    BY_PLACE,
    BY_QUALIFIER,
    BY_TYPE,
    BY_YEAR,
    DIFFERENT,
    EVERYBODY,
    HELD_EVENTS,
    IS_PERSON,
    IS_REGISTRATION,
    OF_ANSWERS,
    OF_PEOPLE,
    OPINIONS,
    PARTICIPATION,
    TESTS,
    TICKS,
    by_choice,
    by_goal,
    by_yes_no,
    counted,
)
from app.storage.questions.satisfaction import SATISFIED
from app.storage.questions.saved_question import (
    EVENTS,
    FORMS,
    MARK,
    PARTICIPATIONS,
    PEOPLE,
    POINTS,
    PRESENCES,
    SUM,
    SavedQuestion,
)

_STAFF = "'civil_servant', 'municipal_servant', 'gender_focal_point', 'mtsom_territorial'"


_DEPUTIES = "'lk_deputy', 'lk_candidate', 'parliament_member'"


def _at_events(key: str, title: str, categories: str) -> SavedQuestion:
    return SavedQuestion(
        key=key,
        title=title,
        unit=PEOPLE,
        record="person",
        source=PARTICIPATION.format(more=f" AND n.category IN ({categories})"),
        figure=DIFFERENT,
        by=OF_PEOPLE,
        id=IS_PERSON,
    )


OF_EVENTS: tuple[SavedQuestion, ...] = (
    SavedQuestion(
        "events",
        mark("Events held"),
        EVENTS,
        "event",
        HELD_EVENTS,
        "count(DISTINCT f.id)",
        {
            "type": BY_TYPE,
            "mode": by_choice(mark("Mode"), "mode", "event_mode"),
            **BY_PLACE,
            "goal": by_goal("event"),
            "year": BY_YEAR,
        },
    ),
    SavedQuestion(
        "people",
        mark("People at events"),
        PEOPLE,
        "person",
        EVERYBODY,
        DIFFERENT,
        OF_PEOPLE,
        id=IS_PERSON,
    ),
    *(
        SavedQuestion(
            key,
            title,
            PEOPLE,
            "person",
            PARTICIPATION.format(more=f" AND n.sex = '{sex}'"),
            DIFFERENT,
            {name: by for name, by in OF_PEOPLE.items() if name != "sex"},
            id=IS_PERSON,
        )
        for key, sex, title in (
            ("women", "f", mark("Women at events")),
            ("men", "m", mark("Men at events")),
        )
    ),
    SavedQuestion(
        "participations",
        mark("Participations in events"),
        PARTICIPATIONS,
        "registration",
        EVERYBODY,
        "count(*)",
        OF_PEOPLE,
        id=IS_REGISTRATION,
        each="1",
    ),
    SavedQuestion(
        "presences",
        mark("Attendance"),
        PRESENCES,
        "attendance",
        EVERYBODY,
        "total(f.presences)",
        OF_PEOPLE,
        id="a.id",
        behind=TICKS,
        each="f.presences",
        note=mark("Days or half-days, as attendance was taken."),
    ),
    _at_events("staff", mark("Staff of state and local bodies at events"), _STAFF),
    _at_events(
        "deputies",
        mark("Deputies and candidates at events"),
        _DEPUTIES,
    ),
    SavedQuestion(
        "women_deputies",
        mark("Women among deputies and candidates at events"),
        PEOPLE,
        "person",
        PARTICIPATION.format(more=f" AND n.category IN ({_DEPUTIES})"),
        "count(DISTINCT CASE WHEN f.sex = 'f' THEN f.person END)",
        {name: by for name, by in OF_PEOPLE.items() if name != "sex"},
        id=IS_PERSON,
        of=DIFFERENT,
        note=mark("Of all deputies and candidates; those whose sex is not stated are no women."),
    ),
    SavedQuestion(
        "test_gain",
        mark("What trainings changed: tests before and after"),
        POINTS,
        "submission",
        TESTS,
        "round(100 * avg(f.gain), 1)",
        OF_ANSWERS,
        id="unhex(b.value)",
        behind=BOTH_TESTS,
        n="count(*)",
        gathers="tests",
        note=mark(
            "The mean growth of the share of right answers, of those who took both tests at "
            "an event, paired by person or by code; n is the number of pairs."
        ),
    ),
    SavedQuestion(
        "satisfaction",
        mark("Satisfied participants"),
        FORMS,
        "submission",
        OPINIONS,
        f"count(CASE WHEN f.mark >= {SATISFIED} THEN 1 END)",
        {
            **OF_ANSWERS,
            "satisfied": by_yes_no(mark("Satisfied"), f"f.mark >= {SATISFIED}"),
        },
        of="count(*)",
        gathers="opinions",
        note=mark(
            "Feedback forms whose answers on scales come to 4 of 5 or more on average; the "
            "greater number is taken for the better one."
        ),
    ),
    SavedQuestion(
        "feedback_mark",
        mark("Mean mark of feedback"),
        MARK,
        "submission",
        OPINIONS,
        "round(1 + 4 * avg(f.mark), 2)",
        OF_ANSWERS,
        n="count(*)",
        gathers="opinions",
        note=mark("The mean of all scales of feedback forms, as if each went from 1 to 5."),
    ),
    SavedQuestion(
        "headcount",
        mark("People counted without a list"),
        SUM,
        "headcount",
        counted(
            "headcount",
            "number",
            "h.sex, h.age_group, h.category, coalesce(h.qualifier, 'exact') AS qualifier, "
            "e.territory",
            days=BY_DAY,
        ),
        "total(f.number)",
        {
            "sex": OF_PEOPLE["sex"],
            "age_group": by_choice(mark("Age group"), "age_group", "age_group"),
            "category": OF_PEOPLE["category"],
            "qualifier": BY_QUALIFIER,
            **BY_PLACE,
        },
        note=mark("Counted or estimated numbers; the same person may be in several."),
    ),
)
"""Events, people at them, tests and opinions, in the order in which they are listed."""
