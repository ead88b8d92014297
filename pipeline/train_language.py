"""Trains and measures the spaCy pipeline of `models/sv_esf`; its steps are commands, in this order.

    python -m pipeline.train_language prepare DATA WORK
    python -m pipeline.train_language vectors DATA WORK
    python -m pipeline.train_language train WORK syntax
    python -m pipeline.train_language train WORK joint
    python -m pipeline.train_language assemble DATA WORK models/sv_esf
    python -m pipeline.train_language evaluate DATA models/sv_esf
    python -m pipeline.train_language names DATA

DATA holds the folders treebanks, ner, gazetteers and policy-text (the model's card says where they come from); WORK is
an empty folder for what is made on the way. Seeds are fixed; the same versions of spaCy, thinc and floret on the same
kind of processor give the same weights.
"""

import argparse
import json
from pathlib import Path

PARTS = Path(__file__).parent / "language"
FIRST_NAMES = Path(__file__).parents[1] / "src" / "esfnlp" / "extract" / "patterns" / "first_names.txt"
SEED = 20261121
MADE = 6000
SILVER = 6000


def prepare(args: argparse.Namespace) -> None:
    """Writes training documents."""
    from pipeline.language.prepare import prepare as write_sets

    words = write_sets(args.data, args.work, seed=SEED, made=MADE, silver_wanted=SILVER)
    print(json.dumps(words, indent=2))


def vectors(args: argparse.Namespace) -> None:
    """Trains floret vectors on the policy text."""
    from pipeline.language.vectors import train_vectors

    train_vectors(args.data / "policy-text", args.work)


def train(args: argparse.Namespace) -> None:
    """Trains one part of the pipeline by its configuration."""
    from pipeline.language.training import train_part

    train_part(PARTS / f"{args.part}.cfg", args.work, args.part)


def assemble(args: argparse.Namespace) -> None:
    """Adds the rules and saves the pipeline."""
    from pipeline.language.assemble import assemble as put_together

    put_together(args.work / "joint" / "model-best", args.data / "gazetteers", args.model)


def names(args: argparse.Namespace) -> None:
    """Writes the first names that extraction knows."""
    from pipeline.language.gazetteer import write_first_names

    write_first_names(args.data / "gazetteers", FIRST_NAMES)


def evaluate(args: argparse.Namespace) -> None:
    """Prints the scores on the test sets, with intervals."""
    from pipeline.language.evaluation import evaluate as score

    print(json.dumps(score(args.data, args.model, args.own), ensure_ascii=False, indent=2))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    steps = parser.add_subparsers(required=True)
    for step in (prepare, vectors):
        command = steps.add_parser(step.__name__, help=step.__doc__)
        command.add_argument("data", type=Path)
        command.add_argument("work", type=Path)
        command.set_defaults(step=step)
    command = steps.add_parser("train", help=train.__doc__)
    command.add_argument("work", type=Path)
    command.add_argument("part", choices=["syntax", "joint"])
    command.set_defaults(step=train)
    command = steps.add_parser("assemble", help=assemble.__doc__)
    command.add_argument("data", type=Path)
    command.add_argument("work", type=Path)
    command.add_argument("model", type=Path)
    command.set_defaults(step=assemble)
    command = steps.add_parser("names", help=names.__doc__)
    command.add_argument("data", type=Path)
    command.set_defaults(step=names)
    command = steps.add_parser("evaluate", help=evaluate.__doc__)
    command.add_argument("data", type=Path)
    command.add_argument("model", type=Path)
    command.add_argument("--own", type=Path, help="texts with spans, one JSON object a line", default=None)
    command.set_defaults(step=evaluate)
    args = parser.parse_args()
    args.step(args)


if __name__ == "__main__":
    main()
