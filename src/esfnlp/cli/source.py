"""The line under a page that says which dataset it shows."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset


def source_of(dataset: "Dataset") -> str:
    """Such as "esfnlp dataset 0.1.0+5f0c2d9a1b3e, 18 documents"."""
    from esfnlp.release.version import dataset_version

    return f"esfnlp dataset {dataset_version(dataset.folder)}, {len(dataset.document_ids())} documents"
