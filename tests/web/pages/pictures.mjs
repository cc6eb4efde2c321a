// SPDX-License-Identifier: Apache-2.0
// Makes docs/pictures: each page in English and Arabic, on a screen and on a phone, in one picture.
//
// pictures.mjs CONFIG, JSON: address, chromium, out, pages {name: path}; with_keys [name], keys {name: file}
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');

const config = JSON.parse(process.argv[2]);
const kQuality = 60; // of JPEG
const kScreen = { width: 1280, height: 960 };
const kPhone = { width: 390, height: 960 };
const kScale = 0.5;
const kGap = 12;
const kViews = [
  { language: 'en', size: kScreen },
  { language: 'en', size: kPhone },
  { language: 'ar', size: kScreen },
  { language: 'ar', size: kPhone },
];

const browser = await chromium.launch({ executablePath: config.chromium, args: ['--no-sandbox'] });

const words = JSON.parse(readFileSync('i18n/en.json', 'utf8'));
const plain = await browser.newContext();
const signing = await browser.newContext();

async function restoreKey(name, file) {
  const page = await signing.newPage();
  await page.goto(`${config.address}/en/my/keys#restore`, { waitUntil: 'load' });
  const field = (key) => page.getByLabel(words[key], { exact: true }).locator('visible=true').first();
  await field('keys.restore.file').setInputFiles(file);
  await field('keys.make.name').fill(name);
  await page.getByRole('button', { name: words['keys.restore.go'], exact: true }).click();
  await page.getByText(words['keys.test.good']).first().waitFor();
  await page.close();
}
for (const [name, file] of Object.entries(config.keys)) await restoreKey(name, file);

async function view(name, path, { language, size }) {
  const hasKeys = config.with_keys.includes(name);
  const page = await (hasKeys ? signing : plain).newPage();
  await page.setViewportSize(size);
  await page.goto(`${config.address}/${language}/${path}`, { waitUntil: 'load' });
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => undefined))));
  // What scripts draw after they have asked the server.
  if (hasKeys) await page.waitForTimeout(2500);
  const png = await page.screenshot();
  await page.close();
  return `<img width="${size.width * kScale}" height="${size.height * kScale}" src="data:image/png;base64,${png.toString('base64')}">`;
}

const width = kViews.reduce((sum, { size }) => sum + size.width * kScale + kGap, kGap);
for (const [name, path] of Object.entries(config.pages)) {
  const images = [];
  for (const each of kViews) images.push(await view(name, path, each));
  const sheet = await browser.newPage({ viewport: { width, height: kScreen.height * kScale + 2 * kGap } });
  await sheet.setContent(`<body style="margin:${kGap}px;display:flex;gap:${kGap}px;background:#76838f">${images.join('')}`);
  await sheet.screenshot({ path: join(config.out, `${name}.jpg`), type: 'jpeg', quality: kQuality });
  await sheet.close();
  console.log(`${name}.jpg`);
}
await browser.close();
