"""Tables. One module per subject; import the classes from here."""

from models.base import Base

__all__ = ["Base"]
