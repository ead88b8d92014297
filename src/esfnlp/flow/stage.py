"""How far a run goes."""

from enum import Enum


class Stage(Enum):
    """The stages of a run; each needs those before it."""

    ingest = "ingest"
    extract = "extract"
    dataset = "dataset"
    index = "index"
