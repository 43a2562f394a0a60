// A modal dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back.
import { useEffect, useId, useRef, type ReactNode } from "react";

import { useSession } from "../session/Session";
import "./parts.css";

interface Opened {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, onClose, children }: Opened) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { hasEnded } = useSession();
  useEffect(() => {
    if (hasEnded) dialog.current?.close(); // even out of sight it would let nobody at the sign-in page
    else dialog.current?.showModal();
  }, [hasEnded]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={() => hasEnded || onClose()}>
      <div className="stack">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
