// What can be done to the request as a whole, and why not what cannot.
import { useState } from "react";

import { announce } from "../../parts/announcing";
import { ReasonDialog } from "../../parts/ReasonDialog";
import { useSending } from "../../parts/useSending";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { AddDepartmentsDialog } from "./AddDepartmentsDialog";
import type { Detail } from "./documents";
import { EditDialog } from "./EditDialog";
import { LinkDialog } from "./LinkDialog";
import { REQUEST_CANCEL, REQUEST_OPEN, REQUEST_RESTRICT, TEMPLATE_CREATE } from "./mutations";
import { OfferDialog } from "./OfferDialog";
import { RelationDialog } from "./RelationDialog";
import { words } from "./words";

const LONGEST_REASON = 1_000;
const LONGEST_NAME = 100;
const DIALOGS = ["edit", "add", "cancel", "restrict", "link", "relate", "offer", "template"] as const;
type Opened = (typeof DIALOGS)[number];

interface Acted {
  readonly request: Detail;
  renew(request: Detail): void;
  /** Reads anew what no event tells. */
  refresh(): Promise<void>;
}

export function RequestActs({ request, renew, refresh }: Acted) {
  const w = useWords(words);
  const [opened, open] = useState<Opened>();
  const opening = useSending();
  const { viewer } = useSession();
  const close = () => open(undefined);
  const permissions = {
    edit: request.viewerCanEdit,
    add: request.viewerCanAddDepartments,
    cancel: request.viewerCanCancel,
    restrict: request.viewerCanRestrict,
    open: request.viewerCanOpen,
    link: request.viewerCanLink,
    relate: request.viewerCanRelate,
    offer: request.viewerCanOfferHelp,
    template: viewer.canCreateTemplate,
  };
  const acts = Object.keys(permissions) as (keyof typeof permissions)[];
  const allowed = acts.filter((act) => permissions[act].allowed);
  const refused = acts.filter((act) => !permissions[act].allowed);

  async function lift() {
    const payload = await opening.send(REQUEST_OPEN, { id: request.id });
    if (payload?.request) renew(payload.request);
  }
  return (
    <section className="stack tight" aria-label={w.whole}>
      <div className="row">
        {allowed.map((act) => (
          <button key={act} type="button" className="krds-btn tertiary small" onClick={() => (act === "open" ? void lift() : open(act))}>
            {w.acts[act]}
          </button>
        ))}
      </div>
      {opening.general && <p role="alert" className="notice danger small">{opening.general}</p>}
      {refused.length > 0 && (
        <details className="small">
          <summary>{w.cannot}</summary>
          <ul className="told">
            {refused.map((act) => (
              <li key={act}>
                <strong>{w.acts[act]}</strong> {permissions[act].reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {opened && <Dialogs opened={opened} close={close} request={request} renew={renew} refresh={refresh} />}
    </section>
  );
}

function Dialogs({ opened, close, request, renew, refresh }: Acted & { opened: Opened; close(): void }) {
  const done = (next: Detail | null | undefined) => {
    if (next) renew(next);
    close();
  };
  switch (opened) {
    case "edit":
      return <EditDialog request={request} done={done} onClose={close} />;
    case "add":
      return <AddDepartmentsDialog request={request} done={done} onClose={close} />;
    case "link":
      return <LinkDialog id={request.id} onClose={close} />;
    case "relate":
      return <RelationDialog id={request.id} added={refresh} onClose={close} />;
    case "template":
      return <AsTemplate id={request.id} onClose={close} />;
    case "offer":
      return <OfferDialog id={request.id} onClose={close} />;
    default:
      return <WithReason act={opened} id={request.id} done={done} onClose={close} />;
  }
}

function AsTemplate({ id, onClose }: { id: string; onClose(): void }) {
  const w = useWords(words);
  const sending = useSending(["name"]);
  async function send(name: string) {
    if (!(await sending.send(TEMPLATE_CREATE, { input: { name, fromRequest: id } }))) return;
    announce(w.templateMade);
    onClose();
  }
  return (
    <ReasonDialog title={w.acts.template} label={w.templateName} field="name" longest={LONGEST_NAME} sending={sending} send={send} onClose={onClose} />
  );
}

interface Reasoned {
  readonly act: "cancel" | "restrict";
  readonly id: string;
  done(request: Detail | null): void;
  onClose(): void;
}

function WithReason({ act, id, done, onClose }: Reasoned) {
  const w = useWords(words);
  const sending = useSending(["reason"]);
  async function send(reason: string) {
    const document = act === "cancel" ? REQUEST_CANCEL : REQUEST_RESTRICT;
    const payload = await sending.send(document, { id, reason });
    if (payload) done(payload.request);
  }
  return (
    <ReasonDialog title={w.acts[act]} label={w.reasonFor[act]} longest={LONGEST_REASON} sending={sending} send={send} onClose={onClose} />
  );
}
