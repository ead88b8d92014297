"""The styles: half to develop on, half held out and only ever scored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.typesettings import by_libreoffice, by_reportlab, by_typst, by_weasyprint
from benchmarks.typesettings.content import Part, plan

_HEAD = "Handlingsplan för Mellanlandet"
_WEASY = {
    "paper": "A4", "margin": "25mm 22mm", "head": _HEAD, "head_place": "top-left", "number_place": "bottom-right",
    "number": 'counter(page) " (" counter(pages) ")"', "font": "DejaVu Serif", "size": 10, "leading": 1.35,
    "hyphens": "auto", "align": "justify", "columns": 1, "h1": 16, "h2": 12, "h2_style": "normal", "gap": 6, "indent": 0,
    "table": 85,
}  # fmt: skip
_TYPST = {
    "flipped": "false", "margin": "24mm", "columns": 1, "head": _HEAD, "head_place": "right", "number_place": "center",
    "number": '#counter(page).display("1")', "size": 10, "font": "Libertinus Serif", "hyphens": "true", "justify": "true",
    "leading": 0.6, "gap": 1.1, "indent": "0pt", "h1": 15, "h2": 12, "h2_style": "normal", "h2_weight": "bold",
    "table": 8, "bullet": "•",
}  # fmt: skip
_OFFICE = {
    "width": "21cm", "height": "29.7cm", "margin": "2.2cm", "columns": 1, "align": "start", "gap": 8, "indent": 0,
    "leading": 115, "head": _HEAD, "head_align": "start", "h1": 16, "h2": 13, "h2_style": "normal", "table": 9, "wide": "6.6cm", "slim": "2.4cm",
    "size": 11, "font": "Liberation Serif",
    "number": 'Sida <text:page-number text:select-page="current"/> av <text:page-count/>',
}  # fmt: skip
_REPORTLAB = {
    "margin": 60, "columns": 1, "head": _HEAD, "number": "Sida #", "font": "Helvetica", "bold": "Helvetica-Bold",
    "size": 10, "h1": 16, "h2": 12, "align": 0, "gap": 7, "indent": 0, "repeat": 1, "table": 8,
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a plan is typeset; `notes` tells whether the engine sets footnotes."""

    name: str
    engine: Callable[[Sequence[Part], dict[str, Any]], bytes]
    settings: dict[str, Any]
    seed: int
    held_out: bool = False
    notes: bool = True
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def parts(self) -> list[Part]:
        return plan(self.seed, **self.content)

    @property
    def head(self) -> str:
        return str(self.settings["head"])


STYLES = (
    Style("weasyprint-serif", by_weasyprint.typeset, _WEASY, 1),
    Style("weasyprint-columns", by_weasyprint.typeset,
          {**_WEASY, "columns": 2, "size": 9, "font": "DejaVu Sans", "h1": 14, "h2": 10, "table": 65}, 2),
    Style("typst-plain", by_typst.typeset, _TYPST, 3),
    Style("office-letter", by_libreoffice.typeset, _OFFICE, 4),
    Style("reportlab-plain", by_reportlab.typeset, _REPORTLAB, 5, notes=False),
    Style("typst-narrow", by_typst.typeset,
          {**_TYPST, "columns": 2, "size": 8.5, "table": 6.5, "margin": "20mm", "h1": 13, "h2": 10}, 6),
    Style("typst-wide", by_typst.typeset,
          {**_TYPST, "flipped": "true", "margin": "22mm", "justify": "false", "size": 11, "gap": 0.65, "indent": "1em"}, 7,
          content={"numbered": False}),
    Style("reportlab-narrow", by_reportlab.typeset,
          {**_REPORTLAB, "columns": 2, "size": 9, "h1": 13, "h2": 10, "repeat": 0, "margin": 45, "table": 6.5}, 8, notes=False),
    Style("weasyprint-ragged", by_weasyprint.typeset,
          {**_WEASY, "font": "DejaVu Sans", "align": "left", "head_place": "top-right", "number_place": "bottom-left",
           "h2": 10, "h2_style": "italic", "indent": 14, "gap": 0, "leading": 1.5, "size": 9.5},
          11, held_out=True, content={"numbered": False}),
    Style("typst-columns", by_typst.typeset,
          {**_TYPST, "columns": 2, "size": 9, "table": 7, "h2": 9, "h2_style": "italic", "h2_weight": "regular",
           "font": "New Computer Modern", "bullet": "–", "number_place": "left"}, 12, held_out=True),
    Style("typst-landscape", by_typst.typeset,
          {**_TYPST, "flipped": "true", "margin": "18mm", "justify": "false", "hyphens": "false", "indent": "1.2em",
           "gap": 0.6, "head_place": "left"}, 13, held_out=True),
    Style("office-sans", by_libreoffice.typeset,
          {**_OFFICE, "font": "Liberation Sans", "align": "justify", "size": 10, "h1": 14, "h2": 10, "h2_style": "italic",
           "head_align": "end", "gap": 5, "leading": 130}, 14, held_out=True, content={"numbered": False}),
    Style("reportlab-columns", by_reportlab.typeset,
          {**_REPORTLAB, "columns": 2, "font": "Times-Roman", "bold": "Times-Bold", "align": 4, "indent": 10, "gap": 0,
           "repeat": 0, "margin": 50, "table": 6.5}, 15, held_out=True, notes=False),
)  # fmt: skip
