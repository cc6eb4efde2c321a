// SPDX-License-Identifier: Apache-2.0
// FiguresTable: per target and amount what was said before, what is said now, and the goal.
import { theirs } from "../fields/fields";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import type { JsonObject } from "../verify/json";
import type { Statement } from "../verify/statement";
import { moneyFigures, targetFigures } from "./figures";

export function figuresTable(catalogue: Catalogue, pledge: JsonObject, report: Statement, before: Statement | null): HTMLElement {
  const figure = (value: string | null): HTMLElement => html("td", {}, html("bdi", { dir: "ltr" }, value === null ? "–" : catalogue.decimal(value)));
  const money = (value: { amount: string; currency: string } | null): HTMLElement =>
    html("td", {}, html("bdi", { dir: "ltr" }, value === null ? "–" : catalogue.money(value.amount, value.currency)));
  const targets = targetFigures(pledge, report, before).map((target) =>
    html("tr", {}, html("th", { scope: "row" }, theirs(target.title), html("small", {}, theirs(target.unit))), figure(target.before ?? target.baseline), figure(target.now), figure(target.goal)),
  );
  const amounts = moneyFigures(report, before).map((each) =>
    html("tr", {}, html("th", { scope: "row" }, catalogue.text(`sign.field.${each.name}`)), money(each.before), money(each.now), html("td", {}, "–")),
  );
  const rows = [...targets, ...amounts];
  if (rows.length === 0) return html("p", { class: "hint" }, catalogue.text("desk.figures.none"));
  const heads = (["desk.figures.what", "desk.figures.before", "desk.figures.now", "desk.figures.goal"] as const).map((key) => html("th", { scope: "col" }, catalogue.text(key)));
  const table = html("table", { class: "figures" }, html("thead", {}, html("tr", {}, ...heads)), html("tbody", {}, ...rows));
  return html("div", { class: "figures-place", tabindex: "0", role: "group", "aria-label": catalogue.text("desk.figures.title") }, table);
}
