// SPDX-License-Identifier: Apache-2.0
// build_verifier OUT [--trust FILE]: writes OUT/verifier.html, one file that verifies exports and receipts
// without a network, and prints its SHA-256. The same sources give the same bytes. --trust: a policy or a
// log's verifier key that the page trusts from the start.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, transform } from 'esbuild';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const PREFIX = 'verify.';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { trust: { type: 'string' } } });
const [out] = positionals;
if (out === undefined) {
  process.stderr.write('usage: build_verifier OUT [--trust FILE]\n');
  process.exit(2);
}

const words = JSON.parse(await readFile(join(web, 'i18n', 'en.json'), 'utf8'));
const messages = Object.fromEntries(Object.entries(words).filter(([key]) => key.startsWith(PREFIX)));
const pinned = values.trust === undefined ? '' : await readFile(values.trust, 'utf8');

const bundled = await build({
  entryPoints: [join(web, 'src', 'verifier', 'verifier.ts')],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  nodePaths: [join(web, 'node_modules')],
  define: { MESSAGES: JSON.stringify(messages), PINNED: JSON.stringify(pinned) },
});
// A script ends at the first </script, wherever it stands.
const script = bundled.outputFiles[0].text.trim().replaceAll('</script', '<\\/script');
const css = await readFile(join(web, 'src', 'verifier', 'verifier.css'), 'utf8');
const style = (await transform(css, { loader: 'css', minify: true, charset: 'utf8' })).code.trim();

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
const brand =
  '<svg viewBox="0 0 28 28" aria-hidden="true" focusable="false"><path d="M3 2h22v24H3z" class="bm"/>' +
  '<path d="M8 2v24" stroke="#ffd54a" stroke-width="1.6"/><path d="M11.5 8.5h10M11.5 13h10" stroke="#fff" stroke-width="1.6"/>' +
  '<path d="M11.5 18.2h10M11.5 21h10" stroke="#fff" stroke-width="1.3"/></svg>';
const page = `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Pledgebook</title><style>${style}</style></head>
<body><header class="mast"><div class="w"><span class="brand">${brand}<span>Pledgebook</span></span></div></header>
<main></main><script>${script}</script></body></html>
`;
await mkdir(out, { recursive: true });
await writeFile(join(out, 'verifier.html'), page);
const size = Buffer.byteLength(page);
process.stdout.write(
  `${createHash('sha256').update(page).digest('hex')}  verifier.html (${size} bytes: script ${Buffer.byteLength(
    script,
  )}, style ${Buffer.byteLength(style)})\n`,
);
