// SPDX-License-Identifier: Apache-2.0
// Exports: those of tests/vectors/exports.json are good however they arrive, and nothing else is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  isPolicy,
  parseTrust,
  programJson,
  verifyExport,
  verifyFile,
  type Policy,
  type Verdict,
} from '../../../server/web/src/verify/index';
import { vectors } from './vectors';

const { policy: policyText, exports } = vectors('exports') as {
  policy: string;
  exports: { name: string; export: string }[];
};

function trust(text: string): Policy {
  const policy = parseTrust({ policy: text });
  assert.ok(isPolicy(policy));
  return policy;
}

const policy = trust(policyText);
const part = exports.find(({ export: text }) => !text.includes('"all"'))!.export;
const whole = exports.find(({ export: text }) => text.includes('"all"'))!.export;

function streamOf(bytes: Uint8Array, pieceBytes = 1 << 16): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

const verdictOn = (text: string | Uint8Array, pieceBytes?: number, by = policy): Promise<Verdict> =>
  verifyExport(streamOf(typeof text === 'string' ? new TextEncoder().encode(text) : text, pieceBytes), by);

async function expectFault(text: string | Uint8Array, key: string): Promise<void> {
  const verdict = await verdictOn(text);
  assert.equal(verdict.verdict, 'not_authentic');
  assert.equal(verdict.fault?.words.key, `verify.fault.${key}`);
}

test('the exports of the vectors are good', async () => {
  assert.ok(exports.length >= 6);
  for (const { name, export: text } of exports) {
    const verdict = await verdictOn(text);
    assert.equal(verdict.verdict, 'authentic', `${name}: ${JSON.stringify(verdict.fault?.words)}`);
    assert.ok(
      verdict.steps
        .filter((step) => step.check !== 'witnesses')
        .slice(0, 8)
        .every((step) => step.status === 'ok'),
    );
    const { good, authentic, complete, fault } = programJson(verdict);
    assert.deepEqual([good, authentic, complete, fault], [true, true, true, null]);
  }
});

test('the pledge of which a record was dropped is named', async () => {
  const text = exports.find(({ name }) => name === 'a member')!.export;
  const member = JSON.parse(text) as { records: { record: string }[] };
  const reasons = new Set<string>();
  for (const [at, { record }] of member.records.entries()) {
    const bytes = Buffer.from(record, 'base64').toString('latin1');
    const stream = /"stream":"(pledge\/[a-z0-9-]+)"/.exec(bytes)?.[1];
    if (stream === undefined) continue;
    const { complete, fault } = await verdictOn(
      JSON.stringify({ ...member, records: member.records.toSpliced(at, 1) }),
    );
    assert.equal(complete, false, stream);
    const { place, words } = fault!;
    assert.equal(place.kind === 'stream' ? place.stream : words.params?.['stream'], stream);
    reasons.add(words.key);
  }
  assert.deepEqual([...reasons].sort(), ['verify.fault.former_missing', 'verify.fault.stream_count']);
});

test('the size of the pieces changes nothing', async () => {
  for (const text of [part, whole]) {
    const expected = programJson(await verdictOn(text));
    for (const pieceBytes of [1, 7, 4096])
      assert.deepEqual(programJson(await verdictOn(text, pieceBytes)), expected);
  }
});

test('gzip: one member, to its end', async () => {
  const packed = gzipSync(part);
  assert.equal((await verdictOn(packed)).verdict, 'authentic');
  assert.equal((await verdictOn(packed, 5)).verdict, 'authentic');
  await expectFault(packed.subarray(0, packed.length - 1), 'gzip');
  await expectFault(packed.subarray(0, packed.length / 2), 'gzip');
  await expectFault(Buffer.concat([packed, Buffer.from('x')]), 'gzip');
  await expectFault(Buffer.concat([gzipSync(part.slice(0, 99)), gzipSync(part.slice(99))]), 'gzip');
  await expectFault(packed.subarray(0, 2), 'gzip');
});

test('white space is free, and nothing else', async () => {
  const spaced = part.replaceAll(',"', ' ,\r\n\t"').replaceAll('":', '" : ');
  assert.equal((await verdictOn(` ${spaced}\n`)).verdict, 'authentic');
  await expectFault(`${part}x`, 'json');
  await expectFault(`\ufeff${part}`, 'not_export');
  await expectFault('', 'not_export');
  await expectFault('{}', 'not_export');
  await expectFault(part.replace('{"v":1', '{"v":2'), 'version');
  await expectFault(part.replace('{"v":1,', '{"v":1,"v":1,'), 'fields_order');
  await expectFault(part.replace('{"v":1,', '{"v":1,"more":1,'), 'fields_order');
  await expectFault(part.replace('{"index":', '{"index":0,"index":'), 'record_item');
  await expectFault(part.replace(/"index":(\d+)/, '"index":$1.0'), 'record_item');
  await expectFault(part.replace(/"selection":\{[^}]*\}/, '"selection":{"all":false}'), 'selection');
  await expectFault(part.replace(/"selection":\{[^}]*\}/, '"selection":{"member":"A"}'), 'selection');
});

test('limits', async () => {
  const long = 'A'.repeat(1 << 20);
  await expectFault(part.replace('"record":"', `"record":"${long}`), 'too_large');
  await expectFault(part.replace('"records":[', `"records":[${'['.repeat(9)}${']'.repeat(9)},`), 'item_at');
});

test('no beginning of an export is one', async () => {
  const end = part.trimEnd().length;
  for (let length = 0; length < end; length += 1 + Math.floor(end / 150)) {
    assert.notEqual((await verdictOn(part.slice(0, length))).verdict, 'authentic');
  }
  await expectFault(part.slice(0, end - 1), 'cut_off');
});

// Gives the text, then fails.
function brokenStream(text: string): ReadableStream<Uint8Array> {
  let sent = text === '';
  return new ReadableStream({
    pull(controller) {
      if (sent) return controller.error(new Error('the disk'));
      sent = true;
      controller.enqueue(new TextEncoder().encode(text));
    },
  });
}

test('a file that can not be read is not judged', async () => {
  for (const text of ['', '{', part.slice(0, 5000), 'c2sp.org/tlog-proof@v1\nindex 1']) {
    const { verdict, authentic, complete, fault } = await verifyFile(brokenStream(text), policy);
    assert.deepEqual([verdict, authentic, complete, fault], ['unreadable', null, null, null], text);
  }
  assert.equal((await verifyExport(brokenStream(''), policy)).verdict, 'unreadable');
});

test('keys that the reader did not choose count for nothing', async () => {
  const [log] = policyText.split('\n');
  const other = vectors('proof').keys[0].vkey;
  const foreign = await verdictOn(part, undefined, trust(`log ${other}\nquorum none\n`));
  assert.equal(foreign.fault?.words.key, 'verify.fault.log_not_pinned');
  assert.deepEqual(
    foreign.steps.filter((step) => step.status === 'ok'),
    [],
  );
  const alone = await verdictOn(part, undefined, trust(`${log}\nquorum none\n`));
  assert.deepEqual([alone.verdict, alone.word], ['authentic', 'operator']);
  const skipped = alone.steps.find((step) => step.check === 'witnesses')!;
  assert.deepEqual([skipped.status, skipped.detail?.key], ['not_checked', 'verify.step.witnesses.none']);
  assert.ok(alone.steps.some((step) => step.check === 'other_logs'));
});

test('steps: ticks before the fault, none after it', async () => {
  const verdict = await verdictOn(
    part.replace(/("count":)(\d+)/, (_, name, count) => `${name}${Number(count) + 1}`),
  );
  assert.deepEqual([verdict.authentic, verdict.complete], [null, false]);
  const statuses = Object.fromEntries(verdict.steps.map((step) => [step.check, step.status]));
  assert.equal(statuses['log'], 'ok');
  assert.equal(statuses['witnesses'], 'ok');
  assert.equal(statuses['streams'], 'failed');
  assert.equal(statuses['signatures'], 'not_checked');
});

test('progress is reported, and the kind of file is found', async () => {
  const seen: number[] = [];
  const bytes = new TextEncoder().encode(whole);
  const verdict = await verifyFile(streamOf(bytes, 4096), policy, (progress) => seen.push(progress.bytes));
  assert.equal(verdict.file, 'export');
  assert.equal(seen.at(-1), bytes.length);
  const receipt = new TextEncoder().encode(vectors('rule_set_1').end.receipt);
  const key = parseTrust({ logKey: vectors('rule_set_1').end.log_key });
  assert.ok(isPolicy(key));
  const proven = await verifyFile(streamOf(receipt, 3), key);
  assert.deepEqual([proven.file, proven.verdict, proven.extent], ['receipt', 'authentic', 'record']);
});
