// SPDX-License-Identifier: Apache-2.0
// build_signing OUT: bundles the tests of src/signing for Node, one file a test; and the page of the browser's
// test: sheet_page.js, its styles, and its words in each language.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { panelStyle } from "./panel_style.mjs";
import { signWords } from "./sign_words.mjs";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const tests = resolve(process.env.PLEDGEBOOK_ROOT ?? join(web, "..", ".."), "tests", "web", "signing");
const out = process.argv[2];
if (out === undefined) {
  process.stderr.write("usage: build_signing OUT\n");
  process.exit(2);
}

const shared = {
  bundle: true,
  format: "esm",
  outdir: out,
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
  nodePaths: [join(web, "node_modules")],
};
const names = await readdir(tests);
await build({
  ...shared,
  entryPoints: names
    .filter((name) => name.endsWith("_test.ts"))
    .map((name) => ({ in: join(tests, name), out: name.replace(/\.ts$/, "") })),
  platform: "node",
  target: "node18",
  outExtension: { ".js": ".mjs" },
});
await build({
  ...shared,
  entryPoints: [join(tests, "sheet_page.ts"), join(web, "styles/pledgebook.css"), join(web, "styles/signing.css")].map((path) => ({
    in: path,
    out: basename(path).replace(/\.\w+$/, ""),
  })),
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  minify: true,
});
await writeFile(join(out, "verify.css"), panelStyle());
const i18n = {};
for (const name of ["ar", "zh", "en", "fr", "ru", "es", "countries"]) i18n[name] = JSON.parse(await readFile(join(web, "i18n", `${name}.json`), "utf8"));
for (const language of ["ar", "zh", "en", "fr", "ru", "es"]) {
  const words = signWords((name) => i18n[name], language);
  await writeFile(join(out, `sign-words-${language}.json`), JSON.stringify(words));
}
