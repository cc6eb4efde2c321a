// SPDX-License-Identifier: Apache-2.0
// build_signing OUT: bundles the tests of src/signing for Node, one file a test, and the page of the browser's
// test: sheet_page.js.
import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

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
  entryPoints: names.filter((name) => name === "sheet_page.ts").map((name) => join(tests, name)),
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  minify: true,
});
