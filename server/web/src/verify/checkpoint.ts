// SPDX-License-Identifier: Apache-2.0
// C2SP checkpoints, and a policy's verdict on one (docs/FORMAT.md, "Checkpoints", "Witness policies").
import { fromBase64, type Bytes } from './bytes';
import { earliestCosignature } from './cosignature';
import { faultWords, Wrong, type Place, type Words } from './fault';
import { HASH_BYTES } from './hash';
import { noteVerdict, parseNote, type Note } from './note';
import type { Policy } from './policy';
import { NOTE_KEY, type VerifierKey } from './verifier_key';

const SIZE = /^(?:0|[1-9][0-9]{0,18})$/;
const SIZE_MAX = 2n ** 63n - 1n;

export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Bytes;
  readonly note: Note;
}

export interface Cosigned {
  readonly witness: string;
  readonly time: number; // POSIX seconds
  readonly auditor: boolean;
}

export interface CheckpointVerdict {
  readonly logSigned: boolean;
  readonly cosigned: readonly Cosigned[]; // by time
  readonly quorumMet: boolean;
  readonly quorumAt: number | null; // POSIX seconds; null also where no cosignature is required
}

const PLACE: Place = { kind: 'checkpoint' };

export function parseCheckpoint(text: string): Omit<Checkpoint, 'note'> | null {
  if (!text.endsWith('\n')) return null;
  const [origin, sizeText, rootText, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin || sizeText === undefined || rootText === undefined || !SIZE.test(sizeText)) return null;
  const size = BigInt(sizeText);
  const root = fromBase64(rootText);
  if (size > SIZE_MAX || root?.length !== HASH_BYTES || extensions.includes('')) return null;
  return { origin, size, root };
}

export function parseCheckpointNote(text: string): Checkpoint | null {
  const note = parseNote(text);
  const checkpoint = note && parseCheckpoint(note.text);
  return note && checkpoint ? { ...checkpoint, note } : null;
}

const invalid = (words: Words, check: 'log' | 'witnesses'): Wrong => new Wrong(check, PLACE, words);

async function isSignedBy(checkpoint: Checkpoint, log: VerifierKey): Promise<boolean> {
  const verdict =
    log.type === NOTE_KEY
      ? await noteVerdict(checkpoint.note, log)
      : await earliestCosignature(checkpoint.note, log);
  if (verdict === 'invalid') throw invalid(faultWords('log_signature', { name: log.name }), 'log');
  return verdict !== 'absent' && log.name === checkpoint.origin;
}

// Throws Wrong where a line of a key of the policy is not valid.
export async function judgeCheckpoint(checkpoint: Checkpoint, policy: Policy): Promise<CheckpointVerdict> {
  let logSigned = false;
  for (const log of policy.logs) logSigned = (await isSignedBy(checkpoint, log)) || logSigned;
  const cosigned: Cosigned[] = [];
  for (const { name, key } of policy.witnesses) {
    const time = await earliestCosignature(checkpoint.note, key);
    if (time === 'invalid') throw invalid(faultWords('cosignature', { name }), 'witnesses');
    if (time !== 'absent') cosigned.push({ witness: name, time, auditor: policy.isAuditor(name) });
  }
  cosigned.sort((a, b) => a.time - b.time);
  const seen = new Set<string>();
  let quorumMet = policy.isMetBy(seen);
  let quorumAt: number | null = null;
  for (const { witness, time } of cosigned) {
    if (quorumMet) break;
    quorumMet = policy.isMetBy(seen.add(witness));
    if (quorumMet) quorumAt = time;
  }
  return { logSigned, cosigned, quorumMet, quorumAt };
}

export function requireValid(checkpoint: Checkpoint, verdict: CheckpointVerdict): void {
  if (!verdict.logSigned) throw invalid(faultWords('log_not_pinned', { origin: checkpoint.origin }), 'log');
  if (!verdict.quorumMet) {
    throw invalid(faultWords('quorum_not_met', { cosigned: verdict.cosigned.length }), 'witnesses');
  }
}
