"""duplicates: proposed, joined, parted, told apart."""

from pathlib import Path

import pytest

from tests.commands.notebooks import Depter

PEOPLE = """Фамилиясы;Аты;Атасынын аты;Жынысы;Туулган жылы;Айыл;Телефон
Өмүралиева;Гүлзат;Кадыровна;ж;1984;Ак-Татыр;0772123118
Омуралиева;Гульзат;;ж;1984;с. Ак-Татыр;+996 772 12 31 18
Асанов;Нурлан;;м;1990;Ак-Суу;
Асанов;Марат;;м;1991;Ак-Суу;
"""


@pytest.fixture
def notebook(depter: Depter, trainer: Path, tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, "utf-8")
    assert depter("-w", trainer, "import", "people", file).code == 0
    return trainer


def test_one_pair_is_proposed_with_its_score_and_reasons(depter: Depter, notebook: Path) -> None:
    found = depter("-w", notebook, "duplicates", "--json").facts
    assert len(found) == 1
    assert set(found[0]) == {"a", "b", "score", "band", "reasons"}
    assert found[0]["band"] == "same"
    assert found[0]["score"] >= 0.95
    assert "+ the same phone" in found[0]["reasons"]
    said = depter("-w", notebook, "duplicates")
    assert "Өмүралиева Гүлзат Кадыровна 1984" in said.out
    assert said.out.endswith("1 pair to look at\n")


def test_joined_people_are_one_in_every_answer_until_they_are_parted(
    depter: Depter, notebook: Path
) -> None:
    pair = depter("-w", notebook, "duplicates", "--json").facts[0]
    done = depter("-w", notebook, "duplicates", "join", pair["b"], pair["a"], "--json")
    assert done.facts == {"stays": pair["b"], "joined": pair["a"]}
    assert depter("-w", notebook, "duplicates", "--json").facts == []
    again = depter("-w", notebook, "duplicates", "join", pair["a"], pair["b"])
    assert (again.code, again.out) == (1, "")
    assert "one person already" in again.err
    rows = depter("-w", notebook, "table", "person", "--as", "json").facts
    stays = next(row for row in rows if row["id"] == pair["b"])
    assert stays["patronymic"] == "Кадыровна"
    assert depter("-w", notebook, "duplicates", "part", pair["a"]).code == 0
    assert depter("-w", notebook, "duplicates", "--json").facts == [pair]


def test_people_told_apart_are_not_asked_about_again(depter: Depter, notebook: Path) -> None:
    pair = depter("-w", notebook, "duplicates", "--json").facts[0]
    assert depter("-w", notebook, "duplicates", "distinct", pair["b"], pair["a"]).code == 0
    assert depter("-w", notebook, "duplicates", "--json").facts == []


def test_an_id_that_is_none_is_refused_in_one_line(depter: Depter, notebook: Path) -> None:
    refused = depter("-w", notebook, "duplicates", "join", "nobody", "00" * 16)
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    gone = depter("-w", notebook, "duplicates", "join", "01" * 16, "02" * 16)
    assert (gone.code, len(gone.err.splitlines())) == (1, 1)


def test_what_is_decided_above_comes_back_to_whom_it_concerns(
    depter: Depter, notebook: Path, coordinator: Path, tmp_path: Path
) -> None:
    """The coordinator joins and tells apart; the trainer comes to the same."""
    cards = {name: tmp_path / f"{name}.depter-card" for name in ("trainer", "centre")}
    folders = {"trainer": notebook, "centre": coordinator}
    for name, card in cards.items():
        depter("-w", folders[name], "card", "--to", card)

    def give(giver: str, taker: str) -> None:
        folder = tmp_path / f"{giver}-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        done = depter("-w", folders[giver], "export", "--for", cards[taker], "--to", folder)
        assert done.code == 0, done.err
        assert depter("-w", folders[taker], "merge", folder).code == 0

    give("trainer", "centre")
    pair = depter("-w", coordinator, "duplicates", "--json").facts[0]
    rows = depter("-w", coordinator, "table", "person", "--as", "json").facts
    others = [row["id"] for row in rows if row["id"] not in (pair["a"], pair["b"])]
    depter("-w", coordinator, "duplicates", "join", pair["a"], pair["b"])
    depter("-w", coordinator, "duplicates", "distinct", *others)
    give("centre", "trainer")
    assert depter("-w", notebook, "duplicates", "--json").facts == []
    assert depter("-w", notebook, "duplicates", "join", pair["b"], pair["a"]).code == 1
    (apart,) = depter("-w", notebook, "table", "distinction", "--as", "json").facts
    assert {apart["one"], apart["other"]} == set(others)


def test_told_apart_by_one_and_joined_by_another_is_said_and_decided(
    depter: Depter, notebook: Path, coordinator: Path, tmp_path: Path
) -> None:
    card = tmp_path / "centre.depter-card"
    depter("-w", coordinator, "card", "--to", card)

    def give(number: int) -> None:
        folder = tmp_path / f"given-{number}"
        assert depter("-w", notebook, "export", "--for", card, "--to", folder).code == 0
        assert depter("-w", coordinator, "merge", folder).code == 0

    pair = depter("-w", notebook, "duplicates", "--json").facts[0]
    give(1)
    assert depter("-w", notebook, "duplicates", "distinct", pair["a"], pair["b"]).code == 0
    assert depter("-w", coordinator, "duplicates", "join", pair["a"], pair["b"]).code == 0
    give(2)
    asked = depter("-w", coordinator, "duplicates")
    assert "1 pair was told apart by somebody and joined by somebody else" in asked.out
    (found,) = depter("-w", coordinator, "duplicates", "contradictions", "--json").facts
    assert {found["a"], found["b"]} == {pair["a"], pair["b"]}
    assert [one["person"] for one in found["joined"]] == [pair["b"]]
    told = depter("-w", coordinator, "duplicates", "contradictions").out
    assert f"told apart: {found['told_apart']['who']}" in told
    decided = depter("-w", coordinator, "duplicates", "distinct", pair["a"], pair["b"])
    assert (decided.code, decided.out) == (0, "They are kept as two people.\n")
    assert depter("-w", coordinator, "duplicates", "contradictions", "--json").facts == []
    assert "told apart by somebody" not in depter("-w", coordinator, "duplicates").out
