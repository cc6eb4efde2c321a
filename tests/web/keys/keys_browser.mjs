// SPDX-License-Identifier: Apache-2.0
// The browser that tests the page of keys: people with a browser each, what they do on the page, and how
// the page looks at that moment: axe, no sideways scroll at 320, and pictures where they are asked for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const config = JSON.parse(process.argv[2]);
export const problems = [];
export const browser = await chromium.launch({ executablePath: config.chromium, args: ['--no-sandbox'] });

// Somebody at a computer of their own, in a language.
export class Person {
  static async at(server, language, options = {}) {
    const { init, ...more } = options;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...more });
    const person = new Person(server, language, context, await context.newPage());
    if (init) await person.page.addInitScript(init);
    await person.open();
    return person;
  }

  constructor(server, language, context, page) {
    Object.assign(this, { server, language, context, page });
    this.messages = server.words(language);
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 40\d|ERR_EMPTY_RESPONSE/.test(message.text())) problems.push(`${language}: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`${language}: ${error}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.address) && !/^(data|blob):/.test(request.url())) problems.push(`asks ${request.url()}`);
    });
  }

  // The same address again would be no visit.
  async open(hash = '') {
    const address = `${this.server.address}/${this.language}/my/keys${hash}`;
    if (this.page.url() === address) await this.page.reload({ waitUntil: 'load' });
    else await this.page.goto(address, { waitUntil: 'load' });
  }

  close() {
    return this.context.close();
  }

  // The catalogue's words for a key of the page, with values.
  say(name, values = {}) {
    return this.messages[`keys.${name}`].replace(/\{(\w+)\}/g, (whole, value) => String(values[value] ?? whole));
  }

  async sees(text) {
    await this.page.waitForFunction((wanted) => document.querySelector('main').innerText.includes(wanted), text, { timeout: 20_000 })
      .catch(() => assert.fail(`${this.language}: the page does not say “${text}”:\n${this.page.url()}`));
  }

  async seesWords(name, values = {}) {
    await this.sees(this.say(name, values));
  }

  // A link to a view, or a button, by its words.
  async press(name, values = {}) {
    const text = this.say(name, values);
    await this.page.locator('main').getByText(text, { exact: true }).and(this.page.locator('a, button')).first().click();
  }

  async fill(name, text) {
    await this.page.getByLabel(this.say(name), { exact: true }).first().fill(text);
  }

  async choose(text) {
    await this.page.locator('.choice label', { hasText: text }).first().click();
  }

  async chooseFile(name, path) {
    await this.page.getByLabel(this.say(name), { exact: true }).setInputFiles(path);
  }

  // What the browser saves when the button is pressed; its path.
  async save(name, folder) {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.press(name)]);
    const path = join(folder, `${this.language}-${Date.now()}-${download.suggestedFilename()}`);
    await download.saveAs(path);
    return path;
  }

  async focused() {
    return this.page.evaluate(() => document.activeElement?.textContent ?? '');
  }

  // How the page looks now, on a screen and on a phone.
  async look(name) {
    const { page, language } = this;
    const where = `${language} ${name}`;
    await page.evaluate(axe);
    const found = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
    for (const { id, nodes } of found.violations)
      problems.push(`${where}: ${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) problems.push(`${where}: scrolls sideways by ${wide} at ${width}`);
      if (config.shots) await page.screenshot({ path: join(config.shots, `${name}.${language}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
}
