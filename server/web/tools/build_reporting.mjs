// SPDX-License-Identifier: Apache-2.0
// build_reporting OUT: bundles the tests of src/reporting for Node, one file a test.
import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const tests = join(web, "..", "..", "tests", "web", "reporting");
const out = process.argv[2];
if (out === undefined) {
  process.stderr.write("usage: build_reporting OUT\n");
  process.exit(2);
}

const names = await readdir(tests);
await build({
  entryPoints: names.filter((name) => name.endsWith("_test.ts")).map((name) => ({ in: join(tests, name), out: name.replace(/\.ts$/, "") })),
  bundle: true,
  format: "esm",
  outdir: out,
  platform: "node",
  target: "node18",
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
  nodePaths: [join(web, "node_modules")],
});
