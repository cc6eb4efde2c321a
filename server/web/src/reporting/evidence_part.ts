// SPDX-License-Identifier: Apache-2.0
// EvidencePart: the files that show what the report says. Each is hashed here before it stands in the list; only its
// hash, size, type and name are signed.
import { html } from "../verifier/dom";
import { button, Field, theirs } from "../fields/fields";
import type { Catalogue, FormField } from "../signing";
import { nameOf, typeOf, type Evidence } from "./evidence";
import type { FilesInHand } from "./files_in_hand";
import { hashed } from "./hashing";
import { isolated, Part, sizeText, type OnChange } from "./part";
import type { ReportDraft } from "./report_draft";

const SHOWN_HASH = 16;

// A file: its name, its size, its type and the beginning of its hash.
export function evidenceLine(catalogue: Catalogue, { name, size, type, sha256 }: Evidence): HTMLElement {
  const kind = html("bdi", { dir: "ltr" }, type);
  const hash = html("bdi", { dir: "ltr", title: sha256 }, "SHA-256 ", html("span", { class: "mono" }, `${sha256.slice(0, SHOWN_HASH)}…`));
  const facts = html("span", { class: "small quiet block" }, sizeText(catalogue, size), catalogue.between, kind, catalogue.between, hash);
  return html("div", { class: "file" }, html("b", {}, theirs(name)), facts);
}

export class EvidencePart extends Part {
  readonly #input = html("input", { type: "file", multiple: true });
  readonly #field: Field<HTMLInputElement>;
  readonly #list = html("ul", { class: "rows files" });
  readonly #work = html("div", {});
  readonly #said = html("div", { role: "status" });
  #files: readonly Evidence[] = [];
  #named: ReadonlySet<string> = new Set(); // hashes that the corrected report names
  #queue: Promise<void> = Promise.resolve();

  constructor(
    catalogue: Catalogue,
    onChange: OnChange,
    readonly inHand: FilesInHand,
  ) {
    super("evidence", catalogue, onChange);
    this.#field = new Field(this.#input, catalogue.text("reporting.evidence.choose"), catalogue.text("reporting.evidence.limits"));
    this.#input.addEventListener("change", () => {
      const chosen = [...(this.#input.files ?? [])];
      this.#input.value = "";
      this.#said.replaceChildren();
      for (const file of chosen) this.#queue = this.#queue.then(() => this.#add(file));
    });
    this.body.append(this.#field.element, this.#work, this.#said, this.#list);
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
      if (wasInHand) this.#say(catalogue.text("reporting.evidence.twice", { name: isolated(name) }), false);
      return this.#draw();
    }
    this.#tell([...this.#files, { sha256, size: file.size, type: typeOf(file.type), name }]);
  }

  #tell(files: readonly Evidence[]): void {
    this.#files = files;
    this.#draw();
    this.onChange({ evidence: files }, true);
  }

  #draw(): void {
    const { catalogue } = this;
    const rows = this.#files.map((file) => {
      const isAway = this.inHand.of(file.sha256) === null && !this.#named.has(file.sha256);
      const note = this.#named.has(file.sha256)
        ? html("span", { class: "small block" }, catalogue.text("reporting.evidence.named"))
        : isAway
          ? html("span", { class: "small block warning" }, catalogue.text("reporting.evidence.again"))
          : null;
      const line = evidenceLine(catalogue, file);
      if (note !== null) line.append(note);
      const remove = button(catalogue.text("reporting.evidence.remove"), () => {
        this.#tell(this.#files.filter((each) => each !== file));
        this.#input.focus();
      });
      remove.setAttribute("aria-label", catalogue.text("reporting.evidence.remove_one", { name: isolated(file.name) }));
      return html("li", {}, line, remove);
    });
    this.#list.replaceChildren(...rows);
    this.#list.hidden = rows.length === 0;
  }

  fill({ evidence }: ReportDraft): void {
    this.#files = evidence;
    this.#draw();
  }

  // The hashes that the corrected report names: their files need not be chosen again.
  setNamed(hashes: readonly string[]): void {
    this.#named = new Set(hashes);
    this.#draw();
  }

  fieldOf(pointer: string): FormField | null {
    return /^\/body\/evidence(?:\/|$)/.test(pointer) ? { control: this.#input, label: this.#field.label } : null;
  }
}
