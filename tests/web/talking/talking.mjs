// SPDX-License-Identifier: Apache-2.0
// talking CONFIG: others speak about a pledge in a browser, on the demonstration that talking_test.py has started: a
// country attests with a file to what another has pledged, the pledge's page shows it, and it withdraws it; the pledge's
// own member may not; somebody asks, the member answers, and the desk, the focus area and the feed tell of it; in Arabic
// on a phone.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AA, config, end, json, keyFile, run, tried, Writer } from '../form_page/writer_browser.mjs';

// Of Example Ministry, with Example University as partner.
const pledge = 'example-13';

function file(name, bytes) {
  const path = join(config.folder, name);
  writeFileSync(path, bytes);
  return { path, name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
const photo = file('visit.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(120_000)]));

const attestations = async (id = pledge) => (await json(`/api/v1/pledges/${id}/attestations`)).rows;
const messages = async (id = pledge) => (await json(`/api/v1/pledges/${id}/discussion`)).rows;

// From the form to the sheet, which is looked at where it has a name, to the record; gives what was signed.
async function sign(writer, kind, look = '') {
  const { page } = writer;
  await writer.press('talking.review');
  await writer.seesWords('sign.trial.title.accepted');
  if (look !== '') await writer.look(look, AA);
  const statement = JSON.parse(await page.evaluate(() => document.querySelector('.sheet pre.bytes').textContent));
  await page.check('.consent input');
  await writer.press(`sign.act.${kind}`);
  await page.locator('.sheet h2', { hasText: /\d{3}/ }).waitFor({ timeout: 20_000 });
  return statement;
}

// The read models may be a moment behind the log.
async function openCovered(writer, path) {
  const { count, last } = await json(`/api/v1/streams/discussion/${pledge}`);
  const after = count === 0 ? 0 : last + 1;
  await json(`/api/v1/messages?min_size=${after}`);
  await writer.open(path);
}

async function attests() {
  const writer = await Writer.at('en', 1280);
  const { page } = writer;
  await writer.open(`pledges/${pledge}`);
  await writer.press('pledge.attest_link');
  await writer.seesWords('talking.keyless.text');
  await writer.look('attest-keyless');
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open(`my/pledges/${pledge}/attest`);
  await writer.seesWords('talking.attest.form');
  await writer.seesWords('talking.attest.left', { n: 20 });
  await writer.look('attest-form');
  await writer.press('talking.review');
  await writer.seesRefusal('sign.refusal.text_empty');
  await writer.look('attest-refused');

  await writer.fill('sign.field.claim', 'Three of our engineers were trained there\nin 2025, and work here now.');
  await writer.field('files.choose').setInputFiles(photo.path);
  await writer.sees(photo.sha256.slice(0, 16));
  await page.reload({ waitUntil: 'load' });
  await writer.seesWords('files.again');
  assert.match(await writer.field('sign.field.claim').inputValue(), /^Three of our engineers/, 'the draft is kept');
  await writer.field('files.choose').setInputFiles(photo.path);
  await page.waitForFunction(() => document.querySelectorAll('.files .warning').length === 0);
  await writer.seesNoRefusal();
  const statement = await sign(writer, 'attestation.given', 'attest-sheet');
  assert.deepEqual(statement.body.evidence, [{ name: photo.name, sha256: photo.sha256, size: photo.bytes.length, type: 'image/png' }]);
  assert.equal(statement.stream, `attestation/${pledge}`);
  await writer.seesWords('files.sending.all');
  const sent = await fetch(`${config.address}/api/v1/blobs/${photo.sha256}`);
  assert.ok(Buffer.from(await sent.arrayBuffer()).equals(photo.bytes), 'the file has arrived as it is');
  await writer.look('attest-receipt', AA);

  // The pledge's page shows it, with its file.
  await writer.press('talking.to_pledge');
  await page.waitForURL(`**/en/pledges/${pledge}#attested`);
  await writer.sees('Three of our engineers were trained there');
  await page.locator(`a[href="/api/v1/blobs/${photo.sha256}"]`).waitFor();
  await writer.look('pledge-attested');

  // It is withdrawn, with a reason.
  await writer.open(`my/pledges/${pledge}/attest`);
  await writer.seesWords('talking.attest.left', { n: 19 });
  await writer.look('attest-own');
  await writer.press('talking.attest.withdraw');
  await writer.seesWords('talking.withdraw.note');
  assert.equal(await writer.focused(), writer.say('talking.withdraw.title'), 'the form begins at its title');
  await writer.press('talking.review');
  await writer.seesRefusal('sign.refusal.text_empty');
  await writer.look('withdraw-refused');
  await page.goBack();
  await writer.seesWords('talking.attest.own');
  await page.goForward();
  await writer.fill('sign.field.reason', 'One of them works elsewhere.');
  const withdrawn = await sign(writer, 'attestation.withdrawn', 'withdraw-sheet');
  const [given] = await attestations();
  assert.equal(withdrawn.body.sid, given.sid);
  await writer.press('talking.attest.all');
  await writer.sees('One of them works elsewhere.');
  assert.equal(await page.locator('a[href^="#withdraw-"]').count(), 0, 'what is withdrawn is not withdrawn again');
  await writer.look('attest-withdrawn');
  await writer.open(`pledges/${pledge}`);
  await writer.sees('One of them works elsewhere.');
  assert.equal((await attestations())[0].withdrawn.reason, 'One of them works elsewhere.');
  await writer.context.close();
}

// The pledge's member may not attest to it, and neither may its partner: the page says so before anything is written.
async function isRefused() {
  for (const party of ['example-ministry', 'example-university']) {
    const writer = await Writer.at('en', 1280);
    await writer.restoreKey(keyFile(party));
    await writer.open(`my/pledges/${pledge}/attest`);
    await writer.seesRefusal('sign.refusal.judge_has_interest');
    await writer.look(`attest-own-pledge-${party}`);
    await writer.fill('sign.field.claim', 'All of it was done.');
    await writer.press('talking.review');
    await writer.page.waitForFunction(() => document.activeElement?.id === 'refusals-title');
    await writer.seesRefusal('sign.refusal.judge_has_interest');
    assert.equal(await writer.page.locator('.sheet').count(), 0, 'nothing is signed');
    await writer.context.close();
  }
}

async function discusses() {
  const asker = await Writer.at('en', 1280);
  await asker.open(`my/pledges/${pledge}/talk`);
  await asker.seesWords('talking.keyless.text');
  await asker.seesWords('talking.thread.none');
  await asker.look('talk-keyless');
  await asker.restoreKey(keyFile('example-islands'));
  await asker.open(`pledges/${pledge}`);
  await asker.press('pledge.talk_link');
  await asker.seesWords('talking.message.left', { n: 50 });
  await asker.look('talk-empty');
  await asker.press('talking.review');
  await asker.seesRefusal('sign.refusal.member_missing');
  await asker.seesRefusal('sign.refusal.text_empty');
  await asker.look('talk-refused');
  await asker.choose('topic.question');
  await asker.fill('sign.field.text', 'May <b>our</b> engineers apply?');
  await asker.seesNoRefusal();
  await sign(asker, 'message.posted', 'talk-sheet');
  await asker.press('talking.again');
  await asker.sees('May <b>our</b> engineers apply?');
  await asker.seesWords('talking.message.left', { n: 49 });

  // The desk tells that it waits for an answer; the member answers.
  const desk = await Writer.at('en', 1280);
  await openCovered(desk, 'desk#said');
  await desk.sees('May <b>our</b> engineers apply?');
  await desk.page.locator('.queue-row a', { hasText: 'engineers apply' }).click();
  await desk.seesWords('desk.said.unanswered');
  await desk.seesWords('desk.said.answer');
  await desk.look('desk-said');

  const member = await Writer.at('en', 1280);
  await member.restoreKey(keyFile('example-ministry'));
  await member.open(`my/pledges/${pledge}/talk`);
  await member.sees('engineers apply?');
  await member.press('talking.reply');
  const [question] = await messages();
  await member.seesWords('talking.replies_to', { who: '\u2068Example Islands (does not exist)\u2069', n: question.index });
  assert.equal(await member.page.getByRole('radio', { name: member.say('topic.answer') }).isChecked(), true, 'to a question an answer is likely');
  await member.fill('sign.field.text', 'Yes, from September on.');
  await member.look('talk-reply');
  const answer = await sign(member, 'message.posted', 'talk-reply-sheet');
  assert.deepEqual(answer.body, { in_reply_to: question.sid, text: 'Yes, from September on.', topic: 'answer' });
  await member.press('talking.again');
  await member.page.locator('.replies .said', { hasText: 'Yes, from September on.' }).waitFor();
  await member.look('talk-thread');

  // A link from elsewhere begins a reply; what answers an answer says to whom.
  await asker.open(`my/pledges/${pledge}/talk#reply-${(await messages())[1].index}`);
  await asker.sees('Yes, from September on.');
  await asker.seesWords('talking.no_reply');
  await asker.choose('topic.experience');
  await asker.fill('sign.field.text', 'We shall send two.');
  await sign(asker, 'message.posted');

  await openCovered(asker, `pledges/${pledge}`);
  const replies = asker.page.locator('#discussion').locator('xpath=ancestor::section').locator('.replies .said');
  assert.equal(await replies.count(), 2, 'both stand under the question');
  await asker.look('pledge-discussion');
  await asker.open('focus-areas/adoption');
  const { focus_area: area } = (await json(`/api/v1/pledges/${pledge}`)).pledge;
  await asker.open(`focus-areas/${area}`);
  await asker.sees('We shall send two.');
  await asker.look('focus-area');
  const feed = await (await fetch(`${config.address}/en/messages.atom?focus_area=${area}`)).text();
  assert.match(feed, /<summary>We shall send two\.<\/summary>/);
  await desk.open('desk#said');
  await desk.page.locator('.queue-row', { hasText: 'engineers apply' }).waitFor();
  assert.equal((await json('/api/v1/messages?answered=no')).rows.some(({ pledge: id }) => id === pledge), false, 'it waits no more');
  for (const writer of [asker, desk, member]) await writer.context.close();
}

async function inArabic() {
  const writer = await Writer.at('ar', 390);
  const { page } = writer;
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open(`my/pledges/example-12/attest`);
  await writer.seesWords('talking.attest.form');
  await writer.fill('sign.field.claim', 'زرنا مشروعين في مايو 2026، وكانا يعملان.');
  await writer.field('files.choose').setInputFiles(photo.path);
  await writer.sees(photo.sha256.slice(0, 16));
  await writer.look('attest-form');
  await sign(writer, 'attestation.given', 'attest-sheet');
  await writer.seesWords('files.sending.all');
  await writer.open(`my/pledges/example-12/attest`);
  await writer.press('talking.attest.withdraw');
  await writer.fill('sign.field.reason', 'كان مشروعاً آخر.');
  await sign(writer, 'attestation.withdrawn');

  await writer.open(`my/pledges/${pledge}/talk`);
  await writer.sees('Yes, from September on.');
  await page.getByRole('button', { name: writer.say('talking.reply') }).first().click();
  await writer.choose('topic.offer');
  await writer.press('talking.review');
  await writer.seesRefusal('sign.refusal.text_empty');
  await writer.fill('sign.field.text', 'يمكننا استضافة دورة في جزرنا.');
  await writer.look('talk-reply');
  await sign(writer, 'message.posted', 'talk-sheet');
  await writer.press('talking.again');
  await writer.sees('يمكننا استضافة دورة في جزرنا.');
  await writer.look('talk-thread');
  await openCovered(writer, `pledges/${pledge}`);
  await writer.sees('يمكننا استضافة دورة في جزرنا.');
  await writer.look('pledge-discussion');
  await openCovered(writer, 'desk#said');
  await writer.seesWords('desk.queue.said');
  await writer.look('desk-said');
  await writer.context.close();
}

// Before its publication nobody can speak about a pledge.
async function waitsForPublication() {
  const text = ['--title', 'A cable', '--type', 'policy', '--focus-area', 'access', '--scope', 'global', '--start', '2027-01-01'];
  run('pledge', 'submit', 'cable-1', '--key', keyFile('example-islands'), ...text);
  const writer = await Writer.at('en', 1280);
  for (const form of ['attest', 'talk']) {
    await writer.open(`my/pledges/cable-1/${form}`);
    await writer.seesWords('talking.closed.title');
    await writer.open(`my/pledges/no-such-pledge/${form}`);
    await writer.seesWords('talking.absent');
  }
  await writer.look('absent');
  await writer.context.close();
}

await tried('attests with a file, and withdraws it', attests);
await tried('attests to no pledge of its own', isRefused);
await tried('asks and answers', discusses);
await tried('in Arabic, on a phone', inArabic);
await tried('waits for the publication', waitsForPublication);
// Right after a record the read models may be behind: the upload is asked to wait a second.
await end((problem) => !/Failed to load resource.* 503 /.test(problem));
