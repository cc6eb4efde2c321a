// SPDX-License-Identifier: Apache-2.0
// importing CONFIG: a registrar brings in spreadsheets on the desk, on the demonstration that importing_test.py has
// started: one in French with semicolons and decimal commas, whose words are explained and whose bad cells are named;
// its new organisations first, then its pledges; the same file again enters nothing twice; files that are none.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config, end, json, keyFile, mark, tried, Writer } from '../form_page/writer_browser.mjs';

const FILE = join(config.folder, `engagements-${mark}.csv`);
const HEAD = 'Organisation;Type d’organisation;Intitulé;Domaine d’action;Montant;Devise;Début;Pays';
const rows = [
  `Société Éclair ${mark};entreprise;Câble sous-marin;Accès;1.500,50;EUR;03/04/2026;Côte d’Ivoire`,
  `Société Éclair ${mark};entreprise;Pylônes;Accès;2.250,00;EUR;04/04/2026;Sénégal`,
  `Fondation Exemple ${mark};fondation;Écoles;Apprentissage;900;EUR;05/04/2026;Ghana`,
  `Fondation Exemple ${mark};fondation;Ordinateurs;Accès;environ 5;EUR;05/04/2026;Ghana`,
  `Fondation Exemple ${mark};fondation;Formation;Accès;800;EUR;31/02/2026;Atlantide`,
  `Fondation Exemple ${mark};fondation;;Accès;700;EUR;05/04/2026;Ghana`,
];
writeFileSync(FILE, ['\ufeff' + HEAD, ...rows, ''].join('\r\n'));

async function choose(writer, path) {
  await writer.page.goto('about:blank');
  await writer.open('desk/import');
  await writer.seesWords('import.file_hint');
  await writer.field('import.file').setInputFiles(path);
}

// One consent for all that the ledger would accept, and what became of it.
async function signAll(writer, n) {
  const { page } = writer;
  await page.locator('.batch .signing .actions button').click();
  await writer.seesWords('sign.sheet.consent_missing');
  await page.locator('.batch .signing input[type=checkbox]').check();
  await page.locator('.batch .signing .actions button').click();
  await page.waitForFunction((count) => document.querySelectorAll('.batch-entry .sent').length === count, n, { timeout: 30_000 });
}

async function anybodyReads() {
  const writer = await Writer.at('fr', 390);
  await choose(writer, FILE);
  await writer.seesWords('import.meaning');
  await writer.field('import.days').selectOption('DD/MM/YYYY');
  await writer.sees(writer.say('desk.key.needed', { role: writer.say('sign.role.registrar') }));
  await writer.look('import-keyless');
  await writer.context.close();
}

async function bringsIn() {
  const writer = await Writer.at('en', 1280);
  const { page } = writer;
  await writer.restoreKey(keyFile('registrar'));
  await choose(writer, FILE);
  await writer.sees('Read as UTF-8, with a semicolon between cells.');
  await writer.seesWords('import.understood');
  // No column is the type: the draft says it for all rows. Without a title nothing is understood.
  assert.equal(await writer.field('import.field.type').inputValue(), 'financial');
  await writer.field('import.column.means', { heading: '\u2068Intitulé\u2069' }).selectOption('');
  await writer.seesWords('import.misread');
  await writer.sees('No column means “Title”.');
  await writer.look('import-misread');
  await writer.field('import.column.means', { heading: '\u2068Intitulé\u2069' }).selectOption('title');
  await writer.seesWords('import.understood');
  // A word that the ledger does not know, and a day that can be two.
  await writer.sees('“Apprentissage” is not known.');
  await writer.sees('Row 5, column E (Montant): “environ 5” is no amount.');
  await writer.look('import-meaning');
  await writer.field('import.word.means', { word: '\u2068Apprentissage\u2069' }).selectOption('adoption');
  await writer.field('import.days').selectOption('DD/MM/YYYY');
  await writer.sees('Row 6, column G (Début): “31/02/2026” is no day of the calendar.');
  await writer.sees('Row 6, column H (Pays): “Atlantide” is not a known country.');
  await writer.sees('Row 7, column C (Intitulé): It is empty, and each pledge needs it.');
  await writer.sees('3 pledges in 6 rows.');
  await writer.sees('EUR 4,650.50');
  await writer.seesWords('import.sign.members_note');
  await writer.sees('The ledger would accept 2 of 2.');
  await writer.look('import-members');
  const [download] = await Promise.all([page.waitForEvent('download'), (async () => {
    await page.getByText(writer.say('import.mapping_again')).click();
    await writer.press('import.mapping_save');
  })()]);
  const mapping = join(config.folder, 'saved.mapping.json');
  await download.saveAs(mapping);
  await signAll(writer, 2);
  await writer.press('import.go_on');
  await writer.seesWords('import.sign.pledges_note');
  await writer.sees('The ledger would accept 3 of 3.');
  await page.locator('.batch .disclosure summary', { hasText: writer.say('import.sign.text') }).first().click();
  await writer.look('import-pledges');
  await signAll(writer, 3);
  await writer.look('import-done');
  const name = `engagements-${mark}`;
  for (const row of [2, 3, 4]) {
    const { pledge } = await json(`/api/v1/pledges/${name}-000${row}`);
    assert.deepEqual([pledge.state, pledge.entered_on_behalf], ['SUBMITTED', true]);
  }
  const { pledge } = await json(`/api/v1/pledges/${name}-0002`);
  assert.deepEqual(pledge.body.value, { amount: '1500.5', currency: 'EUR' });
  assert.deepEqual([pledge.body.start, pledge.body.countries], ['2026-04-03', [{ iso3: 'CIV' }]]);

  // The same file again, with the mapping that was saved.
  await choose(writer, FILE);
  await writer.seesWords('import.meaning');
  await page.getByText(writer.say('import.mapping_again')).click();
  await writer.field('import.mapping_file').setInputFiles(mapping);
  await writer.sees('3 are in the ledger already.');
  assert.equal(await page.locator('.batch .signing button').count(), 0, 'there is nothing to sign');
  await writer.look('import-again');

  const none = join(config.folder, 'none.csv');
  writeFileSync(none, Buffer.from([0, 1, 2, 44, 0]));
  await choose(writer, none);
  await writer.sees(writer.say('import.trouble.misread'));
  await writer.look('import-none');
  const large = join(config.folder, 'large.csv');
  writeFileSync(large, Buffer.alloc(1_100_000, 'a,b\n'));
  await choose(writer, large);
  await writer.seesWords('import.trouble.too_large');
  await writer.context.close();
}

async function inArabic() {
  const writer = await Writer.at('ar', 390);
  await writer.restoreKey(keyFile('registrar'));
  const file = join(config.folder, `arabic-${mark}.csv`);
  writeFileSync(file, `Member,Sector,Title,Focus area,Amount,Currency,Start,Country\nمؤسسة المثال ${mark},foundation,ربط القرى,Access,"1,000.50",EUR,2026-01-31,Ghana\nمؤسسة المثال ${mark},foundation,ربط المدارس,Access,USD 12m,USD,2026-01-31,Ghana\n`);
  await choose(writer, file);
  await writer.sees(writer.say('import.fault.amount_unknown', { cell: 'USD 12m' }));
  await writer.seesWords('import.sign.members_note');
  await writer.look('import-members');
  await writer.context.close();
}

await tried('anybody sees what would be understood', anybodyReads);
await tried('a registrar brings in a spreadsheet', bringsIn);
await tried('in Arabic, on a phone', inArabic);
await end();
