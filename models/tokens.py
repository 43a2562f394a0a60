"""API tokens: what a program signs in with in an employee's name."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.tokens import TokenScope
from models.base import Base, HasId, enum_column
from models.people import Employee


class ApiToken(HasId, Base):
    """Only a digest is kept: the text is shown once. It opens until it expires or is revoked."""

    __tablename__ = "api_tokens"

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    scope: Mapped[TokenScope] = mapped_column(enum_column(TokenScope))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    hint: Mapped[str] = mapped_column(String(4))  # its last characters, to tell it from others
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None]

    employee: Mapped[Employee] = relationship(lazy="raise")
