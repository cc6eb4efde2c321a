// SPDX-License-Identifier: Apache-2.0
// pages CONFIG: the pages of a demonstration in a browser; pages_test.py starts it.
import { browser, problems } from './browser.mjs';
import { dashboard } from './dashboard.mjs';
import { finding } from './finding.mjs';
import { hostile } from './hostile.mjs';
import { lookAtPages, looks } from './looks.mjs';

const begun = Date.now();
const seconds = () => `${((Date.now() - begun) / 1000).toFixed(0)} s`;

// The hostile pledge comes last, so that the other pages are those of the demonstration.
for (const [name, scenario] of Object.entries({ ...dashboard, ...finding, ...looks, 'pages look well': lookAtPages, ...hostile })) {
  try {
    await scenario();
    console.log(`${seconds()}: ${name}`);
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}
await browser.close();
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 ? 0 : 1);
