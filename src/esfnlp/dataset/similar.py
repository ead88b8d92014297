"""Which other plans are most like one: in whom they target, what they do, with whom, and in their words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.documents import known_document
from esfnlp.dataset.wording import words
from esfnlp.swedish.tokens import stem

if TYPE_CHECKING:
    from esfnlp.dataset.boilerplate import Boilerplate
    from esfnlp.dataset.tables import Dataset
    from esfnlp.record import Row

Profile = Mapping[str, float]
"""How much weight a plan gives to each concept, 0-1."""

PART_WEIGHTS = {"target_groups": 0.35, "themes": 0.25, "actors": 0.15, "text": 0.25}
"""Whom a plan targets says most of what it is; its actors are much the same everywhere."""

STATUS_WEIGHT = {"prioritised": 1.0, "eligible": 0.6, "mentioned": 0.3}
ROLE_WEIGHT = {"responsible": 1.0, "partner": 0.8, "addressed": 0.6, "consulted": 0.4, "mentioned": 0.2}


@dataclass(frozen=True, slots=True)
class Similarity:
    """How like another document is, 0-1, as a whole and in its parts."""

    document_id: str
    score: float
    parts: Mapping[str, float]

    def to_json(self) -> dict[str, Any]:
        return {"document_id": self.document_id, "score": self.score, "parts": dict(self.parts)}


def similar(
    dataset: "Dataset", document_id: str, *, boilerplate: "Boilerplate | None" = None
) -> list[Similarity]:
    """All other documents, most similar first; other versions of the same plan are among them.

    Training material is left out, unless the document is training material itself. A part that neither of
    two documents has anything of does not count in their score.

    Parameters
    ----------
    boilerplate : sentences that regions share, which then count for nothing in the text part (`find_boilerplate`).

    Raises
    ------
    UsageError : the dataset has no such document.
    """
    documents = {str(row["document_id"]): row for row in dataset.rows("documents")}
    known_document(document_id, sorted(documents))
    training = documents[document_id].get("training")
    others = [d for d, row in documents.items() if d != document_id and (training or not row.get("training"))]
    profiles = {name: read(dataset) for name, read in _PROFILES.items()}
    texts = _text_similarity(dataset, [document_id, *others], boilerplate)
    found = [
        _similarity(other, {name: (p[document_id], p[other]) for name, p in profiles.items()}, texts[other])
        for other in others
    ]
    return sorted(found, key=lambda similarity: (-similarity.score, similarity.document_id))


def similar_json(document_id: str, found: Sequence[Similarity]) -> dict[str, Any]:
    """The contract's shape."""
    return {"document_id": document_id, "similar": [similarity.to_json() for similarity in found]}


def weighted_jaccard(left: Profile, right: Profile) -> float:
    """What two profiles share over what they hold together, 0-1; 0 for two empty ones.

    >>> weighted_jaccard({"tg:unga": 1.0}, {"tg:unga": 0.5, "tg:aldre": 0.5})
    0.3333333333333333
    """
    keys = sorted(left.keys() | right.keys())
    together = sum(max(left.get(key, 0.0), right.get(key, 0.0)) for key in keys)
    shared = sum(min(left.get(key, 0.0), right.get(key, 0.0)) for key in keys)
    return shared / together if together else 0.0


def _similarity(other: str, profiles: Mapping[str, tuple[Profile, Profile]], text: float) -> Similarity:
    parts = {name: round(weighted_jaccard(*pair), 4) for name, pair in profiles.items()}
    counted = [name for name, pair in profiles.items() if any(pair)] + ["text"]
    parts["text"] = round(text, 4)
    weight = sum(PART_WEIGHTS[name] for name in counted)
    score = sum(PART_WEIGHTS[name] * parts[name] for name in counted) / weight
    return Similarity(other, round(score, 4), {name: parts[name] for name in PART_WEIGHTS})


def _target_group_profiles(dataset: "Dataset") -> dict[str, dict[str, float]]:
    """Groups by their strongest status; to leave a group out is a trait of its own."""
    profiles: dict[str, dict[str, float]] = defaultdict(dict)
    for row in dataset.rows("target_groups"):
        concept, status = str(row["concept"]), str(row["status"])
        key, weight = (f"not {concept}", 1.0) if status == "excluded" else (concept, STATUS_WEIGHT[status])
        profile = profiles[str(row["document_id"])]
        profile[key] = max(weight, profile.get(key, 0.0))
    return profiles


def _theme_profiles(dataset: "Dataset") -> dict[str, dict[str, float]]:
    """Themes by how many priorities have them, relative to the plan's most frequent one."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in dataset.rows("priorities"):
        for theme in row["themes"] or ():  # type: ignore[attr-defined]
            counts[str(row["document_id"])][theme] += 1
    profiles: dict[str, dict[str, float]] = defaultdict(dict)
    for document, count in counts.items():
        most = max(count.values())
        profiles[document] = {theme: number / most for theme, number in count.items()}
    return profiles


def _actor_profiles(dataset: "Dataset") -> dict[str, dict[str, float]]:
    profiles: dict[str, dict[str, float]] = defaultdict(dict)
    for row in dataset.rows("actors"):
        profile, actor = profiles[str(row["document_id"])], str(row["actor"])
        profile[actor] = max(ROLE_WEIGHT[str(row["role"])], profile.get(actor, 0.0))
    return profiles


_PROFILES = {
    "target_groups": _target_group_profiles,
    "themes": _theme_profiles,
    "actors": _actor_profiles,
}


def _text_similarity(
    dataset: "Dataset", documents: Sequence[str], boilerplate: "Boilerplate | None"
) -> dict[str, float]:
    """Cosine of the tf-idf vectors of each document's passages with those of the first, 0-1."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts: dict[str, list[str]] = {document: [] for document in documents}
    for row in dataset.rows("passages", ["document_id", "text", "char_start"], documents=documents):
        texts[str(row["document_id"])].append(
            _own_text(row, boilerplate) if boilerplate else str(row["text"])
        )
    stems = ([stem(word) for text in texts[d] for word in words(text)] for d in documents)
    vectorizer = TfidfVectorizer(analyzer=_themselves, sublinear_tf=True)
    try:
        vectors = vectorizer.fit_transform(stems)
    except ValueError:  # no document has any word
        return dict.fromkeys(documents, 0.0)
    cosines = (vectors @ vectors[0].T).toarray()[:, 0]
    return {document: float(cosine) for document, cosine in zip(documents, cosines, strict=True)}


def _own_text(row: "Row", boilerplate: "Boilerplate") -> str:
    """A passage without the sentences that other regions have too."""
    text, start = str(row["text"]), int(str(row["char_start"]))
    for low, high in reversed(boilerplate.spans.get(str(row["document_id"]), ())):
        text = text[: max(0, low - start)] + text[max(0, high - start) :]
    return text


def _themselves(stems: list[str]) -> list[str]:
    return stems
