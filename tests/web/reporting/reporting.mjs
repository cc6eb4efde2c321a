// SPDX-License-Identifier: Apache-2.0
// reporting CONFIG: a member reports on its pledge in a browser, on the demonstration that reporting_test.py has started:
// with two evidence files, of which one is cut on its way and goes on; an auditor queries the report, the member corrects
// it, and sends a file that it had left behind; while the server does not answer; in Arabic on a phone; and what the page
// says to those who can't report.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AA, config, end, json, keyFile, run, tried, Writer } from '../form_page/writer_browser.mjs';

const pledge = 'example-13';
const page_of = `my/pledges/${pledge}/report`;

// A file of the member's: its path, its bytes, its hash.
function file(name, bytes) {
  const path = join(config.folder, name);
  writeFileSync(path, bytes);
  return { path, name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
const photo = file('mast.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(300_000)]));
const list = file('engineers <2026>.csv', Buffer.from(`engineer,month\n${randomBytes(400).toString('hex')}\n`));
const late = file('minutes.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(90_000)]));
const other = file('other.txt', Buffer.from(`not asked for ${randomBytes(8).toString('hex')}`));

const head = async ({ sha256 }) => (await fetch(`${config.address}/api/v1/blobs/${sha256}`, { method: 'HEAD' })).status;
const told = async () => (await json(`/api/v1/pledges/${pledge}`)).pledge;

// An auditor queries the report, with the program.
function query(sid, comments) {
  const what = ['--report', sid, '--finding', 'queried', '--assurance', 'disputed', '--comments', comments];
  run('review', 'report', pledge, ...what, '--key', keyFile('auditor-1'));
}

const day = (writer, iso) => writer.page.evaluate((iso) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso)), iso);

const unit = { unit: '\u2068people\u2069' };

// From the form to the receipt; gives the statement that was signed.
async function sign(writer, name, before = async () => {}) {
  const { page } = writer;
  await writer.press('reporting.review');
  await writer.seesWords('sign.trial.title.accepted');
  await before();
  await writer.look(name, AA);
  const statement = JSON.parse(await page.evaluate(() => document.querySelector('.sheet pre.bytes').textContent));
  await page.check('.consent input');
  await writer.press('sign.act.report.submitted');
  return statement;
}

async function prove(writer) {
  const { page } = writer;
  await page.waitForSelector('.sheet .proved, .trust:not([hidden]) textarea', { timeout: 60_000 });
  if ((await page.locator('.sheet .proved').count()) === 0) {
    await page.fill('.trust textarea', (await json('/api/v1/ledger')).log_key);
    await page.click('.trust button[type=submit]');
  }
  await page.waitForSelector('.sheet .proved', { timeout: 20_000 });
}

// Aborts the second part of each long file once.
async function cutOnce(page) {
  let cut = 0;
  await page.route('**/api/v1/blobs/*', async (route) => {
    const range = route.request().headers()['content-range'] ?? '';
    if (cut === 0 && range.startsWith('bytes 65536-')) {
      cut += 1;
      return route.abort();
    }
    return route.continue();
  });
  return () => cut;
}

async function reportInEnglish(writer) {
  const { page } = writer;
  await writer.open(`pledges/${pledge}`);
  await writer.press('reporting.link');
  await writer.seesWords('reporting.part.progress');
  await writer.sees('A school of network engineering');
  await writer.sees('Said before: 460, at 28 February 2026.');
  await writer.sees('Said before: USD 5,000,000.00, at 28 February 2026.'.replace('.00', ''));
  assert.equal(await writer.field('reporting.from').inputValue(), '2026-03-01', 'the day after the last report');
  assert.equal(await writer.field('reporting.to').inputValue(), new Date().toISOString().slice(0, 10));
  await writer.look('form');

  // What is missing, and what is wrong, beside its field.
  await writer.press('reporting.review');
  await writer.seesRefusal('sign.refusal.member_missing');
  await page.waitForFunction(() => document.activeElement?.id === 'refusals-title');
  await writer.look('refused');
  await writer.choose('sign.stage.in-progress');
  await writer.fill('reporting.target.value', '5 hundred', unit);
  await writer.seesRefusal('sign.refusal.amount_invalid');
  await writer.fill('reporting.target.value', '640', unit);
  const committed = page.getByRole('group', { name: writer.say('reporting.figure.committed') });
  const amount = committed.getByLabel(writer.say('sign.field.amount'), { exact: true });
  await amount.fill('4000000');
  await amount.blur();
  await writer.seesRefusal('sign.refusal.figure_falls');
  await page.getByLabel(writer.say('reporting.may_fall')).waitFor();
  await writer.look('falls');
  await amount.fill('5600000');
  await amount.blur();
  await writer.sees('USD 5,600,000, that is 5.6 million');
  await writer.seesNoRefusal();
  await writer.fill('reporting.text.narrative', 'Two more classes, and a laboratory.');
  await writer.press('reporting.barriers.add');
  await writer.fill('reporting.barriers.one', 'Equipment came late.', { n: 1 });
  await writer.fill('reporting.text.next_steps', 'A third class.');

  // Evidence: hashed here; of a reload the names and hashes are left.
  const empty = file('empty.txt', Buffer.alloc(0));
  await writer.field('files.choose').setInputFiles([photo.path, list.path, empty.path]);
  await writer.sees(`\u2068empty.txt\u2069`);
  await writer.sees(photo.sha256.slice(0, 16));
  await writer.look('files');
  await page.reload({ waitUntil: 'load' });
  await writer.seesWords('files.again');
  assert.equal(await writer.field('reporting.target.value', unit).inputValue(), '640');
  await writer.look('reloaded');
  await writer.field('files.choose').setInputFiles([photo.path, list.path]);
  await page.waitForFunction(() => document.querySelectorAll('.files .warning').length === 0);
  await writer.seesWords('reporting.trial.accepted');

  const cuts = await cutOnce(page);
  const { body } = await sign(writer, 'sheet', () => writer.seesWords('files.remark.in_hand'));
  assert.deepEqual(body.evidence, [
    { name: photo.name, sha256: photo.sha256, size: photo.bytes.length, type: 'image/png' },
    { name: list.name, sha256: list.sha256, size: list.bytes.length, type: 'text/csv' },
  ]);
  assert.deepEqual([body.committed, body.period.from], [{ amount: '5600000', currency: 'USD' }, '2026-03-01']);
  await writer.seesWords('files.sending.all');
  assert.equal(cuts(), 1, 'a part was cut on its way');
  await page.unroute('**/api/v1/blobs/*');
  for (const each of [photo, list]) {
    const answer = await fetch(`${config.address}/api/v1/blobs/${each.sha256}`);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(each.bytes), `${each.name} has arrived as it is`);
  }
  await prove(writer);
  await writer.look('receipt', AA);

  // The pledge's page shows them.
  await writer.press('reporting.to_pledge');
  await page.waitForURL(`**/en/pledges/${pledge}#history`);
  await page.locator(`a[href="/api/v1/blobs/${photo.sha256}"]`).waitFor();
  await writer.sees(list.name);
}

// The report is corrected; the page is left before its new file has arrived, which is sent later.
async function correctInEnglish(writer) {
  const { page } = writer;
  await writer.open(page_of);
  await writer.seesWords('reporting.part.progress');
  const report = (await told()).reports.at(-1);
  await writer.seesWords('reporting.nothing_left', { day: await day(writer, report.period.to) });
  query(report.sid, 'Which two classes?');
  await page.reload({ waitUntil: 'load' });
  await writer.sees('An auditor queried the report of');
  await writer.sees('Which two classes?');
  await writer.look('queried');
  await writer.press('reporting.before.correct');
  await writer.seesWords('reporting.which.is_filled');
  assert.equal(await writer.field('reporting.text.narrative').inputValue(), 'Two more classes, and a laboratory.');
  await writer.seesWords('reporting.evidence.named');
  await writer.fill('reporting.target.value', '612', unit);
  await writer.field('files.choose').setInputFiles(late.path);
  await writer.sees(late.sha256.slice(0, 16));
  await writer.look('correct');
  await page.route('**/api/v1/blobs/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  const { body } = await sign(writer, 'sheet-correct');
  assert.equal(body.corrects, report.sid);
  assert.equal(body.actuals[0].value, '612');
  assert.equal(body.evidence.length, 3, 'the files of the corrected report stay');
  await writer.seesWords('files.sending.now');
  await writer.look('cut', AA);
  await page.unroute('**/api/v1/blobs/*');
  assert.equal(await head(late), 404);
  const reports = (await told()).reports;
  assert.equal(reports.find(({ sid }) => sid === report.sid).replaced, true);

  await writer.open(page_of);
  await writer.seesWords('files.absent.title');
  await writer.sees(late.name);
  await writer.field('files.absent.choose').setInputFiles([other.path]);
  await writer.sees('It was not sent.');
  await writer.look('not-asked');
  await writer.field('files.absent.choose').setInputFiles([late.path]);
  await writer.seesWords('files.sending.all');
  assert.equal(await head(late), 200);
  await writer.look('sent');
}

// Signed while nobody answers: the report is kept, and its file is sent once the report has been.
async function correctWithoutServer(writer) {
  const { page } = writer;
  await writer.open(page_of);
  await writer.field('reporting.which.label').selectOption((await told()).reports.at(-1).sid);
  await writer.seesWords('reporting.which.is_filled');
  await writer.field('files.choose').setInputFiles(other.path);
  await writer.sees(other.sha256.slice(0, 16));
  await page.route('**/api/v1/statements', (route) => route.abort());
  await sign(writer, 'sheet-again');
  await writer.seesWords('sign.kept.title');
  assert.equal(await head(other), 404);
  await page.unroute('**/api/v1/statements');
  await writer.press('sign.outbox.send');
  await writer.seesWords('files.sending.all');
  assert.equal(await head(other), 200);
  await writer.open(page_of);
  await writer.seesWords('reporting.nothing_left', { day: await day(writer, (await told()).reports.at(-1).period.to) });
  assert.equal(await writer.field('reporting.which.label').inputValue(), '', 'the draft of a recorded report is gone');
}

async function inEnglish() {
  const writer = await Writer.at('en', 1280);
  await writer.open(page_of);
  await writer.seesWords('reporting.keyless.none');
  await writer.look('keyless');
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open(page_of);
  await writer.sees('The keys of this browser belong to others');
  await writer.open('my/pledges/example-06/report');
  await writer.seesWords('reporting.closed.PARTLY_FULFILLED');
  await writer.look('closed');
  await writer.open('my/pledges/no-such-pledge/report');
  await writer.seesWords('reporting.reading.absent');
  await writer.context.close();
  const member = await Writer.at('en', 1280);
  await member.restoreKey(keyFile('example-ministry'));
  await reportInEnglish(member);
  await correctInEnglish(member);
  await correctWithoutServer(member);
  await member.context.close();
}

async function inArabic() {
  const writer = await Writer.at('ar', 390);
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open('my/pledges/example-14/report');
  await writer.seesWords('reporting.before.none');
  await writer.choose('sign.stage.planning');
  await writer.field('files.choose').setInputFiles(photo.path);
  await writer.sees(photo.sha256.slice(0, 16));
  await writer.press('reporting.barriers.add');
  await writer.fill('reporting.barriers.one', 'تأخر وصول المعدات.', { n: 1 });
  await writer.seesWords('reporting.trial.accepted');
  await writer.look('form');
  await sign(writer, 'sheet');
  await writer.seesWords('files.sending.all');
  await prove(writer);
  await writer.look('receipt', AA);
  await writer.context.close();
}

await tried('a report in English', inEnglish);
await tried('a report in Arabic, on a phone', inArabic);
// Right after a record the read models may be behind: the upload is asked to wait a second.
await end((problem) => !/Failed to load resource.* 503 /.test(problem));
