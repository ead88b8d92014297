"""What Python users start from: `import esfnlp; plans = esfnlp.open("out")`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from esfnlp.dataset.documents import known_document
from esfnlp.dataset.tables import Dataset, read_tables
from esfnlp.errors import UsageError
from esfnlp.store.results import DOCUMENTS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from esfnlp.dataset.diff import Diff
    from esfnlp.search.answer import Answer


@dataclass(frozen=True)
class Plans:
    """A dataset in a folder that `esfnlp run` wrote: its tables as pandas frames, and questions to it.

    The examples are about three tiny plans.

    >>> plans
    Plans(3 documents, 2014-2020)
    >>> plans.documents["document_id"].tolist()
    ['norr', 'syd-v1', 'syd-v2']
    """

    folder: Path

    @cached_property
    def dataset(self) -> Dataset:
        """The tables as the rest of the package takes them."""
        return read_tables(self.folder / "dataset")

    def __repr__(self) -> str:
        years = (self.documents[name].dropna() for name in ("period_start", "period_end"))
        known = sorted({int(year) for column in years for year in column})
        span = f", {known[0]}-{known[-1]}" if known else ""
        return f"Plans({len(self.documents)} documents{span})"

    @property
    def version(self) -> str:
        """What to cite: the software's version and a hash of the tables."""
        from esfnlp.release.version import dataset_version

        return dataset_version(self.folder / "dataset")

    @property
    def documents(self) -> "pd.DataFrame":
        """One row per document: title, regions, period, version, and what could not be read.

        >>> plans.documents["title"].tolist()[0]
        'Handlingsplan för Socialfonden i Övre Norrland 2014-2020'
        """
        return self.dataset["documents"]

    @property
    def sections(self) -> "pd.DataFrame":
        """Headings with what stands under them."""
        return self.dataset["sections"]

    @property
    def passages(self) -> "pd.DataFrame":
        """Paragraphs, list items, table rows, headings, footnotes and captions, with their text."""
        return self.dataset["passages"]

    @property
    def target_groups(self) -> "pd.DataFrame":
        """Which groups a plan prioritises, allows, mentions or leaves out, each with its quote.

        >>> groups = plans.target_groups
        >>> groups.loc[groups["concept"] == "tg:uvas", ["document_id", "status"]].values.tolist()
        [['syd-v1', 'prioritised'], ['syd-v2', 'prioritised']]
        """
        return self.dataset["target_groups"]

    @property
    def actors(self) -> "pd.DataFrame":
        """Who does what."""
        return self.dataset["actors"]

    @property
    def priorities(self) -> "pd.DataFrame":
        """Statements that commit a plan to a direction."""
        return self.dataset["priorities"]

    @property
    def targets(self) -> "pd.DataFrame":
        """Every number that says something, with value, unit and year.

        >>> plans.targets[["kind", "value", "unit", "year"]].values.tolist()
        [['target', 150.0, 'persons', 2018], ['target', 200.0, 'persons', 2018], ['target', 300.0, 'persons', 2018]]
        """
        return self.dataset["targets"]

    @property
    def mentions(self) -> "pd.DataFrame":
        """Every entity that was recognised."""
        return self.dataset["mentions"]

    def compare(self, by: str = "target-groups") -> "pd.DataFrame":
        """What the regions say, side by side: one row per region, period and item, silence included.

        Parameters
        ----------
        by : target-groups, themes, actors or targets.

        Returns
        -------
        A frame with region_code, period, the item (concept, theme, actor or indicator), label, status and
        records: the ids of the rows that the status rests on.

        Raises
        ------
        UsageError : `by` is something else.

        Examples
        --------
        >>> table = plans.compare("target-groups")
        >>> uvas = table[table["concept"] == "tg:uvas"]
        >>> uvas[["region_code", "period", "status"]].values.tolist()
        [['SE22', '2014-2020', 'prioritised'], ['SE33', '2014-2020', 'silent']]
        """
        import pandas as pd

        from esfnlp.dataset.compare import compare
        from esfnlp.dataset.views import labels_of

        comparison = compare(self.dataset, by)
        labels = labels_of(self.dataset, comparison)
        columns = ["region_code", "period", comparison.key, "status", "records"]
        frame = pd.DataFrame(comparison.to_json()["rows"], columns=None if comparison.rows else columns)
        frame.insert(3, "label", frame[comparison.key].map(labels))
        return frame

    def search(
        self, question: str, *, k: int = 10, regions: Sequence[str] = (), period: str | None = None
    ) -> "Answer":
        """The answer to a question in Swedish or English: plans with status and quotes, and passages.

        Parameters
        ----------
        k : plans and passages at most.
        regions : codes to keep to, in place of those that the question names.
        period : years such as "2014-2020".

        Raises
        ------
        UsageError : no question, an unknown region or concept, or a period that is none.
        NothingToDoError : there is no index.

        Examples
        --------
        >>> answer = plans.search("vilka planer prioriterar UVAS", k=2)
        >>> [(plan.document_id, plan.status) for plan in answer.plans]
        [('syd-v1', 'prioritised'), ('syd-v2', 'prioritised')]
        """
        from esfnlp.search.answer import answer
        from esfnlp.search.period import parse_period

        return answer(self.folder, question, k=k, regions=tuple(regions), period=parse_period(period))

    def find(self, labels: Sequence[str], *, but_not: Sequence[str] = ()) -> "pd.DataFrame":
        """Where the texts name a concept of your own, whatever the taxonomy knows of it.

        Parameters
        ----------
        labels : phrases in Swedish; words match in all their forms, and the signs of the taxonomy's labels hold
            (`esfnlp.taxonomy.labels`: `=word` exactly, `word*` and `*word` for compounds, `(a|b)`, `...` for a gap).
        but_not : longer phrases that hold such words and mean something else.

        Returns
        -------
        A frame with document_id, passage_id, page, quote (the words that matched) and text (their passage).

        Raises
        ------
        UsageError : no label is given.

        Examples
        --------
        >>> plans.find(["ung"], but_not=["ung företagare"])[["document_id", "quote"]].values.tolist()
        [['syd-v1', 'unga'], ['syd-v2', 'unga']]
        """
        import pandas as pd

        from esfnlp.taxonomy.concepts import Concept
        from esfnlp.taxonomy.matching import ConceptMatcher

        if not labels:
            raise UsageError("no label to find; give the phrases that name the concept")
        match = ConceptMatcher([Concept("own", {"sv": tuple(labels)}, negative=tuple(but_not))])
        columns = ["document_id", "passage_id", "page", "quote", "text"]
        rows = [
            (row["document_id"], row["passage_id"], row["page"], text[hit.span.start : hit.span.end], text)
            for row in self.dataset.rows("passages", ["document_id", "passage_id", "page", "text"])
            for text in [str(row["text"])]
            for hit in match(text)
        ]
        return pd.DataFrame(rows, columns=columns).astype({"page": "Int64"})

    def similar(self, document_id: str) -> "pd.DataFrame":
        """The other documents, most similar first, with the score and its parts (0-1).

        Raises
        ------
        UsageError : there is no such document.

        Examples
        --------
        >>> plans.similar("syd-v1")["document_id"].tolist()
        ['syd-v2', 'norr']
        """
        import pandas as pd

        from esfnlp.dataset.similar import PART_WEIGHTS, similar

        found = similar(self.dataset, document_id)
        rows = [{"document_id": s.document_id, "score": s.score, **s.parts} for s in found]
        return pd.DataFrame(rows, columns=["document_id", "score", *PART_WEIGHTS])

    def diff(self, old: str, new: str) -> "Diff":
        """What changed in meaning from one document to another, and what is only reworded or moved.

        Raises
        ------
        UsageError : there is no such document.

        Examples
        --------
        >>> changes = plans.diff("syd-v1", "syd-v2").changes
        >>> [(change.table, change.field, change.old, change.new) for change in changes]
        [('targets', 'value', 200.0, 300.0)]
        """
        from esfnlp.dataset.diff import diff

        return diff(self.dataset, old, new)

    def plot(self, kind: str = "heatmap", to: Path | str | None = None) -> "Figure":
        """A picture: heatmap, targets, similarity or actors; written to `to` (PNG or SVG) where that is given.

        Raises
        ------
        UsageError : there is no such kind, matplotlib is not installed, or `to` is no place for a picture.
        NothingToDoError : there is nothing to draw.
        """
        from esfnlp.plots.draw import plot

        return plot(self.folder, kind, Path(to) if to else None)

    def text(self, document_id: str) -> str:
        """The text that `char_start` and `char_end` of a document's records count in.

        Raises
        ------
        UsageError : there is no such document, or it could not be read.

        Examples
        --------
        >>> record = plans.target_groups.iloc[0]
        >>> plans.text(record["document_id"])[record["char_start"] : record["char_end"]] == record["quote"]
        True
        """
        known_document(document_id, self.dataset.document_ids())
        path = self.folder / DOCUMENTS / f"{document_id}.json"
        if not path.is_file():
            raise UsageError(f"the text of {document_id} is not in {path.parent}; it could not be read")
        text: str = json.loads(path.read_text(encoding="utf-8"))["text"]
        return text


def open_plans(folder: Path | str) -> Plans:
    """The dataset in a folder that `esfnlp run` wrote.

    Raises
    ------
    UsageError : the folder is not there.
    NothingToDoError : it holds no dataset, or one of a newer version.

    Examples
    --------
    >>> open_plans("nowhere")
    Traceback (most recent call last):
    esfnlp.errors.UsageError: no folder nowhere; give the folder that `esfnlp run ... --out` wrote
    """
    out = Path(folder)
    if not out.is_dir():
        raise UsageError(f"no folder {out}; give the folder that `esfnlp run ... --out` wrote")
    plans = Plans(out)
    read_tables(out / "dataset")
    return plans
