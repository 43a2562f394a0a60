import { describe, expect, it } from "vitest";

import type { Detail, Loaded, RequestChange, Track } from "./documents";
import { changed, loaded, renewed, withEarlierEvents, withTrack } from "./state";

const track = (version: number, progress = 0) => ({ id: "협력", version, progress, department: { id: "과", code: "D", name: "과" } }) as Track;

function detail(version: number, ...tracks: Track[]): Detail {
  return { id: "요청", version, title: `제목 ${version}`, deliveries: { nodes: tracks, totalCount: tracks.length } } as unknown as Detail;
}

function page(version: number, events: number[]): Loaded {
  const nodes = events.map((one) => ({ __typename: "RequestPublishedEvent", version: one, occurredAt: "", actor: null }));
  const comments = { nodes: [], pageInfo: { hasPreviousPage: false, startCursor: null }, totalCount: 0 };
  return { ...detail(version, track(version)), comments, timeline: { nodes, pageInfo: { hasNextPage: true, endCursor: "앞" } } } as unknown as Loaded;
}

function change(version: number, request: Detail | null): RequestChange {
  const event = { __typename: "DeliveryMovedEvent", version, occurredAt: "", actor: null, act: "RECEIVE", department: null, reason: null };
  return { __typename: "RequestChange", cursor: "", position: version, event, request } as unknown as RequestChange;
}

const versions = (events: readonly { version: number }[]) => events.map(({ version }) => version);

describe("a request on its page", () => {
  it("takes what an event brings, and tells whose part it was", () => {
    const next = changed(loaded(page(3, [3, 2])), change(4, detail(4, track(4))));
    expect(next.request.title).toBe("제목 4");
    expect(versions(next.events)).toEqual([4, 3, 2]);
    expect([...next.fresh.keys()]).toEqual(["협력"]);
  });

  it("is never older than it was", () => {
    const ahead = renewed(loaded(page(3, [3])), detail(6));
    const next = changed(ahead, change(4, detail(4)));
    expect(next.request.title).toBe("제목 6");
    expect(versions(next.events)).toEqual([4, 3]);
  });

  it("lists an event once, however often it comes", () => {
    const shown = loaded(page(3, [3, 2]));
    expect(versions(changed(shown, change(3, detail(3))).events)).toEqual([3, 2]);
  });

  it("shows an act before its event has come, and not after a newer one", () => {
    const shown = loaded(page(3, [3]));
    const acted = { id: "협력", version: 5, progress: 50, department: { id: "과", name: "과" } };
    const after = withTrack(shown, acted as Track).request.deliveries.nodes[0];
    expect(after).toMatchObject({ version: 5, progress: 50, department: { id: "과", code: "D", name: "과" } });
    const newer = changed(shown, change(6, detail(6, track(6, 80))));
    expect(withTrack(newer, acted as Track).request.deliveries.nodes[0]?.progress).toBe(80);
  });

  it("goes further back without a gap or a repetition", () => {
    const more = { nodes: page(3, [2, 1]).timeline.nodes, pageInfo: { hasNextPage: false, endCursor: null } };
    const whole = withEarlierEvents(loaded(page(3, [3, 2])), more as Loaded["timeline"]);
    expect(versions(whole.events)).toEqual([3, 2, 1]);
    expect(whole.earlierEvents).toBeNull();
  });
});
