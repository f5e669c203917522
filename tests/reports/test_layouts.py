"""Layouts of documents: which one a document gets, what is drawn of it, what is said instead."""

import io
import shutil
import subprocess
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from app.language import LANGUAGES, language
from app.model import DocumentLayout, Put
from app.reports import draw, make
from app.reports.chosen_record import NoSuchRecord
from app.reports.content import (
    Certificate,
    Heading,
    Margins,
    Paragraph,
    SignatureLines,
    Voice,
    texts,
)
from app.reports.official import ApprovalBlock, Letterhead, NumberLine
from app.storage.questions.documents import OFFICE, UNIT

KYRGYZ = "Эмгек министрлиги\nБаткен облусу боюнча бөлүм\n\n720000, Баткен ш., Раззаков көч., 12"
RUSSIAN = "Министерство труда\nПодразделение по Баткенской области\n\nг. Баткен, ул. Раззакова, 12"
SAY = language("en")


def logo(size=(300, 200)) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", size, (11, 98, 115, 120)).save(file, "PNG")
    return file.getvalue()


def order(notebook, **values):
    """A layout as an order of a unit has it, with letterhead, logo, number and signatures."""
    kept = notebook.workspace.attachments.put(logo())
    full = {
        "name": "Буйрук",
        "for_all": True,
        "letterhead_ky": KYRGYZ,
        "letterhead_ru": RUSSIAN,
        "logo": kept,
        "face": "serif",
        "size": 14,
        "margin_left": 40,
        "number_pattern": "№ {unit}-{number}/{year}",
        "has_approval": True,
        "approval_ky": "Бөлүмдүн башчысы",
        "approval_ru": "Начальник подразделения",
        "approval_name": "Ж. Үсөнова",
        "signatures_ky": ("Башкы адис; А. Ысакова", "Юрист"),
        "signatures_ru": ("Главный специалист; А. Ысакова", "Юрист"),
        "footer": "Баткен ш., (03622) 5-00-00",
    }
    return notebook.put("document_layout", **{**full, **values})


def in_hand(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def remarks(document):
    return [one.text for one in in_hand(document, Paragraph) if one.voice is Voice.WARNING]


@pytest.fixture
def unit(held):
    held.workspace.set_setting(UNIT, "БТ")
    return held


# ---- which layout ----


def test_without_any_layout_documents_look_as_they_did(held):
    document = make("event", held.workspace, SAY)
    assert (document.face, document.size, document.margins) == ("", 0, Margins())
    assert not in_hand(document, Letterhead)


def test_a_layout_named_for_a_document_comes_before_one_for_all(unit):
    order(unit, name="Жалпы", footer="general")
    order(unit, name="Отчёт", footer="own", for_all=False, documents=("event",))
    assert make("event", unit.workspace, SAY).footer == "own"
    assert make("quota", unit.workspace, SAY).footer == "general"


def test_a_layout_of_ones_own_organisation_comes_first_and_others_are_not_taken(unit):
    ours, theirs = (unit.put("organisation", name=name) for name in ("Биздики", "Башканыкы"))
    order(unit, name="Башка", footer="theirs", organisation=theirs, documents=("event",))
    assert make("event", unit.workspace, SAY).footer == ""
    order(unit, name="Жалпы", footer="general")
    order(unit, name="Биздин", footer="ours", organisation=ours)
    assert make("event", unit.workspace, SAY).footer == "general"
    unit.workspace.set_setting(OFFICE, ours)
    assert make("event", unit.workspace, SAY).footer == "ours"


def test_a_copy_takes_nothing_over_from_the_layout_made_first(unit):
    layouts = [DocumentLayout.id_for({}) for _ in range(2)]
    for at, made in enumerate(sorted(layouts)):
        values = {"name": f"Макет {at}", "for_all": True, "footer": f"of {at}"}
        unit.workspace.write([Put("document_layout", made, values)])
    assert make("event", unit.workspace, SAY).footer == "of 0"


def test_a_layout_is_chosen_by_name_by_id_or_not_at_all(unit):
    made = order(unit, for_all=False)
    for named in ("буйрук", made, made.hex()):
        assert make("event", unit.workspace, SAY, {"layout": named}).face == "serif"
    order(unit, name="Жалпы", face="sans")
    assert make("event", unit.workspace, SAY, {"layout": "-"}).face == ""
    with pytest.raises(NoSuchRecord, match=r"There is no “nowhere”.*Буйрук"):
        make("event", unit.workspace, SAY, {"layout": "nowhere"})


def test_a_layout_that_was_deleted_while_chosen_leaves_a_document_and_a_line(unit):
    gone = bytes.fromhex("01" * 16)
    document = make("event", unit.workspace, SAY, {"layout": gone})
    assert remarks(document) == [
        "The layout that was chosen is no longer there; this is the usual one."
    ]
    assert draw(document).startswith(b"%PDF")


# ---- what it brings ----


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_of_a_layout_stands_in_the_document_and_in_all_four_files(unit, code):
    order(unit)
    document = make("event", unit.workspace, language(code))
    head = in_hand(document, Letterhead)[0]
    assert head.columns[0] == tuple(KYRGYZ.split("\n\n"))
    assert head.columns[1] == tuple(RUSSIAN.split("\n\n"))
    year = date.today().year
    assert in_hand(document, NumberLine) == [NumberLine(f"№ БТ-____/{year}")]
    (signed,) = in_hand(document, SignatureLines)
    office = "Главный специалист" if code == "ru" else "Башкы адис"
    assert signed.lines[2:] == ((office, "А. Ысакова"), ("Юрист", ""))
    assert signed.lines[0][0] == language(code).text("Report prepared by")
    (approved,) = in_hand(document, ApprovalBlock)
    leads = "Начальник подразделения" if code == "ru" else "Бөлүмдүн башчысы"
    assert approved.lines[:3] == (leads, "", "Ж. Үсөнова")
    assert document.margins == Margins(left=40)
    assert remarks(document) == []
    said = " ".join(texts(document))
    for file in (_pdf_words(document), _word_words(document), _sheet_words(document)):
        for word in (office, "Юрист", leads, "Ж. Үсөнова", "5-00-00", f"____/{year}"):
            assert word in said
            assert word in file
        assert "Раззаков көч" in file
    assert "Раззаков көч" in draw(document, "txt").decode()


def _pdf_words(document):
    reader = PdfReader(io.BytesIO(draw(document)))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def _word_words(document):
    word = docx.Document(io.BytesIO(draw(document, "docx")))
    parts = (word.element.body, word.sections[0].footer.part.element)
    return " ".join(node.text or "" for part in parts for node in part.iter(qn("w:t")))


def _sheet_words(document):
    book = openpyxl.load_workbook(io.BytesIO(draw(document, "xlsx")))
    cells = (str(cell or "") for row in book.worksheets[0].values for cell in row)
    return " ".join(cells)


def test_the_languages_of_a_letterhead_keep_their_places_and_the_blocks_their_order(unit):
    order(unit)
    shapes = [
        [type(block).__name__ for block in make("event", unit.workspace, language(code)).blocks]
        for code in LANGUAGES
    ]
    assert shapes[0] == shapes[1] == shapes[2]
    assert shapes[0][:3] == ["Letterhead", "NumberLine", "ApprovalBlock"]


@pytest.mark.parametrize("name", ["event", "final", "consolidated"])
def test_who_prepared_a_report_signs_before_those_of_the_layout_at_its_end(unit, name):
    order(unit)
    photos = {"photos": "no"} if name == "event" else {}
    document = make(name, unit.workspace, SAY, photos)
    (signed,) = in_hand(document, SignatureLines)
    assert document.blocks[-1] == signed
    assert signed.lines[0] == ("Report prepared by", unit.workspace.profile.name)
    assert signed.lines[-2:] == (("Башкы адис", "А. Ысакова"), ("Юрист", ""))


def test_nobody_is_to_sign_a_document_twice(unit):
    author = unit.workspace.profile.name
    head = SAY.text("Head of the unit")
    order(
        unit,
        signatures_ky=(f"Башкы адис; {author.upper()}", f"{head}; Ж. Үсөнова", "Юрист", "Юрист"),
    )
    (signed,) = in_hand(make("consolidated", unit.workspace, SAY), SignatureLines)
    assert signed.lines == (
        ("Report prepared by\nБашкы адис", author),
        (head, "Ж. Үсөнова"),
        ("Юрист", ""),
    )


def test_the_block_of_approval_of_a_report_is_not_said_twice(unit):
    order(unit)
    document = make("event", unit.workspace, SAY, {"approval": "yes"})
    assert len(in_hand(document, ApprovalBlock)) == 1


def test_a_paper_filled_in_by_hand_gets_the_letterhead_and_keeps_its_own_margins(unit):
    bare = make("sign-in-sheet", unit.workspace, SAY)
    order(unit)
    sheet = make("sign-in-sheet", unit.workspace, SAY)
    assert in_hand(sheet, Letterhead)
    assert not in_hand(sheet, NumberLine)
    assert not in_hand(sheet, ApprovalBlock)
    assert (sheet.margins, sheet.size) == (bare.margins, 0)
    assert in_hand(sheet, SignatureLines) == in_hand(bare, SignatureLines)


def test_a_certificate_takes_the_office_the_logo_and_who_signs(unit):
    order(unit)
    page = in_hand(make("certificate", unit.workspace, language("ky")), Certificate)[0]
    assert page.office == KYRGYZ.partition("\n\n")[0]
    assert page.logo
    assert page.signatures == (("Башкы адис", "А. Ысакова"), ("Юрист", ""))


def test_annexes_lose_their_numbers_where_a_layout_says_so(unit):
    def titles(document):
        return [head.text for head in in_hand(document, Heading) if head.unnumbered]

    order(unit)
    numbered = titles(make("final", unit.workspace, SAY))
    assert numbered
    assert numbered[0].startswith("Annex 1. ")
    order(unit, name="Тиркемесиз", numbers_annexes=False, for_all=False)
    plain = titles(make("final", unit.workspace, SAY, {"layout": "Тиркемесиз"}))
    assert plain == [title.partition(". ")[2] for title in numbered]


# ---- how it is drawn ----


def test_a_document_with_serifs_has_all_its_fonts_embedded_and_every_kyrgyz_letter(unit, tmp_path):
    order(unit, footer="Ң ң Ө ө Ү ү")
    path = tmp_path / "order.pdf"
    path.write_bytes(draw(make("event", unit.workspace, language("ky"))))
    told = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    fonts = [line.split() for line in told.splitlines()[2:]]
    assert {line[0].partition("+")[2] for line in fonts} == {
        "NotoSerif-Regular",
        "NotoSerif-Bold",
    }
    assert all(line[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    reader = PdfReader(path)
    assert "Ң ң Ө ө Ү ү" in reader.pages[0].extract_text()
    assert "\N{REPLACEMENT CHARACTER}" not in reader.pages[0].extract_text()


def test_a_document_with_a_layout_is_a_sound_file_that_says_its_language(unit, tmp_path):
    if shutil.which("qpdf") is None:
        pytest.skip("the tool `qpdf` is not installed")
    order(unit)
    for name in ("event", "certificate", "sign-in-sheet"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(draw(make(name, unit.workspace, language("ky"))))
        subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)
        root = PdfReader(path).trailer["/Root"]
        assert root["/Lang"] == "ky"
        assert PdfReader(path).metadata.title


def test_letters_with_and_without_serifs_may_be_drawn_side_by_side(unit):
    from concurrent.futures import ThreadPoolExecutor

    plain = make("event", unit.workspace, language("ky"))
    order(unit)
    serif = make("event", unit.workspace, language("ky"))
    alone = [len(PdfReader(io.BytesIO(draw(one))).pages) for one in (plain, serif)]
    with ThreadPoolExecutor(2) as pool:
        drawn = list(pool.map(draw, [plain, serif] * 3))
    assert [len(PdfReader(io.BytesIO(one)).pages) for one in drawn] == alone * 3
    for one, font in zip(drawn, ["NotoSans", "NotoSerif"] * 3, strict=True):
        assert font.encode() in one
        other = {"NotoSans": b"NotoSerif", "NotoSerif": b"NotoSans"}[font]
        assert other not in one


def test_word_names_letters_every_computer_has_and_their_size(unit):
    order(unit)
    word = docx.Document(io.BytesIO(draw(make("event", unit.workspace, language("ky")), "docx")))
    assert word.styles["Normal"].font.name == "Times New Roman"
    assert word.styles["Normal"].font.size.pt == 14
    assert word.styles["Title"].font.size.pt < 20
    assert round(word.sections[0].left_margin.mm) == 40


def test_the_logo_says_what_it_is_to_who_cannot_see_it(unit):
    order(unit)
    document = make("event", unit.workspace, language("ky"))
    word = docx.Document(io.BytesIO(draw(document, "docx")))
    told = [node.get("descr") for node in word.element.body.iter(qn("wp:docPr"))]
    office = "Эмгек министрлиги Баткен облусу боюнча бөлүм"
    assert told[0] == office
    reader = PdfReader(io.BytesIO(draw(document)))
    content = reader.pages[0].get_contents().get_data()
    said = b"/Alt <feff" + office.encode("utf-16-be").hex().encode() + b">"
    assert said in content


# ---- what cannot be used ----


@pytest.mark.parametrize("content", [b"this is no picture", b"", b"\x89PNG\r\n\x1a\n broken"])
def test_a_logo_that_is_no_picture_is_left_out_and_a_line_says_so(unit, content):
    order(unit, logo=unit.workspace.attachments.put(content))
    document = make("event", unit.workspace, SAY)
    assert remarks(document) == ["The logo is no picture that can be read: it is left out here."]
    for form in ("pdf", "docx", "xlsx", "txt"):
        assert draw(document, form)


def test_a_logo_that_has_not_come_yet_is_left_out_and_a_line_says_so(unit):
    order(unit, logo="ab" * 32)
    document = make("certificate", unit.workspace, language("ru"))
    page = in_hand(document, Certificate)[0]
    assert page.logo == b""
    assert [language("ru").error(one) for one in document.remarks] == [
        "Логотипа на этом компьютере нет: здесь он опущен."
    ]
    assert not any("Логотип" in text for text in texts(document))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"size": 200}, "Letters of 200 pt cannot be printed"),
        ({"margin_left": 150, "margin_right": 100}, "The margins leave no room"),
        ({"margin_top": -90}, "The margins leave no room"),
        ({"number_pattern": "№ {year}"}, "The pattern of the number № {year} is not right"),
        ({"number_pattern": "№ {nobody} {number"}, "The pattern of the number"),
    ],
)
def test_what_a_package_brings_wrong_is_left_out_and_said(unit, values, said):
    order(unit, **values)
    document = make("event", unit.workspace, SAY)
    assert [one for one in remarks(document) if said in one]
    assert len(remarks(document)) == 1
    for form in ("pdf", "docx", "xlsx"):
        assert draw(document, form)


def test_a_number_without_the_part_of_the_unit_says_where_to_write_it(held):
    order(held)
    document = make("event", held.workspace, SAY)
    assert remarks(document) == ["The number lacks the part of your unit: write it under Settings."]


def test_an_empty_layout_changes_nothing(unit):
    unit.put("document_layout", name="Бош", for_all=True)
    without = make("event", unit.workspace, language("ky"), {"layout": "-"})
    assert make("event", unit.workspace, language("ky")) == without


def test_a_letterhead_in_one_language_or_of_a_logo_alone_is_drawn(unit):
    for values in (
        {"letterhead_ru": ""},
        {"letterhead_ky": ""},
        {"letterhead_ky": "", "letterhead_ru": ""},
        {"letterhead_ky": "Кеңсе " * 160, "logo": None},
        {"letterhead_ky": "\n".join("а" * 400), "letterhead_ru": "<b>&\x07" * 30},
    ):
        made = order(unit, **values)
        document = make("event", unit.workspace, language("ky"), {"layout": made})
        assert len(in_hand(document, Letterhead)) == 1
        for form in ("pdf", "docx", "xlsx"):
            assert draw(document, form)
