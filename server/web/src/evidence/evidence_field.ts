// SPDX-License-Identifier: Apache-2.0
// EvidenceField: the files that show what a statement says. Each is hashed here before it stands in the list; only its
// hash, size, type and name are signed.
import { button, Field } from "../fields/fields";
import { asField } from "../form_page/as_field";
import { isolated } from "../form_page/phrases";
import type { Catalogue, FormField } from "../signing";
import { html } from "../verifier/dom";
import { nameOf, typeOf, type Evidence } from "./evidence";
import { evidenceLine } from "./evidence_line";
import type { FilesInHand } from "./files_in_hand";
import { hashed } from "./hashing";

export class EvidenceField {
  readonly element = html("div", { class: "form" });
  readonly #input = html("input", { type: "file", multiple: true });
  readonly #field: Field<HTMLInputElement>;
  readonly #list = html("ul", { class: "rows files" });
  readonly #work = html("div", {});
  readonly #said = html("div", { role: "status" });
  #files: readonly Evidence[] = [];
  #named: ReadonlySet<string> = new Set();
  #namedNote = "";
  #queue: Promise<void> = Promise.resolve();

  constructor(
    readonly catalogue: Catalogue,
    readonly onChange: (files: readonly Evidence[]) => void,
    readonly inHand: FilesInHand,
  ) {
    this.#field = new Field(this.#input, catalogue.text("files.choose"), catalogue.text("files.limits"));
    this.#input.addEventListener("change", () => {
      const chosen = [...(this.#input.files ?? [])];
      this.#input.value = "";
      this.#said.replaceChildren();
      for (const file of chosen) this.#queue = this.#queue.then(() => this.#add(file));
    });
    this.element.append(this.#field.element, this.#work, this.#said, this.#list);
  }

  // When all chosen files stand in the list.
  async ready(): Promise<void> {
    for (let seen: Promise<void> | null = null; seen !== this.#queue; ) {
      seen = this.#queue;
      await seen;
    }
  }

  #say(text: string, isFault: boolean): void {
    this.#said.append(html("p", { class: isFault ? "refusal-mark" : "hint" }, text));
  }

  async #add(file: File): Promise<void> {
    const { catalogue } = this;
    const name = nameOf(file.name);
    const sha256 = await hashed(file, catalogue, { work: this.#work, say: (text) => this.#say(text, true) });
    if (sha256 === null) return;
    const isListed = this.#files.some((each) => each.sha256 === sha256);
    const wasInHand = this.inHand.of(sha256) !== null;
    this.inHand.add(sha256, file);
    if (isListed) {
      if (wasInHand) this.#say(catalogue.text("files.twice", { name: isolated(name) }), false);
      return this.#draw();
    }
    this.#tell([...this.#files, { sha256, size: file.size, type: typeOf(file.type), name }]);
  }

  #tell(files: readonly Evidence[]): void {
    this.#files = files;
    this.#draw();
    this.onChange(files);
  }

  #draw(): void {
    const { catalogue } = this;
    const rows = this.#files.map((file) => {
      const isAway = this.inHand.of(file.sha256) === null && !this.#named.has(file.sha256);
      const note = this.#named.has(file.sha256)
        ? html("span", { class: "small block" }, this.#namedNote)
        : isAway
          ? html("span", { class: "small block warning" }, catalogue.text("files.again"))
          : null;
      const line = evidenceLine(catalogue, file);
      if (note !== null) line.append(note);
      const remove = button(catalogue.text("files.remove"), () => {
        this.#tell(this.#files.filter((each) => each !== file));
        this.#input.focus();
      });
      remove.setAttribute("aria-label", catalogue.text("files.remove_one", { name: isolated(file.name) }));
      return html("li", {}, line, remove);
    });
    this.#list.replaceChildren(...rows);
    this.#list.hidden = rows.length === 0;
  }

  fill(files: readonly Evidence[]): void {
    this.#files = files;
    this.#draw();
  }

  // Files that an earlier statement names need not be chosen again; `note` says so.
  setNamed(hashes: readonly string[], note: string): void {
    this.#named = new Set(hashes);
    this.#namedNote = note;
    this.#draw();
  }

  fieldOf(pointer: string): FormField | null {
    return /^\/body\/evidence(?:\/|$)/.test(pointer) ? asField(this.#field) : null;
  }
}
