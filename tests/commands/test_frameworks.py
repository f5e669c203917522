"""framework and indicator: national plans and figures on the command line."""

import json
from pathlib import Path

import pytest

from app.storage import open_workspace
from app.storage.questions.saved_question import FILTERS
from tests.commands.notebooks import PASSPHRASE, Depter
from tests.storage.plans import Story, tell

TEXT = """framework: {code: NPGE-2025, version: v2}
items:
- {code: NPGE-2025/G01, type: goal, text_ru: Занятость}
"""


@pytest.fixture
def story(trainer: Path) -> Story:
    workspace = open_workspace(trainer, passphrase=PASSPHRASE)
    told = tell(workspace)
    workspace.close()
    return told


def test_frameworks_are_listed_shown_and_searched(
    depter: Depter, trainer: Path, story: Story
) -> None:
    listed = depter("-w", trainer, "framework", "list", "--json").facts
    assert {one["code"]: one["items"] for one in listed}["NAP1325-2025"] == 57
    (plan,) = [one for one in listed if one["code"] == "NPGE-2025"]
    assert plan["tied"]["measures"] == 1
    shown = depter("-w", trainer, "framework", "show", "NPGE-2025", "--json").facts
    assert sum(one["type"] == "measure" for one in shown) == 102
    assert sum(one["type"] == "goal" for one in shown) == 13
    found = depter("-w", trainer, "framework", "search", "детсадов", "--in", "NPGE-2025")
    assert found.out.startswith("NPGE-2025/G01/M04")
    assert depter("-w", trainer, "framework", "search", "йцукен").out == "Nothing was found.\n"
    missing = depter("-w", trainer, "framework", "show", "X")
    assert (missing.code, missing.err.count("\n")) == (1, 1)
    assert story.plan


def test_a_new_version_is_looked_at_and_taken_in(depter: Depter, trainer: Path) -> None:
    path = trainer.parent / "plan.yaml"
    path.write_text(TEXT, encoding="utf-8")
    facts = depter("-w", trainer, "framework", "import", path, "--dry-run", "--json").facts
    assert (facts["updated"], len(facts["withdrawn"])) == (1, 119)
    facts = depter("-w", trainer, "framework", "import", path, "--partial", "--json").facts
    assert (facts["updated"], facts["withdrawn"], facts["is_dry_run"]) == (1, [], False)
    said = depter("-w", trainer, "framework", "import", path, "--status", "adopted")
    assert said.out.startswith("NPGE-2025: items 1, new 0, updated 0, as before 1")
    listed = depter("-w", trainer, "framework", "list", "--json").facts
    (plan,) = [one for one in listed if one["code"] == "NPGE-2025"]
    assert (plan["status"], plan["version"], plan["withdrawn"]) == ("adopted", "v2", 119)


def test_a_repeated_code_is_said_with_its_row(depter: Depter, trainer: Path) -> None:
    path = trainer.parent / "plan.yaml"
    path.write_text(f"{TEXT}- {{code: NPGE-2025/G01, text_ru: Дагы}}\n", encoding="utf-8")
    said = depter("-w", trainer, "framework", "import", path)
    assert said.code == 1
    assert "Row 4, Code: The code NPGE-2025/G01 stands in row 3 already" in said.out
    assert said.err.startswith("Nothing was imported")


def test_an_indicator_is_said_in_parts_and_with_its_records(
    depter: Depter, trainer: Path, story: Story
) -> None:
    said = depter("-w", trainer, "indicator", "measures", "--by", "goal", "--json").facts
    assert said["value"] == 3
    assert {one["code"]: one["value"] for one in said["parts"]} == {"": 2, "NPGE-2025/G01": 1}
    listed = depter(
        "-w", trainer, "indicator", "measures", "--by", "goal", "--records", "NPGE-2025/G01"
    )
    assert listed.out == f"{story.measures[0].hex()}  Бала бакчага кошумча топ ачуу\n"
    words = depter("-w", trainer, "indicator", "local_share").out
    words = words.replace("\xa0", " ").replace("\u202f", " ")
    assert words == "Share of local budgets in the money granted: 0 of 95 000, 0 % (som)\n"


def test_indicators_are_filtered_and_what_is_not_known_is_said(
    depter: Depter, trainer: Path, story: Story
) -> None:
    def value(*filters: str) -> float:
        facts = depter("-w", trainer, "indicator", "plans", "--json", *filters).facts
        return float(facts["value"])

    assert value("--territory", "Баткенская область", "--from", "01.01.2026") == 1
    assert value("--territory", "41706000000000") == 0
    assert value("--framework", "NAP1325-2025") == 0
    assert (value("--item", "NPGE-2025/G01"), value("--item", "NPGE-2025/G02")) == (1, 0)
    events = depter("-w", trainer, "indicator", "events", "--json", "--type", "training").facts
    assert events["value"] == 0
    for wrong in (
        ("--territory", "Атлантида"),
        ("--from", "кечээ"),
        ("--project", "жок"),
        ("--framework", "X-1"),
        ("--item", "NPGE-2025/G99"),
        ("--type", "banquet"),
    ):
        said = depter("-w", trainer, "indicator", "plans", *wrong)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    said = depter("-w", trainer, "indicator", "plans", "--by", "sex")
    assert "plans is broken down by status, oblast, raion, level" in said.err
    names = [one["name"] for one in depter("indicator", "list", "--json").facts]
    assert {"people", "participations", "club_meetings", "goals"} <= set(names)
    assert story.plan


def test_an_indicator_says_which_filters_do_not_narrow_it(depter: Depter, trainer: Path) -> None:
    asked = ("-w", trainer, "indicator", "club_meetings", "--from", "01.01.2026")
    asked = (*asked, "--type", "training")
    assert depter(*asked, "--json").facts["not_narrowed_by"] == ["event_type"]
    assert "This figure is not narrowed by: type of event.\n" in depter(*asked).out
    told = {one["name"]: one["narrowed_by"] for one in depter("indicator", "list", "--json").facts}
    assert told["products"] == ["project"]
    assert told["measures"] == list(FILTERS)


def test_a_table_s_type_may_be_written_with_hyphens(depter: Depter, trainer: Path) -> None:
    said = depter("-w", trainer, "table", "framework-item", "--as", "json")
    rows = json.loads(said.out)
    assert sum(row["framework"] == "NPGE-2025" for row in rows) == 120
    assert depter("-w", trainer, "table", "plan-measure", "--as", "json").out == "[\n]\n"
