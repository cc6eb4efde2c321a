// SPDX-License-Identifier: Apache-2.0
// The key ceremony: ceremony.html from the ledger's page, opened from the disk with the network cut; its files make a
// ledger by the program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AA, config, Writer } from '../form_page/writer_browser.mjs';

const PASSPHRASE = 'harbour violet seventeen marmot';

// The file, as a person gets it: with the hash that the page gives.
async function saveFile(folder) {
  const reader = await Writer.at('en', 1280);
  await reader.open('my/keys/ceremony');
  await reader.look('ceremony-page');
  const link = reader.page.locator('a[download="ceremony.html"]');
  const bytes = Buffer.from(await (await fetch(new URL(await link.getAttribute('href'), config.address))).arrayBuffer());
  await reader.sees(createHash('sha256').update(bytes).digest('hex'));
  await reader.context.close();
  const path = join(folder, 'ceremony.html');
  writeFileSync(path, bytes);
  return path;
}

async function save(page, name, keys) {
  const folder = join(keys, name);
  mkdirSync(folder, { recursive: true });
  for (const file of [`${name}.pem`, `${name}.pub.pem`]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: `Save ${file}`, exact: true }).click()]);
    await download.saveAs(join(folder, file));
    chmodSync(join(folder, file), 0o600);
  }
  return join(folder, `${name}.pem`);
}

export async function holdsCeremony() {
  const folder = join(config.folder, 'ceremony');
  const keys = join(folder, 'keys');
  mkdirSync(keys, { recursive: true });
  const file = await saveFile(folder);
  const writer = await Writer.at('en', 1280);
  const { page, context } = writer;
  const asked = [];
  page.on('request', (request) => /^(?:file|blob|data):/.test(request.url()) || asked.push(request.url()));
  await context.setOffline(true);
  await page.goto(pathToFileURL(file).href);
  await writer.seesWords('ceremony.offline');
  await writer.field('ceremony.roots').selectOption('1');
  const cards = page.locator('.card');
  assert.equal(await cards.count(), 5);

  // A weak passphrase, and one that is typed otherwise the second time, are refused.
  const first = cards.nth(0);
  const type = async (card, one, two) => {
    await card.locator('input[type=password]').nth(0).fill(one);
    await card.locator('input[type=password]').nth(1).fill(two);
    await card.getByRole('button', { name: writer.say('ceremony.make') }).click();
  };
  await type(first, 'aaaaaaaaaaaaaaa', 'aaaaaaaaaaaaaaa');
  await writer.seesWords('keys.strength.simple');
  await type(first, PASSPHRASE, `${PASSPHRASE}.`);
  await writer.seesWords('keys.error.again');
  await writer.look('ceremony-refused', AA);

  const ids = new Map();
  for (const [i, name] of ['root-1', 'registrar', 'reviewer', 'auditor-1', 'auditor-2'].entries()) {
    const card = cards.nth(i);
    await type(card, PASSPHRASE, PASSPHRASE);
    await card.locator('.made').waitFor({ timeout: 60_000 });
    const saved = await save(page, name, keys);
    const other = ids.size > 0 ? join(keys, 'root-1', 'root-1.pem') : join(keys, name, `${name}.pub.pem`);
    await card.locator('input[type=file]').setInputFiles(other);
    await card.getByText(writer.say('ceremony.again_wrong', { file: `${name}.pem` })).waitFor();
    await card.locator('input[type=file]').setInputFiles(saved);
    await card.getByText(writer.say('ceremony.checked')).waitFor();
    ids.set(name, (await card.locator('.facts .mono').first().innerText()).replaceAll(/\s/g, ''));
  }
  await writer.field('ceremony.roots').selectOption('3');
  await writer.seesWords('ceremony.roots_fixed');
  await writer.look('ceremony-made', AA);
  const record = await page.locator('.record').innerText();
  for (const id of ids.values()) assert.ok(record.replaceAll(/\s/g, '').includes(id), 'the record names each key');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.cards').isVisible(), false, 'on paper the record stands alone');
  if (config.shots) await page.screenshot({ path: join(config.shots, 'ceremony-paper.png'), fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(asked, [], 'nothing leaves the page');
  await context.close();

  // In Arabic, too.
  const arabic = await Writer.at('ar', 390);
  await arabic.page.goto(pathToFileURL(file).href);
  await arabic.page.locator('.chooser select').selectOption('ar');
  await arabic.seesWords('ceremony.title');
  await arabic.look('ceremony', AA);
  await arabic.context.close();

  // The program reads the files, and makes the ledger of them.
  const secret = join(folder, 'passphrase');
  writeFileSync(secret, `${PASSPHRASE}\n`, { mode: 0o600 });
  const program = (...options) => JSON.parse(execFileSync(config.program, [...options, '--passphrase-file', secret, '--json'], { encoding: 'utf8' }));
  for (const [name, id] of ids) assert.equal(program('key', 'show', join(keys, name, `${name}.pem`)).key, id, name);
  program('init', '--ledger', join(folder, 'register'), '--origin', 'example.org/ceremony', '--keys', keys, '--root-keys', '1');
}
