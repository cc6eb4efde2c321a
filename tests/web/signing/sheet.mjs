// SPDX-License-Identifier: Apache-2.0
// sheet CONFIG: the sheet in Chromium, on a page of the demonstration's own address: read, refused, signed by the
// keyboard, proved, kept while the server is away, moved by others; with axe's rules at each stage.
// signing_test.py starts it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  addKey, address, agreeAndSign, browser, checkAxe, config, demo, draftOf, json, mark, open, openSheet, problems, rowsOf, say, shoot, tried,
} from './sheet_browser.mjs';
import { looks } from './sheet_looks.mjs';

const scenarios = {
  async 'the words are those of the bytes, and the keyboard alone signs them'() {
    const page = await open();
    const draft = draftOf();
    await openSheet(page, draft);
    const rows = await rowsOf(page);
    assert.match(rows['Signed by'], /Example Islands \(does not exist\)\s*example-islands/);
    assert.match(rows.Value, /^AUD 7,500,000\s*7\.5 million$/);
    assert.equal(rows.Countries, 'Fiji 40 %, Tonga 30 %, Vanuatu 30 %');
    assert.equal(rows['Focus area'], 'Access');
    assert.match(rows.Description, /technicians\.\nLes îles/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'sheet-title');
    await tried(page);
    const bytes = JSON.parse(await page.textContent('.disclosure .bytes'));
    assert.equal(bytes.body.value.amount, '7500000');
    // What the form has afterwards changes nothing: the sheet is made of the bytes.
    await page.fill('#amount', '9');
    // Without the consent nothing is signed.
    await page.focus('.consent input');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Sign and submit the pledge');
    await page.keyboard.press('Enter');
    assert.match(await page.textContent('#consent-missing'), /Tick this first/);
    assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox');
    assert.equal((await json(`/api/v1/streams/${draft.stream}`)).count, 0);
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /Recorded as record \d+/.test(document.querySelector('.sheet h2')?.textContent));
    const { records } = await json(`/api/v1/statements?stream=${draft.stream}`);
    assert.equal(records.length, 1);
    assert.deepEqual(records[0].statement, bytes);
    assert.match((await page.evaluate(() => window.page.log)).join(), new RegExp(`recorded ${records[0].index}`));
    // The proof: with the reader's key.
    await page.waitForSelector('.trust:not([hidden]) textarea');
    await shoot(page, 'receipt-unproved.en-1280');
    await checkAxe(page, 'the receipt', 'en');
    await page.fill('.trust textarea', (await json('/api/v1/ledger')).log_key);
    await page.click('.trust button[type=submit]');
    await page.waitForSelector('.proved');
    assert.equal(await page.textContent('.proved'), `Proved: record ${records[0].index}`);
    await checkAxe(page, 'the proof', 'en');
    await shoot(page, 'receipt-proved.en-1280');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.sheet a[download]')]);
    assert.equal(download.suggestedFilename(), `record-${records[0].index}.tlog-proof`);
    // The tab keeps the choice: the next receipt is proved at once.
    await page.fill('#amount', '1000');
    await openSheet(page, draftOf());
    await tried(page);
    await agreeAndSign(page);
    await page.waitForSelector('.proved');
    await page.context().close();
  },

  async 'a wrong key of the log proves nothing'() {
    const page = await open();
    await openSheet(page, draftOf());
    await tried(page);
    await agreeAndSign(page);
    await page.waitForSelector('.trust:not([hidden]) textarea');
    await page.fill('.trust textarea', config.otherLogKey);
    await page.click('.trust button[type=submit]');
    await page.waitForFunction(() => document.querySelector('.sheet .refusal-mark')?.textContent.startsWith('The proof does not hold'));
    assert.equal(await page.$('.proved'), null);
    await page.context().close();
  },

  async 'refusals stand beside their fields and in a summary that leads to them'() {
    const page = await open();
    await page.fill('#amount', '7.5m');
    await page.fill('#end', '2029-02-30');
    await page.evaluate((draft) => window.page.open(draft), draftOf());
    await page.waitForSelector('.refusals');
    assert.equal(await page.textContent('.refusals h2'), '2 things to mend');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'refusals-title');
    const described = await page.getAttribute('#amount', 'aria-describedby');
    assert.equal(described.split(' ')[0], 'hint');
    const sentence = await page.textContent(`#${described.split(' ')[1]}`);
    assert.match(sentence, /not 12\.5m and not 12,500,000/);
    assert.equal(await page.getAttribute('#end', 'aria-invalid'), 'true');
    assert.equal(await page.getAttribute('#title', 'aria-invalid'), null);
    await checkAxe(page, 'refusals', 'en');
    await shoot(page, 'refusals.en-1280');
    await page.click('.refusals a[href="#end"]');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'end');
    assert.deepEqual(await page.evaluate(() => window.page.log), ['back /body/end']);
    // Mended: the marks go.
    await page.fill('#amount', '7500000');
    await page.fill('#end', '2026-01-01');
    await openSheet(page, draftOf());
    // What only the ledger knows, all at once; and no button that signs.
    await page.waitForSelector('.sheet .refusals');
    assert.match(await page.textContent('.refusals a'), /End/);
    assert.equal(await page.getAttribute('#amount', 'aria-invalid'), null);
    assert.equal(await page.getAttribute('#amount', 'aria-describedby'), 'hint');
    assert.equal(await page.$('.sign-row .button:not(.plain)'), null);
    assert.match(await page.textContent('.refusals'), /The end lies before the start/);
    await page.context().close();
  },

  async 'a fault of no field stands at the top, in the words of the code'() {
    const page = await open({ key: 'example-university' });
    await openSheet(page, draftOf());
    await page.waitForSelector('.refusals li');
    assert.equal(await page.$('.refusals li a'), null);
    await addKey(page, 'example-islands');
    await page.context().close();
  },

  async 'what members write is text, on the sheet and in the outbox'() {
    const attack = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>';
    const page = await open();
    await page.fill('#title', attack);
    await openSheet(page, draftOf({ body: { description: attack, partners: [{ name: attack }] } }));
    assert.equal(await page.evaluate(() => 'attacked' in window), false);
    assert.equal(await page.$('#sheet img, #sheet script'), null);
    const rows = await rowsOf(page);
    assert.equal(rows.Title, attack);
    await page.context().close();
  },

  async 'a server that is away gets the statement once, after a reload, when it is back'() {
    let isUp = true;
    let posts = 0;
    const setup = (page) =>
      page.route('**/api/v1/statements', (route) => {
        if (route.request().method() === 'POST') posts += 1;
        return isUp ? route.continue() : route.abort('connectionrefused');
      });
    const page = await open({ setup });
    const draft = draftOf();
    await openSheet(page, draft);
    await tried(page);
    isUp = false;
    await agreeAndSign(page);
    await page.waitForFunction(() => document.querySelector('.sheet h2')?.textContent === 'The server did not answer');
    assert.match(await page.textContent('.sheet'), /kept on this computer and will be sent once/);
    await checkAxe(page, 'kept', 'en');
    await shoot(page, 'kept.en-1280');
    const { ledger } = await json('/api/v1/ledger');
    await page.reload();
    await page.waitForFunction(() => window.page !== undefined);
    await page.evaluate(() => window.page.begin());
    await page.evaluate(() => window.page.showOutbox());
    await page.waitForSelector('.outbox li');
    assert.match(await page.textContent('.outbox'), /submits the new pledge.*waits to be sent, once.*can’t be reached/s);
    await checkAxe(page, 'outbox', 'en');
    await shoot(page, 'outbox.en-1280');
    // It goes by the person alone, who is asked once more.
    await page.click('.outbox button:text-is("Remove")');
    assert.match(await page.textContent('.outbox'), /nobody else has it/);
    assert.equal((await json(`/api/v1/streams/${draft.stream}`)).count, 0);
    isUp = true;
    await page.evaluate((name) => window.page.watch(name), ledger);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.waitForFunction(() => /Recorded as record \d+/.test(document.querySelector('.outbox')?.textContent));
    assert.equal((await json(`/api/v1/streams/${draft.stream}`)).count, 1);
    const sent = posts;
    await page.evaluate((name) => window.page.sendAll(name), ledger);
    assert.equal(posts, sent, 'it was sent again');
    await page.click('.outbox button:text-is("Remove")');
    await page.waitForFunction(() => document.querySelector('#outbox p')?.textContent.startsWith('Nothing waits'));
    await page.context().close();
  },

  async 'two tabs send a statement once'() {
    const context = await browser.newContext();
    let isUp = false;
    let posts = 0;
    await context.route('**/api/v1/statements', (route) => {
      if (isUp && route.request().method() === 'POST') posts += 1;
      return isUp ? route.continue() : route.abort('connectionrefused');
    });
    const page = await open({ context });
    const draft = draftOf();
    await openSheet(page, draft);
    await tried(page);
    await agreeAndSign(page);
    await page.waitForFunction(() => document.querySelector('.sheet h2')?.textContent === 'The server did not answer');
    const other = await open({ context });
    isUp = true;
    const { ledger } = await json('/api/v1/ledger');
    await Promise.all([page, other].map((each) => each.evaluate((name) => window.page.sendAll(name), ledger)));
    assert.equal((await json(`/api/v1/streams/${draft.stream}`)).count, 1);
    assert.equal(posts, 1);
    await context.close();
  },

  async 'a refusal after signing stays with the statement, and a person removes it'() {
    const setup = (page) => page.route('**/api/v1/statements/check*', (route) => route.abort('connectionrefused'));
    const page = await open({ setup });
    await openSheet(page, draftOf({ body: { focus_area: 'no-such-area' } }));
    await page.waitForFunction(() => document.querySelector('.trial .note h3')?.textContent === 'Not tried');
    await agreeAndSign(page);
    await page.waitForFunction(() => document.querySelector('.refusals h2')?.textContent === 'The ledger refused it');
    assert.match(await page.textContent('.refusals'), /published list does not have this/);
    assert.equal(await page.getAttribute('.refusals small', 'lang'), 'en');
    await checkAxe(page, 'refused', 'en');
    await page.evaluate(() => window.page.showOutbox());
    await page.waitForSelector('.outbox li');
    assert.match(await page.textContent('.outbox'), /The ledger refused it/);
    await page.click('.sheet button:text-is("Remove it from this computer")');
    await page.waitForFunction(() => document.querySelector('#outbox p')?.textContent.startsWith('Nothing waits'));
    await page.context().close();
  },

  async 'what came between is shown before anybody signs on top of it'() {
    const page = await open();
    const draft = draftOf();
    await openSheet(page, draft);
    await tried(page);
    await agreeAndSign(page);
    await page.waitForFunction(() => /Recorded as record/.test(document.querySelector('.sheet h2')?.textContent));
    const { head } = await json(`/api/v1/streams/${draft.stream}`);
    const revised = { ...draft.body, title: 'Connect 121 schools', value: { amount: '7500000', currency: 'AUD' } };
    say({ kind: 'pledge.revised', stream: draft.stream, body: revised }, 'example-islands');
    const mine = { ...revised, title: 'Connect 122 schools' };
    await openSheet(page, { kind: 'pledge.revised', stream: draft.stream, prev: head, signers: ['example-islands'], body: mine });
    assert.equal(await page.textContent('.sheet h2'), 'The ledger has moved on since you began');
    assert.match(await page.textContent('.between'), /revises the pledge Connect 121 schools/);
    await checkAxe(page, 'moved', 'en');
    await shoot(page, 'moved.en-1280');
    await page.click('.sheet button:text-is("Put it on top and show it")');
    await page.waitForSelector('#sheet-title');
    const rows = await rowsOf(page);
    assert.match(rows.Title, /Before\s*Connect 121 schools\s*After\s*Connect 122 schools/);
    assert.equal(await page.isChecked('.consent input'), false);
    await tried(page);
    await shoot(page, 'difference.en-1280');
    await agreeAndSign(page);
    await page.waitForFunction(() => /Recorded as record/.test(document.querySelector('.sheet h2')?.textContent));
    await page.context().close();
  },

  async 'a judgement shows what it judges, and is not made of a text that changed'() {
    const page = await open({ key: 'reviewer' });
    const draft = draftOf();
    const body = { ...draft.body, title: 'Schools', value: { amount: '1', currency: 'AUD' } };
    say({ kind: 'pledge.submitted', stream: draft.stream, body }, 'example-islands');
    const { head } = await json(`/api/v1/streams/${draft.stream}`);
    const judgement = { kind: 'pledge.published', stream: draft.stream, prev: head, signers: ['bdt'], body: { submission: head, number: `P2C-${mark}` } };
    await openSheet(page, judgement);
    const quoted = await rowsOf(page, '.disclosure > .rowset');
    assert.equal(quoted.Title, 'Schools');
    await checkAxe(page, 'a judgement', 'en');
    await shoot(page, 'judgement.en-1280');
    say({ kind: 'pledge.revised', stream: draft.stream, body: { ...body, title: 'Fewer schools' } }, 'example-islands');
    await openSheet(page, judgement);
    assert.equal(await page.$('.sheet button:text-is("Put it on top and show it")'), null);
    await page.click('.sheet button:text-is("Show it as it is now")');
    assert.deepEqual(await page.evaluate(() => window.page.log), ['show again']);
    await page.context().close();
  },

  async 'a clock that is wrong is said before signing'() {
    const page = await open({ setup: (each) => each.clock.install({ time: Date.now() + 12 * 60_000 }) });
    await openSheet(page, draftOf());
    assert.match(await page.textContent('.signing .warning'), /clock is 12 minutes ahead of the ledger’s/);
    await checkAxe(page, 'the clock', 'en');
    await page.context().close();
  },

  async 'several signers: the file goes on'() {
    const page = await open();
    await openSheet(page, draftOf({ signers: ['example-islands', 'example-university'], body: { partners: [{ party: 'example-university' }] } }));
    await tried(page);
    await agreeAndSign(page);
    await page.waitForFunction(() => document.querySelector('.sheet h2')?.textContent === 'Signed. Others must sign too');
    assert.match(await page.textContent('.sheet'), /Still to sign: \u2068example-university\u2069/);
    await checkAxe(page, 'half-signed', 'en');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.sheet a[download]')]);
    const path = join(config.folder, download.suggestedFilename());
    await download.saveAs(path);
    const pem = join(demo, 'demo-keys', 'example-university', 'example-university.pem');
    // The program takes the file, adds its signature and submits it.
    execFileSync(config.program, ['sign', path, '--key', pem, '--server', address, '--yes', '-o', `${path}.signed`], { stdio: 'ignore' });
    execFileSync(config.program, ['submit', `${path}.signed`, '--server', address, '--yes'], { stdio: 'ignore' });
    await page.context().close();
  },
};

const only = config.only ?? '';
for (const [name, scenario] of Object.entries({ ...scenarios, ...looks })) {
  if (!name.includes(only)) continue;
  const begun = Date.now();
  try {
    await scenario();
    console.log(`${((Date.now() - begun) / 1000).toFixed(1)} s: ${name}`);
  } catch (error) {
    problems.push(`${name}: ${error.stack}`);
  }
}
await browser.close();
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 ? 0 : 1);
