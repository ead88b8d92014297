"""Vectors of texts: the shipped encoder, or any model of sentence-transformers."""

from esfnlp.embedding.encoder import Encoder
from esfnlp.embedding.load import SHIPPED, load

__all__ = ["SHIPPED", "Encoder", "load"]
