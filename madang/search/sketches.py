"""How alike texts are, told from a few bytes of each: MinHash over pieces of letters. Pure.

A sketch keeps, for each of many orders of all pieces, which piece of the text comes first in it. Two texts
have the same first piece as often as they share pieces (Jaccard), so sketches are compared in place of texts.
It is the same in every process and on every machine: what is kept in a database stays comparable.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from madang.search.indexing import in_one
from madang.search.postings import Numbers

ORDERS = 128
PIECE = 4  # letters: about two words
TOO_SHORT = 40  # letters that could be anybody's: such texts are like nothing
SHORT = 100  # letters up to which texts are alike only if they are the same
MOST_LETTERS = 20_000  # of a text; no more are looked at
KIND = np.dtype("<u2")
BAND_KIND = np.dtype("<i8")  # four firsts
BANDS = ORDERS * KIND.itemsize // BAND_KIND.itemsize
SHARED = 2  # bands: texts that share fewer are not compared
NOTHING = bytes(ORDERS * KIND.itemsize)  # stands for a text that is like nothing
AT_ONCE = 2_000  # pieces, so that a long text takes no more memory than a short one


def _mixed(numbers: Numbers) -> Numbers:
    """Each bit of a number moves half of the result's (splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FACTORS = _mixed(np.arange(1, ORDERS + 1, dtype=np.uint64) * GOLDEN) | np.uint64(1)
SUMMANDS = _mixed(np.arange(ORDERS + 1, 2 * ORDERS + 1, dtype=np.uint64) * GOLDEN)


def sketch(heading: str, body: str, attached: Sequence[str] = ()) -> bytes | None:
    """Of the body alone, because headings are rewritten; of all there is where the body is short.

    None for a text that is too short to be like another one.
    """
    letters = in_one(body[: 2 * MOST_LETTERS])
    if len(letters) < SHORT:
        letters = in_one(heading, body, *(text[: 2 * MOST_LETTERS] for text in attached))
    if len(letters) < TOO_SHORT:
        return None
    return _firsts(_pieces(letters[:MOST_LETTERS])).tobytes()


def _pieces(letters: str) -> Numbers:
    """A number for each piece; for a short text, one for the whole."""
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    length = PIECE if len(codes) >= SHORT else len(codes)
    pieces = np.zeros(len(codes) - length + 1, dtype=np.uint64)
    for place in range(length):
        pieces = pieces * GOLDEN + codes[place : place + len(pieces)]
    return np.unique(_mixed(pieces))


def _firsts(pieces: Numbers) -> Numbers:
    least = np.full(ORDERS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(pieces), AT_ONCE):
        placed = pieces[start : start + AT_ONCE, None] * FACTORS + SUMMANDS
        np.minimum(least, placed.min(axis=0), out=least)
    return (least & np.uint64(0xFFFF)).astype(KIND)


def bands(kept: bytes) -> list[int]:
    """Numbers of 64 bits with sign: texts that are alike share some of them, others hardly any."""
    return np.frombuffer(kept, dtype=BAND_KIND).tolist()


def together(kept: Iterable[bytes | None]) -> Numbers:
    """Sketches as rows; of a text without one, zeros."""
    return np.frombuffer(b"".join(one or NOTHING for one in kept), dtype=KIND).reshape(-1, ORDERS)


def likeness(some: Numbers, others: Numbers) -> Numbers:
    """Row by row, 0 to 1: how many of their firsts are the same."""
    return np.count_nonzero(some == others, axis=-1) / ORDERS
