// SPDX-License-Identifier: Apache-2.0
// The browser that tests pages with forms: a person at a computer, on the demonstration itself; what the person does by
// the catalogue's words; how the page looks at that moment: axe, no sideways scroll at 320; and what others do meanwhile,
// with the program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const RULES = [...AA, 'best-practice'];

export const config = JSON.parse(process.argv[2]);
export const problems = [];
// Browsers trust what they find in their home directory.
const env = config.home ? { ...process.env, HOME: config.home } : process.env;
export const browser = await chromium.launch({ executablePath: config.chromium, args: ['--no-sandbox'], env });

export const json = async (path) => (await fetch(config.address + path)).json();

// The key of a party of the demonstration.
export const keyFile = (party) => join(config.keys, party, `${party}.pem`);

// Where the program finds the server.
export const server = ['--server', config.address, ...(config.ca ? ['--ca', config.ca] : [])];

// The program, without a question.
export function run(...options) {
  return execFileSync(config.program, [...options, '--yes', ...server], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const begun = Date.now();
export const mark = begun.toString(36); // of what this run makes

export async function tried(name, scenario) {
  try {
    await scenario();
    console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s: ${name}`);
  } catch (error) {
    problems.push(`${name}: ${error.stack}`);
  }
}

// `isProblem`: which of the problems count.
export async function end(isProblem = () => true) {
  await browser.close();
  const left = problems.filter(isProblem);
  for (const problem of left) console.log(problem);
  process.exit(left.length === 0 ? 0 : 1);
}

export class Writer {
  static async at(language, width) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true, locale: 'en-US' });
    return new this(language, width, context, await context.newPage());
  }

  constructor(language, width, context, page) {
    Object.assign(this, { language, width, context, page });
    this.words = JSON.parse(readFileSync(join(process.cwd(), `i18n/${language}.json`), 'utf8'));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d|net::ERR/.test(message.text())) problems.push(`${language}: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`${language}: ${error}`));
    page.on('dialog', (dialog) => (problems.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  }

  open(path) {
    return this.page.goto(`${config.address}/${this.language}/${path}`, { waitUntil: 'load' });
  }

  say(key, values = {}) {
    return (this.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, value) => String(values[value] ?? whole));
  }

  // But for kinds of blanks, and for marks of direction.
  async sees(text) {
    const plain = (each) => each.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u2066-\u2069]/g, '');
    await this.page
      .waitForFunction((wanted) => document.querySelector('main').innerText.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u2066-\u2069]/g, '').includes(wanted), plain(text), { timeout: 20_000 })
      .catch(async () => assert.fail(`${this.language}: the page does not say “${text}”:\n${await this.page.evaluate(() => document.querySelector('main').innerText.slice(0, 3000))}`));
  }

  seesWords(key, values) {
    return this.sees(this.say(key, values));
  }

  // A link or a button that is shown, by its words. A click stays with the one it found, even when the page hides that
  // one and shows another with the same words: then look again.
  async press(key, values) {
    const text = this.say(key, values);
    const found = this.page.locator('main').getByText(text, { exact: true }).and(this.page.locator('a, button')).locator('visible=true').first();
    const isHidden = (error) => /element is not visible|was detached/.test(error.message);
    await found.click({ timeout: 5_000 }).catch((error) => (isHidden(error) ? found.click() : Promise.reject(error)));
  }

  field(key, values) {
    const controls = this.page.locator('input, textarea, select');
    return this.page.getByLabel(this.say(key, values), { exact: true }).and(controls).locator('visible=true').first();
  }

  async fill(key, text, values) {
    await this.field(key, values).fill(text);
    await this.field(key, values).blur();
  }

  async choose(key) {
    await this.page.locator('.choice label', { hasText: new RegExp(`^${this.say(key)}`) }).locator('visible=true').first().click();
  }

  // The refusal beside a field, once the ledger or the page has said it.
  async seesRefusal(key) {
    const mark = this.page.locator('main p.refusal-mark', { hasText: this.say(key) }).locator('visible=true').first();
    await mark.waitFor({ timeout: 20_000 }).catch(async () => assert.fail(`${this.language}: no refusal “${this.say(key)}” beside a field`));
    const id = await mark.getAttribute('id');
    const control = this.page.locator(`[aria-describedby~="${id}"]`);
    assert.equal(await control.getAttribute('aria-invalid'), 'true', 'the field says that it is wrong');
  }

  async seesNoRefusal() {
    await this.page.waitForFunction(() => [...document.querySelectorAll('main p.refusal-mark')].every((mark) => mark.offsetParent === null), undefined, { timeout: 20_000 });
  }

  async restoreKey(file, name = 'Office laptop') {
    await this.open('my/keys#restore');
    await this.seesWords('keys.restore.sub');
    await this.field('keys.restore.file').setInputFiles(file);
    await this.fill('keys.make.name', name);
    await this.press('keys.restore.go');
    await this.seesWords('keys.test.good');
  }

  // From the sheet, which is looked at where it has a name, to the record, and back to the overview by its button: the
  // form's own link may have the same words, and goes when the record is known.
  async signAndReturn(kind, overview, look = '') {
    await this.seesWords('sign.trial.title.accepted');
    if (look !== '') await this.look(look, AA);
    await this.page.check('.consent input');
    await this.press(`sign.act.${kind}`);
    await this.page.locator('.sheet h2', { hasText: /\d{3}/ }).waitFor({ timeout: 20_000 });
    await this.page.getByRole('button', { name: this.say(`${overview}.all`), exact: true }).click();
    await this.seesWords(`${overview}.stands`);
  }

  focused() {
    return this.page.evaluate(() => document.activeElement?.textContent ?? '');
  }

  // The notes beside the sheet stand before its heading: of signing, whose tests ask for AA alone.
  async look(name, rules = RULES) {
    const { page, language } = this;
    const where = `${language} ${name}`;
    await page.evaluate(axe);
    const found = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), rules);
    for (const { id, nodes } of found.violations)
      problems.push(`${where}: ${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) problems.push(`${where}: scrolls sideways by ${wide} at ${width}`);
      if (config.shots && width !== 320) await page.screenshot({ path: join(config.shots, `${name}.${language}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: this.width, height: 900 });
  }
}
