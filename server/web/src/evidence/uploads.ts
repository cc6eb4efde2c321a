// SPDX-License-Identifier: Apache-2.0
// Uploads: files on their way to the ledger, one after the other, each once, with how far each of them is.
import { button } from "../fields/fields";
import { html } from "../verifier/dom";
import type { Catalogue } from "../signing";
import type { Evidence } from "./evidence";
import { evidenceLine } from "./evidence_line";
import { sizeText } from "./size_text";
import { Upload, type UploadState } from "./upload";

interface Row {
  readonly upload: Upload;
  readonly file: Evidence;
  readonly bar: HTMLProgressElement;
  readonly words: HTMLElement;
  readonly now: HTMLButtonElement;
}

export class Uploads {
  readonly element: HTMLElement;
  readonly #list = html("ul", { class: "rows files" });
  readonly #status = html("p", { role: "status" });
  readonly #rows = new Map<string, Row>();
  #queue: Promise<void> = Promise.resolve();

  constructor(readonly catalogue: Catalogue) {
    const title = html("h2", { id: "files-sending" }, catalogue.text("files.sending.title"));
    const header = html("header", {}, title, html("p", {}, catalogue.text("files.sending.note")));
    const body = html("div", { class: "view" }, this.#status, this.#list);
    this.element = html("section", { class: "section", "aria-labelledby": "files-sending", hidden: true }, header, body);
    addEventListener("online", () => this.#wake());
  }

  #wake(): void {
    for (const { upload } of this.#rows.values()) upload.wake();
  }

  add(file: Evidence, bytes: Blob): void {
    const known = this.#rows.get(file.sha256);
    if (known !== undefined && known.upload.state.at !== "refused") return;
    const upload = new Upload(file.sha256, bytes, () => this.#show(row));
    const bar = html("progress", { max: String(file.size), value: "0", "aria-label": file.name });
    const words = html("span", { class: "small block" });
    const now = button(this.catalogue.text("files.sending.now"), () => upload.wake());
    const line = evidenceLine(this.catalogue, file);
    line.append(bar, words);
    const row: Row = { upload, file, bar, words, now };
    const item = html("li", { "data-sha256": file.sha256 }, line, now);
    this.#list.querySelector(`[data-sha256="${file.sha256}"]`)?.remove();
    this.#list.append(item);
    this.#rows.set(file.sha256, row);
    this.element.hidden = false;
    this.#show(row);
    this.#queue = this.#queue.then(() => upload.run());
  }

  #show({ upload, file, bar, words, now }: Row): void {
    const { state } = upload;
    bar.value = state.at === "arrived" ? file.size : "received" in state ? state.received : 0;
    bar.hidden = state.at === "refused";
    words.className = state.at === "refused" ? "refusal-mark block" : "small block";
    words.textContent = this.#words(state, file);
    now.hidden = state.at !== "cut";
    this.#sum();
  }

  #words(state: UploadState, { size }: Evidence): string {
    const { catalogue } = this;
    const so_far = (received: number) => ({ received: sizeText(catalogue, received), size: sizeText(catalogue, size) });
    switch (state.at) {
      case "waiting":
        return catalogue.text("files.sending.waiting");
      case "sending":
        return catalogue.text("files.sending.so_far", so_far(state.received));
      case "cut":
        return catalogue.text(state.isBusy ? "files.sending.busy" : "files.sending.cut", so_far(state.received));
      case "arrived":
        return catalogue.text("files.sending.arrived");
      case "refused":
        return catalogue.text(`files.sending.refused.${state.refusal}`);
    }
  }

  // Said once each time the number changes, not with each part.
  #sum(): void {
    const states = [...this.#rows.values()].map(({ upload }) => upload.state.at);
    const arrived = states.filter((at) => at === "arrived").length;
    const text = this.catalogue.text(arrived === states.length ? "files.sending.all" : "files.sending.some", { n: arrived, all: states.length });
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }
}
