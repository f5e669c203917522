"""The order of lists."""

from hypothesis import given
from hypothesis import strategies as st

from app.language import sort_key


def test_names_stand_in_the_order_of_the_kyrgyz_alphabet() -> None:
    names = ["Еркин", "Ёлкина", "Нурлан", "Ңуркан", "Орозбек", "Өмүр", "Уулча", "Үмүт", "Фатима"]
    mixed = [*names[5:], *names[:5]]
    assert sorted(mixed, key=sort_key) == names


def test_figures_and_latin_come_before_cyrillic() -> None:
    assert sorted(["Яна", "Zoe", "12 мектеп"], key=sort_key) == ["12 мектеп", "Zoe", "Яна"]


def test_capitals_and_hyphens_only_part_equals() -> None:
    assert sorted(["асан Б", "Асан А", "АСАН-В"], key=sort_key) == ["Асан А", "асан Б", "АСАН-В"]


@given(st.text(), st.text())
def test_only_the_same_text_has_the_same_place(one: str, other: str) -> None:
    import unicodedata

    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (sort_key(one) == sort_key(other)) is same
