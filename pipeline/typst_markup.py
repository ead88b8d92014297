"""Typst markup of a corpus source: its blocks, in the look of corpus.typ."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from markdown_it.token import Token
from pipeline.corpus_source import Source, parse

TEMPLATE = Path(__file__).with_name("corpus.typ").read_text(encoding="utf-8")
CAPTION = re.compile(r"(Tabell|Figur) \d+")
SPECIAL = re.compile(r"([\\#$*_`<>@~\[\]=+/'\"-]|(?<=^\d)\.|(?<=^\d\d)\.|\.(?=\.\.))")

INLINE = {
    "softbreak": " ", "hardbreak": "#linebreak()", "strong_open": "#strong[", "strong_close": "];",
    "em_open": "#emph[", "em_close": "];",
}  # fmt: skip
BLOCK = {
    "heading_close": "]\n\n", "paragraph_close": "\n\n", "hr": "#pagebreak(weak: true)\n\n",
    "bullet_list_open": "\n#list(", "bullet_list_close": ")\n\n", "ordered_list_close": ")\n\n",
    "list_item_open": "[", "list_item_close": "],",
    "blockquote_open": "#notice[", "blockquote_close": "]\n\n",
}  # fmt: skip


def escape(text: str) -> str:
    """Text that Typst sets as it stands.

    >>> escape("Mål #1 (ESF+)")
    'Mål \\\\#1 (ESF\\\\+)'
    """
    return SPECIAL.sub(r"\\\1", text)


def source_hash(source: Source) -> str:
    """SHA-256 over all that the PDF is made from; the PDF carries it in its keywords."""
    content = "\x1f".join([str(sorted(source.fields.items())), str(source.layout), source.body, TEMPLATE])
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def to_typst(source: Source) -> str:
    """The whole Typst document."""
    text = parse(source)
    body, notes = split_notes(text.body)
    writer = Writer(notes, text.levels_off)
    return f"{TEMPLATE}\n{call(source, text.title, writer.blocks(text.opening))}\n{writer.blocks(body)}\n"


def call(source: Source, title: str, opening: str) -> str:
    layout = source.layout
    values = {
        "title": quoted(source.title), "shown-title": quoted(title),
        "source": quoted(f"source-{source_hash(source)}"), "columns": str(layout.columns),
        "style": quoted(layout.style), "paper": quoted(layout.paper), "toc": str(layout.toc).lower(),
        "header": quoted(layout.header), "numbering": str(layout.numbering).lower(),
        "opening": f"[{opening}]",
    }  # fmt: skip
    return f"#show: plan.with({', '.join(f'{name}: {value}' for name, value in values.items())})"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def split_notes(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, str]]:
    """The tokens without the footnotes, and each footnote's markup by its number."""
    start = next((i for i, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    notes: dict[int, str] = {}
    number = 0
    for token in tokens[start:]:
        if token.type == "footnote_open":
            number = token.meta["id"]
        elif token.type == "inline":
            notes[number] = f"{notes.get(number, '')} {Writer({}, 0).inline(token)}".strip()
    return list(tokens[:start]), notes


class Writer:
    """Turns block tokens into Typst markup; a footnote is set where it is referred to."""

    def __init__(self, notes: dict[int, str], levels_off: int) -> None:
        self.notes = notes
        self.levels_off = levels_off

    def blocks(self, tokens: Sequence[Token]) -> str:
        parts: list[str] = []
        index = 0
        while index < len(tokens):
            if tokens[index].type == "table_open":
                end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                parts.append(self.table(tokens[index:end]))
                index = end
            else:
                parts.append(self.block(tokens, index))
            index += 1
        return "".join(parts)

    def block(self, tokens: Sequence[Token], index: int) -> str:
        token = tokens[index]
        if token.type == "inline":
            text = self.inline(token)
            is_caption = tokens[index - 1].type == "paragraph_open" and CAPTION.match(token.content)
            return f"#block(sticky: true, above: 1.3em, below: 0.7em)[#emph[{text}]]" if is_caption else text
        if token.type == "heading_open":
            return f"\n\n#heading(level: {max(1, int(token.tag[1]) - self.levels_off)})["
        if token.type == "ordered_list_open":
            return f"\n#enum(start: {token.attrs.get('start', 1)}, "
        return BLOCK.get(token.type, "")

    def inline(self, token: Token) -> str:
        return "".join(self.inline_piece(child) for child in token.children or [])

    def inline_piece(self, token: Token) -> str:
        if token.type in ("text", "code_inline"):
            return escape(token.content)
        if token.type == "footnote_ref":
            return f"#footnote[{self.notes[token.meta['id']]}];"
        return INLINE.get(token.type, "")

    def table(self, tokens: Sequence[Token]) -> str:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(f"[{self.inline(token)}]")
        head, *body = rows
        lines = ",\n  ".join(", ".join(row) for row in body)
        return f"\n#table(columns: {len(head)}, table.header({', '.join(head)}),\n  {lines})\n\n"
