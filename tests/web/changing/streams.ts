// SPDX-License-Identifier: Apache-2.0
// A pledge's stream for tests, without signatures: what the page reads of it.
import type { PledgeBody, Recorded } from "../../../server/web/src/signing";
import type { JsonObject } from "../../../server/web/src/verify/json";

export const BODY = {
  title: "Masts",
  type: "financial",
  focus_area: "access",
  secondary_focus_areas: ["adoption"],
  value: { amount: "1000.50", currency: "USD", estimated: false },
  additionality: "new",
  scope: "countries",
  countries: [{ iso3: "FJI", share: "40" }, { iso3: "TON", share: "60.0" }],
  start: "2027-01-01",
  end: "2028-12-31",
  targets: [{ id: "masts", title: "Masts built", unit: "masts", baseline: "0", goal: "4.0", due: "2028-12-31" }],
  beneficiaries: [{ group: "youth", count: 12 }],
  partners: [{ party: "b", share: "10" }, { name: "Ministry of Works" }],
  sdgs: ["9"],
  goals: ["growth"],
  wsis: ["c2"],
  frameworks: ["doha-programme-of-action"],
  event: "kigali",
  related: [{ pledge: "other", overlap: { amount: "1", currency: "USD" } }],
  public: true,
} as const satisfies PledgeBody;

export type Given = readonly [kind: string, body?: JsonObject, signers?: readonly string[]];

// Each statement a day after the one before it; its sid is its place.
export function stream(...given: readonly Given[]): Recorded[] {
  return given.map(([kind, body = {}, signers = ["a"]], i) => {
    const day = String((i % 28) + 1).padStart(2, "0");
    const onBehalfOf = typeof body["on_behalf_of"] === "string" ? body["on_behalf_of"] : null;
    const statement = {
      ...{ kind, body, signers, onBehalfOf },
      ...{ stream: "pledge/p", sort: "pledge" as const, subject: "p", ledger: "l", at: `2026-01-${day}T00:00:00Z` },
      prev: i === 0 ? null : `sid-${i - 1}`,
      sid: `sid-${i}`,
    };
    return { index: i, recordedAt: 0, payload: new Uint8Array(), statement };
  });
}

export const SUBMITTED: Given = ["pledge.submitted", BODY as unknown as JsonObject];
export const PUBLISHED: Given = ["pledge.published", {}, ["bdt"]];
