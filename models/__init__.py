"""Tables. One module per subject; import the classes from here."""

from models.attachments import Attachment
from models.base import Base
from models.comments import Comment, CommentMention, CommentReaction, CommentReport, CommentRevision
from models.evaluations import Evaluation, EvaluationAppeal, EvaluationNotice, ReturnEvaluation
from models.events import EventLine, EventPosition, LogState, UnnumberedEvent
from models.leases import Lease
from models.mileage import (
    MileageAdjustment,
    MileageClaim,
    MileageEntry,
    MileageHelped,
    MileageMonth,
    MileagePolicyVersion,
    MileagePrivacy,
    MileageRemark,
    MileageStanding,
    MileageState,
    MileageWork,
    MonthlyKing,
    Thanks,
)
from models.newsletter_discards import NewsletterDiscard
from models.newsletter_mail import (
    NewsletterMail,
    NewsletterMailItem,
    NewsletterOutbox,
    NewsletterSignup,
    NewsletterSubscriber,
    NewsletterSubscription,
)
from models.newsletter_readings import NewsletterOpenings, NewsletterReading
from models.newsletter_sketches import NewsletterBand, NewsletterSketch
from models.newsletter_sources import NewsletterSource
from models.newsletter_texts import NewsletterText
from models.newsletters import Newsletter, NewsletterFile, NewsletterIssue
from models.offers import HelpOffer
from models.people import Department, DepartmentFact, Deputy, Employee, Membership, RoleGrant
from models.relations import RequestLink, RequestRelation
from models.requests import Delivery, DeliveryHandler, Request, RequestNumber, RequestTemplate
from models.search import RequestText
from models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "Attachment",
    "Base",
    "Comment",
    "CommentMention",
    "CommentReaction",
    "CommentReport",
    "CommentRevision",
    "Delivery",
    "DeliveryHandler",
    "Department",
    "DepartmentFact",
    "Deputy",
    "Employee",
    "Evaluation",
    "EvaluationAppeal",
    "EvaluationNotice",
    "EventLine",
    "EventPosition",
    "HelpOffer",
    "Lease",
    "LogState",
    "Membership",
    "MileageAdjustment",
    "MileageClaim",
    "MileageEntry",
    "MileageHelped",
    "MileageMonth",
    "MileagePolicyVersion",
    "MileagePrivacy",
    "MileageRemark",
    "MileageStanding",
    "MileageState",
    "MileageWork",
    "MonthlyKing",
    "Newsletter",
    "NewsletterBand",
    "NewsletterDiscard",
    "NewsletterFile",
    "NewsletterIssue",
    "NewsletterMail",
    "NewsletterMailItem",
    "NewsletterOpenings",
    "NewsletterOutbox",
    "NewsletterReading",
    "NewsletterSignup",
    "NewsletterSketch",
    "NewsletterSource",
    "NewsletterSubscriber",
    "NewsletterSubscription",
    "NewsletterText",
    "Request",
    "RequestLink",
    "RequestNumber",
    "RequestRelation",
    "RequestTemplate",
    "RequestText",
    "ReturnEvaluation",
    "RoleGrant",
    "Thanks",
    "UnnumberedEvent",
]
