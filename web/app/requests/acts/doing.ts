// Where somebody is in doing something with a delivery. `seen` is the delivery as they saw it when they began:
// what others have done since then is a conflict, even where the page already shows it.
import type { Acting, DeliveryNow } from "./documents";
import { draftOf, isPlain, type Draft } from "./drafts";
import type { Refusal } from "../../api/refused";
import type { Acted } from "./mutations";

export type Doing =
  | { readonly name: "idle" }
  | { readonly name: "asking"; readonly draft: Draft; readonly seen: Acting; readonly refusals: readonly Refusal[] }
  | { readonly name: "sending"; readonly draft: Draft; readonly seen: Acting }
  | { readonly name: "refused"; readonly draft: Draft; readonly seen: Acting; readonly refusals: readonly Refusal[] }
  | { readonly name: "stale"; readonly draft: Draft; readonly seen: Acting; readonly now: DeliveryNow };

export type Sending = Extract<Doing, { name: "sending" }>;

export const IDLE: Doing = { name: "idle" };

/** What an act begins with: its form, or at once the sending of what needs none. */
export function begun(act: Draft["act"], delivery: Acting): Doing {
  const draft = draftOf(act, delivery);
  return isPlain(draft) ? { name: "sending", draft, seen: delivery } : { name: "asking", draft, seen: delivery, refusals: [] };
}

export function isStale({ errors }: Pick<Acted, "errors">): boolean {
  return errors.some(({ reason }) => reason === "STALE");
}

/** Refused: whoever filled a form gets it back as they left it. */
export function takenBack({ draft, seen }: Sending, refusals: readonly Refusal[]): Doing {
  return { name: isPlain(draft) ? "refused" : "asking", draft, seen, refusals };
}

/** The same again, on what is there now. */
export function again({ draft, now }: Extract<Doing, { name: "stale" }>): Doing {
  return isPlain(draft) ? { name: "sending", draft, seen: now } : { name: "asking", draft, seen: now, refusals: [] };
}

/** What was refused about the input of that name; without a name, all that is about no input shown. */
export function refusalOf(refusals: readonly Refusal[], field: string): string | undefined {
  const found = refusals.filter(({ field: path }) => path.includes(field));
  return found.length > 0 ? found.map(({ message }) => message).join(" ") : undefined;
}

/** Of what was read anew only the delivery itself: pages put it over what else they know of it. */
export function bare({ request, __typename, ...delivery }: DeliveryNow): Acting {
  return delivery;
}

/** What has happened to this delivery, or to all of its request, since somebody saw it. */
export function since(seen: Pick<Acting, "id" | "version">, now: DeliveryNow) {
  return (now.request?.timeline.nodes ?? []).filter((event) => {
    const about = "delivery" in event ? event.delivery?.id : undefined;
    return event.version > seen.version && (about === undefined || about === seen.id);
  });
}
