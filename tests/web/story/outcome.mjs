// SPDX-License-Identifier: Apache-2.0
// What becomes of it: a spreadsheet beside it, the audit of the whole ledger, and the ministry's export, checked by the
// program and in a browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config, json, keyFile, mark, server } from '../form_page/writer_browser.mjs';
import { Person } from './person.mjs';

const path = (name) => join(config.folder, `${mark}-${name}`);

// What the program prints; it fails if the program says no.
const program = (...options) => execFileSync(config.program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const ROWS = 200;
// What people type, by row: an amount in words, a day that is none, a country that is none, and a title that was forgotten.
const BAD = new Map([[7, ['E', 'USD 12m']], [23, ['E', 'about 5']], [41, ['G', '31/02/2026']], [64, ['H', 'Atlantis']], [88, ['C', '']], [111, ['E', '-5']], [140, ['G', 'soon']], [163, ['H', 'XQZ']], [199, ['E', '12e6']]]);

const HEADINGS = ['Member', 'Sector', 'Title', 'Focus area', 'Amount', 'Currency', 'Start', 'Country'];

function sheet(member) {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const cells = [member, 'government', `Connect village ${i + 1} (${mark})`, 'Access', `${1000 + i}.50`, 'EUR', '2026-01-31', 'Ghana'];
    const [column, text] = BAD.get(i + 2) ?? [];
    if (column !== undefined) cells[column.charCodeAt(0) - 65] = text;
    return cells.map((cell) => `"${cell}"`).join(',');
  });
  return [HEADINGS.join(','), ...lines, ''].join('\n');
}

export async function imports200({ language, width }) {
  const name = path('villages.csv');
  writeFileSync(name, sheet(`Villages ${mark}`));
  const person = await Person.withKey(language, width, keyFile('registrar'));
  await person.open('desk/import');
  await person.chooseFiles('import.file', name);
  await person.sees(person.say('import.sign.members_note'));
  const places = await person.page.locator('.refused-lines li b').allTextContents();
  assert.deepEqual(places.map((place) => place.replace(/[\u2068\u2069]/g, '')), [...BAD].map(([row, [column]]) => person.say('import.bad.cell', { row, column, heading: HEADINGS[column.charCodeAt(0) - 65] })));
  await signAll(person, 1);
  await person.press('import.go_on');
  await person.seesWords('import.sign.pledges_note');
  await signAll(person, ROWS - BAD.size);
  await person.look('story-import');
  await person.close();
}

async function signAll(person, n) {
  const { page } = person;
  await person.tick('.batch .signing input[type=checkbox]');
  await person.pressAt(page.locator('.batch .signing button'));
  await page.waitForFunction((count) => document.querySelectorAll('.batch-entry .sent').length === count, n, { timeout: 60_000 });
}

async function verdictInBrowser(person, file) {
  const { page } = person;
  await person.open('verify');
  await page.waitForSelector('#trust-text');
  await page.fill('#trust-text', (await json('/api/v1/ledger')).log_key);
  await page.click('form button[type=submit]');
  await page.setInputFiles('#file', file);
  await page.waitForSelector('.verdict', { timeout: 60_000 });
  await person.look('story-verdict');
  return { title: await page.textContent('#verdict'), isGood: (await page.$('.verdict.bad')) === null };
}

export async function proves({ person, id, pledge, joint }) {
  program('audit', '--ledger', join(config.folder, 'demo'));
  const file = path('export.json');
  program('export', '--member', id, ...server, '-o', file);
  const verified = program('verify', file, '--log-key', (await json('/api/v1/ledger')).log_key);
  for (const each of [pledge, joint]) assert.ok(verified.includes(each), `${each} is in the export`);
  assert.deepEqual(await verdictInBrowser(person, file), { title: person.say('verify.page.good'), isGood: true });
}
