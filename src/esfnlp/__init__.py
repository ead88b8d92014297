"""Swedish ESF regional plans as a comparative dataset in which every cell carries its evidence."""

from importlib.metadata import version

__version__ = version("esfnlp")
