"""Who sits in bodies, counted: for the rules of shares, the lists and the figures."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.model import ENUMERATIONS, Body
from app.storage.connection import Connection
from app.storage.joined import JOINED

SITS = "coalesce(m.since, '') <= :today AND coalesce(m.until, '9999') >= :today"
"""The condition on a membership `m` that it holds on the day `:today`."""
SEATED = (
    "(SELECT m.body, count(*) AS listed, count(CASE p.sex WHEN 'f' THEN 1 END) AS women, "
    "count(CASE p.sex WHEN 'm' THEN 1 END) AS men, group_concat(p.birth_year) AS years FROM "
    "(SELECT DISTINCT m.body, coalesce(j.root, m.person) AS person FROM body_member m "
    f"LEFT JOIN {JOINED} j ON j.person = m.person WHERE m._deleted = 0 AND {SITS}) m "
    "LEFT JOIN person p ON p.id = m.person AND p._deleted = 0 GROUP BY m.body)"
)
"""A table (body, listed, women, men, years) of the bodies whose members are listed."""


class Seated(NamedTuple):
    """The members of a body who are listed and sit in it on a day."""

    listed: int
    women: int
    men: int
    youth: int | None
    """None while the birth year of one of them is not known."""


def seated(reader: Connection, bodies: Iterable[bytes], today: date) -> dict[bytes, Seated]:
    """The listed members of these bodies; a body without any is not in the answer."""
    rows = reader.execute(
        f"SELECT s.* FROM {SEATED} s WHERE hex(s.body) IN (SELECT value FROM json_each(:bodies))",
        {"today": today.isoformat(), "bodies": json.dumps([one.hex().upper() for one in bodies])},
    )
    return {
        body: Seated(listed, women, men, _youth(listed, years, today))
        for body, listed, women, men, years in rows
    }


def _youth(listed: int, years: str | None, today: date) -> int | None:
    bounds = ENUMERATIONS["age_group"]["youth"].bounds
    born = [int(year) for year in (years or "").split(",") if year]
    if bounds is None or len(born) < listed:
        return None
    return sum(bounds[0] <= today.year - year <= bounds[1] for year in born)


def differing(body: Body, listed: Seated | None) -> list[tuple[str, int, int]]:
    """Where the written counts of a body are not those of its list: field, written, listed.

    Fewer names than seats are no difference: a list may be begun.
    """
    if listed is None:
        return []
    counted = {"women": listed.women, "men": listed.men, "youth": listed.youth}
    found = [
        (name, written, n)
        for name, n in counted.items()
        if (written := getattr(body, name)) is not None and n is not None and written != n
    ]
    if body.size is not None and listed.listed > body.size:
        found.insert(0, ("size", body.size, listed.listed))
    return found
