// SPDX-License-Identifier: Apache-2.0
// Attestations: what others attest of a pledge, from the statements of its stream; and how much a party may still say.
import type { NamedFile } from "../evidence/absent_files";
import { isEvidence, type Evidence } from "../evidence/evidence";
import type { Catalogue, Recorded } from "../signing";

export interface Attestation {
  readonly sid: string;
  readonly index: number;
  readonly at: string;
  readonly by: string;
  readonly claim: string;
  readonly evidence: readonly Evidence[];
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
}

export function attestationsOf(stream: readonly Recorded[]): Attestation[] {
  const withdrawn = new Map(
    stream
      .filter(({ statement }) => statement.kind === "attestation.withdrawn")
      .map(({ statement: { at, body } }) => [String(body["sid"]), { at, reason: String(body["reason"]) }]),
  );
  return stream
    .filter(({ statement }) => statement.kind === "attestation.given")
    .map(({ index, statement: { sid, at, signers, body } }) => ({
      ...{ sid, index, at, by: signers[0]! },
      claim: String(body["claim"]),
      evidence: Array.isArray(body["evidence"]) ? (body["evidence"] as unknown[]).filter(isEvidence) : [],
      withdrawn: withdrawn.get(sid) ?? null,
    }));
}

// The files that the attestations name, the newest first, each once.
export function filesOf(attestations: readonly Attestation[], catalogue: Catalogue): NamedFile[] {
  const files = new Map<string, NamedFile>();
  for (const { evidence, index } of [...attestations].reverse()) {
    const of = catalogue.text("talking.attest.absent_of", { n: String(index) });
    for (const file of evidence) if (!files.has(file.sha256)) files.set(file.sha256, { file, of });
  }
  return [...files.values()];
}

// What a party may say of one pledge in a year, in each of the two streams (ledger/domain/rules/rules_review.cc).
export const ATTESTATIONS_MAX = 20;
export const MESSAGES_MAX = 50;

// How often it can still speak this year, by the ledger's clock.
export function leftOf(said: readonly { readonly by: string; readonly recordedAt: number }[], party: string, max: number, now: number): number {
  const year = new Date(now).getUTCFullYear();
  const used = said.filter(({ by, recordedAt }) => by === party && new Date(recordedAt).getUTCFullYear() === year).length;
  return Math.max(0, max - used);
}
