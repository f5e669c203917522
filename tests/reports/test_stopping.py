"""Work on a document that nobody waits for any more ends between two rows, whatever is drawn."""

from collections.abc import Callable
from typing import Any

import pytest

from app.model import Put, new_id
from app.reports import draw, make, make_in
from app.reports.preview import page_pictures
from app.stopping import step, stopped_by
from tests.reports.conftest import Notebook

CROWD = 400
FORMS = ("pdf", "docx", "xlsx")
REPORTS = ("participants", "event", "sign-in-sheet", "consolidated", "final", "overview")


class Stopped(Exception):
    """Nobody waits any more."""


class Looks:
    """Counts how often is looked, and stops the work at one of the looks."""

    def __init__(self, last: int | None = None) -> None:
        self.taken = 0
        self._last = last

    def __call__(self) -> None:
        self.taken += 1
        if self._last is not None and self.taken >= self._last:
            raise Stopped


@pytest.fixture
def crowd(held: Notebook) -> Notebook:
    """A later meeting, of as many people as make several pages."""
    event = held.put("event", title="Көп", type="training", date_from="2025-06-02", status="held")
    edits = []
    for _ in range(CROWD):
        person, listed = new_id(), new_id()
        edits += [
            Put("person", person, {"surname": "Ойдон", "name": "Үсөн", "sex": "m"}),
            Put("registration", listed, {"event": event, "person": person, "status": "attended"}),
        ]
    held.workspace.write(edits)
    return held


def looked(work: Callable[[], Any]) -> int:
    looks = Looks()
    with stopped_by(looks):
        work()
    return looks.taken


@pytest.mark.parametrize("form", FORMS)
def test_a_long_list_looks_at_every_row_while_it_is_drawn(crowd: Notebook, form: str) -> None:
    document = make_in("ky", "participants", crowd.workspace, {})
    assert looked(lambda: draw(document, form)) >= CROWD


def test_a_long_list_looks_at_every_row_while_it_is_gathered(crowd: Notebook) -> None:
    assert looked(lambda: make_in("ky", "participants", crowd.workspace, {})) >= CROWD
    both = looked(lambda: make_in("ky+ru", "participants", crowd.workspace, {}))
    assert both >= 3 * CROWD, "in each language, and while the two are laid together"


@pytest.mark.parametrize("form", FORMS)
def test_every_document_ends_at_the_look_that_says_so(crowd: Notebook, form: str) -> None:
    for name in REPORTS:
        ends_where_it_is_told(
            lambda name=name: draw(make_in("ky", name, crowd.workspace, {}), form)
        )


def ends_where_it_is_told(work: Callable[[], Any]) -> None:
    work()  # what can be kept of a first time is kept
    work()
    whole = looked(work)
    for last in (1, whole // 3, whole // 2, whole - 1):
        looks = Looks(last)
        with pytest.raises(Stopped), stopped_by(looks):
            work()
        assert looks.taken == last, "nobody catches it and goes on"


def test_pages_become_pictures_one_by_one(crowd: Notebook) -> None:
    pdf = draw(make_in("ky", "participants", crowd.workspace, {}), "pdf")
    looks = Looks(3)
    with stopped_by(looks):
        pictures = page_pictures(pdf, 200)
        assert next(pictures)
        assert next(pictures)
        with pytest.raises(Stopped):
            next(pictures)


def test_what_was_stopped_can_be_made_again_and_is_the_same(crowd: Notebook) -> None:
    from app.language import language

    before = make("participants", crowd.workspace, language("ky"))
    with pytest.raises(Stopped), stopped_by(Looks(50)):
        make("participants", crowd.workspace, language("ky"))
    assert make("participants", crowd.workspace, language("ky")) == before


def test_outside_of_work_that_may_be_stopped_a_look_is_nothing() -> None:
    step()
    outer, inner = Looks(), Looks()
    with stopped_by(outer):
        with stopped_by(inner):
            step()
        step()
    assert (outer.taken, inner.taken) == (1, 1)
