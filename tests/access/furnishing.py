"""What stands on the stage: one of everything on a request of each kind, and what lies between them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from madang.rules.comments import FollowUpState
from madang.rules.evaluations import Verdict
from madang.rules.material import Direction, RelationKind
from madang.rules.mileage import PolicyState
from madang.rules.mileage_simulation import Simulation
from madang.rules.offering import OfferState
from madang.rules.requests import DeliveryState, RequestState
from madang.rules.workflow import Act
from models.base import Base, uuid7
from models.mileage import BUILT_IN_POLICY
from schema.identifiers import global_id
from tests.access.filling import example, filled
from tests.access.parts import (
    ASKED,
    ASKING,
    FOREIGN_ASKED,
    FOREIGN_ASKING,
    OUTSIDE,
    SEES_TEMPLATE,
)
from tests.access.stage import TYPE_OF, Stage, Thing
from tests.builders import NOON, OPENING

TOLD_OF_HIDDEN = {"comments.author_department_name", "comments.hidden_reason"}  # all read why it is hidden


@dataclass(slots=True)
class Filling:
    """Puts one of everything on a request of one kind."""

    stage: Stage
    session: AsyncSession
    kind: str
    tables: dict[str, UUID] = field(default_factory=dict[str, UUID])

    @property
    def cast(self) -> dict[str, str]:
        """Who plays which part in this kind of request."""
        if self.kind == "draft":
            return dict.fromkeys(("asks", "writes", "handles", "reports", "offers"), "requester")
        if self.kind.startswith("foreign"):
            played = dict.fromkeys(("asks", "writes"), "stranger")
            reporter = "unrelated" if self.kind == "foreign" else "foreign_handler"
            return played | {"handles": "foreign_handler", "reports": reporter, "offers": "foreign_handler"}
        return {
            "asks": "requester",
            "writes": "colleague",
            "handles": "handler",
            "reports": "member",
            "offers": "unrelated",
        }

    def person(self, does: str) -> UUID:
        return self.stage.people[self.cast[does]].id

    def department(self, name: str) -> UUID:
        return self.stage.city.departments[name].id

    async def put(
        self,
        name: str,
        model: type[Base],
        seen: str = "request",
        /,
        *,
        is_hidden: bool = False,
        **given: Any,
    ) -> UUID:
        thing = Thing(seen, self.kind, hidden=is_hidden)

        def mark(place: str) -> str:
            told = replace(thing, hidden=False) if place in TOLD_OF_HIDDEN else thing
            return self.stage.secret(told, place)

        row: Any = filled(model, mark, self.tables, id=uuid7(), **given)
        self.session.add(row)
        await self.session.flush()
        self.stage.rows.setdefault(self.kind, {})[name] = row
        if model in TYPE_OF:
            self.stage.things[global_id(TYPE_OF[model], row.id)] = thing
        self.tables.setdefault(model.__tablename__, row.id)
        return row.id

    async def everything(self) -> None:
        foreign = self.kind.startswith("foreign")
        asking, asked = (FOREIGN_ASKING, FOREIGN_ASKED) if foreign else (ASKING, ASKED)
        self.tables |= {"departments": self.department(asked), "employees": self.person("writes")}
        await self._request(self.department(asking))
        await self._delivery(self.department(asked))
        await self._comments()
        await self._ratings()
        await self._material(self.department(OUTSIDE if not foreign else ASKING))
        if self.kind in SEES_TEMPLATE:
            given: dict[str, Any] = {
                "department_id": self.department(asking),
                "author_id": self.person("asks"),
            }
            part = self._addressee("template", "due_in_days", 7)
            await self.put("template", models.RequestTemplate, "template", addressees=[part], **given)

    async def _request(self, asking: UUID) -> None:
        draft, restricted = self.kind == "draft", "restricted" in self.kind
        await self.put(
            "request",
            models.Request,
            state=RequestState.DRAFT if draft else RequestState.IN_PROGRESS,
            requester_id=self.person("asks"),
            requester_department_id=asking,
            version=0,
            addressees=[self._addressee("request", "due_on", "2014-08-01")],
            **cast(Any, {} if restricted else {"restriction": None}),
        )

    def _addressee(self, rule: str, due: str, day: object) -> dict[str, Any]:
        """A department that is to be asked, as documents name it."""
        hangs = Thing(rule, self.kind)
        told = {name: self.stage.secret(hangs, f"addressees.{name}") for name in ("ask", "offered_resource")}
        return {"department_id": str(self.department("서울대공원")), "role": "CONSULT", due: day, **told}

    async def _template(self, department: UUID) -> None:
        given: dict[str, Any] = {"department_id": department, "author_id": self.person("asks")}
        part = self._addressee("template", "due_in_days", 7)
        await self.put("template", models.RequestTemplate, "template", addressees=[part], **given)

    async def _delivery(self, asked: UUID) -> None:
        confirmed: dict[str, Any] = {
            "state": DeliveryState.CONFIRMED,
            "held_from": None,
            "leaving": Act.TRANSFER,
            "leaving_to_id": self.department(OUTSIDE),
        }
        await self.put("delivery", models.Delivery, department_id=asked, **confirmed)
        await self.put("handler", models.DeliveryHandler, employee_id=self.person("handles"))
        if self.kind in ("restricted", "open"):
            other = self.department(FOREIGN_ASKED)
            await self.put("unrated", models.Delivery, department_id=other, evaluated_at=None, **confirmed)

    async def _comments(self) -> None:
        kept: dict[str, Any] = {"author_id": self.person("writes"), "deleted_at": None, "resolved_at": None}
        visible: dict[str, Any] = kept | {"hidden_at": None, "hidden_reason": None, "follow_up": None}
        await self.put("comment", models.Comment, **visible)
        await self._on_comment("", self.stage.people["unrelated"].id, None)
        kept["follow_up"] = FollowUpState.ANSWERED
        await self.put("hidden", models.Comment, is_hidden=True, **kept)
        self.tables["comments"] = self.stage.rows[self.kind]["hidden"].id
        await self._on_comment("hidden ", None, self.department(ASKED))
        await self.put("report", models.CommentReport, "report", reporter_id=self.person("reports"))
        await self.put("deleted", models.Comment, author_id=self.person("writes"), body="", html="", plain="")

    async def _on_comment(self, name: str, employee_id: UUID | None, department_id: UUID | None) -> None:
        hidden = bool(name)
        await self.put(f"{name}revision", models.CommentRevision, "words", is_hidden=hidden)
        called: dict[str, Any] = {"employee_id": employee_id, "department_id": department_id}
        await self.put(f"{name}mention", models.CommentMention, "words", is_hidden=hidden, **called)
        await self.put(f"{name}reaction", models.CommentReaction)

    async def _ratings(self) -> None:
        author: dict[str, Any] = {"author_id": self.person("asks")}
        await self.put("evaluation", models.Evaluation, "marks", total=12, **author)
        author = {"author_id": self.person("handles")}
        await self.put("appeal", models.EvaluationAppeal, "marks", verdict=Verdict.UPHELD, **author)
        await self.put("return", models.ReturnEvaluation, "marks", **author)
        await self.put("notice", models.EvaluationNotice)

    async def _material(self, offering: UUID) -> None:
        uploaded: dict[str, Any] = {"uploaded_by_id": self.person("handles")}
        await self.put("attachment", models.Attachment, **uploaded | await self._file("removed_at"))
        await self.put("removed", models.Attachment, "removed", **uploaded | await self._file())
        await self.put("link", models.RequestLink)
        await self.put(
            "offer",
            models.HelpOffer,
            department_id=offering,
            offered_by_id=self.person("offers"),
            state=OfferState.OFFERED,
        )

    async def _file(self, *absent: str) -> dict[str, Any]:
        """Bytes in the storage, for a row to point to."""

        async def some() -> AsyncIterator[bytes]:
            yield b"x"

        kept = await self.stage.storage.save(some(), most=1)
        return {"storage_key": kept.key, **dict.fromkeys(absent)}


async def stand_in(stage: Stage) -> None:
    deputy = models.Deputy(
        department_id=stage.city.departments[ASKED].id,
        deputy_id=stage.people["deputy"].id,
        appointed_by_id=stage.people["head"].id,
        since=OPENING,
        until=OPENING + timedelta(days=30),
        reason="출장",
        created_at=NOON,
    )
    async with stage.city.sessions.begin() as session:
        session.add(deputy)
        membership = await session.scalar(select(models.Membership).limit(1))
    department, employee = stage.city.departments[ASKED], stage.people["deputy"]
    stage.rows["city"] = {"deputy": deputy, "department": department, "employee": employee}
    for row in (deputy, membership, department, employee):
        stage.things[global_id(TYPE_OF[type(row)], row.id)] = Thing("staff", "city")  # type: ignore[index,union-attr]


async def lay_down_rules(stage: Stage, session: AsyncSession) -> None:
    """Of mileage: those that are there from the beginning, others in force, and a draft."""
    people: dict[str, UUID] = dict.fromkeys(
        ("person_id", "tied_before", "tied_after", "entered", "left"), stage.people["handler"].id
    )
    for name, number in (("rules", 2), ("drafted rules", None)):
        thing = Thing("staff" if number else "policy", "city")
        row = filled(
            models.MileagePolicyVersion,
            partial(stage.secret, thing),
            {"employees": stage.people["stranger"].id},
            id=uuid7(),
            number=number,
            state=PolicyState.ACTIVE if number else PolicyState.DRAFT,
            numbers={},
            simulation=to_builtins(example(Simulation, str, people)),
            version=0,
        )
        session.add(row)
        stage.rows["city"][name] = row
        stage.things[global_id("MileagePolicy", row.id)] = thing  # type: ignore[attr-defined]
    stage.things[global_id("MileagePolicy", BUILT_IN_POLICY)] = Thing("staff", "city")


# Which kind of request each is related to: from the one to the other, and back.
RELATED = {"draft": "restricted", "foreign restricted": "foreign", "foreign": "open", "restricted": "open"}


async def relate(stage: Stage, session: AsyncSession, kind: str) -> None:
    other = RELATED[kind]
    for one, two in ((kind, other), (other, kind)):
        relation = models.RequestRelation(
            id=uuid7(),
            request_id=stage.rows[one]["request"].id,
            other_id=stage.rows[two]["request"].id,
            kind=RelationKind.RELATED,
            direction=Direction.OUTGOING,
            added_by_id=stage.people["colleague"].id,
            created_at=NOON,
            version=1,
        )
        session.add(relation)
        stage.things[global_id("RequestRelation", relation.id)] = Thing("both", one, two)
        if one == kind:
            stage.rows[one]["relation"] = relation
        else:
            stage.rows[one].setdefault("relation", relation)
