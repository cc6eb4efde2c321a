// SPDX-License-Identifier: Apache-2.0
// What came between: whose text changed; and what a pledge says now.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "../../../server/web/src/verify/json";
import type { Sort, Statement } from "../../../server/web/src/verify/statement";
import { foldedBody } from "../../../server/web/src/signing/folded_body";
import { movedHead } from "../../../server/web/src/signing/moved_head";

let sids = 0;
function of(kind: string, body: JsonObject = {}, sort: Sort = "pledge"): Statement {
  sids += 1;
  return { kind, sort, body, stream: "pledge/p", subject: "p", at: "", ledger: "", prev: null, signers: ["a"], sid: String(sids), onBehalfOf: null };
}

test("a member's own text that has changed is its own", () => {
  for (const kind of ["pledge.amended", "pledge.revised", "report.submitted", "pledge.withdrawn"]) {
    assert.equal(movedHead(of(kind), [of("notice.given"), of("pledge.amended")]), "own", kind);
    assert.equal(movedHead(of(kind), [of("notice.given"), of("report.reviewed")]), "other", kind);
  }
});

test("a judgement of what has changed is never made unseen", () => {
  for (const kind of ["pledge.published", "pledge.returned", "pledge.rejected", "correction.accepted", "report.reviewed", "fulfilment.determined", "fulfilment.reversed", "pledge.lapsed", "pledge.superseded"]) {
    for (const between of ["pledge.revised", "pledge.amended", "report.submitted", "pledge.withdrawn", "report.reviewed", "correction.declined"])
      assert.equal(movedHead(of(kind), [of(between)]), "judged", `${kind} after ${between}`);
    assert.equal(movedHead(of(kind), [of("match.proposed"), of("notice.given")]), "other", kind);
  }
});

test("in governance only the same subject matters", () => {
  const rates = (effective: string): Statement => of("rates.published", { effective }, "governance");
  assert.equal(movedHead(rates("2026-01-01"), [rates("2026-02-01"), of("list.published", { list: "sdg" }, "governance")]), "other");
  assert.equal(movedHead(rates("2026-01-01"), [rates("2026-01-01")]), "own");
});

test("an entry of a party that was updated meanwhile is its own", () => {
  assert.equal(movedHead(of("party.updated", {}, "party"), [of("party.updated", {}, "party")]), "own");
});

const value = (amount: string): JsonObject => ({ amount, currency: "USD" });

test("a pledge says what its amendments left", () => {
  const statements = [
    of("pledge.submitted", { title: "a", value: value("1") }),
    of("pledge.revised", { title: "b", value: value("1"), end: "2027-01-01" }),
    of("pledge.amended", { category: "scope", changes: { title: "c", end: null } }),
  ];
  assert.deepEqual(foldedBody(statements), { body: { title: "c", value: value("1") }, submission: statements[1]!.sid });
  assert.deepEqual(foldedBody([]), { body: null, submission: null });
});

test("a correction of the value has no effect until it is accepted", () => {
  const submitted = of("pledge.submitted", { title: "a", value: value("1") });
  const proposal = of("pledge.amended", { category: "correction", changes: { value: { amount: "2" } } });
  assert.deepEqual(foldedBody([submitted, proposal]).body, { title: "a", value: value("1") });
  const accepted = of("correction.accepted", { amendment: proposal.sid });
  assert.deepEqual(foldedBody([submitted, proposal, accepted]).body, { title: "a", value: value("2") });
  // The same amount in other digits, or an estimate, is no correction of the value.
  const same = of("pledge.amended", { category: "correction", changes: { value: { amount: "1.00", estimated: true }, title: "b" } });
  assert.equal(foldedBody([submitted, same]).body!["title"], "b");
});
