"""Findings in a document: target groups, actors, priorities and targets, with the words that show them."""

from collections.abc import Callable

from esfnlp.document import Document
from esfnlp.extract.actors import find_actors
from esfnlp.extract.mentions import find_mentions
from esfnlp.extract.priorities import find_priorities
from esfnlp.extract.target_groups import find_target_groups
from esfnlp.extract.targets import find_targets
from esfnlp.finding import Finding
from esfnlp.language import LanguagePipeline

FINDERS: dict[str, Callable[[Document], list[Finding]]] = {
    "target_groups": find_target_groups,
    "actors": find_actors,
    "priorities": find_priorities,
    "targets": find_targets,
    "mentions": find_mentions,
}
"""Every extractor by the table that it fills."""


def find_all(document: Document, language: LanguagePipeline | None = None) -> list[Finding]:
    """Findings of every extractor, in the order of `FINDERS`.

    `language` gives linguistic analyses to those extractors that use them; it loads when it is first asked.
    """
    return [
        *find_target_groups(document),
        *find_actors(document, language),
        *find_priorities(document),
        *find_targets(document),
        *find_mentions(document, language),
    ]
