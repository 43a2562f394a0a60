// A page that breaks says so, instead of leaving nothing.
import { Component, type ReactNode } from "react";

import { Empty } from "../parts/Problem";
import { words } from "../parts/words";
import { useWords } from "../words/language";

export class Guarded extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const w = useWords(words);
  return (
    <div role="alert">
      <Empty isPage title={w.broken}>
        <p>{w.brokenHelp}</p>
        <button type="button" className="krds-btn tertiary medium" onClick={() => location.reload()}>
          {w.reload}
        </button>
      </Empty>
    </div>
  );
}
