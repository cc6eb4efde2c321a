// SPDX-License-Identifier: Apache-2.0
// Notes, verifier keys, checkpoints, cosignatures, policies and receipts on tests/vectors/proof.json.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '../../../server/web/src/verify/bytes';
import {
  judgeCheckpoint,
  parseCheckpoint,
  parseCheckpointNote,
} from '../../../server/web/src/verify/checkpoint';
import { earliestCosignature } from '../../../server/web/src/verify/cosignature';
import { noteVerdict, parseNote } from '../../../server/web/src/verify/note';
import { Policy } from '../../../server/web/src/verify/policy';
import { parseReceipt, verifyReceipt } from '../../../server/web/src/verify/receipt';
import { parseVerifierKey } from '../../../server/web/src/verify/verifier_key';
import { hex, textInBase64, vectors } from './vectors';

const proof = vectors('proof');

function policyIn(text: string): Policy {
  const policy = Policy.parse(text);
  assert.ok(policy instanceof Policy, text);
  return policy;
}

test('verifier keys', () => {
  for (const { name, type, public_key, key_id, vkey } of proof.keys) {
    const key = parseVerifierKey(vkey)!;
    assert.equal(key.name, name);
    assert.equal(key.type, type);
    assert.equal(toHex(key.id), key_id);
    assert.equal(toHex(key.publicKey.bytes), public_key);
  }
  for (const { why, value } of proof.verifier_keys_refused) assert.equal(parseVerifierKey(value), null, why);
});

test('notes', async () => {
  for (const { name, text, signatures, note: bytes, verdicts } of proof.notes) {
    const note = parseNote(bytes)!;
    assert.equal(note.text, text, name);
    assert.deepEqual(
      note.signatures.map((each) => toHex(each.bytes)),
      signatures.map((each: any) => each.bytes),
    );
    for (const { vkey, verdict } of verdicts) {
      assert.equal(await noteVerdict(note, parseVerifierKey(vkey)!), verdict, name);
    }
  }
  for (const { why, value } of proof.notes_refused) {
    const text = textInBase64(value);
    assert.equal(text === null ? null : parseNote(text), null, why);
  }
});

test('checkpoints', async () => {
  for (const { origin, size, root, note, vkey } of [...proof.checkpoints, proof.extended_checkpoint]) {
    const checkpoint = parseCheckpointNote(note)!;
    assert.deepEqual(
      [checkpoint.origin, checkpoint.size, toHex(checkpoint.root)],
      [origin, BigInt(size), root],
    );
    const verdict = await judgeCheckpoint(checkpoint, Policy.ofLog(parseVerifierKey(vkey)!));
    assert.deepEqual([verdict.logSigned, verdict.quorumMet], [true, true]);
  }
  for (const { why, value } of proof.checkpoints_refused) assert.equal(refusedCheckpoint(value), null, why);
});

// A checkpoint's text has no carriage return, by the rules of notes.
const refusedCheckpoint = (text: string) => (text.includes('\r') ? null : parseCheckpoint(text));

test('cosignatures', async () => {
  for (const { vkey, text, time, line } of proof.cosignatures) {
    const note = parseNote(`${text}\n${line}`)!;
    assert.equal(await earliestCosignature(note, parseVerifierKey(vkey)!), time);
  }
  for (const { why, vkey, text, line } of proof.cosignatures_refused) {
    const note = parseNote(`${text}\n${line}`)!;
    assert.equal(await earliestCosignature(note, parseVerifierKey(vkey)!), 'invalid', why);
  }
});

test('policies', () => {
  for (const { name, policy: text, logs, witnesses, auditors, quorums } of proof.policies) {
    const policy = policyIn(text);
    assert.deepEqual(
      policy.logs.map((log) => log.text),
      logs,
      name,
    );
    assert.deepEqual(
      policy.witnesses.map((witness) => witness.name),
      witnesses,
      name,
    );
    assert.deepEqual(
      policy.witnesses.map((witness) => witness.name).filter((each) => policy.isAuditor(each)),
      auditors,
    );
    for (const { cosigned, met } of quorums)
      assert.equal(policy.isMetBy(new Set(cosigned)), met, `${name}: ${cosigned}`);
  }
  for (const { why, line, value } of proof.policies_refused) {
    const text = textInBase64(value);
    if (text !== null) assert.deepEqual(Policy.parse(text), { line }, why);
  }
});

test('verdicts of policies on checkpoints', async () => {
  for (const each of proof.judgements) {
    const checkpoint = parseCheckpointNote(each.note)!;
    const judged = judgeCheckpoint(checkpoint, policyIn(each.policy));
    if (each.log_signed === undefined) {
      await assert.rejects(judged, each.name);
      continue;
    }
    const verdict = await judged;
    assert.deepEqual(
      {
        log_signed: verdict.logSigned,
        quorum_at: verdict.quorumAt,
        quorum_met: verdict.quorumMet,
        cosigned: verdict.cosigned.map(({ witness, time }) => ({ witness, time })),
      },
      {
        log_signed: each.log_signed,
        quorum_at: each.quorum_at,
        quorum_met: each.quorum_met,
        cosigned: each.cosigned,
      },
      each.name,
    );
  }
});

test('receipts', async () => {
  const policy = policyIn(proof.receipt_policy);
  for (const { index, size, extra, path, record, receipt } of proof.receipts) {
    const parsed = parseReceipt(new TextEncoder().encode(receipt))!;
    assert.equal(parsed.index, BigInt(index));
    assert.equal(parsed.checkpoint.size, BigInt(size));
    assert.equal(toHex(parsed.extra ?? new Uint8Array()), extra);
    assert.deepEqual(parsed.path.map(toHex), path);
    const bytes = new TextEncoder().encode(receipt);
    assert.equal((await verifyReceipt(bytes, policy, hex(record))).verdict, 'authentic');
    const altered = hex(record);
    altered[altered.length - 1]! ^= 1;
    assert.equal((await verifyReceipt(bytes, policy, altered)).verdict, 'not_authentic');
  }
  for (const { why, value } of proof.receipts_refused) {
    const bytes = new TextEncoder().encode(value);
    assert.equal(parseReceipt(bytes), null, why);
    assert.equal((await verifyReceipt(bytes, policy)).verdict, 'not_authentic', why);
  }
});
