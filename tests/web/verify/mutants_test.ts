// SPDX-License-Identifier: Apache-2.0
// The mutants of tests/interop/write_mutants.cc: on each, the verdict is the program's. The folder that
// it wrote is PLEDGEBOOK_MUTANTS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isPolicy, parseTrust, verifyExport, type Verdict } from '../../../server/web/src/verify/index';

interface Parts {
  readonly selection: string;
  readonly checkpoint: string;
  readonly heads: string;
  readonly records: readonly string[];
  readonly streams: readonly string[];
}

interface Mutant {
  readonly items: 'records' | 'streams';
  readonly first: number;
  readonly removed: number;
  readonly put: readonly string[];
  readonly authentic: boolean | null;
  readonly complete: boolean | null;
}

const folder = process.env['PLEDGEBOOK_MUTANTS'];

const putTogether = ({ selection, checkpoint, heads, records, streams }: Parts): string =>
  `{"v":1,"selection":${selection},"checkpoint":${checkpoint},"heads":${heads},` +
  `"records":[${records.join(',')}],"streams":[${streams.join(',')}]}`;

test('the verdict on every mutant is the program’s', async (t) => {
  if (folder === undefined) return t.skip('PLEDGEBOOK_MUTANTS names no folder of write_mutants');
  const policy = parseTrust({ policy: readFileSync(join(folder, 'policy'), 'utf8') });
  assert.ok(isPolicy(policy));
  const verdictOn = (text: string): Promise<Verdict> => verifyExport(new Blob([text]).stream(), policy);
  const parts = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as Parts;
  assert.equal((await verdictOn(putTogether(parts))).verdict, 'authentic');

  const lines = readFileSync(join(folder, 'mutants.jsonl'), 'utf8').trimEnd().split('\n');
  for (const [number, line] of lines.entries()) {
    const { items, first, removed, put, ...expected } = JSON.parse(line) as Mutant;
    const mutant = {
      ...parts,
      [items]: [...parts[items].slice(0, first), ...put, ...parts[items].slice(first + removed)],
    };
    const { verdict, authentic, complete, fault } = await verdictOn(putTogether(mutant));
    assert.equal(verdict, 'not_authentic', `mutant ${number}`);
    assert.deepEqual({ authentic, complete }, expected, `mutant ${number}: ${JSON.stringify(fault?.words)}`);
  }
  assert.ok(lines.length > 500);
});
