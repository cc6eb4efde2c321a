// SPDX-License-Identifier: Apache-2.0
// The browser, the page with the sheet, and the problems found in it. The page has the demonstration's own address;
// its files are those that tools/build_signing.mjs has made. What a test was told is in `config` (signing_test.py).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const config = JSON.parse(process.argv[2]);
export const { address, bundles, demo, shots } = config;
export const problems = [];
const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const kPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const kTypes = { css: 'text/css', js: 'text/javascript', json: 'application/json' };
export const mark = Date.now().toString(36);

export const browser = await chromium.launch({ executablePath: config.chromium, args: ['--no-sandbox'] });

const html = (language) => `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Sign</title>
<link rel="stylesheet" href="/sign-test/pledgebook.css"><link rel="stylesheet" href="/sign-test/signing.css"><link rel="stylesheet" href="/sign-test/verify.css">
</head><body><main id="main"><div class="wrap"><div class="page-head"><h1>Example Islands</h1></div>
<form id="form" aria-label="Example"><p><label for="title">Title</label> <input id="title" type="text" value="Connect 120 more schools on outer islands"></p>
<p><label for="amount">Amount</label> <input id="amount" type="text" value="7500000" aria-describedby="hint"> <span id="hint">AUD</span></p>
<p><label for="end">End</label> <input id="end" type="text" value="2029-12-31"></p></form>
<div id="sheet"></div><div id="outbox"></div></div></main><script type="module" src="/sign-test/sheet_page.js"></script></body></html>`;

async function serve(route) {
  const path = new URL(route.request().url()).pathname;
  const name = path.split('/').pop();
  const headers = { 'Content-Security-Policy': kPolicy };
  if (!name.includes('.')) return route.fulfill({ headers, contentType: 'text/html; charset=utf-8', body: html(path.split('/')[1]) });
  return route.fulfill({ headers, contentType: `${kTypes[name.split('.').pop()]}; charset=utf-8`, body: readFileSync(join(bundles, name)) });
}

export async function open({ language = 'en', width = 1280, context: given, setup, key = 'example-islands', ...more } = {}) {
  const context = given ?? (await browser.newContext({ viewport: { width, height: 900 }, ...more }));
  const page = await context.newPage();
  page.on('console', (message) => {
    // Chromium reports each status that is no success, and each request that was cut.
    if (message.type() === 'error' && !/status of 4\d\d|net::ERR/.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('dialog', (dialog) => (problems.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  await page.route('**/sign-test/**', serve);
  await page.route(`**/${language}/sign-test`, serve);
  if (setup) await setup(page);
  await page.goto(`${address}/${language}/sign-test`, { waitUntil: 'load' });
  await page.waitForFunction(() => window.page !== undefined);
  await page.evaluate(() => window.page.begin());
  await addKey(page, key);
  return page;
}

export async function addKey(page, name) {
  const pem = readFileSync(join(demo, 'demo-keys', name, `${name}.pem`), 'utf8');
  const id = config.keys[name];
  await page.evaluate((given) => window.page.addKey(given.pem, given.id, given.name), { pem, id, name });
}

let pledges = 0;
export const draftOf = (more = {}) => ({
  kind: 'pledge.submitted',
  stream: `pledge/sheet-${mark}-${(pledges += 1)}`,
  prev: null,
  signers: ['example-islands'],
  body: {
    description: 'Two cables, forty masts and a school of technicians.\nLes îles extérieures d’abord.',
    type: 'financial',
    focus_area: 'access',
    secondary_focus_areas: ['adoption'],
    nature: 'cash',
    additionality: 'expansion',
    scope: 'countries',
    countries: [{ iso3: 'FJI', share: '40' }, { iso3: 'TON', share: '30' }, { iso3: 'VUT', share: '30' }],
    start: '2027-02-01',
    targets: [{ id: 'schools', title: 'Schools connected', unit: 'schools', baseline: '0', goal: '120', due: '2029-12-31' }],
    partners: [{ name: 'Ministry of Education, Tonga' }, { name: 'وزارة التعليم في فيجي' }],
    sdgs: ['4', '9'],
    public: true,
    ...more.body,
  },
  ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'body')),
});

export async function openSheet(page, draft, more = {}) {
  await page.evaluate((given) => window.page.open(given.draft, given.more), { draft, more });
  await page.waitForSelector('#sheet .sheet');
}

export async function tried(page) {
  await page.waitForFunction(() => document.querySelector('.trial .note h3')?.textContent === 'The ledger would accept it');
}

export async function agreeAndSign(page) {
  await page.check('.consent input');
  await page.click('.sign-row .button:not(.plain)');
}

export async function checkAxe(page, where, language) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  await page.evaluate(axe);
  const rules = { 'color-contrast': { enabled: language === 'en' } };
  const found = await page.evaluate((asked) => window.axe.run(document, asked), { runOnly: kRules, rules, resultTypes: ['violations'] });
  for (const violation of found.violations) problems.push(`${where}: ${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

export async function shoot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

export async function checkWidth(page, where) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 900 });
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const parts = [...document.querySelectorAll('main *')].filter((part) => part.getBoundingClientRect().right > room + 1 || part.getBoundingClientRect().left < -1);
    return document.documentElement.scrollWidth > room ? parts.map((part) => part.outerHTML.slice(0, 80)) : [];
  });
  if (wide.length > 0) problems.push(`${where}: scrolls sideways at 320: ${wide.join(' | ')}`);
  await page.setViewportSize(size);
}

export const rowsOf = (page, scope = '.sheet > .rowset') =>
  page.$$eval(`${scope} dt`, (terms) => Object.fromEntries(terms.map((dt) => [dt.textContent, dt.nextElementSibling.innerText.replace(/\u00a0/g, ' ')])));

export const json = async (path) => (await fetch(address + path)).json();

// As another computer would say it: with the program.
export function say(file, key) {
  const path = join(config.folder, `say-${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(path, JSON.stringify({ at: new Date().toISOString().replace(/\.\d+/, ''), ...file }));
  const pem = join(demo, 'demo-keys', key, `${key}.pem`);
  execFileSync(config.program, ['sign', path, '--key', pem, '--server', address, '--yes', '-o', `${path}.signed`], { stdio: 'ignore' });
  execFileSync(config.program, ['submit', `${path}.signed`, '--server', address, '--yes'], { stdio: 'ignore' });
}
