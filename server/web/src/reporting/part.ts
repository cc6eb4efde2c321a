// SPDX-License-Identifier: Apache-2.0
// Part: a part of the form: its title and note in the margin, its fields, and which of them mends what.
import { html } from "../verifier/dom";
import type { Catalogue, FormField } from "../signing";
import type { ReportDraft } from "./report_draft";

export type PartName = "which" | "when" | "progress" | "money" | "words" | "evidence";
export type Changes = Partial<ReportDraft>;
// The fields have changed; `isDone`: the person has left the field, so it can be checked.
export type OnChange = (changes: Changes, isDone: boolean) => void;

export abstract class Part {
  readonly element: HTMLElement;
  readonly body = html("div", { class: "view form" });

  constructor(
    readonly name: PartName,
    readonly catalogue: Catalogue,
    readonly onChange: OnChange,
  ) {
    const id = `reporting-${name}`;
    const title = html("h2", { id }, catalogue.text(`reporting.part.${name}`));
    const header = html("header", {}, title, html("p", {}, catalogue.text(`reporting.note.${name}`)));
    this.element = html("section", { class: "section", "aria-labelledby": id }, header, this.body);
  }

  // Puts into the fields what the draft has.
  abstract fill(draft: ReportDraft): void;

  // Shows what depends on other fields.
  show(_draft: ReportDraft): void {}

  // The field for a pointer into the statement; null where it is another part's.
  abstract fieldOf(pointer: string, draft: ReportDraft): FormField | null;
}
