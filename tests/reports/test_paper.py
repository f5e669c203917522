"""Questions on paper: what stands there is what was asked, and every answer has its place."""

import io

import pytest
from pypdf import PdfReader

from app.reports import draw
from app.reports.content import Cell, Column, Document, Heading, Table, texts
from app.reports.paper import Asked, Blank, Blanks, Lines, Options, Pick, Scale, Squares

HEAD = Blanks(((Blank("Код"), Blank("Күнү", 0.6)), (Blank("Жер", value="Баткен облусу"),)))
ANSWERS = (
    Options(("Аял", "Эркек")),
    Options(("Суу", "Жол", "Мектеп"), are_many=True),
    Options(("Биринчи", "Экинчи"), are_ranked=True),
    Scale(("1", "2", "3")),
    Lines(3),
    Lines(1, 0.3, "сом"),
    (Squares((2, 2, 4), "."), Squares((2, 2), ":")),
)
QUESTIONS = tuple(
    Asked(str(number), f"Суроо номер {number}", answer, "Кеңеш", "5-суроого «Ооба» болсо гана")
    for number, answer in enumerate(ANSWERS, start=1)
)
GRID = Table(
    (Column(""), Column("Айтылган", 5), Column("Жок"), Column("Ооба")),
    (("8", Cell("Пайдалуу", "кеңеш"), Pick(1), Pick(2)),),
    boxed=True,
)


def paper_of(*blocks: object) -> Document:
    return Document(title="Анкета", language="ky", blocks=blocks)


def read(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(draw(document))).pages]


def test_everything_that_is_asked_stands_on_the_page() -> None:
    said = "\n".join(read(paper_of(HEAD, *QUESTIONS, GRID)))
    for word in ("Код", "Күнү", "Баткен облусу", "Аял", "Мектеп", "Экинчи", "сом", "Пайдалуу"):
        assert word in said
    for number in range(1, 9):
        assert f"{number}" in said


def test_plain_text_draws_circles_squares_and_lines() -> None:
    said = draw(paper_of(HEAD, *QUESTIONS, GRID), "txt").decode()
    assert "Код: ________  Күнү: ________" in said
    assert "   (5-суроого «Ооба» болсо гана)\n1. Суроо номер 1\n   Кеңеш\n   ( ) 1 Аял" in said
    assert "[ ] 3 Мектеп" in said
    assert "__ 2 Экинчи" in said
    assert "( ) 1   ( ) 2   ( ) 3" in said
    assert "____________________ сом" in said
    assert "__.__.____   __:__" in said
    assert "8 | Пайдалуу / кеңеш | (1) | (2)" in said


def test_every_text_of_the_paper_can_be_searched() -> None:
    said = set(texts(paper_of(HEAD, *QUESTIONS, GRID)))
    assert {"Код", "Баткен облусу", "Аял", "2", "сом", "5-суроого «Ооба» болсо гана"} <= said


def test_a_circle_asks_for_one_answer_and_a_square_for_several() -> None:
    one = draw(paper_of(Asked("1", "?", Options(("а", "б")))))
    many = draw(paper_of(Asked("1", "?", Options(("а", "б"), are_many=True))))
    assert one != many
    assert [Pick(1), Pick(1, is_one_of_many=True)] != [Pick(1)] * 2


def test_a_question_and_its_few_answers_stay_on_one_page() -> None:
    answers = tuple(f"Жооп {number} " + "узун " * 12 for number in range(9))
    question = Asked("7", "Баары чогуу", Options(answers))
    for before in range(26, 40):
        earlier = [Asked(str(number), "Мурунку", Lines()) for number in range(before)]
        pages = read(paper_of(*earlier, question))
        holding = [page for page in pages if "Баары чогуу" in page or "Жооп" in page]
        assert len(holding) == 1


@pytest.mark.parametrize("count", [1, 2, 4, 5, 11, 40])
def test_any_number_of_answers_is_drawn_whole_in_reading_order(count: int) -> None:
    items = tuple(f"жооп{number}." for number in range(1, count + 1))
    said = "".join(read(paper_of(Asked("1", "Кайсы?", Options(items)))))
    assert all(said.count(item) == 1 for item in items)


def test_words_of_any_length_stay_on_the_page() -> None:
    long = "Комитетке" * 60
    blocks = (
        Blanks(((Blank(long), Blank("Күнү", value=long)),)),
        Asked("1", long, Options((long, "б"), are_many=True), long, long),
        Asked("2", "?", Scale(tuple(str(step) for step in range(40)))),
        Heading(long),
    )
    assert len(read(paper_of(*blocks))) >= 1
