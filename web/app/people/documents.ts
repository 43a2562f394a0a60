import { graphql, type ResultOf } from "../api/graphql";

export const PEOPLE = graphql(`
  query PeopleFound($search: String!) {
    employees(filter: { search: $search }, first: 30) {
      totalCount
      nodes { id number name department { id name } }
    }
  }
`);

export const DEPARTMENT = graphql(`
  query DepartmentPage($code: String!) {
    department(code: $code) {
      id
      code
      name
      kind
      openedOn
      closedOn
      isSample
      parent { id code name }
      successor { id code name }
      present { id code name }
      facts { since until name kind parent { id code name } }
      deputies { id since until reason deputy { id number name } }
      children(first: 100) { nodes { id code name } }
      evaluationSummary {
        count
        means { importance effectiveness promptness difficulty score }
        withheldBecause
      }
    }
  }
`);

export const MEMBERS = graphql(`
  query DepartmentMembers($code: String!, $after: String) {
    department(code: $code) {
      members(first: 100, after: $after) {
        totalCount
        nodes { id position isMain employee { id number name } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const REQUESTS = graphql(`
  query DepartmentRequests($filter: RequestFilter!) {
    requests(filter: $filter, orderBy: [{ field: PUBLISHED_AT, direction: DESC }], first: 10) {
      totalCount
      nodes { id key title state updatedAt }
    }
  }
`);

export const EMPLOYEE = graphql(`
  query EmployeePage($number: String!) {
    employee(number: $number) {
      id
      number
      name
      email
      leftOn
      isSample
      memberships { id position isMain since until department { id code name } }
      roleGrants { role since until }
    }
  }
`);

export type Shown = NonNullable<ResultOf<typeof DEPARTMENT>["department"]>;
export type Person = NonNullable<ResultOf<typeof EMPLOYEE>["employee"]>;
export type Member = NonNullable<ResultOf<typeof MEMBERS>["department"]>["members"]["nodes"][number];
export type Asked = ResultOf<typeof REQUESTS>["requests"];
