// SPDX-License-Identifier: Apache-2.0
// An officer in a browser, with keys; from the sheet to the record; and what the read models say then.
import assert from 'node:assert/strict';
import { AA, json, keyFile, Writer } from '../form_page/writer_browser.mjs';

export async function officer(language, width, ...keys) {
  const writer = await Writer.at(language, width);
  for (const key of keys) {
    await writer.restoreKey(keyFile(key), `${key} laptop`);
    await writer.page.goto('about:blank');
  }
  return writer;
}

// From the sheet to the record; the page says then where to go on.
export async function sign(writer, act, name) {
  const { page } = writer;
  await writer.seesWords('sign.trial.title.accepted');
  if (name !== undefined) await writer.look(name, AA);
  await page.check('.consent input');
  await writer.press(act);
  await page.waitForFunction(() => document.querySelector('.sheet-place ~ .actions:not([hidden])') !== null, undefined, { timeout: 20_000 });
}

// As far as this browser can: the rest signs elsewhere.
export async function signHalf(writer, act) {
  await writer.seesWords('sign.trial.title.accepted');
  await writer.page.check('.consent input');
  await writer.press(act);
  await writer.seesWords('sign.half.title');
}

// The read models follow the log.
export async function becomes(id, name, value) {
  for (let i = 0; i < 50; ++i) {
    const { pledge } = await json(`/api/v1/pledges/${id}`);
    if (pledge[name] === value) return pledge;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return assert.fail(`${id}: ${name} does not become ${value}`);
}
