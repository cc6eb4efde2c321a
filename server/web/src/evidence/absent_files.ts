// SPDX-License-Identifier: Apache-2.0
// AbsentFiles: evidence that recorded statements name and that has not arrived, and the way to send it: the same file is
// chosen, its hash compared, and sent.
import { html } from "../verifier/dom";
import { Field } from "../fields/fields";
import { isolated } from "../form_page/phrases";
import type { Catalogue } from "../signing";
import { nameOf, type Evidence } from "./evidence";
import { evidenceLine } from "./evidence_line";
import { hashed } from "./hashing";
import { sizeText } from "./size_text";
import { standingOf } from "./upload";
import type { Uploads } from "./uploads";

// The newest ones: a pledge has few files, and each costs a question.
const ASKED_MAX = 100;
const ASKED_AT_ONCE = 4;

export interface NamedFile {
  readonly file: Evidence;
  readonly of: string; // which statement names it, in words
}

interface Absent extends NamedFile {
  readonly received: number;
}

// `files`: each once, the newest first.
export async function absentFiles(files: readonly NamedFile[]): Promise<Absent[]> {
  const named = files.slice(0, ASKED_MAX);
  const absent: Absent[] = [];
  for (let i = 0; i < named.length; i += ASKED_AT_ONCE) {
    const asked = await Promise.all(
      named.slice(i, i + ASKED_AT_ONCE).map(async (each) => {
        const standing = await standingOf(each.file.sha256);
        return standing.is === "absent" ? { ...each, received: standing.received } : null;
      }),
    );
    absent.push(...asked.filter((each) => each !== null));
  }
  return absent;
}

export class AbsentFiles {
  readonly element: HTMLElement;
  readonly #list = html("ul", { class: "rows files" });
  readonly #work = html("div", {});
  readonly #said = html("div", { role: "status" });
  readonly #field: Field<HTMLInputElement>;
  readonly #rows = new Map<string, { absent: Absent; element: HTMLElement }>();
  #queue: Promise<void> = Promise.resolve();

  constructor(
    readonly catalogue: Catalogue,
    readonly uploads: Uploads,
  ) {
    const input = html("input", { type: "file", multiple: true });
    this.#field = new Field(input, catalogue.text("files.absent.choose"), catalogue.text("files.absent.hint"));
    input.addEventListener("change", () => {
      const chosen = [...(input.files ?? [])];
      input.value = "";
      this.#said.replaceChildren();
      for (const file of chosen) this.#queue = this.#queue.then(() => this.#compare(file));
    });
    const title = html("h2", { id: "files-absent" }, catalogue.text("files.absent.title"));
    const header = html("header", {}, title, html("p", {}, catalogue.text("files.absent.note")));
    const body = html("div", { class: "view form" }, this.#list, this.#field.element, this.#work, this.#said);
    this.element = html("section", { class: "section", "aria-labelledby": "files-absent", hidden: true }, header, body);
  }

  show(absent: readonly Absent[]): void {
    for (const each of absent) {
      const { file, of, received } = each;
      const { catalogue } = this;
      const line = evidenceLine(catalogue, file);
      line.append(html("span", { class: "small block" }, of));
      if (received > 0) {
        const so_far = { received: sizeText(catalogue, received), size: sizeText(catalogue, file.size) };
        line.append(html("span", { class: "small block" }, catalogue.text("files.absent.received", so_far)));
      }
      const element = html("li", {}, line);
      this.#rows.set(file.sha256, { absent: each, element });
      this.#list.append(element);
    }
    this.element.hidden = this.#rows.size === 0;
  }

  // It has arrived, or is on its way: it is asked for no more.
  #remove(sha256: string): void {
    this.#rows.get(sha256)?.element.remove();
    this.#rows.delete(sha256);
    const isDone = this.#rows.size === 0;
    this.#list.hidden = isDone;
    this.#field.element.hidden = isDone;
  }

  async #compare(file: File): Promise<void> {
    const { catalogue } = this;
    const say = (text: string): void => this.#said.append(html("p", { class: "refusal-mark" }, text));
    const sha256 = await hashed(file, catalogue, { work: this.#work, say });
    if (sha256 === null) return;
    const row = this.#rows.get(sha256);
    if (row === undefined) return say(catalogue.text("files.absent.not_asked", { name: isolated(nameOf(file.name)), hash: `${sha256.slice(0, 16)}…` }));
    this.uploads.add(row.absent.file, file);
    this.#remove(sha256);
    if (this.#rows.size === 0) this.element.hidden = this.#said.childElementCount === 0;
  }
}
