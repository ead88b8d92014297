import json
from pathlib import Path

import numpy as np
import pytest

from esfnlp.embedding import SHIPPED, load
from esfnlp.embedding.static import StaticEncoder, write_encoder
from esfnlp.embedding.words import runs_of, words_of
from esfnlp.errors import UsageError


def likeness(left: str, right: str) -> float:
    one, other = load().encode([left, right])
    return float(one @ other)


def test_vectors_have_unit_length_and_texts_without_words_have_none() -> None:
    vectors = load().encode(["Insatser för unga.", "…", ""])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0], abs=1e-5)


def test_no_text_gives_no_vector() -> None:
    assert load().encode([]).shape == (0, load().dim)


def test_a_text_has_the_same_vector_in_any_company() -> None:
    alone = load().encode(["stöd till arbetslösa"])[0]
    among = load().encode(["hästar", "stöd till arbetslösa", "", "kompetens"])[1]
    assert alone == pytest.approx(among, abs=1e-6)


def test_meaning_is_found_in_other_words() -> None:
    question = "personer som saknar arbete"
    assert likeness(question, "arbetslösa") > likeness(question, "buller från flygplatser")


def test_a_word_that_was_never_seen_is_made_of_its_letters() -> None:
    assert likeness("batteriregionernas", "batteriregionen") > 0.4


def test_hyphens_divide_and_case_does_not_matter() -> None:
    assert words_of("ESF-medel") == ["esf", "medel"]
    assert likeness("ESF-MEDEL", "esf medel") == pytest.approx(1, abs=1e-5)


def test_numbers_have_no_runs_of_letters() -> None:
    assert runs_of("2027") == []


def test_what_is_written_is_read(tmp_path: Path) -> None:
    fingerprint = write_encoder(tmp_path, ["unga", "~äld"], np.eye(2, 4, dtype=np.float32))
    encoder = load(str(tmp_path))
    assert (encoder.fingerprint, encoder.dim) == (fingerprint, 4)
    assert encoder.encode(["unga"])[0] == pytest.approx([1, 0, 0, 0], abs=1e-6)
    assert encoder.encode(["äldre"])[0] == pytest.approx([0, 1, 0, 0], abs=1e-6)


def test_the_shipped_encoder_is_small_and_named() -> None:
    assert load().name == SHIPPED
    assert load(SHIPPED).fingerprint == load().fingerprint


def test_a_damaged_encoder_is_refused_in_one_line(tmp_path: Path) -> None:
    write_encoder(tmp_path, ["unga", "äldre"], np.eye(2, dtype=np.float32))
    (tmp_path / "units.txt").write_text("unga\n", encoding="utf-8")
    with pytest.raises(UsageError, match="do not fit together"):
        load(str(tmp_path))
    (tmp_path / "config.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(UsageError, match="not an encoder of esfnlp"):
        StaticEncoder.read(tmp_path, "x")


def test_a_model_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--embedder") as caught:
        load(str(tmp_path / "nothing"))
    assert "\n" not in str(caught.value)
