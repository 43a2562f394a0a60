"""The numbers of a policy as people write and read them: points in points, everything else in whole ones."""

from collections.abc import Iterable
from decimal import Decimal

from madang.errors import Invalid, Reason
from madang.rules.mileage_policy import BY_NAME, NUMBERS, MileagePolicy, Number, Unit, policy_of

HUNDRED = 100
HUNDREDTH = Decimal("0.01")
LARGEST = 10**9
NUMBERS_FIELD = ("numbers",)


def shown(number: Number, value: int) -> Decimal:
    """Points with two decimals: 1250 is 12.50."""
    return (Decimal(value) / HUNDRED).quantize(HUNDREDTH) if number.unit is Unit.POINTS else Decimal(value)


def written(pairs: Iterable[tuple[str, Decimal]], *, field: tuple[str, ...] = NUMBERS_FIELD) -> MileagePolicy:
    """The policy with these numbers as people write them, and the usual ones for those that are not named.

    Raises Invalid for what `policy_of` refuses, a number that is there twice, and parts of whole ones.
    """
    values: dict[str, int] = {}
    for name, value in pairs:
        if name in values:
            raise Invalid(f"{name}: 두 번 적었습니다.", field=(*field, name), reason=Reason.DUPLICATE)
        values[name] = _kept(name, value, field)
    return policy_of(values, field=field)


def _kept(name: str, value: Decimal, field: tuple[str, ...]) -> int:
    number = BY_NAME.get(name)
    points = number is not None and number.unit is Unit.POINTS
    if abs(value) >= LARGEST or (value * HUNDRED if points else value) % 1:
        message = "소수점 아래 두 자리까지" if points else "정수로"
        raise Invalid(f"{name}: {message} 적어 주십시오.", field=(*field, name), reason=Reason.MALFORMED)
    return int(value * HUNDRED if points else value)


def unusual(policy: MileagePolicy) -> dict[str, int]:
    """The numbers that are not the usual ones: what is kept of a policy."""
    values = policy.values
    return {one.name: values[one.name] for one in NUMBERS if values[one.name] != one.usual}
