// SPDX-License-Identifier: Apache-2.0
// practice CONFIG: trainees on a ledger for practice that practice_test.py has started: one takes a ministry's key from
// its page, pledges, takes the reviewer's and publishes; another reads the page in Arabic on a phone; a third has no
// scripts; and after a reset the keys that a browser has are offered for removal.
import assert from 'node:assert/strict';
import { kill } from 'node:process';
import { AA, browser, config, end, json, mark, tried, Writer } from '../form_page/writer_browser.mjs';

const ROLES = ['ministry', 'company', 'verifier', 'reviewer', 'registrar', 'auditor', 'second-auditor'];

const role = (writer, name) => writer.page.locator(`[data-role="${name}"]`);

async function takes(writer, name) {
  await role(writer, name).getByRole('button', { name: writer.say('training.take'), exact: true }).click();
  await role(writer, name).getByText(writer.say('training.here')).waitFor({ timeout: 20_000 });
}

async function isMarked(writer) {
  await writer.page.locator('.practice-band', { hasText: writer.say('training.nothing_counts') }).waitFor();
  assert.ok((await writer.page.title()).startsWith(`${writer.say('training.mark')} · `), await writer.page.title());
}

async function becomes(id, name, value) {
  for (let i = 0; i < 50; ++i) {
    const { pledge } = await json(`/api/v1/pledges/${id}`);
    if (pledge?.[name] === value) return pledge;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return assert.fail(`${id}: ${name} does not become ${value}`);
}

async function sign(writer, act) {
  await writer.seesWords('sign.trial.title.accepted');
  const { stream } = JSON.parse(await writer.page.evaluate(() => document.querySelector('.sheet pre.bytes').textContent));
  await writer.page.check('.consent input');
  await writer.press(act);
  await writer.page.locator('.sheet h2', { hasText: /\d{3}/ }).waitFor({ timeout: 20_000 });
  return stream.replace('pledge/', '');
}

async function pledges(writer, title) {
  await writer.open('my/pledges/new#what');
  await writer.fill('sign.field.title', title);
  await writer.choose('type.programme');
  await writer.page.locator('.choice label', { hasText: /^Access$/ }).locator('visible=true').click();
  await writer.page.evaluate(() => (location.hash = '#where'));
  await writer.choose('scope.global');
  await writer.page.evaluate(() => (location.hash = '#when'));
  await writer.fill('sign.field.start', `${new Date().getUTCFullYear() + 1}-01-01`);
  await writer.page.evaluate(() => (location.hash = '#money'));
  await writer.choose('pledging.money.none');
  await writer.page.evaluate(() => (location.hash = '#targets'));
  await writer.press('pledging.review');
  return sign(writer, 'sign.act.pledge.submitted');
}

async function trains() {
  const writer = await Writer.at('en', 1280);
  await writer.open('');
  await isMarked(writer);
  await writer.look('practice-dashboard');
  await writer.page.locator('.practice-band a').click();
  await writer.seesWords('training.path');
  await isMarked(writer);
  for (const name of ROLES) assert.equal(await role(writer, name).locator('.tries a').count(), 3, `${name}: three things to try`);
  await writer.look('practice');
  await takes(writer, 'ministry');
  assert.equal(await writer.focused(), writer.say('training.put_back'), 'the keyboard stays at the role');
  await takes(writer, 'reviewer');
  await writer.look('practice-taken');

  // Taken once, it stays; put back, it is gone, and can be taken again.
  await writer.page.reload({ waitUntil: 'load' });
  await role(writer, 'ministry').getByText(writer.say('training.here')).waitFor({ timeout: 20_000 });
  await role(writer, 'reviewer').getByRole('button', { name: writer.say('training.put_back'), exact: true }).click();
  await role(writer, 'reviewer').getByRole('button', { name: writer.say('training.take'), exact: true }).waitFor();

  const id = await pledges(writer, `Masts by a trainee ${mark}`);
  await writer.open('practice');
  await takes(writer, 'reviewer');
  await role(writer, 'reviewer').locator('.tries a').first().click();
  await writer.page.locator('.queue-row a', { hasText: `Masts by a trainee ${mark}` }).click();
  await writer.seesWords('desk.publish');
  await isMarked(writer);
  await writer.choose('desk.publish');
  await writer.page.waitForFunction(() => /^\d{4}-\d{4}$/.test(document.querySelector('.decision input[dir=ltr]')?.value ?? ''));
  await writer.press('desk.review_and_sign');
  await writer.seesWords('sign.trial.title.accepted');
  await writer.look('practice-publish', AA);
  await writer.page.check('.consent input');
  await writer.press('sign.act.pledge.published');
  await becomes(id, 'state', 'PUBLISHED');
  await writer.open(`pledges/${id}`);
  await isMarked(writer);
  await writer.context.close();
}

// Every link of the page leads to a page of its own, and downloads are keys.
async function leadsSomewhere() {
  const writer = await Writer.at('en', 1280);
  await writer.open('practice');
  const links = await writer.page.locator('main a').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
  for (const link of new Set(links)) {
    const answer = await fetch(new URL(link, config.address));
    assert.equal(answer.status, 200, link);
    if (link.includes('/practice/keys/')) assert.match(await answer.text(), /BEGIN PRIVATE KEY/, link);
  }
  const ids = await writer.page.locator('[id]').evaluateAll((all) => all.map(({ id }) => `#${id}`));
  for (const link of links.filter((each) => each.includes('practice#'))) assert.ok(ids.includes(new URL(link, config.address).hash), link);
  await writer.context.close();
}

async function readsInArabic() {
  const writer = await Writer.at('ar', 390);
  await writer.open('practice');
  await isMarked(writer);
  await takes(writer, 'company');
  await writer.look('practice');
  await writer.context.close();
}

async function hasNoScripts() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${config.address}/en/practice`);
  assert.equal(await page.locator('a[download]').count(), ROLES.length, 'each key can be downloaded');
  assert.equal(await page.locator('main button:visible').count(), 0, 'no button that does nothing');
  await context.close();
}

async function isReset() {
  const writer = await Writer.at('en', 1280);
  await writer.open('practice');
  await takes(writer, 'auditor');
  const { ledger } = await json('/api/v1/ledger');
  kill(config.pid, 'SIGUSR1');
  for (let i = 0; i < 300 && (await json('/api/v1/ledger')).ledger === ledger; ++i) await new Promise((resolve) => setTimeout(resolve, 200));
  assert.notEqual((await json('/api/v1/ledger')).ledger, ledger, 'it has another name');
  await writer.page.reload({ waitUntil: 'load' });
  await writer.sees('This browser has one key of a practice ledger that was reset');
  await role(writer, 'auditor').getByRole('button', { name: writer.say('training.take'), exact: true }).waitFor();
  await writer.look('practice-gone');
  await writer.press('training.remove_gone');
  await writer.seesWords('training.removed');
  await takes(writer, 'auditor');
  await writer.context.close();
}

await tried('takes roles, pledges and publishes', trains);
await tried('finds pages behind all links', leadsSomewhere);
await tried('reads in Arabic, on a phone', readsInArabic);
await tried('downloads without scripts', hasNoScripts);
await tried('is offered to remove keys after a reset', isReset);
await end();
