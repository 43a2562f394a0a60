// One issue, to be read; for its publisher's people also the way it takes until it is out.
import { Link } from "wouter";

import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import { DepartmentLink } from "../../people/Links";
import { useWords } from "../../words/language";
import { Moment } from "../../words/times";
import { addressOfIssue, addressOfTitle, publicAddressOf } from "../addresses";
import { NoSuchIssue } from "../NoSuch";
import { OriginalChanged } from "../OriginalChanged";
import { isOut } from "../states";
import { useIssue } from "../useIssue";
import { words as shared } from "../words";
import { Article } from "./Article";
import { coverOutsideText } from "./covers";
import { CopyAddress } from "./CopyAddress";
import { Marks } from "./Marks";
import { type Issue, type ReadTitle } from "./documents";
import { Similar } from "./Similar";
import { Way } from "./Way";
import { words } from "./words";
import "../newsletters.css";

export default function Reader({ params }: { params: Record<string, string> }) {
  const s = useWords(shared);
  const { title, issue, isRead, failure, again } = useIssue(params);
  useTitle(issue && title ? `${issue.heading} · ${s.issueOf(title.name, issue.number)}` : s.title);
  if (failure && !issue) return <Problem failure={failure} again={again} />;
  if (!isRead) return <Loading lines={6} />;
  if (!title || !issue) return <NoSuchIssue />;
  return <Opened title={title} issue={issue} again={again} />;
}

interface Shown {
  readonly title: ReadTitle;
  readonly issue: Issue;
  again(): void;
}

function Opened({ title, issue, again }: Shown) {
  const w = useWords(words);
  return (
    <div className="news-reading">
      <div className="stack">
        <p><Link className="link" href={addressOfTitle(title)}>{title.name}</Link></p>
        {issue.scheduleProblem && <p role="alert" className="notice danger">{w.missed(issue.scheduleProblem)}</p>}
        {!isOut(issue.state) && <p className="notice warning">{issue.state === "DRAFT" ? w.notOut.DRAFT : w.notOut.APPROVED} {issue.publishAt && <><Moment at={issue.publishAt} />{w.scheduledFor}</>}</p>}
        <OriginalChanged issue={issue} />
        <Article
          number={issue.number}
          issuedOn={issue.issuedOn}
          heading={issue.heading}
          html={issue.bodyHtml}
          audience={issue.audience}
          cover={coverOutsideText(issue)}
          files={issue.files.nodes}
          publisher={title.publisher ? <DepartmentLink one={title.publisher} /> : title.publisherName}
        />
        <Neighbours title={title} />
      </div>
      <aside className="stack">
        <Way title={title} issue={issue} again={again} />
        <Sharing title={title} issue={issue} />
        {isOut(issue.state) && <Similar id={issue.id} />}
      </aside>
    </div>
  );
}

function Sharing({ title, issue }: Omit<Shown, "again">) {
  const w = useWords(words);
  const isPublic = isOut(issue.state) && issue.audience === "CITIZEN";
  return (
    <div className="card stack tight">
      <Marks issue={issue} />
      <CopyAddress path={addressOfIssue(title, issue.number)} />
      {isPublic && <a className="link" href={publicAddressOf(title, issue.number)}>{w.publicPage}</a>}
    </div>
  );
}

function Neighbours({ title }: { title: ReadTitle }) {
  const w = useWords(words);
  const s = useWords(shared);
  const found = (["before", "after"] as const).flatMap((side) => title[side].nodes.map((one) => ({ side, ...one })));
  if (found.length === 0) return null;
  return (
    <nav className="news-neighbours" aria-label={w.others}>
      {found.map(({ side, number, heading }) => (
        <Link key={side} href={addressOfIssue(title, number)} className={side} rel={side === "before" ? "prev" : "next"}>
          <span className="small subtle">{w[side]} · {s.number(number)}</span>
          <strong>{heading}</strong>
        </Link>
      ))}
    </nav>
  );
}
