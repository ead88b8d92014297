"""Labels and lead-ins: the short wordings that say what the text after them is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from esfnlp.ingest.pieces import Piece
from esfnlp.swedish.sentences import sentences

_LABEL_WORDS = 6
_LABEL_LENGTH = 70
_FINITE = re.compile(
    r"\b(?:är|var|vore|ska|skall|skulle|bör|kan|kunde|måste|får|fick|kommer|blir|blev|har|hade|finns|fanns|gäller|"
    r"gällde|omfattar|handlar|innebär|består|bestod|syftar|avser|behöver|behövs|genomförs|genomfördes|genomförts|"
    r"gjordes|görs|visar|riktas|vänder|bidrar|står|ligger|lyfts|anges|ges|ingår|krävs|utgör|bygger|beslutas|"
    r"tar|ger|når|går|ser|vill|vägs|leder|beskriver|redovisas|redovisar|sammanfattar|räknar|kräver|saknas|återstår|"
    r"förväntas|prioriterar|prioriteras|möter|följs|avsätts|fördelas|anger|pekar|erbjuds|omfattas|stöds|deltar)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?:följande|nedan|nedanstående|bland annat|till exempel|såsom)\b", re.IGNORECASE)
_RUN_IN = re.compile(r"([^\W\d_][^.:!?;\n]{1,58}):\s+(?=\S)")
_SUBORDINATE = re.compile(r"\b(?:som|vilka|vilken|vilket|där|när|om)\b.*", re.IGNORECASE | re.DOTALL)


def is_statement(text: str) -> bool:
    """Whether a main clause seems to be there, by its common finite verbs; a heading or a label has none.

    >>> is_statement("Insatser för grupper som är arbetslösa"), is_statement("Insatserna är viktiga")
    (False, True)
    """
    return _FINITE.search(_SUBORDINATE.sub("", text)) is not None


def label_of(text: str) -> str | None:
    """The label that a whole line is ("Målgrupper:"), without its colon; a sentence that ends so is none.

    >>> label_of("Prioriterade åtgärder:"), label_of("Vid mötena gjordes följande:")
    ('Prioriterade åtgärder', None)
    """
    text = text.strip()
    label = text[:-1].strip()
    if not text.endswith(":") or len(text) > _LABEL_LENGTH or not _is_label(label):
        return None
    return label


def run_in_label(text: str) -> str | None:
    """The label that opens a paragraph on its own line ("Analys: Regionen …"), without its colon."""
    match = _RUN_IN.match(text)
    if match is None or not match.group(1)[0].isupper() or not _is_label(match.group(1)):
        return None
    return match.group(1).strip()


def with_headed_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """Label lines over prose that are headings elsewhere in the document become headings of the same level.

    "Regionalt fokus:" is one where "Regionalt fokus" is, for both are the same part of a plan.
    """
    levels = {_title_key(piece.text): piece.level for piece in pieces if piece.kind == "heading"}
    found = []
    for piece, following in pairwise([*pieces, None]):
        assert piece is not None
        label = label_of(piece.text) if piece.kind == "paragraph" else None
        is_title = label is not None and following is not None and following.kind == "paragraph"
        if is_title and (key := _title_key(label or "")) in levels:
            piece = replace(piece, kind="heading", level=levels[key], label=None)
        found.append(piece)
    return found


def _title_key(text: str) -> str:
    return text.rstrip(": ").casefold()


def lead_in_of(text: str) -> str:
    """The last sentence of a paragraph when it introduces what follows, else nothing."""
    spans = sentences(text)
    if not spans:
        return ""
    last = text[spans[-1].start : spans[-1].end]
    open_ended = last[-1] not in '.!?…”")'
    return last if open_ended or _ANNOUNCES.search(last) else ""


def _is_label(label: str) -> bool:
    few = 0 < len(label.split()) <= _LABEL_WORDS
    return few and not is_statement(label.removesuffix(" är")) and not re.search(r"[.!?;]\s", label)
