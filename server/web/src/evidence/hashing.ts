// SPDX-License-Identifier: Apache-2.0
// Hashing: a chosen file on its way to its hash, with a bar; and why it is not taken.
import { html } from "../verifier/dom";
import type { Catalogue } from "../signing";
import { faultOfSize, nameOf } from "./evidence";
import { hashOfFile } from "./file_hash";
import { isolated } from "../form_page/phrases";
import { sizeText } from "./size_text";

export interface HashingPlace {
  readonly work: HTMLElement; // where the bar stands meanwhile
  say(text: string): void; // why there is no hash
}

// Null where there is none, and why is said.
export async function hashed(file: File, catalogue: Catalogue, { work, say }: HashingPlace): Promise<string | null> {
  const name = isolated(nameOf(file.name));
  const fault = faultOfSize(file.size);
  if (fault !== null) {
    say(catalogue.text(fault === "empty" ? "files.empty" : "files.too_large", { name, size: sizeText(catalogue, file.size, true) }));
    return null;
  }
  const text = catalogue.text("files.hashing", { name });
  const bar = html("progress", { max: String(file.size), value: "0", "aria-label": text });
  const line = html("div", {}, html("p", {}, text), bar);
  work.append(line);
  const sha256 = await hashOfFile(file, (bytes) => (bar.value = bytes)).catch(() => null);
  line.remove();
  if (sha256 === null) say(catalogue.text("files.unreadable", { name }));
  return sha256;
}
