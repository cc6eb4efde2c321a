// SPDX-License-Identifier: Apache-2.0
// The dashboard and what it leads to, as people use them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { address, config, openPage } from './browser.mjs';
import { rows, usd } from './figures.mjs';

export const dashboard = {
  async 'a figure leads to the pledges that add up to it'() {
    const page = await openPage('/en/');
    const headline = usd(await page.textContent('h1 a'));
    await page.click('h1 a');
    await page.waitForURL('**/en/pledges*');
    const listed = usd(await page.textContent('.sum'));
    assert.equal(listed, headline);
    const csv = await (await page.request.get(`${address}/en/pledges.csv`)).text();
    const sum = rows(csv).filter((row) => row.in_totals === 'yes').reduce((total, row) => total + Number(row.announced_usd), 0);
    assert.ok(Math.abs(sum - headline) <= 0.005e9, `${sum} is not ${headline}`);
    await page.close();
  },

  async 'each focus area of the dashboard has the pledges of its list'() {
    const page = await openPage('/en/');
    const areas = await page.$$eval('#what ~ *, section[aria-labelledby=what] tbody tr', (trs) =>
      trs.filter((tr) => tr.tagName === 'TR').map((tr) => [tr.querySelector('a').getAttribute('href'), tr.cells[1].textContent]));
    assert.equal(areas.length, 4);
    for (const [href, count] of areas) {
      await page.goto(address + href);
      assert.equal(await page.textContent('.sum b'), count, href);
    }
    await page.close();
  },

  async 'one goes back to a date and forward again'() {
    const page = await openPage('/en/');
    const now = await page.textContent('.keys dd');
    await page.fill('#as-of', '2023-06-30');
    await page.click('.when button[type=submit]');
    await page.waitForURL('**as_of=2023-06-30**');
    assert.match(await page.textContent('.past'), /This page shows 30 June 2023/);
    const then = await page.textContent('.keys dd');
    assert.ok(Number(then) < Number(now), `${then} then, ${now} now`);
    await page.click('.past a');
    await page.waitForURL((url) => !url.search.includes('as_of'));
    assert.equal(await page.textContent('.keys dd'), now);
    await page.close();
  },

  async 'the slider goes by months with the keyboard'() {
    const page = await openPage('/en/');
    await page.focus('.ruler input');
    await page.keyboard.press('PageDown');
    await page.waitForURL('**as_of=**');
    assert.match(await page.textContent('.past'), /This page shows/);
    await page.close();
  },

  async 'the difference of two dates adds up'() {
    const page = await openPage('/en/compare?from=2023-12-31&to=2025-12-31');
    const api = async (day) => {
      const answer = await (await page.request.get(`${address}/api/v1/summary?recorded=${day}`)).json();
      return Number(answer.totals.usd.announced ?? 0);
    };
    const steps = await page.$$eval('.bridge .value', (values) => values.map((value) => value.textContent));
    const signed = (text) => (text.startsWith('−') ? -1 : 1) * usd(text);
    const [first, added, changed, left, second] = steps.map(signed);
    assert.ok(Math.abs(first + added + changed + left - second) <= 0.02e9, steps.join(' '));
    assert.ok(Math.abs(first - (await api('2023-12-31'))) <= 0.005e9);
    assert.ok(Math.abs(second - (await api('2025-12-31'))) <= 0.005e9);
    await page.close();
  },

  async 'a country is found by its name in Arabic and Chinese'() {
    for (const [language, word] of [['ar', 'كينيا'], ['zh', '肯尼亚'], ['ru', 'Кения']]) {
      const page = await openPage(`/${language}/countries`);
      assert.ok((await page.textContent('main')).includes(word), `${language}: ${word}`);
      await page.close();
    }
  },

  async 'an export is verified with the network cut'() {
    // A context of its own: the network is cut for all pages of one.
    const page = await openPage('/en/verify', { locale: 'en-GB' });
    await page.waitForSelector('#trust-text');
    const out = join(config.folder, 'export.json');
    execFileSync(config.program, ['export', '--stream', 'pledge/2023-0001', '-o', out, '--server', address]);
    const key = JSON.parse(execFileSync(config.program, ['show', '0', '--json', '--server', address])).statement.body.log_key;
    await page.context().setOffline(true);
    await page.fill('#trust-text', key);
    await page.click('[data-verify] form button[type=submit]');
    await page.setInputFiles('#file', out);
    await page.waitForSelector('#verdict');
    assert.equal(await page.$('.verdict.bad'), null, await page.textContent('.verdict'));
    await page.close();
  },

  async 'a record is checked in the browser, with keys that it remembers'() {
    const page = await openPage('/en/pledges/2023-0001');
    await page.click('.proof a[href$="#check"]');
    await page.waitForSelector('#trust-text');
    assert.equal(await page.$('#verdict'), null);
    const key = JSON.parse(execFileSync(config.program, ['show', '0', '--json', '--server', address])).statement.body.log_key;
    await page.fill('#trust-text', key);
    await page.click('[data-receipt] form button[type=submit]');
    const marks = async () => {
      await page.waitForSelector('#verdict');
      assert.equal(await page.$('.verdict.bad'), null, await page.textContent('.verdict'));
      return page.$$eval('[data-receipt] .steps li:not(.no)', (items) => items.map((item) => item.textContent));
    };
    const checked = await marks();
    assert.equal(checked.length, 4, checked.join('; '));
    assert.match(checked[3], /Signatures/);
    await page.reload();
    assert.deepEqual(await marks(), checked);
    await page.close();
  },

  async 'a record that was changed on its way is found out'() {
    const page = await openPage('/en/records/20');
    await page.waitForSelector('#trust-text');
    const key = JSON.parse(execFileSync(config.program, ['show', '0', '--json', '--server', address])).statement.body.log_key;
    await page.route('**/api/v1/receipts/20', async (route) => {
      const answer = await route.fetch();
      const text = await answer.text();
      await route.fulfill({ response: answer, body: text.replace(/^extra (.{80})(.)/m, (_, begin, c) => `extra ${begin}${c === 'A' ? 'B' : 'A'}`) });
    });
    await page.fill('#trust-text', key);
    await page.click('[data-receipt] form button[type=submit]');
    await page.waitForSelector('.verdict.bad');
    await page.close();
  },

  async 'the checkpoint behind a page has a page of its own'() {
    const page = await openPage('/en/', { scripts: false });
    await page.evaluate(() => { document.querySelector('.fold').open = true; });
    await page.click('.behind a[href*="/checkpoints/"]');
    const size = /checkpoints\/(\d+)/.exec(page.url())[1];
    assert.equal((await (await page.request.get(`${address}/checkpoint`)).text()).split('\n')[1], size);
    await page.click('.downloads a[href*="recorded="]');
    await page.waitForSelector('.past');
    await page.close();
  },

  async 'a pledge, a member, a country and a focus area have feeds'() {
    for (const path of ['pledges/2023-0001', 'members/huawei', 'countries/KEN', 'focus-areas/access']) {
      const page = await openPage(`/ar/${path}`);
      const href = await page.getAttribute('link[type="application/atom+xml"]', 'href');
      const entries = await page.evaluate(async (feed) => {
        const text = await (await fetch(feed)).text();
        const document = new DOMParser().parseFromString(text, 'application/xml');
        return document.querySelector('parsererror') ? null : document.querySelectorAll('entry > title').length;
      }, href);
      assert.ok(entries > 0 && entries <= 50, `${path}: ${entries}`);
      await page.close();
    }
  },

  async 'an open page says that records were added'() {
    const page = await openPage('/en/');
    const before = await page.textContent('.keys dd');
    const keys = join(config.folder, 'demo', 'demo-keys');
    execFileSync(config.program, ['message', '2023-0001', '--text', 'A question, for the test.', '--topic', 'question', '--key',
      join(keys, 'auditor-1', 'auditor-1.pem'), '--server', address, '--yes']);
    await page.waitForFunction(() => /new record/.test(document.querySelector('[data-live] span').textContent), null, { timeout: 10_000 });
    assert.equal(await page.textContent('.keys dd'), before);
    await page.click('[data-live] a');
    await page.waitForSelector('.feed');
    await page.close();
  },

  async 'the map is part of the page where scripts run'() {
    const page = await openPage('/en/');
    await page.evaluate(() => document.querySelector('.map').scrollIntoView());
    await page.waitForSelector('svg.map a');
    await page.locator('svg.map a').first().focus();
    await page.close();
  },

  async 'nothing is too large for a slow network'() {
    const page = await openPage('/en/');
    const html = gzipSync(await (await page.request.get(`${address}/en/`)).text()).length;
    const css = gzipSync(await (await page.request.get(address + (await page.getAttribute('link[rel=stylesheet]', 'href')))).text()).length;
    const script = gzipSync(await (await page.request.get(address + (await page.getAttribute('script[src]', 'src')))).text()).length;
    const map = gzipSync(await (await page.request.get(`${address}/en/map.svg`)).text()).length;
    console.log(`gzip: page ${html}, styles ${css}, script ${script}, map ${map} bytes`);
    assert.ok(html <= 15_000 && css <= 10_000 && script <= 45_000 && map <= 30_000);
    await page.close();
  },

  async 'nothing moves while a page loads'() {
    for (const width of [390, 1280]) {
      const page = await openPage('/en/', { width });
      const shift = await page.evaluate(() => new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 800);
      }));
      assert.ok(shift <= 0.02, `${width}: ${shift}`);
      await page.close();
    }
  },
};
