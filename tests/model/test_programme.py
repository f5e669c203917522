"""What a typed line of a programme means, and what follows when two lines run at once."""

from datetime import date

import pytest

from app.language import LANGUAGES
from app.model import ENUMERATIONS, AgendaItem
from app.model.programme import guess_kind, in_order, overlaps, read_line, shifted, span, swapped
from app.model.templates import event_templates

DAY = date(2022, 7, 18)


def item(number: int, time_from: str | None, time_to: str | None, **more: object) -> AgendaItem:
    values: dict[str, object] = {"title": f"line {number}", "sequence": number * 10, **more}
    return AgendaItem(
        id=bytes([number]) * 16,
        day=DAY,
        time_from=time_from,
        time_to=time_to,
        **values,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("9.00-9.30 Каттоо / Ойдонова Б.", ("09:00", "09:30", "Каттоо", "Ойдонова Б.")),
        ("13.30 – 14.00\tРегистрация\t", ("13:30", "14:00", "Регистрация", "")),
        ("9-10 Ачылышы", ("09:00", "10:00", "Ачылышы", "")),
        ("14:00 Презентация групп", ("14:00", None, "Презентация групп", "")),
        ("Түшкү тамак", ("12:00", None, "Түшкү тамак", "")),
        ("30 мин Каттоо", ("12:00", "12:30", "Каттоо", "")),
        ("2-3 топтун иши", ("12:00", None, "2-3 топтун иши", "")),
        ("25.00-26.00 Эмне", ("12:00", None, "25.00-26.00 Эмне", "")),
        ("15:50–16:20 Топтор | Ментор  Ойдонова", ("15:50", "16:20", "Топтор", "Ментор Ойдонова")),
    ],
)
def test_a_typed_line_is_time_session_and_speaker(
    typed: str, wanted: tuple[str | None, str | None, str, str]
) -> None:
    line = read_line(typed, "12:00")
    assert (line.time_from, line.time_to, line.title, line.speaker) == wanted


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Катышуучуларды каттоо", "registration"),
        ("Открытие заседания, приветствие", "opening"),
        ("Кофе-брейк", "break"),
        ("Завершающий кофе", "break"),
        ("Топтордо иштөө: көйгөйлөр", "group_work"),
        ("Презентация групп", "group_presentation"),
        ("Презентация проекта Концепции", "presentation"),
        ("Вопросы – ответы. Обсуждение.", "discussion"),
        ("Summing up, feedback", "closing"),
        ("Баштапкы тест", "test"),
    ],
)
def test_the_kind_of_a_session_is_guessed_in_three_languages(title: str, kind: str) -> None:
    assert guess_kind(title) == kind
    assert kind in ENUMERATIONS["agenda_item_kind"]


def test_a_line_without_a_time_stays_where_it_was_put() -> None:
    lines = [item(1, "09:00", "09:30"), item(2, None, None), item(3, "09:30", "10:00")]
    assert [line.id for line in in_order(reversed(lines))] == [line.id for line in lines]


def test_two_lines_at_once_are_found_and_cured_by_moving_the_second_and_what_it_meets() -> None:
    lines = [
        item(1, "14:30", "15:15"),
        item(2, "15:00", "15:30"),
        item(3, "15:30", "16:00"),
        item(4, "17:00", "17:30"),
    ]
    (found,) = overlaps(lines)
    assert (found.first.id, found.second.id) == (lines[0].id, lines[1].id)
    assert (found.time_from, found.time_to) == ("15:00", "15:15")
    assert shifted(lines, found) == {
        lines[1].id: {"time_from": "15:15", "time_to": "15:45"},
        lines[2].id: {"time_from": "15:45", "time_to": "16:15"},
    }


def test_lines_that_only_touch_do_not_overlap() -> None:
    assert overlaps([item(1, "09:00", "09:30"), item(2, "09:30", "10:00")]) == []


def test_neighbours_that_change_places_keep_their_lengths() -> None:
    first, second = item(1, "09:00", "09:30"), item(2, "09:30", "10:30")
    values = swapped(first, second)
    assert values[second.id] == {"sequence": 10, "time_from": "09:00", "time_to": "10:00"}
    assert values[first.id] == {"sequence": 20, "time_from": "10:00", "time_to": "10:30"}


def test_the_hours_of_a_day_leave_breaks_out() -> None:
    lines = [item(1, "09:00", "12:00"), item(2, "12:00", "13:00", kind="break")]
    assert span(lines) == ("09:00", "13:00", 180)


@pytest.mark.parametrize("code", ["consultative_meeting", "training_two_days", "round_table"])
def test_a_template_speaks_all_languages_and_runs_without_overlap(code: str) -> None:
    template = event_templates()[code]
    for line in template.programme:
        assert all(line.title[one] for one in LANGUAGES)
        assert line.kind in ENUMERATIONS["agenda_item_kind"]
    for day in range(1, template.days + 1):
        lines = [
            item(number, line.time_from, line.time_to)
            for number, line in enumerate(template.programme, 1)
            if line.day == day
        ]
        assert lines
        assert overlaps(lines) == []
