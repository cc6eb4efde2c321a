// SPDX-License-Identifier: Apache-2.0
// Person: somebody of the story at a computer: with a mouse, or with the keyboard alone. What a person does is said by the
// catalogue's words; how the hands do it, by Mouse or Keyboard.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { config, Writer } from '../form_page/writer_browser.mjs';

const TABS_MAX = 400;

const Mouse = {
  press: (_, target) => target.click(),
  type: (_, target, text) => target.fill(text),
  tick: (_, target) => target.check(),
  choose: (_, target) => target.check(),
  pick: (_, target, value) => target.selectOption(value),
};

// Tab alone moves; the target has the focus before a key is pressed for it. It is looked up anew each time: the page may
// draw it again meanwhile.
async function reach(page, target) {
  const passed = [];
  for (let i = 0; i < TABS_MAX; ++i) {
    if (await target.evaluate((element) => document.activeElement === element)) return;
    await page.keyboard.press('Tab');
    passed.push(await page.evaluate(() => `${document.activeElement.tagName} ${(document.activeElement.textContent || document.activeElement.id).slice(0, 30)}`));
  }
  assert.fail(`Tab does not reach ${await target.evaluate((element) => element.outerHTML.slice(0, 300))}: ${passed.slice(0, 60).join(' | ')}`);
}

const Keyboard = {
  async press(page, target) {
    await reach(page, target);
    await page.keyboard.press('Enter');
  },
  async type(page, target, text) {
    await reach(page, target);
    // A day, in the order of the browser's own language, which is American English here.
    const isDay = (await target.getAttribute('type')) === 'date';
    if (!isDay) await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(isDay ? text.replace(/^(\d+)-(\d+)-(\d+)$/, '$2$3$1') : text);
    assert.equal(await target.inputValue(), text);
  },
  async tick(page, target) {
    await reach(page, target);
    await page.keyboard.press('Space');
    assert.equal(await target.isChecked(), true);
  },
  // Tab goes to the chosen radio of a group, or to its first; the arrows go on.
  async choose(page, target) {
    const group = page.locator(`input[name="${await target.getAttribute('name')}"]`);
    const chosen = group.and(page.locator(':checked'));
    await reach(page, (await chosen.count()) > 0 ? chosen : group.first());
    for (let i = 0; i < 40 && !(await target.isChecked()); ++i) await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown');
    assert.equal(await target.isChecked(), true);
  },
  // A browser forgets what was typed after a second, so slow hands begin again.
  async pick(page, target, value) {
    const text = await target.locator(`option[value="${value}"]`).textContent();
    for (let i = 0; i < 3 && (await target.inputValue()) !== value; ++i) {
      if (i > 0) await page.waitForTimeout(1_500);
      await reach(page, target);
      await page.keyboard.type(text);
    }
    assert.equal(await target.inputValue(), value, `typing “${text}” chooses another one`);
  },
};

export class Person extends Writer {
  static hands = Mouse;

  static useKeyboard() {
    Person.hands = Keyboard;
  }

  static async withKey(language, width, ...files) {
    const person = await Person.at(language, width);
    for (const [i, file] of files.entries()) {
      await person.restoreKey(file, `Computer ${i + 1}`);
      await person.page.goto('about:blank');
    }
    return person;
  }

  get #hands() {
    return Person.hands;
  }

  button(text) {
    return this.page.locator('main').getByText(text, { exact: true }).and(this.page.locator('a, button, summary')).locator('visible=true').first();
  }

  async press(key, values) {
    await this.pressText(this.say(key, values));
  }

  async pressText(text) {
    await this.pressAt(this.button(text));
  }

  async pressAt(target) {
    await target.waitFor();
    await this.#hands.press(this.page, target);
  }

  async fill(key, text, values) {
    const target = this.field(key, values);
    await this.#hands.type(this.page, target, text);
    await target.blur();
  }

  async pick(key, value, values) {
    await this.#hands.pick(this.page, this.field(key, values), value);
  }

  async tick(selector) {
    await this.#hands.tick(this.page, this.page.locator(selector).locator('visible=true').first());
  }

  // One radio or one box of several, by the words that its label begins with.
  async choose(key, values) {
    const words = this.say(key, values).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const label = this.page.locator('.choice label', { hasText: new RegExp(`^${words}`) }).locator('visible=true').first();
    const id = await label.getAttribute('for');
    return this.chooseAt(this.page.locator(`[id="${id}"]`));
  }

  async chooseAt(target) {
    if ((await target.getAttribute('type')) === 'checkbox') return this.#hands.tick(this.page, target);
    return this.#hands.choose(this.page, target);
  }

  async chooseFiles(key, ...paths) {
    await this.field(key).setInputFiles(paths);
  }

  // What the browser saves at the press of a button; its path.
  async save(key, values) {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.press(key, values)]);
    const path = join(config.folder, `${Date.now()}-${download.suggestedFilename()}`);
    await download.saveAs(path);
    return path;
  }

  close() {
    return this.context.close();
  }
}
