"""XML text → node tree and back, safe for files from anywhere: no document types, no entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, property_lexical_handler

from app.errors import AppError
from app.language.texts import mark
from app.surveys.xpath.nodes import XML, Branch, Comment, Document, Element, Instruction, Node, Text

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

LARGEST = 64 * 1024 * 1024
DEEPEST = 200
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARES = re.compile("xmlns(:|$)")
_SPECIAL = re.compile('[&<>"\t\n\r]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class BrokenXml(AppError):
    """A text that is no XML, or XML that is not read here."""


def parse_xml(text: str | bytes) -> Document:
    """Read a document; BrokenXml says where it goes wrong or why it is not read."""
    from defusedxml import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    if len(text) > LARGEST:
        raise BrokenXml(mark("This XML is too large to be read: nothing was taken from it."))
    if isinstance(text, str):
        text = text.lstrip("\ufeff\t\n\r ")
    builder = _Builder()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(builder)
    parser.setProperty(property_lexical_handler, builder)
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException as error:
        raise BrokenXml(
            mark("This XML declares a document type or entities: such files are not read.")
        ) from error
    except SAXParseException as error:
        raise BrokenXml(
            mark("This is no sound XML: it goes wrong in line {line}, column {column}."),
            line=error.getLineNumber(),
            column=(error.getColumnNumber() or 0) + 1,
        ) from error
    except (SAXException, UnicodeError) as error:
        raise BrokenXml(mark("This is no sound XML: nothing was taken from it.")) from error
    return builder.document


class _Builder(ContentHandler):
    """Hears of the parts of a document and puts them together."""

    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self._open: list[Branch] = [self.document]
        self._scopes: list[dict[str, str]] = [{"xml": XML, "": ""}]
        self._pieces: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        self._end_text()
        if len(self._open) > DEEPEST:
            raise BrokenXml(
                mark("This XML nests too deeply to be read: nothing was taken from it.")
            )
        given: list[tuple[str, str]] = attrs.items()
        declared = {key[6:]: value for key, value in given if _DECLARES.match(key)}
        scope = {**self._scopes[-1], **declared} if declared else self._scopes[-1]
        self._scopes.append(scope)
        prefix, _, local = name.rpartition(":")
        element = Element(local, self._namespace(prefix), prefix)
        if declared:
            element.namespaces = declared
        for key, value in given:
            prefix, _, local = key.rpartition(":")
            if prefix and prefix != "xmlns":
                element.set(f"{{{self._namespace(prefix)}}}{local}", value, prefix)
            elif key != "xmlns" and not prefix:
                element.set(key, value)
        self._open[-1].adopt(element)
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - SAX's form
        self._end_text()
        self._open.pop()
        self._scopes.pop()

    def characters(self, content: str) -> None:
        self._pieces.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802 - SAX's name
        self._end_text()
        self._open[-1].adopt(Instruction(target, data))

    def comment(self, content: str) -> None:
        """A comment, as the lexical half of SAX tells it."""
        self._end_text()
        self._open[-1].adopt(Comment(content))

    def startDTD(self, *_: object) -> None:  # noqa: N802 - SAX's name
        """Never comes: the parser refuses document types before."""

    endDTD = startDTD  # noqa: N815 - as above

    def _end_text(self) -> None:
        if self._pieces:
            text = "".join(self._pieces)
            self._pieces = []
            if len(self._open) > 1:
                self._open[-1].adopt(Text(text))

    startCDATA = endCDATA = _end_text  # noqa: N815 - SAX's names

    def _namespace(self, prefix: str) -> str:
        try:
            return self._scopes[-1][prefix]
        except KeyError:
            raise BrokenXml(
                mark("This is no sound XML: the prefix “{prefix}” is not declared."), prefix=prefix
            ) from None


def to_xml(node: Document | Element) -> str:
    """The text of a document or of one element, with every namespace it needs; no declaration."""
    out: list[str] = []
    _write(node, {"xml": XML, "": ""}, out)
    return "".join(out)


def _write(node: Node, scope: dict[str, str], out: list[str]) -> None:
    match node:
        case Element():
            _write_element(node, scope, out)
        case Document():
            for child in node.children:
                _write(child, scope, out)
        case Text():
            out.append(_escaped(node.value, keeps=_KEPT_IN_TEXT))
        case Comment():
            out.append(f"<!--{node.value}-->")
        case Instruction():
            out.append(f"<?{node.target} {node.value}?>")


_KEPT_IN_TEXT = frozenset('"\t\n')


def _write_element(element: Element, scope: dict[str, str], out: list[str]) -> None:
    is_plain = not element.attributes and not element.namespaces
    if is_plain and scope.get(element.prefix) == element.namespace:
        # nearly every element of a filled form: a draft is written at every answer
        _write_plain(element, scope, out)
        return
    needed = {element.prefix: element.namespace}
    needed |= {a.prefix: a.namespace for a in element.attributes.values() if a.namespace}
    needed = {**element.namespaces, **needed}
    missing = {prefix: uri for prefix, uri in needed.items() if scope.get(prefix) != uri}
    if missing:
        scope = {**scope, **missing}
    name = _qualified(element.prefix, element.name)
    out.append(f"<{name}")
    written = [("xmlns" + (prefix and f":{prefix}"), uri) for prefix, uri in missing.items()]
    written += [(_qualified(a.prefix, a.name), a.value) for a in element.attributes.values()]
    out.extend(f' {key}="{_escaped(value)}"' for key, value in written)
    if not element.children:
        out.append("/>")
        return
    out.append(">")
    for child in element.children:
        _write(child, scope, out)
    out.append(f"</{name}>")


def _write_plain(element: Element, scope: dict[str, str], out: list[str]) -> None:
    name = _qualified(element.prefix, element.name)
    if not element.children:
        out.append(f"<{name}/>")
        return
    out.append(f"<{name}>")
    for child in element.children:
        _write(child, scope, out)
    out.append(f"</{name}>")


def _qualified(prefix: str, name: str) -> str:
    return f"{prefix}:{name}" if prefix else name


def _escaped(text: str, keeps: frozenset[str] = frozenset()) -> str:
    """As XML may hold it: what no XML can hold becomes a sign that something stood there."""
    text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)

    def escape(found: re.Match[str]) -> str:
        sign = found.group()
        return sign if sign in keeps else _ESCAPES.get(sign) or f"&#{ord(sign)};"

    return _SPECIAL.sub(escape, text)
