// SPDX-License-Identifier: Apache-2.0
// Browsers and ledgers that do not help: the page says what is missing and what to do.
import assert from 'node:assert/strict';
import { config, Person } from './keys_browser.mjs';
import { makeKey } from './life.mjs';

const WITHOUT = {
  insecure: () => Object.defineProperty(window, 'isSecureContext', { value: false }),
  no_ed25519: () => {
    crypto.subtle.constructor.prototype.generateKey = () => Promise.reject(new DOMException('', 'NotSupportedError'));
  },
  no_storage: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('', 'SecurityError');
    };
  },
};

export const edges = {
  async 'a browser that can make no keys says so'(server, language) {
    for (const [name, init] of Object.entries(WITHOUT)) {
      const person = await Person.at(server, language, { init });
      await person.seesWords(`fault.${name}`);
      await person.look(`without-${name}`);
      await person.close();
    }
  },

  async 'a browser that does not keep a key loses none'(server, language) {
    const person = await Person.at(server, language, {
      init: () => {
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (...given) {
          if (window.isWilling) return put.apply(this, given);
          throw new DOMException('The object can not be cloned.', 'DataCloneError');
        };
      },
    });
    await person.open('#make');
    await makeKey(person, 'Private window');
    await person.seesWords('fault.not_stored');
    await person.look('not-stored');
    await person.page.evaluate(() => { window.isWilling = true; });
    await person.press('again');
    await person.seesWords('test.good');
    await person.close();
  },

  async 'without scripts the page says what is needed'(server, language) {
    const person = await Person.at(server, language, { javaScriptEnabled: false });
    const text = await person.page.textContent('main');
    for (const name of ['no_script', 'lost.note', 'where.gone', 'program.note']) assert.ok(text.includes(person.say(name)), name);
    assert.equal(await person.page.locator('[data-keys] .warning:visible').count(), 1);
    await person.close();
  },

  async 'without its words the page says so'(server, language) {
    const person = await Person.at(server, language, { init: () => { window.fetch = () => Promise.reject(new TypeError()); } });
    await person.seesWords('failed');
    await person.close();
  },

  async 'a ledger that does not answer takes no key away'(server, language) {
    const person = await Person.at(server, language);
    await person.open('#make');
    await makeKey(person, 'Office laptop');
    await person.seesWords('test.good');
    server.isSilent = true;
    await person.open();
    await person.seesWords('list.silent_note');
    await person.look('silent');
    await person.page.locator('.key-list h3').waitFor();
    server.isSilent = false;
    await person.press('again');
    await person.seesWords('state.unknown');
    await person.close();
  },

  async 'a key that no longer signs is said to be broken'(server, language) {
    const person = await Person.at(server, language);
    await person.open('#make');
    await makeKey(person, 'Office laptop');
    await person.seesWords('test.good');
    await person.page.addInitScript(() => {
      crypto.subtle.constructor.prototype.sign = () => Promise.reject(new DOMException('', 'OperationError'));
    });
    await person.open();
    await person.seesWords('state.broken');
    assert.equal(await person.page.locator('a[href^="#register"]').count(), 0);
    await person.look('broken');
    await person.close();
  },

  // No mouse: Tab, Enter and Space alone.
  async 'a key is made with the keyboard'(server, language) {
    const person = await Person.at(server, language);
    const { keyboard } = person.page;
    const until = async (text) => {
      for (let i = 0; i < 60; ++i) {
        const now = await person.page.evaluate(() => {
          const at = document.activeElement;
          return at.labels?.[0]?.textContent ?? at.textContent ?? '';
        });
        if (now.trim() === text) return;
        await keyboard.press('Tab');
      }
      assert.fail(`Tab does not reach “${text}”`);
    };
    await person.seesWords('list.empty');
    await until(person.say('list.make'));
    await keyboard.press('Enter');
    await person.seesWords('make.intro');
    assert.equal(await person.focused(), person.say('make.title'));
    await until(person.say('make.name'));
    await keyboard.type('Keyboard');
    for (const name of ['make.passphrase', 'make.again']) {
      await until(person.say(name));
      await keyboard.type('river fence lantern 40');
    }
    await keyboard.press('Enter');
    await person.seesWords('save.note');
    assert.equal(await person.focused(), person.say('save.title'));
    await until(person.say('save.button'));
    const [download] = await Promise.all([person.page.waitForEvent('download'), keyboard.press('Enter')]);
    const text = (await (await download.createReadStream()).toArray()).join('');
    await until(person.say('save.next'));
    await keyboard.press('Enter');
    await person.seesWords('check.note');
    await until(person.say('check.words'));
    await keyboard.type(/: (\w{5} \w{5})\n/.exec(text)[1]);
    await keyboard.press('Enter');
    await person.seesWords('test.good');
    assert.equal((await person.focused()).trim(), person.say('test.good'));
    await person.page.goBack();
    await person.page.waitForSelector('.key-list');
    await person.close();
  },

  async 'a key survives the end of the browser'(server, language, chromium) {
    const folder = `${config.folder}/profile`;
    const options = { executablePath: config.chromium, args: ['--no-sandbox'], acceptDownloads: true };
    let context = await chromium.launchPersistentContext(folder, options);
    let person = new Person(server, language, context, await context.newPage());
    await person.open('#make');
    await makeKey(person, 'Lasting');
    await person.seesWords('test.good');
    await context.close();
    context = await chromium.launchPersistentContext(folder, options);
    person = new Person(server, language, context, await context.newPage());
    await person.open();
    await person.sees('Lasting');
    await person.press('action.register');
    await person.seesWords('register.who');
    await context.close();
  },
};
