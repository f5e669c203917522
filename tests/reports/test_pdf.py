"""The drawn file, opened and read back."""

import io
import shutil
import subprocess

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from app.language import LANGUAGES, language
from app.reports import draw, make
from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    Pictures,
    Points,
    Shade,
    SignatureLines,
    Table,
    Voice,
)
from app.reports.official import ApprovalBlock
from app.reports.pdf.flow import Sheet

LONG_NAME = "Өмүрбекова" * 1000
NASTY = (
    "<b>&amp;</b> <para>&lt;",
    "😀 👩‍👩‍👧‍👦 emoji",
    "שלום العربية",
    "\u202eright to left\u202c",
    "a\x00b\x07c",
    "\ud800 alone",
    "tab\tand\r\nline",
    "ﷺ" * 50,
    "e\u0301" * 300,
    LONG_NAME,
    "",
    " ",
    "\n\n\n",
)


def opened(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(draw(document)))


def words(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def document_of(*blocks: object, title: str = "Отчёт", landscape: bool = False) -> Document:
    return Document(title=title, language="ky", blocks=blocks, landscape=landscape)


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Every font of the file with whether it is embedded."""
    fonts = {}
    for thing in reader.xref_objStm.keys() | set().union(*(x for x in reader.xref.values())):
        found = reader.get_object(thing)
        if isinstance(found, dict) and found.get("/Type") == "/Font":
            descriptor = found.get("/FontDescriptor")
            inner = descriptor.get_object() if descriptor else {}
            fonts[str(found["/BaseFont"])] = "/FontFile2" in inner
    return fonts


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["event", "sign-in-sheet"])
def test_a_report_reads_back_with_its_letters_and_only_noto_embedded(held, name, code):
    wishes = {"names": True} if name == "event" else {}
    reader = opened(make(name, held.workspace, language(code), wishes))
    said = words(reader)
    for word in ("Өмүрбекова", "Үсөн", "Ырысбаев"):
        assert word in said
    fonts = fonts_of(reader)
    assert fonts
    assert all("+NotoSans-" in font and is_embedded for font, is_embedded in fonts.items()), fonts


def test_a_report_names_its_title_author_language_and_parts(held):
    document = make("event", held.workspace, language("ky"))
    reader = opened(document)
    assert reader.metadata.title == document.title
    assert reader.metadata.author == "Жылдыз Эсенова"
    assert reader.root_object["/Lang"] == "ky"
    parts = [entry for entry in reader.outline if not isinstance(entry, list)]
    headings = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert [part.title for part in parts] == headings
    pages = [reader.get_destination_page_number(part) for part in parts]
    assert pages == sorted(pages)
    assert pages[-1] > 0


def test_every_page_says_its_number_of_all_and_the_source(held):
    document = make("event", held.workspace, language("ru"))
    reader = opened(document)
    total = len(reader.pages)
    assert total > 3
    for number, page in enumerate(reader.pages, start=1):
        said = page.extract_text()
        assert f"{number} /" in said
        assert document.source[:30] in said
    for entry in reader.pages[0]["/Resources"]["/XObject"].values():
        if entry.get_object()["/Subtype"] == "/Form":
            assert f"({total})" in entry.get_object().get_data().decode("latin-1")


def test_pages_are_a4_and_lie_only_where_they_should(held):
    days = Table((Column("a"),), (("b",),))
    reader = opened(document_of(Paragraph("x"), PageBreak(landscape=True), days, PageBreak(), days))
    sizes = [(round(p.mediabox.width), round(p.mediabox.height)) for p in reader.pages]
    assert sizes == [(595, 842), (842, 595), (595, 842)]
    sheet = opened(make("sign-in-sheet", held.workspace, language("ky")))
    assert {round(page.mediabox.width) for page in sheet.pages} == {842}


def test_headers_are_repeated_on_every_page_of_a_table():
    rows = tuple((str(n), f"адам {n}") for n in range(200))
    reader = opened(document_of(Table((Column("№"), Column("Аты-жөнү")), rows, ("", "200"))))
    assert len(reader.pages) > 3
    assert all("Аты-жөнү" in page.extract_text() for page in reader.pages)
    said = words(reader)
    assert all(f"адам {n}" in said for n in range(200))


def test_a_heading_never_stands_alone_at_the_foot_of_a_page():
    blocks = []
    for n in range(60):
        blocks += [Heading(f"Бөлүм {n}"), Table((Column(f"баш {n}"),), ((f"ичи {n}",),))]
    for page in opened(document_of(*blocks)).pages:
        said = page.extract_text()
        for n in range(60):
            assert (f"Бөлүм {n}\n" in said) == (f"баш {n}\n" in said) == (f"ичи {n}\n" in said)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["event", "sign-in-sheet"])
def test_nothing_is_written_outside_the_margins(held, monkeypatch, name, code):
    document = make(name, held.workspace, language(code))
    written = []

    def spy(pen, x, y, text, *args, **kwargs):
        width = pen.stringWidth(text, pen._fontname, pen._fontsize)
        written.append((x, y, x + width, pen._pagesize, text))
        return plain(pen, x, y, text, *args, **kwargs)

    plain = Canvas.drawString
    monkeypatch.setattr(Canvas, "drawString", spy)
    draw(document)
    assert len(written) > 50
    for left, y, right, (width, height), text in written[:-1]:  # the last is the number of pages
        sheet = Sheet.of(document.margins, landscape=width > height)
        assert left >= sheet.left - 0.5, text
        assert right <= sheet.right + 0.5, text
        assert 10 < y < sheet.top, text


@pytest.mark.parametrize("lines", range(35, 60, 4))
def test_signatures_never_stand_alone_on_a_page(lines):
    said = Points(tuple(f"жол {n}" for n in range(lines)))
    reader = opened(document_of(said, SignatureLines((("Кол", "Асанова"), ("Кол", "Исаков")))))
    last = reader.pages[-1].extract_text()
    assert "Асанова" in last
    assert "жол" in last


def test_headings_may_skip_a_level():
    reader = opened(document_of(Heading("Төмөн", 3), Heading("Жогору"), Heading("Эң төмөн", 3)))
    assert [entry.title for entry in reader.outline[:2]] == ["Төмөн", "Жогору"]
    assert reader.outline[2][0].title == "Эң төмөн"


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_text_can_break_a_report(nasty):
    document = document_of(
        ApprovalBlock(nasty, (nasty, "")),
        Heading(nasty),
        Paragraph(nasty),
        Paragraph(nasty, Voice.WARNING),
        Points((nasty, nasty), numbered=True),
        Facts(((nasty, nasty),)),
        Table(
            (Column(nasty, group=nasty), Column(Cell(nasty, nasty), 2, Align.RIGHT), Column("✓")),
            ((nasty, Cell(nasty, nasty, strong=True), Mark.TICK), (nasty,)),
            (nasty, nasty, nasty),
            (nasty,),
            boxed=True,
        ),
        BarChart((Bar(nasty, (Part(Shade.WOMEN, 1, nasty),), nasty),), ((Shade.WOMEN, nasty),)),
        Pictures((Picture(nasty.encode("utf-8", "replace"), nasty),)),
        SignatureLines(((nasty, nasty),)),
        title=nasty,
    )
    assert len(opened(document).pages) >= 1
    assert draw(document, "txt")


def test_markup_in_a_name_is_shown_as_it_was_typed():
    said = words(opened(document_of(Facts((("Аты", "<b>Ө&amp;</b>"),)))))
    assert "<b>Ө&amp;</b>" in said


def test_a_row_higher_than_a_page_is_carried_on_and_loses_no_letter():
    reader = opened(document_of(Table((Column("Аты"), Column("Б")), ((LONG_NAME, "ы"),))))
    assert len(reader.pages) > 1
    assert words(reader).replace("\n", "").count("Өмүрбекова") >= 990


def test_what_the_font_lacks_shows_as_one_sign_and_controls_vanish():
    said = words(opened(document_of(Paragraph("аб\x00в 👩‍👩‍👧 г"))))
    assert "абв \N{REPLACEMENT CHARACTER} г" in said


def test_a_damaged_or_enormous_photo_does_not_undo_the_report():
    whole = b"\xff\xd8\xff\xe0broken"
    reader = opened(document_of(Pictures((Picture(whole, "Бузулган"), Picture(b"", "Бош")))))
    assert "Бузулган" in words(reader)


def test_photos_are_made_small_enough_to_send():
    grain = Image.effect_noise((4000, 3000), 60).convert("RGB")
    file = io.BytesIO()
    grain.save(file, "JPEG", quality=95)
    document = document_of(Pictures((Picture(file.getvalue(), "Чоң"),)))
    assert len(file.getvalue()) > 5_000_000
    assert len(draw(document)) < 700_000


def test_a_picture_without_ground_stands_on_white(tmp_path):
    file = io.BytesIO()
    Image.new("LA", (60, 40), (0, 0)).save(file, "PNG")
    reader = opened(document_of(Pictures((Picture(file.getvalue(), "Белги"),))))
    shown = reader.pages[0].images[0].image.convert("L")
    assert shown.getextrema()[0] > 250


def test_a_share_chart_of_nobody_is_drawn():
    nobody = Bar("Эч ким", (Part(Shade.WOMEN, 0, "0"), Part(Shade.UNKNOWN, 2, "2")), "n = 0")
    assert "Эч ким" in words(opened(document_of(BarChart((nobody,), is_share=True))))


def test_forty_half_days_are_split_into_tables_that_fit(notebook):
    event = notebook.put(
        "event", title="Мектеп", type="training", date_from="2025-01-01", date_to="2025-01-14"
    )
    person = notebook.put("person", surname="Асанова", sex="f")
    notebook.put("registration", event=event, person=person)
    document = make("event", notebook.workspace, language("ky"))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert max(len(table.columns) for table in tables) <= 19
    assert opened(document).pages[-1].mediabox.height > 800


def test_the_file_is_sound_to_other_programs(held, tmp_path):
    if shutil.which("qpdf") is None or shutil.which("pdffonts") is None:
        pytest.skip("qpdf and poppler-utils are not installed; ./check installs them")
    for name in ("event", "sign-in-sheet", "final", "participants", "certificate"):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(draw(make(name, held.workspace, language("ky"))))
        subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
        listed = subprocess.run(
            ["pdffonts", str(file)], check=True, capture_output=True, text=True
        ).stdout.splitlines()[2:]
        assert listed
        for line in listed:
            assert "NotoSans" in line
            assert "Helvetica" not in line
            assert line.split()[-5:-3] == ["yes", "yes"], line


def test_drawing_twice_draws_the_same_pages(held):
    document = make("event", held.workspace, language("en"))
    first, second = (words(opened(document)) for _ in range(2))
    assert first == second
