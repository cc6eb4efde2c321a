// SPDX-License-Identifier: Apache-2.0
// Several: choosing several submissions of the queue "To review", to decide them together.
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import type { PledgeRow } from "./desk_api";
import type { Item, QueueName } from "./queues";

export const BATCH_MAX = 25; // so many texts can still be read with care

export class Several {
  readonly element = html("div", { class: "several" });
  readonly #begin: HTMLButtonElement;
  readonly #open: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #chosen = new Set<string>();
  #isChoosing = false;
  #rows: readonly PledgeRow[] = [];

  constructor(
    readonly catalogue: Catalogue,
    readonly canDecide: () => boolean,
    readonly onChange: () => void,
    readonly onOpen: (rows: readonly PledgeRow[]) => void,
  ) {
    const button = (text: string, act: () => void, kind = "button plain"): HTMLButtonElement => {
      const made = html("button", { type: "button", class: kind }, text);
      made.addEventListener("click", act);
      return made;
    };
    this.#begin = button(catalogue.text("desk.batch.begin"), () => this.#choose(true));
    this.#open = button("", () => this.onOpen(this.#rows.filter(({ id }) => this.#chosen.has(id))), "button");
    this.#stop = button(catalogue.text("desk.batch.stop"), () => this.#choose(false));
  }

  #choose(isChoosing: boolean): void {
    this.#isChoosing = isChoosing;
    this.#chosen.clear();
    this.onChange();
    (isChoosing ? this.element.parentElement?.querySelector<HTMLElement>(".choosable input") : this.#begin)?.focus();
  }

  end(): void {
    this.#isChoosing = false;
    this.#chosen.clear();
  }

  // For the rows of the queue as they are now; gives the box of each item, null where none is chosen from.
  redraw(queue: QueueName, items: readonly Item[]): (item: Item) => HTMLInputElement | null {
    this.#rows = queue === "review" ? items.flatMap(({ subject }) => (subject.is === "pledge" ? [subject.row] : [])) : [];
    const isOffered = this.#rows.length > 1 && this.canDecide();
    if (!isOffered) this.end();
    for (const id of this.#chosen) if (!this.#rows.some((row) => row.id === id)) this.#chosen.delete(id);
    this.element.hidden = !isOffered;
    this.#drawButtons();
    return (item) => (isOffered && this.#isChoosing ? this.#box(item.id) : null);
  }

  #drawButtons(): void {
    const n = this.#chosen.size;
    this.#open.textContent = this.catalogue.text("desk.batch.open", { n });
    this.#open.disabled = n === 0;
    this.element.replaceChildren(...(this.#isChoosing ? [this.#open, this.#stop, html("span", { class: "hint" }, this.catalogue.text("desk.batch.max", { n: BATCH_MAX }))] : [this.#begin]));
  }

  #box(id: string): HTMLInputElement {
    const box = html("input", { type: "checkbox", checked: this.#chosen.has(id) });
    box.addEventListener("change", () => {
      if (box.checked && this.#chosen.size >= BATCH_MAX) box.checked = false;
      if (box.checked) this.#chosen.add(id);
      else this.#chosen.delete(id);
      this.#drawButtons();
    });
    return box;
  }
}
