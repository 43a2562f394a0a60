// Asking further departments after the request was sent.
import { useState } from "react";

import type { Enum } from "../../api/graphql";
import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { DepartmentPicker } from "../../people/DepartmentPicker";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import type { Detail } from "./documents";
import { REQUEST_ADD_DEPARTMENTS } from "./mutations";
import { words } from "./words";

const ROLES = ["JOINT", "CONSULT", "EXECUTE", "PROVIDE"] as const satisfies readonly Enum<"PartnerRole">[];
const LONGEST_ASK = 2_000;

interface Added {
  readonly request: Detail;
  done(request: Detail | null): void;
  onClose(): void;
}

export function AddDepartmentsDialog({ request, done, onClose }: Added) {
  const w = useWords(words);
  const { partnerRole } = useWords(enums);
  const [departmentId, setDepartment] = useState<string | null>(null);
  const [role, setRole] = useState<Enum<"PartnerRole">>("JOINT");
  const [ask, setAsk] = useState("");
  const sending = useSending(["departmentId", "role", "ask"]);
  const asked = request.deliveries.nodes.flatMap(({ department }) => (department ? [department.id] : []));
  async function send() {
    if (departmentId === null) return;
    const deliveries = [{ departmentId, role, ask }];
    const payload = await sending.send(REQUEST_ADD_DEPARTMENTS, { id: request.id, deliveries });
    if (payload) done(payload.request);
  }
  return (
    <FormDialog title={w.acts.add} submit={w.send} sending={sending} isReady={departmentId !== null} send={send} onClose={onClose}>
      <DepartmentPicker
        label={w.acts.add}
        required
        value={departmentId}
        except={asked}
        error={sending.errorOf("departmentId")}
        choose={(department) => setDepartment(department?.id ?? null)}
      />
      <RoleField role={role} names={partnerRole} choose={setRole} />
      <Field label={w.ask} error={sending.errorOf("ask")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={LONGEST_ASK} value={ask} onChange={(event) => setAsk(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}

interface Roles {
  readonly role: Enum<"PartnerRole">;
  readonly names: Record<Enum<"PartnerRole">, string>;
  choose(role: Enum<"PartnerRole">): void;
}

export function RoleField({ role, names, choose }: Roles) {
  const w = useWords(words);
  return (
    <Field label={w.role} required>
      {(inside) => (
        <select {...inside} className="choice" value={role} onChange={(event) => choose(event.target.value as Enum<"PartnerRole">)}>
          {ROLES.map((one) => (
            <option key={one} value={one}>{names[one]}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
