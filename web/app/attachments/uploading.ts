// Sending a file: how much of it has gone is told, and it can be called off. `fetch` tells nothing of what it sends.
export interface Sending {
  readonly done: Promise<Sent>;
  cancel(): void;
}

/** - `refused` says why. - `signed-out`, `unreachable`, `cancelled`: the same file may be sent again under its ID. */
export type Sent =
  | { readonly kind: "sent" | "signed-out" | "unreachable" | "cancelled" }
  | { readonly kind: "refused"; readonly message: string };

/** Where files of a request are sent to. */
export function placeOfRequest(id: string): string {
  return `/attachments/${encodeURIComponent(id)}`;
}

/** `to`: the address that takes them. `id`: a UUID; however often it is sent, one file is kept. `progress`: from 0 to 1. */
export function send(file: File, { to, id, progress }: { to: string; id: string; progress(part: number): void }): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<Sent>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(read(request));
    request.onerror = () => resolve({ kind: "unreachable" });
    request.onabort = () => resolve({ kind: "cancelled" });
  });
  const address = new URL(to, location.href);
  address.searchParams.set("id", id);
  request.open("POST", address);
  request.setRequestHeader("x-file-name", encodeURIComponent(wellFormed(file.name)));
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader("x-madang-request", "1");
  request.send(file);
  return { done, cancel: () => request.abort() };
}

function read({ status, responseText }: XMLHttpRequest): Sent {
  if (status === 201) return { kind: "sent" };
  if (status === 401) return { kind: "signed-out" };
  return { kind: "refused", message: messageIn(responseText) ?? String(status) };
}

function messageIn(text: string): string | undefined {
  try {
    const { errors } = JSON.parse(text) as { errors: { message: string }[] };
    return errors[0]?.message;
  } catch {
    return undefined;
  }
}

/** File systems hold halves of letters, which no encoding knows. */
function wellFormed(name: string): string {
  return name.normalize("NFC").replace(/\p{Surrogate}/gu, "\ufffd");
}
