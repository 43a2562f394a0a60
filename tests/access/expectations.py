"""What is expected of every type, field and root field, written by hand. What stands nowhere fails the test.

A type's rule says who sees a row of it; a field that gives another row follows that row's rule, and a field
that is a value is shown to whoever sees its row, unless EXCEPTIONS names a rule of its own.
"""

from tests.access.parts import (
    ADMINISTRATORS,
    ANYONE,
    EVERYBODY,
    NOBODY,
    READS_HIDDEN,
    SEES_ADJUSTMENT,
    SEES_MARKS,
    SEES_REPORT,
    SEES_REQUEST,
    SEES_TEMPLATE,
    SEES_THANKS,
    SEES_UNPUBLISHED,
    those,
)

# Rules of types: staff (all who are signed in), request (who sees the request it hangs on), marks, words
# (what tells of a comment's text), report, both (who sees both requests), holder (a value of what holds it),
# template (of a department), policy (drafted rules), adjustment and thanks (of mileage: whose it is),
# standing (on a board), mileage (in the ledger), line (of a request's timeline), payload (of a mutation),
# newsletter (for citizens, for staff, or not out yet), viewer (of oneself), search
# (what was found among issues one sees: tests/access/test_searching.py).
# fmt: off
TYPES: dict[str, tuple[str, str]] = {
    "Employee": ("staff", """id number name email leftOn isSample version memberships roleGrants mentionText
        department"""),
    "Membership": ("staff", "id employee department position isMain since until"),
    "Department": ("staff", """id evaluationSummary code name kind openedOn closedOn isSample version parent
        meetsCitizens successor facts deputies present mentionText nameOn children members"""),
    "DepartmentFact": ("staff", "since until name kind parent"),
    "Deputy": ("staff", "id department deputy appointedBy since until reason createdAt"),
    "RoleGrant": ("staff", "role since until"),
    "Request": ("request", """id key title project scale significance body bodyHtml dueOn state restriction
        cancelReason requester requesterDepartment requesterDepartmentName createdAt updatedAt publishedAt
        closedAt version changedVersion addressees deliveries attachments comments links relations offers
        timeline"""),
    "Addressee": ("holder", "department role ask offeredResource dueOn"),
    "Delivery": ("request", """id isEvaluated evaluation evaluationDueAt evaluationHasLapsed
        returnEvaluation request department departmentName role ask offeredResource state stateSince reason
        dueOn progress health progressNote result sentAt receivedAt acceptedAt reportedAt confirmedAt
        handlers version comments leaving
        viewerNeedsApproval"""),
    "DeliveryLeaving": ("holder", "act reason target proposedBy proposedAt"),
    "Handler": ("holder", "employee leads share"),
    "Evaluation": ("marks", """id delivery author importance effectiveness promptness difficulty comment
        submittedAt editedAt reply repliedBy repliedAt appeal withdrawnAt version score editableUntil"""),
    "EvaluationAppeal": ("marks", """id evaluation author reason appealedAt verdict decision decidedBy
        decidedAt version"""),
    "ReturnEvaluation": ("marks", """id delivery author clarity communication timing comment submittedAt
        version"""),
    "Attachment": ("request", """id name mediaType size sha256 uploadedBy delivery createdAt version
        downloadPath"""),
    "RequestLink": ("request", "id url label addedBy createdAt version"),
    "RequestRelation": ("both", "id kind direction request addedBy createdAt version"),
    "HelpOffer": ("request", """id request department departmentName offeredBy role message resources state
        answer answeredBy answeredAt delivery createdAt version"""),
    "Comment": ("request", """id request delivery parent quoted author authorDepartment authorDepartmentName
        state body bodyHtml bodyText hiddenReason followUp answer resolvedAt resolvedBy createdAt editedAt
        deletedAt version mentions reactions replies revisions reports"""),
    "CommentMention": ("words", "id comment employee department createdAt"),
    "CommentRevision": ("words", "id body bodyHtml bodyText writtenAt replacedAt"),
    "CommentReport": ("report", "id comment reporter reason createdAt"),
    "ReactionCount": ("holder", "kind count viewerReacted emoji label"),
    "RequestDraftedEvent": ("line", "title project"),
    "RequestDiscardedEvent": ("line", ""),
    "RequestEditedEvent": ("line", "fields title project scale dueOn"),
    "RequestPublishedEvent": ("line", "key"),
    "RequestStateChangedEvent": ("line", "requestStateBefore requestStateAfter"),
    "RequestCancelledEvent": ("line", "reason"),
    "RequestRestrictedEvent": ("line", "reason"),
    "RequestOpenedEvent": ("line", ""),
    "DeliverySentEvent": ("line", "delivery department role dueOn state"),
    "DeliveryMovedEvent": ("line", "delivery department act stateBefore stateAfter reason"),
    "DeliveryAssignedEvent": ("line", "delivery department stateBefore stateAfter handlers"),
    "AssignedHandler": ("holder", "employee leads share"),
    "DeliveryTransferredEvent": ("line", "delivery fromDepartment toDepartment reason"),
    "DeliveryProgressedEvent": ("line", "delivery progressBefore progressAfter health note"),
    "DeliveryDueChangedEvent": ("line", "delivery dueBefore dueAfter"),
    "DeliveryLeavingProposedEvent": ("line", "delivery department act target reason"),
    "DeliveryLeavingApprovedEvent": ("line", "delivery department act"),
    "DeliveryLeavingDeclinedEvent": ("line", "delivery department act reason"),
    "DeliveryLeavingWithdrawnEvent": ("line", "delivery department act"),
    "DeliveryLeavingVoidedEvent": ("line", "delivery department act"),
    "EvaluationSubmittedEvent": ("line", "delivery evaluation"),
    "EvaluationEditedEvent": ("line", "delivery evaluation"),
    "EvaluationRepliedEvent": ("line", "delivery evaluation"),
    "EvaluationAppealedEvent": ("line", "delivery appeal"),
    "EvaluationAppealDecidedEvent": ("line", "delivery appeal"),
    "ReturnEvaluationSubmittedEvent": ("line", "delivery returnEvaluation"),
    "EvaluationRemindedEvent": ("line", "delivery number dueAt"),
    "EvaluationLapsedEvent": ("line", "delivery"),
    "AttachmentAddedEvent": ("line", "attachment name size"),
    "AttachmentRemovedEvent": ("line", ""),
    "LinkAddedEvent": ("line", "url label"),
    "LinkRemovedEvent": ("line", ""),
    "HelpOfferedEvent": ("line", "department role"),
    "HelpAcceptedEvent": ("line", "department"),
    "HelpDeclinedEvent": ("line", "department reason"),
    "HelpWithdrawnEvent": ("line", "department"),
    "CommentAddedEvent": ("line", "comment parent delivery length followUp"),
    "CommentEditedEvent": ("line", "comment length"),
    "CommentDeletedEvent": ("line", "comment"),
    "CommentHiddenEvent": ("line", "comment reason"),
    "CommentRestoredEvent": ("line", "comment"),
    "CommentReportedEvent": ("reported line", "comment reason"),
    "FollowUpOpenedEvent": ("line", "comment"),
    "FollowUpAnsweredEvent": ("line", "comment answer"),
    "FollowUpReopenedEvent": ("line", "comment"),
    "ReactionSetEvent": ("line", "comment reaction"),
    "ReactionUnsetEvent": ("line", "comment reaction"),
    "ThreadResolvedEvent": ("line", "comment"),
    "ThreadReopenedEvent": ("line", "comment"),
    "RequestChange": ("holder", "cursor position matches event request"),
    "NewsletterReadership": ("staff", "staff citizens viewerHasRead viewerHasStarred"),
    "SimilarNewsletterIssue": ("holder", "likeness issue"),
    "RelatedNewsletterIssue": ("holder", "onSubject ofPartner issue"),
    "RelatedRequest": ("holder", "request"),
    "NewsletterIssueChange": ("holder", """cursor position matches news version occurredAt actor
        issueId issue"""),
    "SnapshotRequired": ("holder", "cursor"),
    "RequestPresence": ("holder", "people totalCount"),
    "Presence": ("holder", "employee doing since"),
    "EvaluationSummary": ("staff", "count means withheldBecause"),
    "EvaluationMeans": ("staff", "importance effectiveness promptness difficulty score"),
    "EvaluationScale": ("staff", "question label anchors axis"),
    "ReturnEvaluationScale": ("staff", "question label anchors axis"),
    "EvaluationAnchor": ("staff", "mark text"),
    "RequestCount": ("viewer", "state count"),
    "Viewer": ("viewer", "employee department departments clerkOf headOf roles readOnly canCreateTemplate"),
    "Permission": ("viewer", "allowed reason"),
    "NewsletterMailSubscription": ("viewer", "email frequency newsletters topics publishers token"),
    "PageInfo": ("holder", "hasNextPage hasPreviousPage startCursor endCursor"),
    "RequestTemplate": ("template", """id name department author title project scale significance body
        dueInDays createdAt updatedAt version addressees"""),
    "RequestTemplateAddressee": ("holder", "department role ask offeredResource dueInDays"),
    "RequestTemplateAdjustment": ("payload", "department present outcome message"),
    "MileageMonth": ("staff", """id year month state closedAt entries chain people tied decision decidedBy
        decidedAt kings version"""),
    "TiedEmployee": ("holder", "employee"),
    "MonthlyKing": ("staff", """id year month place rank employee department points meanScore
        helpedDepartments chosenAt incentive incentiveAmount incentiveNote incentiveAt version"""),
    "MonthlyKingsAnnounced": ("holder", "cursor month"),
    "MileageAdjustment": ("adjustment", """id employee department points reason state proposedBy proposedAt
        decidedBy decidedAt decision version"""),
    "Thanks": ("thanks", "id giver giverDepartment receiver receiverDepartment message givenAt version"),
    "NewsletterFeed": ("viewer", "id name hint createdAt expiresAt lastUsedOn"),
    "ThanksAllowance": ("viewer", "year month given left mostForOne"),
    "MileageFlag": ("holder", "kind people firstAt lastAt score explanation evidence"),
    "MileageFlagPerson": ("holder", "employee"),
    "MileageFlagNumber": ("holder", "name value"),
    "MileageFlagEvidence": ("holder", "what numbers entries"),
    "LeaderboardRow": ("standing", """id holder period employee department total requestPoints responsePoints
        commentPoints thanksPoints adjustmentPoints requestCount responseCount commentCount thanksCount
        departmentsHelped means lastEarnedAt rank"""),
    "MyMileage": ("viewer", "period isHidden winsHidden row"),
    "LeaderboardNeighbourhood": ("viewer", "row rows"),
    "LeaderboardChange": ("holder", "period rows"),
    "MileageEntry": ("mileage", """id number rule outcome amount explanation employee department thankedBy
        comment request occurredAt day month share ordinal policyNumber reversed"""),
    "MyMileageChange": ("viewer", "number entry"),
    "MileagePolicy": ("policy", """id number state note effectiveFrom draftedBy draftedAt editedBy editedAt
        simulatedAt activatedBy activatedAt version numbers simulation"""),
    "MileagePolicyNumber": ("staff", "name label description unit least most usual"),
    "MileagePolicyValue": ("holder", "name label unit value isUsual"),
    "MileageSimulation": ("holder", """firstYear firstMonth lastYear lastMonth months rules likeness moved
        moves"""),
    "MileageSimulationMonth": ("holder", """year month before after tiedBefore tiedAfter entered left
        likeness"""),
    "MileageSimulationMove": ("holder", "employee before after rankBefore rankAfter rules cause"),
    "MileageSimulationSeat": ("holder", "place employee points"),
    "MileageSimulationEmployee": ("holder", "employee"),
    "MileageRankLikeness": ("holder", "people spearman kendall"),
    "MileageRuleOutcome": ("holder", "rule before after difference"),
    "Newsletter": ("newsletter", """id slug name publisher publisherName audience period topics formats
        language status createdAt updatedAt version issues sources"""),
    "NewsletterIssue": ("newsletter", """id newsletter number issuedOn heading body bodyHtml bodyText excerpt
        format files cover audience state author createdAt editedBy editedAt approvedBy approvedAt publishAt
        scheduledBy scheduleProblem publishedBy publishedAt archivedBy archivedAt version readership source
        sourceChangedAt similar"""),
    "NewsletterFile": ("newsletter", "id role name mediaType size sha256 uploadedBy createdAt version path"),
    "NewsletterSearchPage": ("search", "totalCount groupCount edges pageInfo facets"),
    "NewsletterHit": ("search", "cursor node score heading snippet attachment similarCount similar"),
    "TextPart": ("search", "text marked"),
    "NewsletterFacets": ("search", "newsletters publishers topics years audiences periods"),
    "NewsletterFacetValue": ("search", "value label count"),
    "NewsletterSuggestion": ("search", "kind text newsletter issue"),
    "NewsletterSource": ("newsletter", """id newsletter kind url partSelector linkSelector release state
        problem failures found nextAt lastFetchedAt lastFoundAt addedBy releasedBy createdAt version
        issues"""),
    "UserError": ("payload", "field message code reason"),
    "UnresolvedMention": ("payload", "name reason message"),
}
# fmt: on
OF_EVERY_LINE = "version occurredAt actor"
OF_CONNECTIONS, OF_EDGES = "edges nodes pageInfo totalCount", "cursor node"

# Values that not everybody sees who sees their row: `hidden` as READS_HIDDEN, `viewer` differs by who asks,
# `administrators` are the only ones.
EXCEPTIONS: dict[str, str] = {
    "Comment.body": "hidden",
    "Comment.bodyHtml": "hidden",
    "Comment.bodyText": "hidden",
    "ReactionCount.viewerReacted": "viewer",
    "NewsletterReadership.viewerHasRead": "viewer",
    "NewsletterReadership.viewerHasStarred": "viewer",
    "Delivery.viewerNeedsApproval": "viewer",
    "MileagePolicy.simulation": "administrators",
}

WHO_SEES: dict[str, dict[str, frozenset[str]]] = {
    "request": SEES_REQUEST,
    "marks": SEES_MARKS,
    "report": SEES_REPORT,
    "template": SEES_TEMPLATE,
    "adjustment": {"city": SEES_ADJUSTMENT},
    "thanks": {"city": SEES_THANKS},
    "own mileage": dict.fromkeys(SEES_REQUEST, those("handler administrator")),  # or hidden
    "won mileage": dict.fromkeys(SEES_REQUEST, EVERYBODY),  # of a winner, or on a board
    "policy": {"city": ADMINISTRATORS},
    "newsletter for citizens": {"city": ANYONE},
    "newsletter for staff": {"city": EVERYBODY},
    "newsletter not out": {"city": SEES_UNPUBLISHED},
    "hidden": READS_HIDDEN,
    "removed": dict.fromkeys(SEES_REQUEST, NOBODY),  # an attachment that was taken off
    "reported line": {kind: ADMINISTRATORS & seen for kind, seen in SEES_REQUEST.items()},
}

# Root fields of Query and Subscription: who is let in; what they give follows the types above, but for OWN.
STAFF = EVERYBODY
ROOTS: dict[str, frozenset[str]] = {
    "node": ANYONE, "nodes": ANYONE, "newsletters": ANYONE, "newsletter": ANYONE, "newsletterIssues": ANYONE,
    "newsletterIssue": ANYONE, "newsletterPreview": STAFF,
    "newsletterSearch": ANYONE, "newsletterSuggestions": ANYONE,
    "newsletterMailIsOffered": ANYONE, "newsletterSubscription": ANYONE,
    "requests": STAFF, "requestCounts": STAFF, "request": STAFF,
    "deliveries": STAFF, "inbox": STAFF, "mentions": STAFF, "commentReports": ADMINISTRATORS,
    "evaluationScale": STAFF, "returnEvaluationScale": STAFF, "unratedDeliveries": STAFF,
    "evaluationAppeals": STAFF, "evaluationSummary": STAFF, "viewer": ANYONE, "department": STAFF,
    "departments": STAFF, "employee": STAFF, "employees": STAFF, "liveCursor": STAFF,
    "requestTemplates": STAFF,
    "mileageMonths": STAFF, "monthlyKings": STAFF, "mileageAdjustments": STAFF, "thanksReceived": STAFF,
    "thanksGiven": STAFF, "thanksAllowance": STAFF, "mileageFlags": ADMINISTRATORS,
    "monthlyKingsChosen": STAFF,
    "leaderboard": STAFF, "myMileage": STAFF, "leaderboardAround": STAFF, "mileageEntries": STAFF,
    "mileagePolicyNumbers": STAFF, "mileagePolicies": STAFF, "mileagePolicy": STAFF,
    "mileagePolicyInForce": STAFF, "mileagePolicySimulation": ADMINISTRATORS,
    "requestEvents": STAFF, "boardEvents": STAFF, "inboxEvents": STAFF, "mentionEvents": STAFF,
    "newsletterIssueEvents": STAFF, "departmentsWithoutNewsletter": STAFF,
    "newsletterIssuesRelatedToRequest": STAFF, "requestsRelatedToNewsletterIssue": STAFF,
    "newsletterFeeds": STAFF, "newsletterSources": STAFF,
    "requestPresence": STAFF, "leaderboardChanged": STAFF, "myMileageChanged": STAFF,
}  # fmt: skip

# Lists of what is one's own: the kinds of requests of which rows stand in it, by who asks; else nothing.
OPEN, RESTRICTED = "open", "restricted"
OUR_INBOX: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("handler", "clerk", "head", "deputy", "member"), (RESTRICTED, OPEN)
)
OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "inbox": OUR_INBOX,
    # 오솔길 is called in every comment; the asked department in hidden ones, which its people cannot read
    "mentions": {"unrelated": ("foreign", OPEN)},
    "unratedDeliveries": {"requester": (RESTRICTED, OPEN)},
    "thanksReceived": {"requester": ("city",)},
    "thanksGiven": {"handler": ("city",)},
    "mileageEntries": {"handler": (RESTRICTED, OPEN)},
}
