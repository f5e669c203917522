"""Resolutions, action plans, stakeholders and shares on paper."""

from datetime import date

import pytest

from app.actions.records import save
from app.errors import AppError
from app.language import LANGUAGES, language
from app.model import ActionPlan, PlanMeasure
from app.reports import draw, make
from app.reports.content import Cell, Facts, Heading, Paragraph, Points, Table, Voice, texts
from app.reports.words import item_short
from app.storage.reading import items_upward
from tests.reports.stories import write_plan

KY = language("ky")


@pytest.fixture
def planned(notebook):
    write_plan(notebook)
    return notebook


def rows_of(document):
    (table,) = [block for block in document.blocks if isinstance(block, Table)][:1]
    return [[e.text if isinstance(e, Cell) else e for e in row] for row in table.rows]


def test_a_resolution_stands_in_the_order_of_the_meetings_own(planned):
    document = make("resolution", planned.workspace, KY)
    said = list(texts(document))
    order = [
        "Министрлик",
        "Катышуучулар",
        "маанисин белгилешти.",
        "Талкуу көрсөттү.",
        "Пробация системасын киргизүү:\n· айыл коомдоруна өткөрүп берүү;\n· каржылоону караштыруу.",
        "Жергиликтүү активисттерди тартуу",
        "Улуттук деңгээл",
        "Эрте эскертүү системасы",
        "Жергиликтүү деңгээл",
        "Медиацияга окутуу",
        "Сунуштар эске алынат.",
        "41",
    ]
    places = [said.index(text) for text in order]
    assert places == sorted(places)
    headings = [(b.level, b.text) for b in document.blocks if isinstance(b, Heading)]
    assert any(level == 3 and text.startswith("Максат 7.") for level, text in headings)
    lists = [b.items for b in document.blocks if isinstance(b, Points)]
    assert [len(items) for items in lists] == [2, 1, 1]


def test_a_plan_says_its_money_its_decision_and_whom_each_measure_is_for(planned):
    document = make("action-plan", planned.workspace, KY)
    (facts,) = [b for b in document.blocks if isinstance(b, Facts)][:1]
    assert ("Чечим", "Ак-Татыр айылдык кеңеши, № 14, 12.06.2026") in facts.pairs
    first, second = rows_of(document)
    assert first[1:4] == ["Тигүү цехине 12 аялды окутуу", "Максат 1", "Айыл өкмөтү"]
    assert (first[5], second[5]) == ("180 000".replace(" ", "\u202f"), "640\u202f000")
    assert "Максат 4" in list(texts(document))


def test_monitoring_says_progress_money_and_what_is_late_or_without_money(planned):
    document = make("monitoring", planned.workspace, KY)
    first, _ = rows_of(document)
    assert (first[4], first[6]) == ("60", "90\u202f000")
    assert first[7:] == ["Жети аял окуп жатат", "Тигүү машинеси жетишпейт"]
    _, late, unfunded = [b.pairs for b in document.blocks if isinstance(b, Facts)]
    assert late == (("№ 1", "Тигүү цехине 12 аялды окутуу"),)
    assert unfunded == (("№ 2", "Бала бакчага кошумча топ"),)


def test_the_table_of_activities_has_the_columns_of_the_roadmap(planned):
    document = make("activities", planned.workspace, language("ru"))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [column.header for column in table.columns] == [
        "№",
        "Мероприятие",
        "Участники",
        "Сроки",
        "Исполнители",
        "Ожидаемые результаты",
    ]
    assert rows_of(document)[0][2] == "Жумушсуз аялдар"
    assert "Аялдардын жумуштуулугу өстү" in list(texts(document))


def test_a_stakeholder_map_names_interests_influence_and_cooperation_but_no_telephone(planned):
    document = make("stakeholders", planned.workspace, KY)
    said = list(texts(document))
    for word in ("План аткарылсын", "Биргелешкен отурум", "Колдойт", "Аксакалдар"):
        assert word in said
    assert not [text for text in said if "0772" in text]


def test_shares_are_n_of_n_with_the_unknown_apart(held):
    document = make("quota", held.workspace, KY)
    (row,) = rows_of(document)
    assert row[3:6] == [
        "33\u00a0%",
        "6 ичинен 2",
        "1",
    ]  # of those who came, as in the event's report


def test_a_closing_report_says_what_came_of_it_what_it_cost_and_what_is_left(planned):
    workspace, put = planned.workspace, planned.put
    plan = workspace.find(ActionPlan)[0]
    first, second = workspace.find(PlanMeasure, order="sequence")
    values = {"name": "Окутулган аялдар", "unit": "адам", "baseline": 2.0, "target": 12.0}
    indicator = put("indicator", plan_measure=first.id, **values)
    put("indicator_value", indicator=indicator, day=date(2026, 2, 20), value=7.0)
    for number in (5, 3):
        group = {"sex": "f", "social_status": "unemployed", "number": number}
        put("beneficiary", plan_measure=first.id, **group)
    document = make("closing", workspace, KY)
    assert any(isinstance(b, Paragraph) and b.voice is Voice.WARNING for b in document.blocks)
    measures, reached, money, people = [
        [[e.text if isinstance(e, Cell) else e for e in row] for row in (*b.rows, b.totals)]
        for b in document.blocks
        if isinstance(b, Table)
    ]
    assert [row[5] for row in measures[:2]] == ["Жети аял окуп жатат", ""]
    assert reached[0][3:] == ["2", "12", "7", "50"]
    assert [KY.number(180_000), KY.number(90_000)] == [money[0][2], money[0][3]]
    assert money[-1][1:] == [KY.number(820_000), KY.number(180_000), KY.number(90_000)]
    assert [row[4] for row in people] == ["8", "8"]
    said = list(texts(document))
    assert "№ 1. Тигүү машинеси жетишпейт" in said
    left = said.index(KY.text("What is left"))
    assert [first.text, second.text] == [said[left + 2], said[left + 4]]
    save(workspace, "plan_measure", first.id, {"status": "done"})
    save(workspace, "action_plan", plan.id, {"status": "closed"})
    document = make("closing", workspace, KY)
    assert not any(isinstance(b, Paragraph) and b.voice is Voice.WARNING for b in document.blocks)
    said = list(texts(document))
    assert first.text not in said[said.index(KY.text("What is left")) :]


@pytest.mark.parametrize("name", ["resolution", "action-plan", "closing", "activities"])
def test_without_any_record_the_report_says_what_to_do(notebook, name):
    with pytest.raises(AppError, match="yet"):
        make(name, notebook.workspace, KY)


@pytest.mark.parametrize("named", ["нет такого", "ff" * 16])
def test_a_name_nobody_bears_is_answered_with_those_there_are(planned, named):
    with pytest.raises(AppError, match="Name one by its title") as refused:
        make("resolution", planned.workspace, KY, {"resolution": named})
    assert "II Улуттук планды" in KY.error(refused.value)


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["resolution", "action-plan", "monitoring", "closing"])
def test_they_can_be_drawn_in_every_form_and_language(planned, name, code, form):
    assert len(draw(make(name, planned.workspace, language(code)), form)) > 4000


def test_a_paper_says_the_numbers_of_goals_and_never_their_codes(planned):
    workspace = planned.workspace
    codes = ("NAP1325-2025/D3/L/M02", "NPGE-2025/G01/M02", "ZZ/1")
    items = items_upward(workspace.reader, codes)
    russian = language("ru")
    assert [item_short(russian, items, code) for code in codes] == [
        "Направление III, мера 2, местный уровень",
        "Цель 1, мера 2",
        "ZZ/1",
    ]
    said = "\n".join(texts(make("action-plan", workspace, KY)))
    assert "NPGE-2025" not in said


def test_the_stakeholder_map_is_of_the_last_event_that_has_one(planned):
    planned.put("event", title="Кийинки иш-чара", status="held", date_from="2026-11-30")
    document = make("stakeholders", planned.workspace, KY)
    assert document.title != "Кийинки иш-чара"
    assert rows_of(document)
