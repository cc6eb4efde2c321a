// SPDX-License-Identifier: Apache-2.0
// Hashes, base64, trees, Ed25519 and JSON on tests/vectors/crypto.json and edge_cases.json, and on
// vectors that others have published.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  encodeText,
  equal,
  fromBase64,
  toBase64,
  toHex,
  type Bytes,
} from '../../../server/web/src/verify/bytes';
import { preAuthEncoding } from '../../../server/web/src/verify/dsse';
import {
  chooseImplementation,
  parsePublicKey,
  verifySignature,
} from '../../../server/web/src/verify/ed25519';
import { leafHash, sha256 } from '../../../server/web/src/verify/hash';
import { canonical, parseJson } from '../../../server/web/src/verify/json';
import { extendsTree, GrowingTree, includes } from '../../../server/web/src/verify/merkle';
import { base64, hex, publicVectors, vectors } from './vectors';

const crypto = vectors('crypto');
const edges = vectors('edge_cases');

test('SHA-256 and DSSE', () => {
  for (const { input, digest } of crypto.sha256) assert.equal(toHex(sha256(hex(input))), digest);
  const statements = vectors('statements').statements;
  assert.ok(statements.length > 30);
  for (const { payload, sid } of statements) {
    assert.equal(toHex(sha256(preAuthEncoding(encodeText(payload)))), sid);
  }
});

test('base64 has one spelling', () => {
  for (const { input, base64: text } of crypto.base64.valid) {
    assert.deepEqual(fromBase64(text), hex(input));
    assert.equal(toBase64(hex(input)), text);
  }
  for (const text of crypto.base64.refused) assert.equal(fromBase64(text), null, text);
});

test('trees and proofs', () => {
  const { records, leaf_hashes, roots, inclusion, consistency } = crypto.merkle;
  const tree = new GrowingTree();
  assert.equal(toHex(tree.root()), roots[0]);
  records.forEach((record: string, i: number) => {
    assert.equal(toHex(leafHash(hex(record))), leaf_hashes[i]);
    tree.append(hex(leaf_hashes[i]));
    assert.equal(toHex(tree.root()), roots[i + 1]);
  });
  for (const { index, size, proof } of inclusion) {
    const [leaf, root] = [hex(leaf_hashes[index]), hex(roots[size])];
    assert.ok(includes(leaf, BigInt(index), BigInt(size), proof.map(hex), root));
  }
  for (const { from, to, proof } of consistency) {
    assert.ok(extendsTree(BigInt(from), hex(roots[from]), BigInt(to), hex(roots[to]), proof.map(hex)));
  }
});

test('edge cases of proofs', () => {
  for (const each of edges.merkle_inclusion) {
    const verdict = includes(
      hex(each.leaf),
      BigInt(each.index),
      BigInt(each.size),
      each.proof.map(hex),
      hex(each.root),
    );
    assert.equal(verdict, each.valid, JSON.stringify(each));
  }
  for (const each of edges.merkle_consistency) {
    const verdict = extendsTree(
      BigInt(each.from),
      hex(each.from_root),
      BigInt(each.to),
      hex(each.to_root),
      each.proof.map(hex),
    );
    assert.equal(verdict, each.valid, JSON.stringify(each));
  }
});

test('proofs that others have published', (t) => {
  const [inclusion, consistency] = [publicVectors('merkle_inclusion'), publicVectors('merkle_consistency')];
  if (!inclusion || !consistency) return t.skip('they are not at hand');
  const hashOf = (text: string | null): Bytes | null => {
    const bytes = fromBase64(text ?? '');
    return bytes?.length === 32 ? bytes : null;
  };
  for (const each of inclusion) {
    const [leaf, root] = [hashOf(each.leafHash), hashOf(each.root)];
    const proof = (each.proof ?? []).map(hashOf);
    const verdict =
      leaf !== null &&
      root !== null &&
      !proof.includes(null) &&
      includes(leaf, BigInt(each.leafIdx), BigInt(each.treeSize), proof, root);
    assert.equal(verdict, !each.wantErr, each.case);
  }
  // Some roots are words instead of hashes; equal words stay equal.
  const rootOf = (text: string) => hashOf(text) ?? sha256(encodeText(text));
  for (const each of consistency) {
    const proof = (each.proof ?? []).map(hashOf);
    const verdict =
      !proof.includes(null) &&
      extendsTree(BigInt(each.size1), rootOf(each.root1), BigInt(each.size2), rootOf(each.root2), proof);
    assert.equal(verdict, !each.wantErr, each.case);
  }
});

for (const which of ['best', 'points'] as const) {
  test(`Ed25519 has libsodium's verdict: ${which}`, async () => {
    chooseImplementation(which);
    let valid = 0;
    for (const each of edges.ed25519) {
      const key = parsePublicKey(hex(each.key));
      assert.equal(key !== null, each.admitted, each.what);
      if (key === null) continue;
      const verdict = await verifySignature(key, hex(each.message), hex(each.signature));
      assert.equal(verdict, each.valid, each.what);
      valid += verdict ? 1 : 0;
    }
    assert.ok(valid >= 2);
    for (const { public_key, message, signature } of crypto.ed25519) {
      assert.ok(await verifySignature(parsePublicKey(hex(public_key))!, hex(message), hex(signature)));
    }
    for (const { key, why } of crypto.ed25519_keys_refused) assert.equal(parsePublicKey(hex(key)), null, why);
    chooseImplementation('best');
  });

  test(`914 edge cases of C2SP/CCTV: ${which}`, async (t) => {
    const cases = publicVectors('ed25519_cctv');
    if (!cases) return t.skip('they are not at hand');
    chooseImplementation(which);
    const counts = { admitted: 0, valid: 0 };
    for (const { key: keyText, sig, msg } of cases) {
      const key = parsePublicKey(hex(keyText));
      if (key === null) continue;
      counts.admitted += 1;
      counts.valid += (await verifySignature(key, encodeText(msg), hex(sig))) ? 1 : 0;
    }
    assert.deepEqual(counts, { admitted: 28, valid: 1 }); // as tests/crypto/public_vectors_test.cc finds
    chooseImplementation('best');
  });
}

test('JSON, and its canonical form', () => {
  for (const { what, text, canonical: expected } of edges.json) {
    const value = parseJson(text);
    assert.notEqual(value, undefined, what);
    assert.equal(canonical(value!), expected, what);
  }
  for (const { what, text } of edges.json_refused) assert.equal(parseJson(text), undefined, what);
  assert.equal(parseJson('{"__proto__":{"a":1},"constructor":2}') !== undefined, true);
  const long = JSON.stringify('x'.repeat(1 << 20));
  assert.equal((parseJson(long) as string).length, 1 << 20);
});

test('canonical forms that others have published', (t) => {
  const cases = publicVectors('jcs');
  if (!cases) return t.skip('they are not at hand');
  for (const { name, input, output } of cases) {
    const value = parseJson(input);
    if (value === undefined)
      assert.match(input, /[0-9][.eE]/, name); // fractions are no statement's
    else assert.equal(canonical(value), output, name);
  }
});

test('base64 and equality of bytes', () => {
  assert.ok(equal(base64('AAE='), hex('0001')));
  assert.ok(!equal(hex('00'), hex('0001')));
});
