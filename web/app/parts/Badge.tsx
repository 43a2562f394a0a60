import type { ReactNode } from "react";

import "./parts.css";

export type Tone = "plain" | "primary" | "success" | "warning" | "danger";

export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}
