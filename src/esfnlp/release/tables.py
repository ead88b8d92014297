"""The tables that a release holds, one after the other, so that no more than one lies in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from esfnlp.dataset.package import LIST_SEPARATOR
from esfnlp.errors import NothingToDoError
from esfnlp.record import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

PERSON = "PERSON"


@dataclass(frozen=True)
class Table:
    """A table as it is released; `left_out` rows of the dataset are not in it."""

    name: str
    arrow: Any
    left_out: int = 0

    @property
    def columns(self) -> Mapping[str, str]:
        """Types by column, as in `esfnlp.record.COLUMNS`."""
        return COLUMNS[self.name]

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    @cached_property
    def frame(self) -> "pd.DataFrame":
        found: pd.DataFrame = self.arrow.to_pandas()
        return found

    def values(self, column: str) -> list[Any]:
        found: list[Any] = self.arrow.column(column).to_pylist()
        return found

    def flat_values(self, column: str) -> list[Any]:
        """The values with lists joined as in CSV; an empty list is an empty string."""
        if self.columns[column] != "list":
            return self.values(column)
        return [joined(items) for items in self.values(column)]


def joined(items: list[str] | None) -> str:
    return LIST_SEPARATOR.join(item.replace(LIST_SEPARATOR, "/") for item in items or ())


def released_tables(dataset: Path, *, with_persons: bool) -> Iterator[Table]:
    """Every table in `dataset` (a folder with Parquet files), without mentions of persons unless asked for.

    Raises
    ------
    NothingToDoError : a table is missing or damaged.
    """
    for name in COLUMNS:
        arrow = read_arrow(dataset / f"{name}.parquet")
        kept = arrow
        if name == "mentions" and not with_persons:
            kept = arrow.filter(pc.fill_null(pc.not_equal(arrow["label"], PERSON), True))
        yield Table(name, kept, left_out=arrow.num_rows - kept.num_rows)


def read_arrow(path: Path) -> Any:
    """A table of a dataset or of an earlier release.

    Raises
    ------
    NothingToDoError : it is not there, or no Parquet file.
    """
    try:
        return pq.read_table(path)
    except (OSError, ValueError) as error:
        raise NothingToDoError(f"{path}: cannot be read; make the dataset again with `esfnlp run`") from error
