"""The peer in Python as tutorials build it: Strawberry, SQLAlchemy entities, a DataLoader a relation.

Types are named as in Madang's schema, so that the same documents can be asked.
"""

import json
import os
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from redis.asyncio import Redis
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

import models

T = TypeVar("T", models.Department, models.Employee)

ADDRESS = "postgresql+asyncpg://madang@/{PGDATABASE}?host={PGHOST}"
sessions = async_sessionmaker(create_async_engine(ADDRESS.format_map(os.environ)), expire_on_commit=False)
redis = Redis(unix_socket_path=os.environ["REDIS_SOCKET"], max_connections=20_000)  # one a subscriber
visible = (models.Request.published_at.is_not(None), models.Request.restriction.is_(None))


async def departments(ids: list[UUID]) -> list[models.Department]:
    return await by_id(models.Department, ids)


async def employees(ids: list[UUID]) -> list[models.Employee]:
    return await by_id(models.Employee, ids)


async def by_id(model: type[T], ids: Sequence[UUID]) -> list[T]:
    async with sessions() as session:
        found = {row.id: row for row in await session.scalars(select(model).where(model.id.in_(ids)))}
    return [found[id] for id in ids]


async def deliveries(request_ids: list[UUID]) -> list[list[models.Delivery]]:
    found: defaultdict[UUID, list[models.Delivery]] = defaultdict(list)
    asked = select(models.Delivery).where(models.Delivery.request_id.in_(request_ids))
    async with sessions() as session:
        for row in await session.scalars(asked.order_by(models.Delivery.sent_at, models.Delivery.id)):
            found[row.request_id].append(row)
    return [found[id] for id in request_ids]


async def comment_counts(request_ids: list[UUID]) -> list[int]:
    owner = models.Comment.request_id
    counted = select(owner, func.count()).where(owner.in_(request_ids)).group_by(owner)
    async with sessions() as session:
        found = {id: count for id, count in await session.execute(counted)}
    return [found.get(id, 0) for id in request_ids]


class Loaders:
    """One set an HTTP request, or a socket: which outlives what it was told, so `cache` is off there."""

    def __init__(self, *, cache: bool) -> None:
        self.department = DataLoader(departments, cache=cache)
        self.employee = DataLoader(employees, cache=cache)
        self.deliveries = DataLoader(deliveries, cache=cache)
        self.comment_count = DataLoader(comment_counts, cache=cache)


Info = strawberry.Info[Loaders, None]


@strawberry.type
class Department:
    id: strawberry.ID
    name: str

    @classmethod
    async def of(cls, info: Info, id: UUID) -> "Department":
        row = await info.context.department.load(id)
        return cls(id=strawberry.ID(str(row.id)), name=row.name)


@strawberry.type
class Employee:
    id: strawberry.ID
    name: str

    @classmethod
    async def of(cls, info: Info, id: UUID) -> "Employee":
        row = await info.context.employee.load(id)
        return cls(id=strawberry.ID(str(row.id)), name=row.name)


@strawberry.type
class Delivery:
    id: strawberry.ID
    state: str
    progress: int
    version: int
    department_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: models.Delivery) -> "Delivery":
        return cls(
            id=strawberry.ID(str(row.id)),
            state=row.state.value,
            progress=row.progress,
            version=row.version,
            department_id=row.department_id,
        )

    @strawberry.field
    async def department(self, info: Info) -> Department:
        return await Department.of(info, self.department_id)


@strawberry.type
class DeliveryConnection:
    nodes: list[Delivery]


@strawberry.type
class Comment:
    id: strawberry.ID
    body: str
    created_at: datetime
    author_id: strawberry.Private[UUID]

    @strawberry.field
    async def author(self, info: Info) -> Employee:
        return await Employee.of(info, self.author_id)


@strawberry.type
class CommentConnection:
    request_id: strawberry.Private[UUID]
    first: strawberry.Private[int]

    @strawberry.field
    async def nodes(self) -> list[Comment]:
        found = select(models.Comment).where(models.Comment.request_id == self.request_id)
        ordered = found.order_by(models.Comment.created_at, models.Comment.id).limit(self.first)
        async with sessions() as session:
            return [
                Comment(
                    id=strawberry.ID(str(row.id)),
                    body=row.body,
                    created_at=row.created_at,
                    author_id=row.author_id,
                )
                for row in await session.scalars(ordered)
            ]

    @strawberry.field
    async def total_count(self, info: Info) -> int:
        return await info.context.comment_count.load(self.request_id)


@strawberry.type
class Request:
    id: strawberry.ID
    title: str
    state: str
    updated_at: datetime
    row: strawberry.Private[models.Request]

    @classmethod
    def of(cls, row: models.Request) -> "Request":
        id = strawberry.ID(str(row.id))
        return cls(id=id, title=row.title, state=row.state.value, updated_at=row.updated_at, row=row)

    @strawberry.field
    async def requester(self, info: Info) -> Employee:
        return await Employee.of(info, self.row.requester_id)

    @strawberry.field
    async def requester_department(self, info: Info) -> Department:
        return await Department.of(info, self.row.requester_department_id)

    @strawberry.field
    async def deliveries(self, info: Info) -> DeliveryConnection:
        rows = await info.context.deliveries.load(self.row.id)
        return DeliveryConnection(nodes=[Delivery.of(row) for row in rows])

    @strawberry.field
    def comments(self, first: int = 20) -> CommentConnection:
        return CommentConnection(request_id=self.row.id, first=first)


@strawberry.type
class RequestConnection:
    nodes: list[Request]


@strawberry.type
class Query:
    @strawberry.field
    async def requests(self, first: int = 20) -> RequestConnection:
        newest = (models.Request.updated_at.desc(), models.Request.id.desc())
        async with sessions() as session:
            found = await session.scalars(
                select(models.Request).where(*visible).order_by(*newest).limit(first)
            )
            return RequestConnection(nodes=[Request.of(row) for row in found])

    @strawberry.field
    async def request(self, id: strawberry.ID) -> Request | None:
        return await request_by(UUID(id))


async def request_by(id: UUID) -> Request | None:
    async with sessions() as session:
        row = await session.scalar(select(models.Request).where(models.Request.id == id, *visible))
    return None if row is None else Request.of(row)


@strawberry.input
class DeliveryProgressInput:
    percent: int


@strawberry.type
class UserError:
    code: str


@strawberry.type
class DeliveryPayload:
    delivery: Delivery | None
    errors: list[UserError]


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def delivery_progress(self, id: strawberry.ID, input: DeliveryProgressInput) -> DeliveryPayload:
        async with sessions.begin() as session:
            delivery = await session.get_one(models.Delivery, UUID(id))
            asked = select(models.Request).where(models.Request.id == delivery.request_id, *visible)
            request = (await session.scalars(asked.with_for_update())).one()
            request.version += 1
            request.updated_at = datetime.now().astimezone()
            delivery.progress, delivery.version = input.percent, request.version
            session.add(progressed(delivery, request))
        shown = Delivery.of(delivery)
        await redis.publish(f"request:{request.id}", json.dumps(vars(shown), default=str))
        return DeliveryPayload(delivery=shown, errors=[])


def progressed(delivery: models.Delivery, request: models.Request) -> models.EventLine:
    data: dict[str, Any] = {"delivery_id": str(delivery.id), "department_id": str(delivery.department_id)}
    return models.EventLine(
        subject_kind="request",
        subject_id=request.id,
        version=request.version,
        kind="DeliveryProgressed",
        occurred_at=request.updated_at,
        data=data | {"before": 0, "after": delivery.progress, "health": None, "note": ""},
    )


@strawberry.type
class DeliveryProgressed:
    delivery: Delivery
    request_id: strawberry.Private[UUID]

    @strawberry.field
    async def request(self) -> Request | None:
        return await request_by(self.request_id)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def delivery_progressed(self, request_id: strawberry.ID) -> AsyncGenerator[DeliveryProgressed]:
        listening: Any = redis.pubsub()
        async with listening as channel:
            await channel.subscribe(f"request:{request_id}")
            async for message in channel.listen():
                if message["type"] == "message":
                    told = json.loads(message["data"])
                    delivery = Delivery(**told | {"department_id": UUID(told["department_id"])})
                    yield DeliveryProgressed(delivery=delivery, request_id=UUID(request_id))


class View(GraphQL[Loaders, None]):
    async def get_context(self, request: HTTPRequest | WebSocket, response: Response | WebSocket) -> Loaders:
        return Loaders(cache=not isinstance(request, WebSocket))


view: Any = View(strawberry.Schema(Query, Mutation, Subscription))
app = Starlette(routes=[Route("/graphql", view), WebSocketRoute("/graphql", view)])
