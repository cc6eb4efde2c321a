// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/new: a member makes a pledge and signs it. What it says without scripts is in
// templates/my_pledge.html.
import type { Choice } from "../keys/form";
import { isFault } from "../keys/key_fault";
import { openKeyRing, signerOf, type KeptKey } from "../keys/key_ring";
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
  type SigningKey,
} from "../signing";
import { html } from "../verifier/dom";
import { DraftStore, streamOf } from "./draft";
import { TargetsStep, WhereStep } from "./list_steps";
import { PledgeCheck } from "./pledge_check";
import { PledgeForm } from "./pledge_form";
import { MoneyStep, WhatStep, WhenStep, WhoStep, type UsableKey } from "./steps";

// The addresses of the words of each language, given by tools/build.mjs.
declare const PLEDGING_WORDS: Readonly<Record<string, string>>;

type PledgingKey = UsableKey & { readonly signing: SigningKey };

interface Reference {
  readonly lists: Readonly<Record<string, { readonly items: readonly { readonly id: string }[] }>>;
  readonly countries: readonly Readonly<Record<string, unknown>>[];
  readonly currencies: readonly Readonly<Record<string, unknown>>[];
}

// The codes of three letters in a list of the reference.
const codesOf = (list: readonly Readonly<Record<string, unknown>>[], name: string): string[] =>
  list.map((each) => each[name]).filter((code): code is string => typeof code === "string" && /^[A-Z]{3}$/.test(code));

async function readReference(): Promise<Reference | null> {
  try {
    const answer = await fetch("/api/v1/reference", { credentials: "omit" });
    if (!answer.ok) return null;
    const reference = (await answer.json()) as Reference;
    const isWhole = [reference.lists?.["focus-area"]?.items, reference.countries, reference.currencies].every(Array.isArray);
    return isWhole ? reference : null;
  } catch {
    return null;
  }
}

// Keys of members; where the server does not say, those that belong to an organisation of this ledger.
async function usableKeys(client: LedgerClient, ledger: string): Promise<{ keys: PledgingKey[]; isSilent: boolean }> {
  const ring = await openKeyRing();
  const kept = isFault(ring) ? [] : await ring.all();
  let isSilent = false;
  const found = await Promise.all(
    kept.map(async (key) => {
      const facts = await client.key(key.id);
      if (facts.ok) {
        const { isActive, isRoot, roles, party } = facts.value;
        return isActive && !isRoot && roles.includes("member") ? usable(client, key, party) : null;
      }
      if (facts.trouble.kind === "not_found" || key.party === "" || key.ledger !== ledger) return null;
      isSilent = true;
      return usable(client, key, key.party);
    }),
  );
  return { keys: found.filter((key) => key !== null), isSilent };
}

async function usable(client: LedgerClient, key: KeptKey, party: string): Promise<PledgingKey> {
  const facts = await client.party(party);
  const { id, name, publicKey } = key;
  const signing = { id, label: name, publicKey, sign: (bytes: Uint8Array) => signerOf(key).sign(bytes.slice()) };
  return { id, name, party, partyName: facts.ok ? facts.value.name : party, signing };
}

function sorted(choices: Choice[], language: string): Choice[] {
  const order = new Intl.Collator(language);
  return choices.sort((a, b) => order.compare(a.label, b.label));
}

// "USD US dollar", in the reader's language.
function currencyChoices(codes: readonly string[], language: string): Choice[] {
  const names = new Intl.DisplayNames([language === "en" ? "en-GB" : language], { type: "currency" });
  return codes.map((code) => {
    const name = names.of(code) ?? code;
    return { value: code, label: name === code ? code : `${code} ${name}` };
  });
}

// What was signed here and has no answer yet, while there is any.
function showWaiting(place: HTMLElement, outbox: Outbox, catalogue: Catalogue): void {
  const list = html("div", {});
  const header = html("header", {}, html("h2", { id: "pledging-waiting" }, catalogue.text("pledging.waiting")));
  const section = html("section", { class: "section waiting", "aria-labelledby": "pledging-waiting", hidden: true }, header, list);
  place.append(section);
  showOutbox(list, { outbox, catalogue, recordAddress: (index) => `/${catalogue.language}/records/${index}` });
  const update = (): void => void outbox.store.all().then((all) => (section.hidden = all.length === 0), () => {});
  outbox.onChange(update);
  update();
}

async function start(place: HTMLElement): Promise<void> {
  const language = document.documentElement.lang;
  const dictionary = (await (await fetch(PLEDGING_WORDS[language]!)).json()) as Dictionary;
  const client = new LedgerClient();
  const plain = new Catalogue(dictionary, language);
  place.replaceChildren(html("p", { class: "quiet", role: "status" }, plain.text("pledging.loading")));
  const [reference, facts] = await Promise.all([readReference(), client.ledger()]);
  if (reference === null || !facts.ok) {
    const again = html("button", { type: "button", class: "button" }, plain.text("pledging.again"));
    again.addEventListener("click", () => void start(place));
    const trouble = facts.ok ? null : html("p", {}, plain.optional(`sign.trouble.${facts.trouble.kind}`) ?? "");
    place.replaceChildren(html("div", { class: "state" }, html("h2", {}, plain.text("pledging.unread")), trouble, html("p", {}, again)));
    return;
  }
  const { ledger } = facts.value;
  const { keys, isSilent } = await usableKeys(client, ledger);
  const item = itemTitles(reference, language);
  const parties = new Map(keys.map(({ party, partyName }) => [party, partyName]));
  const catalogue = new Catalogue(dictionary, language, { ...NO_NAMES, item, party: (id) => parties.get(id) ?? null });
  const outbox = new Outbox(new BrowserOutboxStore(), client);
  const store = new DraftStore(ledger);
  // A draft whose pledge was recorded meanwhile, from the outbox, is done.
  const draft = store.read();
  const head = draft === null ? null : await client.head(streamOf(draft));
  if (head?.ok && head.value.count > 0) store.clear();
  const areas = reference.lists["focus-area"]!.items.map(({ id }) => id);
  const areaChoices = areas.map((id) => ({ value: id, label: item(["focus-area"], id) ?? id }));
  const countries = sorted(codesOf(reference.countries, "iso3").map((iso3) => ({ value: iso3, label: catalogue.country(iso3) })), language);
  const currencies = currencyChoices(codesOf(reference.currencies, "code"), language);
  const check = new PledgeCheck(client, ledger, areas);
  new PledgeForm({ place, catalogue, client, outbox, ledger, keys, check, store }, (onChange) => [
    new WhoStep(catalogue, onChange, keys, language, isSilent),
    new WhatStep(catalogue, onChange, areaChoices),
    new WhereStep(catalogue, onChange, countries),
    new WhenStep(catalogue, onChange),
    new MoneyStep(catalogue, onChange, currencies),
    new TargetsStep(catalogue, onChange),
  ]);
  watchOutbox(outbox, ledger);
  showWaiting(place, outbox, catalogue);
}

const place = document.querySelector<HTMLElement>("[data-pledging]");
if (place !== null) {
  const spare = [...place.querySelectorAll<HTMLElement>("[hidden]")];
  start(place).catch((error: unknown) => {
    reportError(error);
    // The template's own sentence for a page whose scripts do not work.
    for (const each of spare) each.hidden = false;
    place.replaceChildren(...spare);
  });
}
