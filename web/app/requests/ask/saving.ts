// Between the form and the server: only what has changed goes there, on top of the version that was seen.
import { change, read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { contentOf, inputOf, isSame, type Content } from "./content";
import { CREATE, DISCARD, ONE, OPEN, PUBLISH, RESTRICT, UPDATE, type DraftRead, type DraftRefusal } from "./documents";
import type { Outcome, Saved } from "./draft";
import { problemsOf } from "./problems";

interface Answer {
  readonly version?: number | null;
  readonly errors: readonly DraftRefusal[];
}
type Failures = (problem: unknown) => Failure;

/** Its version is that of what it says: files and links that were added since do not count. */
export function savedOf(read: DraftRead): Saved {
  return { id: read.id, version: read.changedVersion, content: contentOf(read) };
}

export async function put(key: string, content: Content, saved: Saved | null, failures: Failures): Promise<Outcome> {
  let known = saved; // what has got through when something does not
  try {
    for (const part of saved ? partsOf(content, saved) : [() => create(key, content)]) {
      const outcome = await part(known!);
      if (outcome.kind !== "saved") return outcome;
      known = outcome.saved;
    }
    return { kind: "saved", saved: { ...known!, content } };
  } catch (problem) {
    return failed(failures(problem), known);
  }
}

export async function publish(saved: Saved, failures: Failures): Promise<Outcome> {
  try {
    const { requestPublish: answer } = await change(PUBLISH, { id: saved.id, version: saved.version });
    const key = answer.request?.key;
    if (key) return { kind: "ended", ending: { kind: "sent", key } };
    return await refused(answer, saved);
  } catch (problem) {
    return failed(failures(problem), saved);
  }
}

export async function discard(saved: Saved, failures: Failures): Promise<Outcome> {
  try {
    const { requestDiscard: answer } = await change(DISCARD, { id: saved.id });
    const isGone = answer.errors.every(({ code }) => code === "NOT_FOUND");
    if (isGone) return { kind: "ended", ending: { kind: "discarded" } };
    return await refused(answer, saved);
  } catch (problem) {
    return failed(failures(problem), saved);
  }
}

/** How the server has it now, or how it ended. */
export async function look(id: string): Promise<Outcome> {
  const { request } = await read(ONE, { id });
  if (request === null) return { kind: "ended", ending: { kind: "gone" } };
  if (request.key !== null) return { kind: "ended", ending: { kind: "sent", key: request.key } };
  return { kind: "saved", saved: savedOf(request) };
}

type Part = (saved: Saved) => Promise<Outcome>;

function partsOf(content: Content, { content: before }: Saved): Part[] {
  const parts: Part[] = [];
  const { restriction } = content;
  if (!isSame({ ...content, restriction: null }, { ...before, restriction: null })) parts.push((saved) => update(content, saved));
  if (restriction === before.restriction) return parts;
  if (before.restriction !== null) parts.push(open);
  if (restriction !== null) parts.push((saved) => restrict(restriction, saved));
  return parts;
}

/** The same UUID makes one request, however often it is sent; if it was changed since, somebody else writes at it. */
async function create(key: string, content: Content): Promise<Outcome> {
  const input = { ...inputOf(content), restriction: content.restriction, id: key };
  const { requestCreate: answer } = await change(CREATE, { input });
  if (answer.request === null) return { kind: "refused", problems: problemsOf(answer.errors), saved: null };
  const saved = savedOf(answer.request);
  return saved.version === 1 ? { kind: "saved", saved } : { kind: "stale", theirs: saved };
}

async function update(content: Content, saved: Saved): Promise<Outcome> {
  const { requestUpdate: answer } = await change(UPDATE, { id: saved.id, input: inputOf(content), version: saved.version });
  return settle(answer, saved, { ...content, restriction: saved.content.restriction });
}

async function restrict(reason: string, saved: Saved): Promise<Outcome> {
  const { requestRestrict: answer } = await change(RESTRICT, { id: saved.id, reason, version: saved.version });
  const errors = answer.errors.map((one) => (one.field[0] === "reason" ? { ...one, field: ["restriction"] } : one));
  return settle({ ...answer, errors }, saved, { ...saved.content, restriction: reason });
}

async function open(saved: Saved): Promise<Outcome> {
  const { requestOpen: answer } = await change(OPEN, { id: saved.id, version: saved.version });
  return settle(answer, saved, { ...saved.content, restriction: null });
}

async function settle(answer: Answer, saved: Saved, content: Content): Promise<Outcome> {
  if (answer.version == null) return refused(answer, saved);
  return { kind: "saved", saved: { id: saved.id, version: answer.version, content } };
}

/** A refusal may mean that it was changed, sent or thrown away elsewhere. */
async function refused({ errors }: Answer, saved: Saved): Promise<Outcome> {
  if (errors.every(({ code }) => code === "INVALID" || code === "FORBIDDEN")) {
    return { kind: "refused", problems: problemsOf(errors), saved };
  }
  const now = await look(saved.id);
  if (now.kind !== "saved") return now;
  return errors.some(({ reason }) => reason === "STALE")
    ? { kind: "stale", theirs: now.saved }
    : { kind: "refused", problems: problemsOf(errors), saved };
}

function failed(failure: Failure, saved: Saved | null): Outcome {
  return failure.kind === "refused" ? { kind: "refused", problems: { "": failure.message }, saved } : { kind: "unreachable", saved };
}
