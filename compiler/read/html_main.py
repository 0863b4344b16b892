"""Which part of a saved page is the document: menus, sidebars, related news and comments fall away.

Nothing that holds a mark of an official document is ever cut.
"""

from __future__ import annotations

import re

from compiler.read.html_notes import mark_notes
from compiler.read.html_tree import Node

BEGINS = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|^\W*Số\s*:\s*\S*/|^\W*(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|CÔNG VĂN)\W*$")
ENDS = re.compile(r"^\W*Nơi\s+nhận\W*|\./\.\W*$|^\W*(?:TM|KT|TL|TUQ)\s*\.\s*[A-ZĐỦ]")
"""Marks of the two ends of an official document (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
PROTECTED = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|Căn\s+cứ\s|Nơi\s+nhận|TỔ\s+CHỨC\s+THỰC\s+HIỆN|chủ\s+trì,\s+phối\s+hợp", re.IGNORECASE
)
JUNK_TAGS = frozenset(("nav", "aside", "footer"))
JUNK_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog", "toolbar"))
JUNK_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|mainmenu|submenu|breadcrumbs?|side-?bar|related|lien-?quan|tin-?(?:khac|lien-?quan|moi)"
    r"|comments?|binh-?luan|share|social|footer|header-?top|top-?bar|banner|ads?|advert\w*|quang-?cao|tags?|rating|toolbar"
    r"|print|pagination|paging|pop-?up|modal|cookie|login|search|weblinks?|lien-?ket|thong-?ke|counter|widget|hot-?news)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"(?:các\s+)?(?:tin|bài|bài\s+viết|văn\s+bản|thông\s+tin)(?:\s+tức)?\s+(?:liên\s+quan|khác|cùng\s+\w+|mới(?:\s+hơn|\s+nhất)?"
    r"|cũ\s+hơn|đã\s+đưa|xem\s+nhiều|nổi\s+bật)\b.{0,30}|(?:đọc|xem)\s+(?:thêm|nhiều)\b.{0,20}|ý\s+kiến\s+bạn\s+đọc|bình\s+luận\b.{0,20}",
    re.IGNORECASE,
)
"""Heads of what follows an article."""
CONTAINERS = frozenset(
    ("div", "ul", "ol", "section", "table", "td", "tr", "tbody", "article", "form", "main", "center")
)
ARTICLE = frozenset(("p", "li", "ul", "ol", "dl", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
"""What an article is made of: where they stand, nothing is a frame any more."""
HEADINGS = frozenset(("h1", "h2", "h3"))
PAGE_PARTS = frozenset(("div", "section", "article", "main", "body", "form", "td", "center"))
TITLE = 20
"""Characters of a heading that can be an article's title."""
MANY_LINKS = 3
LINK_SHARE = 0.6
MAIN_SHARE = 0.7
"""A child that holds this share of the long text holds the article."""


def main_part(body: Node) -> Node:
    """The part of the page that is the document, pruned, with the notes that its sentences call."""
    notes = mark_notes(body)
    _prune(body)
    part = _between_ends(body) or _with_title(body, _heaviest(body))
    held = {id(node) for node in part.walk()}
    below = [note for note in notes if id(note) not in held]
    return Node("div", children=[part, *below]) if below else part


def _prune(node: Node) -> None:
    """Drop what cannot be the document, deepest last: a dropped parent takes its children along."""
    kept: list[Node] = []
    for at, child in enumerate(node.children):
        if child.size and RELATED.fullmatch(child.text(80)) and _mostly_links(node.children[at + 1 :]):
            break
        if _is_junk(child) and not PROTECTED.search(child.text()):
            continue
        if child.tag:
            _prune(child)
        kept.append(child)
    node.children = kept
    node.weigh()


def _is_junk(node: Node) -> bool:
    if not node.tag:
        return False
    said = node.attributes
    if node.tag in JUNK_TAGS or "hidden" in said or said.get("role") in JUNK_ROLES:
        return True
    if node.tag in CONTAINERS and node.links >= MANY_LINKS and node.linked >= LINK_SHARE * node.size:
        return True
    return JUNK_NAME.search(f"{said.get('class', '')} {said.get('id', '')}") is not None


def _mostly_links(rest: list[Node]) -> bool:
    size = sum(node.size for node in rest)
    return sum(node.linked for node in rest) >= 0.4 * size


def _between_ends(body: Node) -> Node | None:
    """The smallest part that holds both ends of an official document."""
    paths: list[list[Node]] = []
    begun = ended = False

    def visit(node: Node, path: list[Node]) -> None:
        nonlocal begun, ended
        here = [*path, node]
        if _is_line(node):
            said = node.text()
            first, last = BEGINS.search(said) is not None, ENDS.search(said) is not None
            begun, ended = begun or first, ended or last
            if first or last:
                paths.append(here)
            return
        for child in node.children:
            visit(child, here)

    visit(body, [])
    if not (begun and ended):
        return None
    shared = paths[0]
    for path in paths[1:]:
        common = next((at for at, (a, b) in enumerate(zip(shared, path, strict=False)) if a is not b), None)
        shared = shared[: min(len(shared), len(path)) if common is None else common]
    # a header block alone is a cell of its table: climb to what holds the whole
    while len(shared) > 1 and shared[-1].tag not in PAGE_PARTS:
        shared.pop()
    return shared[-1]


def _is_line(node: Node) -> bool:
    """Text, or an element that holds one line: no block inside."""
    return not node.tag or (node.size < 2_000 and not node.broken)


def _heaviest(body: Node) -> Node:
    """Descend while one child holds nearly all the prose and nothing beside it reads like the article."""
    current = body
    while not any(child.prose and (not child.broken or child.tag in ARTICLE) for child in current.children):
        best = max(current.children, key=lambda child: child.prose, default=None)
        if best is None or best.prose == 0 or best.prose < MAIN_SHARE * current.prose:
            break
        current = best
    return current


def _with_title(body: Node, article: Node) -> Node:
    """The article with the heading before it, and the date line and summary between the two."""
    before, above = _way_to(body, article)
    titles = [
        at
        for at, node in enumerate(before)
        if node.size >= TITLE and (node.tag == "h1" or (node.tag in HEADINGS and node.linked < TITLE))
    ]
    if not titles or any(node.tag == "h1" for node in article.walk()):
        return article
    first = next((at for at in titles if before[at].tag == "h1"), titles[-1])
    kept: list[Node] = []
    done: set[int] = set()
    for node in before[first:]:
        if id(node) in done or id(node) in above or not node.tag:
            continue
        done |= {id(child) for child in node.walk()}
        if node is before[first] or node.prose or (0 < node.size < 6 * TITLE and not node.links):
            kept.append(node)
    made = Node("div", children=[*kept, article])
    made.weigh()
    return made


def _way_to(body: Node, article: Node) -> tuple[list[Node], set[int]]:
    """The nodes before the article in reading order, and which of them it stands in."""
    before: list[Node] = []
    path: list[Node] = []

    def visit(node: Node) -> bool:
        if node is article:
            return True
        before.append(node)
        path.append(node)
        if any(visit(child) for child in node.children):
            return True
        path.pop()
        return False

    visit(body)
    return before, {id(node) for node in path}
