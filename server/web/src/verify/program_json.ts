// SPDX-License-Identifier: Apache-2.0
// A verdict with the fields of `pledgebook verify --json` (docs/VERIFYING.md), which see for their meaning.
import { isObject, type Json } from './json';
import type { Fault, Place } from './fault';
import { isGood, type Verdict } from './verdict';

function timeText(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

function secondText(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function placeText(place: Place): string {
  if (place.kind === 'record') return `record ${place.index}`;
  if (place.kind === 'stream') return `stream ${place.stream}`;
  return place.kind === 'heads' ? 'the heads record' : `the ${place.kind}`;
}

const faultOf = (fault: Fault | null): Json =>
  fault && { place: placeText(fault.place), what: fault.words.key };

function witnessesOf(verdict: Verdict, withAuditor: boolean): Json {
  return verdict.witnesses.map(({ witness, time, auditor }) => ({
    witness,
    time: secondText(time),
    ...(withAuditor ? { auditor } : {}),
  }));
}

export function programJson(verdict: Verdict): { [name: string]: Json } {
  const { record, fault, origin } = verdict;
  const good = isGood(verdict);
  const size = Number(verdict.size);
  if (verdict.file === 'receipt') {
    if (record === null) return { good, fault: faultOf(fault) };
    return {
      good,
      origin,
      size,
      index: Number(record.index),
      recorded_at: timeText(verdict.recordedAt),
      standing: verdict.witnesses.length > 0 ? 'witnessed' : 'published',
      quorum_at: secondText(verdict.quorumAt),
      witnesses: witnessesOf(verdict, false),
      sid: record.sid,
      statement: record.statement,
      fault: null,
    };
  }
  return {
    good,
    authentic: verdict.authentic,
    complete: verdict.complete,
    word: verdict.word,
    auditors:
      verdict.checkpoint === null
        ? []
        : verdict.witnesses.filter((each) => each.auditor).map((each) => each.witness),
    signers: verdict.signers as unknown as Json,
    origin,
    size,
    recorded_at: timeText(verdict.recordedAt),
    quorum_at: secondText(verdict.quorumAt),
    witnesses: witnessesOf(verdict, true),
    fault: faultOf(fault),
    selection: isObject(verdict.selection as Json) ? (verdict.selection as Json) : null,
    records: verdict.records,
    selected: verdict.selected as unknown as Json,
    pledges: verdict.pledges as unknown as Json,
  };
}
