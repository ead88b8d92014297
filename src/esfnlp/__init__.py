"""Swedish ESF regional plans as a comparative dataset in which every cell carries its evidence."""

__version__ = "0.1.0"
