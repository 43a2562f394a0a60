"""What an actor may see: the rules of madang.rules.access as WHERE clauses, one for every kind of row."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, select

import models
from madang.rules import access
from madang.rules.conditions import Condition
from madang.rules.people import Actor
from models import Base
from resolvers.clauses import clause

M = TypeVar("M", bound=Base)
Rule = Callable[[Actor | None], Condition]

SEEN: dict[type[Base], Rule] = {
    models.Department: access.for_staff,
    models.DepartmentFact: access.for_staff,
    models.Employee: access.for_staff,
    models.Membership: access.for_staff,
    models.Deputy: access.for_staff,
    models.RoleGrant: access.for_staff,
    models.Request: access.seen_requests,
    models.Delivery: access.of_seen_request,
    models.DeliveryHandler: access.of_seen_delivery,
    models.EventLine: access.seen_lines,
    models.RequestTemplate: access.of_own_department,
    models.Evaluation: access.of_parties_to_marks,
    models.EvaluationAppeal: access.of_parties_to_appeal,
    models.ReturnEvaluation: access.of_parties_to_marks,
    models.EvaluationNotice: access.of_seen_delivery,
    models.Comment: access.of_seen_request,
    models.CommentRevision: access.of_readable_comment,
    models.CommentMention: access.of_readable_comment,
    models.CommentReaction: access.of_seen_comment,
    models.CommentReport: access.seen_reports,
    models.Attachment: access.seen_attachments,
    models.RequestLink: access.of_seen_request,
    models.RequestRelation: access.seen_relations,
    models.HelpOffer: access.of_seen_request,
    models.MileageMonth: access.for_staff,
    models.MonthlyKing: access.for_staff,
    models.MileageAdjustment: access.seen_adjustments,
    models.Thanks: access.seen_thanks,
    models.MileageStanding: access.seen_standings,
    models.MileageEntry: access.seen_mileage,
    models.MileagePolicyVersion: access.seen_policies,
    models.Newsletter: access.seen_newsletters,
    models.NewsletterIssue: access.seen_issues,
    models.NewsletterSource: access.seen_sources,
    models.NewsletterFile: access.seen_newsletter_files,
}


def seen(model: type[Base], actor: Actor | None) -> ColumnElement[bool]:
    """The rows of `model` that exist for this actor. A model without a rule is a KeyError: nobody sees it."""
    return _seen(SEEN[model], actor, model)


@lru_cache(maxsize=1000)
def _seen(rule: Rule, actor: Actor | None, model: type[Base]) -> ColumnElement[bool]:
    """Expressions do not change; to build one takes longer than a small statement."""
    return clause(rule(actor), model)


def readable(model: type[M], actor: Actor | None) -> Select[M]:
    return select(model).where(seen(model, actor))
