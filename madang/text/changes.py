"""What is new in a text, beside what it was."""

from collections import Counter
from itertools import groupby


def new_lines(before: str, after: str) -> str:
    """Lines of the new text that the old one did not have, a blank line between those that stand apart.

    In time linear in the texts: a line that has only moved is none.
    """
    left = Counter(line.strip() for line in before.split("\n"))
    marked: list[tuple[bool, str]] = []
    for line in after.split("\n"):
        stripped = line.strip()
        if not stripped:
            continue
        known = left[stripped] > 0
        left[stripped] -= known
        marked.append((not known, line))
    runs = (
        "\n".join(line for _, line in run) for is_new, run in groupby(marked, lambda one: one[0]) if is_new
    )
    return "\n\n".join(runs)
