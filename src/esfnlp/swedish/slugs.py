"""The identifier part of a name (data contract, "Identifiers")."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l"})


def slug(name: str) -> str:
    """Lower case, å and ä to a, ö to o, é to e, other runs of non-alphanumerics to one hyphen.

    >>> slug("Östra Mellansverige 2014–2020 (reviderad)")
    'ostra-mellansverige-2014-2020-reviderad'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare.translate(_LETTERS)).strip("-")
