"""Linguistic analysis of Swedish administrative text with spaCy; spaCy is imported only when it is used.

import esfnlp.language
nlp = esfnlp.language.load()            # the shipped pipeline
nlp = esfnlp.language.load("NAME")      # another: a folder, or an installed package
"""

from esfnlp.language.pipeline import LanguagePipeline, load

__all__ = ["LanguagePipeline", "load"]
