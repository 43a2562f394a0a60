// One request: who asked whom for what, each department's track, what has happened, what is said, who is here.
import { useState } from "react";

import { Comments } from "../../comments/Comments";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import { useSession, type Viewer } from "../../session/Session";
import { useWords } from "../../words/language";
import { PresentPeople, usePresence } from "../presence/Present";
import type { Detail } from "./documents";
import { Heading } from "./Heading";
import { Material } from "./Material";
import { Offers } from "./Offers";
import { RequestActs } from "./RequestActs";
import type { Shown } from "./state";
import { Timeline } from "./Timeline";
import { TrackCard } from "./TrackCard";
import { useRequest } from "./useRequest";
import { words } from "./words";
import "./request.css";

export default function RequestPage({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const live = useRequest(decodeURIComponent(params["key"] ?? ""));
  const { shown, isMissing, failure } = live;
  if (isMissing) {
    return (
      <Empty isPage title={w.missing}>
        <p>{w.missingHelp}</p>
      </Empty>
    );
  }
  if (!shown) return failure ? <Problem failure={failure} /> : <Loading lines={6} />;
  return (
    <>
      {failure && <Problem failure={failure} />}
      <Opened shown={shown} live={live} />
    </>
  );
}

function Opened({ shown, live }: { shown: Shown; live: ReturnType<typeof useRequest> }) {
  const w = useWords(words);
  const { request } = shown;
  const { viewer } = useSession();
  const [isWriting, setWriting] = useState(false);
  const present = usePresence(request.id, isWriting ? "WRITING" : "VIEWING");
  useTitle(`${request.key ?? ""} ${request.title}`);
  return (
    <article className="request">
      <div className="request-main stack">
        <Heading request={request} />
        <RequestActs request={request} renew={live.renew} refresh={live.refresh} />
        <section aria-labelledby="tracks" className="stack tight">
          <h2 id="tracks">{w.deliveries}</h2>
          {request.deliveries.nodes.map((track) => (
            <TrackCard key={track.id} track={track} hint={shown.fresh.get(track.id)} renew={live.renewTrack} rate={live.rate} />
          ))}
        </section>
        <Offers request={request} />
        <Comments
          requestId={request.id}
          permission={request.viewerCanComment}
          comments={shown.comments}
          deliveries={request.deliveries.nodes}
          isParty={isParty(request, viewer)}
          hasEarlier={shown.earlierComments !== null}
          earlier={live.earlierComments}
          say={live.say}
          onWriting={setWriting}
        />
      </div>
      <aside className="request-side stack" aria-label={w.aside} tabIndex={0}>
        <PresentPeople present={present} />
        <Material request={request} refresh={live.refresh} />
        <Timeline events={shown.events} earlier={shown.earlierEvents === null ? undefined : live.earlierEvents} />
      </aside>
    </article>
  );
}

/** Of the requester's or an asked department: only to offer what may be done; the server decides. */
function isParty({ requester, requesterDepartment, deliveries }: Detail, viewer: Viewer): boolean {
  const involved = [requesterDepartment, ...deliveries.nodes.map(({ department }) => department)];
  const own = new Set(viewer.departments.map(({ id }) => id));
  return requester?.id === viewer.employee?.id || involved.some((department) => department !== null && own.has(department.id));
}
