"""What is on offer follows the answers, in every language, from lists, tables and repeats."""

from app.surveys import Filling, convert, plain, read_form
from tests.surveys.forms import ask, filling, xform
from tests.surveys.workbooks import workbook

FRUIT = (
    '<instance id="fruit"><list>'
    "<item><name>a</name><label>Apple</label><colour>red</colour></item>"
    "<item><name>b</name><label>Banana</label><colour>yellow</colour></item>"
    "<item><name>c</name><label>Cherry</label><colour>red</colour></item></list></instance>"
)
BY_COLOUR = (
    "<itemset nodeset=\"instance('fruit')/list/item[colour = /data/colour]\">"
    '<value ref="name"/><label ref="label"/></itemset>'
)


def by_colour() -> Filling:
    body = (
        ask("colour")
        + ask("best", tag="select1", inner=BY_COLOUR)
        + ask("all", tag="select", inner=BY_COLOUR)
    )
    written = xform("<colour/><best/><all/>", [], body, FRUIT)
    return Filling(read_form(written, lambda _name: None))


def codes(filled: Filling, position: str) -> list[str]:
    return [choice.value for choice in filled.entry(position).choices]


def labels(filled: Filling, position: str) -> list[str]:
    return [plain(choice.label) for choice in filled.entry(position).choices]


def test_what_is_filtered_away_is_not_chosen_and_comes_back_with_the_filter():
    filled = by_colour()
    filled.answer("/data/colour", "red")
    filled.answer("/data/best", "c")
    filled.answer("/data/all", ["c", "a"])
    filled.answer("/data/colour", "yellow")
    assert (filled.value("/data/best"), filled.value("/data/all")) == ("", "")
    filled.answer("/data/colour", "red")
    assert (filled.value("/data/best"), filled.value("/data/all")) == ("c", "a c")


def test_a_new_choice_forgets_what_was_filtered_away():
    filled = by_colour()
    filled.answer("/data/colour", "red")
    filled.answer("/data/best", "c")
    filled.answer("/data/colour", "yellow")
    filled.answer("/data/best", "b")
    filled.answer("/data/colour", "red")
    assert filled.value("/data/best") == ""


def test_a_default_that_is_no_choice_is_not_chosen():
    inner = "<item><label>Yes</label><value>yes</value></item>"
    body = ask("one", tag="select1", inner=inner) + ask("many", tag="select", inner=inner)
    filled = filling("<one>maybe</one><many>no yes</many>", [], body)
    assert (filled.value("/data/one"), filled.value("/data/many")) == ("", "yes")


def spoken() -> Filling:
    """A form of two languages whose labels, choices and messages speak of another answer."""
    survey = (
        ("type", "name", "label::English (en)", "label::Русский (ru)", "hint::English (en)",
         "constraint", "constraint_message::English (en)", "constraint_message::Русский (ru)"),
        ("text", "who", "Name", "Имя"),
        ("select_one kin", "kin", "Whom has ${who}?", "Кто есть у ${who}?", "Of ${who}",
         ". != 'son'", "${who} has no son", "У ${who} нет сына"),
    )  # fmt: skip
    choices = (
        ("list_name", "name", "label::English (en)", "label::Русский (ru)"),
        ("kin", "son", "Son of ${who}", "Сын ${who}"),
        ("kin", "none", "Nobody", "Никто"),
    )
    made = convert(workbook({"survey": survey, "choices": choices}), "kin.xlsx")
    return Filling(read_form(made.xform, lambda _name: None))


def test_labels_choices_and_messages_of_a_language_follow_the_answer_they_speak_of():
    filled = spoken()
    filled.set_language("Русский (ru)")
    filled.answer("/data/kin", "son")
    assert "/data/kin" in filled.answer("/data/who", "Айгүл")
    entry = filled.entry("/data/kin")
    assert plain(entry.label) == "Кто есть у Айгүл?"
    assert labels(filled, "/data/kin") == ["Сын Айгүл", "Никто"]
    assert entry.violation is not None
    assert plain(entry.violation.message) == "У Айгүл нет сына"
    filled.set_language("English (en)")
    filled.answer("/data/who", "Aigul")
    assert plain(filled.entry("/data/kin").hint) == "Of Aigul"
    assert labels(filled, "/data/kin")[0] == "Son of Aigul"


def test_what_a_language_lacks_is_said_in_another():
    texts = (
        '<itext><translation lang="en"><text id="q"><value>Age</value></text>'
        '<text id="h"><value>In years</value></text></translation>'
        '<translation lang="ky"><text id="q"><value>Жашы</value></text></translation></itext>'
    )
    control = (
        '<input ref="/data/age"><label ref="jr:itext(\'q\')"/><hint ref="jr:itext(\'h\')"/></input>'
    )
    filled = Filling(read_form(xform("<age/>", [], control, texts), lambda _name: None))
    filled.set_language("ky")
    entry = filled.entry("/data/age")
    assert (entry.label, entry.hint) == ("Жашы", "In years")


VILLAGES = (
    "code,village,oblast_name,raion\nv1,Ак-Суу,Чүй,r1\nv2,Кара-Суу,Ош,r2\nv3,Таш-Дөбө,Чүй,r1\n"
).encode()


def searched(appearance: str, *choices: tuple[str, ...]) -> Filling:
    survey = (
        ("type", "name", "label", "appearance"),
        ("text", "part", "Part"),
        ("select_one villages", "village", "Village", appearance),
    )
    listed = (
        ("list_name", "name", "label"),
        *choices,
        ("villages", "code", "village, oblast_name"),
    )
    made = convert(workbook({"survey": survey, "choices": listed}), "search.xlsx")
    form = read_form(made.xform, {"villages.csv": VILLAGES}.get)
    assert "villages.csv" in form.files
    return Filling(form)


def test_an_appearance_searches_an_attached_table():
    filled = searched("minimal search('villages')", ("villages", "99", "Another"))
    assert codes(filled, "/data/village") == ["99", "v1", "v2", "v3"]
    assert labels(filled, "/data/village")[1] == "Ак-Суу Чүй"
    assert filled.entry("/data/village").appearance == {"minimal"}


def test_a_search_follows_what_was_typed_and_a_filter():
    filled = searched("search('villages', 'contains', 'village', ${part})")
    filled.answer("/data/part", "кара")
    assert codes(filled, "/data/village") == ["v2"]
    filled.answer("/data/part", "суу")
    assert codes(filled, "/data/village") == ["v1", "v2"]
    filled.answer("/data/village", "v2")
    assert filled.entry("/data/village").text == "Кара-Суу Ош"
    both = searched("search('villages', 'endswith', 'village', ${part}, 'raion', 'r1')")
    both.answer("/data/part", "суу")
    assert codes(both, "/data/village") == ["v1"]


def test_a_search_without_its_table_offers_nothing_and_the_form_says_what_is_missing():
    survey = (
        ("type", "name", "label", "appearance"),
        ("select_one villages", "village", "Village", "search('villages')"),
    )
    listed = (("list_name", "name", "label"), ("villages", "code", "village"))
    made = convert(workbook({"survey": survey, "choices": listed}), "search.xlsx")
    form = read_form(made.xform, lambda _name: None)
    assert form.missing == ("villages.csv",)
    assert codes(Filling(form), "/data/village") == []
