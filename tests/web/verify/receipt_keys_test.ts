// SPDX-License-Identifier: Apache-2.0
// Receipts with keys: the statement's signatures are verified with the keys that the record names, from
// whomever they come, and with no other.
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { bigEndian, concat, encodeText, toBase64 } from '../../../server/web/src/verify/bytes';
import { preAuthEncoding } from '../../../server/web/src/verify/dsse';
import { leafHash, sha256 } from '../../../server/web/src/verify/hash';
import { isPolicy, parseTrust, verifyReceipt, type Verdict } from '../../../server/web/src/verify/index';

interface Key {
  readonly secret: KeyObject;
  readonly bytes: Uint8Array;
}

function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { secret: privateKey, bytes: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)) };
}

const log = newKey();
const [first, second] = [newKey(), newKey()].sort((a, b) =>
  Buffer.compare(Buffer.from(sha256(a.bytes)), Buffer.from(sha256(b.bytes))),
) as [Key, Key];
const origin = 'ledger.example/keys';
const typed = concat(new Uint8Array([1]), log.bytes);
const logId = sha256(encodeText(`${origin}\n`), typed).subarray(0, 4);
const vkey = `${origin}+${Buffer.from(logId).toString('hex')}+${toBase64(typed)}`;
const statement = encodeText('{"kind":"message.posted"}');

const signatureOf = (key: Key, message: Uint8Array): Uint8Array => new Uint8Array(sign(null, message, key.secret));

function u16(value: number): Uint8Array {
  return new Uint8Array([value >> 8, value & 255]);
}

// A log of one record, signed by both keys; `change` may break the second signature.
function receipt(change: (signature: Uint8Array) => void = () => {}): Uint8Array {
  const signatures = [first, second].map((key) => signatureOf(key, preAuthEncoding(statement)));
  change(signatures[1]!);
  const record = concat(
    new Uint8Array([1, 1]),
    bigEndian(0n),
    bigEndian(1_800_000_000_000n),
    new Uint8Array(32),
    u16(statement.length),
    statement,
    new Uint8Array([2]),
    sha256(first.bytes),
    signatures[0]!,
    sha256(second.bytes),
    signatures[1]!,
  );
  const text = `${origin}\n1\n${toBase64(leafHash(record))}\n`;
  const line = toBase64(concat(logId, signatureOf(log, encodeText(text))));
  return encodeText(
    `c2sp.org/tlog-proof@v1\nextra ${toBase64(record)}\nindex 0\n\n${text}\n\u2014 ${origin} ${line}\n`,
  );
}

function verdictOn(bytes: Uint8Array, keys: readonly string[] | null): Promise<Verdict> {
  const policy = parseTrust({ logKey: vkey });
  assert.ok(isPolicy(policy));
  return verifyReceipt(bytes, policy, null, keys);
}

const stepOf = (verdict: Verdict) => verdict.steps.find(({ check }) => check === 'signatures');
const both = [toBase64(first.bytes), toBase64(second.bytes)];

test('all signatures of the record are verified', async () => {
  const verdict = await verdictOn(receipt(), both);
  assert.deepEqual([verdict.verdict, stepOf(verdict)?.status], ['authentic', 'ok']);
  assert.equal(stepOf(verdict)?.detail?.params?.['signatures'], 2);
});

test('a signature that does not match is found out', async () => {
  const verdict = await verdictOn(
    receipt((signature) => {
      signature[0]! ^= 1;
    }),
    both,
  );
  assert.deepEqual([verdict.verdict, stepOf(verdict)?.status], ['not_authentic', 'failed']);
  assert.equal(verdict.fault?.words.key, 'verify.fault.signature_invalid');
});

test('without a key nothing is said of the signatures', async () => {
  for (const keys of [[], [both[0]!], [both[0]!, toBase64(newKey().bytes)], ['', both[1]!]]) {
    const verdict = await verdictOn(receipt(), keys);
    assert.deepEqual([verdict.verdict, stepOf(verdict)?.status], ['authentic', 'not_checked']);
    assert.equal(stepOf(verdict)?.detail?.key, 'verify.step.signatures.no_key');
  }
});

test('where nobody asks for signatures there is no step for them', async () => {
  assert.equal(stepOf(await verdictOn(receipt(), null)), undefined);
});
