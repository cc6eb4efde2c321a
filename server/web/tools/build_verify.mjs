// SPDX-License-Identifier: Apache-2.0
// build_verify OUT: bundles the verifier for Node: verify.mjs, the module; verify_cli.mjs, the command of
// the tests; and, from tests/web/verify, one file a test.
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const tests = resolve(process.env.PLEDGEBOOK_ROOT ?? join(web, '..', '..'), 'tests', 'web', 'verify');
const out = process.argv[2];
if (out === undefined) {
  process.stderr.write('usage: build_verify OUT\n');
  process.exit(2);
}

const testFiles = (await readdir(tests)).filter((name) => name.endsWith('_test.ts'));
const result = await build({
  entryPoints: [
    { in: join(web, 'src/verify/index.ts'), out: 'verify' },
    { in: join(web, 'tools/verify_cli.mjs'), out: 'verify_cli' },
    ...testFiles.map((name) => ({ in: join(tests, name), out: name.replace(/\.ts$/, '') })),
  ],
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
