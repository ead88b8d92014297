"""What the training of the language pipeline reads and makes."""

import lzma
import random
from pathlib import Path

import pytest
import spacy
from pipeline.language.capitals import in_capitals, names_in_capitals
from pipeline.language.entity_corpora import joined, read_news, read_suc, spans_of_tags
from pipeline.language.lemmas import LemmaGuesser, with_lemmas
from pipeline.language.marked_text import marked_names
from pipeline.language.spacing import spaces_from_text, spaces_of
from pipeline.language.treebank import Sentence, read_treebank, to_doc

CONLLU = """# newpar
# text = Skolorna , ( två ) stängs .
1\tSkolorna\tskola\tNOUN\tNN\tNumber=Plur\t5\tnsubj:pass\t_\t_
2\t,\t,\tPUNCT\tMID\t_\t1\tpunct\t_\t_
3\t(\t(\tPUNCT\tPAD\t_\t4\tpunct\t_\t_
4\ttvå\ttvå\tNUM\tRG\t_\t1\tappos\t_\t_
5\tstängs\t_\tVERB\tVB\tVoice=Pass\t0\troot\t_\t_
6\t.\t.\tPUNCT\tMAD\t_\t5\tpunct\t_\t_
"""


def packed(path: Path, text: str) -> Path:
    path.write_bytes(lzma.compress(text.encode("utf-8")))
    return path


@pytest.fixture
def sentence(tmp_path: Path) -> Sentence:
    return read_treebank(packed(tmp_path / "a.conllu.xz", CONLLU))[0]


def test_spaces_come_from_the_running_text_where_it_is_known() -> None:
    assert spaces_from_text(["a", "/", "b"], "a /b") == (True, False, False)
    assert spaces_from_text(["a", "b"], "a c") is None


def test_spaces_by_rule_open_and_close_quotation_marks() -> None:
    assert spaces_of(["Han", "sade", "”", "ja", "”", "."]) == (True, True, False, False, False, False)


def test_a_sentence_keeps_roots_paragraphs_and_missing_lemmas(sentence: Sentence) -> None:
    assert sentence.begins_paragraph
    assert sentence.heads[4] == 4
    assert sentence.lemmas[4] == ""
    assert sentence.spaces == (False, True, False, True, False, False)


def test_line_breaks_between_sentences_are_tokens_of_the_sentence_before(sentence: Sentence) -> None:
    doc = to_doc(spacy.blank("sv").vocab, [sentence, sentence], ["\n"])
    assert doc.text == "Skolorna, (två stängs.\nSkolorna, (två stängs."
    assert next(doc.sents).text.strip().endswith(".")
    assert doc[6].pos_ == "SPACE"
    assert doc[6].head.i == 5


def test_lemmas_are_guessed_from_known_heads_of_compounds_and_from_endings(sentence: Sentence) -> None:
    guesser = LemmaGuesser({"högskola": 9, "flicka": 5}).learn([sentence])
    kind = ("NOUN", "Number=Plur")
    assert guesser.guess("Högskolorna", *kind) == "högskola"
    assert guesser.guess("flickorna", *kind) == "flicka"
    assert guesser.guess("grundskole-", *kind) == ""


def test_given_lemmas_stay(sentence: Sentence) -> None:
    assert with_lemmas([sentence], LemmaGuesser({}))[0].lemmas[:4] == sentence.lemmas[:4]


def test_copies_in_capitals_have_no_lemmas(sentence: Sentence) -> None:
    copied = in_capitals(sentence)
    assert copied.words[0] == "SKOLORNA"
    assert not any(copied.lemmas)


def test_tags_of_other_kinds_are_no_names() -> None:
    assert spans_of_tags(["I-PER", "I-PER", "0", "I-MISC", "I-LOC"]) == ((0, 2, "PERSON"), (4, 5, "PLACE"))


def test_news_sentences_divide_at_empty_lines(tmp_path: Path) -> None:
    texts = read_news(packed(tmp_path / "n.xz", "Eva\tPER\nler\t0\n\nOslo\tLOC\n"))
    assert [names.spans for names in texts] == [((0, 1, "PERSON"),), ((0, 1, "PLACE"),)]


def test_a_municipality_is_one_name_however_the_corpus_divides_it(tmp_path: Path) -> None:
    text = "id\nTierps B-inst B-LOC\nkommun B-inst O\nväxer O O\n"
    assert read_suc(packed(tmp_path / "s.xz", text))[0].spans == ((0, 2, "ORGANISATION"),)


def test_joined_texts_keep_their_names() -> None:
    one = marked_names("Till [[PLACE Umeå]].")
    both = joined([one, one])
    assert both.text == "Till Umeå. Till Umeå."
    assert [span[:2] for span in both.spans] == [(1, 2), (4, 5)]


def test_marked_names_become_whole_tokens_also_in_capitals() -> None:
    names = names_in_capitals(marked_names("[[ORGANISATION Region Skånes]] plan"))
    doc = names.doc(spacy.blank("sv").vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("REGION SKÅNES", "ORGANISATION")]


def test_the_same_seed_gives_the_same_choice() -> None:
    from pipeline.language.capitals import sample

    assert sample(50, 0.5, random.Random(1)) == sample(50, 0.5, random.Random(1))
