"""Layouts begun and copied, logos made fit for print, numbers given once."""

import io
from datetime import date

import pytest
from PIL import Image

from app.actions.documents import (
    NoNumber,
    NoPicture,
    begin_layout,
    copy_layout,
    issue,
    set_logo,
    set_office,
)
from app.actions.records import RecordGone, save, undo
from app.errors import Invalid
from app.language import LANGUAGES, language
from app.model import DocumentLayout, IssuedDocument, check, new_id
from app.model.templates import layout_templates
from app.reports import REPORTS
from app.storage import Workspace
from app.storage.questions.documents import issued, next_shown

KY = language("ky")
DAY = date(2026, 11, 30)


def begun(ws: Workspace, template: str = "order") -> DocumentLayout:
    layout = ws.get(DocumentLayout, begin_layout(ws, KY, template).id)
    assert layout is not None
    return layout


def numbers(ws: Workspace) -> list[tuple[str, bool]]:
    return [(one.document.shown, one.is_twice) for one in issued(ws)]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("template", ["", *layout_templates()])
def test_a_ready_made_layout_is_a_good_one_in_every_language(
    ws: Workspace, code: str, template: str
) -> None:
    made = ws.get(DocumentLayout, begin_layout(ws, language(code), template).id)
    assert made is not None
    check(DocumentLayout, made.values())
    assert set(made.documents) <= set(REPORTS)
    assert made.for_all is None


def test_a_second_layout_of_a_kind_gets_a_name_of_its_own(ws: Workspace) -> None:
    assert begun(ws).name == "Бөлүмдүн буйругу"
    assert begun(ws).name == "Бөлүмдүн буйругу 2"


def test_a_copy_has_everything_but_what_it_is_for(ws: Workspace) -> None:
    layout = begun(ws)
    copy = ws.get(DocumentLayout, copy_layout(ws, KY, layout.id).id)
    assert copy is not None
    assert (copy.for_all, copy.documents) == (None, ())
    assert copy.name == "Бөлүмдүн буйругу (көчүрмө)"
    for name in ("size", "face", "letterhead_ky", "signatures_ru", "number_pattern"):
        assert getattr(copy, name) == getattr(layout, name)
    with pytest.raises(RecordGone):
        copy_layout(ws, KY, new_id())


def test_a_logo_is_kept_small_and_without_its_tags(ws: Workspace) -> None:
    file = io.BytesIO()
    Image.new("RGB", (3000, 1500), "#0B6273").save(file, "JPEG", comment=b"taken at home")
    layout = begun(ws)
    changes = set_logo(ws, layout.id, file.getvalue())
    kept = ws.get(DocumentLayout, layout.id)
    assert kept is not None
    assert kept.logo is not None
    picture = ws.attachments.get(kept.logo)
    assert b"taken at home" not in picture
    assert Image.open(io.BytesIO(picture)).size == (800, 400)
    undo(ws, changes)
    assert ws.get(DocumentLayout, layout.id).logo is None  # type: ignore[union-attr]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_logo_that_is_no_picture_is_refused_and_nothing_is_changed(
    ws: Workspace, content: bytes
) -> None:
    layout = begun(ws)
    with pytest.raises(NoPicture, match="no picture"):
        set_logo(ws, layout.id, content)
    assert ws.get(DocumentLayout, layout.id) == layout


def test_a_huge_picture_is_refused_before_it_is_unfolded(ws: Workspace) -> None:
    layout = begun(ws)
    with pytest.raises(NoPicture, match="larger than 20 MB"):
        set_logo(ws, layout.id, b"\x89PNG" + bytes(20 * 1024 * 1024))
    bomb = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
    with pytest.raises(NoPicture, match="too many dots"):
        set_logo(ws, layout.id, bomb.getvalue())


# ---- numbers ----


def test_each_document_gets_the_next_number_of_its_layout_and_year(ws: Workspace) -> None:
    layout, other = begun(ws), begun(ws)
    for _ in range(2):
        issue(ws, layout, "resolution", "Чечим", day=DAY)
    issue(ws, layout, "resolution", "Чечим", day=date(2027, 1, 9))
    issue(ws, other, "resolution", "Чечим", day=DAY)
    assert {one.shown for one in ws.find(IssuedDocument)} == {
        *("№ 1/2026", "№ 2/2026"),
        "№ 1/2027",
    }
    assert next_shown(ws.reader, layout, 2026) == "№ 3/2026"
    assert next_shown(ws.reader, other, 2026) == "№ 2/2026"
    assert not any(is_twice for _, is_twice in numbers(ws))


def test_a_number_given_by_hand_is_kept_and_the_next_follows_it(ws: Workspace) -> None:
    layout = begun(ws)
    issue(ws, layout, "event", "Биринчи", 40, DAY)
    with pytest.raises(NoNumber, match=r"40 of 2026 is borne by “Биринчи”.*free one is 41"):
        issue(ws, layout, "event", "Экинчи", 40, DAY)
    issue(ws, layout, "event", "Экинчи", day=DAY)
    assert [one for one, _ in numbers(ws)] == ["№ 41/2026", "№ 40/2026"]
    for wrong in (0, -1, 10**9):
        with pytest.raises(Invalid):
            issue(ws, layout, "event", "Үчүнчү", wrong, DAY)


def test_a_number_that_was_taken_back_is_free_again(ws: Workspace) -> None:
    layout = begun(ws)
    made = issue(ws, layout, "event", "Биринчи", day=DAY)
    undo(ws, made.changes)
    assert numbers(ws) == []
    assert next_shown(ws.reader, layout, 2026) == "№ 1/2026"


def test_units_count_apart_and_a_unit_without_its_part_gives_no_number(ws: Workspace) -> None:
    made = begin_layout(ws, KY, "order").id
    save(ws, "document_layout", made, {"number_pattern": "№ {unit}-{number}"})
    layout = ws.get(DocumentLayout, made)
    assert layout is not None
    with pytest.raises(NoNumber, match="part of the unit"):
        issue(ws, layout, "event", "Биринчи", day=DAY)
    set_office(ws, None, " БТ ")
    issue(ws, layout, "event", "Биринчи", day=DAY)
    set_office(ws, None, "ОШ")
    issue(ws, layout, "event", "Экинчи", day=DAY)
    assert {one for one, _ in numbers(ws)} == {"№ БТ-1", "№ ОШ-1"}
    assert not any(is_twice for _, is_twice in numbers(ws))


@pytest.mark.parametrize("part", ["{number}", "x" * 41])
def test_a_part_of_the_unit_that_makes_no_number_is_refused(ws: Workspace, part: str) -> None:
    with pytest.raises(Invalid):
        set_office(ws, None, part)
