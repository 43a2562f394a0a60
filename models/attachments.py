"""Files that hang on a request, or on one department's part in it. Their bytes lie in a storage."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, HasId
from models.people import Employee
from models.requests import Delivery, Request


class Attachment(HasId, Base):
    """What was taken, and from whom. A removed one keeps its row, for the audit, and loses its bytes."""

    __tablename__ = "attachments"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(100), unique=True)
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=0)

    request: Mapped[Request] = relationship(lazy="raise")
    delivery: Mapped[Delivery | None] = relationship(lazy="raise")
    uploaded_by: Mapped[Employee] = relationship(lazy="raise")
