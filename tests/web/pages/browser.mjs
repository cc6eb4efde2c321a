// SPDX-License-Identifier: Apache-2.0
// The browser, and the problems found in it. What a test was told is in `config` (pages_test.py).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
export const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const config = JSON.parse(process.argv[2]);
export const { address } = config;
export const problems = [];

export const browser = await chromium.launch({ executablePath: config.chromium, args: ['--no-sandbox'] });

// A context takes long to make, so pages of the same kind share one.
const contexts = new Map();
function contextOf(options) {
  const key = JSON.stringify(options);
  if (!contexts.has(key)) contexts.set(key, browser.newContext(options));
  return contexts.get(key);
}

export async function openPage(path, { width = 1280, scripts = true, ...more } = {}) {
  const context = await contextOf({ viewport: { width, height: 900 }, javaScriptEnabled: scripts, ...more });
  const page = await context.newPage();
  page.on('console', (message) => {
    // Chromium reports the status of a page that explains an address which is not understood.
    if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) problems.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`${path}: ${error}`));
  page.on('dialog', (dialog) => {
    problems.push(`${path} opens a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) problems.push(`${path} asks ${request.url()}`);
  });
  await page.goto(address + path, { waitUntil: 'load' });
  return page;
}
