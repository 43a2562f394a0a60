// Where one is: the step indicator of KRDS.
import { useWords } from "../../words/language";
import { STEPS, type Step } from "./problems";
import { words } from "./words";

export function Steps({ step }: { step: Step }) {
  const w = useWords(words);
  return (
    <ol className="krds-step-wrap" aria-label={w.stepsLabel}>
      {STEPS.map((one) => (
        <li key={one} className={one === step ? "active" : one < step ? "done" : ""} aria-current={one === step ? "step" : undefined}>
          <span>
            {one === step && <em className="sr-only">{w.current}</em>}
            <i className="step">{w.step(one)}</i>
            <span className="step-tit">{w.steps[one]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
