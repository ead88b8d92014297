"""Trains models/descriptions: which target groups a stretch of text describes.

    python -m pipeline.train_descriptions corpus models/descriptions [--plans FOLDER --gold FOLDER] [--policy-text FOLDER]

Trains on the phrases of corpus/training/phrases.yaml, the taxonomy's labels, and the candidates in annotated texts (test plans
left out): those that gold has as the words of a group are that group, those that share no text with any are none.
With --policy-text also on stretches of real policy text, labelled or of documents about something else (`policy_stretches`).
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from pipeline import policy_stretches
from pipeline.annotated import Annotated, read_task
from pipeline.readers import Fitted, MultiExamples, fit_multilabel

from esfnlp.extract.descriptions import candidates, description_features
from esfnlp.extract.linear import save_model
from esfnlp.extract.reading import body, group_matches, read_sentences
from esfnlp.swedish.tokens import squeeze
from esfnlp.taxonomy.concepts import load_taxonomy

Example = tuple[str, frozenset[str], str]
"""A stretch of text, the groups that it describes, and with what it is held out."""
STRENGTH = 3.0
_MOST = 12
"""Labelled stretches of policy text of one concept."""
UNRELATED = 1000
"""Stretches of policy text about something else."""
_PARTS = {
    "tg": "phrases", "none": "phrases", "composed": "phrases", "label": "labels",
    "policy": "policy text", "unrelated": "unrelated",
}  # fmt: skip
"""What examples are reported under, by how the name of the group that they are held out with begins."""
_CHUNK = 4
"""Phrases of one concept that are held out together: neighbours in the list may be alike."""


def phrases(path: Path) -> Iterator[Example]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    none, composed = content.pop("none", []), content.pop("composed", [])
    for number, text in enumerate(none):
        yield text, frozenset(), f"none/{number // _CHUNK}"
    for number, one in enumerate(composed):
        yield one["phrase"], frozenset(one["concepts"]), f"composed/{number // _CHUNK}"
    for concept, texts in content.items():
        for number, text in enumerate(texts):
            yield text, frozenset({concept}), f"{concept}/{number // _CHUNK}"


def labels() -> Iterator[Example]:
    """The taxonomy's labels that are plain words, not patterns."""
    for concept in load_taxonomy().scheme("tg"):
        for label in concept.labels["sv"]:
            if all(char.isalpha() or char in " -" for char in label):
                yield label, frozenset({concept.concept_id}), f"label/{concept.concept_id}"


def in_text(one: Annotated) -> Iterator[Example]:
    """Candidates of an annotated text; those that share words with a group but are not its words are left out."""
    named: dict[str, set[str]] = {}
    quoted = []
    for record in one.gold["target_groups"]:
        words = squeeze(record.get("surface") or record["quote"])
        named.setdefault(words, set()).add(record["concept"])
        quoted.append(squeeze(record["quote"]))
    for passage, _ in body(one.document):
        for sentence in read_sentences(passage):
            known = [match.span for match in group_matches(sentence.text)]
            for span in candidates(sentence.text):
                text = sentence.text[span.start : span.end]
                words = squeeze(text)
                if words in named:
                    yield text, frozenset(named[words]), one.plan
                elif not any(span.overlaps(k) for k in known) and not any(
                    words in q or q in words for q in quoted
                ):
                    yield text, frozenset(), one.plan


def _thinned(found: list[Example]) -> list[Example]:
    """At most as many stretches that describe nobody as there are others, evenly taken."""
    groups = [one for one in found if one[1]]
    none = [one for one in found if not one[1]]
    return groups + none[:: max(1, -(-len(none) // len(groups)))]


def in_policy_text(folder: Path) -> Iterator[Example]:
    """Labelled stretches, few of each concept so that none becomes likely by being often written about, and others that
    describe nobody."""
    taken: Counter[str] = Counter()
    for number, (text, groups) in enumerate(policy_stretches.labelled(folder)):
        if any(taken[group] >= _MOST for group in groups):
            continue
        taken.update(groups)
        yield text, groups, f"policy/{number // _CHUNK}"
    for number, text in enumerate(policy_stretches.unrelated(folder, UNRELATED)):
        yield text, frozenset(), f"unrelated/{number // _CHUNK}"


def examples(corpus: Path, documents: list[Annotated], policy_text: Path | None = None) -> MultiExamples:
    """Phrases, labels and the candidates in the documents, and in policy text where there is any."""
    found = [*phrases(corpus / "training" / "phrases.yaml"), *labels()]
    for one in documents:
        found += in_text(one)
    found = _thinned(list(dict.fromkeys(found)))
    found += in_policy_text(policy_text) if policy_text else []
    return MultiExamples(
        description_features([text for text, _, _ in found]),
        [groups for _, groups, _ in found],
        [held for _, _, held in found],
    )


def report(found: MultiExamples, fitted: Fitted) -> None:
    classes = fitted.model.labels
    truth = np.array([[label in one for label in classes] for one in found.labels])
    parts = np.array([_PARTS.get(group.split("/")[0].split(":")[0], "in text") for group in found.groups])
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        taken = fitted.held_out >= threshold
        for name in dict.fromkeys(parts):
            rows = parts == name
            both = (truth & taken)[rows].sum()
            p, r = both / max(1, taken[rows].sum()), both / max(1, truth[rows].sum())
            print(
                f"at {threshold} {name:11} n {rows.sum()}  p {p:.3f}  r {r:.3f}  f1 {2 * p * r / max(1e-9, p + r):.3f}"
            )


def main() -> None:
    task = read_task(__doc__)
    found = examples(task.corpus, task.documents, task.policy_text)
    fitted = fit_multilabel(found, strength=STRENGTH)
    groups = sum(bool(one) for one in found.labels)
    print(f"{len(found.labels)} examples, {groups} of them groups; temperature {fitted.temperature:.2f}")
    report(found, fitted)
    save_model(fitted.model, task.to)


if __name__ == "__main__":
    main()
