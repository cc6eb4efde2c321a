// SPDX-License-Identifier: Apache-2.0
// Flows against the demonstration, as several tests begin them.
import assert from "node:assert/strict";
import { isPolicy, parseTrust, type Policy } from "../../../server/web/src/verify/index";
import type { SigningKey } from "../../../server/web/src/signing/envelope";
import type { OutboxEntry, OutboxStore } from "../../../server/web/src/signing/outbox_store";
import { SignFlow, type FlowDraft, type FlowOptions, type Stage } from "../../../server/web/src/signing/sign_flow";
import { client, keyOf, needsServer, server } from "./demonstration";

export class MemoryStore implements OutboxStore {
  readonly entries = new Map<string, OutboxEntry>();
  async all(): Promise<OutboxEntry[]> {
    return [...this.entries.values()];
  }
  async get(sid: string): Promise<OutboxEntry | undefined> {
    return this.entries.get(sid);
  }
  async put(entry: OutboxEntry): Promise<void> {
    this.entries.set(entry.sid, structuredClone(entry));
  }
  async remove(sid: string): Promise<void> {
    this.entries.delete(sid);
  }
}

export const mark = Math.floor(Math.random() * 1e9).toString(36);
export const islands = needsServer.skip === undefined ? keyOf("example-islands") : null;

export async function headOf(stream: string): Promise<string | null> {
  const head = await client.head(stream);
  assert.ok(head.ok, JSON.stringify(head));
  return head.value.head;
}

export type Given = { kind: FlowDraft["kind"]; stream: string; body: object; signers?: string[]; prev?: string | null };

export async function draftOf({ prev, signers = ["example-islands"], ...rest }: Given): Promise<FlowDraft> {
  return { ...rest, signers, prev: prev === undefined ? await headOf(rest.stream) : prev } as unknown as FlowDraft;
}

export function flowOf(draft: FlowDraft, options: Partial<FlowOptions> = {}): SignFlow {
  return new SignFlow({ client, outbox: null, keys: [islands!], draft, ...options });
}

export function at<A extends Stage["at"]>(flow: SignFlow, wanted: A): Stage & { at: A } {
  const { stage } = flow;
  assert.equal(stage.at, wanted, JSON.stringify(stage, (_, value) => (value instanceof Uint8Array ? `${value.length} bytes` : typeof value === "bigint" ? String(value) : value)).slice(0, 2000));
  return stage as Stage & { at: A };
}

export async function record(given: Given, key: SigningKey = islands!, options: Partial<FlowOptions> = {}): Promise<{ sid: string; index: number; flow: SignFlow }> {
  const flow = flowOf(await draftOf(given), { keys: [key], ...options });
  await flow.prepare();
  const review = at(flow, "reviewing");
  assert.deepEqual(review.trial, { is: "accepted" }, `${given.kind}: ${JSON.stringify(review.trial)}`);
  await flow.sign();
  const stage = at(flow, "recorded");
  return { sid: stage.statement.sid, index: stage.index, flow };
}

export const pledgeBody = {
  title: "Connect 120 more schools on outer islands", type: "financial", focus_area: "access", value: { amount: "7500000", currency: "AUD" },
  scope: "countries", countries: [{ iso3: "FJI", share: "40" }, { iso3: "TON", share: "60" }], start: "2025-02-01", end: "2029-12-31",
  targets: [{ id: "schools", title: "Schools", unit: "schools", baseline: "0", goal: "120", due: "2029-12-31" }], public: true,
};

let pledges = 0;
export const newStream = (): string => `pledge/flow-${mark}-${(pledges += 1)}`;

export async function submitted(): Promise<{ stream: string; sid: string }> {
  const stream = newStream();
  const { sid } = await record({ kind: "pledge.submitted", stream, body: pledgeBody });
  return { stream, sid };
}

export async function published(): Promise<{ stream: string; sid: string }> {
  const { stream, sid } = await submitted();
  await record({ kind: "pledge.published", stream, signers: ["bdt"], body: { submission: sid, number: stream.slice(7) } }, keyOf("reviewer"));
  return { stream, sid };
}

export async function policyOfLog(): Promise<Policy> {
  const facts = await (await fetch(`${server}/api/v1/ledger`)).json();
  const policy = parseTrust({ logKey: facts.log_key });
  assert.ok(isPolicy(policy));
  return policy;
}
