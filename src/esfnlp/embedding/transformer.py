"""Any model of sentence-transformers as an encoder; needs the extra `transformers`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.embedding.static import unit_length
from esfnlp.errors import UsageError

_PROBE = ("Unga som varken arbetar eller studerar.", "Young people who neither work nor study, 15-24.")


@dataclass(frozen=True)
class TransformerEncoder:
    """`model` is a SentenceTransformer."""

    name: str
    fingerprint: str
    model: Any

    @classmethod
    def read(cls, name: str) -> "TransformerEncoder":
        """The model in a folder, or of a name that sentence-transformers finds itself.

        Raises
        ------
        UsageError : sentence-transformers is not installed, or cannot load the model.
        """
        try:
            from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found,unused-ignore]
        except ImportError as error:
            raise UsageError(
                f"--embedder {name}: needs sentence-transformers; install `esfnlp[transformers]`"
            ) from error
        try:
            model = SentenceTransformer(name)
        except Exception as error:  # the library raises whatever its parts raise
            reason = str(error).strip().splitlines() or [type(error).__name__]
            raise UsageError(f"--embedder {name}: cannot be loaded; {reason[0]}") from error
        shown = str(Path(name).resolve()) if Path(name).is_dir() else name
        return cls(shown, _fingerprint(model), model)

    @property
    def dim(self) -> int:
        return int(self.model.encode([_PROBE[0]]).shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        found = self.model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return unit_length(np.asarray(found, np.float32))


def _fingerprint(model: Any) -> str:
    """From the vectors of two sentences, rounded so that machines agree."""
    vectors = unit_length(np.asarray(model.encode(list(_PROBE), show_progress_bar=False), np.float32))
    return hashlib.sha256(np.round(vectors, 2).tobytes()).hexdigest()[:16]
