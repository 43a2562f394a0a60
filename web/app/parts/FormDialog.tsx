// A dialog with a form: what was refused as a whole above it, and two ways out below.
import type { FormEvent, ReactNode } from "react";

import { useWords } from "../words/language";
import { Dialog } from "./Dialog";
import type { Sending } from "./useSending";
import { words } from "./words";

interface Asked {
  readonly title: string;
  /** What the button that sends says, where it is not to save. */
  readonly submit?: string;
  readonly sending: Sending;
  /** Whether there is enough to send. */
  readonly isReady?: boolean;
  readonly children: ReactNode;
  send(): Promise<void>;
  onClose(): void;
}

export function FormDialog({ title, submit, sending, isReady = true, children, send, onClose }: Asked) {
  const w = useWords(words);
  const mayGo = isReady && !sending.isSending;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (mayGo) void send();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
        {children}
        <div className="dialog-actions">
          <button type="button" className="krds-btn tertiary medium" onClick={onClose}>{w.cancel}</button>
          <button type="submit" className="krds-btn primary medium" aria-disabled={!mayGo}>{submit ?? w.save}</button>
        </div>
      </form>
    </Dialog>
  );
}
