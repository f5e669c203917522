"""Small forms the tests are written with."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from app.surveys import Filling, Form, read_form

_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>A form</h:title><model>'
)


def xform(instance: str, binds: Sequence[str], body: str, model: str = "") -> str:
    """An XForm of a document (what stands in `<data>`), binds and a body."""
    bound = "".join(f"<bind {bind}/>" for bind in binds)
    return (
        f'{_HEAD}<instance><data id="form" version="1">{instance}'
        f"<meta><instanceID/></meta></data></instance>{model}{bound}"
        '<bind nodeset="/data/meta/instanceID" jr:preload="uid" readonly="true()"/>'
        f"</model></h:head><h:body>{body}</h:body></h:html>"
    )


def bind(path: str, type_: str = "string", **expressions: str) -> str:
    """A bind at a path below /data; `message` is the constraint's."""
    said = {"message": "jr:constraintMsg"}
    written = (f" {said.get(key, key)}={quoteattr(text)}" for key, text in expressions.items())
    return f'nodeset="/data/{path}" type="{type_}"' + "".join(written)


def ask(path: str, label: str = "", tag: str = "input", inner: str = "") -> str:
    """A control for a path below /data."""
    return f'<{tag} ref="/data/{path}"><label>{label or path}</label>{inner}</{tag}>'


def form(instance: str, binds: Sequence[str], body: str, model: str = "") -> Form:
    """The same, read."""
    return read_form(xform(instance, binds, body, model), lambda _name: None)


def filling(instance: str, binds: Sequence[str], body: str, **given: Any) -> Filling:
    """The same, with a filling begun."""
    return Filling(form(instance, binds, body), **given)
