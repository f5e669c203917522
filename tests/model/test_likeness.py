"""How alike two people are: what is one name, and what is another human being."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.likeness import (
    ASK,
    ASK_FROM,
    NO,
    SAME,
    Likeness,
    Traits,
    compare,
    traits,
    years_agreeing,
)
from app.model.name_keys import blocking_keys, keys_text, name_parts, phones, place_word, skeleton


def person(name: str, year: int | None = 1985, **more: str) -> Traits:
    """Somebody invented, of «Surname|First name|Patronymic»."""
    surname, first, patronymic = (*name.split("|"), "", "")[:3]
    values: dict[str, str] = {"sex": "f", "village": "Ак-Татыр", **more}
    return traits(surname, first, patronymic, birth_year=year, **values)


def likeness(one: Traits, other: Traits) -> Likeness:
    """How alike they are, the same whichever is looked at first."""
    assert compare(one, other) == compare(other, one)
    return compare(one, other)


ONE_PERSON = [
    ("Өмүралиева|Гүлзат", "Омуралиева|Гульзат"),
    ("Өмүралиева|Гүлзат", "Omuralieva|Gulzat"),
    ("Жээнбекова|Чынара", "Zheenbekova|Chynara"),
    ("Жээнбекова|Чынара", "Женбекова|Чинара"),
    ("Нурджамалова|Жылдыз", "Nurjamalova|Dzhyldyz"),
    ("Сыдыкова|Нуржамал", "Садыкова|Нуржамал"),
    ("Жапар кызы|Айгүл", "Жапарова|Айгүл"),
    ("Шаршенбай кызы|Айгүл", "Шаршенбаева|Айгуль"),
    ("Муса кызы|Айгүл", "Мусаева|Айгүл"),
    ("Жапаркызы|Айгүл", "Жапарова|Айгүл"),
    ("Асанова|Айгүл", "Айгүл|Асанова"),
    ("Асанова Айгүл|", "Асанова|Айгүл"),
    ("Асанова|Айгүл Бакытовна", "Асанова|Айгүл|Бакыт кызы"),
    ("Асанова|Айгүл|Бакытовна", "Бакыт кызы|Айгүл"),
    ("Асанова-Токтосунова|Айгүл", "Токтосунова|Айгүл"),
    ("Асанова|Айгүл|Бакытовна", "Токтосунова|Айгүл|Бакытовна"),
    ("Токтогулова|Айгүл", "Токтгулова|Айгүл"),
    ("Токтогулова|Айгүл", "Токотгулова|Айгүл"),
    ("Токтогулова|Таттыбүбү", "Токтогулова|Татыбубу"),
    ("Эсенова|Бүбүкан", "Эсенова|Бубухан"),
    ("Алмазова|Бермет", "Алмазоав|Бермет"),
    ("Асан кызы|Айсулуу", "Асан|кзыы|Айсулуу"),
    ("Дөөлөтова|Элиза", "Doeoeloetova|Eliza"),
    ("Жумабаева|Турсунай", "Žumabaeva|Tursunaj"),
    ("Чокоева|Жаңылай", "Čokoeva|Žaņylaj"),
    ("Чокоева|Жаңылай", "Chokoeva|Zhangylai"),
    ("Сүйүнова|Назира", "Süyünova|Nazira"),
    ("Сатыбалдыева|Шайыргүл", "Satybaldyyeva|Shayyrgül"),
    ("Жаркынбаева|Айжан", "Carkınbayeva|Aycan"),
    ("Чынгызова|Айгүл", "Чыңгызова|Айгүл"),
    ("Ташматова|Жибек", "Жибек|Ташматрва"),
    ("Абакирова|Шааркан", "Шааркан|Абакироваа"),
    ("Дүйшөнова|Айнагүл|Өскөновна", "Дүйшөнова|Айнагүл|Өскөнован"),
    ("Мирзаева|Нургүл|Улугбековна", "Мирзаева|Нургүл|Улугбекона"),
    ("Жаныбекова|Бермет", "Жаныбекова|Бемнт"),
    ("Ыманкулова|Зарина", "Ыманкулрва|Зарина"),
]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_one_person_in_two_writings_is_asked_about(one: str, other: str) -> None:
    first, second = person(one), person(other)
    assert likeness(first, second).band != NO
    keys = [set(blocking_keys(each.parts, 1985, "", "Ак-Татыр")) for each in (first, second)]
    assert {key for key in keys[0] & keys[1] if not key.startswith("_")}


TWO_PEOPLE = [
    (person("Асанова|Айгүл|Бакытовна"), person("Асанова|Айнура|Бакытовна", 1987)),
    (person("Асанова|Гүлзат|Бакытовна"), person("Асанова|Гүлнара|Бакытовна")),
    (
        person("Асанов|Асан|Бакытович", sex="m", phone="0772123118"),
        person("Асанов|Үсөн|Бакытович", sex="m", phone="0772123118"),
    ),
    (person("Асанова|Айгүл"), person("Асанова|Айгүл", 1961)),
    (person("Асанова|Айгүл|Бакытовна"), person("Асанова|Айгүл|Жапаровна", 1999)),
    (person("Асанова|Айгүл", None), person("Асанова|Айгүл", None, village="Кочкор")),
    (person("Асанова|Айгүл"), person("Токтосунова|Айгүл", village="Кочкор")),
    (person("Асанов|Нурбек", sex="m"), person("Токтосунов|Нурбек", sex="m")),
    (person("Асанов|Бакыт", sex="m", village=""), person("Асанова|Бакыт", None, village="")),
]


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_brothers_sisters_twins_and_namesakes_are_not_asked_about(
    one: Traits, other: Traits
) -> None:
    assert likeness(one, other).band == NO


def test_the_same_is_said_only_where_nothing_speaks_against_it() -> None:
    name = "Асанова|Айгүл|Бакытовна"
    whole = {"phone": "0772 123 118", "village": "Ак-Татыр", "organisation": "Мектеп"}
    one = person(name, **whole)
    assert likeness(one, person(name, **whole)).band == SAME
    latin = person("Asanova|Aigul|", phone="+996772123118", village="с. Ак-Татыр")
    assert likeness(one, latin).band == SAME
    for other in (
        person(name, 1986, **whole),
        person(name, None, **whole),
        person(name, **{**whole, "village": "Кочкор"}),
        person(name, **{**whole, "phone": "0555 402 402"}),
        person("Асанова|Айгүл|Жапаровна", **whole),
        person("Асанова|Айкүл|Бакытовна", **whole),
        person("Токтосунова|Айгүл|Бакытовна", **whole),
        person("Асанова|Айгүл", village="Ак-Татыр"),
        person(name, **{**whole, "sex": "m"}),
    ):
        assert likeness(one, other).band == ASK, other


def test_every_band_is_told_by_its_score() -> None:
    for one, other in TWO_PEOPLE:
        assert compare(one, other).score < ASK_FROM
    for one, other in ONE_PERSON:
        found = compare(person(one), person(other))
        assert (found.score >= 0.95) == (found.band == SAME)


def test_a_name_that_many_bear_says_less() -> None:
    one, other = person("Асанова|Айгүл", None), person("Асанова|Айгүл", None, village="")
    assert compare(one, other).band == ASK
    crowded = compare(one, other, lambda _: 50)
    assert crowded.band == NO
    assert "crowd" in crowded.signs


def test_a_district_written_for_the_village_speaks_for_nothing() -> None:
    one = person("Асанова|Айгүл")
    signs = compare(one, person("Асанова|Айгүл", village="Баткен району")).signs
    assert not [sign for sign in signs if sign.startswith("village")]


def test_two_slips_in_a_short_name_that_others_bear_are_another_name() -> None:
    one, other = person("Асанова|Жибек"), person("Асанова|Жидер")
    assert "name_doubtful" in compare(one, other).signs
    assert compare(one, other, lambda key: 9 if key.startswith("_") else 2).band == NO


def test_two_first_names_that_several_bear_are_two_names_and_no_slip() -> None:
    one, other = person("Асанов|Марат", sex="m"), person("Асанов|Мурат", sex="m")
    assert compare(one, other).band == ASK
    assert compare(one, other, lambda key: 40 if key.startswith("_") else 2).band == NO


def test_what_is_seen_is_said_for_and_against() -> None:
    one, other = person("Асанова|Айгүл"), person("Асанова|Айгүл", 1986, village="Кочкор")
    assert compare(one, other).reasons == [
        ("the same surname", True),
        ("the same first name", True),
        ("the birth years are one year apart", True),
        ("the villages are different", False),
    ]


@pytest.mark.parametrize(
    "text",
    ["0772 12-31-18", "+996 772 123118", "996772123118", "0(772)123118", "772123118, 0555402402"],
)
def test_a_telephone_is_one_however_it_is_written(text: str) -> None:
    assert phones(text)[0] == "772123118"


def test_a_village_is_one_with_and_without_its_kind() -> None:
    assert len({place_word(text) for text in ("Ак-Татыр", "с. Ак Татыр", "Ак-Татыр айылы")}) == 1


def test_birth_years_that_may_be_one_are_near_swapped_or_a_digit_apart() -> None:
    assert years_agreeing(1968) == {1868, 1958, 1966, 1967, 1968, 1969, 1970, 1978, 1986, 2068}


NAMES = st.text(max_size=30)


@given(NAMES, NAMES, NAMES, st.none() | st.integers(-(10**9), 10**9), NAMES, NAMES)
def test_no_name_is_too_strange_for_its_keys(
    surname: str, name: str, patronymic: str, year: int | None, phone: str, village: str
) -> None:
    keys = keys_text(surname, name, patronymic, year, phone, village).split()
    parts = name_parts(surname, name, patronymic)
    assert set(keys) == set(blocking_keys(parts, year, phone, village))
    assert all('"' not in key for key in keys)
    same = traits(surname, name, patronymic, "", year, phone, "", village)
    assert compare(same, same).score <= 1


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяөүң", min_size=1, max_size=20))
def test_a_skeleton_has_no_vowel_but_one_at_its_beginning(name: str) -> None:
    bones = skeleton(name_parts(name, "", "").surname)
    assert not set(bones[1:]) & set("aeiou")


def test_a_patronymic_in_the_column_of_first_names_goes_where_it_belongs() -> None:
    right = traits("Асанова", "Айгүл", "Бакытовна", "f", 1985)
    for father in ("Бакытовна", "Бакыт кызы"):
        crossed = traits("Асанова", father, "Айгүл", "f", 1985)
        assert compare(right, crossed).band != NO
        assert (
            "name_equal" in compare(right, crossed).signs
            or "name_sound" in compare(right, crossed).signs
        )


def test_the_letters_of_uzbek_are_heard_as_their_sounds() -> None:
    here = traits("Өзгөнова", "Көкүл", "Өзгөн кызы", "f", 1985, village="Төө-Жайлоо")
    there = traits("Oʻzgoʻnova", "Koʻkul", "Oʻzgoʻn qizi", "f", 1985, village="Toʻoʻ-Jayloo")
    found = compare(here, there)
    assert "father_equal" in found.signs
    assert "village_equal" in found.signs
