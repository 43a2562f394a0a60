// What is shown of a delivery between an act and the server's answer.
import { shared } from "../../parts/shared";
import type { Acting } from "./documents";

const expectations = shared<ReadonlyMap<string, Partial<Acting>>>(new Map());

/** Null: the answer is there. */
export function expectOf(id: string, wanted: Partial<Acting> | null): void {
  const next = new Map(expectations.get());
  if (wanted === null) next.delete(id);
  else next.set(id, wanted);
  expectations.set(next);
}

/** The delivery as it will be, once what is being done to it has been done. */
export function useExpected<Shown extends Pick<Acting, "id">>(delivery: Shown): Shown {
  const wanted = expectations.use().get(delivery.id);
  return wanted ? { ...delivery, ...wanted } : delivery;
}
