// SPDX-License-Identifier: Apache-2.0
// Makes docs/pictures: each page in English and Arabic, on a screen and on a phone, in one picture.
//
// pictures.mjs CONFIG, JSON: address, chromium, out, pages {name: path}
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

async function view(path, { language, size }) {
  const page = await browser.newPage({ viewport: size });
  await page.goto(`${config.address}/${language}/${path}`, { waitUntil: 'load' });
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => undefined))));
  const png = await page.screenshot();
  await page.close();
  return `<img width="${size.width * kScale}" height="${size.height * kScale}" src="data:image/png;base64,${png.toString('base64')}">`;
}

const width = kViews.reduce((sum, { size }) => sum + size.width * kScale + kGap, kGap);
for (const [name, path] of Object.entries(config.pages)) {
  const images = [];
  for (const each of kViews) images.push(await view(path, each));
  const sheet = await browser.newPage({ viewport: { width, height: kScreen.height * kScale + 2 * kGap } });
  await sheet.setContent(`<body style="margin:${kGap}px;display:flex;gap:${kGap}px;background:#76838f">${images.join('')}`);
  await sheet.screenshot({ path: join(config.out, `${name}.jpg`), type: 'jpeg', quality: kQuality });
  await sheet.close();
  console.log(`${name}.jpg`);
}
await browser.close();
