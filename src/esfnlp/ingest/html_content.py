"""Which part of a web page is its content."""

import re
from typing import Any

_NEVER = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "nav", "aside", "dialog", "button",
    "select", "input", "textarea", "canvas", "video", "audio", "link", "meta",
)  # fmt: skip
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar"}
)
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:nav(?:bar|igation)?|(?:huvud|under|vänster|topp?)?meny|menu|bread-?crumbs?|brodsmul\w*|cookies?\w*|"
    r"consent|(?:site|page)?-?footer|sidfot|sidhuvud|side-?bar|share|sharing|social|dela|skip(?:-?\w*)?|search|sok|"
    r"related|relaterat|toc|pagination|feedback)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIN = (
    "//main",
    "//*[@role='main']",
    "//article",
    "//*[@id='content' or @id='main' or @id='main-content' or @id='innehall' or @id='maincontent']",
)
_ENOUGH = 0.3
_MOSTLY = 0.8
_LINKED = 0.8
_FEWEST_LINKS = 3


def main_content(tree: Any) -> Any:
    """The element that holds the page's content, what is no content removed from it.

    Where the page marks its main part, and that is no small rest of it, that part; else the whole body.
    """
    body = tree.find("body") if tree.find("body") is not None else tree
    _remove(element for tag in _NEVER for element in list(body.iter(tag)))
    total = _length(body)
    _remove(
        element for element in list(body.iter()) if _is_aside(element) and _length(element) < _MOSTLY * total
    )
    _remove(element for element in list(body.iter("ul", "ol", "table")) if _is_menu(element))
    left = _length(body)
    for path in _MAIN:
        found = sorted(body.xpath(f".{path}"), key=_length, reverse=True)
        if found and _length(found[0]) >= _ENOUGH * left:
            return found[0]
    return body


def _remove(elements: Any) -> None:
    """Takes the elements out of their trees; the text after each stays."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _is_aside(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("body", "main", "article", "html"):
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.tag in ("header", "footer"):
        return not any(parent.tag in ("main", "article") for parent in element.iterancestors())
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    marked = element.get("role") in _ROLES or _ASIDE.search(names) is not None
    return (marked and not element.xpath(".//h1")) or _HIDDEN.search(element.get("style") or "") is not None


def _is_menu(element: Any) -> bool:
    """Whether a list or table is little more than links."""
    links = list(element.iter("a"))
    linked = sum(_length(link) for link in links)
    return len(links) >= _FEWEST_LINKS and linked >= _LINKED * max(_length(element), 1)


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())
