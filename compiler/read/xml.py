"""XML from strangers: parsed without DTD, network or entities, and seen by local names.

A DTD is refused whole, for its entities can grow without bound (OWASP, "XML External Entity
Prevention"). Local names make one reader of transitional and strict Office Open XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, cast

from compiler.errors import DamagedDocument, TooLarge


class Element(Protocol):
    """What the readers use of an lxml element."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    def get(self, key: str) -> str | None: ...
    def iter(self) -> Iterator[Element]: ...
    def __iter__(self) -> Iterator[Element]: ...


def parse(content: bytes, place: str, part: str) -> Element:
    """The root of an XML part. libxml2's limits on depth (256), size and entities stay on."""
    from lxml import etree  # type: ignore[import-untyped]

    if any(sign in content for encoding in ("ascii", "utf-16-le", "utf-16-be") for sign in _signs(encoding)):
        raise TooLarge.of("read.large.entities", place=place)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise DamagedDocument.of("read.damaged.part", place=place, part=part) from fault
    if root is None or root.getroottree().docinfo.doctype:
        raise DamagedDocument.of("read.damaged.part", place=place, part=part)
    return cast(Element, root)


def local(element: Element) -> str:
    """The tag without its namespace; "" for instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The attribute `name` in the element's own namespace, or in none."""
    space = str(element.tag).rpartition("}")[0]
    return element.get(f"{space}}}{name}" if space else name) or element.get(name)


def whole(text: str | None) -> int | None:
    """`text` as an integer, None where it is none."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def _signs(encoding: str) -> tuple[bytes, bytes]:
    return "<!DOCTYPE".encode(encoding), "<!ENTITY".encode(encoding)
