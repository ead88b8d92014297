"""What stands around a table and says what it holds."""

import re
from bisect import bisect_right

from esfnlp.document import Block, Document

_LONGEST_WORDS = 200
_TABLE_TITLE = re.compile(r"(?:Tabell\s+\d+[.:]?\s+)?[A-ZÅÄÖ][^.!?\n]{3,120}[^.!?\n,;]", re.S)
_ABOUT_TABLE = re.compile(r"(?:I\s+)?[Tt]abellen\b[^.!?]{3,180}[.:]?$")


def words_around(document: Document, table: Block) -> str:
    """What stands over a table without a caption and says what it holds, and what the text beside it says of it.

    Over it a line that is no sentence ("Målvärden 2027, antal deltagare"); beside it a sentence about "tabellen".
    """
    at = bisect_right(document.blocks, table.char_start, key=lambda block: block.char_start) - 1
    before, after = document.blocks[max(at - 1, 0) : at], document.blocks[at + 1 : at + 2]
    texts = [block.text.strip() for block in (*before, *after) if block.kind in ("paragraph", "caption")]
    titles = {block.text.strip() for block in before if _TABLE_TITLE.fullmatch(block.text.strip())}
    return " ".join(text for text in texts if text in titles or _ABOUT_TABLE.match(text[:_LONGEST_WORDS]))
