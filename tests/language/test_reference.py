"""The reference data that are shipped: whole, linked, and speaking three languages."""

import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

RESOURCES = Path(__file__).parents[2] / "resources"
ORIGINALS = Path(__file__).parents[3] / "shared" / "reference" / "frameworks"
FRAMEWORKS = sorted((RESOURCES / "frameworks").glob("*.yaml"))
ENUMERATIONS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (RESOURCES / "reference" / "enumerations.yaml").read_text("utf-8")
)


def _framework(file: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return loaded


def _table(name: str) -> list[dict[str, str]]:
    with (RESOURCES / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _strings(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _strings(key) if not key.islower() else ()
            yield from _strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)


def _codes(enumeration: str) -> set[str | None]:
    return {row["code"] for row in ENUMERATIONS[enumeration]}


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_an_enumeration_has_its_words_in_three_languages_and_no_code_twice(name: str) -> None:
    rows = ENUMERATIONS[name]
    assert all(row["ky"] and row["ru"] and row["en"] for row in rows)
    assert all(row["review"] in {"ok", "check"} for row in rows)
    assert len({row["code"] for row in rows}) == len(rows)


def test_age_groups_follow_each_other_without_gaps() -> None:
    bands = [(row["from"], row["to"]) for row in ENUMERATIONS["age_group"]]
    assert all(later[0] == earlier[1] + 1 for earlier, later in itertools.pairwise(bands))


def test_there_are_seven_frameworks() -> None:
    assert len(FRAMEWORKS) == 7


@pytest.mark.parametrize("file", FRAMEWORKS, ids=lambda file: file.stem)
def test_a_framework_has_the_shape_its_readme_says(file: Path) -> None:
    whole = _framework(file)
    assert set(whole) == {"framework", "items", "facts"}
    head = whole["framework"]
    assert head["title_ru"]
    assert head["title_ky"]
    assert head["title_en"]
    assert head["kind"] in _codes("framework_kind")
    assert head["status"] in _codes("framework_status") | {None}


@pytest.mark.parametrize("file", FRAMEWORKS, ids=lambda file: file.stem)
def test_the_items_of_a_framework_hang_together(file: Path) -> None:
    items = _framework(file)["items"]
    seen: set[str | None] = {None}
    territories = {row["code"] for row in _table("territories_kg.csv")}
    for item in items:
        assert item["parent"] in seen, item["code"]
        assert item["code"] not in seen
        assert item["type"] in _codes("item_type")
        assert item["level"] in _codes("item_level") | {None}
        assert item["text_ru"]
        assert set(item.get("regions", [])) <= territories
        seen.add(item["code"])


@pytest.mark.parametrize("file", FRAMEWORKS, ids=lambda file: file.stem)
def test_goals_priorities_directions_and_tasks_are_translated(file: Path) -> None:
    spoken = {"goal", "direction", "task"}
    for item in _framework(file)["items"]:
        if item["type"] in spoken:
            assert item["text_ky"], item["code"]
            assert item["text_en"], item["code"]


def test_the_proposals_of_the_consultations_are_not_shown_as_adopted() -> None:
    for file in ("npge_2025_2027.yaml", "nap1325_2025_2027.yaml"):
        head = _framework(RESOURCES / "frameworks" / file)["framework"]
        assert head["status"] == "draft"
        assert "не текст принятого плана" in head["status_note"]


@pytest.mark.parametrize("file", FRAMEWORKS, ids=lambda file: file.stem)
def test_nothing_that_was_taken_down_from_a_source_is_dropped(file: Path) -> None:
    original = ORIGINALS / file.name
    if not original.exists():
        pytest.skip("the files the frameworks were made from are not here")
    kept = set(_strings(_framework(file)))
    spelled = {text[:1].upper() + text[1:] for text in kept} | {text.rstrip(".") for text in kept}
    lost = [
        text
        for text in _strings(yaml.safe_load(original.read_text("utf-8")))
        if text
        and text[:1].upper() + text[1:] not in spelled
        and not any(one.startswith(text) for one in kept)  # what was cut short there goes on here
    ]
    assert lost == []


def test_every_territory_has_a_parent_and_names_in_three_languages() -> None:
    rows = _table("territories_kg.csv")
    codes = {row["code"] for row in rows}
    assert len(rows) == 86
    for row in rows:
        assert row["level"] in _codes("territory_level")
        assert row["parent_code"] in codes or row["level"] == "country"
        assert row["name_ky"]
        assert row["name_ru"]
        assert row["name_en"]


def test_another_spelling_names_one_known_territory() -> None:
    codes = {row["code"] for row in _table("territories_kg.csv")}
    aliases = _table("territory_aliases.csv")
    assert all(row["code"] in codes for row in aliases)
    assert len({row["alias"] for row in aliases}) == len(aliases)


def test_the_spellings_of_the_seeds_are_known() -> None:
    known = {row["alias"] for row in _table("territory_aliases.csv")}
    known |= {row["name_ru"] for row in _table("territories_kg.csv")}
    assert known >= {
        "Иссык-Кульская область",
        "Ысык-Кульская область",
        "Ыссык-Кульская область",
        "Жалал-Абадская область",
        "Джалал-Абадская область",
        "Джала-Абадская область",
    }


def test_the_boundaries_are_of_known_territories() -> None:
    codes = {row["code"] for row in _table("territories_kg.csv")}
    map_ = json.loads((RESOURCES / "reference" / "oblasts_kg.geojson").read_text("utf-8"))
    assert {feature["properties"]["code"] for feature in map_["features"]} <= codes


def test_every_word_of_the_glossary_is_given_in_three_languages() -> None:
    assert all(row["en"] and row["ru"] and row["ky"] for row in _table("glossary.csv"))


def test_the_icons_carry_their_licence() -> None:
    assert (RESOURCES / "icons" / "LICENSE-lucide").exists()
    assert (RESOURCES / "fonts" / "OFL.txt").exists()
