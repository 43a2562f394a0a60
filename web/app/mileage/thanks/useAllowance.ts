// What I may still give in thanks, and what stands in the way.
import { useAgainWhenBack } from "../../api/useAgainWhenBack";
import { useRead } from "../../api/useRead";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { today } from "../../words/times";
import { obstacle, type Obstacle } from "./allowing";
import { LEFT } from "./documents";
import { words } from "./words";

/** Where somebody works, now and once. */
export interface Whom {
  readonly id: string;
  readonly leftOn: string | null;
  readonly memberships: readonly { readonly until: string | null; readonly department: { readonly id: string } | null }[];
}

export function useAllowance() {
  const w = useWords(words);
  const { viewer } = useSession();
  const reading = useRead(LEFT, {});
  useAgainWhenBack(reading);
  const { data: left } = reading;
  const mine = viewer.departments.map(({ id }) => id);
  const told = (found: Obstacle | null, most: number) => (found === "enough" ? w.enough(most) : found && w.obstacles[found]);
  return {
    ...reading,
    left: left?.thanksAllowance,
    /** In words; null if nothing does, or it is not known yet. */
    against: (whom?: Whom) =>
      left && told(obstacle({ left, readOnly: viewer.readOnly, mine }, whom && receiver(whom)), left.thanksAllowance.mostForOne),
  };
}

function receiver({ id, leftOn, memberships }: Whom) {
  const now = today(Date.now());
  const present = memberships.filter(({ until }) => until === null || until > now);
  return { id, hasLeft: leftOn !== null && leftOn <= now, departments: present.flatMap(({ department }) => department?.id ?? []) };
}
