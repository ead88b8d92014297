"""Loads a spaCy pipeline for Swedish, the shipped one or another, and gives its analyses as plain rows."""

import hashlib
import importlib.util
import logging
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esfnlp.artefacts import models_folder
from esfnlp.document import Span
from esfnlp.errors import UsageError
from esfnlp.language.analysis import ENTITY_LABELS, Analysis, Entity, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

log = logging.getLogger(__name__)

SHIPPED = "sv_esf"
SPAN_COMPONENTS = ("esfnlp_target_groups", "esfnlp_actors", "esfnlp_targets")
"""Components that run esfnlp's extraction; the extraction itself does without them."""
_LANGUAGES = frozenset({"sv", "xx", "mul"})
_LAYERS = {
    "token.pos": "parts of speech", "token.morph": "morphology", "token.lemma": "lemmas",
    "token.dep": "dependencies", "doc.ents": "entities",
}  # fmt: skip
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")
_BATCH = 64
_REMEMBERED = 4096
"""Texts; the sentences of a long plan."""


def locate(name: str | None = None) -> Path:
    """The folder of a pipeline: the shipped one, a folder, or that of an installed package.

    Raises
    ------
    UsageError : there is no pipeline of that name.
    """
    if name is None:
        folder = models_folder() / SHIPPED
        remedy = "install esfnlp with its models, or name a pipeline"
    elif Path(name).exists():
        folder, remedy = Path(name), "give a folder that nlp.to_disk wrote"
    else:
        folder, remedy = _package_folder(name), "give a folder that nlp.to_disk wrote"
    if not (folder / "config.cfg").is_file():
        raise UsageError(f"no spaCy pipeline in {folder}: it has no config.cfg; {remedy}")
    return folder


def _package_folder(name: str) -> Path:
    """Where an installed package keeps its pipeline (NAME/NAME-VERSION); the package is not imported."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        raise UsageError(
            f"no spaCy pipeline {name!r}: neither a folder nor an installed package; "
            f"give a folder, or install the package (python -m spacy download {name})"
        )
    home = Path(spec.origin).parent
    return next((path.parent for path in sorted(home.glob(f"{name}-*/config.cfg"))), home)


def load(name: str | None = None, *, spans: bool = False) -> "Language":
    """A spaCy pipeline for Swedish text, with what this package adds to it.

    Sentence boundaries by rules come before a parser's where the pipeline has no other component for them,
    `token._.compound_parts` and `token._.expanded` always; with `spans` also what fills doc.spans.

    Parameters
    ----------
    name : a folder or an installed package; None for the shipped pipeline.

    Raises
    ------
    UsageError : there is no such pipeline, it cannot be loaded, or it is for another language.
    """
    folder = locate(name)
    import spacy

    from esfnlp.language import components

    log.debug("loading %s with %s", folder, components.__name__)
    try:
        nlp = spacy.load(folder, exclude=() if spans else SPAN_COMPONENTS)
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise UsageError(f"the pipeline {name or SHIPPED} cannot be loaded: {reason}") from error
    if nlp.lang not in _LANGUAGES:
        raise UsageError(f"the pipeline {name or SHIPPED} is for {nlp.lang!r}; name one for Swedish (sv)")
    with_rules(nlp)
    for component in SPAN_COMPONENTS if spans else ():
        if component not in nlp.pipe_names:
            nlp.add_pipe(component)
    return nlp


def with_rules(nlp: "Language") -> "Language":
    """Adds the components made of rules that the pipeline lacks; may be saved with it.

    A pipeline saved with them needs esfnlp to be loaded, or spacy.load(folder, exclude=[their names]).
    """
    from esfnlp.language import components

    log.debug("adding what %s lacks from %s", nlp.pipe_names, components.__name__)
    if not {"esfnlp_sentences", "sentencizer", "senter"} & set(nlp.pipe_names):
        place: dict[str, Any] = (
            {"after": "esfnlp_tokens"} if "esfnlp_tokens" in nlp.pipe_names else {"first": True}
        )
        nlp.add_pipe("esfnlp_sentences", config={"strict": "parser" not in nlp.pipe_names}, **place)
    for component in ("esfnlp_compounds", "esfnlp_coordination"):
        if component not in nlp.pipe_names:
            nlp.add_pipe(component)
    return nlp


@lru_cache(maxsize=2)
def _kept(name: str | None) -> "Language":
    """The pipeline, loaded once in a process."""
    return load(name)


class LanguagePipeline:
    """A pipeline by its name, loaded when it is first asked for an analysis."""

    def __init__(self, name: str | None = None) -> None:
        self.name = name
        self._known: dict[str, Analysis] = {}

    @cached_property
    def nlp(self) -> "Language":
        return _kept(self.name)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The layers of analysis that the pipeline has no component for, in words."""
        given = {layer for pipe in self.nlp.pipe_names for layer in self.nlp.get_pipe_meta(pipe).assigns}
        if "attribute_ruler" in self.nlp.pipe_names and "token.tag" in given:
            given.add("token.pos")
        return tuple(words for layer, words in _LAYERS.items() if layer not in given)

    def analyse(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The analyses of `texts`, in their order; offsets are those of the texts as given.

        Those of the last texts are remembered, since several extractors ask for the same sentences.
        """
        waiting = iter(texts)
        for batch in iter(lambda: list(islice(waiting, _BATCH)), []):
            new = [text for text in dict.fromkeys(batch) if text not in self._known]
            docs = self.nlp.pipe((text.translate(_SPACES) for text in new), batch_size=_BATCH)
            fresh = {text: to_analysis(doc) for text, doc in zip(new, docs, strict=True)}
            found = [fresh.get(text) or self._known[text] for text in batch]
            self._known = dict(islice((fresh | self._known).items(), _REMEMBERED))
            yield from found

    def fingerprint(self) -> str:
        """A hash that changes with the pipeline's settings and files; the pipeline is not loaded for it."""
        folder = locate(self.name)
        digest = hashlib.sha256()
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder).as_posix()} {size}".encode())
            if path.suffix in {".cfg", ".json"}:
                digest.update(path.read_bytes())
        return digest.hexdigest()


def to_analysis(doc: "Doc") -> Analysis:
    """The rows of a spaCy Doc; tokens of white space are left out."""
    index = {token.i: k for k, token in enumerate(token for token in doc if not token.is_space)}
    parsed = doc.has_annotation("DEP")
    completes = len(doc) > 0 and doc[0].has_extension("expanded")
    words = tuple(
        Word(
            text=token.text,
            start=token.idx,
            end=token.idx + len(token.text),
            lemma=token.lemma_,
            upos=token.pos_,
            feats=str(token.morph),
            head=index.get(token.head.i, k) if parsed else None,
            deprel=token.dep_.lower() if parsed else "",
            entity=_label(token.ent_type_),
            expanded=token._.expanded if completes else token.text,
        )
        for k, token in enumerate(doc[i] for i in index)
    )
    entities = tuple(
        Entity(_label(span.label_), Span(span.start_char, span.end_char), span.text) for span in doc.ents
    )
    return Analysis(words, _sentences(doc), entities)


def _sentences(doc: "Doc") -> tuple[Span, ...]:
    """Spans of the sentences without the white space around them."""
    if not doc.has_annotation("SENT_START"):
        return ()
    inked = ([token for token in sentence if not token.is_space] for sentence in doc.sents)
    return tuple(Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)) for tokens in inked if tokens)


def _label(label: str) -> str:
    return ENTITY_LABELS.get(label, label)
