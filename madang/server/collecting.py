"""How seldom the garbage collector looks: schema and modules are half a million objects that never go."""

import gc

LOADING = (100_000, 20, 50)  # new objects, and rounds of each younger generation; usual 700, 10, 10
LOADED = (10_000, 20, 50)


def collect_seldom() -> None:
    """Before the modules are loaded: a tenth of that time is walking over what is there already."""
    gc.set_threshold(*LOADING)


def leave_alone_what_stays() -> None:
    """Once they are loaded. A walk over them stops all answers for a quarter of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOADED)
