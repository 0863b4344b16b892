"""A page as a light tree: what is never shown is gone, and every node knows how much text it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from compiler.errors import TooLarge

NEVER = ("script", "style", "noscript", "template", "iframe", "object", "embed", "select", "button", "input",
         "textarea", "svg", "canvas", "video", "audio", "map", "head", "datalist", "dialog")  # fmt: skip
"""Elements without words of the document."""
MAX_OPEN = 4_000
"""Elements open at once in the source. The parser takes quadratic time beyond (measured: 100,000 take 14 s)."""
MAX_DEPTH = 150
"""Nesting that is followed; deeper text is kept, without its structure. Real portals: 20 to 60."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)([^<>]*+)>", re.IGNORECASE)
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "source", "p", "li", "option")
)
LONG = 80
"""Characters from which a run of text is prose, not a label."""
RUN = 20
"""How many times the characters asked for are looked at of one run of text: it may hold white space."""
BREAKS = frozenset(("p", "div", "table", "ul", "ol", "li", "tr", "td", "section", "article", "br", "h1", "h2", "h3"))
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Node:
    """An element (`tag`, `attributes`, `children`), or text (`tag` "", `said`).

    `size` counts the characters of all text below it, `linked` those in links, `links` the links,
    `prose` those in paragraphs of some length. `broken`: there are lines or blocks inside.
    """

    tag: str
    said: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    broken: bool = False

    def text(self, limit: int = 0) -> str:
        """All its text on one line; at least the first `limit` characters where a limit is given (of a run of text that
        is mostly white space perhaps less)."""
        found: list[str] = []
        length = 0
        for node in self.walk():
            if node.said:
                found.append(node.said[: RUN * limit] if limit else node.said)
                length += len(node.said)
                if limit and length > limit:
                    break
            elif node.tag in BLOCKS or node.tag == "br":
                found.append(" ")
        return " ".join("".join(found).split())

    def walk(self) -> Iterator[Node]:
        """This node and everything under it, in reading order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def weigh(self) -> None:
        """Count anew from the children."""
        self.size = sum(child.size for child in self.children)
        self.linked = sum(child.linked for child in self.children)
        self.links = sum(child.links for child in self.children)
        if self.tag == "a" and "href" in self.attributes:
            self.linked, self.links = self.size, 1
        self.broken = any(child.broken or child.tag in BREAKS for child in self.children)
        free = self.size - self.linked
        if self.tag != "p" and self.broken:
            self.prose = sum(child.prose for child in self.children)
        else:
            self.prose = free if free >= LONG else 0


def words(said: str) -> Node:
    """A run of text."""
    size = len(said.strip())
    return Node("", said=said, size=size, prose=size if size >= LONG else 0)


BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
     "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
     "tr", "ul")
)  # fmt: skip
"""Elements that begin a new paragraph (HTML Living Standard, 15.3)."""


def parse_page(text: str, place: str) -> Node:
    """The body of the page `text`. Raises TooLarge where elements are nested without end."""
    if _deepest(text) > MAX_OPEN:
        raise TooLarge.of("read.large.nested", place=place, limit=MAX_OPEN)
    tree = LexborHTMLParser(text)
    tree.strip_tags(list(NEVER))
    body = tree.body
    return _node(body, 0) if body is not None else Node("body")


def _node(element: LexborNode, depth: int) -> Node:
    made = Node(element.tag or "", attributes={name: value or "" for name, value in element.attributes.items()})
    if "hidden" in made.attributes or HIDDEN.search(made.attributes.get("style", "")):
        made.attributes["hidden"] = ""
    if depth >= MAX_DEPTH:
        said = element.text(deep=True, separator=" ")
        made.children.append(words(said))
    else:
        for child in element.iter(include_text=True):
            if child.is_text_node:
                said = child.text_content or ""
                made.children.append(words(said))
            elif child.is_element_node:
                made.children.append(_node(child, depth + 1))
    made.weigh()
    return made


def _deepest(text: str) -> int:
    depth = deepest = 0
    for found in _TAG.finditer(text):
        closing, name, rest = found.groups()
        if rest.endswith("/") or name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
