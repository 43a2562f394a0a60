import { useState } from "react";

import type { Enum } from "../../api/graphql";
import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { RoleField } from "./AddDepartmentsDialog";
import { HELP_OFFER } from "./mutations";
import { words } from "./words";

const LONGEST = { message: 2_000, resources: 1_000 };

/** A department that was not asked offers its help. The offer itself comes back as an event. */
export function OfferDialog({ id, onClose }: { id: string; onClose(): void }) {
  const w = useWords(words);
  const { partnerRole } = useWords(enums);
  const [role, setRole] = useState<Enum<"PartnerRole">>("JOINT");
  const [message, setMessage] = useState("");
  const [resources, setResources] = useState("");
  const sending = useSending(["message", "resources"]);
  async function send() {
    if (await sending.send(HELP_OFFER, { id, input: { role, message, resources } })) onClose();
  }
  return (
    <FormDialog title={w.acts.offer} submit={w.send} sending={sending} send={send} onClose={onClose}>
      <RoleField role={role} names={partnerRole} choose={setRole} />
      <Field label={w.offerMessage} required error={sending.errorOf("message")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={LONGEST.message} value={message} onChange={(event) => setMessage(event.target.value)} />}
      </Field>
      <Field label={w.offerResources} error={sending.errorOf("resources")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={LONGEST.resources} value={resources} onChange={(event) => setResources(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}
