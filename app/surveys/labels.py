"""Labels as forms write them, with Markdown and HTML, made fit to be shown.

ODK's labels may hold a little of both. `plain` keeps the words alone; `styled` keeps what a text
view can show safely, and nothing else: no links that open, no pictures, no styles.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(([^()\s]*)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])([^\n*_]*[^\s*_])\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!])")
_BLANK = re.compile(r"[ \t]+\n|\n{3,}")
_KEPT = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "s": "s",
    "sub": "sub",
    "sup": "sup",
}


def plain(label: str) -> str:
    """The words of a label, without any sign of how they were to look."""
    if not _may_be_marked(label):
        return label.strip()
    text = _BREAK.sub("\n", label)
    text = _TAG.sub("", text)
    text = html.unescape(text)
    text = _HEADING.sub(r"\2", text)
    text = _LINK.sub(lambda link: link[1] or link[2], text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _ESCAPED.sub(r"\1", text)
    return _BLANK.sub("\n", text).strip()


def styled(label: str) -> str:
    """A label as HTML of a few harmless tags; everything else in it is text, or gone."""
    if not _may_be_marked(label):
        return html.escape(label.strip(), quote=False).replace("\n", "<br>")
    text = _TAG.sub(_as_token, _BREAK.sub("\n", label))
    text = html.escape(html.unescape(text), quote=False)
    text = _HEADING.sub(r"<b>\2</b>", text)
    text = _LINK.sub(lambda link: link[1] or link[2], text)
    text = _STRONG.sub(r"<b>\2</b>", text)
    text = _EMPHASIS.sub(r"<i>\2</i>", text)
    text = _ESCAPED.sub(r"\1", text)
    return _from_tokens(_BLANK.sub("\n", text).strip()).replace("\n", "<br>")


def _may_be_marked(label: str) -> bool:
    return any(sign in label for sign in "<&*_#[\\")


def _as_token(tag: re.Match[str]) -> str:
    """A tag that is kept becomes a sign no label holds, until all else has been escaped."""
    name = _KEPT.get(tag[1].lower())
    if name is None:
        return ""
    return f"\x02{'/' if tag[0].startswith('</') else ''}{name}\x03"


def _from_tokens(text: str) -> str:
    """The kept tags again, closed in the order they were opened; a stray one is dropped."""
    opened: list[str] = []

    def written(token: re.Match[str]) -> str:
        name = token[1]
        if not name.startswith("/"):
            opened.append(name)
            return f"<{name}>"
        if opened and opened[-1] == name[1:]:
            return f"</{opened.pop()}>"
        return ""

    said = re.sub("\x02(/?\\w+)\x03", written, text)
    return said + "".join(f"</{name}>" for name in reversed(opened))
