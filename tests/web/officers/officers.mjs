// SPDX-License-Identifier: Apache-2.0
// officers CONFIG: officers on the pages beside the desk's queues, and second signers, in browsers, on the demonstration
// that officers_test.py has started: a table of rates with a bad line is mended and published, and corrected by two; a
// list is changed; organisations are registered, suspended, and one made an auditor's with the root keys; a stolen key is
// revoked; three submissions are decided together while one changes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AA, config, end, json, keyFile, mark, run, tried, Writer } from '../form_page/writer_browser.mjs';
import { submitPledge } from '../desk/asking.mjs';
import { becomes, officer, sign, signHalf } from '../desk/officer.mjs';
import { holdsCeremony } from './ceremony.mjs';

async function openPage(writer, path, text) {
  await writer.page.goto('about:blank');
  await writer.open(path);
  await writer.sees(text);
}

const DAY = '2026-12-01';
const RATES = ['Country\tCurrency\tCurrency abbreviation\tEffective date\tRate per 1 USD', 'Austria\tEuro\tEUR\t01 Dec 2026\t0.921', 'Belgium\tEuro\tEUR\t01 Dec 2026\t0.921', 'Indonesia\tRupiah\tIDR\t01 Dec 2026\t16,310'];


async function publishesRates() {
  const everybody = await Writer.at('en', 1280);
  await openPage(everybody, 'desk/tables', everybody.say('tables.rates.heading'));
  await everybody.seesWords('desk.key.needed', { role: everybody.say('sign.role.registrar') });
  await everybody.look('tables-everybody');
  await everybody.context.close();

  const writer = await officer('en', 1280, 'registrar');
  const { page } = writer;
  await openPage(writer, 'desk/tables', writer.say('tables.rates.heading'));
  await writer.fill('tables.rates.paste', RATES.join('\n'));
  await writer.sees('1 currency understood.');
  await writer.sees('1 line is refused');
  await writer.sees('“16,310” could be two numbers');
  await writer.look('rates-bad-line');
  assert.equal(await writer.field('sign.field.effective').inputValue(), DAY, 'the day of the table is proposed');
  await writer.fill('sign.field.source', 'UN operational rates of exchange, December 2026');
  await writer.press('desk.review_and_sign');
  await writer.seesRefusal('sign.refusal.lines_refused');
  await writer.look('rates-refused');

  // The line leads to its place in the table; a draft outlasts the page.
  await writer.press('tables.line', { n: '4' });
  assert.equal(await page.evaluate(() => { const { selectionStart, selectionEnd, value } = document.activeElement; return value.slice(selectionStart, selectionEnd); }), RATES[3]);
  await openPage(writer, 'desk/tables', '1 line is refused');
  await writer.fill('tables.rates.paste', RATES.join('\n').replace('16,310', '16310'));
  await writer.sees('2 currencies understood.');
  await writer.fill('sign.field.source', 'UN operational rates of exchange, December 2026');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.rates.published', 'rates-sheet');
  await writer.press('desk.after.back');
  await writer.seesWords('tables.rates.heading');
  assert.equal(await writer.field('tables.rates.paste').inputValue(), '', 'what was published is no draft');
  await writer.sees('1 December 2026');
  await writer.look('rates-published');

  // A table of that day corrects it: an auditor signs too, from the list of what waits.
  await writer.fill('tables.rates.paste', 'EUR\t0.92\nIDR\t16310');
  await writer.fill('sign.field.effective', DAY);
  await writer.seesWords('tables.corrects');
  await writer.fill('sign.field.source', 'The euro was misread');
  await writer.look('rates-corrects');
  await writer.press('desk.review_and_sign');
  await signHalf(writer, 'sign.act.rates.published');
  await writer.press('sign.half.leave');
  await writer.seesWords('sign.half.left');
  await openPage(writer, 'my/signing', writer.say('cosign.others', { n: '1' }));
  await writer.look('signing-own');
  await writer.context.close();
}

async function signsSecond() {
  const writer = await officer('ar', 390, 'auditor-1');
  const { page } = writer;
  await openPage(writer, 'desk/tables', writer.say('tables.rates.heading'));
  await writer.look('tables');
  await writer.seesWords('forms.awaiting_go');
  await writer.press('forms.awaiting_go');
  await writer.seesWords('cosign.mine', { n: '1' });
  await writer.look('signing-list');
  await page.locator('.queue-row a').first().click();
  await writer.sees('The euro was misread');
  await writer.seesWords('desk.second.missing');
  await writer.look('signing-item');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.rates.published', 'signing-sheet');
  await writer.press('cosign.back');
  await writer.seesWords('cosign.none');
  const { rows } = JSON.parse(execFileSync(config.program, ['rates', 'list', '--json', '--server', config.address], { encoding: 'utf8' }));
  assert.deepEqual(rows.slice(-2).map(({ effective, state }) => [effective, /^corrected/.test(state), state === 'in force']), [[DAY, true, false], [DAY, false, true]]);
  await writer.context.close();
}

async function publishesList() {
  const writer = await officer('en', 1280, 'registrar');
  const { page } = writer;
  await openPage(writer, 'desk/tables#lists/pledging-event', writer.say('tables.lists.heading'));
  await writer.press('tables.lists.start');
  await writer.seesWords('tables.lists.same');
  const table = await writer.field('tables.lists.paste').inputValue();
  const lines = table.split('\n');
  assert.match(lines[0], /^id\ttitle/);
  await writer.press('desk.review_and_sign');
  await writer.seesRefusal('sign.refusal.nothing_changed');
  const changed = [lines[0], ...lines.slice(2), `p2c-${mark}\tPartner2Connect annual meeting`, 'Two Words\tNo id'];
  changed[1] = changed[1].replace(/\t.*/, '\tA new name');
  await writer.fill('tables.lists.paste', changed.join('\n'));
  await writer.sees('“Two Words” is no id');
  await writer.look('list-bad-line');
  await writer.fill('tables.lists.paste', changed.slice(0, -1).join('\n'));
  await writer.seesWords('tables.lists.added', { n: '1' });
  await writer.seesWords('tables.lists.gone', { n: '1' });
  await writer.seesWords('tables.lists.changed', { n: '1' });
  await page.waitForFunction(() => document.querySelector('.understanding a[href*="event="]') !== null, undefined, { timeout: 20_000 });
  const link = await page.locator('.understanding a[href*="event="]').first().getAttribute('href');
  const filter = new URL(link, config.address).searchParams.get('event');
  const { total } = await json(`/api/v1/pledges?event=${filter}&per_page=1`);
  assert.equal(await page.locator('.understanding a[href*="event="]').first().textContent(), `${total} ${total === 1 ? 'pledge' : 'pledges'}`);
  await writer.fill('sign.field.effective', '2027-01-01');
  await writer.fill('sign.field.source', 'Partner2Connect secretariat');
  await writer.look('list-difference');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.list.published', 'list-sheet');
  await writer.press('desk.after.back');
  await writer.sees('1 January 2027');
  await writer.look('list-published');

  // An objective is set, and observed.
  await page.goto('about:blank');
  await openPage(writer, 'desk/tables#objectives/-', writer.say('tables.objectives.heading'));
  await writer.press('desk.review_and_sign');
  await writer.seesRefusal('sign.refusal.member_missing');
  await writer.fill('tables.objectives.id', `schools-${mark}`);
  await writer.fill('sign.field.title', 'Every school is online');
  await writer.fill('sign.field.unit', 'schools');
  await writer.fill('sign.field.baseline', '2100000');
  await writer.fill('tables.objectives.baseline_day', '2022-12-31');
  await writer.fill('sign.field.goal', '6000000');
  await writer.fill('tables.objectives.goal_day', '2030-12-31');
  await writer.fill('sign.field.source', 'Giga');
  await writer.look('objective');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.objective.set');
  await openPage(writer, `desk/tables#observations/schools-${mark}`, 'Every school is online');
  await page.locator('textarea.pasted').fill('Day\tSchools\n2025-12-31\t2,300,000\n2025\t12000\tFJI\n2024\tmany');
  await writer.sees('no value in “many”');
  await writer.look('observations-bad-line');
  await page.locator('textarea.pasted').fill('2025-12-31\t2,300,000\n2025\t12000\tFJI');
  await writer.fill('sign.field.source', 'Giga, 2025');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.indicator.observed');
  const { rows } = await json('/api/v1/objectives');
  const objective = rows.find((row) => row.objective === `schools-${mark}`);
  assert.deepEqual(objective.observations.map(({ value, country }) => [value, country ?? null]), [['2300000', null], ['12000', 'FJI']]);
  await writer.context.close();
}

async function keepsParties() {
  const id = `firm-${mark}`;
  const writer = await officer('en', 1280, 'registrar');
  const { page } = writer;
  await openPage(writer, 'desk/parties', writer.say('parties.list'));
  await writer.fill('parties.find', 'islands');
  await writer.look('parties');
  await writer.press('parties.new');
  await writer.press('desk.review_and_sign');
  await writer.seesRefusal('sign.refusal.id_invalid');
  await writer.fill('sign.field.id', id);
  await writer.fill('sign.field.name', `Assurance of Examples ${mark}`);
  await writer.field('sign.field.sector').selectOption('other');
  await writer.look('party-new');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.party.registered', 'party-sheet');
  assert.equal((await json(`/api/v1/parties/${id}`)).name, `Assurance of Examples ${mark}`);

  // Suspended, with a reason; then resumed.
  await openPage(writer, `desk/parties#party/${id}`, `Assurance of Examples ${mark}`);
  await writer.look('party');
  await writer.choose('parties.suspend');
  await writer.press('desk.review_and_sign');
  await writer.seesRefusal('sign.refusal.member_missing');
  await writer.fill('sign.field.reason', 'Its statutes are in doubt.');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.party.suspended');
  await writer.press('desk.after.back');
  await writer.seesWords('parties.resume');
  assert.equal(typeof (await json(`/api/v1/parties/${id}`)).suspended, 'number');
  await writer.look('party-suspended');
  await writer.choose('parties.resume');
  await writer.fill('sign.field.reason', 'The statutes are clear.');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.party.resumed');

  // An officer's role: the registrar signs first, then two of the root keys; the second from a file.
  await openPage(writer, `desk/parties#party/${id}`, `Assurance of Examples ${mark}`);
  await writer.choose('parties.update');
  await page.locator('.choice label', { hasText: /^auditor/ }).locator('visible=true').click();
  await writer.seesWords('parties.roots_too_note');
  await writer.look('party-officer');
  await writer.press('desk.review_and_sign');
  await signHalf(writer, 'sign.act.party.updated');
  await writer.look('party-half', AA);
  await writer.press('sign.half.leave');
  await writer.seesWords('sign.half.left');
  await writer.context.close();

  const root = await officer('en', 1280, 'root-1');
  await openPage(root, 'my/signing', root.say('cosign.mine', { n: '1' }));
  await root.page.locator('.queue-row a').first().click();
  await root.press('desk.review_and_sign');
  await signHalf(root, 'sign.act.party.updated');
  const [download] = await Promise.all([root.page.waitForEvent('download'), root.press('sign.half.save')]);
  const file = { name: download.suggestedFilename(), mimeType: 'application/json', buffer: readFileSync(await download.path()) };
  await root.context.close();

  const second = await officer('en', 1280, 'root-2');
  await openPage(second, 'my/signing', second.say('cosign.from_file'));
  await second.field('cosign.file').setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1}') });
  await second.seesWords('cosign.file_unread');
  await second.look('signing-file-refused');
  await second.field('cosign.file').setInputFiles(file);
  await second.seesWords('desk.second.of_file');
  await second.look('signing-file');
  await second.press('desk.review_and_sign');
  await sign(second, 'sign.act.party.updated');
  assert.deepEqual((await json(`/api/v1/parties/${id}`)).roles.includes('auditor'), true);
  await second.context.close();
}

async function revokes() {
  const { keys } = await json('/api/v1/parties/example-university');
  const [key] = keys.filter(({ active }) => active);
  const writer = await officer('en', 1280, 'registrar');
  const { page } = writer;
  await openPage(writer, 'desk/parties#party/example-university', writer.say('parties.keys', { n: String(keys.length) }));
  await page.locator('.queue-row button', { hasText: writer.say('parties.key.revoke') }).first().click();
  await page.getByText(writer.say('parties.revoke.stolen'), { exact: true }).click();
  await page.waitForSelector('.taken', { timeout: 20_000 });
  const first = await page.locator('.taken').innerText();
  const { records } = await json('/api/v1/records?limit=1000');
  const signed = records.filter(({ envelope }) => envelope?.signatures.some(({ keyid }) => keyid === key.key)).length;
  assert.ok(signed > 0);
  assert.match(first, new RegExp(`^${signed} record`), `the page says ${first}, the log has ${signed}`);
  await writer.fill('sign.field.reason', 'The laptop was stolen.', {});
  await writer.look('revoke');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.key.revoked', 'revoke-sheet');
  assert.equal((await json(`/api/v1/keys/${key.key}`)).active, false);
  await writer.press('desk.after.back');
  await writer.seesWords('parties.key.revoked');
  await writer.look('revoked');

  // An officer's key falls by the root keys alone: without them here there is a file.
  await openPage(writer, 'desk/parties#party/' + (await json('/api/v1/ledger')).operator, writer.say('parties.act'));
  await writer.choose('parties.revoke');
  await writer.field('sign.field.key').selectOption({ label: await writer.field('sign.field.key').locator('option', { hasText: 'auditor' }).first().innerText() });
  await writer.seesWords('parties.roots_alone_note');
  await writer.fill('sign.field.reason', 'Its holder has left.');
  await writer.press('desk.review_and_sign');
  await writer.seesWords('parties.unsigned_note');
  await writer.look('unsigned');
  const revoked = await writer.field('sign.field.key').inputValue();
  const [download] = await Promise.all([page.waitForEvent('download'), writer.press('parties.unsigned_save')]);
  const [file, whole] = ['unsigned.json', 'whole.json'].map((name) => join(config.folder, name));
  await download.saveAs(file);
  run('sign', file, '--key', keyFile('root-1'), '--key', keyFile('root-2'), '-o', whole);
  run('submit', whole);
  assert.equal((await json(`/api/v1/keys/${revoked}`)).active, false, 'the holders of the root keys have signed the file');
  await writer.context.close();
}

async function decidesTogether() {
  const ids = ['one', 'two', 'three'].map((name) => `${name}-${mark}`);
  for (const id of ids) submitPledge(id, `Batch ${id}`);
  const writer = await officer('en', 1280, 'reviewer');
  const { page } = writer;
  await openPage(writer, 'desk#review', `Batch ${ids[2]}`);
  await writer.press('desk.batch.begin');
  for (const id of ids) await page.getByLabel(`Batch ${id}`, { exact: true }).check();
  await writer.look('batch-chosen');
  await page.getByRole('button', { name: 'Review 3 together' }).click();
  await writer.press('desk.batch.show');
  await page.waitForFunction(() => document.querySelectorAll('.batch-entry.shown').length === 3, undefined, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Sign and submit all 3' }).click();
  await writer.seesWords('sign.sheet.consent_missing');
  await writer.look('batch', AA);

  // The member revises one of them while it is read.
  run('pledge', 'revise', ids[1], '--end', '2031-12-31', '--key', keyFile('example-islands'));
  await page.locator('.batch .signing input').check();
  await page.getByRole('button', { name: 'Sign and submit all 3' }).click();
  await writer.sees('2 of 3 are recorded.');
  await writer.seesWords('desk.batch.changed');
  await writer.sees('31 December 2031');
  await writer.look('batch-changed', AA);
  assert.equal((await json(`/api/v1/pledges/${ids[1]}`)).pledge.state, 'SUBMITTED', 'nothing of it was signed');
  assert.equal(await page.locator('.batch .signing input').isChecked(), false, 'it takes another consent');
  await page.locator('.batch .signing input').check();
  await page.getByRole('button', { name: 'Sign and submit it' }).click();
  await writer.sees('1 of 1 is recorded.');
  const numbers = [];
  for (const id of ids) numbers.push((await becomes(id, 'state', 'PUBLISHED')).number);
  assert.equal(new Set(numbers).size, 3, String(numbers));
  await writer.press('desk.after.queue');
  await writer.seesWords('desk.queues');
  await writer.context.close();
}

async function looksInArabic() {
  const writer = await officer('ar', 390, 'registrar');
  await openPage(writer, 'desk/parties#party/example-islands', writer.say('parties.act'));
  await writer.look('party');
  await openPage(writer, 'desk/tables#lists/country-group', writer.say('tables.lists.heading'));
  await writer.press('tables.lists.start');
  await writer.seesWords('tables.lists.same');
  await writer.look('list');
  await openPage(writer, 'desk/tables', writer.say('tables.rates.heading'));
  await writer.fill('tables.rates.paste', RATES.join('\n'));
  await writer.page.waitForSelector('.refused-lines');
  await writer.look('rates-bad-line');
  await writer.context.close();
}

await tried('a table of rates with a bad line is mended and published, then corrected', publishesRates);
await tried('the auditor signs the correction, in Arabic on a phone', signsSecond);
await tried('a list is changed, an objective set and observed', publishesList);
await tried('organisations are registered, suspended, and made officers with the root keys', keepsParties);
await tried('a stolen key is revoked; an officer’s only by the root keys', revokes);
await tried('three submissions are decided together, one of which changed meanwhile', decidesTogether);
await tried('the pages in Arabic', looksInArabic);
await tried('the key ceremony, with the network cut', holdsCeremony);
await end();
