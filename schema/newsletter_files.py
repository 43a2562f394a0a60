"""Files of issues: shown and removed here; they come and go over HTTP (madang.server.newsletter_files)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

import models
from madang.rules.conditions import among
from madang.rules.newsletters import FileRole
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.newsletters.intake.arrivals import path_of
from schema.enums import show
from schema.people import Employee
from schema.sources import Node, column, derived, rows_of, to_one

show(FileRole, "호에서 파일이 하는 일", name="NewsletterFileRole")

FILES = Listing(model=models.NewsletterFile, order=(Order("created_at"),), parent="issue_id")
FileRoles = Annotated[
    list[FileRole] | None, strawberry.argument(description="이런 일을 하는 파일만. 기본은 모두")
]


def _path(ctx: Context, id: UUID) -> str:
    return path_of(id)


@rows_of(
    models.NewsletterFile,
    description="소식지의 호에 있는 파일. 호를 보는 사람이 봅니다. 원본은 펴내는 부서와 관리자만 봅니다.",
)
class NewsletterFile(Node):
    role: FileRole = column("호에서 하는 일")
    name: str = column("파일 이름")
    media_type: str = column("내용을 보고 알아낸 파일 형식(MIME)")
    size: int = column("크기(바이트)")
    sha256: str = column("내용의 SHA-256")
    uploaded_by: Employee | None = to_one(
        models.Employee, "uploaded_by_id", "올린 사람. 직원만 봅니다. 도시가 가져온 것이면 null"
    )
    created_at: datetime = column("올리거나 가져온 때")
    version: int = column("마지막으로 바뀐 사건의 번호. 호의 것")

    path: str = derived(_path, "id", description="받는 주소. 이 서버의 경로입니다.")


def files_of(roles: Sequence[FileRole] | None) -> Listing:
    return FILES if roles is None else replace(FILES, where=among("role", frozenset(roles)))


def cover_of(issue: Any) -> ColumnElement[UUID]:
    """An issue has one cover at most."""
    file = aliased(models.NewsletterFile)
    wanted = select(file.id).where(
        file.issue_id == issue.id, file.role == FileRole.COVER, file.removed_at.is_(None)
    )
    return wanted.order_by(file.created_at.desc(), file.id.desc()).limit(1).correlate(issue).scalar_subquery()
