// SPDX-License-Identifier: Apache-2.0
// changing CONFIG: a member changes pledges of its own in a browser, on the demonstration that changing_test.py has
// started: amends one, withdraws and reinstates it; revises what a reviewer returned, with the comments beside the
// fields; proposes a correction that a reviewer accepts; endorses what was entered on its behalf.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AA, config, end, json, keyFile, run, tried, Writer } from '../form_page/writer_browser.mjs';

const pledge = async (id) => (await json(`/api/v1/pledges/${id}`)).pledge;

const sign = (writer, kind, look) => writer.signAndReturn(kind, 'changing', look);

// Fields that nobody touches here.
const untouched = ({ beneficiaries, sdgs, frameworks, targets, countries, related, additionality }) => JSON.stringify({ beneficiaries, sdgs, frameworks, targets, countries, related, additionality });

// Example Islands at its computer.
const islands = await Writer.at('en', 1280);

async function amendsAndWithdraws() {
  const id = 'example-14';
  const writer = islands;
  const { page } = writer;
  const before = (await pledge(id)).body;
  await writer.open(`pledges/${id}`);
  await writer.press('changing.link');
  await writer.seesWords('changing.need');
  await writer.seesWords('changing.by.owner', { who: 'Example Islands (does not exist)' });
  await writer.look('change-no-key');
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open(`my/pledges/${id}/change`);
  await writer.seesWords('changing.can');
  await writer.look('change-overview');

  // Nothing has changed: nothing to sign.
  await page.goto(`${config.address}/en/my/pledges/${id}/change#amend-why`);
  await writer.seesWords('changing.unchanged');
  await writer.press('pledging.review');
  await writer.seesWords('sign.refusal.nothing_changed');
  await writer.look('amend-unchanged');

  await page.evaluate(() => (location.hash = '#amend-what'));
  await writer.fill('sign.field.title', 'Engineers for the outer islands');
  await page.evaluate(() => (location.hash = '#amend-money'));
  await writer.choose('pledging.money.estimate');
  await writer.fill('sign.field.amount', '12m');
  await writer.seesRefusal('sign.refusal.amount_invalid');
  await writer.fill('sign.field.amount', '1200000');
  await writer.seesNoRefusal();
  await page.evaluate(() => (location.hash = '#amend-why'));
  await writer.sees('Engineers for the outer islands');
  await writer.seesWords('sign.category.increase');
  assert.equal(await page.locator('.rowset del').first().innerText().then((text) => text.includes(before.title)), true, 'the text before is shown');
  await writer.press('pledging.review');
  await writer.seesRefusal('sign.refusal.member_missing');
  await writer.look('amend-refused');
  await writer.choose('sign.category.increase');
  await writer.fill('sign.field.reason', 'A donor has joined.');
  await writer.seesNoRefusal();
  await writer.look('amend-why');

  // Meanwhile a colleague amends it: the change is put on top of the colleague's text.
  run('pledge', 'amend', id, '--key', keyFile('example-islands'), '--category', 'scope', '--reason', 'More said.', '--description', 'Told by a colleague.');
  await writer.press('pledging.review');
  await writer.seesWords('sign.moved.own');
  await writer.look('amend-moved', AA);
  await writer.press('sign.moved.rebase');
  await sign(writer, 'pledge.amended', 'amend-sheet');
  const after = (await pledge(id)).body;
  assert.equal(after.title, 'Engineers for the outer islands');
  assert.equal(after.description, 'Told by a colleague.', "a colleague's change stays");
  assert.deepEqual(after.value, { amount: '1200000', currency: 'USD', estimated: true });
  assert.equal(untouched(after), untouched(before), 'what nobody touched stays');

  await writer.press('changing.act.withdraw');
  await writer.seesWords('changing.meaning.withdraw');
  await writer.press('pledging.review');
  await writer.seesRefusal('sign.refusal.text_empty');
  await writer.look('withdraw-refused');
  await writer.fill('sign.field.reason', 'The school has closed.');
  await writer.seesNoRefusal();
  await writer.press('pledging.review');
  await sign(writer, 'pledge.withdrawn');
  await writer.sees('The school has closed.');
  assert.equal((await pledge(id)).state, 'WITHDRAWN');
  await writer.look('change-withdrawn');
  await writer.press('changing.act.reinstate');
  await writer.fill('sign.field.reason', 'It has opened again.');
  await writer.press('pledging.review');
  await sign(writer, 'pledge.reinstated');
  assert.equal((await pledge(id)).state, 'PUBLISHED');
}

function submitAndReturn(id) {
  const own = ['--key', keyFile('example-islands')];
  const text = ['--title', 'Masts on four islands', '--type', 'financial', '--focus-area', 'access', '--value', '900000 USD', '--scope', 'countries', '--country', 'FJI=40', '--country', 'TON=60', '--start', '2027-01-01', '--end', '2028-12-31', '--target', 'masts:Masts built:masts:0:4:2028-12-31', '--sdg', '9', '--partner', 'Ministry of Works'];
  run('pledge', 'submit', id, ...own, ...text);
  const comments = ['title=Say which islands.', '/targets/0/goal=Four, or five?', 'countries=Is Samoa meant, too?', 'partners=Has the ministry agreed?', 'related=Is it part of the other one?', 'public=May all of it be read?'];
  run('pledge', 'return', id, '--key', keyFile('reviewer'), ...comments.flatMap((comment) => ['--comment', comment]));
}

async function seesComment(writer, text) {
  const mark = writer.page.locator('.comment-mark', { hasText: text }).locator('visible=true').first();
  await mark.waitFor({ timeout: 20_000 });
  const control = writer.page.locator(`[aria-describedby~="${await mark.getAttribute('id')}"]`);
  assert.equal(await control.count(), 1, 'the field is described by its comment');
}

async function revises() {
  const id = 'masts-1';
  submitAndReturn(id);
  const writer = islands;
  const { page } = writer;
  await writer.open(`my/pledges/${id}/change`);
  await writer.press('changing.act.revise');
  // The form has no field for it.
  await writer.sees('May all of it be read?');
  assert.equal(await writer.focused(), writer.say('pledging.step.what'), 'a form begins at its title');
  await seesComment(writer, 'Say which islands.');
  await writer.look('revise-what');
  await page.locator('.commented a').nth(1).click();
  await seesComment(writer, 'Four, or five?');
  await writer.fill('sign.field.goal', '5');
  await page.locator('.commented a').nth(2).click();
  await seesComment(writer, 'Is Samoa meant, too?');
  await page.locator('.commented a').nth(3).click();
  await writer.sees('Has the ministry agreed?');
  await page.locator('.commented a').nth(4).click();
  await writer.sees('Is it part of the other one?');
  await page.evaluate(() => (location.hash = '#revise-what'));
  await writer.fill('sign.field.title', 'Masts on five islands of Fiji and Tonga');
  await page.reload({ waitUntil: 'load' });
  await seesComment(writer, 'Say which islands.');
  assert.equal(await writer.field('sign.field.title').inputValue(), 'Masts on five islands of Fiji and Tonga', 'the draft is kept');
  await page.evaluate(() => (location.hash = '#revise-targets'));
  await writer.press('pledging.review');
  await sign(writer, 'pledge.revised');
  const { body, state } = await pledge(id);
  assert.equal(state, 'SUBMITTED');
  assert.equal(body.targets[0].goal, '5');
  assert.deepEqual([body.sdgs, body.partners], [['9'], [{ name: 'Ministry of Works' }]], 'what nobody touched stays');
}

async function revisesInArabic() {
  const id = 'masts-2';
  submitAndReturn(id);
  const writer = await Writer.at('ar', 390);
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open(`my/pledges/${id}/change`);
  await writer.seesWords('changing.can');
  await writer.look('change-overview');
  await writer.press('changing.act.revise');
  await seesComment(writer, 'Say which islands.');
  await writer.look('revise-what');
  await writer.fill('sign.field.title', 'أبراج في خمس جزر');
  await writer.page.evaluate(() => (location.hash = '#revise-targets'));
  await writer.press('pledging.review');
  await sign(writer, 'pledge.revised', 'revise-sheet');
  await writer.press('changing.act.withdraw');
  await writer.press('pledging.review');
  await writer.seesRefusal('sign.refusal.text_empty');
  await writer.look('withdraw-refused');
  await writer.context.close();
}

// After completion the amount alone, as a proposal; a reviewer of another organisation answers.
async function corrects() {
  const id = 'example-06';
  const writer = islands;
  await writer.open(`my/pledges/${id}/change`);
  await writer.press('changing.act.correct');
  await writer.fill('sign.field.amount', '3400000');
  await writer.press('pledging.next');
  await writer.fill('sign.field.reason', 'A digit was wrong.');
  await writer.press('pledging.review');
  await sign(writer, 'pledge.amended');
  await writer.seesWords('changing.correction_open');
  assert.equal((await pledge(id)).body.value.amount, '3500000', 'a proposal has no effect');

  const reviewer = await Writer.at('en', 1280);
  await reviewer.restoreKey(keyFile('reviewer'));
  await reviewer.open(`my/pledges/${id}/change`);
  await reviewer.press('changing.act.decline');
  await reviewer.press('pledging.review');
  await reviewer.seesRefusal('sign.refusal.text_empty');
  await reviewer.look('decline-refused');
  await reviewer.press('pledging.back');
  await reviewer.press('changing.act.accept');
  await reviewer.sees('3,400,000');
  // Meanwhile the member proposes another one: it is shown, and not judged unseen.
  run('pledge', 'amend', id, '--key', keyFile('example-islands'), '--category', 'correction', '--reason', 'Two were.', '--value', '3300000 AUD');
  await reviewer.press('pledging.review');
  await reviewer.seesWords('sign.moved.judged');
  await reviewer.press('sign.moved.show');
  await reviewer.sees('3,300,000');
  await reviewer.press('pledging.review');
  await sign(reviewer, 'correction.accepted', 'accept-sheet');
  assert.equal((await pledge(id)).body.value.amount, '3300000');
  await reviewer.context.close();
}

async function endorses() {
  const id = 'example-16';
  const file = join(config.folder, 'youth.pem');
  execFileSync(config.program, ['key', 'new', '--plain', file]);
  run('key', 'add', '--party', 'example-youth', '--key-file', file, '--label', 'office', '--role', 'member', '--key', keyFile('registrar'));
  const writer = await Writer.at('en', 1280);
  await writer.restoreKey(file);
  await writer.open(`my/pledges/${id}/change`);
  await writer.press('changing.act.endorse');
  await writer.sees('Example Youth');
  await writer.look('endorse');
  await writer.press('pledging.review');
  await sign(writer, 'pledge.endorsed', 'endorse-sheet');
  assert.equal((await pledge(id)).entered_on_behalf, false);
  await writer.context.close();
}

await tried('amends, withdraws and reinstates', amendsAndWithdraws);
await tried('revises what was returned', revises);
await tried('revises in Arabic, on a phone', revisesInArabic);
await tried('proposes a correction, which a reviewer accepts', corrects);
await tried('endorses what was entered', endorses);
await end();
