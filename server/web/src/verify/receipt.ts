// SPDX-License-Identifier: Apache-2.0
// Verifies a receipt, C2SP's tlog-proof (docs/FORMAT.md, "Receipts"): the record is in the log.
import { decodeText, fromBase64, toHex, type Bytes } from './bytes';
import {
  judgeCheckpoint,
  parseCheckpointNote,
  requireValid,
  type Checkpoint,
  type CheckpointVerdict,
} from './checkpoint';
import { preAuthEncoding } from './dsse';
import { parsePublicKey, verifySignature, type PublicKey } from './ed25519';
import { faultWords, words, Wrong, type Check, type Place } from './fault';
import { HASH_BYTES, sha256 } from './hash';
import { parseJson } from './json';
import { keyIdOf } from './keys';
import { includes, PROOF_HASHES_MAX } from './merkle';
import type { Policy } from './policy';
import { parseRecord, type LogRecord } from './record';
import { skippedBy, stepsOf, witnessWords, type RecordReport, type Unchecked, type Verdict } from './verdict';

export const RECEIPT_BYTES_MAX = 262_144;
export const RECEIPT_BEGIN = 'c2sp.org/tlog-proof@v1\n';

const EXTRA = 'extra ';
const INDEX = /^index (0|[1-9][0-9]{0,18})$/;
const CHECKS: readonly Check[] = ['file', 'log', 'witnesses', 'records'];
const SIGNED_CHECKS: readonly Check[] = [...CHECKS, 'signatures'];
const UNCHECKED: readonly Unchecked[] = ['rights_of_record', 'truth', 'later', 'evidence'];
const RECEIPT: Place = { kind: 'receipt' };

export interface Receipt {
  readonly index: bigint;
  readonly extra: Bytes | null;
  readonly path: readonly Bytes[];
  readonly checkpoint: Checkpoint;
}

export function parseReceipt(bytes: Uint8Array): Receipt | null {
  const text = bytes.length > RECEIPT_BYTES_MAX ? null : decodeText(bytes);
  if (text === null || !text.startsWith(RECEIPT_BEGIN)) return null;
  const end = text.indexOf('\n\n');
  if (end < 0) return null;
  const lines = text.slice(RECEIPT_BEGIN.length, end).split('\n');
  const extraLine = lines[0]!.startsWith(EXTRA) ? lines.shift()! : null;
  const extra = extraLine === null ? null : fromBase64(extraLine.slice(EXTRA.length));
  const index = INDEX.exec(lines.shift() ?? '')?.[1];
  if (index === undefined || (extraLine !== null && !extra?.length) || lines.length > PROOF_HASHES_MAX)
    return null;
  const path: Bytes[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_BYTES) return null;
    path.push(hash);
  }
  const checkpoint = parseCheckpointNote(text.slice(end + 2));
  if (checkpoint === null || BigInt(index) >= checkpoint.size) return null;
  return { index: BigInt(index), extra, path, checkpoint };
}

class Verification {
  readonly done = new Set<Check>();
  receipt: Receipt | null = null;
  judged: CheckpointVerdict | null = null;
  record: LogRecord | null = null;
  signatures = 0; // that were verified

  // `keys`: public keys that may have signed the record; null: signatures are not looked at.
  constructor(
    readonly policy: Policy,
    readonly keys: readonly PublicKey[] | null,
  ) {}

  // `record`: the record's bytes, where the receipt does not carry them.
  async run(bytes: Uint8Array, given: Uint8Array | null): Promise<void> {
    const receipt = parseReceipt(bytes);
    if (receipt === null) throw new Wrong('file', RECEIPT, faultWords('receipt'));
    const recordBytes = given === null ? receipt.extra : given.slice();
    if (recordBytes === null) throw new Wrong('file', RECEIPT, faultWords('receipt_without_record'));
    this.receipt = receipt;
    this.done.add('file');
    this.judged = await judgeCheckpoint(receipt.checkpoint, this.policy);
    if (this.judged.logSigned) this.done.add('log');
    requireValid(receipt.checkpoint, this.judged);
    this.done.add('witnesses');
    this.#check(receipt, recordBytes);
    this.done.add('records');
    if (await this.#verifySignatures()) this.done.add('signatures');
  }

  // False where a key is not there. The record names its keys by their hashes, so it does not matter who
  // gave them.
  async #verifySignatures(): Promise<boolean> {
    const { index, signed } = this.record!;
    if (this.keys === null || signed === null) return false;
    const keys = signed.signatures.map(({ key }) => this.keys!.find((each) => keyIdOf(each) === key));
    const message = preAuthEncoding(signed.payload);
    for (const [i, { signature }] of signed.signatures.entries()) {
      const key = keys[i];
      if (key === undefined) continue;
      if (!(await verifySignature(key, message, signature)))
        throw new Wrong('signatures', { kind: 'record', index }, faultWords('signature_invalid'));
      this.signatures += 1;
    }
    return !keys.includes(undefined);
  }

  #check({ index, path, checkpoint }: Receipt, bytes: Bytes): void {
    const place: Place = { kind: 'record', index };
    const record = parseRecord(bytes);
    if (record === null) throw new Wrong('records', place, faultWords('record_bytes'));
    if (record.index !== index) throw new Wrong('records', place, faultWords('record_index'));
    if (!includes(record.leaf, index, checkpoint.size, path, checkpoint.root)) {
      throw new Wrong('records', place, faultWords('not_in_log'));
    }
    this.record = record;
  }
}

function publicKeysIn(texts: readonly string[]): PublicKey[] {
  const keys = texts.map((text) => {
    const bytes = fromBase64(text);
    return bytes && parsePublicKey(bytes);
  });
  return keys.filter((key) => key !== null);
}

function reportOf(record: LogRecord): RecordReport {
  const payload = record.signed?.payload;
  const text = payload === undefined ? null : decodeText(payload);
  return {
    index: record.index,
    leaf: toHex(record.leaf),
    sid: payload === undefined ? null : toHex(sha256(preAuthEncoding(payload))),
    statement: (text === null ? null : parseJson(text)) ?? null,
  };
}

function verdictOf(run: Verification, error: Wrong | null): Verdict {
  const { receipt, judged, record, done, policy } = run;
  const { origin = '', size = 0n } = receipt?.checkpoint ?? {};
  const fault = error?.fault ?? null;
  const cosigned = judged?.cosigned ?? [];
  const details = {
    file: words('step.file.receipt'),
    log: words('step.log.detail', { origin, size: String(size) }),
    witnesses: witnessWords(policy, cosigned),
    records: words('step.records.receipt', { index: String(receipt?.index ?? 0) }),
    signatures: done.has('signatures')
      ? words('step.signatures.record', { signatures: run.signatures })
      : words('step.signatures.no_key'),
  };
  const isUnsigned = run.keys === null || record?.signed === null; // a heads record
  const skipped = new Set<Check>(skippedBy(policy));
  if (fault === null && !done.has('signatures')) skipped.add('signatures');
  const unchecked = policy.asksForWitnesses() ? UNCHECKED : [...UNCHECKED, 'other_logs' as const];
  return {
    verdict: error === null ? 'authentic' : 'not_authentic',
    file: 'receipt',
    extent: 'record',
    authentic: error === null,
    complete: null,
    word: null,
    origin,
    size,
    checkpoint: done.has('witnesses') ? receipt!.checkpoint : null,
    recordedAt: record?.recordedAt ?? null,
    quorumAt: judged?.quorumAt ?? null,
    witnesses: cosigned,
    fault,
    selection: null,
    records: record === null ? 0 : 1,
    selected: [],
    signers: [],
    pledges: [],
    record: record && reportOf(record),
    steps: stepsOf(isUnsigned ? CHECKS : SIGNED_CHECKS, done, details, fault, unchecked, skipped),
  };
}

// `record`: the record's bytes, where they are known from elsewhere; else the receipt must carry them.
// `keys`: public keys in base64, from anybody: the statement's signatures are verified with those that the
// record names. Null: only that the record is in the log.
export async function verifyReceipt(
  bytes: Uint8Array,
  trust: Policy,
  record: Uint8Array | null = null,
  keys: readonly string[] | null = null,
): Promise<Verdict> {
  const run = new Verification(trust, keys === null ? null : publicKeysIn(keys));
  try {
    await run.run(bytes, record);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return verdictOf(run, error);
  }
  return verdictOf(run, null);
}
