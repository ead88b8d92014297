"""Swedish ESF regional plans as a comparative dataset in which every cell carries its evidence.

`esfnlp.open("out")` opens what `esfnlp run FOLDER --out out` wrote; see `esfnlp.library.Plans`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from esfnlp.library import Plans

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(folder: "Path | str") -> "Plans":
    """The dataset in a folder that `esfnlp run` wrote; the libraries that it needs are loaded now.

    Raises
    ------
    UsageError : the folder is not there.
    NothingToDoError : it holds no dataset, or one of a newer version.
    """
    from esfnlp.library import open_plans

    return open_plans(folder)
