// SPDX-License-Identifier: Apache-2.0
// build_ceremony OUT: writes OUT/ceremony.html, one file that makes the keys of a ledger's officers without a network, in
// all six languages, and prints its SHA-256. The same sources give the same bytes.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { described, oneFile, web } from './one_file.mjs';

const [out] = process.argv.slice(2);
if (out === undefined) {
  process.stderr.write('usage: build_ceremony OUT\n');
  process.exit(2);
}

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const PREFIXES = ['ceremony.', 'keys.fault.', 'keys.strength.', 'keys.make.passphrase', 'keys.make.again', 'keys.error.again', 'sign.role.', 'frame.colon'];
const read = async (language) => JSON.parse(await readFile(join(web, 'i18n', `${language}.json`), 'utf8'));
const english = await read('en');
const words = await Promise.all(
  LANGUAGES.map(async (language) => {
    const all = Object.entries({ ...english, ...(await read(language)) });
    return [language, Object.fromEntries(all.filter(([key]) => PREFIXES.some((prefix) => key.startsWith(prefix))))];
  }),
);

const made = await oneFile({
  entry: 'ceremony/ceremony.ts',
  styles: ['verifier/verifier.css', 'ceremony/ceremony.css'],
  define: { WORDS: JSON.stringify(Object.fromEntries(words)) },
});
await mkdir(out, { recursive: true });
await writeFile(join(out, 'ceremony.html'), made.page);
process.stdout.write(described('ceremony.html', made));
