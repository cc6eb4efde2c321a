// SPDX-License-Identifier: Apache-2.0
// panel_style: the verifier's style for a page of the server. It is made for a page of its own: here its
// classes hold within [data-verify] alone, with the page's colours.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

export function panelStyle() {
  const whole = readFileSync(fileURLToPath(new URL("../src/verifier/verifier.css", import.meta.url)), "utf8");
  const classes = whole.slice(whole.indexOf("small, .s {"));
  const scoped = `[data-verify] { --btn: var(--link); --onbtn: var(--on-link); ${classes} }`;
  return Buffer.from(transformSync(scoped, { loader: "css", minify: true, target: ["chrome109", "firefox115", "safari16"] }).code);
}
