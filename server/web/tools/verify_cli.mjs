// SPDX-License-Identifier: Apache-2.0
// verify_cli FILE... (--policy FILE | --log-key VKEY) [--points]: prints one verdict a line, as JSON with
// the fields of `pledgebook verify --json`, and `verdict` and `steps`. Status 0: all are authentic; 1: one is
// not; 2: wrong usage; 4: one could not be read. --points: without WebCrypto. For tests.
//
// tools/build_verify.mjs makes the file that Node runs.
import { open, readFile } from 'node:fs/promises';
import { isPolicy, parseTrust, programJson, verifyFile } from '../src/verify/index.ts';
import { chooseImplementation } from '../src/verify/ed25519.ts';
import { parseArgs } from 'node:util';

function fail(sentence) {
  process.stderr.write(`verify_cli: ${sentence}\n`);
  process.exit(2);
}

function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { policy: { type: 'string' }, 'log-key': { type: 'string' }, points: { type: 'boolean' } },
    });
  } catch (error) {
    return fail(error.message);
  }
}

async function trustOf(values) {
  if ((values.policy === undefined) === (values['log-key'] === undefined))
    fail('give --policy FILE or --log-key VKEY');
  const trust =
    values.policy === undefined
      ? { logKey: values['log-key'] }
      : { policy: await readFile(values.policy, 'utf8') };
  const policy = parseTrust(trust);
  return isPolicy(policy) ? policy : fail(`the policy or key is invalid, line ${policy.line}`);
}

// A stream for each reader; a file that can't be opened fails when it is read.
function streamOf(path) {
  let file;
  return new ReadableStream({
    async pull(controller) {
      file ??= await open(path);
      const { bytesRead, buffer } = await file.read(Buffer.alloc(1 << 16));
      if (bytesRead === 0) {
        await file.close();
        controller.close();
      } else {
        controller.enqueue(new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead));
      }
    },
    async cancel() {
      await file?.close();
    },
  });
}

const { values, positionals } = given();
if (positionals.length === 0) fail('name a file');
if (values.points) chooseImplementation('points');
const policy = await trustOf(values);
let status = 0;
for (const path of positionals) {
  const verdict = await verifyFile(streamOf(path), policy);
  const { verdict: word, extent, steps } = verdict;
  process.stdout.write(
    `${JSON.stringify({ ...programJson(verdict), verdict: word, extent, steps }, (_, value) =>
      typeof value === 'bigint' ? Number(value) : value,
    )}\n`,
  );
  status = Math.max(status, { authentic: 0, not_authentic: 1, unreadable: 4 }[word]);
}
process.exitCode = status;
