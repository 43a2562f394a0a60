"""Work that one process does for all: who may, until when, and a token that rises with every taking."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.events import Serial


class Lease(Base):
    """Only the holder of the newest `token` does the work, and only until `until`."""

    __tablename__ = "leases"

    work: Mapped[str] = mapped_column(String(40), primary_key=True)
    token: Mapped[int] = mapped_column(Serial, default=0)
    holder: Mapped[UUID | None]
    until: Mapped[datetime | None]
