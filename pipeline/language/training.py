"""Trains one part of the pipeline by its configuration with spaCy's own loop."""

from pathlib import Path

from spacy import util
from spacy.cli.init_config import fill_config
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training


def train_part(config_path: Path, work: Path, part: str) -> Path:
    """Trains on `WORK/PART-train.spacy` and keeps the step that scores best on `WORK/PART-dev.spacy`.

    The tokenizer is that of `WORK/blank`, the vectors those of `WORK/vectors`. Gives the folder of the result.
    """
    filled = work / f"{part}.cfg"
    fill_config(filled, config_path, silent=True)
    overrides = {
        "paths.train": str(work / f"{part}-train.spacy"),
        "paths.dev": str(work / f"{part}-dev.spacy"),
        "paths.vectors": str(work / "vectors"),
        "paths.tokenizer": str(work / "blank"),
    }
    config = util.load_config(filled, overrides=overrides, interpolate=False)
    nlp = init_nlp(config)
    _, best = run_training(nlp, work / part)
    return best if best is not None else work / part
