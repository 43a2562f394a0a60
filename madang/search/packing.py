"""A library as plain arrays and back, so that it can be kept where all processes find it. Pure."""

from collections.abc import Mapping

import numpy as np

from madang.search.library import DESCRIBING, Library
from madang.search.names import Names
from madang.search.postings import EMPTY, Block, Numbers, merged

PLAIN = (*DESCRIBING, "lengths", "ends", "sketches")
OF_BLOCK = ("keys", "starts", "places", "weights")
FORM = "utf-16-le"
STRANGE = "surrogatepass"


def packed(library: Library) -> dict[str, Numbers]:
    arrays = {name: getattr(library, name) for name in PLAIN}
    for kind in ("pairs", "words"):
        block = merged(getattr(library, kind) or (EMPTY,))
        arrays |= {f"{kind}.{name}": getattr(block, name) for name in OF_BLOCK}
    names = library.headings
    texts = {"said": library.said, "names.text": names.text, "names.initials": names.initials}
    arrays |= {name: _letters(text) for name, text in texts.items()}
    return {**arrays, "names.starts": np.array(names.starts, dtype=np.int64)}


def _letters(text: str) -> Numbers:
    return np.frombuffer(text.encode(FORM, STRANGE), dtype=np.uint8)


def unpacked(arrays: Mapping[str, Numbers]) -> Library:
    """Of arrays that may be of a file: they are only read. Raises KeyError where one is missing."""
    pairs, words = (Block(*(arrays[f"{kind}.{name}"] for name in OF_BLOCK)) for kind in ("pairs", "words"))
    said, text, initials = (
        arrays[name].tobytes().decode(FORM, STRANGE) for name in ("said", "names.text", "names.initials")
    )
    return Library(
        **{name: arrays[name] for name in PLAIN},
        said=said,
        pairs=(pairs,),
        words=(words,),
        headings=Names(text, initials, tuple(arrays["names.starts"].tolist())),
    )
