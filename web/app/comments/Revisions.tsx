// What a comment said before it was changed, read when somebody wants to see it.
import { useState } from "react";
import { useQuery } from "urql";

import { graphql } from "../api/graphql";
import { useWords } from "../words/language";
import { Ago } from "../words/times";
import { words } from "./words";

const REVISIONS = graphql(`
  query Revisions($id: ID!) {
    node(id: $id) {
      __typename
      ... on Comment { revisions(first: 20) { nodes { id bodyHtml writtenAt } } }
    }
  }
`);

/** `version`: of the comment; another one has other revisions. */
export function Revisions({ id, version }: { id: string; version: number }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="subtle">{w.edited}</summary>
      {isOpen && <Read key={version} id={id} />}
    </details>
  );
}

function Read({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: REVISIONS, variables: { id }, requestPolicy: "network-only" });
  const revisions = data?.node?.__typename === "Comment" ? data.node.revisions.nodes : [];
  return (
    <ol className="told">
      {revisions.map((one) => (
        <li key={one.id}>
          <span className="subtle">
            <Ago at={one.writtenAt} />
          </span>
          <div className="written" dangerouslySetInnerHTML={{ __html: one.bodyHtml }} />
        </li>
      ))}
    </ol>
  );
}
