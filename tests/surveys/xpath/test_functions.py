"""The functions of XPath and ODK, family by family."""

import math
from collections.abc import Callable

import pytest

from app.surveys.xpath.faults import ExpressionFault

Value = Callable[..., object]
NAN = math.nan
NUMBERS = "<data><n>3</n><n>4.5</n><n/><x>a</x></data>"


def check(value: Value, text: str, expected: object, xml: str = "<data/>") -> None:
    found = value(text, xml)
    if isinstance(expected, float) and math.isnan(expected):
        assert isinstance(found, float), text
        assert math.isnan(found), text
    else:
        assert (type(found), found) == (type(expected), expected), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if(1 > 2, 'a', 'b')", "b"),
        ("if('', 1, 2)", 2.0),
        ("coalesce('', 0 div 0, 'c')", "c"),
        ("string(coalesce(/data/x, 'c'))", "a"),
        ("coalesce('', '')", ""),
        ("not(0)", True),
        ("boolean('false')", True),
        ("boolean-from-string('TRUE')", True),
        ("boolean-from-string('1')", True),
        ("boolean-from-string('yes')", False),
        ("checklist(1, 2, true(), false(), true())", True),
        ("checklist(3, -1, true(), false(), true())", False),
        ("checklist(-1, 1, /data/n)", False),
        ("checklist(2, 2, /data/n)", True),
        ("weighted-checklist(5, 9, true(), 4, false(), 9, true(), 3)", True),
        ("weighted-checklist(8, -1, true(), 4, true(), 3)", False),
        ("weighted-checklist(7, 8, /data/n, /data/n)", True),
        ("depend(1, /data/n)", 1.0),
    ],
)
def test_functions_that_decide(value: Value, text: str, expected: object) -> None:
    check(value, text, expected, NUMBERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string(1.50)", "1.5"),
        ("string(-0)", "0"),
        ("string(100000000000000000000)", "100000000000000000000"),
        ("string(0.0000001)", "0.0000001"),
        ("concat('a', 1, true(), /data/n)", "a1true34.5"),
        ("join('-', 'a', /data/n, 'b')", "a-3-4.5--b"),
        ("join(', ')", ""),
        ("starts-with('Айгүл', 'Ай')", True),
        ("ends-with('Айгүл', 'үл')", True),
        ("contains('abc', '')", True),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 0)", "12345"),
        ("substring('12345', -1, 1 div 0)", "12345"),
        ("substring('12345', 2.5, 1.5)", "34"),
        ("substring('12345', 0 div 0)", ""),
        ("substring-before('a-b-c', '-')", "a"),
        ("substring-before('abc', 'x')", ""),
        ("substring-after('a-b-c', '-')", "b-c"),
        ("substring-after('abc', 'x')", ""),
        ("substring-after('abc', '')", "abc"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -3)", "llo"),
        ("substr('hello', 0, -1)", "hell"),
        ("substr('hello', 4, 2)", ""),
        ("substr('hello', -9)", "hello"),
        ("substr('hello', -1.5)", "o"),
        ("substr('hello', 'x')", "hello"),
        ("substr('hello', 1 div 0)", ""),
        ("string-length('өңү')", 3.0),
        ("string-length()", 9.0),
        ("normalize-space('  a \n b ')", "a b"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("translate('cab', 'abc', 'AB')", "AB"),
        ("upper-case('өй')", "ӨЙ"),
        ("lower-case('ӨЙ')", "өй"),
        ("regex('0555123456', '[0-9]{10}')", True),
        ("regex('05551234567', '[0-9]{10}')", False),
    ],
)
def test_functions_of_texts(value: Value, text: str, expected: object) -> None:
    xml = "<data><n>3</n><n>4.5</n><n/> abcd</data>"
    check(value, text, expected, xml)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("number('  -3.5 ')", -3.5),
        ("number('1e3')", NAN),
        ("number('7.9e-12')", 7.9e-12),
        ("number('')", NAN),
        ("number('+1')", NAN),
        ("number(true())", 1.0),
        ("number('٣')", NAN),
        ("int(-2.9)", -2.0),
        ("int('x')", NAN),
        ("floor(-1.5)", -2.0),
        ("ceiling(-1.5)", -1.0),
        ("floor(1 div 0)", math.inf),
        ("round(2.5)", 3.0),
        ("round(-1.5)", -2.0),
        ("round(2.15, 1)", 2.2),
        ("round(1.005, 2)", 1.01),
        ("round(626.3, -3)", 1000.0),
        ("round(1 div 0)", math.inf),
        ("round(1, 1000)", NAN),
        ("abs('-10.5')", 10.5),
        ("pow(2, 10)", 1024.0),
        ("pow(10, 1000)", math.inf),
        ("pow(-8, 1 div 3)", NAN),
        ("pow(0, -1)", math.inf),
        ("pow(1, 'x')", NAN),
        ("pow(-1, 1 div 0)", NAN),
        ("sqrt(-1)", NAN),
        ("log(0)", -math.inf),
        ("log10(1000)", 3.0),
        ("exp10(2)", 100.0),
        ("exp(1000)", math.inf),
        ("acos(2)", NAN),
        ("sin(1 div 0)", NAN),
        ("atan2(0, 1)", 0.0),
        ("pi() > 3.14", True),
        ("min(3, 1, 2)", 1.0),
        ("max(/data/n[. != ''])", 4.5),
        ("max(/data/n)", NAN),
        ("max()", NAN),
        ("min(/data/none)", NAN),
        ("random()", 0.0),
        ("5 mod -2", 1.0),
        ("5 mod 0", NAN),
        ("-5 mod 2", -1.0),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("0 div 0", NAN),
        ("0.1 + 0.2 = 0.3", True),
    ],
)
def test_functions_of_numbers(value: Value, text: str, expected: object) -> None:
    check(value, text, expected, NUMBERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(/data/n)", 3.0),
        ("count-non-empty(/data/n)", 2.0),
        ("sum(/data/n)", 7.5),
        ("sum(/data/none)", 0.0),
        ("sum(/data/*)", NAN),
        ("name(/data/n)", "n"),
        ("local-name(/data/none)", ""),
        ("namespace-uri(/data)", ""),
        ("position(/data/n[2])", 2.0),
        ("position(/data/none)", NAN),
        ("string(/data/*[position() = last()])", "a"),
        ("count(current()/n)", 3.0),
        ("count(instance('none'))", 0.0),
    ],
)
def test_functions_of_node_sets(value: Value, text: str, expected: object) -> None:
    check(value, text, expected, NUMBERS)


def test_nodes_are_found_by_id_and_language(value: Value) -> None:
    xml = '<data xml:lang="ky-KG"><a id="one">1</a><b id="two">2</b></data>'
    assert value("id('two  one')", xml) == ["1", "2"]
    assert value("lang('KY')", xml, "/data/a") is True
    assert value("lang('ru')", xml, "/data/a") is False
    assert value("lang('ky')") is False


REPEATS = """<data><pos>2</pos>
<house><name>A</name><person><age>1</age></person><person><age>2</age></person></house>
<house><name>B</name><person><age>3</age></person><person><age>4</age></person></house></data>"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("indexed-repeat(/data/house/name, /data/house, /data/pos)", ["B"]),
        ("indexed-repeat(/data/house/person/age, /data/house, 1, /data/house/person, 2)", ["2"]),
        ("indexed-repeat(/data/house/person/age, /data/house/person, 2, /data/house, 2)", ["4"]),
        ("indexed-repeat(/data/house/name, /data/house, 3)", []),
        ("indexed-repeat(/data/house/name, /data/house, 'x')", []),
        ("indexed-repeat(/data/house/name, /data/house, 0)", []),
        ("indexed-repeat(/data/house/name, /data/house, 1.5)", []),
    ],
)
def test_repeats_are_read_by_number(value: Value, text: str, expected: object) -> None:
    assert value(text, REPEATS) == expected


def test_an_outer_repeat_that_is_not_named_is_the_own_one(value: Value) -> None:
    asked = "indexed-repeat(/data/house/person/age, /data/house/person, 2)"
    assert value(asked, REPEATS, "/data/house[2]/name") == ["4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("selected('a b', 'b')", True),
        ("selected('a bc', 'b')", False),
        ("selected('', '')", True),
        ("selected('a', '')", False),
        ("is-selected('a', ' a ')", True),
        ("count-selected(' a  b ')", 2.0),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 3)", ""),
        ("selected-at('a b c', -1)", ""),
        ("selected-at('a b c', 0 div 0)", ""),
        ("jr:choice-name('a', '/data/q')", "label of a in /data/q"),
        ("jr:itext('/data/q:label')", "text of /data/q:label"),
        ("property('deviceid')", "the deviceid"),
        ("version()", "3"),
    ],
)
def test_functions_of_choices_and_the_form(value: Value, text: str, expected: object) -> None:
    check(value, text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("digest('some text', 'MD5', 'hex')", "552e21cd4cd9918678e3c1a0df491bc3"),
        ("digest('some text', 'SHA-1')", "N6pjx3OY2VRHMmLhoAV8HmMu2nc="),
        ("base64-decode('w6nDqMOx')", "éèñ"),
        ("base64-decode('x')", ""),
        ("base64-decode('w6n-DqMOx')", ""),
        ("base64-decode('қ')", ""),
        ("uuid()", "0b5d76aa-0000-4000-8000-000000000001"),
        ("string-length(uuid(7))", 7.0),
    ],
)
def test_functions_of_codes(value: Value, text: str, expected: object) -> None:
    check(value, text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "digest('a', 'MD6')",
        "digest('a', 'MD5', 'base32')",
        "uuid(-1)",
        "uuid(/none)",
        "count(1)",
        "sum('1')",
        "name('a')",
        "randomize('a')",
        "1 | 2",
        "'a'/b",
        "weighted-checklist(1, 2, true())",
        "indexed-repeat(/a, /a, 1, /a)",
        "regex('a', '(')",
    ],
)
def test_what_makes_no_sense_is_a_fault_that_names_the_expression(value: Value, text: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        value(text)
    assert caught.value.values["expression"] == text


LIST = "<data>" + "".join(f"<i>{letter}</i>" for letter in "ABCDEF") + "<s>3</s></data>"


@pytest.mark.parametrize(
    ("seed", "expected"),
    [("42", "AFCBDE"), ("-42", "EDAFBC"), ("1", "BFEACD"), ("11111111", "ACDBFE")],
)
def test_a_seed_shuffles_alike_on_every_device(value: Value, seed: str, expected: str) -> None:
    assert value(f"randomize(/data/i, {seed})", LIST) == list(expected)


def test_seeds_may_be_nodes_and_texts(value: Value) -> None:
    assert value("randomize(/data/i, /data/s)", LIST) == value("randomize(/data/i, 3)", LIST)
    assert value("randomize(/data/i, '')", LIST) == value("randomize(/data/i, 0)", LIST)
    of_text = value("randomize(/data/i, 'abc')", LIST)
    assert of_text == value("randomize(/data/i, 'abc')", LIST)
    assert of_text != value("randomize(/data/i, 'abd')", LIST)
    for endless in ("1 div 0", "-1 div 0"):
        assert sorted(value(f"randomize(/data/i, {endless})", LIST)) == list("ABCDEF")  # type: ignore[call-overload]
    assert sorted(value("randomize(/data/i)", LIST)) == list("ABCDEF")  # type: ignore[call-overload]


SQUARE = "0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"round(area('{SQUARE}') div 1000000)", 12391.0),
        ("area('0 0;0 1')", 0.0),
        ("area('x')", NAN),
        ("distance('42.87 74.59 0 0;40.53 72.80 0 0')", 299960.01),
        ("distance('42.87 74.59', '40.53 72.80')", 299960.01),
        ("distance('42.87 74.59')", NAN),
        ("distance('91 0;0 0')", NAN),
        (f"geofence('0.5 0.5', '{SQUARE}')", True),
        (f"geofence('0.5 1.5', '{SQUARE}')", False),
        ("geofence('', '')", False),
    ],
)
def test_functions_of_places(value: Value, text: str, expected: object) -> None:
    check(value, text, expected)
