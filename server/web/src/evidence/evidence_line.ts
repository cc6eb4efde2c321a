// SPDX-License-Identifier: Apache-2.0
import { theirs } from "../fields/fields";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import type { Evidence } from "./evidence";
import { sizeText } from "./size_text";

const SHOWN_HASH = 16;

// A file: its name, its size, its type and the beginning of its hash.
export function evidenceLine(catalogue: Catalogue, { name, size, type, sha256 }: Evidence): HTMLElement {
  const kind = html("bdi", { dir: "ltr" }, type);
  const hash = html("bdi", { dir: "ltr", title: sha256 }, "SHA-256 ", html("span", { class: "mono" }, `${sha256.slice(0, SHOWN_HASH)}…`));
  const facts = html("span", { class: "small quiet block" }, sizeText(catalogue, size), catalogue.between, kind, catalogue.between, hash);
  return html("div", { class: "file" }, html("b", {}, theirs(name)), facts);
}
