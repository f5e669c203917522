"""A form's languages are found whatever their author called them, and its title is said in one."""

import pytest

from app.surveys.languages import code_of, label_in, language_for, title_in

THREE = ("Кыргызча (ky)", "Русский (ru)", "English (en)")


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("Кыргызча (ky)", "ky"),
        ("Kyrgyz", "ky"),
        ("kg", "ky"),
        ("РУССКИЙ", "ru"),
        ("Russian (RU)", "ru"),
        ("English (en-GB)", "en"),
        ("Тоҷикӣ (tg)", ""),
        ("default", ""),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_code_or_its_name(named: str, code: str) -> None:
    assert code_of(named) == code


def test_ones_own_language_is_taken_and_else_russian_kyrgyz_english_or_the_first() -> None:
    assert language_for(THREE, "en") == "English (en)"
    assert language_for(("Кыргызча", "Русский"), "en") == "Русский"
    assert language_for(("Тоҷикӣ (tg)", "English"), "ky") == "English"
    assert language_for(("Тоҷикӣ (tg)", "O'zbek (uz)"), "ky") == "Тоҷикӣ (tg)"
    assert language_for(("",), "ky") == ""
    assert language_for((), "ky") is None


def test_a_label_is_said_in_the_language_and_a_missing_one_in_another() -> None:
    assert label_in({"Кыргызча (ky)": "Жаш", "Русский (ru)": "Возраст"}, "ky") == "Жаш"
    assert label_in({"Русский (ru)": "Возраст"}, "ky") == "Возраст"
    assert label_in({"": "Age"}, "ky") == "Age"
    assert label_in({}, "ky") == ""


@pytest.mark.parametrize(
    ("title", "code", "said"),
    [
        ("Пикир | Отзыв | Feedback", "ky", "Пикир"),
        ("Пикир | Отзыв | Feedback", "ru", "Отзыв"),
        ("Пикир | Отзыв | Feedback", "en", "Feedback"),
        ("Пикир | Отзыв", "en", "Отзыв"),
        ("Сурамжылоо", "ru", "Сурамжылоо"),
        ("A|B", "ru", "A|B"),
        ("1 | 2 | 3 | 4", "ru", "1 | 2 | 3 | 4"),
        ("", "ky", ""),
    ],
)
def test_a_title_may_say_itself_in_two_or_three_languages(title: str, code: str, said: str) -> None:
    assert title_in(title, code) == said
