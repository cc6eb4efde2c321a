// SPDX-License-Identifier: Apache-2.0
// build.mjs OUT: builds what the pages load into OUT: styles, scripts, the icon and the map's data;
// each under a name that changes with its bytes, with gzip and brotli beside it; and
// embedded_assets.{h,cc,S}, which compile them into the program. The same input gives the same bytes.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { panelStyle } from "./panel_style.mjs";
import { signWords } from "./sign_words.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));
const out = resolve(process.argv[2]);
const files = join(out, "assets");
rmSync(files, { recursive: true, force: true });
mkdirSync(files, { recursive: true });

const kTypes = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".tsv": "text/tab-separated-values; charset=utf-8",
};

function bundled(entry, define = {}) {
  const result = buildSync({
    define,
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

const map = join(out, "world.tsv");
execFileSync(process.execPath, [join(here, "tools/build_map.mjs"), map], { stdio: "inherit" });

const read = (name) => JSON.parse(readFileSync(join(here, `i18n/${name}.json`), "utf8"));

// The verifier's words in a language; in English where it lacks one.
function verifier_words(language) {
  const all = { ...read("en"), ...read(language) };
  return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith("verify.")))));
}

const languages = ["ar", "zh", "en", "fr", "ru", "es"];

// The words of the page of keys, with the sectors and the countries; in English where a language lacks one.
function keys_words(language) {
  const words = Object.entries({ ...read("en"), ...read(language) }).filter(([key]) => /^(?:keys|sector)\./.test(key));
  const countries = Object.entries(read("countries")).map(([iso3, names]) => [iso3, names[language] ?? names.en]);
  return Buffer.from(JSON.stringify({ words: Object.fromEntries(words), countries: Object.fromEntries(countries) }));
}

// The name changes with the bytes.
function hashed_name(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("base64url").replace(/[-_]/g, "").slice(0, 10);
  return `${basename(name, extname(name))}-${hash}${extname(name)}`;
}

for (const tool of ["build_verifier", "build_ceremony"]) execFileSync(process.execPath, [join(here, `tools/${tool}.mjs`), out], { stdio: "inherit" });

// The script asks for its words itself, by their address: the page needs no value for it.
const keys = languages.map((language) => [`keys-words-${language}.json`, keys_words(language)]);
const addresses = Object.fromEntries(languages.map((language, i) => [language, `/assets/${hashed_name(...keys[i])}`]));
const my_keys = bundled("src/keys/keys_page.ts", { KEYS_WORDS: JSON.stringify(addresses) });

// So do those of the pages with forms: what signing needs, what all forms share, and their own.
function form_words(prefixes, language) {
  const own = Object.entries({ ...read("en"), ...read(language) }).filter(([key]) => ["forms.", ...prefixes].some((each) => key.startsWith(each)));
  return Buffer.from(JSON.stringify({ ...signWords(read, language), ...Object.fromEntries(own) }));
}
function form_page([name, entry, ...prefixes]) {
  const words = languages.map((language) => [`${name}-words-${language}.json`, form_words(prefixes, language)]);
  const addresses = Object.fromEntries(languages.map((language, i) => [language, `/assets/${hashed_name(...words[i])}`]));
  return [[`${name}.js`, bundled(entry, { WORDS: JSON.stringify(addresses) })], ...words];
}
const forms = [
  ["my_pledge", "src/pledging/pledge_page.ts", "pledging."],
  ["my_change", "src/changing/change_page.ts", "changing.", "pledging."],
  ["my_signing", "src/cosigning/cosigning_page.ts", "cosign.", "desk."],
  ["desk_tables", "src/tables/tables_page.ts", "tables.", "desk."],
  ["desk_import", "src/importing/import_page.ts", "import.", "desk."],
  ["desk_parties", "src/parties/parties_page.ts", "parties.", "desk."],
  ["my_report", "src/reporting/report_page.ts", "reporting.", "files."],
  ["my_attest", "src/talking/attest_page.ts", "talking.", "files."],
  ["my_talk", "src/talking/talk_page.ts", "talking."],
  ["my_match", "src/matching/match_page.ts", "matching.", "pledging.", "changing."],
  ["my_practice", "src/practice/practice_page.ts", "training.", "keys.fault."],
  ["desk", "src/desk/desk_page.ts", "desk.", "status.", "assurance."],
].flatMap(form_page);

const sources = [
  ["pledgebook.css", bundled("styles/pledgebook.css")],
  ["pages.js", bundled("src/pages.ts")],
  ["verify.js", bundled("src/verify_page.ts")],
  ["record.js", bundled("src/record_page.ts")],
  ["verify.css", panelStyle()],
  ["signing.css", bundled("styles/signing.css")],
  ["verifier.html", readFileSync(join(out, "verifier.html"))],
  ["ceremony.html", readFileSync(join(out, "ceremony.html"))],
  ["my.css", bundled("styles/my.css")],
  ["my_keys.js", my_keys],
  ...keys,
  ...forms,
  ...languages.map((language) => [`verify-words-${language}.json`, verifier_words(language)]),
  ...languages.map((language) => [`sign-words-${language}.json`, Buffer.from(JSON.stringify(signWords(read, language)))]),
  ["icon.svg", readFileSync(join(here, "styles/icon.svg"))],
  ["world.tsv", readFileSync(map)],
];

const assets = [];
for (const [name, bytes] of sources) {
  const type = extname(name);
  const hashed = hashed_name(name, bytes);
  const gzip = gzipSync(bytes, { level: 9 });
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(join(files, hashed), bytes);
  writeFileSync(join(files, `${hashed}.gz`), gzip);
  writeFileSync(join(files, `${hashed}.br`), brotli);
  assets.push({ name, hashed, type: kTypes[type], bytes: bytes.length, gzip: gzip.length, brotli: brotli.length });
}

const assembly = assets
  .flatMap(({ hashed }, i) => ["", ".gz", ".br"].map((end, j) => {
    const label = `pledgebook_asset_${i}_${j}`;
    return `.global ${label}\n.global ${label}_end\n${label}:\n.incbin "${join(files, hashed)}${end}"\n${label}_end:\n`;
  }))
  .join("");
writeFileSync(join(out, "embedded_assets.S"), `.section .rodata\n${assembly}.section .note.GNU-stack,"",@progbits\n`);

const symbols = assets.flatMap((_, i) => [0, 1, 2].map((j) => `extern const char pledgebook_asset_${i}_${j}[];\nextern const char pledgebook_asset_${i}_${j}_end[];\n`)).join("");
const view = (i, j) => `{pledgebook_asset_${i}_${j}, pledgebook_asset_${i}_${j}_end}`;
const smaller = (size, whole, text) => (size < whole ? text : "{}");
const rows = assets
  .map((a, i) => `      {"${a.name}", "/assets/${a.hashed}", "${a.type}", ${view(i, 0)}, ${smaller(a.gzip, a.bytes, view(i, 1))}, ${smaller(a.brotli, a.bytes, view(i, 2))}},\n`)
  .join("");
writeFileSync(
  join(out, "embedded_assets.cc"),
  `#include "server/web/frame/embedded_assets.h"\n\n#include <array>\n\nextern "C" {\n${symbols}}\n\nnamespace pledgebook::server::embedded {\n\nstd::span<const Asset> assets() {\n  static const std::array<Asset, ${assets.length}> all{{\n${rows}  }};\n  return all;\n}\n\n}  // namespace pledgebook::server::embedded\n`,
);
for (const a of assets) console.log(`${a.hashed}  ${a.bytes} bytes, gzip ${a.gzip}, brotli ${a.brotli}`);
