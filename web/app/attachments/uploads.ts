// Files on their way to the server, each by itself.
import { useEffect, useRef, useState } from "react";

import { useSession } from "../session/Session";
import { send, type Sending, type Sent } from "./uploading";

export interface Upload {
  readonly id: string;
  readonly file: File;
  /** From 0 to 1. */
  readonly part: number;
  /** Null while it is on its way. */
  readonly end: Exclude<Sent, { kind: "sent" }> | null;
}

/** `to`: the address that takes them. `arrived` is called once for each file that the server has taken. */
export function useUploads(to: string, arrived: (name: string) => void) {
  const { signedOut } = useSession();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const sendings = useRef(new Map<string, Sending>());
  useEffect(() => {
    const going = sendings.current;
    return () => going.forEach((sending) => sending.cancel());
  }, []);
  const set = (id: string, change: Partial<Upload>) =>
    setUploads((before) => before.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const forget = (id: string) => setUploads((before) => before.filter((one) => one.id !== id));

  async function begin({ id, file }: Pick<Upload, "id" | "file">) {
    const sending = send(file, { to, id, progress: (part) => set(id, { part }) });
    sendings.current.set(id, sending);
    const end = await sending.done;
    sendings.current.delete(id);
    if (end.kind === "signed-out") signedOut();
    if (end.kind !== "sent") return set(id, { end });
    forget(id);
    arrived(file.name);
  }

  return {
    uploads,
    add(files: Iterable<File>) {
      const added = [...files].map((file) => ({ id: crypto.randomUUID(), file, part: 0, end: null }));
      setUploads((before) => [...before, ...added]);
      added.forEach((one) => void begin(one));
    },
    again(one: Upload) {
      set(one.id, { part: 0, end: null });
      void begin(one);
    },
    cancel: (id: string) => sendings.current.get(id)?.cancel(),
    forget,
  };
}
