"""What an expression reads is known without evaluating it."""

import pytest

from app.surveys.xpath.expression import compile_expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2", []),
        ("/data/a + /data/b * /data/a", ["/data/a", "/data/b"]),
        ("../a = 'x' and . > 3", ["../a", "."]),
        ("if(selected(../a, 'x'), /data/b, -../c)", ["../a", "/data/b", "../c"]),
        ("/data/p[n = ../k]/v", ["/data/p/n", "/data/k", "/data/p/v"]),
        ("../p[n = current()/../m]/v", ["../p/n", "../m", "../p/v"]),
        ("../../p", ["../../p"]),
        ("/data/g/../a", ["/data/a"]),
        ("//a", ["/**/a"]),
        ("/data/*", ["/data/*"]),
        ("/data/@id", ["/data/@id"]),
        ("/data/a/text()", ["/data/a"]),
        ("/data/node()", ["/data/*"]),
        ("/data/a/following-sibling::b", ["/data/**"]),
        (
            "instance('x')/list/item[name = /data/a]/label",
            ["instance('x')/list/item/name", "/data/a", "instance('x')/list/item/label"],
        ),
        ("instance(/data/i)/list", ["instance('?')/list"]),
        ("(/data/a | ../b)[. > /data/c]", ["/data/a", "../b", "/data/c"]),
        ("randomize(/data/a)/b", ["/data/a", "/data/a/b"]),
        ("once(/data/a)", [".", "/data/a"]),
        ("string-length()", ["."]),
        ("position(..)", [".."]),
        ("/", ["/"]),
        ("sum(/data/p/n)", ["/data/p/n"]),
        ("orx:meta/orx:id", ["orx:meta/orx:id"]),
    ],
)
def test_references_are_the_paths_that_are_read(text: str, expected: list[str]) -> None:
    assert [str(reference) for reference in compile_expression(text).references] == expected
