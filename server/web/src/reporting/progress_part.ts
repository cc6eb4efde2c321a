// SPDX-License-Identifier: Apache-2.0
// ProgressPart: for each target the value that is reached, with its unit, baseline, goal, due date and what was
// reported before in view.
import { html } from "../verifier/dom";
import { Field, textInput, theirs, watch } from "../fields/fields";
import type { Catalogue, FormField, PledgeBody } from "../signing";
import type { PastReport } from "./past_reports";
import { isolated, sentence } from "../form_page/phrases";
import { Part, type OnChange } from "./part";
import { filledTargets, lastActual, type ReportDraft } from "./report_draft";

type Target = NonNullable<PledgeBody["targets"]>[number];

interface Row {
  readonly target: Target;
  readonly value: Field<HTMLInputElement>;
  readonly before: HTMLElement;
}

export class ProgressPart extends Part {
  readonly #rows: readonly Row[];

  constructor(
    catalogue: Catalogue,
    onChange: OnChange,
    targets: readonly Target[],
    readonly reports: readonly PastReport[],
  ) {
    super("progress", catalogue, onChange);
    this.#rows = targets.map((target) => this.#row(target));
    this.element.hidden = targets.length === 0;
  }

  #row(target: Target): Row {
    const { catalogue } = this;
    const before = html("span", { class: "block" });
    const { baseline, goal, due } = target;
    const facts = sentence(catalogue.message("reporting.target.facts"), {
      baseline: catalogue.decimal(baseline),
      goal: catalogue.decimal(goal),
      unit: theirs(target.unit),
      due: catalogue.day(due),
    });
    const hint = html("span", {}, html("span", { class: "block" }, ...facts), before);
    const label = catalogue.text("reporting.target.value", { unit: isolated(target.unit) });
    const value = new Field(textInput({ inputmode: "decimal", dir: "ltr" }), label, hint);
    watch(value.target, (isDone) => this.#tell(isDone));
    const legend = html("legend", {}, theirs(target.title));
    this.body.append(html("fieldset", { class: "target" }, legend, value.element));
    return { target, value, before };
  }

  #tell(isDone: boolean): void {
    this.onChange({ actuals: Object.fromEntries(this.#rows.map(({ target, value }) => [target.id, value.value])) }, isDone);
  }

  fill({ actuals }: ReportDraft): void {
    for (const { target, value } of this.#rows) value.target.value = actuals[target.id] ?? "";
  }

  override show(draft: ReportDraft): void {
    const { catalogue } = this;
    for (const { target, before } of this.#rows) {
      const said = lastActual(this.reports, draft, target.id);
      before.textContent =
        said === null ? catalogue.text("reporting.said.nothing") : catalogue.text("reporting.said.before", { value: catalogue.decimal(said.value), day: catalogue.day(said.to) });
    }
  }

  fieldOf(pointer: string, draft: ReportDraft): FormField | null {
    if (!/^\/body\/actuals(?:\/|$)/.test(pointer)) return null;
    const filled = filledTargets(draft, this.#rows.map(({ target }) => target.id));
    // What is wrong with all of them is that one has no value.
    const id = pointer === "/body/actuals" ? this.#rows.find(({ target }) => !filled.includes(target.id))?.target.id : filled[Number(pointer.split("/")[3])];
    const row = this.#rows.find(({ target }) => target.id === id) ?? this.#rows[0];
    return row === undefined ? null : { control: row.value.target, label: `${isolated(row.target.title)}${this.catalogue.between}${row.value.label}` };
  }
}
