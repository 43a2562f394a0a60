import { useWords } from "../words/language";
import { Ago } from "../words/times";
import type { AXES, MarksOf, RETURN_AXES } from "./marks";
import { words } from "./words";

type Axis = (typeof AXES)[number] | (typeof RETURN_AXES)[number];

interface Marked<One extends Axis> {
  readonly axes: readonly One[];
  readonly marks: MarksOf<One>;
  readonly title?: string;
  readonly score?: string;
  readonly comment: string;
  readonly author: string | undefined;
  readonly at: string;
  readonly isEdited?: boolean;
}

export function MarkList<One extends Axis>({ axes, marks, title, score, comment, author, at, isEdited = false }: Marked<One>) {
  const w = useWords(words);
  return (
    <div className="stack tight">
      <p className="row small">
        <strong>{title ?? w.marks}</strong>
        <span className="subtle">{author} · <Ago at={at} /> {isEdited && w.edited}</span>
      </p>
      <dl className="rating-marks">
        {axes.map((axis) => (
          <div key={axis}>
            <dt>{w.axes[axis]}</dt>
            <dd className="number">{w.outOf(marks[axis])}</dd>
          </div>
        ))}
        {score !== undefined && (
          <div>
            <dt>{w.score}</dt>
            <dd className="number"><strong>{score}</strong></dd>
          </div>
        )}
      </dl>
      {comment && <p className="user-text">{comment}</p>}
    </div>
  );
}
