// SPDX-License-Identifier: Apache-2.0
// The page of a record: a button that has the browser check the record: its receipt, its statement's
// signatures, its place in the log, and the checkpoint's signatures. The keys of the log and of the
// witnesses are the reader's; those of the statement come from the ledger, which can't choose them: the
// record names them by their hashes.
import { Messages, type Dictionary } from "./verifier/messages";
import { html } from "./verifier/dom";
import { keepTrust, keptTrust } from "./trust_memory";
import { TrustForm } from "./verifier/trust_form";
import { VerdictView } from "./verifier/verdict_view";
import { verifyReceipt } from "./verify/receipt";

interface Source {
  readonly index: string;
  readonly receipt: string; // its address
  readonly keys: readonly string[]; // addresses of the keys that signed
}

async function publicKey(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) return "";
  const { public_key: key } = (await answer.json()) as { public_key?: unknown };
  return typeof key === "string" ? key : "";
}

class RecordCheck {
  readonly element: HTMLElement;
  readonly #trust: TrustForm;
  readonly #view: VerdictView;
  readonly #result = html("div", { role: "status" });
  readonly #hint = html("p", { class: "s s2" });
  readonly #button: HTMLButtonElement;

  constructor(
    readonly messages: Messages,
    readonly source: Source,
  ) {
    this.#trust = new TrustForm(messages, keptTrust(), (text) => {
      keepTrust(text);
      void this.check();
    });
    this.#view = new VerdictView(messages);
    this.#button = html("button", { type: "button", class: "btn" }, messages.page("record.check"));
    this.#button.addEventListener("click", () => void this.check());
    this.element = html(
      "div",
      { class: "vg" },
      html("div", {}, html("p", {}, this.#button), this.#hint, this.#result),
      html("div", { class: "side" }, this.#trust.element),
    );
  }

  get isTrusting(): boolean {
    return this.#trust.policy !== null;
  }

  async check(): Promise<void> {
    const { messages, source } = this;
    const policy = this.#trust.policy;
    this.#hint.textContent = policy === null ? messages.page("record.waiting") : "";
    if (policy === null) {
      this.#trust.element.querySelector("textarea")?.focus();
      return;
    }
    this.#button.disabled = true;
    try {
      const [receipt, ...keys] = await Promise.all([fetch(source.receipt), ...source.keys.map(publicKey)]);
      if (!receipt.ok) throw new Error(String(receipt.status));
      const verdict = await verifyReceipt(new Uint8Array(await receipt.arrayBuffer()), policy, null, keys);
      const isAnother = verdict.record !== null && String(verdict.record.index) !== source.index;
      if (isAnother) throw new Error("the receipt of another record");
      this.#result.replaceChildren(...this.#view.of(verdict, messages.page("record.name", { index: source.index })));
      this.#result.querySelector<HTMLElement>("#verdict")?.focus();
    } catch {
      this.#result.replaceChildren(html("p", { class: "empty" }, messages.page("record.failed")));
    } finally {
      this.#button.disabled = false;
    }
  }
}

const place = document.querySelector<HTMLElement>("[data-receipt]");
const { verify: words, receipt, index, keys } = place?.dataset ?? {};
if (place && words && receipt && index) {
  const dictionary = (await (await fetch(words)).json()) as Dictionary;
  const messages = new Messages(dictionary, document.documentElement.lang);
  const check = new RecordCheck(messages, { index, receipt, keys: (keys ?? "").split(" ").filter(Boolean) });
  place.replaceChildren(check.element);
  // A badge leads here: it is a request to check.
  if (location.hash === "#check" && check.isTrusting) void check.check();
}
