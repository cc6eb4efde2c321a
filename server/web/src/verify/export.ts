// SPDX-License-Identifier: Apache-2.0
// Verifies an export while it is read: authentic, and complete (docs/VERIFYING.md, "How to write a
// verifier"). The first fault decides, but signatures and rights are judged only of a complete export,
// since a key may be missing from another.
import { equal, type Bytes } from './bytes';
import {
  judgeCheckpoint,
  parseCheckpointNote,
  requireValid,
  type Checkpoint,
  type Cosigned,
} from './checkpoint';
import { examineItem, readStream, type ExaminedRecord } from './export_items';
import { ExportReader, Unreadable, type Item } from './export_reader';
import { faultWords, words, Wrong, type Check, type FaultName, type Place } from './fault';
import { HeadsMap, streamLeafHash } from './heads_map';
import { Judge } from './judge';
import { parseJson } from './json';
import { GrowingTree, includes } from './merkle';
import type { Policy } from './policy';
import type { Heads } from './record';
import { readSelection, selectedStreams, type Selection } from './selection';
import { BadGzip, chunksOf, gunzipped, SourceFailure, type Chunks } from './source';
import { streamsOf } from './statement';
import { StreamTallies } from './streams';
import { skippedBy, stepsOf, witnessWords, type Details, type Unchecked, type Verdict } from './verdict';

const EXPORT_VERSION = 1;
const CHECKS: readonly Check[] = [
  'file',
  'log',
  'witnesses',
  'records',
  'statements',
  'streams',
  'signatures',
  'rights',
  'origin',
];
const UNCHECKED: readonly Unchecked[] = ['truth', 'later', 'rules', 'evidence'];
const FILE: Place = { kind: 'file' };
const CHECKPOINT: Place = { kind: 'checkpoint' };
const PROGRESS_EACH = 256; // records

export interface Progress {
  readonly bytes: number; // of the file, as it is stored
  readonly records: number;
}
export type OnProgress = (progress: Progress) => void;

const recordAt = (index: number | bigint): Place => ({ kind: 'record', index: BigInt(index) });

const wrong = (
  check: Check,
  place: Place,
  reason: FaultName,
  params?: Record<string, string | number>,
): Wrong => new Wrong(check, place, faultWords(reason, params));

const incomplete = (place: Place, reason: FaultName, params?: Record<string, string | number>): Wrong =>
  new Wrong('streams', place, faultWords(reason, params), 'complete');

class Verification {
  readonly judge = new Judge();
  readonly tallies = new StreamTallies();
  readonly #tree = new GrowingTree();
  #map: HeadsMap | null = null; // of an export of everything
  selection: Selection | null = null;
  checkpoint: Checkpoint | null = null;
  cosigned: readonly Cosigned[] = [];
  quorumAt: number | null = null;
  isAccepted = false;
  recordedAt: number | null = null;
  records = 0;
  readonly done = new Set<Check>();
  #misjudged: Wrong | null = null;
  #heads: Heads | null = null;
  #last: ExaminedRecord | null = null;
  #hasAsked = false;

  constructor(readonly policy: Policy) {}

  get isEverything(): boolean {
    return this.selection !== null && 'all' in this.selection;
  }

  async take({ name, text }: Item, byte: number): Promise<void> {
    if (name === 'records') return this.#takeRecord(text, byte);
    if (name === 'heads') return this.#takeHeads(text);
    if (name === 'streams') return this.#takeStream(text, byte);
    const value = parseJson(text);
    if (value === undefined) throw wrong('file', FILE, 'json', { byte });
    if (name === 'v' && value !== EXPORT_VERSION) throw wrong('file', FILE, 'version');
    if (name === 'selection') {
      this.selection = readSelection(value);
      if (this.selection === null) throw wrong('file', FILE, 'selection');
    }
    if (name === 'checkpoint') {
      if (typeof value !== 'string') throw wrong('file', FILE, 'json', { byte });
      await this.#takeCheckpoint(value);
    }
  }

  async #takeCheckpoint(note: string): Promise<void> {
    const checkpoint = parseCheckpointNote(note);
    if (checkpoint === null) throw wrong('log', CHECKPOINT, 'checkpoint');
    this.checkpoint = checkpoint;
    const verdict = await judgeCheckpoint(checkpoint, this.policy);
    this.cosigned = verdict.cosigned;
    this.quorumAt = verdict.quorumAt;
    if (verdict.logSigned) this.done.add('log');
    requireValid(checkpoint, verdict);
    this.done.add('witnesses');
    this.isAccepted = true;
  }

  #requireIncluded({ index, record, proof }: ExaminedRecord): void {
    const { size, root } = this.checkpoint!;
    if (!includes(record.leaf, BigInt(index), size, proof as Bytes[], root)) {
      throw wrong('records', recordAt(index), 'not_in_log');
    }
  }

  #takeHeads(text: string): void {
    if (this.isEverything) throw wrong('file', FILE, 'heads_unexpected');
    const examined = examineItem(text, true);
    if ('reason' in examined) throw wrong('records', { kind: 'heads' }, examined.reason);
    const { heads } = examined.record;
    if (heads === null || BigInt(examined.index) + 1n !== this.checkpoint!.size) {
      throw wrong('records', recordAt(examined.index), 'not_last_heads');
    }
    this.#requireIncluded(examined);
    this.#heads = heads;
    this.recordedAt = examined.record.recordedAt;
  }

  async #takeRecord(text: string, byte: number): Promise<void> {
    const examined = examineItem(text, !this.isEverything);
    if ('reason' in examined) {
      const { index, reason } = examined;
      const check = reason.startsWith('statement') ? 'statements' : 'records';
      throw index === null
        ? wrong('records', FILE, 'item_at', { byte })
        : wrong(check, recordAt(index), reason);
    }
    this.#checkPlace(examined);
    if (this.isEverything) this.#takeOfWhole(examined);
    else this.#takeOfPart(examined);
    await this.judge.breathe();
  }

  // What is the same in any export.
  #checkPlace({ index, record }: ExaminedRecord): void {
    const last = this.#last;
    if (last === null) return;
    const place = recordAt(index);
    if (index <= last.index) throw wrong('records', place, 'records_order');
    if (record.recordedAt < last.record.recordedAt) throw wrong('records', place, 'time_earlier');
    if (index === last.index + 1 && !equal(record.prev, last.record.leaf)) {
      throw wrong('records', place, 'not_following');
    }
  }

  #takeOfPart(examined: ExaminedRecord): void {
    const { index, record, statement } = examined;
    if (this.#heads === null) throw incomplete(FILE, 'heads_missing');
    if (statement === null || BigInt(index) + 1n >= this.checkpoint!.size) {
      throw wrong('records', recordAt(index), 'not_below_heads');
    }
    this.#requireIncluded(examined);
    this.#last = examined;
    this.records += 1;
    this.tallies.add(record, statement);
    this.#judgeStatement(examined);
  }

  #takeOfWhole(examined: ExaminedRecord): void {
    const { index, record, statement } = examined;
    if (index !== this.#tree.size) throw incomplete(recordAt(this.#tree.size), 'record_missing');
    if (index === 0 && record.prev.some((byte) => byte !== 0))
      throw wrong('records', recordAt(0), 'not_following');
    this.#tree.append(record.leaf);
    const wasHeads = this.#last === null || this.#last.statement === null;
    this.#last = examined;
    this.records += 1;
    if (statement !== null) {
      this.#map ??= new HeadsMap();
      this.#map.append(streamsOf(statement), streamLeafHash(record.index, record.leaf));
      this.#judgeStatement(examined);
      return;
    }
    if (wasHeads) throw wrong('records', recordAt(index), 'heads_twice');
    const { streams, mapRoot } = this.#map!.seal();
    const heads = record.heads!;
    if (heads.streams !== streams || !equal(heads.mapRoot, mapRoot)) {
      throw wrong('streams', recordAt(index), 'heads_wrong');
    }
  }

  // What can't be judged may only lack a key: see finish.
  #judgeStatement({ record, statement }: ExaminedRecord): void {
    if (this.#misjudged !== null) return;
    try {
      this.judge.take(record, statement!);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      this.#misjudged = error;
    }
  }

  #takeStream(text: string, byte: number): void {
    const proof = readStream(text);
    if (proof === null) throw wrong('file', FILE, 'item_at', { byte });
    if (this.isEverything) throw wrong('file', FILE, 'streams_unexpected');
    if (this.#heads === null) throw incomplete(FILE, 'heads_missing');
    this.#askForStreams();
    this.tallies.show(proof, this.#heads);
  }

  #askForStreams(): void {
    if (!this.#hasAsked) this.tallies.askFor(selectedStreams(this.selection!));
    this.#hasAsked = true;
  }

  async finish(): Promise<void> {
    this.done.add('file');
    if (this.isEverything) this.#finishWhole();
    else this.#finishPart();
    for (const check of ['records', 'statements', 'streams'] as const) this.done.add(check);
    const unverified = await this.judge.findUnverified();
    if (unverified !== null) throw wrong('signatures', recordAt(unverified), 'signature_invalid');
    if (this.#misjudged !== null) throw this.#misjudged;
    this.done.add('signatures');
    this.done.add('rights');
    const { ledger, origin } = this.judge.registry;
    if (ledger === null) throw incomplete({ kind: 'stream', stream: 'governance' }, 'created_missing');
    if (origin !== this.checkpoint!.origin) throw wrong('origin', CHECKPOINT, 'origin_differs', { origin });
    this.done.add('origin');
  }

  #finishPart(): void {
    if (this.#heads === null) throw incomplete(FILE, 'heads_missing');
    if (this.recordedAt! < (this.#last?.record.recordedAt ?? 0)) {
      throw wrong('records', { kind: 'heads' }, 'time_earlier');
    }
    this.#askForStreams();
    this.tallies.checkAllShown();
  }

  #finishWhole(): void {
    const { size, root } = this.checkpoint!;
    if (BigInt(this.#tree.size) !== size) {
      throw incomplete(FILE, 'records_few', { held: this.#tree.size, size: String(size) });
    }
    if (!equal(this.#tree.root(), root)) throw wrong('records', FILE, 'root_differs');
    if (this.#last === null || this.#last.statement !== null) throw wrong('records', FILE, 'not_last_heads');
    this.recordedAt = this.#last.record.recordedAt;
  }

  details(): Details {
    const { origin, size } = this.checkpoint ?? { origin: '', size: 0n };
    const kind = this.isEverything ? 'all' : 'part';
    return {
      file: words('step.file.detail'),
      log: words('step.log.detail', { origin, size: String(size) }),
      witnesses: witnessWords(this.policy, this.cosigned),
      records: words(`step.records.${kind}`, { records: this.records }),
      statements: words('step.statements.detail'),
      streams: words(`step.streams.${kind}`, { streams: this.tallies.shownCount }),
      signatures: words('step.signatures.detail', { signatures: this.judge.signatures }),
      rights: words('step.rights.detail', { signers: this.judge.registry.keys.size }),
      origin: words('step.origin.detail', { origin }),
    };
  }
}

function verdictOf(run: Verification, error: Wrong | SourceFailure | null): Verdict {
  const fault = error instanceof Wrong ? error.fault : null;
  const isGood = error === null;
  const hasAuditor = run.cosigned.some((each) => each.auditor);
  const word = run.isEverything ? 'replayed' : hasAuditor ? 'auditor' : 'operator';
  const isComplete = isGood || run.done.has('streams');
  const unchecked = run.policy.asksForWitnesses() ? UNCHECKED : [...UNCHECKED, 'other_logs' as const];
  return {
    verdict: isGood ? 'authentic' : fault === null ? 'unreadable' : 'not_authentic',
    file: 'export',
    extent: run.selection === null ? null : run.isEverything ? 'everything' : 'selection',
    authentic: isGood ? true : fault?.about === 'authentic' ? false : null,
    complete: fault?.about === 'complete' ? false : isComplete ? true : null,
    word: isGood ? word : null,
    origin: run.checkpoint?.origin ?? '',
    size: run.checkpoint?.size ?? 0n,
    checkpoint: run.isAccepted ? run.checkpoint : null,
    recordedAt: run.recordedAt,
    quorumAt: run.quorumAt,
    witnesses: run.cosigned,
    fault,
    selection: run.selection,
    records: run.records,
    selected: isGood
      ? selectedStreams(run.selection!).map((stream) => ({ stream, records: run.tallies.count(stream) }))
      : [],
    signers: isGood ? run.judge.signers(run.checkpoint!.size) : [],
    pledges: isGood ? run.judge.pledges() : [],
    record: null,
    steps: stepsOf(CHECKS, run.done, run.details(), fault, unchecked, skippedBy(run.policy)),
  };
}

async function read(run: Verification, chunks: Chunks, onRecords: () => void): Promise<void> {
  const reader = new ExportReader(chunks);
  try {
    while (true) {
      const byte = reader.byte;
      const item = await reader.next();
      if (item === null) break;
      await run.take(item, byte);
      if (item.name === 'records' && run.records % PROGRESS_EACH === 0) onRecords();
    }
  } catch (error) {
    if (error instanceof Unreadable) throw wrong('file', FILE, error.fault, { byte: error.byte });
    if (error instanceof BadGzip) throw wrong('file', FILE, 'gzip');
    throw error;
  }
  await run.finish();
}

export async function verifyExportChunks(
  chunks: Chunks,
  policy: Policy,
  onRecords: (records: number) => void,
): Promise<Verdict> {
  const run = new Verification(policy);
  const unpacked = gunzipped(chunks);
  let failure: Wrong | SourceFailure | null = null;
  try {
    await read(run, unpacked, () => onRecords(run.records));
  } catch (error) {
    if (!(error instanceof Wrong || error instanceof SourceFailure)) throw error;
    failure = error;
  } finally {
    await unpacked.return();
    await run.judge.findUnverified();
  }
  return verdictOf(run, failure);
}

// `onProgress` is called now and then. A failure to read the stream gives `unreadable`.
export function verifyExport(
  stream: ReadableStream<Uint8Array>,
  trust: Policy,
  onProgress: OnProgress = () => {},
): Promise<Verdict> {
  const state = { bytes: 0, records: 0 };
  const chunks = chunksOf(stream, (bytes) => onProgress({ ...Object.assign(state, { bytes }) }));
  return verifyExportChunks(chunks, trust, (records) => onProgress({ ...Object.assign(state, { records }) }));
}
