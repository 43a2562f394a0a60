"""Lines of a file somebody hands in: what a cell may hold, and how a bad file is refused, line by line."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from madang.errors import Invalid, Reason


@dataclass(frozen=True, slots=True)
class Line:
    """One record by the names of its columns. `number` is the line it begins in; the header is line 1."""

    number: int
    cells: Mapping[str, str]

    def value(self, column: str) -> str:
        """The cell in NFC without outer blanks; empty where the file has no such column."""
        return unicodedata.normalize("NFC", self.cells.get(column, "").strip())


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Why a line cannot be taken, in Korean for the person who made the file."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.line}번째 줄: {self.message}"


class BadFile(Invalid):
    """Nothing of the file was taken. `problems` are in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(
            f"파일을 가져오지 않았습니다. 고칠 곳이 {len(self.problems)}군데 있습니다.\n{listed}",
            reason=Reason.MALFORMED,
        )


class Cells:
    """Reads the cells of one line and collects what is wrong with them instead of stopping at the first."""

    def __init__(self, line: Line, problems: list[Problem]) -> None:
        self.line = line
        self._problems = problems

    def refuse(self, message: str) -> None:
        self._problems.append(Problem(self.line.number, message))

    def text(self, column: str, *, most: int) -> str | None:
        """None when the cell is empty or refused."""
        value = self.line.value(column)
        if hidden := next((letter for letter in value if not letter.isprintable()), None):
            self.refuse(f"{column}: 보이지 않는 글자(U+{ord(hidden):04X})가 있습니다. 지워 주십시오.")
            return None
        if len(value) > most:
            self.refuse(f"{column}: {most:,}자까지 쓸 수 있습니다. 지금은 {len(value):,}자입니다.")
            return None
        return value or None

    def required(self, column: str, *, most: int) -> str | None:
        value = self.text(column, most=most)
        if not self.line.value(column):
            self.refuse(f"{column}: 비어 있습니다.")
        return value
