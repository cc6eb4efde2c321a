// SPDX-License-Identifier: Apache-2.0
// verifier_page PAGE CHROMIUM FOLDER: verifier.html in a browser, opened from the disk with the network cut.
// FOLDER has `policy`, `good.json`, `bad.json` (one record is missing), `receipt.tlog-proof`, `log-key`.
// With PLEDGEBOOK_SHOTS, pictures go there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');
const [path, executablePath, folder] = process.argv.slice(2);
const file = (name) => join(folder, name);
const shots = process.env.PLEDGEBOOK_SHOTS;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const problems = [];

async function openPage(width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true });
  const page = await context.newPage();
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error}`));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
  return page;
}

async function shoot(page, name) {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.ok(!isWide, `${name}: the page scrolls sideways`);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

async function trust(page, text) {
  await page.fill('#trust-text', text);
  await page.click('form button[type=submit]');
}

async function verdictOn(page, name) {
  await page.setInputFiles('#file', file(name));
  await page.waitForFunction((wanted) => document.querySelector('.verdict b')?.textContent === wanted, name);
  assert.equal(await page.inputValue('#file'), '', 'the file input names a file');
  const marks = await page.$$eval('.steps li', (items) => items.map((item) => item.className));
  const isGood = !(await page.$('.verdict.bad'));
  return { title: await page.textContent('#verdict'), isGood, marks };
}

// Drops a file on the page, as from a folder's window.
async function drop(page, name) {
  const transfer = await page.evaluateHandle(([bytes, fileName]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], fileName));
    return data;
  }, [[...readFileSync(file(name))], name]);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await page.waitForFunction((wanted) => document.querySelector('.verdict b')?.textContent === wanted, name);
}

try {
  for (const width of [1280, 390]) {
    const page = await openPage(width);
    await shoot(page, `empty-${width}`);
    await trust(page, 'no key');
    assert.match(await page.textContent('#trust-error'), /Line 1/);
    await page.setInputFiles('#file', file('good.json')); // before the keys: it waits for them
    await trust(page, readFileSync(file('policy'), 'utf8'));
    const good = await verdictOn(page, 'good.json');
    assert.deepEqual([good.title, good.isGood], ['Everything in this file checks out', true]);
    assert.ok(good.marks.filter((mark) => mark === '').length >= 8);
    assert.ok(!good.marks.includes('fail'));
    await shoot(page, `good-${width}`);
    const bad = await verdictOn(page, 'bad.json');
    assert.equal(bad.isGood, false);
    assert.equal(bad.marks.filter((mark) => mark === 'fail').length, 1);
    await shoot(page, `bad-${width}`);
    await drop(page, 'good.json');
    assert.equal(await page.$('.verdict.bad'), null);
    assert.equal(await page.inputValue('#file'), '');
    await page.click('text=Change');
    await trust(page, readFileSync(file('log-key'), 'utf8'));
    const receipt = await verdictOn(page, 'receipt.tlog-proof');
    assert.deepEqual([receipt.title, receipt.isGood], ['This record is in the ledger', true]);
    await shoot(page, `receipt-${width}`);
    await page.context().close();
  }
  assert.deepEqual(problems, []);
} finally {
  await browser.close();
}
