"""Trains one part of the pipeline by its configuration with spaCy's own loop."""

from pathlib import Path

from spacy import util
from spacy.cli.init_config import fill_config
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training

LEMMATIZER = "trainable_lemmatizer"


def train_part(config_path: Path, work: Path, part: str) -> Path:
    """Trains on `WORK/PART-train.spacy` and keeps the step that scores best on `WORK/PART-dev.spacy`.

    The tokenizer is that of `WORK/blank`, the vectors those of `WORK/vectors`; a part that goes on from another one
    names it `paths.syntax`. Gives the folder of the result.
    """
    named = work / f"{part}.source.cfg"
    text = config_path.read_text(encoding="utf-8")
    named.write_text(text.replace("syntax = null", f'syntax = "{work / "syntax" / "model-best"}"'), "utf-8")
    filled = work / f"{part}.cfg"
    fill_config(filled, named, silent=True)
    overrides = {
        "paths.train": str(work / f"{part}-train.spacy"),
        "paths.dev": str(work / f"{part}-dev.spacy"),
        "paths.vectors": str(work / "vectors"),
        "paths.tokenizer": str(work / "blank"),
    }
    config = util.load_config(filled, overrides=overrides, interpolate=False)
    nlp = with_tree_labels(init_nlp(config))
    (work / part).mkdir(exist_ok=True)
    _, best = run_training(nlp, work / part)
    return best if best is not None else work / part


def with_tree_labels(nlp: Language) -> Language:
    """Tells a loaded lemmatiser its labels by tree; spaCy 3.8 does not, and would learn the first label for every word."""
    if LEMMATIZER in nlp.pipe_names:
        lemmatizer = nlp.get_pipe(LEMMATIZER)
        trees = lemmatizer.cfg.get("labels", [])  # type: ignore[attr-defined]
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(trees)}  # type: ignore[attr-defined]
    return nlp
