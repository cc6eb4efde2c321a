// SPDX-License-Identifier: Apache-2.0
// How people find a pledge and take its figures away: by a word in their language, by a filtered
// list as a file, and with the keyboard alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { address, openPage } from './browser.mjs';
import { halfUnit, rows, usd } from './figures.mjs';

// The line above a list: what it counts, and what it adds up.
async function sumOf(page) {
  const parts = await page.$$eval('.sum > span', (spans) => spans.map((span) => span.textContent));
  const amounts = parts.filter((part) => /^\w+ USD/.test(part)).map((part) => [part.split(' ')[0], part]);
  const without = parts.filter((part) => part.startsWith('and ')).map((part) => part.split(' ')[1]);
  return { count: Number(parts[0].split(' ')[0]), amounts, without };
}

const link = (page, label) => page.getAttribute(`.list-tools a:text-is("${label}")`, 'href');

// Presses Tab until an element that matches has the focus. On the way each focus must be seen.
async function tabTo(page, selector, most = 120) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((wanted) => {
      const element = document.activeElement;
      // A clock of the band shows its focus on the words beside the button.
      const shown = element.matches('[type=radio]') ? element.closest('label') : element;
      const box = shown.getBoundingClientRect();
      const styles = [element, shown, ...shown.querySelectorAll('span')].map((each) => getComputedStyle(each));
      return {
        is: element.matches(wanted),
        name: element.outerHTML.slice(0, 120),
        outlined: styles.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
        inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      };
    }, selector);
    assert.ok(at.outlined, `the focus is not seen: ${at.name}`);
    assert.ok(at.inside, `the focus is out of sight: ${at.name}`);
    if (at.is) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

export const finding = {
  async 'a word finds a pledge in French, Arabic and Chinese, without scripts'() {
    for (const [language, word, pledge] of [['fr', 'ECOLE', 'example-15'], ['ar', 'المعلم', 'example-16'], ['zh', '老年人', 'example-17']]) {
      const page = await openPage(`/${language}/`, { scripts: false });
      await page.fill('#q', word);
      await page.click('.hero button');
      await page.waitForURL(`**/${language}/search?q=*`);
      const links = await page.$$eval('.hits a', (all) => all.map((each) => each.getAttribute('href')));
      assert.ok(links.includes(`/${language}/pledges/${pledge}`), `${word} finds ${links.join(' ')}`);
      await page.click(`.hits a[href="/${language}/pledges/${pledge}"]`);
      await page.waitForURL(`**/${language}/pledges/${pledge}`);
      const direction = await page.$eval('h1 bdi', (title) => getComputedStyle(title).direction);
      assert.equal(direction, language === 'ar' ? 'rtl' : 'ltr');
      // The list's own box finds the same.
      await page.goto(`${address}/${language}/pledges?q=${encodeURIComponent(word)}`);
      assert.ok(await page.$(`a.title[href^="/${language}/pledges/${pledge}"]`), `the list does not find ${word}`);
      await page.close();
    }
  },

  async 'the files of a filtered list add up to what the page shows'() {
    for (const filters of ['focus_area=access&status=IN_PROGRESS', 'q=africa', 'sector=private-sector&as_of=2025-06-30', 'status=WITHDRAWN']) {
      const page = await openPage(`/en/pledges?${filters}`);
      const shown = await sumOf(page);
      assert.ok(shown.count > 0, filters);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('.list-tools a:text-is("CSV")')]);
      assert.equal(download.suggestedFilename(), 'pledgebook-pledges.csv');
      const listed = rows(readFileSync(await download.path(), 'utf8'));
      assert.equal(listed.length, shown.count, filters);
      const counted = listed.filter((row) => row.in_totals === 'yes');
      const json = await (await page.request.get(`${address}${await link(page, 'JSON')}&per_page=1000`)).json();
      assert.equal(json.total, shown.count, filters);
      assert.deepEqual(json.rows.map((row) => row.id).sort(), listed.map((row) => row.id).sort());
      for (const [amount, text] of shown.amounts) {
        const sum = counted.reduce((total, row) => total + Number(row[`${amount}_usd`]), 0);
        assert.ok(Math.abs(sum - usd(text)) <= halfUnit(text), `${filters}: ${sum} is not ${text}`);
        assert.ok(Math.abs(sum - Number(json.totals.usd[amount] ?? 0)) < 0.01, `${filters}: ${sum} is not the answer's ${amount}`);
      }
      const without = counted.filter((row) => row.announced !== '' && row.announced_usd === '').map((row) => row.announced_currency);
      assert.deepEqual([...new Set(without)].sort(), shown.without.map((money) => money.slice(0, 3)), filters);
      await page.close();
    }
  },

  async 'the keyboard alone leads from the first page to a pledge'() {
    const page = await openPage('/en/');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    await tabTo(page, '#q');
    await page.keyboard.type('connect');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/search?q=connect');
    await page.focus('#main');
    await tabTo(page, '.hits a');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.pledge-head h1');
    await page.close();
  },

  async 'the keyboard alone chooses a filter, takes it away, and opens a pledge of the list'() {
    const page = await openPage('/en/pledges');
    const all = (await sumOf(page)).count;
    await page.focus('#main');
    await tabTo(page, '.facet input[type=checkbox]');
    await page.keyboard.press('Space');
    await tabTo(page, '.filters button[type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**focus_area=**');
    const some = (await sumOf(page)).count;
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    await page.focus('.chip');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.search.includes('focus_area'));
    assert.equal((await sumOf(page)).count, all);
    await page.focus('#sort');
    await tabTo(page, 'a.title');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.pledge-head h1');
    await page.close();
  },
};
