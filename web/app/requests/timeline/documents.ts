import { graphql, type ResultOf } from "../../api/graphql";

/** What is needed to say in one line what happened. */
export const EVENT_LINE = graphql(`
  fragment EventLine on TimelineEvent {
    __typename
    version
    occurredAt
    actor { id name }
    ... on RequestEditedEvent { fields }
    ... on RequestCancelledEvent { reason }
    ... on RequestRestrictedEvent { reason }
    ... on RequestStateChangedEvent { requestStateBefore requestStateAfter }
    ... on DeliverySentEvent { department { name } role }
    ... on DeliveryMovedEvent { act department { name } reason }
    ... on DeliveryAssignedEvent { department { name } handlers { leads employee { name } } }
    ... on DeliveryProgressedEvent { progressAfter health note delivery { departmentName } }
    ... on DeliveryTransferredEvent { fromDepartment { name } toDepartment { name } reason }
    ... on DeliveryDueChangedEvent { dueAfter delivery { departmentName } }
    ... on DeliveryLeavingProposedEvent { act department { name } target { name } reason }
    ... on DeliveryLeavingApprovedEvent { act department { name } }
    ... on DeliveryLeavingDeclinedEvent { act department { name } reason }
    ... on DeliveryLeavingWithdrawnEvent { act department { name } }
    ... on DeliveryLeavingVoidedEvent { act department { name } }
    ... on AttachmentAddedEvent { name }
    ... on CommentAddedEvent { followUp }
    ... on CommentHiddenEvent { reason }
    ... on LinkAddedEvent { url label }
    ... on HelpOfferedEvent { department { name } role }
    ... on HelpAcceptedEvent { department { name } }
    ... on HelpDeclinedEvent { department { name } reason }
    ... on HelpWithdrawnEvent { department { name } }
    ... on EvaluationSubmittedEvent { delivery { departmentName } }
    ... on EvaluationRemindedEvent { delivery { departmentName } dueAt }
    ... on EvaluationLapsedEvent { delivery { departmentName } }
  }
`);

export type EventLine = ResultOf<typeof EVENT_LINE>;
