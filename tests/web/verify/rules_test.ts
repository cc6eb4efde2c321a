// SPDX-License-Identifier: Apache-2.0
// tests/vectors/rule_set_1.json: every hash is computed, each statement that was admitted is taken, and
// each that was refused for its form, its place, its signatures or its rights is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bigEndian,
  concat,
  encodeText,
  toBase64,
  toHex,
  type Bytes,
} from '../../../server/web/src/verify/bytes';
import { Wrong } from '../../../server/web/src/verify/fault';
import { leafHash } from '../../../server/web/src/verify/hash';
import { HeadsMap, streamLeafHash } from '../../../server/web/src/verify/heads_map';
import { Judge } from '../../../server/web/src/verify/judge';
import { GrowingTree } from '../../../server/web/src/verify/merkle';
import { parseRecord } from '../../../server/web/src/verify/record';
import { parseStatement, streamsOf } from '../../../server/web/src/verify/statement';
import { base64, hex, vectors } from './vectors';

const { steps, end } = vectors('rule_set_1');

// What docs/VERIFYING.md, "Signatures and rights", tells a verifier to refuse. The other codes are of
// rules that need a body's schema, lists, or the state of a pledge.
const REFUSED = new Set(
  `key_unknown key_revoked key_replaced party_suspended root_key_misused
  root_quorum_missing signature_invalid signature_missing signature_unexpected signer_unexpected role_missing
  role_escalation not_the_owner not_a_member member_has_key judge_has_interest judge_took_part
  auditors_are_one auditor_too_new key_revokes_itself ledger_exists ledger_wrong stream_wrong prev_not_head
  kind_unknown version_unknown not_canonical signers_invalid party_exists party_unknown roles_missing
  key_exists role_not_of_party key_holds_too_much recovered_unexpected root_key_not_operators
  registrar_not_operator operator_not_registrar operator_suspended already_suspended not_suspended
  key_already_revoked compromised_since_out_of_range root_quorum_lost root_quorum_wrong pledge_exists
  at_too_early`.split(/\s+/),
);

// A party that only a pledge's `partners` names may be unknown to an export.
const isRefused = (step: any): boolean =>
  REFUSED.has(step.refused) && !step.pointer.startsWith('/body/partners/');

function recordOf(step: any, index: number, prev: Bytes): Bytes {
  const payload = encodeText(step.payload);
  const size = Uint8Array.of(payload.length >> 8, payload.length & 255);
  const signatures = step.signatures.map((each: any) => concat(hex(each.key), base64(each.signature)));
  return concat(
    Uint8Array.of(1, 1),
    bigEndian(BigInt(index)),
    bigEndian(BigInt(step.recorded_at_ms)),
    prev,
    size,
    payload,
    Uint8Array.of(signatures.length),
    ...signatures,
  );
}

// Whether the judge takes the record; it may have changed its state where not.
async function isTaken(judge: Judge, bytes: Bytes): Promise<boolean> {
  const record = parseRecord(bytes);
  const statement = record?.signed ? parseStatement(record.signed.payload) : null;
  if (!record || statement === null || typeof statement === 'string') return false;
  try {
    judge.take(record, statement);
  } catch (error) {
    if (error instanceof Wrong) return false;
    throw error;
  }
  return (await judge.findUnverified()) === null;
}

class Replay {
  judge = new Judge();
  readonly map = new HeadsMap();
  readonly tree = new GrowingTree();
  readonly taken: Bytes[] = [];
  prev: Bytes = new Uint8Array(32);

  async append(bytes: Bytes): Promise<void> {
    assert.ok(await isTaken(this.judge, bytes));
    const record = parseRecord(bytes)!;
    const statement = parseStatement(record.signed!.payload);
    assert.ok(typeof statement !== 'string');
    this.map.append(streamsOf(statement), streamLeafHash(record.index, record.leaf));
    this.tree.append(record.leaf);
    this.taken.push(bytes);
    this.prev = record.leaf;
  }

  // After a refusal the judge begins anew: it is not asked to leave its state as it was.
  async refuses(bytes: Bytes): Promise<boolean> {
    const refused = !(await isTaken(this.judge, bytes));
    this.judge = new Judge();
    for (const each of this.taken) assert.ok(await isTaken(this.judge, each));
    return refused;
  }
}

test('a history under rule set 1', async () => {
  const replay = new Replay();
  let refused = 0;
  let time = 0;
  for (const [number, step] of steps.entries()) {
    const bytes = recordOf(step, replay.tree.size, replay.prev);
    if (step.leaf !== undefined) {
      await replay.append(bytes);
      assert.equal(toHex(replay.prev), step.leaf, `step ${number}`);
      time = step.recorded_at_ms;
    } else if (isRefused(step)) {
      assert.ok(
        await replay.refuses(bytes),
        `step ${number} is taken, though ${step.refused}: ${step.payload}`,
      );
      refused += 1;
    }
  }
  assert.ok(refused > 80);
  const { streams, mapRoot } = replay.map.seal();
  assert.equal(Number(streams), end.streams);
  assert.equal(toHex(mapRoot), end.map_root);
  const size = replay.tree.size;
  const heads = concat(
    Uint8Array.of(1, 2),
    bigEndian(BigInt(size)),
    bigEndian(BigInt(time)),
    replay.prev,
    bigEndian(streams),
    mapRoot,
  );
  assert.equal(toHex(leafHash(heads)), end.leaf);
  replay.tree.append(leafHash(heads));
  const checkpoint = `${replay.judge.registry.origin}\n${size + 1}\n${toBase64(replay.tree.root())}\n`;
  assert.ok(end.checkpoint.startsWith(`${checkpoint}\n`));
  const signers = Object.fromEntries(
    replay.judge
      .signers(BigInt(size + 1))
      .map(({ party, statements, recovered, disputed }) => [party, { statements, recovered, disputed }]),
  );
  assert.deepEqual(signers, end.signers);
});

test('records are read to their last byte', () => {
  for (const { index, recorded_at_ms, prev, bytes, leaf_hash } of vectors('records').records) {
    const record = parseRecord(hex(bytes))!;
    // JSON.parse rounds an index of 2^63 or so.
    assert.deepEqual(
      [Number(record.index), record.recordedAt, toHex(record.prev), toHex(record.leaf)],
      [index, recorded_at_ms, prev, leaf_hash],
    );
    for (let length = 0; length < bytes.length / 2; ++length) {
      assert.equal(parseRecord(hex(bytes).slice(0, length)), null);
    }
    assert.equal(parseRecord(concat(hex(bytes), Uint8Array.of(0))), null);
  }
});

test('each kind of statement is read', () => {
  for (const { kind, payload, sid } of vectors('statements').statements) {
    const statement = parseStatement(encodeText(payload));
    assert.ok(typeof statement !== 'string', kind);
    assert.deepEqual([statement.kind, statement.sid], [kind, sid]);
    assert.equal(parseStatement(encodeText(` ${payload}`)), 'not_canonical');
    assert.equal(parseStatement(encodeText(payload.replace('"v":1', '"v":2'))), 'kind_unknown');
  }
});
