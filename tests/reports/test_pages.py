"""How blocks share pages: what stays together, what is parted, what is said of a picture."""

import io
import re
from itertools import pairwise

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from app.reports import draw
from app.reports.chart_tables import chart_words
from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Caption,
    Cell,
    Column,
    Cover,
    Document,
    Facts,
    Heading,
    MapChart,
    MapPlace,
    Margins,
    Paragraph,
    Part,
    Points,
    Pyramid,
    PyramidRow,
    Shade,
    Shown,
    Table,
)
from app.reports.official import ApprovalBlock
from app.reports.pdf.flow import Sheet
from tests.reports.reading import squeezed

SENTENCE = "Аялдардын чечим кабыл алууга катышуусу айыл өкмөтүнүн ишинде камсыз кылынат. "


def pages_of(*blocks: object, landscape: bool = False, **about: object) -> list[str]:
    document = Document(
        "Отчёт", "ky", blocks, landscape=landscape, **{"source": "Отчёт · күн · версия", **about}
    )
    return [page.extract_text() for page in PdfReader(io.BytesIO(draw(document))).pages]


def table(rows: int, of: str = "сап") -> Table:
    lines = tuple((f"{of} {n}.", str(n)) for n in range(rows))
    return Table((Column("Эмне"), Column("Саны", align=Align.RIGHT)), lines)


def bars(count: int) -> BarChart:
    part = tuple(Part(Shade.WOMEN, n + 1, str(n + 1)) for n in range(count))
    return BarChart(
        tuple(Bar(f"тилке {n}. {SENTENCE}", (part[n],)) for n in range(count)),
        ((Shade.WOMEN, "аялдар"),),
    )


def filler(lines: int) -> Points:
    return Points(tuple(f"жол {n}" for n in range(lines)))


@pytest.mark.parametrize("lines", range(0, 45, 3))
@pytest.mark.parametrize("landscape", [False, True])
def test_a_short_table_is_parted_only_where_a_quarter_of_the_page_would_stay_empty(
    lines, landscape
):
    said = pages_of(filler(lines), Heading("Башы"), table(12), landscape=landscape)
    holding = [n for n, page in enumerate(said) if re.search(r"сап \d+\.", page)]
    first = said[holding[0]]
    assert "Башы" in first
    assert len(re.findall(r"сап \d+\.", first)) >= 2
    assert len(re.findall(r"сап \d+\.", said[holding[-1]])) >= 2
    if len(holding) > 1:
        assert len(first.splitlines()) > (10 if landscape else 20)


def test_a_high_row_begins_where_there_is_room_and_goes_on_over_the_page():
    high = Table((Column("Чара"), Column("№", 0.1)), ((SENTENCE * 14, "1"), (SENTENCE * 14, "2")))
    for lines in range(12, 24, 2):
        said = pages_of(filler(lines), Heading("Чаралар"), high, size=14, landscape=True)
        with_heading = next(page for page in said if "Чаралар" in page)
        assert "Аялдардын" in with_heading
        assert sum(page.count("камсыз") for page in said) == 28


def test_a_high_first_row_stands_below_its_header_without_the_second():
    high = "\n".join(f"сызык {n}." for n in range(7))
    rows = tuple((high, str(n)) for n in range(6))
    for lines in range(9, 20):
        said = pages_of(filler(lines), Table((Column("Чара"), Column("№")), rows), landscape=True)
        assert len([page for page in said if "Чара" in page]) >= 2
        taken = len([line for line in said[0].splitlines() if "жол" in line or "сызык" in line])
        assert taken >= 17, said[0]


def test_a_row_is_cut_once_at_the_foot_of_the_page_with_two_lines_on_each_side():
    small = "\n".join(f"кичине {n}." for n in range(8))
    row = Table((Column("Чара"), Column("Булагы")), (("чара", Cell("", small)), (small, small)))
    seen = set()
    for lines in range(8, 40):
        pages = pages_of(filler(lines), row, landscape=True)
        counts = [page.count("кичине") for page in pages if "кичине" in page]
        assert sum(counts) == 24
        assert all(count not in {1, 23} for count in counts)
        seen.add(tuple(counts))
    assert len(seen) > 2


def test_a_cell_of_five_thousand_letters_goes_on_over_pages_line_by_line(monkeypatch):
    tops = written_at(monkeypatch)
    said = pages_of(Table((Column("Чара"), Column("№", 0.1)), ((SENTENCE * 66, "1"),)))
    assert sum(page.count("камсыз") for page in said) == 66
    assert all("Чара" in page for page in said)
    gaps = [round(one - other, 2) for one, other in pairwise(tops) if 0 < one - other < 40]
    assert len(set(gaps)) == 1, "no gap within the cell"


def written_at(monkeypatch) -> list[float]:
    """How far up each line of the sentence was written, in points."""
    tops, plain = [], Canvas.drawString

    def spy(pen, x, y, text, *args, **kwargs):
        if any(word in SENTENCE for word in text.split()):
            tops.append(y)
        return plain(pen, x, y, text, *args, **kwargs)

    monkeypatch.setattr(Canvas, "drawString", spy)
    return tops


@pytest.mark.parametrize("lines", range(0, 40, 4))
def test_a_long_chart_is_parted_between_bars_with_its_legend_above_both_parts(lines):
    caption = Caption("Мүнөзү", Shown.CHART, said="1-сүрөт. Мүнөзү")
    said = pages_of(filler(lines), Heading("Башы"), caption, bars(14))
    parts = [page for page in said if "тилке" in page]
    assert "Башы" in parts[0]
    assert "1-сүрөт" in parts[0]
    for page in parts:
        assert "аялдар" in page
        assert len(re.findall(r"тилке \d+\.", page)) >= 2


@pytest.mark.parametrize("lines", range(20, 60, 2))
def test_a_small_chart_its_notes_and_its_caption_stay_on_one_page(lines):
    caption = Caption("Мүнөзү", Shown.CHART, said="1-сүрөт. Мүнөзү")
    small = BarChart(bars(5).bars, notes=("Эскертүү ушул",))
    said = pages_of(filler(lines), caption, small)
    (holding,) = [page for page in said if "тилке" in page]
    assert "1-сүрөт" in holding
    assert "Эскертүү ушул" in holding


def test_a_last_page_of_a_few_lines_is_saved_by_less_white():
    blocks = [Heading("Башы"), Paragraph(SENTENCE)] * 8
    said = [pages_of(*blocks, filler(lines)) for lines in range(10, 60)]
    first = next(pages for pages in said if len(pages) > 1)
    assert first[1].count("жол") > 6


def test_a_long_name_at_the_foot_leaves_the_day_and_the_data_version_to_be_read():
    (page,) = pages_of(Paragraph("x"), source=f"{SENTENCE * 4} · 01.12.2026 · версия abc4926d")
    assert "… · 01.12.2026 · версия abc4926d" in page


MAP = MapChart(
    (
        MapPlace("KG-B", "Баткен облусу", "Баткен", "33", 33, 0),
        MapPlace("KG-Y", "Ысык-Көл облусу", "Ысык-Көл", "", None),
    ),
    ("40 чейин",),
    ("Облус", "Саны"),
)
PYRAMID = Pyramid(
    (PyramidRow("Чоңдор", Part(Shade.WOMEN, 71, "71"), None),),
    ((Shade.WOMEN, "аялдар"), (Shade.MEN, "эркектер")),
    "Жашы",
    ("* жашырылган",),
)
SHARES = BarChart(
    (
        Bar(
            "Баары",
            (Part(Shade.WOMEN, 24, "24 · 80 %"), Part(Shade.MEN, 6, "6 · 20 %")),
            "n = 30",
        ),
        Bar("Нарын", (), "–"),
    ),
    ((Shade.WOMEN, "аялдар"), (Shade.MEN, "эркектер")),
    is_share=True,
)


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (MAP, "Кайдан: Баткен облусу: 33; Ысык-Көл облусу: –."),
        (PYRAMID, "Кайдан: Чоңдор: аялдар 71, эркектер *. * жашырылган"),
        (SHARES, "Кайдан: Баары: аялдар 24 · 80 %, эркектер 6 · 20 % (n = 30); Нарын: –."),
    ],
)
def test_a_chart_says_as_one_sentence_what_it_shows_to_who_cannot_see_it(chart, words):
    assert chart_words(chart, "Кайдан") == words
    document = Document("Отчёт", "ky", (Heading("Кайдан"), chart))
    assert told(draw(document)) == [words]
    assert chart_words(chart, "Кайдан?") == words.replace("Кайдан:", "Кайдан?")


def test_the_words_of_a_chart_over_two_pages_end_with_the_page_and_begin_again():
    document = Document("Отчёт", "ky", (filler(25), Caption("Мүнөзү"), bars(14)))
    file = draw(document)
    assert len(PdfReader(io.BytesIO(file)).pages) > 1
    assert told(file) == [chart_words(bars(14), "Мүнөзү")] * 2


def told(file: bytes) -> list[str]:
    """The alternative texts of a file page by page; each begun one ends on its page."""
    words: list[str] = []
    for page in PdfReader(io.BytesIO(file)).pages:
        drawn = page.get_contents().get_data()
        assert drawn.count(b" BDC") == drawn.count(b"EMC")
        found = re.findall(rb"/Alt <feff([0-9a-f]*)>", drawn)
        words += [bytes.fromhex(one.decode()).decode("utf-16-be") for one in found]
    return words


def test_facts_that_would_leave_much_empty_are_parted_after_the_second():
    pairs = tuple((f"аты {n}", "\n".join(["мааниси"] * 3)) for n in range(8))
    said = pages_of(filler(24), Heading("Башы"), Facts(pairs))
    assert "Башы" in said[0]
    assert "аты 1" in said[0]


@pytest.mark.parametrize("size", [0, 14])
def test_a_title_page_of_many_words_stays_one_page(size):
    said = tuple((f"Уюштуруучу {n}", SENTENCE * 2) for n in range(10))
    cover = Cover(("Министрлик",), "Жыйынтыктоочу отчёт", ("Бүт өлкө",), said)
    approval = ApprovalBlock("БЕКИТЕМИН", ("Башчы", "", "«___» 20__-ж."))
    first, second = pages_of(approval, cover, Paragraph("Киришүү"), size=size)
    assert "Уюштуруучу 9" in first
    assert "Киришүү" in second


def test_a_title_page_that_fits_in_no_letters_goes_on_over_the_page_with_what_follows():
    said = tuple((f"Уюштуруучу {n}", SENTENCE * 6) for n in range(14))
    pages = pages_of(Cover(("Министрлик",), "Жыйынтыктоочу отчёт", (), said), Paragraph("Киришүү"))
    assert any("Уюштуруучу 13" in page and "Киришүү" in page for page in pages)


def test_a_long_legend_and_a_long_remark_stay_within_the_text(monkeypatch):
    plain, reached = Canvas.drawString, []

    def spy(pen, x, y, text, *args, **kwargs):
        reached.append((x + pen.stringWidth(text, pen._fontname, pen._fontsize), text))
        return plain(pen, x, y, text, *args, **kwargs)

    monkeypatch.setattr(Canvas, "drawString", spy)
    steps = (Shade.STEP_1, Shade.STEP_2, Shade.STEP_3, Shade.STEP_4, Shade.STEP_5)
    legend = tuple((one, SENTENCE[: 30 + n * 9]) for n, one in enumerate(steps))
    bar = Bar("Бардыгы", (Part(Shade.STEP_1, 7, "7"),), SENTENCE, is_warning=True)
    row = PyramidRow("Чоңдор", Part(Shade.STEP_1, 7, "7"), None)
    for chart in (
        BarChart((bar,), legend, is_share=True),
        BarChart((bar,), legend),
        Pyramid((row,), legend[:3], "Жашы"),
        MapChart(MAP.places, tuple(word for _, word in legend), MAP.headers),
    ):
        (page,) = pages_of(chart)
        assert squeezed(legend[4][1] if len(chart.legend) > 3 else legend[2][1]) in squeezed(page)
    right = Sheet.of(Margins(), landscape=False).right
    assert [text for end, text in reached if end > right + 0.5] == []
