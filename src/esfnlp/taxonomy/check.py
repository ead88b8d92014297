"""What is wrong with a taxonomy: broken links, and labels that are missing, doubled or can never match."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from esfnlp.swedish.tokens import fold, tokenise
from esfnlp.taxonomy.concepts import Concept, Taxonomy
from esfnlp.taxonomy.labels import option_words
from esfnlp.taxonomy.matching import LANGUAGES

_PARTS = re.compile(r"\.\.\.|\([^()]*\)\??|[^\s()]+")


def check_taxonomy(taxonomy: Taxonomy) -> list[str]:
    """Problems, one line each, in the order of the concepts; empty where there are none."""
    problems: list[str] = []
    for concept in taxonomy.concepts.values():
        problems += _link_problems(concept, taxonomy)
        problems += _label_problems(concept)
    return problems + _ambiguous(taxonomy)


def _link_problems(concept: Concept, taxonomy: Taxonomy) -> Iterator[str]:
    for parent in concept.broader:
        if parent not in taxonomy.concepts:
            yield f"{concept.concept_id}: broader concept {parent} is not there"
        elif taxonomy[parent].scheme != concept.scheme:
            yield f"{concept.concept_id}: broader concept {parent} is of another scheme"
    if _in_cycle(concept.concept_id, taxonomy):
        yield f"{concept.concept_id}: is broader than itself (a cycle)"


def _in_cycle(concept_id: str, taxonomy: Taxonomy) -> bool:
    seen: set[str] = set()
    queue = list(taxonomy[concept_id].broader)
    while queue:
        parent = queue.pop()
        if parent == concept_id:
            return True
        if parent in taxonomy.concepts and parent not in seen:
            seen.add(parent)
            queue += taxonomy[parent].broader
    return False


def _label_problems(concept: Concept) -> Iterator[str]:
    if not concept.labels.get("sv"):
        yield f"{concept.concept_id}: no Swedish label"
    for language, labels in _labels_by_language(concept):
        seen: set[str] = set()
        for label in labels:
            fault = label_fault(label, LANGUAGES[language])
            if fault:
                yield f"{concept.concept_id}: label {label!r} can never match: {fault}"
            if _normal(label) in seen:
                yield f"{concept.concept_id}: label {label!r} is there twice"
            seen.add(_normal(label))
    for short in concept.abbreviations:
        if len(tokenise(short)) != len(short.split()):
            yield f"{concept.concept_id}: abbreviation {short!r} can never match: it is no single token"


def _labels_by_language(concept: Concept) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language in LANGUAGES:
        own = (*concept.labels.get(language, ()), *concept.weak.get(language, ()))
        yield language, own
    yield "sv", concept.negative


def label_fault(label: str, language: str = "swedish") -> str | None:
    """Why no text can match a label, or None.

    >>> label_fault("unga (15-24 år")
    'brackets do not pair'
    """
    if label.count("(") != label.count(")") or re.search(r"\([^)]*\(", label):
        return "brackets do not pair"
    parts = _PARTS.findall(label)
    if all(part == "..." or part.endswith("?") for part in parts):
        return "every word may be missing"
    if "..." in (parts[0], parts[-1]):
        return "a gap opens or closes it"
    words = [word for part in parts if part != "..." for word in _words(part)]
    return next((f"{word!r} is no single token" for word in words if not _is_token(word, language)), None)


def _words(part: str) -> list[str]:
    body = part[:-1] if part.endswith("?") and len(part) > 1 else part
    options = body[1:-1].split("|") if body.startswith("(") else [body]
    return [word for option in options for word in (option_words(option) or [""])]


def _is_token(word: str, language: str) -> bool:
    """Whether the tokeniser can give the word; marks are taken off, an open end gets a letter."""
    bare = word[1:] if word[:1] in {"=", "*"} else word
    bare = f"{bare[:-1]}x" if bare.endswith("*") else bare
    return bool(bare) and len(tokenise(bare, language)) == 1


def _ambiguous(taxonomy: Taxonomy) -> list[str]:
    """Labels that two concepts of a scheme share."""
    owners: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for concept in taxonomy.concepts.values():
        for language in LANGUAGES:
            labels = (*concept.labels.get(language, ()), *concept.weak.get(language, ()))
            for form in sorted({form for label in labels for form in plain_forms(label)}):
                owners[concept.scheme, language, form].append(concept.concept_id)
        for short in concept.abbreviations:
            owners[concept.scheme, "", short].append(concept.concept_id)
    return [
        f"{', '.join(ids)}: share the label {form!r}" for (_, _, form), ids in owners.items() if len(ids) > 1
    ]


def plain_forms(label: str) -> Iterable[str]:
    """The words or phrases that a label spells out: itself, or each option where it is one choice of words.

    >>> list(plain_forms("(=unga|=ung|ungdom*)"))
    ['unga', 'ung', 'ungdom*']
    """
    parts = _PARTS.findall(label)
    if len(parts) == 1 and parts[0].startswith("(") and not parts[0].endswith("?"):
        return [_normal(option) for option in parts[0][1:-1].split("|")]
    return [_normal(label)]


def _normal(label: str) -> str:
    return " ".join(fold(label).replace("=", "").split())
