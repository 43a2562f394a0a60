"""Dividing whole percents."""


def equal_shares(among: int) -> list[int]:
    """100 divided as evenly as whole numbers allow, the first ones getting what is left over."""
    share, left = divmod(100, among)
    return [share + (place < left) for place in range(among)]
