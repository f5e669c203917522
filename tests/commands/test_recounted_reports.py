"""Every number of the reports of figures is what anybody counts from the exported tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

import pytest

from app.model import ENUMERATIONS, ActionPlan
from app.model.action_plan import FINISHED, GRANTED
from app.reports import make
from app.reports.content import Cell, Document, Facts, Heading, Points, Table
from tests.commands.recount import EN, TODAY, Line, Office, Recount, different, table_below

SMALL = {"small": "yes"}
OF_EVENTS = ("final", "disaggregation", "consolidated")


def made(office: Office, name: str, **asked: object) -> Document:
    """A report in English, with small counts where it hides them."""
    has_small = name not in {"quota", "monitoring", "activities"}
    return make(name, office.ws, EN, {**(SMALL if has_small else {}), **asked})


def words(enumeration: str, counts: Counter[str]) -> dict[str, float]:
    """Counts by the words of an enumeration, as a report says them."""
    known = ENUMERATIONS[enumeration]
    return {
        known[code].labels["en"] if code in known else "not stated": number
        for code, number in counts.items()
        if number
    }


def oblasts(recount: Recount, counts: Counter[str]) -> dict[str, float]:
    names = {one["code"]: one["name_en"] for one in recount.tables["territory"]}
    return {names.get(code, "not stated"): number for code, number in counts.items() if number}


def total_of(document: Document, heading: str) -> int:
    """The sum a heading of a figure says below it."""
    note = next(
        block.note
        for block in document.blocks
        if isinstance(block, Heading) and block.text == heading
    )
    return number_in(note)


def number_in(text: str) -> int:
    digits = "".join(
        sign
        for sign in text.split("·", maxsplit=1)[0].split(" of ", maxsplit=1)[0]
        if sign.isdigit()
    )
    return int(digits or 0)


def facts_of(document: Document, label: str) -> str:
    return next(
        value
        for block in document.blocks
        if isinstance(block, Facts)
        for name, value in block.pairs
        if name == label
    )


def has(document: Document, heading: str) -> bool:
    return any(isinstance(one, Heading) and one.text == heading for one in document.blocks)


def rows_of(document: Document, first: str) -> list[tuple[object, ...]]:
    """The rows of the first table whose first column is called so."""
    table = next(
        block
        for block in document.blocks
        if isinstance(block, Table) and block.columns[0].header == first
    )
    return list(table.rows)


def said(entry: object) -> str:
    return entry.text if isinstance(entry, Cell) else str(entry)


def value(entry: object) -> object:
    return entry.value if isinstance(entry, Cell) else None


def held_events(recount: Recount) -> list[Line]:
    return [one for code, one in recount.events.items() if recount.is_held(code)]


def here(recount: Recount, line: Line) -> str:
    """The oblast of what has a place of its own, else that of its event."""
    event = recount.events.get(line["event"], {})
    return recount.oblast({"territory": line["territory"] or event.get("territory", "")}, "")


@pytest.mark.parametrize("name", OF_EVENTS)
def test_people_are_as_many_as_the_tables_have_by_sex_age_category_and_oblast(
    office: Office, name: str
) -> None:
    document, recount = made(office, name), office.recount
    held = recount.held()
    assert total_of(document, "People at events") == len({person for _, person in held})

    def by(part: Callable[[tuple[str, str], Line], str]) -> Counter[str]:
        return different((part(key, line), key[1]) for key, line in held.items())

    told = {
        "Sex": words("sex", by(lambda key, _: recount.sex(key[1]))),
        "Age group": words("age_group", by(lambda key, line: recount.age(line, *key))),
        "Category": words("participant_category", by(lambda _, line: line["category"])),
        "Oblast": oblasts(recount, by(lambda key, line: recount.oblast(line, key[1]))),
    }
    for column, expected in told.items():
        assert table_below(document, "People at events", column) == expected, column


def test_disaggregation_says_status_and_disability_as_the_register_does(office: Office) -> None:
    document, recount = made(office, "disaggregation"), office.recount
    people = {person for _, person in recount.held()}
    register = recount.people
    for column, field, enumeration in (
        ("Social status", "social_status", "social_status"),
        ("Disability", "disability", "health_status"),
    ):
        counts: Counter[str] = Counter()
        for person in people:
            counts.update(register.get(person, {}).get(field, "").split("; "))
        found = table_below(document, "People at events", column)
        assert found == words(enumeration, counts), column


@pytest.mark.parametrize("name", ["final", "consolidated", "capacity"])
def test_reach_products_and_copies_add_up(office: Office, name: str) -> None:
    document, recount = made(office, name), office.recount
    reach: Counter[str] = Counter()
    for one in recount.tables["reach_figure"]:
        if not one["event"] or recount.is_held(one["event"]):
            reach[one["kind"]] += int(float(one["value"] or 0))
    products = Counter(one["kind"] for one in recount.tables["product"])
    kinds = {one["id"]: one["kind"] for one in recount.tables["product"]}
    copies: Counter[str] = Counter()
    for one in recount.tables["distribution"]:
        if not one["event"] or recount.is_held(one["event"]):
            copies[kinds.get(one["product"], "")] += int(float(one["copies"] or 0))
    for heading, column, enumeration, counts in (
        ("Reach", "What", "reach_kind", reach),
        ("Products developed", "Kind", "product_kind", products),
        ("Copies handed over", "Kind", "product_kind", copies),
    ):
        assert has(document, heading) == bool(sum(counts.values())), heading
        if has(document, heading):
            assert total_of(document, heading) == sum(counts.values())
            assert table_below(document, heading, column) == words(enumeration, counts)


def test_the_final_report_lists_every_event_with_who_came(office: Office) -> None:
    document, recount = made(office, "final"), office.recount
    came = Counter(event for event, _ in recount.held())
    expected = sorted((one["title"], came[one["id"]]) for one in held_events(recount))
    rows = rows_of(document, "№")
    assert sorted((said(row[1]), value(row[4])) for row in rows) == expected
    assert number_in(facts_of(document, "Events held")) == len(expected)


def test_the_final_report_says_how_many_were_counted_without_a_list(office: Office) -> None:
    document, recount = made(office, "final"), office.recount
    heads: Counter[str] = Counter()
    for one in recount.tables["headcount"]:
        if recount.is_held(one["event"]):
            heads[one["category"]] += int(float(one["number"] or 0))
    assert has(document, "People counted without a list") == bool(sum(heads.values()))
    if sum(heads.values()):
        found = table_below(document, "People counted without a list", "Category")
        assert found == words("participant_category", heads)


def notes(recount: Recount, kind: str) -> list[Line]:
    """What was said in the group work of events that were held."""
    return [
        one
        for one in recount.tables["note"]
        if one["kind"] == kind and (not one["event"] or recount.is_held(one["event"]))
    ]


def test_the_final_report_has_every_problem_and_recommendation(office: Office) -> None:
    document, recount = made(office, "final"), office.recount
    for label, kind in (("Problems named", "problem"), ("Recommendations", "recommendation")):
        found = notes(recount, kind)
        if found:
            assert number_in(facts_of(document, label)) == len(found)
    listed = [item for one in document.blocks if isinstance(one, Points) for item in one.items]
    for one in notes(recount, "problem"):
        assert any(one["text"] in item for item in listed), one["text"]


def test_the_final_report_counts_recommendations_of_several_oblasts_by_goal(office: Office) -> None:
    document, recount = made(office, "final"), office.recount
    heading = "Goals that several oblasts made recommendations for"
    tied: dict[str, set[str]] = {}
    places: dict[str, set[str]] = {}
    for one in filter(lambda one: here(recount, one), notes(recount, "recommendation")):
        for code in filter(
            None, {recount.goal(item) for item in one["framework_items"].split("; ")}
        ):
            tied.setdefault(code, set()).add(one["id"])
            places.setdefault(code, set()).add(here(recount, one))
    several = sorted(len(tied[code]) for code in tied if len(places[code]) > 1)
    assert has(document, heading) == bool(several)
    if several:
        found = table_below(document, heading, "Goal or direction")
        assert sorted(found.values()) == several


def test_the_capacity_report_counts_events_by_type_and_oblast(office: Office) -> None:
    document, recount = made(office, "capacity"), office.recount
    events = held_events(recount)
    assert total_of(document, "Events held") == len(events)
    types = Counter(one["type"] for one in events)
    assert table_below(document, "Events held", "Type") == words("event_type", types)
    places = Counter(recount.oblast(one, "") for one in events)
    assert table_below(document, "Events held", "Oblast") == oblasts(recount, places)
    bodies = Counter(one["kind"] for one in recount.tables["body"])
    if bodies:
        found = table_below(document, "Bodies by kind", "Kind")
        assert sum(found.values()) == sum(bodies.values())


def money(lines: Iterable[Line], part: Callable[[Line], str], field: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in lines:
        found[part(one)] += int(float(one[field] or 0))
    return found


def costing(recount: Recount) -> list[Line]:
    """Measures that cost something and were not called off."""
    return [
        one
        for one in recount.measures()
        if one["status"] != "cancelled" and float(one["budget"] or 0) > 0
    ]


def test_the_budget_is_that_of_the_measures_by_goal_source_status_and_oblast(
    office: Office,
) -> None:
    document, recount = made(office, "budget"), office.recount
    lines = costing(recount)
    assert total_of(document, "Budget of measures") == sum(
        int(float(one["budget"])) for one in lines
    )
    goals = table_below(document, "Budget of measures", "Goal or direction")
    assert sorted(goals.values()) == sorted(recount.budget_by_goal().values())
    plans = {one["id"]: one for one in recount.tables["action_plan"]}

    def oblast(one: Line) -> str:
        return recount.oblast({"territory": plans[one["action_plan"]]["territory"]}, "")

    for column, expected in (
        (
            "Source of the budget",
            words("budget_source", money(lines, lambda one: one["budget_source"], "budget")),
        ),
        (
            "Status of the budget",
            words("budget_status", money(lines, lambda one: one["budget_status"], "budget")),
        ),
        ("Oblast", oblasts(recount, money(lines, oblast, "budget"))),
    ):
        assert table_below(document, "Budget of measures", column) == expected, column


def newest(recount: Recount) -> dict[str, int]:
    """Measure → what was spent, as its newest entry of monitoring that says so has it."""
    entries = sorted(recount.tables["monitoring_entry"], key=lambda one: one["day"])
    return {one["plan_measure"]: int(float(one["spent"])) for one in entries if one["spent"] != ""}


def test_money_spent_is_that_of_the_newest_entries(office: Office) -> None:
    document, recount = made(office, "budget"), office.recount
    spent = newest(recount)
    expected = sum(spent.get(one["id"], 0) for one in recount.measures())
    assert has(document, "Money spent on measures") == bool(expected)
    if expected:
        assert total_of(document, "Money spent on measures") == expected


def test_the_share_of_local_budgets_is_of_what_was_granted(office: Office) -> None:
    document, recount = made(office, "budget"), office.recount
    granted = [
        one
        for one in recount.measures()
        if one["status"] != "cancelled" and one["budget_status"] in GRANTED and one["budget"]
    ]
    local = [one for one in granted if one["budget_source"] == "local_budget"]
    heading = "Share of local budgets in the money granted"
    assert has(document, heading) == bool(granted)
    if granted:
        assert total_of(document, heading) == sum(int(float(one["budget"])) for one in local)


def plans_of(office: Office) -> list[ActionPlan]:
    return [plan for plan in office.ws.find(ActionPlan) if not plan.is_template]


def test_monitoring_counts_what_is_done_late_and_spent_of_each_plan(office: Office) -> None:
    assert plans_of(office)
    spent = newest(office.recount)
    for plan in plans_of(office):
        document = made(office, "monitoring", plan=plan.id)
        lines = [one for one in office.recount.measures() if one["action_plan"] == plan.id.hex()]
        costs = [one for one in lines if one["status"] != "cancelled"]
        late = [
            one
            for one in lines
            if "" < one["deadline"] < TODAY.isoformat()
            and one["status"] not in FINISHED
            and plan.status != "closed"
        ]
        for label, expected in (
            ("Measures", len(lines)),
            ("Done", sum(one["status"] == "done" for one in lines)),
            ("In progress", sum(one["status"] in {"in_progress", "partly"} for one in lines)),
            ("Late", len(late)),
            ("Budget, som", sum(int(float(one["budget"] or 0)) for one in costs)),
            ("Spent, som", sum(spent.get(one["id"], 0) for one in lines)),
        ):
            assert number_in(facts_of(document, label)) == expected, (plan.title, label)


def test_the_table_of_activities_has_every_measure_of_its_plan_once(office: Office) -> None:
    for plan in plans_of(office):
        document = made(office, "activities", plan=plan.id)
        rows = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
        lines = [one for one in office.recount.measures() if one["action_plan"] == plan.id.hex()]
        assert sorted(said(row[1]) for row in rows) == sorted(one["text"] for one in lines)


def test_the_quota_report_weighs_each_event_by_its_own_women_and_men(office: Office) -> None:
    document, recount = made(office, "quota"), office.recount
    expected = []
    for one in held_events(recount):
        guests = [person for event, person in recount.held() if event == one["id"]]
        sexes = Counter(recount.sex(person) for person in guests)
        known = sexes["f"] + sexes["m"]
        if guests:
            least = min(sexes["f"], sexes["m"])
            day = date.fromisoformat(one["date_from"])
            expected.append((one["title"], day, f"{least} of {known}", sexes["u"]))
    titles = {title for title, *_ in expected}
    found = [
        (said(row[0]), value(row[1]), said(row[4]), value(row[5]))
        for row in rows_of(document, "Group")
        if said(row[0]) in titles
    ]
    assert sorted(map(str, found)) == sorted(map(str, expected))
    results = Counter(said(row[6]) for row in rows_of(document, "Group"))
    for label, word in (("Kept", "kept"), ("Not kept", "not kept"), ("Not known", "not known")):
        assert number_in(facts_of(document, label)) == results[word], label


def test_the_overview_and_the_consolidated_report_say_one_sum_at_a_glance(office: Office) -> None:
    document, recount = made(office, "consolidated"), office.recount
    held = recount.held()
    for label, expected in (
        ("Events held", len(held_events(recount))),
        ("People at events", len({person for _, person in held})),
        ("Problems named", len(notes(recount, "problem"))),
        ("Recommendations", len(notes(recount, "recommendation"))),
        ("Measures of plans", len(recount.measures())),
        ("Budget of measures", sum(int(float(one["budget"])) for one in costing(recount))),
    ):
        assert number_in(facts_of(document, label)) == expected, label
