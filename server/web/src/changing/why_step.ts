// SPDX-License-Identifier: Apache-2.0
// WhyStep: the last step of an amendment: what has changed, what kind of amendment that is, and the reason.
import { asField } from "../form_page/as_field";
import { h, render } from "preact";
import { Choices, Field, markAboveRows, watch } from "../fields/fields";
import { isFaults, makeStatement, wordsOfStatement, type AnyDraft, type Catalogue, type FormField } from "../signing";
import type { Category } from "../signing/merge_patch";
import { Rows } from "../signing/statement_view";
import { plain } from "../signing/merge_patch";
import { html } from "../verifier/dom";
import type { PledgeDraft } from "../pledging/draft";
import { Step, type OnChange } from "../pledging/step";
import type { Amendment } from "./amendment";

const REASON_ROWS = "4";

export class WhyStep extends Step {
  readonly #unchanged: HTMLElement;
  readonly #fields = html("div", { class: "form" });
  readonly #differences = html("div", {});
  readonly #kindPlace = html("div", {});
  readonly #reason: Field<HTMLTextAreaElement>;
  #kind: Choices | null = null;
  #offered = "";

  constructor(
    catalogue: Catalogue,
    onChange: OnChange,
    readonly making: Amendment,
    readonly ledger: string,
  ) {
    super("why", catalogue, onChange);
    this.#unchanged = html("p", {}, catalogue.text("changing.unchanged"));
    const reason = html("textarea", { rows: REASON_ROWS, dir: "auto" });
    this.#reason = new Field(reason, catalogue.text("sign.field.reason"), catalogue.text("changing.hint.reason"));
    watch(reason, (isDone) => onChange({ reason: reason.value }, isDone));
    this.#fields.append(this.#differences, this.#kindPlace, this.#reason.element);
    this.body.append(this.summary, this.#unchanged, this.#fields);
  }

  fill(draft: PledgeDraft): void {
    this.#reason.target.value = draft.reason;
    this.#kind = null;
    this.#offered = "";
    if (!this.element.hidden) this.open(draft);
  }

  override open(draft: PledgeDraft): void {
    const isChanged = Object.keys(this.making.changes(draft)).length > 0;
    this.#unchanged.hidden = isChanged;
    this.#fields.hidden = !isChanged;
    if (!isChanged) return;
    this.#showDifferences(draft);
    this.#showKinds(draft);
  }

  // In the words of the sheet, made of the bytes of a statement as it will be.
  #showDifferences(draft: PledgeDraft): void {
    const { catalogue, making, ledger } = this;
    const made = making.made(draft, "nobody");
    const body = { ...made.body, category: making.categories(draft)[0] ?? "correction", reason: "-" };
    const statement = makeStatement({ ...made, at: "1990-01-01T00:00:00Z", body } as AnyDraft, ledger);
    const words = isFaults(statement) ? null : wordsOfStatement(statement.payload, catalogue, { before: plain(making.base.body), references: [] });
    const rows = words?.rows.filter(({ before }) => before !== undefined) ?? [];
    render(rows.length === 0 ? null : h(Rows, { rows, catalogue }), this.#differences);
  }

  // Drawn anew only where others are offered: a choice keeps the focus and its mark.
  #showKinds(draft: PledgeDraft): void {
    const categories = this.making.categories(draft);
    const chosen = this.making.category(draft);
    if (this.#kind === null || this.#offered !== categories.join()) this.#drawKinds(categories);
    this.#offered = categories.join();
    for (const input of this.#kindPlace.querySelectorAll("input")) input.checked = input.value === chosen;
  }

  #drawKinds(categories: readonly Category[]): void {
    const { catalogue } = this;
    const choices = categories.map((value) => ({
      value,
      label: catalogue.text(`sign.category.${value}`),
      note: catalogue.text(`changing.category.${value}`),
    }));
    this.#kind =
      choices.length === 0
        ? null
        : markAboveRows(new Choices("radio", catalogue.text("sign.field.category"), choices, () => this.onChange({ category: this.#kind!.value }, true)));
    this.#kindPlace.replaceChildren(...(this.#kind === null ? [] : [this.#kind.element]));
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/reason") return asField(this.#reason);
    return pointer === "/body/category" && this.#kind !== null ? asField(this.#kind) : null;
  }
}
