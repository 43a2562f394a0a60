"""The `madang` command."""


def main() -> None:
    """Placeholder entry until the commands are wired."""
