// SPDX-License-Identifier: Apache-2.0
// build_tests FOLDER OUT: bundles the tests of tests/web/FOLDER for Node, one file a test.
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [folder, out] = process.argv.slice(2);
if (out === undefined) {
  process.stderr.write('usage: build_tests FOLDER OUT\n');
  process.exit(2);
}

const tests = resolve(process.env.PLEDGEBOOK_ROOT ?? join(web, '..', '..'), 'tests', 'web', folder);
const names = (await readdir(tests)).filter((name) => name.endsWith('_test.ts'));
const result = await build({
  entryPoints: names.map((name) => ({ in: join(tests, name), out: name.replace(/\.ts$/, '') })),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node18',
  outdir: out,
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
  nodePaths: [join(web, 'node_modules')],
});
process.exit(result.errors.length === 0 ? 0 : 1);
