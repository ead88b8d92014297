"""Words that share a part with a word beside them: lång- och korttidssjukskrivna, barnomsorg och -skola.

The shared part is where the whole word has a seam. Of its seams that one is taken whose completed word is the commonest in
policy text; where none is known, the part that hangs takes the place of as many parts as it has itself.
"""

from collections.abc import Iterator, Sequence

from esfnlp.language.compounds import frequency, lexicon, split

_COORDINATORS = frozenset(
    {"och", "eller", "samt", "respektive", "resp.", "till", "/", "och/eller", "men", "såväl", "&"}
)
_SEPARATORS = frozenset({",", *_COORDINATORS, "som", "i", "för", "dels", "både"})
_REACH = 8
_SHORTEST = 3
_LONG, _COMMON = 5, 50
"""Where a word has no known seam, what is shared has more letters than `_SHORTEST`, and so many letters or occurrences."""
_STANDING = frozenset({"små", "stora"})
"""Hanging words that are words of their own, not parts of one (små- och medelstora)."""
_HYPHENS = "-–"


def expansions(words: Sequence[str]) -> dict[int, str]:
    """Completed words by the index of the word that stands for them.

    >>> expansions("stöd för lång- och korttidssjukskrivna i barnomsorg och -skola".split())
    {2: 'långtidssjukskrivna', 8: 'barnskola'}
    """
    found: dict[int, str] = {}
    for i, word in enumerate(words):
        if _hangs(word):
            whole = _following(words, i)
            if whole is not None:
                found[i] = _with_tail(word[:-1], words, whole)
        elif _leans(word) and i > 1:
            first = _preceding(words, i, found)
            if first is not None:
                found[i] = _with_head(first, word[1:])
    return found


def _hangs(word: str) -> bool:
    return len(word) > 2 and word[-1] in _HYPHENS and word[-2].isalpha()


def _leans(word: str) -> bool:
    return len(word) > 3 and word[0] in _HYPHENS and word[1:].isalpha()


def _following(words: Sequence[str], i: int) -> int | None:
    """The index of the whole word that completes the hanging one: the first after a coordinator."""
    coordinated = False
    for k in range(i + 1, min(i + _REACH, len(words))):
        word = words[k].casefold()
        if word in _COORDINATORS:
            coordinated = True
        elif _hangs(word) or word in _SEPARATORS:
            continue
        elif coordinated and word[0].isalpha():
            return k
        else:
            return None
    return None


def _preceding(words: Sequence[str], i: int, found: dict[int, str]) -> str | None:
    """The word whose first part the leaning one shares."""
    for k in range(i - 1, max(-1, i - _REACH), -1):
        word = words[k]
        if _leans(word) or word.casefold() in _SEPARATORS or not word[0].isalpha():
            if k in found:
                continue
            if word.casefold() not in _SEPARATORS:
                return None
            continue
        return word if len(word) > _SHORTEST else None
    return None


def _with_tail(hanging: str, words: Sequence[str], k: int) -> str:
    """The hanging word with what it shares with word `k`, or with a noun right after that (EU- och nationella medel)."""
    whole = words[k]
    if hanging.casefold() in _STANDING:
        return hanging
    joiner = "-" if hanging.isupper() and len(hanging) > 1 else ""
    if "-" in whole.strip("-"):
        return hanging + joiner + whole.rpartition("-")[2]
    seams = _seams(whole)
    known = max(_tails(whole, seams), key=lambda tail: frequency(hanging + tail), default="")
    if known and frequency(hanging + known):
        return hanging + joiner + known
    if seams:
        own = len(split(hanging + "-"))
        return hanging + joiner + whole[seams[min(own, len(seams)) - 1] :]
    following = words[k + 1] if k + 1 < len(words) else ""
    if following.isalpha() and (joiner or frequency(hanging + following)):
        return hanging + joiner + following
    heads = (tail for cut in range(2, len(whole) - _SHORTEST) if _is_common_head(tail := whole[cut:]))
    return hanging + max(heads, key=frequency, default="")


def _with_head(whole: str, leaning: str) -> str:
    """The leaning word after what it shares with the whole word before it."""
    seams = _seams(whole) or [len(whole)]
    heads = [whole[:seam] for seam in seams]
    if "-" in whole:
        return whole[: whole.rindex("-") + 1] + leaning
    known = max(heads, key=lambda head: frequency(head + leaning))
    if frequency(known + leaning):
        return known + leaning
    return heads[-1] + leaning


def _tails(whole: str, seams: Sequence[int]) -> Iterator[str]:
    """What may be shared: from a seam on, or an end of a word that has none before it (in- och utrikes)."""
    yield from (whole[cut:] for cut in seams)
    first = seams[0] if seams else len(whole)
    for cut in range(1, min(first, len(whole) - _SHORTEST)):
        if len(whole) - cut >= _LONG or _is_common_head(whole[cut:]):
            yield whole[cut:]


def _is_common_head(tail: str) -> bool:
    return tail in lexicon().heads and frequency(tail) >= _COMMON


def _seams(whole: str) -> list[int]:
    """Offsets at which the word's parts meet."""
    parts = split(whole)
    return [sum(map(len, parts[:i])) for i in range(1, len(parts))]
