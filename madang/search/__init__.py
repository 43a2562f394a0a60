"""Finding Korean texts: blanks are ignored on both sides, particles in the query. Pure."""

from madang.search.query import MOST_QUERY, words
from madang.search.texts import bigrams, compact, pieces

__all__ = ["MOST_QUERY", "bigrams", "compact", "pieces", "words"]
