"""The words of a text as they are embedded, and the runs of letters that an unknown word is made of."""

import re

SHORTEST_RUN = 3
LONGEST_RUN = 6
_WORD = re.compile(r"[^\W\d_]+|\d+")


def words_of(text: str) -> list[str]:
    """Words and numbers of a text, folded, in order; hyphens divide.

    >>> words_of("EU-medel till 25 unga")
    ['eu', 'medel', 'till', '25', 'unga']
    """
    return _WORD.findall(text.lower())


def runs_of(word: str) -> list[str]:
    """Runs of three to six letters of a word, its ends marked; a number has none.

    >>> runs_of("sfi")
    ['<sf', 'sfi', 'fi>', '<sfi', 'sfi>', '<sfi>']
    """
    if word.isdigit():
        return []
    marked = f"<{word}>"
    return [
        marked[start : start + length]
        for length in range(SHORTEST_RUN, LONGEST_RUN + 1)
        for start in range(len(marked) - length + 1)
    ]
