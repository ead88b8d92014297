"""The corpus sources, Markdown with YAML front matter: their tokens, and the plain text that gold quotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

FRONT_MATTER_KEYS = frozenset({
    "document_id", "plan_id", "version", "title", "doc_type", "programme", "period_start", "period_end",
    "region_codes", "adopted_on", "source", "licence", "split", "training", "layout",
})  # fmt: skip
SPLITS = ("train", "dev", "test", "frozen")


class SourceError(Exception):
    """A corpus source or gold file breaks the format; the message says which and how."""


@dataclass(frozen=True)
class Layout:
    """How the PDF looks. `header` is the running header or empty; `numbering`: number the headings.

    Leave `numbering` off where the chapters' numbers stand in the text. Pages always have numbers.
    """

    columns: int = 1
    style: str = "plain"
    paper: str = "a4"
    toc: bool = False
    header: str = ""
    numbering: bool = False

    def __post_init__(self) -> None:
        if self.columns not in (1, 2) or self.style not in ("plain", "report", "letter"):
            raise ValueError(
                f"columns {self.columns}, style {self.style!r}: 1 or 2, and plain, report or letter"
            )


@dataclass(frozen=True)
class Source:
    """One corpus document: its front matter, its layout and its Markdown without either."""

    fields: Mapping[str, Any]
    layout: Layout
    body: str

    @property
    def document_id(self) -> str:
        return str(self.fields["document_id"])

    @property
    def title(self) -> str:
        return str(self.fields["title"])


@dataclass(frozen=True)
class Text:
    """A source's Markdown, parsed.

    `title` is the first heading where no other has its level, else the front matter's. `opening` is what
    stands before the first chapter, `body` the chapters and the footnotes. `levels_off` is how many levels
    the headings of the body move up because the first one was the title.
    """

    title: str
    opening: list[Token]
    body: list[Token]
    levels_off: int


def read_source(path: Path) -> Source:
    """The source at `path`.

    Raises
    ------
    SourceError : no front matter, a key missing or unknown, a document id that is not the file's name.
    """
    parts = re.match(r"---\n(.*?)\n---\n(.*)", path.read_text(encoding="utf-8"), re.DOTALL)
    if not parts:
        raise SourceError(
            f"{path.name}: no front matter; start the file with a block between two lines of ---"
        )
    fields = yaml.safe_load(parts[1])
    if wrong := fields.keys() ^ FRONT_MATTER_KEYS:
        raise SourceError(f"{path.name}: front matter keys missing or unknown: {', '.join(sorted(wrong))}")
    if fields["document_id"] != path.stem or fields["split"] not in SPLITS:
        raise SourceError(
            f"{path.name}: document_id must be the file's name and split one of {', '.join(SPLITS)}"
        )
    try:
        layout = Layout(**(fields.pop("layout") or {}))
    except (TypeError, ValueError) as error:
        raise SourceError(f"{path.name}: layout: {error}") from error
    return Source(fields, layout, parts[2])


def parse(source: Source) -> Text:
    markdown = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    tokens = markdown.parse(source.body)
    chapters = [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
    title, levels_off = source.title, 0
    if len(chapters) == 1 and chapters[0] is tokens[0]:
        title, tokens, levels_off = inline_text(tokens[1]), tokens[3:], 1
    first = next((i for i, token in enumerate(tokens) if token.type == "heading_open"), 0)
    return Text(title, tokens[:first], tokens[first:], levels_off)


def inline_text(token: Token) -> str:
    """The words of an inline token: marks and footnote references gone, a line break as a space."""
    return "".join(child_text(child) for child in token.children or [])


def child_text(child: Token) -> str:
    if child.type in ("text", "code_inline"):
        return child.content
    return " " if child.type in ("softbreak", "hardbreak") else ""


def texts(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of every block; a table row's cells are joined by tab."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield "\t".join(row)
            row = None
        elif token.type == "inline":
            if row is None:
                yield inline_text(token)
            else:
                row.append(inline_text(token))


def plain_text(source: Source) -> str:
    """The title and the text of every block, footnotes last, an empty line between them."""
    text = parse(source)
    return "\n\n".join([text.title, *texts([*text.opening, *text.body])])
