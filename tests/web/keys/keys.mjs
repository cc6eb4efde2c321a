// SPDX-License-Identifier: Apache-2.0
// keys CONFIG: the page of keys in a browser, with a ledger of the program's behind it; keys_test.py
// starts it. English and Arabic go all the way; the other languages are looked at where words are longest.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { edges } from './edges.mjs';
import { browser, config, Person, problems } from './keys_browser.mjs';
import { KeysServer } from './keys_server.mjs';
import { firstKey, lost, replaced, restored, revoked, secondKey, spareKey } from './life.mjs';

const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');
const server = new KeysServer(process.cwd(), config.assets, config.ledger);
server.address = await server.listen();
const begun = Date.now();

async function tried(name, scenario) {
  try {
    await scenario();
    console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s: ${name}`);
  } catch (error) {
    problems.push(`${name}: ${error.stack}`);
  }
}

async function lifeOfKeys(language) {
  const first = await firstKey(server, language);
  const other = await secondKey(server, first);
  await spareKey(first);
  await replaced(first);
  await revoked(first, other);
  await lost(server, first);
  await restored(first);
  await first.person.close();
}

// Where the longest words are.
async function looks(language, options, end = '') {
  const person = await Person.at(server, language, options);
  await person.seesWords('list.empty');
  await person.look(`empty${end}`);
  await person.open('#make');
  await person.seesWords('make.intro');
  await person.press('make.go');
  await person.look(`make${end}`);
  await person.open('#restore');
  await person.seesWords('restore.sub');
  await person.look(`restore${end}`);
  await person.close();
}

for (const language of ['en', 'ar']) await tried(`the life of keys, ${language}`, () => lifeOfKeys(language));
for (const [name, scenario] of Object.entries(edges)) await tried(name, () => scenario(server, 'en', chromium));
for (const language of ['fr', 'es', 'ru', 'zh']) await tried(`the page in ${language}`, () => looks(language));
await tried('the page in the dark', () => looks('en', { colorScheme: 'dark' }, '-dark'));

await browser.close();
server.close();
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 ? 0 : 1);
