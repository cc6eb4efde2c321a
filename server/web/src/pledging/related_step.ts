// SPDX-License-Identifier: Apache-2.0
// RelatedStep: which other pledges belong to this one, and the amount that both count.
import { asField } from "../form_page/as_field";
import { button, type Choice, Field, select, textInput, theirs, watch } from "../fields/fields";
import type { Catalogue, FormField } from "../signing";
import { html } from "../verifier/dom";
import type { PledgeDraft, RelatedDraft } from "./draft";
import { indexIn, Step, type OnChange } from "./step";

interface RelatedRow {
  readonly element: HTMLFieldSetElement;
  readonly legend: HTMLElement;
  readonly remove: HTMLButtonElement;
  readonly found: HTMLElement; // what the ledger says of the pledge
  readonly pledge: Field<HTMLInputElement>;
  readonly amount: Field<HTMLInputElement>;
  readonly currency: Field<HTMLSelectElement>;
}

// The id in what people paste: "https://…/en/pledges/example-14?as_of=…".
export const pledgeIdIn = (text: string): string => /\/pledges\/([a-z0-9-]{1,64})(?:[/?#]|$)/.exec(text)?.[1] ?? text.trim();

// The title of a pledge; null where nobody says it.
async function titleOf(id: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/v1/pledges/${encodeURIComponent(id)}`, { credentials: "omit" });
    const { pledge } = (await answer.json()) as { readonly pledge?: { readonly title?: unknown } };
    return typeof pledge?.title === "string" ? pledge.title : null;
  } catch {
    return null;
  }
}

export class RelatedStep extends Step {
  readonly #list = html("div", { class: "form" });
  readonly #add: HTMLButtonElement;
  #rows: RelatedRow[] = [];

  constructor(
    catalogue: Catalogue,
    onChange: OnChange,
    readonly currencies: readonly Choice[],
  ) {
    super("related", catalogue, onChange);
    this.#add = button(catalogue.text("pledging.related.add"), () => {
      const row = this.#row({ pledge: "", amount: "", currency: "USD" });
      this.#tell(false);
      row.pledge.target.focus();
    });
    this.body.append(this.summary, this.#list, html("p", {}, this.#add));
  }

  #row({ pledge, amount, currency }: RelatedDraft): RelatedRow {
    const { catalogue } = this;
    const found = html("p", { class: "understood", role: "status" });
    const fields = {
      pledge: new Field(textInput({ dir: "ltr" }), catalogue.text("pledging.related.which"), catalogue.text("pledging.hint.related")),
      amount: new Field(textInput({ inputmode: "decimal", dir: "ltr" }), catalogue.text("pledging.related.overlap"), catalogue.text("pledging.hint.overlap")),
      currency: new Field(select(this.currencies), catalogue.text("sign.field.currency")),
    };
    fields.pledge.target.value = pledge;
    fields.amount.target.value = amount;
    fields.currency.target.value = currency;
    for (const { target } of Object.values(fields)) watch(target, (isDone) => this.#tell(isDone));
    const legend = html("legend", {});
    const remove = button("", () => {
      this.#rows = this.#rows.filter((each) => each !== row);
      row.element.remove();
      this.#tell(true);
      this.#add.focus();
    });
    const element = html("fieldset", { class: "target" }, legend, fields.pledge.element, found, fields.amount.element, fields.currency.element, html("p", {}, remove));
    const row = { element, legend, remove, found, ...fields };
    fields.pledge.target.addEventListener("change", () => void this.#name(row));
    this.#rows.push(row);
    this.#list.append(element);
    this.#show();
    void this.#name(row);
    return row;
  }

  // The title shows whether it is the right one; that there is none, the ledger says in its refusal.
  async #name({ pledge, found }: RelatedRow): Promise<void> {
    const id = pledgeIdIn(pledge.value);
    const title = id === "" ? null : await titleOf(id);
    if (pledgeIdIn(pledge.value) !== id) return;
    found.replaceChildren(...(title === null ? [] : [theirs(title)]));
  }

  #show(): void {
    this.#rows.forEach(({ legend, remove, amount, currency }, i) => {
      legend.textContent = this.catalogue.text("pledging.related.one", { n: i + 1 });
      remove.textContent = this.catalogue.text("pledging.related.remove", { n: i + 1 });
      currency.element.hidden = amount.value.trim() === "";
    });
  }

  #tell(isDone: boolean): void {
    this.#show();
    const related = this.#rows.map(({ pledge, amount, currency }) => ({ pledge: pledgeIdIn(pledge.value), amount: amount.value, currency: currency.value }));
    this.onChange({ related }, isDone);
  }

  fill({ related }: PledgeDraft): void {
    this.#rows = [];
    this.#list.replaceChildren();
    for (const each of related) this.#row(each);
  }

  fieldOf(pointer: string): FormField | null {
    if (!/^\/body\/related(?:\/|$)/.test(pointer)) return null;
    const row = this.#rows[pointer === "/body/related" ? 0 : indexIn(pointer)];
    if (row === undefined) return { control: this.#add, label: this.catalogue.text("sign.field.related") };
    const isCurrency = pointer.endsWith("/currency");
    const field = asField(isCurrency ? row.currency : pointer.includes("/overlap") ? row.amount : row.pledge);
    return { ...field, label: `${row.legend.textContent}, ${field.label}` };
  }
}
