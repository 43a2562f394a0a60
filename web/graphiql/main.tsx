// GraphiQL on the server it was loaded from: same host, same cookies, nothing fetched from elsewhere.
import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { current } from "./current";
import { examples } from "./examples";
import "./page.css";
import { storage } from "./storage";

const url = new URL("/graphql", window.location.href);
const subscriptionUrl = new URL(url);
subscriptionUrl.protocol = url.protocol === "https:" ? "wss:" : "ws:";

const send = createGraphiQLFetcher({
  url: url.href,
  subscriptionUrl: subscriptionUrl.href,
  headers: { "x-madang-request": "1" }, // a page of another origin cannot send it
  enableIncrementalDelivery: false,
});

const fetcher: Fetcher = (asked, options) => send(...current(asked, options));

createRoot(document.getElementById("graphiql")!).render(
  <StrictMode>
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={examples}
      defaultEditorToolsVisibility="variables"
      storage={storage}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>마당</GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
