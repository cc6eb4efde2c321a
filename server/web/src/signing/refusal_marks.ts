// SPDX-License-Identifier: Apache-2.0
// RefusalMarks: what is wrong, written beside the fields of a form that can mend it. Screen readers hear it with
// the field. The marks go when they are cleared, or before new ones are set.
import { drawing, html } from "../verifier/dom";
import type { Catalogue } from "./catalogue";
import type { Fault } from "./fault";
import { refusalWords } from "./refusal_words";

// A field of a form: its control, and its name for the summary. The control has an id.
export interface FormField {
  readonly control: HTMLElement;
  readonly label: string;
}

// The field for a pointer into the statement; null where the form has none. A pointer may be deeper than a
// field ("/body/countries/3/share"): the form decides which one it is.
export type FieldOf = (pointer: string) => FormField | null;

const MARK = "data-refusal";

export function clearRefusals(form: ParentNode): void {
  for (const mark of form.querySelectorAll(`p[${MARK}]`)) mark.remove();
  for (const control of form.querySelectorAll(`[${MARK}]`)) {
    control.removeAttribute("aria-invalid");
    const before = control.getAttribute(MARK) ?? "";
    if (before === "") control.removeAttribute("aria-describedby");
    else control.setAttribute("aria-describedby", before);
    control.removeAttribute(MARK);
  }
}

export function markRefusals(form: ParentNode, faults: readonly Fault[], fieldOf: FieldOf, catalogue: Catalogue): void {
  clearRefusals(form);
  for (const fault of faults) {
    const control = fieldOf(fault.pointer)?.control;
    if (control === undefined) continue;
    const id = `${control.id}-refusal-${form.querySelectorAll(`p[${MARK}]`).length}`;
    const mark = refusalLine(fault, catalogue);
    mark.id = id;
    mark.setAttribute(MARK, "");
    (control.closest("[data-field]") ?? control).before(mark);
    if (!control.hasAttribute(MARK)) control.setAttribute(MARK, control.getAttribute("aria-describedby") ?? "");
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  }
}

function refusalLine(fault: Fault, catalogue: Catalogue): HTMLElement {
  const { text, detail } = refusalWords(fault, catalogue);
  const english = detail === null ? null : html("span", { lang: "en", dir: "ltr" }, englishOf(detail));
  return html("p", { class: "refusal-mark" }, triangle(), text, text !== null && english !== null ? " " : null, english);
}

const triangle = (): SVGElement =>
  drawing(
    { d: "M8 1.4l7 12.8H1z", fill: "none", stroke: "currentColor", "stroke-width": "1.6", "stroke-linejoin": "round" },
    { d: "M8 6v4.2M8 11.4v1.4", stroke: "currentColor", "stroke-width": "1.6" },
  );

// The ledger's sentences begin small and have no full stop.
export function englishOf({ rule, accepted }: { rule: string; accepted: string }): string {
  const sentence = rule === "" ? "" : `${rule[0]!.toUpperCase()}${rule.slice(1)}.`;
  return accepted === "" ? sentence : `${sentence} Accepted: ${accepted}.`.trim();
}
