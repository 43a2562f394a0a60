// A request as it stands on its page: pure steps from what was loaded and what has happened since.
import { nextOf } from "../../api/paging";
import { withComments, type Comments } from "../../comments/threads";
import type { Rating } from "../../evaluations/documents";
import type { Acting } from "../acts/documents";
import type { EventLine } from "../timeline/documents";
import type { Detail, Loaded, RequestChange, Track } from "./documents";

export interface Shown {
  readonly request: Detail;
  readonly comments: Comments;
  /** Newest first. */
  readonly events: readonly EventLine[];
  /** Cursors of what came before; null if that is all. */
  readonly earlierComments: string | null;
  readonly earlierEvents: string | null;
  /** Of events that came while the page was open: what they are about, by ID. */
  readonly fresh: ReadonlyMap<string, EventLine>;
}

export function loaded({ comments, timeline, ...request }: Loaded): Shown {
  return {
    request,
    comments: withComments(new Map(), comments.nodes),
    events: timeline.nodes,
    earlierComments: comments.pageInfo.hasPreviousPage ? comments.pageInfo.startCursor : null,
    earlierEvents: nextOf(timeline),
    fresh: new Map(),
  };
}

export function changed(shown: Shown, { event, request }: RequestChange): Shown {
  const comment = "comment" in event ? event.comment : null;
  const isKnown = shown.events.some(({ version }) => version >= event.version);
  return {
    ...shown,
    request: request ? newer(shown.request, request) : shown.request,
    comments: comment ? withComments(shown.comments, [comment]) : shown.comments,
    events: isKnown ? shown.events : [event, ...shown.events],
    fresh: withAll(shown.fresh, subjectsOf(shown.request, event, request), event),
  };
}

/** What a mutation has brought of the request. */
export function renewed(shown: Shown, request: Detail): Shown {
  return { ...shown, request: newer(shown.request, request) };
}

/** What an act on one delivery has brought. */
export function withTrack(shown: Shown, delivery: Acting): Shown {
  return onTrack(shown, delivery, (track) => {
    const department = track.department && delivery.department && { ...track.department, ...delivery.department };
    return { ...track, ...delivery, department };
  });
}

/** What rating one delivery, or answering its rating, has brought. Who handles it is known better already. */
export function withRating(shown: Shown, { handlers: _, ...rating }: Rating): Shown {
  return onTrack(shown, rating, (track) => ({ ...track, ...rating }));
}

function onTrack(shown: Shown, { id, version }: Pick<Track, "id" | "version">, change: (track: Track) => Track): Shown {
  const nodes = shown.request.deliveries.nodes.map((track) =>
    track.id === id && track.version <= version ? change(track) : track,
  );
  return { ...shown, request: { ...shown.request, deliveries: { ...shown.request.deliveries, nodes } } };
}

export function withEarlierComments(shown: Shown, { nodes, pageInfo }: Loaded["comments"] | EarlierComments): Shown {
  const earlierComments = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
  return { ...shown, comments: withComments(shown.comments, nodes), earlierComments };
}

export function withEarlierEvents(shown: Shown, { nodes, pageInfo }: Loaded["timeline"]): Shown {
  const oldest = shown.events.at(-1)?.version ?? Infinity;
  const more = nodes.filter(({ version }) => version < oldest);
  return { ...shown, events: [...shown.events, ...more], earlierEvents: nextOf({ pageInfo }) };
}

type EarlierComments = Omit<Loaded["comments"], "totalCount">;

function newer(before: Detail, next: Detail): Detail {
  return next.version >= before.version ? next : before;
}

/** The deliveries that this event has changed. */
function subjectsOf(before: Detail, event: EventLine, after: Detail | null): string[] {
  const versions = new Map(before.deliveries.nodes.map(({ id, version }) => [id, version]));
  const changedOnes = after?.deliveries.nodes.filter(({ id, version }) => version !== versions.get(id)) ?? [];
  return changedOnes.filter(({ version }) => version === event.version).map(({ id }) => id);
}

function withAll<Value>(map: ReadonlyMap<string, Value>, keys: readonly string[], value: Value): ReadonlyMap<string, Value> {
  return keys.length > 0 ? new Map([...map, ...keys.map((key) => [key, value] as const)]) : map;
}
