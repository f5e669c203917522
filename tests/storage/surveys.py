"""Forms and filled forms for tests, made without a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.actions import surveys
from app.model import new_id
from app.storage import Workspace
from app.storage.drafts import Draft

XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:depter="urn:depter:form">
<h:head><h:title>{title}</h:title><model>
<instance><data id="{form_id}" version="{version}">
<water/><needs/><sex/><age/><said/><photo/>
<member jr:template=""><name/><years/></member>
<member><name/><years/></member>
<meta><instanceID/></meta></data></instance>
<bind nodeset="/data/water" type="string" depter:correct="yes"/>
<bind nodeset="/data/needs" type="string" depter:correct="road school"/>
<bind nodeset="/data/sex" type="string" depter:asks="sex"/>
<bind nodeset="/data/age" type="int"/>
<bind nodeset="/data/said" type="string"/>
<bind nodeset="/data/photo" type="binary"/>
<bind nodeset="/data/member/name" type="string"/>
<bind nodeset="/data/member/years" type="int"/>
</model></h:head>
<h:body>
<select1 ref="/data/water"><label>Is there water?</label>
<item><label>Yes</label><value>yes</value></item>
<item><label>No</label><value>no</value></item></select1>
<select ref="/data/needs"><label>What is needed?</label>
<item><label>A road</label><value>road</value></item>
<item><label>A school</label><value>school</value></item>
<item><label>A clinic</label><value>clinic</value></item></select>
<select1 ref="/data/sex"><label>Woman or man?</label>
<item><label>Woman</label><value>f</value></item>
<item><label>Man</label><value>m</value></item></select1>
<input ref="/data/age"><label>How old?</label></input>
<input ref="/data/said"><label>What else?</label></input>
<upload ref="/data/photo" mediatype="image/*"><label>A picture</label></upload>
<group ref="/data/member"><label>Household</label><repeat nodeset="/data/member">
<input ref="/data/member/name"><label>Name</label></input>
<input ref="/data/member/years"><label>Age</label></input>
</repeat></group>
</h:body></h:html>"""


@dataclass(frozen=True)
class Form:
    """A converted form, as the engine hands it over."""

    xform: str
    title: str = "Айыл"
    form_id: str = "village"
    version: str = "1"
    itemsets: Mapping[str, bytes] = field(default_factory=dict)


def village_form(version: str = "1", title: str = "Айыл", form_id: str = "village") -> Form:
    """A form with each kind of question, two right answers and a repeat."""
    xform = XFORM.format(version=version, title=title, form_id=form_id)
    return Form(xform, title, form_id, version)


@dataclass(frozen=True)
class Filled:
    """A form somebody filled to the end."""

    document: str
    hindrances: tuple[object, ...] = ()

    def problems(self) -> tuple[object, ...]:
        return self.hindrances

    def submission(self) -> str:
        return self.document


def document(
    form_id: str = "village",
    version: str = "1",
    members: tuple[tuple[str, int], ...] = (),
    name: str = "",
    **answers: object,
) -> str:
    """A document of the village form."""
    said = "".join(f"<{key}>{value}</{key}>" for key, value in answers.items())
    said += "".join(
        f"<member><name>{who}</name><years>{years}</years></member>" for who, years in members
    )
    instance = name or f"uuid:{new_id().hex()}"
    return (
        f'<data id="{form_id}" version="{version}">{said}'
        f"<meta><instanceID>{instance}</instanceID></meta></data>"
    )


def add_village(ws: Workspace, version: str = "1") -> surveys.AddedForm:
    """Keep the village form."""
    return surveys.add_form(ws, village_form(version), purpose="community")


def fill(
    ws: Workspace, version: bytes, filled: str, facts: Mapping[str, Any] | None = None
) -> bytes:
    """Fill a form and finish it; answers the filled form's id."""
    draft: Draft = surveys.begin(ws, version, filled, facts or {})
    surveys.finalise(ws, draft, Filled(filled))
    return draft.id
