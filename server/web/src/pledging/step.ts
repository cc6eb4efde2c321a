// SPDX-License-Identifier: Apache-2.0
// Step: a page of the form: its title and note in the margin, its fields, and which of them mends what.
import { html } from "../verifier/dom";
import type { Catalogue, FormField } from "../signing";
import type { PledgeDraft } from "./draft";

export type StepName = "who" | "what" | "where" | "when" | "money" | "people" | "related" | "alignment" | "targets" | "why";
export const REVIEW = "review"; // the last one: the sheet
export type Changes = Partial<PledgeDraft>;
// The fields have changed; `isDone`: the person has left the field, so it can be checked.
export type OnChange = (changes: Changes, isDone: boolean) => void;

export abstract class Step {
  readonly element: HTMLElement;
  readonly body = html("form", { class: "view form", novalidate: true });
  readonly title: HTMLElement;
  readonly summary = html("div", { hidden: true });

  constructor(
    readonly name: StepName,
    readonly catalogue: Catalogue,
    readonly onChange: OnChange,
  ) {
    const id = `pledging-${name}`;
    this.title = html("h2", { id, tabindex: "-1" }, catalogue.text(`pledging.step.${name}`));
    const header = html("header", {}, this.title, html("p", {}, catalogue.text(`pledging.note.${name}`)));
    this.element = html("section", { class: "section first", "aria-labelledby": id, hidden: true }, header, this.body);
  }

  // Shows what the draft has.
  abstract fill(draft: PledgeDraft): void;

  // The step is shown: what depends on other steps is drawn anew.
  open(_draft: PledgeDraft): void {}

  // The field for a pointer into the statement; null where it is another step's.
  abstract fieldOf(pointer: string): FormField | null;
}

// The place in a list that a pointer names: 3 of "/body/countries/3/share"; NaN where it names the list.
export const indexIn = (pointer: string): number => Number(pointer.split("/")[3] ?? NaN);

