// SPDX-License-Identifier: Apache-2.0
// The page /{language}/desk: what waits for BDT, and the decisions on it. What it says without scripts is in
// templates/desk.html.
import { openFormPage, type FormPage } from "../form_page/form_page";
import { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { Desk } from "./desk";
import { DeskApi } from "./desk_api";
import { DeskNames } from "./names";
import { readItems } from "./read_items";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

async function build(page: FormPage): Promise<void> {
  const { place, client, outbox, ledger, keys, catalogue: plain } = page;
  const names = new DeskNames(plain.names);
  const catalogue = new Catalogue(plain.dictionary, plain.language, names);
  const api = new DeskApi();
  const [items, facts] = await Promise.all([readItems(api), client.ledger()]);
  if (items === null || !facts.ok) {
    const again = html("button", { type: "button", class: "button" }, catalogue.text("forms.again"));
    again.addEventListener("click", () => void build(page));
    return place.replaceChildren(html("div", { class: "state" }, html("h2", {}, catalogue.text("forms.unread")), html("p", {}, again)));
  }
  const { operator } = facts.value;
  const party = await client.party(operator);
  if (party.ok) names.learnParty({ party: operator, name: party.value.name });
  names.learn(items);
  new Desk({ place, client, outbox, ledger, keys, catalogue, api, names, operator }, items);
}

openFormPage({ selector: "[data-desk]", words: WORDS, roles: ["registrar", "reviewer", "auditor"], terms: ["on_behalf", "notice", "lapsed", "assurance", "disputed", "determination", "correction"], build });
