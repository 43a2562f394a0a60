// The issue that stands at an address, read again when something happens to it.
import type { Failure } from "../api/failures";
import { useRead } from "../api/useRead";
import { READ, type Issue, type ReadTitle } from "./reader/documents";
import { useIssueNews } from "./useIssueNews";

interface Found {
  readonly title: ReadTitle | null | undefined;
  readonly issue: Issue | undefined;
  readonly isRead: boolean;
  readonly failure: Failure | null;
  again(): void;
}

export function useIssue(params: Record<string, string>): Found {
  const slug = params["slug"] ?? "";
  const number = /^\d{1,6}$/u.test(params["number"] ?? "") ? Number(params["number"]) : 0;
  const reading = useRead(READ, { slug, number });
  const title = reading.data?.newsletter;
  const issue = title?.issue.nodes[0];
  useIssueNews(`${slug} ${number}`, reading, { filter: { newsletter: { slug: { eq: slug } }, number: { eq: number } }, watching: issue ? [issue.id] : [] });
  return { title, issue, isRead: reading.data !== null, failure: reading.failure, again: reading.again };
}
