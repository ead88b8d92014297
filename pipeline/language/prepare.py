"""Training and test documents of the language pipeline, written as spaCy's DocBin files."""

import gzip
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.language.capitals import in_capitals, sample, short
from pipeline.language.entity_corpora import Names, joined, read_news, read_suc, read_uner
from pipeline.language.gazetteer import Gazetteer, read_gazetteer
from pipeline.language.lemmas import LemmaGuesser, with_lemmas
from pipeline.language.made_names import Inventor
from pipeline.language.marked_text import blank_pipeline, names_of
from pipeline.language.silver import Annotator, law_titles, silver
from pipeline.language.treebank import Sentence, read_treebank, texts_by_words, to_doc, training_docs
from spacy.language import Language
from spacy.tokens import Doc, DocBin

LEXICON = Path(__file__).parents[2] / "models" / "sv_lexicon" / "words.tsv.gz"
DEV_NAMES = Path(__file__).parents[2] / "corpus" / "language" / "entities-dev.jsonl"
CAPITALS = 0.12
"""This share of the short sentences of the treebank is copied in capitals."""
TIMES = 3
"""So often the treebank stands in the joint training set, which has four times as many words with names."""
HELD_OUT = 400
"""So many sentences of the news corpus's training part are kept for choosing the best step."""


def prepare(data: Path, out: Path, *, seed: int, made: int, silver_wanted: int) -> dict[str, int]:
    """Writes every file that training reads; gives the words of each."""
    out.mkdir(parents=True, exist_ok=True)
    nlp = blank_pipeline()
    nlp.to_disk(out / "blank")
    sets = syntax_sets(data, nlp, random.Random(seed))
    sets |= entity_sets(data, nlp, random.Random(seed), seed=seed, made=made, silver_wanted=silver_wanted)
    joint = sets["syntax-train"] * TIMES + sets["entities-train"]
    random.Random(seed).shuffle(joint)
    sets |= {"joint-train": joint, "joint-dev": sets["syntax-dev"] + sets["entities-dev"]}
    for name, docs in sets.items():
        DocBin(docs=docs, store_user_data=False).to_disk(out / f"{name}.spacy")
    return {name: sum(map(len, docs)) for name, docs in sets.items()}


def syntax_sets(data: Path, nlp: Language, rng: random.Random) -> dict[str, list[Doc]]:
    """Talbanken's training part and PUD, with guessed lemmas and copies in capitals; Talbanken's dev part."""
    sentences = training_sentences(data)
    docs = list(training_docs(nlp.vocab, sentences, rng))
    heads = short(sentences)
    docs += [to_doc(nlp.vocab, [in_capitals(heads[at])], []) for at in sample(len(heads), CAPITALS, rng)]
    rng.shuffle(docs)
    dev = read_treebank(data / "treebanks" / "sv_talbanken-ud-dev.conllu.xz")
    return {"syntax-train": docs, "syntax-dev": tens(nlp, dev)}


def training_sentences(data: Path) -> list[Sentence]:
    """All sentences that tagger, morphologiser, lemmatiser and parser learn from."""
    texts = texts_by_words(data / "ner" / "UNER_Swedish-Talbanken" / "sv_talbanken-ud-train.iob2.xz")
    sentences = read_treebank(data / "treebanks" / "sv_talbanken-ud-train.v1-converted.conllu.xz", texts)
    sentences += read_treebank(data / "treebanks" / "sv_pud-ud-test.conllu.xz")
    return with_lemmas(sentences, LemmaGuesser(lexicon()).learn(sentences))


def tens(nlp: Language, sentences: Sequence[Sentence]) -> list[Doc]:
    """Documents of ten sentences with spaces between them, as spaCy's own pipelines are evaluated."""
    return [to_doc(nlp.vocab, sentences[at : at + 10], [" "] * 9) for at in range(0, len(sentences), 10)]


def lexicon() -> dict[str, int]:
    """Words of policy text with their frequencies."""
    with gzip.open(LEXICON, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {word: int(count) for word, count in rows}


def entity_sets(
    data: Path, nlp: Language, rng: random.Random, *, seed: int, made: int, silver_wanted: int
) -> dict[str, list[Doc]]:
    """The corpora with names, sentences of our own with made names, and silver annotation of policy text."""
    gazetteer = read_gazetteer(data / "gazetteers")
    corpora = read_corpora(data / "ner", gazetteer, rng)
    news = corpora.pop("news")
    corpora["made"] = Inventor(gazetteer, seed).sentences(made)
    if silver_wanted:
        policy = data / "policy-text"
        annotator = Annotator(gazetteer, frozenset(lexicon()), law_titles(policy))
        corpora["silver"] = silver(annotator, policy, silver_wanted, rng)
    docs = [doc for part in ([*corpora.values(), news[:-HELD_OUT]]) for doc in runs_of(part, nlp, rng)]
    rng.shuffle(docs)
    dev = [names.doc(nlp.vocab) for names in [*read_spans(DEV_NAMES) * 3, *news[-HELD_OUT:]]]
    return {"entities-train": docs, "entities-dev": dev}


def read_corpora(folder: Path, gazetteer: Gazetteer, rng: random.Random) -> dict[str, list[Names]]:
    """The annotated corpora's training parts; sentences without names are thinned out."""
    places = {*gazetteer.towns, *gazetteer.countries, *gazetteer.localities}
    news = read_news(folder / "swedish-ner-corpus" / "train_corpus.txt.xz")
    suc = read_suc(folder / "sucx3_ner" / "removed_sents_from_original_to_simple.txt.xz")
    uner = read_uner(folder / "UNER_Swedish-Talbanken" / "sv_talbanken-ud-train.iob2.xz")
    return {
        "news": _thinned(news, 0.5, rng),
        "suc": [bare_places(names, places) for names in suc],
        "uner": _thinned(uner, 0.3, rng),
    }


def bare_places(names: Names, places: set[str]) -> Names:
    """A country or town that acts is a PLACE here, and an institution in the Stockholm-Umeå Corpus."""
    spans = tuple(
        (
            start,
            end,
            "PLACE"
            if label == "ORGANISATION" and end - start == 1 and names.words[start] in places
            else label,
        )
        for start, end, label in names.spans
    )
    return replace(names, spans=spans)


def _thinned(texts: Iterable[Names], share: float, rng: random.Random) -> list[Names]:
    return [names for names in texts if names.spans or rng.random() < share]


def runs_of(texts: Sequence[Names], nlp: Language, rng: random.Random) -> Iterable[Doc]:
    """Documents of one to three texts."""
    at = 0
    while at < len(texts):
        size = rng.randint(1, 3)
        yield joined(texts[at : at + size]).doc(nlp.vocab)
        at += size


def read_spans(path: Path) -> list[Names]:
    """Texts with character spans, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        names_of(row["text"], [(start, end, label) for start, end, label in row["entities"]]) for row in rows
    ]
