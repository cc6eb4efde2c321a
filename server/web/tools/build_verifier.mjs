// SPDX-License-Identifier: Apache-2.0
// build_verifier OUT [--trust FILE]: writes OUT/verifier.html, one file that verifies exports and receipts
// without a network, and prints its SHA-256. The same sources give the same bytes. --trust: a policy or a
// log's verifier key that the page trusts from the start.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { described, oneFile, web } from './one_file.mjs';

const PREFIX = 'verify.';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { trust: { type: 'string' } } });
const [out] = positionals;
if (out === undefined) {
  process.stderr.write('usage: build_verifier OUT [--trust FILE]\n');
  process.exit(2);
}

const words = JSON.parse(await readFile(join(web, 'i18n', 'en.json'), 'utf8'));
const messages = Object.fromEntries(Object.entries(words).filter(([key]) => key.startsWith(PREFIX)));
const pinned = values.trust === undefined ? '' : await readFile(values.trust, 'utf8');

const made = await oneFile({
  entry: 'verifier/verifier.ts',
  styles: ['verifier/verifier.css'],
  define: { MESSAGES: JSON.stringify(messages), PINNED: JSON.stringify(pinned) },
});
await mkdir(out, { recursive: true });
await writeFile(join(out, 'verifier.html'), made.page);
process.stdout.write(described('verifier.html', made));
