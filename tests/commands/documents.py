"""The five documents the program is made after, read anew: what is in them, by no code of ours."""

import re
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
Row = tuple[str, ...]


def document(number: int) -> str:
    """The text of a document; skips the test where the documents are not beside the project."""
    found = sorted(SEEDS.glob(f"{number:03d}_*.txt"))
    if not found:
        pytest.skip(f"document {number:03d} is not beside the project")
    return found[0].read_text("utf-8")


def words(text: str) -> list[str]:
    """The words of a text alone, whatever signs, breaks and capitals are between them."""
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))


def activities() -> list[Row]:
    """The activities of the roadmap, each with the cells of its row, across its page breaks."""
    rows: list[Row] = []
    for line in document(0).splitlines():
        cells = tuple(" ".join(part.split()) for part in re.sub(r"<[^>]+>", " ", line).split("\t"))
        heads = ("Мероприятия", "Задача", "ЗАДАЧА", "Долгосрочн")
        if len(cells) < 4 or cells[0].startswith(heads):
            continue
        if rows and (not cells[0] or cells[0][0].islower()):
            both = zip(rows[-1], cells, strict=False)
            rows[-1] = tuple(f"{one} {other}".strip() for one, other in both)
        else:
            rows.append(cells)
    return rows


def programme() -> list[Row]:
    """The rows of the club's programme: from, to, session."""
    return re.findall(r"^(\d\d\.\d\d) – (\d\d\.\d\d)\t([^\t]*)", document(2), re.MULTILINE)


def recommendations() -> list[str]:
    """The recommendations of the expert consultation, priority by priority."""
    said: list[str] = []
    is_in = False
    for part in re.split(r"\n\s*\n|\n(?=- )", document(3)):
        text = " ".join(re.sub(r"\([^()]*https?:[^()]*\)|[*#]", "", part).split())
        if text.startswith("Рекомендации"):
            is_in = True
        elif text.startswith("Приоритет"):
            is_in = False
        elif is_in and text.startswith("- "):
            said.append(text[2:])
        elif is_in and text:
            said[-1] += f" {text}"
    return said


def figures() -> set[str]:
    """The figures of the report on capacity building, with “more than”; years are none."""
    found = re.findall(r"(?:более )?(?<!\d)[1-9]\d{0,2}(?!\d)", document(1))
    return {figure for figure in found if figure != "27"}
