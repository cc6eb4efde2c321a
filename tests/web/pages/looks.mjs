// SPDX-License-Identifier: Apache-2.0
// How pages look: WCAG 2.2 A and AA by axe, no sideways scroll on narrow phones, dark, and with the colours that a
// reader's system forces on all pages.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { address, axe, browser, config, openPage, problems } from './browser.mjs';
import { contrast } from './figures.mjs';

const kLanguages = ['en', 'ar', 'fr', 'ru', 'es', 'zh'];
const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const kNarrow = 320; // CSS pixels: WCAG 1.4.10
const kAtOnce = 2;
// Where every colour is used that text has.
const kColourful = ['', 'pledges', 'pledges/2023-0001', 'compare?from=2023-12-31&to=2025-12-31', 'verify', 'nowhere'];

async function checkAxe(page, where, options) {
  await page.evaluate(() => document.querySelectorAll('details:not(.languages)').forEach((details) => { details.open = true; }));
  await page.evaluate(axe);
  const found = await page.evaluate((asked) => window.axe.run(document, { ...asked, resultTypes: ['violations'] }), options);
  for (const violation of found.violations)
    problems.push(`${where}: ${violation.id}: ${violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

async function checkWidth(page, where) {
  await page.evaluate(() => document.querySelectorAll('details:not(.fold, .languages)').forEach((details) => { details.open = false; }));
  await page.setViewportSize({ width: kNarrow, height: 900 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) problems.push(`${where}: scrolls sideways by ${wide} at ${kNarrow}`);
}

// A figure that a drawing cuts off is a wrong figure.
async function checkTexts(page, where) {
  const cut = await page.evaluate(() => [...document.querySelectorAll('svg.chart text')].filter((text) => {
    const [inner, outer] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
    return inner.width > 0 && (inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1);
  }).map((text) => text.textContent));
  if (cut.length > 0) problems.push(`${where}: its drawing cuts off: ${cut.join(', ')}`);
}

async function shoot(page, path, language, width) {
  if (!config.shots) return;
  const name = `${path.replaceAll(/[^a-z0-9]+/gi, '-') || 'dashboard'}.${language}-${width}.png`;
  await page.screenshot({ path: join(config.shots, name), fullPage: true });
}

// All pages in English on a screen and in Arabic on a phone are checked by axe, each also in one of the other
// languages; their markup is the same, and their words differ. Colours are the same in all, and take the longest.
// The sideways scroll is measured in all.
function visits() {
  return config.pages.flatMap((path, i) => kLanguages.map((language, at) => ({
    path,
    language,
    width: language === 'en' ? 1280 : 390,
    has_axe: at < 2 || at - 2 === i % (kLanguages.length - 2),
  })));
}

// Several pages at once: one that waits leaves the processor to another. A page takes long to open, so each goes
// from address to address.
async function inBatches(options, items, visit) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const waiting = [...items];
  await Promise.all(Array.from({ length: kAtOnce }, async () => {
    const page = await context.newPage();
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await visit(page, item);
  }));
  await context.close();
}

export async function lookAtPages() {
  await inBatches({}, visits(), async (page, { path, language, width, has_axe }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${address}/${language}/${path}`, { waitUntil: 'load' });
    if (has_axe) {
      const rules = { 'color-contrast': { enabled: language === 'en' } };
      await checkAxe(page, `${language} ${width} /${path}`, { runOnly: kRules, rules });
    }
    await checkTexts(page, `${language} ${width} /${path}`);
    await shoot(page, path, language, width);
    await checkWidth(page, `${language} /${path}`);
    await checkTexts(page, `${language} ${kNarrow} /${path}`);
    await shoot(page, path, language, kNarrow);
  });
}

// The colours of drawn parts and of what they stand on.
const kColours = () => [...document.querySelectorAll('.amounts rect.announced, .bar rect:not(.ground), .chart rect[class]')]
  .filter((part) => part.getBoundingClientRect().width > 0)
  .map((part) => ({ part: part.outerHTML.slice(0, 80), fill: getComputedStyle(part).fill, paper: getComputedStyle(document.body).backgroundColor }));

export const looks = {
  async 'dark pages can be read'() {
    await inBatches({ colorScheme: 'dark', viewport: { width: 1280, height: 900 } }, kColourful, async (page, path) => {
      await page.goto(`${address}/en/${path}`, { waitUntil: 'load' });
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.ok(contrast(paper, 'rgb(0, 0, 0)') < 3, `${path} is not dark: ${paper}`);
      await checkAxe(page, `dark /${path}`, { runOnly: { type: 'rule', values: ['color-contrast'] } });
    });
  },

  async 'charts are seen in the colours that a system forces'() {
    for (const colorScheme of ['light', 'dark']) {
      const page = await openPage('/en/', { forcedColors: 'active', colorScheme });
      assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
      const parts = await page.evaluate(kColours);
      assert.ok(parts.length > 20, `${parts.length} parts`);
      for (const { part, fill, paper } of parts)
        assert.ok(contrast(fill, paper) >= 3, `${colorScheme}: ${part}: ${fill} on ${paper}`);
      await page.focus('.hero button');
      assert.notEqual(await page.$eval('.hero button', (button) => getComputedStyle(button).borderStyle), 'none');
      await page.close();
    }
  },
};
