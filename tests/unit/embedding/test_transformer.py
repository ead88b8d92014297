from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from esfnlp.embedding import Encoder, load
from esfnlp.errors import UsageError
from esfnlp.search.encoder import encoder_of
from esfnlp.search.index import open_index, update_index


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model, made, saved and loaded by that library."""
    library = pytest.importorskip("sentence_transformers")
    modules = pytest.importorskip("sentence_transformers.models")
    tokenizers = pytest.importorskip("tokenizers")
    words = {word: i for i, word in enumerate(["[UNK]", "unga", "äldre", "arbete"])}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    embedding = modules.StaticEmbedding(tokenizer, embedding_weights=np.eye(4, dtype=np.float32))
    path = tmp_path_factory.mktemp("model")
    library.SentenceTransformer(modules=[embedding], device="cpu").save(str(path))
    return path


@pytest.mark.filterwarnings("ignore")
def test_a_model_of_sentence_transformers_drops_in(folder: Path) -> None:
    encoder = load(str(folder))
    assert encoder.dim == 4
    assert encoder.encode(["unga", "äldre"]) @ encoder.encode(["unga"]).T == pytest.approx(
        np.array([[1.0], [0.0]]), abs=1e-5
    )
    assert load(str(folder)).fingerprint == encoder.fingerprint != load().fingerprint


class Other:
    """An encoder of two dimensions."""

    name = "other"
    fingerprint = "0"
    dim = 2

    def encode(self, texts: object) -> np.ndarray:
        return np.ones((len(list(texts)), 2), np.float32)  # type: ignore[call-overload]


def test_the_encoder_of_an_index_is_named_and_another_is_refused(tmp_path: Path) -> None:
    other: Encoder = Other()
    update_index(tmp_path, {}, {"a": "1"}, other)
    with closing(open_index(tmp_path)) as connection:
        with pytest.raises(UsageError, match=r"did not make this index; other \(0\) did"):
            encoder_of(connection, "sv_embedder")
        with pytest.raises(UsageError, match="other"):
            encoder_of(connection, None)


def test_another_encoder_makes_all_vectors_anew(tmp_path: Path) -> None:
    update_index(tmp_path, {}, {"a": "1"}, Other())
    update_index(tmp_path, {}, {"a": "1"})
    with closing(open_index(tmp_path)) as connection:
        assert encoder_of(connection, None).name == "sv_embedder"
