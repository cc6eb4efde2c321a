// SPDX-License-Identifier: Apache-2.0
// one_file: a page in one file, which works without a network: its script and style inside, and a policy that allows
// nothing else. The same sources give the same bytes.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

export const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const brand =
  '<svg viewBox="0 0 28 28" aria-hidden="true" focusable="false"><path d="M3 2h22v24H3z" class="bm"/>' +
  '<path d="M8 2v24" stroke="#ffd54a" stroke-width="1.6"/><path d="M11.5 8.5h10M11.5 13h10" stroke="#fff" stroke-width="1.6"/>' +
  '<path d="M11.5 18.2h10M11.5 21h10" stroke="#fff" stroke-width="1.3"/></svg>';

// `entry` and `styles`: below src. `more`: what the policy allows besides.
export async function oneFile({ entry, styles, define, more = '' }) {
  const bundled = await build({
    entryPoints: [join(web, 'src', entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    nodePaths: [join(web, 'node_modules')],
    define,
  });
  // A script ends at the first </script, wherever it stands.
  const script = bundled.outputFiles[0].text.trim().replaceAll('</script', '<\\/script');
  const css = (await Promise.all(styles.map((name) => readFile(join(web, 'src', name), 'utf8')))).join('\n');
  const style = (await transform(css, { loader: 'css', minify: true, charset: 'utf8' })).code.trim();
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; ${more}base-uri 'none'; form-action 'none'`;
  const page = `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Pledgebook</title><style>${style}</style></head>
<body><header class="mast"><div class="w"><span class="brand">${brand}<span>Pledgebook</span></span></div></header>
<main></main><script>${script}</script></body></html>
`;
  return { page, script, style };
}

// The line that names the file's bytes.
export function described(name, { page, script, style }) {
  const sha256 = createHash('sha256').update(page).digest('hex');
  const [size, ofScript, ofStyle] = [page, script, style].map((text) => Buffer.byteLength(text));
  return `${sha256}  ${name} (${size} bytes: script ${ofScript}, style ${ofStyle})\n`;
}
