"""What an encoder is, whatever stands behind it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Makes vectors of texts. `name` is what it was asked for by, `fingerprint` changes with its vectors."""

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of the texts, shape (n_texts, dim), of unit length; a text without words has zeros."""
        ...
