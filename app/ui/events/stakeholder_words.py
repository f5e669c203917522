"""How stakeholders are worded: the cells of a line, the picture, and a line typed in one go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.language import Language
from app.model import Stakeholder
from app.ui.kit import Cell
from app.ui.kit.charts import Mark, QuadrantWords
from app.ui.words import term, terms

KIND_ICONS = {
    "state": "building-2",
    "international": "flag",
    "cso": "users",
    "informal": "messages-square",
    "business": "banknote",
}
_ATTITUDES = {"supporter": ("circle-check", "ok"), "opponent": ("circle-alert", "bad")}
_LINES = 2
_SCORED = re.compile(r"^(?P<name>.*\S)[\s,;]+(?P<influence>[1-5])[\s,;/]+(?P<interest>[1-5])\s*$")


def typed_stakeholder(text: str) -> dict[str, object]:
    """A name, and where two figures of 1 to 5 follow it, influence and interest."""
    found = _SCORED.match(text.strip())
    if found is None:
        return {"name": text.strip()}
    return {
        "name": found["name"].strip(" ,;"),
        "influence": int(found["influence"]),
        "interest": int(found["interest"]),
    }


def stakeholder_cells(language: Language, one: Stakeholder) -> list[Cell]:
    """The cells of a line: name and interests, kind, the two scores, attitude, level."""
    help_ = ", ".join(one.cooperation)
    icon, ink = _ATTITUDES.get(one.attitude or "", ("", "text2"))
    return [
        Cell(
            one.name,
            sub=one.interests,
            weight=500,
            tip=one.interests,
            is_wrapped=True,
            lines=_LINES,
        ),
        Cell(
            term(language, "stakeholder_group", one.kind),
            icon=KIND_ICONS.get(one.kind or "", "circle"),
            size=13,
            is_wrapped=True,
        ),
        _score(language, one.influence),
        _score(language, one.interest),
        Cell(
            term(language, "stakeholder_attitude", one.attitude),
            icon=icon,
            icon_colour=ink,
            size=13,
        ),
        Cell(help_, size=13, colour="text2", tip=help_, is_wrapped=True, lines=_LINES),
    ]


def _score(language: Language, score: int | None) -> Cell:
    if score is None:
        return Cell("–", align="center", colour="text3", spoken=language.text("not weighed"))
    return Cell(str(score), align="center", weight=500)


def marks_of(stakeholders: Sequence[Stakeholder], language: Language) -> list[Mark]:
    """Those who are weighed on both scales, as the picture takes them."""
    codes = [code for code, _ in terms(language, "stakeholder_group")]
    return [
        Mark(one.name, codes.index(one.kind), one.influence, one.interest)
        for one in stakeholders
        if one.influence and one.interest and one.kind in codes
    ]


def picture_words(language: Language) -> QuadrantWords:
    """The words of the picture."""
    say = language.text
    return QuadrantWords(
        influence=say("Influence, 1 to 5"),
        interest=say("Interest, 1 to 5"),
        kinds=tuple(word for _, word in terms(language, "stakeholder_group")),
        corners=(
            say("Keep satisfied"),
            say("Work with closely"),
            say("Watch"),
            say("Keep informed"),
        ),
        headers=(say("Name"), say("Kind of stakeholder"), say("Influence"), say("Interest")),
    )
