"""Sentences that say the same as before in other words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from esfnlp.dataset.alignment import pair_statements, words_agree
from esfnlp.dataset.moves import Placed
from esfnlp.swedish.sentences import sentences
from esfnlp.swedish.tokens import squeeze


@dataclass(frozen=True, slots=True)
class Rewording:
    """Evidence in old and new words; `claims` are the claims that rest on it, by table, key and scope."""

    quote_old: str
    quote_new: str
    page_old: int | None = None
    page_new: int | None = None
    claims: tuple[Mapping[str, Any], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "quote_old": self.quote_old,
            "quote_new": self.quote_new,
            "page_old": self.page_old,
            "page_new": self.page_new,
            "claims": [dict(claim) for claim in self.claims],
        }

    def covers(self, other: "Rewording") -> bool:
        """Whether the other one's quotes stand within the quotes of this one."""
        return squeeze(other.quote_old) in squeeze(self.quote_old) and squeeze(other.quote_new) in squeeze(
            self.quote_new
        )


def find_rewordings(old: Sequence[Placed], new: Sequence[Placed]) -> list[Rewording]:
    """Sentences of passages that belong together, in other words that still agree (`words_agree`)."""
    left, right = ([{"text": passage.text, "kind": passage.kind} for passage in side] for side in (old, new))
    pairs = ((old[i], new[j]) for i, j in pair_statements(left, right))
    return [rewording for before, after in pairs for rewording in _in_passage(before, after)]


def _in_passage(old: Placed, new: Placed) -> Iterator[Rewording]:
    if squeeze(old.text) == squeeze(new.text):
        return
    left, right = ([{"text": text} for text in _sentences(passage)] for passage in (old, new))
    for i, j in pair_statements(left, right):
        before, after = left[i]["text"], right[j]["text"]
        if squeeze(before) != squeeze(after) and words_agree(before, after):
            yield Rewording(before, after, old.page, new.page)


def _sentences(passage: Placed) -> list[str]:
    if passage.kind == "table_row":
        return [passage.text]
    return [passage.text[span.start : span.end] for span in sentences(passage.text)]
