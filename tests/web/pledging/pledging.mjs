// SPDX-License-Identifier: Apache-2.0
// pledging CONFIG: a member makes a pledge in a browser, on the demonstration that pledging_test.py has started: with
// a key that the command line has made, every refusal on the way, and the proof at the end; in Arabic on a phone; and
// while the server does not answer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AA, config, end, json, keyFile, mark, tried, Writer } from '../form_page/writer_browser.mjs';

async function restoreKey(writer) {
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open('my/keys');
  await writer.press('keys.action.pledge');
  await writer.sees('Example Islands');
}

// From the sheet to the proof; gives the id of the pledge.
async function signAndProve(writer, title) {
  const { page } = writer;
  await writer.seesWords('sign.trial.title.accepted');
  await writer.sees(title);
  await writer.look('sheet', AA);
  const stream = JSON.parse(await page.evaluate(() => document.querySelector('.sheet pre.bytes').textContent)).stream;
  await page.check('.consent input');
  await writer.press('sign.act.pledge.submitted');
  await page.waitForSelector('.trust:not([hidden]) textarea', { timeout: 60_000 });
  await page.fill('.trust textarea', (await json('/api/v1/ledger')).log_key);
  await page.click('.trust button[type=submit]');
  await page.waitForSelector('.sheet .proved', { timeout: 20_000 });
  await writer.look('receipt');
  const id = stream.replace('pledge/', '');
  await writer.press('pledging.done.page');
  await page.waitForURL(`**/${writer.language}/pledges/${id}`);
  await writer.sees(title);
  assert.equal((await json(`/api/v1/pledges/${id}`)).title ?? (await json(`/api/v1/pledges/${id}`)).pledge?.title, title);
  return id;
}

const day = (years, rest) => `${new Date().getUTCFullYear() + years}-${rest}`;

async function inEnglish() {
  const writer = await Writer.at('en', 1280);
  const { page } = writer;
  const title = `Connect 120 more schools on outer islands (${mark})`;
  await writer.open('pledges');
  await writer.press('pledging.title');
  await writer.seesWords('pledging.who.none');
  await writer.look('no-key');
  await restoreKey(writer);
  assert.equal(await page.locator('.choice input').first().isChecked(), true, 'the only key is chosen');
  await writer.look('who');
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.what');
  assert.equal(await writer.focused(), writer.say('pledging.step.what'), 'a step begins at its title');
  await writer.press('pledging.next');
  await writer.seesRefusal('sign.refusal.member_missing');
  await page.waitForFunction(() => document.activeElement?.id === 'refusals-title');
  await writer.look('what-refused');
  await page.locator('.refusals a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'TEXTAREA', 'a link of the summary leads to its field');
  await writer.fill('sign.field.title', title);
  await writer.fill('sign.field.description', 'Two cables, forty masts and a school of technicians.');
  await writer.choose('type.financial');
  await page.locator('.choice label', { hasText: /^Access$/ }).locator('visible=true').click();
  await writer.field('sign.field.additionality').selectOption('expansion');
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.where');
  await writer.choose('scope.countries');
  await writer.press('pledging.next');
  await writer.seesRefusal('sign.refusal.countries_missing');
  for (const iso3 of ['FJI', 'TON']) {
    await writer.field('pledging.countries.label').selectOption(iso3);
    await writer.press('pledging.countries.add');
  }
  await writer.fill('pledging.countries.share', '40', { name: 'Fiji' });
  await writer.fill('pledging.countries.share', '50', { name: 'Tonga' });
  await writer.seesRefusal('sign.refusal.shares_not_100');
  await writer.look('where-refused');
  await writer.fill('pledging.countries.share', '60', { name: 'Tonga' });
  await writer.seesNoRefusal();
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.when');
  await writer.fill('sign.field.start', day(1, '02-01'));
  await writer.fill('sign.field.end', day(0, '12-31'));
  await writer.seesRefusal('sign.refusal.end_before_start');
  await writer.look('when-refused');
  await writer.fill('sign.field.end', day(3, '12-31'));
  await writer.seesNoRefusal();
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.money');
  await writer.choose('pledging.money.none');
  await writer.press('pledging.next');
  await writer.seesRefusal('sign.refusal.value_missing');
  await writer.choose('pledging.money.exact');
  await writer.fill('sign.field.amount', '12.5m');
  await writer.seesRefusal('sign.refusal.amount_invalid');
  await writer.look('money-refused');
  await writer.fill('sign.field.amount', '12500000');
  await writer.sees('USD 12,500,000, that is 12.5 million (US Dollar)');
  await writer.seesNoRefusal();
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.people');
  await writer.field('sign.field.beneficiaries').selectOption('youth');
  await writer.press('pledging.groups.add');
  await writer.fill('pledging.groups.count', 'many', { name: 'Youth' });
  await writer.seesRefusal('sign.refusal.number_invalid');
  await writer.press('pledging.partners.add');
  await writer.press('pledging.next');
  await writer.seesRefusal('sign.refusal.text_empty');
  await writer.look('people-refused');
  await writer.fill('pledging.groups.count', '2400', { name: 'Youth' });
  await writer.field('pledging.partners.which').selectOption('example-university');
  await writer.seesNoRefusal();
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.related');
  await writer.press('pledging.related.add');
  await writer.press('pledging.next');
  await writer.seesRefusal('sign.refusal.member_missing');
  await writer.fill('pledging.related.which', 'no-such-pledge');
  await writer.seesRefusal('sign.refusal.pledge_unknown');
  await writer.look('related-refused');
  await writer.fill('pledging.related.which', `${config.address}/en/pledges/example-14?as_of=2026-06-30`);
  await writer.sees((await json('/api/v1/pledges/example-14')).pledge.title);
  await writer.fill('pledging.related.overlap', '500000');
  await writer.seesNoRefusal();
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.alignment');
  await page.locator('.choice label', { hasText: /^4\. Quality Education/ }).click();
  await page.locator('.choice label', { hasText: /^C2\. / }).click();
  await writer.look('alignment');
  await writer.press('pledging.next');

  await writer.seesWords('pledging.note.targets');
  await writer.press('pledging.targets.add');
  await writer.press('pledging.review');
  await writer.seesRefusal('sign.refusal.member_missing');
  await writer.fill('sign.field.title', 'Schools connected');
  await writer.fill('sign.field.unit', 'schools');
  await writer.fill('sign.field.goal', '120');
  await writer.fill('sign.field.due', day(9, '12-31'));
  await writer.seesRefusal('sign.refusal.due_outside_term');
  await writer.look('targets-refused');
  await writer.fill('sign.field.due', day(3, '12-31'));
  await writer.seesWords('pledging.trial.accepted');

  // The draft is there after a reload, and as a file.
  await page.reload({ waitUntil: 'load' });
  await writer.seesWords('pledging.note.targets');
  assert.equal(await writer.field('sign.field.goal').inputValue(), '120');
  const [download] = await Promise.all([page.waitForEvent('download'), writer.press('pledging.draft.save')]);
  const file = join(config.folder, 'draft.json');
  await download.saveAs(file);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).draft.title, title);
  await writer.press('pledging.draft.clear');
  await writer.seesWords('pledging.draft.cleared');
  assert.equal(await writer.field('sign.field.title').inputValue(), '');
  await page.setInputFiles('main input[type=file]', file);
  await writer.seesWords('pledging.draft.opened');
  assert.equal(await writer.field('sign.field.title').inputValue(), title);
  await page.evaluate(() => (location.hash = '#targets'));
  await writer.press('pledging.review');
  const id = await signAndProve(writer, title);
  const { sdgs, wsis, beneficiaries, partners, additionality, related } = (await json(`/api/v1/pledges/${id}`)).pledge.body;
  assert.deepEqual([sdgs, wsis, beneficiaries, partners], [['4'], ['c2'], [{ group: 'youth', count: 2400 }], [{ party: 'example-university' }]]);
  assert.deepEqual([additionality, related], ['expansion', [{ pledge: 'example-14', overlap: { amount: '500000', currency: 'USD' } }]]);
  await writer.open('my/pledges/new#what');
  assert.equal(await writer.field('sign.field.title').inputValue(), '', 'the draft of a recorded pledge is gone');
  await writer.context.close();
}

async function inArabic() {
  const writer = await Writer.at('ar', 390);
  const { page } = writer;
  const title = `تدريب ألف معلّم في الجزر البعيدة (${mark})`;
  await restoreKey(writer);
  await writer.press('pledging.next');
  await writer.seesWords('pledging.note.what');
  await writer.press('pledging.next');
  await writer.seesRefusal('sign.refusal.member_missing');
  await writer.look('what-refused');
  await writer.fill('sign.field.title', title);
  await writer.choose('type.programme');
  await page.locator('fieldset').locator('visible=true').nth(1).locator('.choice label').nth(1).click();
  await writer.press('pledging.next');
  await writer.choose('scope.global');
  await writer.press('pledging.next');
  await writer.fill('sign.field.start', day(1, '01-01'));
  await writer.press('pledging.next');
  await writer.choose('pledging.money.estimate');
  await writer.fill('sign.field.amount', '7500000');
  await writer.look('money');
  await writer.press('pledging.next');
  await writer.seesWords('pledging.note.people');
  await writer.press('pledging.next');
  await writer.seesWords('pledging.note.related');
  await writer.press('pledging.next');
  await writer.seesWords('pledging.note.alignment');
  await writer.press('pledging.next');
  await writer.press('pledging.targets.add');
  await writer.look('targets');
  await writer.press('pledging.targets.remove', { n: 1 });
  await writer.press('pledging.review');
  await signAndProve(writer, title);
  await writer.context.close();
}

// Signed while nobody answers: kept, and sent when the server is there again. By the keyboard alone.
async function withoutServer() {
  const writer = await Writer.at('en', 1280);
  const { page } = writer;
  await restoreKey(writer);
  const draft = { token: `t${mark}`, title: `Train technicians (${mark})`, type: 'programme', area: 'adoption', scope: 'global', start: day(1, '01-01'), money: 'none' };
  const text = JSON.stringify({ type: 'pledgebook.pledge-draft', v: 1, draft });
  await page.setInputFiles('main input[type=file]', { name: 'draft.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await writer.seesWords('pledging.draft.opened');
  await page.evaluate(() => (location.hash = '#targets'));
  await writer.seesWords('pledging.note.targets');
  for (let i = 0; i < 9 && (await writer.focused()) !== writer.say('pledging.review'); ++i) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await writer.seesWords('sign.trial.title.accepted');
  await page.route('**/api/v1/statements', (route) => route.abort());
  await page.focus('.consent input');
  await page.keyboard.press('Space');
  for (let i = 0; i < 4 && (await writer.focused()) !== writer.say('sign.act.pledge.submitted'); ++i) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await writer.seesWords('sign.kept.title');
  await writer.look('kept');
  await page.evaluate(() => (location.hash = '#what'));
  await writer.seesWords('forms.signed_here');
  await writer.seesWords('sign.outbox.state.waiting');
  await page.unroute('**/api/v1/statements');
  await writer.press('sign.outbox.send');
  await page.locator('.outbox').getByText(/Recorded as record \d+\./).waitFor({ timeout: 20_000 }).catch(async () => assert.fail(await page.evaluate(() => document.querySelector('main').innerText.slice(0, 3000))));
  await page.waitForFunction(() => document.querySelector('form textarea').value === '', undefined, { timeout: 10_000 });
  await writer.context.close();
}

await tried('a pledge in English', inEnglish);
await tried('a pledge in Arabic, on a phone', inArabic);
await tried('a pledge while the server does not answer', withoutServer);
await end();
