"""How alike the texts that are out are to each other: a sketch of each, and what finds those like it.

Both go with the number of the text (models.newsletter_texts): when anything of an issue changes, or it is out
no longer, the database itself throws them away in the same transaction.
"""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.events import Serial

NUMBER = "newsletter_texts.number"


class NewsletterSketch(Base):
    """As madang.search.sketches makes it. A text that is too short to be like another has none."""

    __tablename__ = "newsletter_sketches"

    number: Mapped[int] = mapped_column(
        Serial, ForeignKey(NUMBER, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    sketch: Mapped[bytes] = mapped_column(LargeBinary)


class NewsletterBand(Base):
    """One of several numbers of a text, some of which a text that is like it has, too."""

    __tablename__ = "newsletter_bands"
    __table_args__ = ({"sqlite_with_rowid": False},)

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(
        Serial, ForeignKey(NUMBER, ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
