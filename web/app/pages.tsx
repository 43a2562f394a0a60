// Every page there is: its address, where its code lies, and whether the navigation leads to it.
// A new part of the product adds its folder (named as on the server) and its lines here.
import { lazy, type ComponentType } from "react";

export type Place = "board" | "inbox" | "evaluations" | "newsletters" | "mileage" | "people";

export interface Page {
  readonly path: string;
  /** Where in the navigation it stands. */
  readonly place?: Place;
  readonly Page: ComponentType<{ params: Record<string, string> }>;
}

export const pages: readonly Page[] = [
  { path: "/", place: "board", Page: lazy(() => import("./requests/board/Board")) },
  { path: "/requests/:key", place: "board", Page: lazy(() => import("./requests/page/RequestPage")) },
  { path: "/inbox", place: "inbox", Page: lazy(() => import("./requests/inbox/Inbox")) },
  { path: "/ask", Page: lazy(() => import("./requests/ask/Ask")) },
  { path: "/ask/:draft", Page: lazy(() => import("./requests/ask/DraftPage")) },
  { path: "/departments", place: "people", Page: lazy(() => import("./people/Departments")) },
  { path: "/departments/:code", place: "people", Page: lazy(() => import("./people/DepartmentPage")) },
  { path: "/people/:number", place: "people", Page: lazy(() => import("./people/EmployeePage")) },
  { path: "/evaluations", place: "evaluations", Page: lazy(() => import("./evaluations/Evaluations")) },
  { path: "/newsletters", place: "newsletters", Page: lazy(() => import("./newsletters/archive/Archive")) },
  { path: "/newsletters/search", place: "newsletters", Page: lazy(() => import("./newsletters/search/Search")) },
  { path: "/newsletters/subscriptions", place: "newsletters", Page: lazy(() => import("./newsletters/mail/Subscription")) },
  { path: "/newsletters/subscriptions/feeds", place: "newsletters", Page: lazy(() => import("./newsletters/feeds/Feeds")) },
  { path: "/newsletters/titles", place: "newsletters", Page: lazy(() => import("./newsletters/titles/Titles")) },
  { path: "/newsletters/titles/gaps", place: "newsletters", Page: lazy(() => import("./newsletters/gaps/Gaps")) },
  { path: "/newsletters/titles/sources", place: "newsletters", Page: lazy(() => import("./newsletters/sources/AllSources")) },
  { path: "/newsletters/:slug", place: "newsletters", Page: lazy(() => import("./newsletters/titles/TitlePage")) },
  { path: "/newsletters/:slug/new", place: "newsletters", Page: lazy(() => import("./newsletters/editor/NewIssue")) },
  { path: "/newsletters/:slug/sources", place: "newsletters", Page: lazy(() => import("./newsletters/sources/TitleSources")) },
  { path: "/newsletters/:slug/:number", place: "newsletters", Page: lazy(() => import("./newsletters/reader/Reader")) },
  { path: "/newsletters/:slug/:number/edit", place: "newsletters", Page: lazy(() => import("./newsletters/editor/EditIssue")) },
  { path: "/settings/tokens", Page: lazy(() => import("./tokens/Tokens")) },
  { path: "/mileage", place: "mileage", Page: lazy(() => import("./mileage/kings/Kings")) },
  { path: "/mileage/board", place: "mileage", Page: lazy(() => import("./mileage/board/Leaderboard")) },
  { path: "/mileage/mine", place: "mileage", Page: lazy(() => import("./mileage/mine/Mine")) },
  { path: "/mileage/people/:number", place: "mileage", Page: lazy(() => import("./mileage/mine/Theirs")) },
  { path: "/mileage/thanks", place: "mileage", Page: lazy(() => import("./mileage/thanks/ThanksPage")) },
  { path: "/mileage/adjustments", place: "mileage", Page: lazy(() => import("./mileage/adjustments/Adjustments")) },
  { path: "/mileage/rules", place: "mileage", Page: lazy(() => import("./mileage/policies/Rules")) },
  { path: "/mileage/rules/new", place: "mileage", Page: lazy(() => import("./mileage/policies/NewDraft")) },
  { path: "/mileage/rules/:id", place: "mileage", Page: lazy(() => import("./mileage/policies/PolicyPage")) },
  { path: "/mileage/flags", place: "mileage", Page: lazy(() => import("./mileage/flags/Flags")) },
];

/** In the order of the navigation. */
export const places: readonly { readonly place: Place; readonly href: string }[] = [
  { place: "board", href: "/" },
  { place: "inbox", href: "/inbox" },
  { place: "evaluations", href: "/evaluations" },
  { place: "newsletters", href: "/newsletters" },
  { place: "mileage", href: "/mileage" },
  { place: "people", href: "/departments" },
];
