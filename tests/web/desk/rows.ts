// SPDX-License-Identifier: Apache-2.0
// Rows and statements as tests need them.
import type { PledgeRow } from "../../../server/web/src/desk/desk_api";
import type { Statement } from "../../../server/web/src/verify/statement";

export const rowOf = (given: Partial<PledgeRow>): PledgeRow => ({
  id: "one",
  number: null,
  member: "member",
  memberName: "Member",
  title: "Title",
  state: "PUBLISHED",
  timeliness: null,
  assurance: "SELF_REPORTED",
  announced: null,
  scope: "countries",
  countries: [],
  end: null,
  submitted: null,
  published: null,
  lastActivity: null,
  lastReport: null,
  ...given,
});

export const statementOf = (given: Partial<Statement>): Statement => ({ kind: "report.submitted", sid: "", at: "2026-01-01T00:00:00Z", body: {}, ...given }) as Statement;
