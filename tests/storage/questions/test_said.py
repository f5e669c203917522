"""Who said something: the filled forms behind a count, whatever the filter and the version."""

import random
from pathlib import Path

from app.storage import Workspace
from app.storage.questions.results import results
from app.storage.questions.said import Said, find_texts, first_texts, forms_that_say, unread
from app.storage.selection import AnswerFilter
from tests.storage.notebooks import notebook
from tests.storage.surveys import add_village, document, fill

WATER, NEEDS, AGE, SAID = "/data/water", "/data/needs", "/data/age", "/data/said"


def village(folder: Path, count: int = 40) -> tuple[Workspace, bytes]:
    """Forms of two versions, filled by chance, in two rounds."""
    ws = notebook(folder, "a")
    chance = random.Random(4)
    survey = b""
    for version in ("1", "2"):
        added = add_village(ws, version)
        survey = added.survey
        for at in range(count // 2):
            said = document(
                version=version,
                water=chance.choice(["yes", "no"]),
                needs=" ".join(chance.sample(["road", "school", "clinic"], 2)),
                age=str(chance.randint(18, 70)),
                **({"said": f"Көчөдө суу жок {at}"} if at % 3 else {}),
            )
            fill(ws, added.version, said, {"round": at % 2 + 1})
    return ws, survey


def test_behind_every_count_stand_as_many_forms(tmp_path: Path) -> None:
    ws, survey = village(tmp_path)
    for wanted in (AnswerFilter(), AnswerFilter(round=2)):
        counted = results(ws, survey, wanted)
        for question in counted.questions:
            if question.repeat:
                continue
            for choice in question.choices:
                said = Said(question.path, choice.value)
                page = forms_that_say(ws, survey, said, wanted, limit=5)
                assert page.total == choice.count
                assert len(page.lines) == min(page.total, 5)
            bins = question.numbers.bins if question.numbers else ()
            for at, each in enumerate(bins):
                is_last = at == len(bins) - 1
                said = Said(question.path, low=each.low, high=each.high, is_last=is_last)
                assert forms_that_say(ws, survey, said, wanted).total == each.count
    ws.close()


def test_pages_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    ws, survey = village(tmp_path)
    said = Said(WATER, "yes")
    whole = forms_that_say(ws, survey, said, limit=1000).lines
    parts = []
    while page := forms_that_say(ws, survey, said, offset=len(parts), limit=7).lines:
        parts += page
    assert [line.id for line in parts] == [line.id for line in whole]
    assert len({line.version for line in parts}) == 2
    ws.close()


def test_words_are_found_in_any_spelling_and_counted_whole(tmp_path: Path) -> None:
    ws, survey = village(tmp_path)
    every = find_texts(ws, survey, SAID)
    assert every.total == len(every.found) == 26
    assert find_texts(ws, survey, SAID, "КОЧОДО").total == 26
    few = find_texts(ws, survey, SAID, "суу жок 1", limit=3)
    assert few.total > len(few.found) == 3
    assert find_texts(ws, survey, SAID, "деңиз").total == 0
    ws.close()


def test_the_first_answers_are_those_of_the_whole_list(tmp_path: Path) -> None:
    ws, survey = village(tmp_path)
    results(ws, survey)
    first = first_texts(ws, survey, [SAID, AGE, "/data/nowhere"], limit=4)
    assert first[SAID] == find_texts(ws, survey, SAID).found[:4]
    assert len(first[AGE]) == 4
    assert first["/data/nowhere"] == []
    ws.close()


def test_what_has_not_been_read_yet_is_counted(tmp_path: Path) -> None:
    ws, survey = village(tmp_path, 10)
    assert unread(ws, survey) == 10
    results(ws, survey)
    assert unread(ws, survey) == 0
    ws.close()
