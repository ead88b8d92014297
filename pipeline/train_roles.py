"""Trains models/roles: the part that a text gives an actor where no words that the rules know tell it.

    python -m pipeline.train_roles corpus models/roles [--plans FOLDER --gold FOLDER]

Trains on the namings that gold quotes in annotated texts (test plans left out), in corpus/training/actors2.yaml and in
actors.yaml but for its held half; all namings of an actor that is only mentioned count as examples of it. Prints the share of actors whose
strongest role is right, by the rules alone and with the classifier, held out plan by plan, and for the held half.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from pipeline.annotated import Annotated, read_task
from pipeline.passage_sets import read_passages
from pipeline.readers import Examples, fit

from esfnlp.extract.actors import Naming, features, namings
from esfnlp.extract.linear import Features, LinearModel, save_model
from esfnlp.finding import ROLE_STRENGTH

PASSAGES, HELD = "passages", "held"
FILES = ("actors.yaml", "actors2.yaml")
TIMES = 2
"""How often each passage counts: the rules have not been fitted to them, as they have to the other texts."""
STRENGTH = 0.2
LEAST = 3


@dataclass(frozen=True)
class Case:
    """A naming of an actor that counts: its document, features, what the rules say and whether words told them."""

    document: int
    actor: str
    features: Features
    by_rules: str
    told: bool
    role: str | None
    """The right role, None where the gold does not say it of this naming."""


def cases(number: int, one: Annotated) -> Iterator[Case]:
    """The namings in a document; the first within a gold record's quote has the record's role."""
    found = list(namings(one.document))
    known = dict(_quoted(one, found))
    only_mentioned = {a for a, role in strongest(one).items() if role == "mentioned"}
    for i, naming in enumerate(found):
        actor = naming.hit.name.actor
        role = known.get(i, "mentioned" if actor in only_mentioned and naming.counts else None)
        if naming.counts or role:
            decision = naming.decision
            yield Case(number, actor, features(naming), decision.role, bool(decision.cue), role)


def _quoted(one: Annotated, found: Sequence[Naming]) -> Iterator[tuple[int, str]]:
    for record in one.gold["actors"]:
        words = r"\s+".join(map(re.escape, str(record["quote"]).split()))
        quote = re.search(words, one.document.text)
        for i, naming in enumerate(found):
            start = naming.sentence.span.start + naming.hit.span.start
            if quote and naming.hit.name.actor == record["actor"] and quote.start() <= start < quote.end():
                yield i, record["role"]
                break


def strongest(one: Annotated) -> dict[str, str]:
    """The strongest role of each actor in the gold."""
    found: dict[str, str] = {}
    for row in one.gold["actors"]:
        found[row["actor"]] = _stronger(found.get(row["actor"]), row["role"])
    return found


def _stronger(one: str | None, other: str) -> str:
    return max(one or "mentioned", other, key=ROLE_STRENGTH.__getitem__)


def right(found: Sequence[Case], roles: Sequence[str], gold: Sequence[Mapping[str, str]]) -> tuple[int, int]:
    """How many actors got their strongest role, and how many the gold has of those found."""
    best: dict[tuple[int, str], str] = {}
    for case, role in zip(found, roles, strict=True):
        best[case.document, case.actor] = _stronger(best.get((case.document, case.actor)), role)
    judged = [gold[d].get(actor) == role for (d, actor), role in best.items() if actor in gold[d]]
    return sum(judged), len(judged)


def judged(model: LinearModel, found: Sequence[Case]) -> list[str]:
    """Roles as extraction gives them: by the rules where words told them, else by the classifier."""
    best = model.probabilities([case.features for case in found]).argmax(axis=1)
    return [c.by_rules if c.told else model.labels[b] for c, b in zip(found, best, strict=True)]


def trained(found: Sequence[Case], documents: Sequence[Annotated]) -> LinearModel:
    labelled = [
        case
        for case in found
        if case.role is not None
        for _ in range(TIMES if documents[case.document].origin == PASSAGES else 1)
    ]
    plans = [documents[case.document].plan for case in labelled]
    examples = Examples([c.features for c in labelled], [str(c.role) for c in labelled], plans)
    return fit(examples, strength=STRENGTH, least=LEAST).model


def actor_passages(path: Path) -> list[Annotated]:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    held = {entry["id"] for entry in entries if entry.get("held")}
    return [
        Annotated(
            p.document,
            dict(p.gold),
            f"{path.stem}/{p.passage_id}",
            HELD if p.passage_id in held else PASSAGES,
        )
        for p in read_passages(path)
    ]


def with_actor_passages(corpus: Path, documents: Sequence[Annotated]) -> list[Annotated]:
    """The whole texts among the documents, and the passages on actors."""
    whole = [one for one in documents if one.origin != PASSAGES]
    return whole + [one for name in FILES for one in actor_passages(corpus / "training" / name)]


def fitted_to(corpus: Path, documents: Sequence[Annotated]) -> LinearModel:
    """The model of some documents and the passages on actors that are not held."""
    several = [one for one in with_actor_passages(corpus, documents) if one.origin != HELD]
    return trained([case for number, one in enumerate(several) for case in cases(number, one)], several)


def main() -> None:
    task = read_task(__doc__)
    documents = with_actor_passages(task.corpus, task.documents)
    found = [case for number, one in enumerate(documents) for case in cases(number, one)]
    seen = [case for case in found if documents[case.document].origin != HELD]
    print(Counter(case.role for case in seen))
    model = trained(seen, documents)
    report(found, documents, model)
    save_model(model, task.to)


def report(found: Sequence[Case], documents: Sequence[Annotated], final: LinearModel) -> None:
    """Prints shares of right roles; of trained texts by models that have not seen their plan."""
    gold = [strongest(one) for one in documents]
    plans = sorted({one.plan for one in documents if one.origin != HELD})
    fold_of = {plan: int(n) for plan, n in zip(plans, np.arange(len(plans)) % FOLDS, strict=True)}
    roles: dict[int, str] = {}
    for fold in range(FOLDS):
        inside = [fold_of.get(documents[c.document].plan) == fold for c in found]
        others = [
            c for c, i in zip(found, inside, strict=True) if not i and documents[c.document].origin != HELD
        ]
        model = trained(others, documents)
        mine = [i for i, yes in enumerate(inside) if yes]
        roles |= dict(zip(mine, judged(model, [found[i] for i in mine]), strict=True))
    held = [i for i, c in enumerate(found) if documents[c.document].origin == HELD]
    roles |= dict(zip(held, judged(final, [found[i] for i in held]), strict=True))
    for origin in dict.fromkeys(one.origin for one in documents):
        mine = [i for i, c in enumerate(found) if documents[c.document].origin == origin]
        part = [found[i] for i in mine]
        rules, of = right(part, [c.by_rules for c in part], gold)
        both, _ = right(part, [roles[i] for i in mine], gold)
        print(f"{origin:9} n {of:4}  rules {rules / of:.3f}  with classifier {both / of:.3f}")


FOLDS = 5

if __name__ == "__main__":
    main()
