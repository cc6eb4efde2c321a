// SPDX-License-Identifier: Apache-2.0
// How the sheet looks, in every language, wide and narrow, and in the dark.
import assert from 'node:assert/strict';
import { checkAxe, checkWidth, draftOf, open, openSheet, shoot, tried } from './sheet_browser.mjs';

export const looks = {
  async 'the sheet looks well in every language'() {
    for (const [language, width] of [['en', 1280], ['ar', 1280], ['en', 390], ['ar', 390], ['fr', 390], ['ru', 390], ['es', 1280], ['zh', 390]]) {
      const page = await open({ language, width });
      await openSheet(page, draftOf());
      await page.waitForFunction(() => document.querySelector('.trial .note p')?.textContent.includes('1'));
      const text = await page.textContent('#sheet');
      assert.ok(!/sign\.[a-z]+\.|\{[a-z]+\}/.test(text.replace(/\{".*\}/s, '')), `${language}: ${/sign\.[a-z.]+|\{[a-z]+\}/.exec(text)}`);
      await shoot(page, `sheet.${language}-${width}`);
      await checkWidth(page, `the sheet in ${language}`);
      await checkAxe(page, `the sheet in ${language}`, language);
      await page.fill('#amount', '7.5m');
      await page.evaluate((draft) => window.page.open(draft), draftOf());
      await page.waitForSelector('.refusals');
      await shoot(page, `refusals.${language}-${width}`);
      await checkAxe(page, `refusals in ${language}`, language);
      await checkWidth(page, `refusals in ${language}`);
      await page.context().close();
    }
  },

  async 'the sheet in the dark'() {
    const page = await open({ colorScheme: 'dark' });
    await openSheet(page, draftOf());
    await tried(page);
    await shoot(page, 'sheet.dark-1280');
    await checkAxe(page, 'the dark sheet', 'en');
    await page.context().close();
  },
};
