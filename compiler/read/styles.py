"""What Word's styles say that the text needs: list, bold, capitals, hidden, font (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compiler.read.xml import Element, attribute, local, whole

MAX_CHAIN = 20
"""Styles based on styles; a longer chain is a circle."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; None where nothing is said."""

    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def under(self, said: Look) -> Look:
        """This look, changed by what is `said` nearer to the run."""
        return replace(
            self,
            **{
                name: value
                for name in ("bold", "capitals", "hidden", "font")
                if (value := getattr(said, name)) is not None
            },
        )


@dataclass(slots=True)
class _Style:
    name: str
    above: str | None
    look: Look
    num: str | None
    level: int | None


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        """`root` is styles.xml."""
        self._styles: dict[str, _Style] = {}
        self._looks: dict[str | None, Look] = {}
        self._default: str | None = None
        self._base = Look()
        for child in root if root is not None else ():
            if local(child) == "style":
                self._read(child)
            elif local(child) == "docDefaults":
                for part in child.iter():
                    if local(part) == "rPr":
                        self._base = look_of(part)

    def look(self, style: str | None) -> Look:
        """How text of paragraph style `style` (None: the default one) looks."""
        key = style if style in self._styles else self._default
        if key not in self._looks:
            look = self._base
            for above in reversed(self._chain(key)):
                look = look.under(above.look)
            self._looks[key] = look
        return self._looks[key]

    def of_run(self, style: str | None) -> Look:
        """What the character style `style` adds."""
        look = Look()
        for above in reversed(self._chain(style)):
            look = look.under(above.look)
        return look

    def list_of(self, style: str | None) -> tuple[str | None, int | None, str]:
        """The w:numId and w:ilvl that a paragraph style gives, and which style of its chain gave them."""
        key = style if style in self._styles else self._default
        for above in self._chain_of_keys(key):
            found = self._styles[above]
            if found.num is not None:
                return found.num, found.level, above
        return None, None, ""

    def is_contents(self, style: str | None) -> bool:
        """Whether a paragraph style is a line of a table of contents."""
        return style in self._styles and self._styles[style].name.lower().startswith("toc ")

    def lists(self) -> dict[str, str]:
        """Style -> w:numId, for lists that are linked through a numbering style."""
        return {key: style.num for key, style in self._styles.items() if style.num}

    def _chain_of_keys(self, key: str | None) -> list[str]:
        found: list[str] = []
        while key in self._styles and key is not None and len(found) < MAX_CHAIN and key not in found:
            found.append(key)
            key = self._styles[key].above
        return found

    def _chain(self, key: str | None) -> list[_Style]:
        return [self._styles[one] for one in self._chain_of_keys(key)]

    def _read(self, style: Element) -> None:
        key = attribute(style, "styleId") or ""
        made = _Style("", None, Look(), None, None)
        for part in style:
            name = local(part)
            if name == "name":
                made.name = attribute(part, "val") or ""
            elif name == "basedOn":
                made.above = attribute(part, "val")
            elif name == "rPr":
                made.look = look_of(part)
            elif name == "pPr":
                made.num, made.level = list_in(part)
        self._styles[key] = made
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
            self._default = key


def look_of(properties: Element) -> Look:
    """The look that a w:rPr says."""
    said: dict[str, bool | str | None] = {}
    for part in properties:
        name = local(part)
        if name in {"b", "caps", "vanish"}:
            word = {"b": "bold", "caps": "capitals", "vanish": "hidden"}[name]
            said[word] = attribute(part, "val") not in {"0", "false", "off"}
        elif name == "rFonts":
            said["font"] = attribute(part, "ascii") or attribute(part, "hAnsi")
    return Look(**said)  # type: ignore[arg-type]


def list_in(properties: Element) -> tuple[str | None, int | None]:
    """The w:numId and w:ilvl that a w:pPr says."""
    for part in properties:
        if local(part) == "numPr":
            said = {local(entry): attribute(entry, "val") for entry in part}
            return said.get("numId"), whole(said.get("ilvl"))
    return None, None
