// SPDX-License-Identifier: Apache-2.0
// Disclosure: what is long, folded under one line.
import { drawing, html } from "../verifier/dom";

export function disclosure(summary: string, isOpen: boolean, ...content: (Node | string | null)[]): HTMLDetailsElement {
  const chevron = drawing({ d: "M1 4l7 8 7-8", fill: "none", stroke: "currentColor", "stroke-width": "2.4" });
  chevron.setAttribute("class", "chevron");
  return html("details", { class: "disclosure", open: isOpen }, html("summary", {}, chevron, html("span", {}, summary)), ...content);
}
