// SPDX-License-Identifier: Apache-2.0
// Verdict: the result of verifying a file, with a step for each check; docs/VERIFYING.md says what each
// answer means. Its first fields mean what `pledgebook verify` means by its exit status: 0, 1 and 4.
import type { Checkpoint, Cosigned } from './checkpoint';
import type { Check, Fault, Place, Words } from './fault';
import { words } from './fault';
import type { PledgeReport, SignerReport } from './judge';
import type { Json } from './json';
import type { Policy } from './policy';
import type { Selection } from './selection';

// What no file can show, or this verifier does not look at.
export type Unchecked = 'truth' | 'later' | 'other_logs' | 'rules' | 'evidence' | 'rights_of_record';

export interface Step {
  readonly check: Check | Unchecked;
  readonly status: 'ok' | 'failed' | 'not_checked';
  readonly title: Words;
  readonly detail: Words | null;
  readonly place: Place | null; // of a failed one
}

export interface Verdict {
  readonly verdict: 'authentic' | 'not_authentic' | 'unreadable';
  readonly file: 'export' | 'receipt';
  // Everything: all records of the ledger. Selection: those selected, with a proof that they are all.
  // Record: a receipt's, which says nothing of others.
  readonly extent: 'everything' | 'selection' | 'record' | null;
  readonly authentic: boolean | null; // null: not judged, because of an earlier fault
  readonly complete: boolean | null;
  readonly word: 'operator' | 'auditor' | 'replayed' | null;
  readonly origin: string;
  readonly size: bigint;
  readonly checkpoint: Checkpoint | null; // if the policy accepts it
  readonly recordedAt: number | null; // milliseconds
  readonly quorumAt: number | null; // POSIX seconds
  readonly witnesses: readonly Cosigned[];
  readonly fault: Fault | null;
  readonly selection: Selection | null;
  readonly records: number;
  readonly selected: readonly { readonly stream: string; readonly records: number }[];
  readonly signers: readonly SignerReport[];
  readonly pledges: readonly PledgeReport[];
  readonly record: RecordReport | null; // of a receipt
  readonly steps: readonly Step[];
}

export interface RecordReport {
  readonly index: bigint;
  readonly leaf: string; // hex
  readonly sid: string | null; // null for a heads record, and so is `statement`
  readonly statement: Json;
}

export const isGood = (verdict: Verdict): boolean => verdict.verdict === 'authentic';

export type Details = Partial<Record<Check, Words>>;

// Steps in their order: a tick for each check that was done to its end, the fault at its check, and
// words for the rest. `details`: what is known of each check. `skipped`: what the reader's policy does
// not ask for.
export function stepsOf(
  checks: readonly Check[],
  done: ReadonlySet<Check>,
  details: Details,
  fault: Fault | null,
  unchecked: readonly Unchecked[],
  skipped: ReadonlySet<Check>,
): Step[] {
  const steps: Step[] = checks.map((check) => {
    const params = details[check]?.params ?? {};
    const title = words(`step.${check}`, params);
    if (fault?.check === check) {
      return { check, status: 'failed', title, detail: fault.words, place: fault.place };
    }
    const isSkipped = skipped.has(check);
    const detail = done.has(check) || isSkipped ? (details[check] ?? null) : words('step.after_fault');
    return {
      check,
      status: done.has(check) && !isSkipped ? 'ok' : 'not_checked',
      title,
      detail,
      place: null,
    };
  });
  const never = unchecked.map(
    (check): Step => ({
      check,
      status: 'not_checked',
      title: words(`unchecked.${check}`),
      detail: words(`unchecked.${check}.detail`),
      place: null,
    }),
  );
  return [...steps, ...never];
}

// The details of the check `witnesses`.
export function witnessWords(policy: Policy, cosigned: readonly Cosigned[]): Words {
  const params = { cosigned: cosigned.length, witnesses: policy.witnesses.length, quorum: policy.quorum };
  return words(policy.asksForWitnesses() ? 'step.witnesses.detail' : 'step.witnesses.none', params);
}

// The checks that the policy does not ask for.
export const skippedBy = (policy: Policy): ReadonlySet<Check> =>
  new Set(policy.asksForWitnesses() ? [] : ['witnesses' as const]);
