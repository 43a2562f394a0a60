// Sending a change: whether it is under way, and what the server has refused of it.
import { useCallback, useState } from "react";
import type { AnyVariables, TypedDocumentNode } from "urql";

import { change } from "../api/client";
import { useFailures } from "../session/Session";

export interface Refused {
  readonly field: readonly string[];
  readonly message: string;
  readonly code?: string;
  readonly reason?: string | null;
}

interface Payload {
  readonly errors: readonly Refused[];
}

export interface Sending {
  readonly isSending: boolean;
  readonly errors: readonly Refused[];
  /** What stands against this input. */
  errorOf(field: string): string | undefined;
  /** What stands against none of the inputs. */
  readonly general: string | undefined;
  /** The payload; null if it was refused or did not arrive, which `errors` then tell. */
  send<Given extends Payload, Variables extends AnyVariables>(
    document: TypedDocumentNode<{ payload: Given }, Variables>,
    variables: Variables,
  ): Promise<Given | null>;
  clear(): void;
}

/** `fields`: the inputs beside which errors are shown. */
export function useSending(fields: readonly string[] = []): Sending {
  const failures = useFailures();
  const [isSending, setSending] = useState(false);
  const [errors, setErrors] = useState<readonly Refused[]>([]);
  const send = useCallback<Sending["send"]>(
    async (document, variables) => {
      setSending(true);
      try {
        const { payload } = await change(document, variables);
        setErrors(payload.errors);
        return payload.errors.length === 0 ? payload : null;
      } catch (problem) {
        setErrors([{ field: [], message: failures(problem).message }]);
        return null;
      } finally {
        setSending(false);
      }
    },
    [failures],
  );
  const isShown = ({ field }: Refused) => fields.some((name) => field.includes(name));
  const general = errors.filter((one) => !isShown(one)).map(({ message }) => message);
  return {
    isSending,
    errors,
    errorOf: (field) => errors.find((one) => one.field.includes(field))?.message,
    general: general.length > 0 ? general.join(" ") : undefined,
    send,
    clear: useCallback(() => setErrors([]), []),
  };
}
