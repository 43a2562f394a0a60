// A word of thanks to somebody, who is given or looked for.
import { useState } from "react";

import { useRead } from "../../api/useRead";
import { announce } from "../../parts/announcing";
import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { PersonPicker, type Picked } from "../../people/PersonPicker";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { GIVE, PLACES, type Thanks } from "./documents";
import type { useAllowance, Whom } from "./useAllowance";
import { words } from "./words";

const LONGEST = 500;

interface Asked {
  readonly receiver?: { readonly id: string; readonly name: string };
  readonly against: ReturnType<typeof useAllowance>["against"];
  given(thanks: Thanks): void;
  onClose(): void;
}

export function ThanksDialog({ receiver, against, given, onClose }: Asked) {
  const w = useWords(words);
  const sending = useSending(["message", "receiverId"]);
  const [id] = useState(() => crypto.randomUUID()); // a second click gives no second thanks
  const [picked, pick] = useState<Picked | null>(null);
  const [message, setMessage] = useState("");
  const whom = receiver ?? picked;
  const problem = useAgainst(picked, against);
  const send = async () => {
    if (!whom) return;
    const payload = await sending.send(GIVE, { input: { receiverId: whom.id, message, id } });
    if (!payload?.thanks) return;
    announce(w.sent(whom.name));
    given(payload.thanks);
    onClose();
  };
  const isReady = whom !== null && !problem && message.trim() !== "";
  return (
    <FormDialog title={receiver ? w.giveTo(receiver.name) : w.give} submit={w.send} sending={sending} isReady={isReady} send={send} onClose={onClose}>
      {!receiver && <PersonPicker label={w.receiver} value={picked} choose={pick} error={problem ?? sending.errorOf("receiverId")} />}
      {receiver && sending.errorOf("receiverId") && <p role="alert" className="notice danger">{sending.errorOf("receiverId")}</p>}
      <Field label={w.message} hint={w.messageHint} required error={sending.errorOf("message")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={LONGEST} value={message} onChange={(event) => setMessage(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}

/** What stands against thanking who was just picked. */
function useAgainst(picked: Picked | null, against: Asked["against"]): string | undefined {
  const w = useWords(words);
  const { viewer } = useSession();
  const { data } = useRead(PLACES, picked && { id: picked.id });
  if (picked && picked.id === viewer.employee?.id) return w.oneself;
  const node = data?.node;
  return (node && "memberships" in node && against(node as Whom)) || undefined;
}
