// SPDX-License-Identifier: Apache-2.0
// SearchPart: another pledge, looked for by words or by its id. What is wrong is said beside the field.
import { Field, textInput } from "../fields/fields";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { findPledges, type Other } from "./match_api";

export interface SearchOptions {
  readonly catalogue: Catalogue;
  readonly pledge: string; // whose match is looked for
  readonly rowOf: (other: Other) => HTMLElement;
}

const CHARACTERS_MAX = 200;

export class SearchPart {
  readonly element: HTMLElement;
  readonly #field: Field<HTMLInputElement>;
  readonly #found = html("div", { role: "status" });
  #asked = 0; // answers to earlier questions are not shown

  constructor(readonly options: SearchOptions) {
    const { catalogue } = options;
    this.#field = new Field(textInput({ maxlength: String(CHARACTERS_MAX), dir: "auto" }), catalogue.text("matching.search"), catalogue.text("matching.search_hint"));
    const go = html("button", { type: "submit", class: "button plain" }, catalogue.text("matching.find"));
    const form = html("form", { class: "form", novalidate: true, role: "search" }, this.#field.element, html("div", { class: "actions" }, go));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#find();
    });
    this.element = html("div", { class: "view" }, form, this.#found);
  }

  #refuse(key: "empty" | "own" | "nothing" | "unread"): void {
    this.#field.refuse(this.options.catalogue.text(`matching.error.${key}`));
    this.#found.replaceChildren();
    this.#field.target.focus();
  }

  async #find(): Promise<void> {
    const { catalogue, pledge, rowOf } = this.options;
    const words = this.#field.value.trim();
    if (words === "") return this.#refuse("empty");
    if (words === pledge) return this.#refuse("own");
    const asked = ++this.#asked;
    this.#field.refuse(null);
    this.#found.replaceChildren(html("p", { class: "quiet" }, catalogue.text("forms.loading")));
    const found = await findPledges(words);
    if (asked !== this.#asked) return;
    if (found === null) return this.#refuse("unread");
    const others = found.others.filter(({ id }) => id !== pledge);
    if (others.length === 0) return this.#refuse("nothing");
    const total = found.total - (found.others.length - others.length);
    this.#found.replaceChildren(
      html("p", {}, catalogue.text("matching.found", { n: total }), " ", total > others.length ? catalogue.text("matching.found_more") : null),
      html("ul", { class: "act-list" }, ...others.map(rowOf)),
    );
  }
}
