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

const KILOBYTE = 1024;

// What members wrote, inside a sentence that can't have elements: held apart from its direction.
export const isolated = (text: string): string => `\u2068${text}\u2069`;

// A sentence whose values may be elements: `{name}` in it is their place.
export function sentence(message: string, values: Readonly<Record<string, string | Node>>): (string | Node)[] {
  return message.split(/\{(\w+)\}/).map((part, i) => (i % 2 === 1 ? (values[part] ?? `{${part}}`) : part));
}

// "3.2 MB": by 1024, as the limits are; `isExact`: where its rounding would hide that it is over a limit, all digits.
export function sizeText(catalogue: Catalogue, bytes: number, isExact = false): string {
  const rounded = Math.round((bytes / KILOBYTE ** 2) * 10) / 10;
  if (bytes < KILOBYTE || (isExact && rounded * KILOBYTE ** 2 < bytes && Number.isInteger(rounded))) return catalogue.text("value.bytes", { n: bytes });
  const isLarge = bytes >= KILOBYTE ** 2;
  const format = new Intl.NumberFormat(catalogue.language === "en" ? "en-GB" : catalogue.language, {
    style: "unit",
    unit: isLarge ? "megabyte" : "kilobyte",
    unitDisplay: "short",
    maximumFractionDigits: isLarge ? 1 : 0,
    numberingSystem: "latn",
  });
  return format.format(bytes / (isLarge ? KILOBYTE ** 2 : KILOBYTE));
}
