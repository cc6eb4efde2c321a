// SPDX-License-Identifier: Apache-2.0
// Parts of the desk's views: headings, rows of a statement, fields, and what is said where no key fits.
import { sentence } from "../form_page/phrases";
import { asField } from "../form_page/as_field";
import { h, render } from "preact";
import { Field, theirs } from "../fields/fields";
import type { Catalogue } from "../signing";
import { Pieces, Rows } from "../signing/statement_view";
import { headlineOf, type Row } from "../signing/words_of_statement";
import type { UsableKey } from "../form_page/usable_keys";
import { drawing, html } from "../verifier/dom";
import type { DeskContext } from "./context";
import type { PledgeRow } from "./desk_api";
import type { OfficerRole } from "./rules";

// What members wrote keeps its own direction.
export const keyDigits = (id: string): HTMLElement => html("bdi", { class: "mono", dir: "ltr" }, `${id.slice(0, 4)} ${id.slice(4, 8)}`);

export const warningMark = (): SVGElement =>
  drawing(
    { d: "M8 1.4l7 12.8H1z", fill: "none", stroke: "currentColor", "stroke-width": "1.6", "stroke-linejoin": "round" },
    { d: "M8 6v4.2M8 11.4v1.4", stroke: "currentColor", "stroke-width": "1.6" },
  );

export function rowsOf(rows: readonly Row[], catalogue: Catalogue): HTMLElement {
  const place = html("div", {});
  render(h(Rows, { rows, catalogue }), place);
  return place;
}

export function headlineFor(payload: Uint8Array, catalogue: Catalogue): HTMLElement {
  const place = html("span", {});
  render(h(Pieces, { of: headlineOf(payload, catalogue) }), place);
  return place;
}

// The item's heading gets the focus when it is opened.
export function itemHead(title: Node | string, ...lines: (Node | string)[][]): HTMLElement {
  const heading = html("h2", { tabindex: "-1", class: "item-title" }, title);
  return html("header", {}, heading, ...lines.map((line) => html("p", { class: "quiet" }, ...line)));
}

export const box = (title: string, ...content: (Node | string | null)[]): HTMLElement =>
  html("section", { class: "box" }, html("h3", {}, title), ...content);

export function amountOf({ announced }: PledgeRow, catalogue: Catalogue): string {
  return announced === null ? catalogue.text("desk.no_amount") : catalogue.money(announced.amount.replace(/\.0+$/, ""), announced.currency);
}

const NAMED_MAX = 3;

export function whereOf({ scope, countries }: PledgeRow, catalogue: Catalogue): string {
  if (countries.length === 0) return catalogue.optional(`scope.${scope}`) ?? scope;
  if (countries.length > NAMED_MAX) return catalogue.text("desk.countries", { n: countries.length });
  return countries.map((iso3) => catalogue.country(iso3)).join(catalogue.between);
}

export function longText(label: string, hint: string | null = null): Field<HTMLTextAreaElement> {
  return dataField(new Field(html("textarea", { rows: "4", dir: "auto" }), label, hint));
}

// A mark of the ledger's refusal stands above the control.
export function dataField<T extends HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(field: Field<T>): Field<T> {
  field.target.setAttribute("data-field", "");
  return field;
}

export { disclosure } from "../form_page/disclosure";

export const fieldFor = asField;

// What a view shows instead of its form where the chosen key can't decide; null where it can.
export function keyNeeded(context: DeskContext, role: OfficerRole): HTMLElement | null {
  if (context.keysFor(role).length > 0) return null;
  const { catalogue } = context;
  const name = catalogue.text(`sign.role.${role}`);
  const other = context.allKeys.filter(({ roles }) => roles.includes(role));
  if (other.length > 0) return box(catalogue.text("desk.key.other", { role: name }), html("p", { class: "actions" }, ...other.map((key) => switchTo(context, key))));
  const link = html("a", { href: `/${catalogue.language}/my/keys` }, catalogue.text("desk.key.go"));
  return box(catalogue.text("desk.key.needed", { role: name }), html("p", {}, catalogue.text("desk.key.needed_note")), html("p", {}, link));
}

function switchTo(context: DeskContext, key: UsableKey): HTMLElement {
  const words = sentence(context.catalogue.message("desk.key.switch"), { name: theirs(key.name), key: keyDigits(key.id) });
  const button = html("button", { type: "button", class: "button plain" }, html("span", {}, ...words));
  button.addEventListener("click", () => context.choose(key.id));
  return button;
}
