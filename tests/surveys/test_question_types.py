"""Every type, column and appearance docs/surveys.md promises, from the workbook to the answers."""

from datetime import UTC, datetime

import pytest

from app.surveys import Device, Filling, Kind, answers_of, plain
from tests.surveys.workbooks import begun, workbook

LISTS = (
    ("list_name", "name", "label", "media::image"),
    ("fruit", "a", "Apple", "apple.png"),
    ("fruit", "b", "Banana"),
    ("fruit", "c", "Cherry"),
)
NOW = datetime(2026, 3, 8, 9, 30, tzinfo=UTC)


def form(*survey: tuple[object, ...], files: dict[str, bytes] | None = None, **sheets) -> Filling:
    headed = {"survey": survey, "choices": LISTS, **sheets}
    device = Device(deviceid="d-1", username="aigul")
    return begun(workbook(headed), files, clock=lambda: NOW, device=device, seed=1)


def asked(kind: str) -> Filling:
    return form(("type", "name", "label"), (kind, "q", "Question"))


@pytest.mark.parametrize(
    ("written", "kind", "given", "kept"),
    [
        ("text", Kind.TEXT, "Айгүл", "Айгүл"),
        ("integer", Kind.INTEGER, "12", "12"),
        ("int", Kind.INTEGER, 12, "12"),
        ("decimal", Kind.DECIMAL, "1.50", "1.5"),
        ("date", Kind.DATE, "2026-03-08", "2026-03-08"),
        ("time", Kind.TIME, "9:30Z", "09:30:00.000Z"),
        ("dateTime", Kind.DATE_TIME, "2026-03-08T09:30Z", "2026-03-08T09:30:00.000Z"),
        ("select_one fruit", Kind.SELECT_ONE, "b", "b"),
        ("select one from fruit", Kind.SELECT_ONE, "b", "b"),
        ("select_multiple fruit", Kind.SELECT_MULTIPLE, ["c", "a"], "a c"),
        ("rank fruit", Kind.RANK, ["c", "a", "b"], "c a b"),
        ("range", Kind.RANGE, "7", "7"),
        ("acknowledge", Kind.TRIGGER, True, "OK"),
        ("trigger", Kind.TRIGGER, True, "OK"),
        ("image", Kind.UPLOAD, "a.jpg", "a.jpg"),
        ("audio", Kind.UPLOAD, "a.mp3", "a.mp3"),
        ("video", Kind.UPLOAD, "a.mp4", "a.mp4"),
        ("file", Kind.UPLOAD, "a.pdf", "a.pdf"),
        ("geopoint", Kind.GEOPOINT, "42.87 74.59", "42.87 74.59"),
        ("geotrace", Kind.GEOTRACE, "42 74;43 75", "42.0 74.0;43.0 75.0"),
        ("geoshape", Kind.GEOSHAPE, "1 2;3 4;1 4;1 2", "1.0 2.0;3.0 4.0;1.0 4.0;1.0 2.0"),
        ("barcode", Kind.BARCODE, "4820000000000", "4820000000000"),
    ],
)  # fmt: skip
def test_a_question_of_each_type_is_asked_kept_and_sent(written, kind, given, kept):
    filled = asked(written)
    filled.answer("/data/q", given)
    entry = filled.entry("/data/q")
    assert (entry.kind, entry.value, entry.violation) == (kind, kept, None)
    (sent,) = [a for a in answers_of(filled.form, filled.submission()) if a.path == "/data/q"]
    assert (sent.kind, sent.value) == (kind, kept)


def test_a_note_is_told_and_a_hidden_value_is_kept():
    filled = form(
        ("type", "name", "label", "default", "calculation"),
        ("note", "n", "Read this"),
        ("hidden", "h", None, "kept"),
        ("calculate", "c", None, None, "concat(${h}, '!')"),
    )
    assert filled.entry("/data/n").kind is Kind.NOTE
    assert [filled.value(f"/data/{name}") for name in ("h", "c")] == ["kept", "kept!"]
    assert filled.entry("/data/h").kind is Kind.HIDDEN


def test_the_device_says_what_it_knows_and_no_more():
    kinds = ("start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit")
    rows = [(kind, kind, None) for kind in kinds]
    filled = form(("type", "name", "label"), *rows, ("text", "q", "Q"))
    sent = {
        a.path.rpartition("/")[2]: a.value for a in answers_of(filled.form, filled.submission())
    }
    assert sent["start"] == sent["end"] == "2026-03-08T09:30:00.000+00:00"
    assert (sent["today"], sent["deviceid"], sent["username"]) == ("2026-03-08", "d-1", "aigul")
    assert not {"phonenumber", "email", "audit"} & set(sent)
    assert filled.form.question("/data/start").kind is Kind.METADATA


def test_another_answer_may_be_written_beside_the_list():
    filled = form(
        ("type", "name", "label"),
        ("select_one fruit or_other", "q", "Q"),
        ("select_multiple fruit or_other", "m", "M"),
    )
    assert not filled.entry("/data/q_other").is_relevant
    filled.answer("/data/q", "other")
    filled.answer("/data/q_other", "plum")
    filled.answer("/data/m", ["a", "other"])
    assert filled.value("/data/q_other") == "plum"
    assert filled.entry("/data/m_other").is_relevant


VILLAGES = "code,title,oblast\nv1,Ак-Суу,chui\nv2,Кара-Суу,osh\n".encode()
PLACES = """{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "p1",
 "properties": {"title": "Ала-Тоо"}, "geometry":
 {"type": "Point", "coordinates": [74.6, 42.8]}}]}"""
TREES = b"<root><item><name>t1</name><label>Oak</label></item></root>"


def test_choices_come_from_files_of_three_kinds():
    filled = form(
        ("type", "name", "label", "parameters", "choice_filter", "calculation"),
        ("text", "f", "F"),
        ("select_one_from_file v.csv", "v", "V", "value=code label=title", "oblast=${f}"),
        ("select_multiple_from_file v.csv", "w", "W", "value=code label=title"),
        ("select_one_from_file p.geojson", "p", "P"),
        ("select_one_from_file t.xml", "t", "T"),
        ("calculate", "where", None, None, None, "instance('p')/*/item[id=${p}]/geometry"),
        files={"v.csv": VILLAGES, "p.geojson": PLACES.encode(), "t.xml": TREES},
    )
    filled.answer("/data/f", "osh")
    offered = {
        name: [(c.value, c.label) for c in filled.entry(f"/data/{name}").choices] for name in "vwpt"
    }
    assert offered["v"] == [("v2", "Кара-Суу")]
    assert [code for code, _ in offered["w"]] == ["v1", "v2"]
    assert (offered["p"], offered["t"]) == ([("p1", "Ала-Тоо")], [("t1", "Oak")])
    filled.answer("/data/p", "p1")
    assert filled.value("/data/where") == "42.8 74.6 0 0"


def test_tables_beside_a_form_are_looked_up_and_lacking_ones_are_named():
    survey = (
        ("type", "name", "label", "calculation"),
        ("text", "k", "K"),
        ("csv-external", "v", None),
        ("xml-external", "t", None),
        ("calculate", "title", None, "pulldata('v', 'title', 'code', ${k})"),
        ("calculate", "tree", None, "instance('t')/*/item[name='t1']/label"),
    )
    filled = form(*survey, files={"v.csv": VILLAGES, "t.xml": TREES})
    filled.answer("/data/k", "v1")
    assert [filled.value(f"/data/{name}") for name in ("title", "tree")] == ["Ак-Суу", "Oak"]
    assert form(*survey).form.missing == ("v.csv", "t.xml")


def test_choices_of_the_old_external_kind_are_filtered_by_their_columns():
    filled = form(
        ("type", "name", "label", "choice_filter"),
        ("select_one fruit", "f", "F"),
        ("select_one_external sort", "s", "S", "of=${f}"),
        external_choices=[
            ("list_name", "name", "label", "of"),
            ("sort", "s1", "Red", "a"),
            ("sort", "s2", "Green", "b"),
        ],
    )
    filled.answer("/data/f", "b")
    assert [c.value for c in filled.entry("/data/s").choices] == ["s2"]


def test_choices_come_from_a_repeat_that_was_just_filled():
    filled = form(
        ("type", "name", "label", "choice_filter"),
        ("begin_repeat", "p", "P"),
        ("text", "nm", "Name"),
        ("integer", "age", "Age"),
        ("end_repeat",),
        ("select_one ${nm}", "head", "Head", "${age} > 17"),
    )
    filled.answer("/data/p[1]/nm", "Ай")
    filled.answer("/data/p[1]/age", 30)
    filled.answer("/data/head", "Ай")
    filled.answer("/data/p[1]/age", 3)
    assert filled.value("/data/head") == ""


def test_choices_are_shuffled_alike_everywhere_by_their_seed():
    filled = form(
        ("type", "name", "label", "parameters"),
        ("integer", "seed", "Seed"),
        ("select_one fruit", "q", "Q", "randomize=true, seed=3"),
        ("select_one fruit", "r", "R", "randomize=true, seed=${seed}"),
    )
    assert [c.value for c in filled.entry("/data/q").choices] == ["c", "a", "b"]
    filled.answer("/data/seed", 3)
    assert [c.value for c in filled.entry("/data/r").choices] == ["c", "a", "b"]


def test_parameters_media_hints_and_guidance_reach_the_page():
    filled = form(
        ("type", "name", "label", "hint", "guidance_hint", "media::image", "media::audio",
         "media::video", "media::big-image", "parameters", "appearance"),
        ("range", "r", "R", "How much", "Ask slowly", "r.png", "r.mp3", "r.mp4", "big.png",
         "start=1 end=9 step=2", "Vertical No-Ticks"),
        ("select_one fruit", "f", "F"),
    )  # fmt: skip
    entry = filled.entry("/data/r")
    assert (entry.hint, entry.guidance) == ("How much", "Ask slowly")
    assert entry.media == {
        "image": "jr://images/r.png",
        "audio": "jr://audio/r.mp3",
        "video": "jr://video/r.mp4",
        "big-image": "jr://images/big.png",
    }
    assert [entry.parameters[name] for name in ("start", "end", "step")] == ["1", "9", "2"]
    assert entry.appearance == {"vertical", "no-ticks"}
    assert filled.entry("/data/f").choices[0].media == {"image": "jr://images/apple.png"}
    assert set(filled.form.files) == {"r.png", "r.mp3", "r.mp4", "big.png", "apple.png"}


@pytest.mark.parametrize("group", ["field-list", "Field-list", "table-list"])
def test_groups_keep_their_appearance_whatever_its_case(group):
    filled = form(
        ("type", "name", "label", "appearance"),
        ("begin_group", "g", "G", group),
        ("select_one fruit", "a", "A", "w4"),
        ("select_one fruit", "b", "B", "w4"),
        ("end_group",),
    )
    assert group.lower().replace("table-list", "field-list") in filled.entry("/data/g").appearance


def test_settings_name_the_form_its_version_and_each_filled_form():
    filled = form(
        ("type", "name", "label"),
        ("text", "who", "Who"),
        settings=[
            ("form_title", "form_id", "version", "instance_name", "style"),
            ("Визит", "visit", "7", "concat('Visit of ', ${who})", "pages"),
        ],
    )
    filled.answer("/data/who", "Ай")
    known = (filled.form.title, filled.form.form_id, filled.form.version)
    assert known == ("Визит", "visit", "7")
    filled.submission()
    assert filled.name == "Visit of Ай"


def test_entities_are_kept_in_the_document_for_whoever_reads_them():
    filled = form(
        ("type", "name", "label", "save_to"),
        ("text", "sort", "Sort", "sort"),
        entities=[("list_name", "label", "create_if"), ("trees", "${sort}", "${sort} != ''")],
    )
    filled.answer("/data/sort", "oak")
    sent = filled.submission()
    assert 'dataset="trees"' in sent
    assert 'create="1"' in sent or 'create="true"' in sent
    assert "<label>oak</label>" in sent
    assert filled.form.find("/data/sort", None).bind.save_to == "sort"


@pytest.mark.parametrize(
    "kind",
    ["start-geopoint", "background-audio", "simserial", "subscriberid", "osm", "xml-external"],
)
def test_what_is_not_done_here_stops_no_form(kind):
    filled = form(("type", "name", "label"), (kind, "x", "X"), ("text", "q", "Q"))
    filled.answer("/data/q", "answered")
    assert filled.problems() == []
    assert ">answered<" in filled.submission()


def test_a_readonly_required_and_disabled_row_do_as_they_say():
    filled = form(
        (
            "type",
            "name",
            "label",
            "readonly",
            "required",
            "required_message",
            "default",
            "disabled",
        ),
        ("text", "told", "Told", "yes", None, None, "by default"),
        ("text", "must", "Must", None, "${told} != ''", "Please say"),
        ("text", "gone", "Gone", None, None, None, None, "yes"),
    )
    assert filled.answer("/data/told", "else") == frozenset()
    assert filled.value("/data/told") == "by default"
    assert [plain(p.message) for p in filled.problems()] == ["Please say"]
    assert filled.form.find("/data/gone", None) is None
