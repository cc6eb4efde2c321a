// SPDX-License-Identifier: Apache-2.0
// Pledged: what was pledged, above a form that is about it.
import { theirs } from "../fields/fields";
import type { Catalogue, PledgeBody } from "../signing";
import { html } from "../verifier/dom";

export type Fact = readonly [name: string | Node, value: readonly (string | Node)[]];

export const factList = (facts: readonly Fact[]): HTMLElement =>
  html("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, ...value)]));

// A part of a page: its title and note in the margin.
export function section(id: string, title: string, note: string, ...body: (Node | null)[]): HTMLElement {
  const header = html("header", {}, html("h2", { id, tabindex: "-1" }, title), html("p", {}, note));
  return html("section", { class: "section", "aria-labelledby": id }, header, html("div", { class: "view" }, ...body));
}

export function pledged(catalogue: Catalogue, ownerName: string, body: PledgeBody): HTMLElement {
  const facts: Fact[] = [[catalogue.text("forms.pledged.by"), [theirs(ownerName)]]];
  if (body.value !== undefined) facts.push([catalogue.text("forms.pledged.value"), [html("bdi", { dir: "ltr" }, catalogue.money(body.value.amount, body.value.currency))]]);
  const term = body.end === undefined ? catalogue.day(body.start) : catalogue.text("value.from_to", { from: catalogue.day(body.start), to: catalogue.day(body.end) });
  facts.push([catalogue.text(body.end === undefined ? "sign.field.start" : "forms.pledged.term"), [term]]);
  const title = html("p", { class: "pledged-title" }, theirs(body.title));
  const description = body.description === undefined ? null : described(catalogue, body.description);
  return section("forms-pledged", catalogue.text("forms.pledged.title"), catalogue.text("forms.pledged.note"), title, factList(facts), description);
}

function described(catalogue: Catalogue, text: string): HTMLElement {
  const summary = html("summary", {}, catalogue.text("sign.field.description"));
  return html("details", { class: "signed-bytes" }, summary, html("p", { class: "theirs long", dir: "auto" }, text));
}
