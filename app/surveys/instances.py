"""The lists a form looks into: written in it, or in files beside it (CSV, GeoJSON, XML)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.errors import AppError
from app.surveys.parts import Itemset
from app.surveys.places import fresh
from app.surveys.xpath.nodes import Document, Element
from app.surveys.xpath.xml import parse_xml

Files = Callable[[str], bytes | None]
"""The content of a file by its name, None if it is not at hand."""

_LAST_SAVED = "jr://instance/last-saved"
_NOT_IN_NAMES = re.compile(r"[^\w.\-]")
_MOST_ITEMS = 500_000


@dataclass
class Instances:
    """What a form can look into besides its answers."""

    lists: dict[str, Document] = field(default_factory=dict)
    last_saved: set[str] = field(default_factory=set)
    files: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)


def read_instances(model: Element, itemsets: Iterable[Itemset], files: Files) -> Instances:
    """All lists but the first, which is the answers. What `itemsets` ask for and the model does
    not have is an attached table or a part of `itemsets.csv`.
    """
    found = Instances()
    for instance in model.named("instance")[1:]:
        name, source = instance.get("id") or "", instance.get("src") or ""
        if source == _LAST_SAVED:
            found.last_saved.add(name)
        elif source:
            found.lists[name] = _from_file(source.rsplit("/", 1)[-1], files, found)
        else:
            found.lists[name] = _written_in(instance)
    asked = {itemset.instance: itemset.table for itemset in itemsets if itemset.instance}
    for table in filter(None, asked.values()):
        if table not in found.lists:
            found.lists[table] = _from_file(f"{table}.csv", files, found)
    unknown = [name for name in asked if name not in found.lists]
    if unknown:
        items = _from_file("itemsets.csv", files, found).element
        for name in unknown:
            found.lists[name] = _part_of(items, name)
    return found


def _written_in(instance: Element) -> Document:
    """A list that stands in the form: taken out of it, for it may be long."""
    root = next(instance.elements(), None)
    if root is None:
        return Document(Element("root"))
    instance.remove(root)
    return Document(root)


def _from_file(name: str, files: Files, found: Instances) -> Document:
    found.files[name] = None
    content = files(name)
    if content is None:
        found.missing[name] = None
        return Document(Element("root"))
    return list_from(name, content)


def list_from(name: str, content: bytes) -> Document:
    """A file as a list of items. What cannot be read is an empty list."""
    ending = name.lower().rpartition(".")[2]
    try:
        if ending == "geojson":
            return _from_geojson(content)
        if ending == "xml":
            return Document(fresh(parse_xml(content).element))
        return _from_csv(content)
    except (AppError, ValueError, csv.Error, TypeError):
        return Document(Element("root"))


def _from_csv(content: bytes) -> Document:
    text = content.decode("utf-8-sig", "replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    headings = [_NOT_IN_NAMES.sub("_", heading.strip()) for heading in next(rows, [])]
    root = Element("root")
    for number, row in enumerate(rows):
        if number >= _MOST_ITEMS:
            break
        if any(row):
            cells = dict(zip(headings, row, strict=False))
            root.append(_item({heading: cell for heading, cell in cells.items() if heading}))
    return Document(root)


def _from_geojson(content: bytes) -> Document:
    root = Element("root")
    for feature in json.loads(content)["features"][:_MOST_ITEMS]:
        item = {"geometry": _geometry(feature.get("geometry") or {})}
        if feature.get("id") is not None:
            item["id"] = str(feature["id"])
        for key, value in (feature.get("properties") or {}).items():
            item[_NOT_IN_NAMES.sub("_", key)] = _said(value)
        root.append(_item(item))
    return Document(root)


def _said(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: Mapping[str, object]) -> str:
    points = geometry.get("coordinates")
    if not isinstance(points, list) or not points:
        return ""
    match geometry.get("type"):
        case "Point":
            return _point(points)
        case "LineString":
            return "; ".join(_point(point) for point in points)
        case "Polygon":
            return "; ".join(_point(point) for point in points[0])
    return ""


def _point(point: list[float]) -> str:
    return f"{point[1]} {point[0]} 0 0"


def _item(cells: Mapping[str, str]) -> Element:
    item = Element("item")
    for name, value in cells.items():
        child = Element(name)
        child.text = value
        item.append(child)
    return item


def _part_of(items: Element, name: str) -> Document:
    root = Element("root")
    for item in items.elements():
        listed = item.first("list_name")
        if listed is not None and listed.text == name:
            root.append(item.copied())
    return Document(root)
