"""The comparative scheme: target groups, themes, actors, programmes and places, with their Swedish labels."""

from esfnlp.taxonomy.concepts import Concept, Taxonomy, load_taxonomy
from esfnlp.taxonomy.matching import ConceptMatcher, Match, matcher

__all__ = ["Concept", "ConceptMatcher", "Match", "Taxonomy", "load_taxonomy", "matcher"]
