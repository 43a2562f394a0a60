"""What people type, made into what we keep: NFC, readable, trimmed, of a bounded length."""

import re
import unicodedata

from madang.errors import Invalid, Reason

Path = tuple[str, ...]

LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
BLANKS = re.compile(r"\s+")
OUTER_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+|\s+\Z")

# Hangul and Braille letters without ink: names made of them look empty, so they count as spaces.
INKLESS = str.maketrans(dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " "))

# Longer runs are not stream-safe (UAX 15): to put the marks in order takes quadratic time.
MOST_MARKS_ON_A_LETTER = 30

JOINER = "\u200d"


def line(value: str, *, field: Path, most: int, least: int = 1) -> str:
    """One line, such as a title or a name: every run of blanks becomes one space.

    Lengths count characters after NFC. Raises Invalid, naming the field.
    """
    readable = _readable(value, field=field, most=most)
    return _bounded(BLANKS.sub(" ", readable).strip(), field=field, most=most, least=least)


def text(value: str, *, field: Path, most: int, least: int = 0) -> str:
    r"""Several lines, such as a body or a comment: line ends become `\n`, outer blank lines go.

    Lengths count characters after NFC. Raises Invalid, naming the field.
    """
    readable = _readable(value, field=field, most=most)
    return _bounded(OUTER_BLANK_LINES.sub("", readable), field=field, most=most, least=least)


def _readable(value: str, *, field: Path, most: int) -> str:
    if len(value) > 4 * most + 100:  # no text this long composes to `most`: spare the work
        raise _too_long(len(value), field=field, most=most)
    if unreadable := _first_unreadable(value):
        raise Invalid(
            f"읽을 수 없는 글자(U+{ord(unreadable):04X})가 들어 있습니다. 지우고 다시 보내 주세요.",
            field=field,
            reason=Reason.UNREADABLE,
        )
    visible = _without_invisible(LINE_ENDS.sub("\n", value))
    _refuse_piled_marks(visible, field=field)
    return unicodedata.normalize("NFC", visible).translate(INKLESS)


def _first_unreadable(value: str) -> str | None:
    """A control character, half of a surrogate pair, or a code point that is no character at all."""
    return next((letter for letter in value if not letter.isprintable() and _is_unreadable(letter)), None)


def _is_unreadable(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category == "Cs" or _is_noncharacter(ord(letter)) or (category == "Cc" and not letter.isspace())


def _is_noncharacter(point: int) -> bool:
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def _refuse_piled_marks(value: str, *, field: Path) -> None:
    run = 0
    for letter in value:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run > MOST_MARKS_ON_A_LETTER:
            raise Invalid(
                "한 글자에 기호가 너무 많이 겹쳐 있습니다. 지우고 다시 보내 주세요.",
                field=field,
                reason=Reason.UNREADABLE,
            )


def _without_invisible(value: str) -> str:
    """Zero-width and direction-changing characters hide or reverse what is read; in emoji a joiner stays."""
    return "".join(
        letter
        for place, letter in enumerate(value)
        if unicodedata.category(letter) != "Cf" or (letter == JOINER and _joins_emoji(value, place))
    )


def _joins_emoji(value: str, place: int) -> bool:
    neighbours = value[max(place - 1, 0) : place], value[place + 1 : place + 2]
    return all(letter and unicodedata.category(letter) in {"So", "Sk", "Mn"} for letter in neighbours)


def _bounded(value: str, *, field: Path, most: int, least: int) -> str:
    if len(value) > most:
        raise _too_long(len(value), field=field, most=most)
    if not value and least > 0:
        raise Invalid("내용을 적어 주세요.", field=field, reason=Reason.REQUIRED)
    if len(value) < least:
        raise Invalid(f"{least:,}자 이상 적어 주세요.", field=field, reason=Reason.TOO_SHORT)
    return value


def _too_long(length: int, *, field: Path, most: int) -> Invalid:
    message = f"{most:,}자까지 쓸 수 있습니다. 지금은 {length:,}자입니다."
    return Invalid(message, field=field, reason=Reason.TOO_LONG)
