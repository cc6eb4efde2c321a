// SPDX-License-Identifier: Apache-2.0
// A page with a small form and the sheet, as a page of the server would have them; sheet.mjs opens it and uses
// it. `window.page` is what the test gives and asks.
import {
  BrowserOutboxStore,
  Catalogue,
  clearRefusals,
  itemTitles,
  LedgerClient,
  NO_NAMES,
  openSheet,
  Outbox,
  showOutbox,
  watchOutbox,
  type Dictionary,
  type FormField,
  type OpenSheet,
  type SigningKey,
} from "../../../server/web/src/signing/index";
import type { FlowDraft } from "../../../server/web/src/signing/sign_flow";

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

// As src/keys will give it: a key that the page can't read.
async function keyOf(pem: string, id: string, label: string): Promise<SigningKey> {
  const der = Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, "")), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("pkcs8", der, "Ed25519", false, ["sign"]);
  return { id, label, sign: async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", key, bytes.slice())) };
}

const FIELDS: Readonly<Record<string, string>> = {
  "/body/title": "title",
  "/body/value": "amount",
  "/body/value/amount": "amount",
  "/body/end": "end",
};

function fieldOf(pointer: string): FormField | null {
  const id = FIELDS[pointer];
  return id === undefined ? null : { control: element(id), label: document.querySelector(`label[for=${id}]`)?.textContent ?? id };
}

const client = new LedgerClient();
const outbox = new Outbox(new BrowserOutboxStore(), client);

const page = {
  keys: [] as SigningKey[],
  log: [] as string[],
  sheet: null as OpenSheet | null,
  catalogue: null as unknown as Catalogue,

  async begin(): Promise<void> {
    const { lang } = document.documentElement;
    const [words, reference] = await Promise.all([fetch(`/sign-test/sign-words-${lang}.json`), fetch("/api/v1/reference")]);
    const names = { ...NO_NAMES, item: itemTitles(await reference.json(), lang), party: (id: string) => (id === "example-islands" ? "Example Islands (does not exist)" : null) };
    page.catalogue = new Catalogue((await words.json()) as Dictionary, lang, names);
  },

  async addKey(pem: string, id: string, label: string): Promise<void> {
    page.keys.push(await keyOf(pem, id, label));
  },

  // The draft with what the form has.
  open(draft: FlowDraft, more: { ledger?: string } = {}): void {
    const [title, amount, end] = ["title", "amount", "end"].map((id) => element<HTMLInputElement>(id).value);
    const body = draft.kind === "pledge.submitted" ? { ...draft.body, title, value: { amount, currency: "AUD" }, ...(end ? { end } : {}) } : draft.body;
    page.sheet?.close();
    clearRefusals(element("form"));
    page.sheet = openSheet(element("sheet"), {
      client,
      outbox,
      keys: page.keys,
      catalogue: page.catalogue,
      draft: { ...draft, body } as FlowDraft,
      form: element("form"),
      fieldOf,
      page: location.pathname,
      recordAddress: (index) => `/${document.documentElement.lang}/records/${index}`,
      onBack: (fault) => page.log.push(`back ${fault?.pointer ?? ""}`),
      onShowAgain: () => page.log.push("show again"),
      onRecorded: (index) => page.log.push(`recorded ${index}`),
      remarks: [],
      ...more,
    });
  },

  showOutbox: (): void => void showOutbox(element("outbox"), { outbox, catalogue: page.catalogue, recordAddress: (index) => `/en/records/${index}` }),
  watch: (ledger: string): void => void watchOutbox(outbox, ledger),
  sendAll: (ledger: string): Promise<number | null> => outbox.wake(ledger).then(() => outbox.sendDue(ledger)),
};

declare global {
  interface Window {
    page: typeof page;
  }
}
window.page = page;
