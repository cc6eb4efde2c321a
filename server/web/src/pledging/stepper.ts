// SPDX-License-Identifier: Apache-2.0
// Stepper: the steps of a form above it, with links to the others; on a phone only the one that is open.
import { html } from "../verifier/dom";
import type { Catalogue } from "../signing";
import { REVIEW, type StepName } from "./step";

export class Stepper {
  readonly element = html("div", { class: "steps-head" });

  constructor(
    readonly catalogue: Catalogue,
    readonly names: readonly StepName[],
    readonly addressOf: (name: string) => string,
  ) {}

  // `open`: the index of the step that is shown; behind the last one comes the sheet.
  draw(open: number): void {
    const { catalogue, addressOf } = this;
    const names = [...this.names, REVIEW] as const;
    const items = names.map((name, i) => {
      const text = catalogue.text(`pledging.step.${name}`);
      const isLink = i !== open && name !== REVIEW;
      return html("li", i === open ? { "aria-current": "step" } : {}, isLink ? html("a", { href: addressOf(name) }, text) : text);
    });
    const current = catalogue.text("pledging.step_of", { n: open + 1, all: names.length, name: catalogue.text(`pledging.step.${names[open]!}`) });
    this.element.replaceChildren(
      html("ol", { class: "stepper", "aria-label": catalogue.text("pledging.steps") }, ...items),
      html("p", { class: "step-of" }, current),
    );
  }
}
