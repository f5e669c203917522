"""The register of processing follows the declaration, and says why for each type."""

import pytest

from app.language import LANGUAGES, language
from app.model.kinds import Privacy
from app.reports import draw, make
from app.reports.content import Table
from app.reports.processing import WHY, told_of_people


def test_every_type_that_tells_of_people_says_why():
    assert {one.type_name for one in told_of_people()} == set(WHY)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_personal_field_stands_in_it(notebook, code):
    spoken = language(code)
    document = make("processing", notebook.workspace, spoken)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    rows = {row[0]: row for row in table.rows}
    for record_type in told_of_people():
        _, personal, sensitive, why = rows[spoken.text(record_type.label_plural)]
        assert why
        for kind in record_type.kinds().values():
            if kind.privacy is Privacy.PERSONAL:
                assert spoken.text(kind.label) in personal
            if kind.privacy is Privacy.SENSITIVE:
                assert spoken.text(kind.label) in sensitive
    assert draw(document, "pdf").startswith(b"%PDF")
