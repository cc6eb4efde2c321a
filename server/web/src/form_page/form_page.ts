// SPDX-License-Identifier: Apache-2.0
// FormPage: what every page has on which something is signed: its words, the ledger, the reference, the keys that
// may sign, the outbox. While it is read the page says so; where it can't be read the page says why, and tries
// again when asked.
import {
  BrowserOutboxStore,
  Catalogue,
  itemTitles,
  LedgerClient,
  NO_NAMES,
  Outbox,
  showOutbox,
  watchOutbox,
  type Dictionary,
} from "../signing";
import { html } from "../verifier/dom";
import { countAwaiting } from "./awaited";
import { readReference, type Reference } from "./reference";
import { termsElement, type Term } from "./terms";
import { usableKeys, type UsableKey } from "./usable_keys";

export interface FormPage {
  readonly place: HTMLElement; // the form goes here
  readonly catalogue: Catalogue;
  readonly client: LedgerClient;
  readonly outbox: Outbox;
  readonly ledger: string;
  readonly reference: Reference;
  readonly keys: readonly UsableKey[];
  readonly isSilent: boolean; // usable_keys.ts
  readonly pledge: string; // the id in the page's address; "" where it has none
}

export interface FormPageOptions {
  readonly selector: string; // of the place in the template: "[data-pledging]"
  readonly words: Readonly<Record<string, string>>; // the addresses of the words of each language
  readonly roles: readonly string[]; // of the keys that may sign
  readonly terms: readonly Term[]; // that the page explains
  readonly build: (page: FormPage) => void | Promise<void>;
}

export function openFormPage(options: FormPageOptions): void {
  const place = document.querySelector<HTMLElement>(options.selector);
  if (place === null) return;
  const spare = [...place.querySelectorAll<HTMLElement>("[hidden]")];
  start(place, options).catch((error: unknown) => {
    reportError(error);
    // The template's own sentence for a page whose scripts do not work.
    for (const each of spare) each.hidden = false;
    place.replaceChildren(...spare);
  });
}

async function start(place: HTMLElement, options: FormPageOptions): Promise<void> {
  const language = document.documentElement.lang;
  const dictionary = (await (await fetch(options.words[language]!)).json()) as Dictionary;
  const client = new LedgerClient();
  const plain = new Catalogue(dictionary, language);
  place.replaceChildren(html("p", { class: "quiet", role: "status" }, plain.text("forms.loading")));
  const [reference, facts] = await Promise.all([readReference(), client.ledger()]);
  if (reference === null || !facts.ok) {
    const again = html("button", { type: "button", class: "button" }, plain.text("forms.again"));
    again.addEventListener("click", () => void start(place, options));
    const trouble = facts.ok ? null : html("p", {}, plain.optional(`sign.trouble.${facts.trouble.kind}`) ?? "");
    place.replaceChildren(html("div", { class: "state" }, html("h2", {}, plain.text("forms.unread")), trouble, html("p", {}, again)));
    return;
  }
  const { ledger } = facts.value;
  const { keys, isSilent } = await usableKeys(client, ledger, options.roles);
  const item = itemTitles(reference, language);
  const parties = new Map(keys.map(({ party, partyName }) => [party, partyName]));
  const catalogue = new Catalogue(dictionary, language, { ...NO_NAMES, item, party: (id) => parties.get(id) ?? null });
  const outbox = new Outbox(new BrowserOutboxStore(), client);
  place.replaceChildren();
  const form = html("div", {});
  place.append(form);
  await options.build({ place: form, catalogue, client, outbox, ledger, reference, keys, isSilent, pledge: place.dataset["pledge"] ?? "" });
  place.append(termsElement(catalogue, options.terms));
  watchOutbox(outbox, ledger);
  showWaiting(place, outbox, catalogue);
  if (!options.roles.includes("new")) void showAwaiting(form, client, keys, catalogue);
}

// Others may have signed something that waits for a key of this browser.
async function showAwaiting(form: HTMLElement, client: LedgerClient, keys: readonly UsableKey[], catalogue: Catalogue): Promise<void> {
  const n = await countAwaiting(client, keys);
  if (n === 0) return;
  const link = html("a", { href: `/${catalogue.language}/my/signing` }, catalogue.text("forms.awaiting_go"));
  form.before(html("p", { class: "live awaiting" }, html("span", {}, catalogue.text("forms.awaiting", { n })), link));
}

// What was signed here and has no answer yet, while there is any.
function showWaiting(place: HTMLElement, outbox: Outbox, catalogue: Catalogue): void {
  const list = html("div", {});
  const header = html("header", {}, html("h2", { id: "signed-here" }, catalogue.text("forms.signed_here")));
  const section = html("section", { class: "section waiting", "aria-labelledby": "signed-here", hidden: true }, header, list);
  place.append(section);
  showOutbox(list, { outbox, catalogue, recordAddress: (index) => `/${catalogue.language}/records/${index}` });
  const update = (): void => void outbox.store.all().then((all) => (section.hidden = all.length === 0), () => {});
  outbox.onChange(update);
  update();
}
