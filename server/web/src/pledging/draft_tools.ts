// SPDX-License-Identifier: Apache-2.0
// DraftTools: the draft saved as a file, opened from one, or begun anew; what was removed can be brought back.
import { chosenBytes } from "../fields/fields";
import { html } from "../verifier/dom";
import type { Catalogue } from "../signing";
import { DRAFT_BYTES_MAX, fromText, newToken, toText, type PledgeDraft } from "./draft";

export interface DraftPlace {
  readonly draft: PledgeDraft;
  readonly fileName: string;
  replace(draft: PledgeDraft): void;
  first(): PledgeDraft; // to begin anew
}

export interface DraftWords {
  readonly clear: string; // the button that begins anew
  readonly cleared: string; // and what is said then
}

export class DraftTools {
  readonly element: HTMLElement;
  readonly #kept = html("p", {});
  readonly #status = html("p", { role: "status" });

  constructor(
    readonly catalogue: Catalogue,
    readonly place: DraftPlace,
    readonly words: DraftWords,
  ) {
    const file = html("input", { type: "file", accept: ".json,application/json", hidden: true });
    file.addEventListener("change", () => void this.#open(file));
    const title = html("h2", { id: "pledging-draft" }, catalogue.text("pledging.draft.title"));
    const buttons = html(
      "div",
      { class: "actions" },
      this.#button(catalogue.text("pledging.draft.save"), () => this.#save()),
      this.#button(catalogue.text("pledging.draft.open"), () => file.click()),
      this.#button(words.clear, () => this.#clear()),
    );
    const header = html("header", {}, title);
    const body = html("div", { class: "view" }, this.#kept, buttons, this.#status, file);
    this.element = html("section", { class: "section draft", "aria-labelledby": "pledging-draft" }, header, body);
  }

  #button(text: string, onClick: () => void): HTMLButtonElement {
    const element = html("button", { type: "button", class: "button plain" }, text);
    element.addEventListener("click", onClick);
    return element;
  }

  setKept(isKept: boolean): void {
    const text = this.catalogue.text(isKept ? "pledging.draft.kept" : "pledging.draft.not_kept");
    if (this.#kept.textContent !== text) this.#kept.textContent = text;
  }

  #save(): void {
    const address = URL.createObjectURL(new Blob([toText(this.place.draft)], { type: "application/json" }));
    html("a", { href: address, download: this.place.fileName }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  // A file may begin several pledges: each has an id of its own.
  async #open(file: HTMLInputElement): Promise<void> {
    const bytes = await chosenBytes(file, DRAFT_BYTES_MAX);
    file.value = "";
    if (bytes === null) return;
    const draft = bytes.length > DRAFT_BYTES_MAX ? null : fromText(new TextDecoder().decode(bytes));
    const { key, base } = this.place.draft;
    if (draft !== null) this.place.replace({ ...draft, token: newToken(), key, base });
    this.#status.textContent = this.catalogue.text(draft === null ? "pledging.draft.unreadable" : "pledging.draft.opened");
  }

  #clear(): void {
    const before = this.place.draft;
    this.place.replace({ ...this.place.first(), key: before.key });
    const undo = this.#button(this.catalogue.text("pledging.draft.undo"), () => {
      this.place.replace(before);
      this.#status.textContent = this.catalogue.text("pledging.draft.opened");
    });
    this.#status.replaceChildren(this.words.cleared, " ", undo);
  }
}
