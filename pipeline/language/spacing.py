"""Where spaces stand between words: from the running text, or by the rules of Swedish punctuation."""

from collections.abc import Sequence

CLOSING = frozenset(".,;:!?)]}%…") | {"...", "’"}
OPENING = frozenset("([{§")
QUOTES = frozenset("\"”'")


def spaces_from_text(words: Sequence[str], text: str) -> tuple[bool, ...] | None:
    """Whether a space follows each word in `text`; None when the words do not make up the text.

    >>> spaces_from_text(["Nej", ",", "tack"], "Nej, tack")
    (False, True, False)
    """
    spaces: list[bool] = []
    at = 0
    for word in words:
        if not text.startswith(word, at):
            return None
        at += len(word)
        follows = text[at : at + 1].isspace()
        spaces.append(follows)
        while text[at : at + 1].isspace():
            at += 1
    return tuple(spaces) if at == len(text) else None


def spaces_of(words: Sequence[str]) -> tuple[bool, ...]:
    """Spaces by rule: none before closing and after opening punctuation; quotation marks open and close in turn.

    >>> spaces_of(["(", "se", '"', "mål", '"', ")", "."])
    (False, True, False, False, False, False, False)
    """
    spaces = [True] * len(words)
    open_quotes: set[str] = set()
    for number, word in enumerate(words):
        if word in CLOSING:
            _glue(spaces, number - 1)
        elif word in OPENING:
            spaces[number] = word == "§"
        elif word in QUOTES:
            if word in open_quotes:
                _glue(spaces, number - 1)
                open_quotes.discard(word)
            else:
                spaces[number] = False
                open_quotes.add(word)
    if spaces:
        spaces[-1] = False
    return tuple(spaces)


def _glue(spaces: list[bool], number: int) -> None:
    if number >= 0:
        spaces[number] = False
