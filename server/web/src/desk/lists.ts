// SPDX-License-Identifier: Apache-2.0
// The two lists of the desk: the queues with their counts, and the items of the open queue.
import { theirs } from "../fields/fields";
import { isObject } from "../verify/json";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { ageOf } from "./age";
import { amountOf, headlineFor, whereOf } from "./parts";
import { hashOf, type Place } from "./place";
import { GROUPS, QUEUES, type Item, type Items, type QueueName } from "./queues";

export function queueList(catalogue: Catalogue, items: Items, open: QueueName): HTMLElement[] {
  return GROUPS.flatMap((group) => {
    const rows = QUEUES.filter((queue) => queue.group === group).map(({ name }) => {
      const link = html("a", { href: hashOf({ queue: name, item: null, isSigning: false }) }, html("span", {}, catalogue.text(`desk.queue.${name}`)), " ", html("span", { class: "number" }, catalogue.count(items[name].length)));
      if (name === open) link.setAttribute("aria-current", "true");
      return html("li", {}, link);
    });
    const title = group === "decide" ? [] : [html("h3", {}, catalogue.text(`desk.group.${group}`))];
    return [...title, html("ul", {}, ...rows)];
  });
}

// What the item is about, and the line under it.
function described({ subject }: Item, catalogue: Catalogue): { title: Node; line: (Node | string)[] } {
  if (subject.is === "pledge") {
    const { row } = subject;
    return { title: theirs(row.title), line: [theirs(row.memberName), " · ", amountOf(row, catalogue), " · ", whereOf(row, catalogue)] };
  }
  if (subject.is === "envelope") {
    const { statement, signatures } = subject.row.envelope;
    return { title: headlineFor(statement.payload, catalogue), line: [catalogue.text("desk.second.count", { n: signatures.length })] };
  }
  const { registration } = subject.row;
  const request = isObject(registration) ? registration : {};
  const party = isObject(request["party"]) ? request["party"] : null;
  const id = String(request["id"] ?? "");
  const sector = party === null ? catalogue.text("desk.admit.another_key") : (catalogue.optional(`sign.sector.${String(party["sector"])}`) ?? "");
  const country = typeof party?.["country"] === "string" ? [" · ", catalogue.country(party["country"])] : [];
  return { title: theirs(String(party?.["name"] ?? catalogue.names.party(id) ?? id)), line: [sector, ...country] };
}

// `box`: where several are chosen, the box of this one.
export function itemRow(item: Item, place: Place, catalogue: Catalogue, now: number, box: HTMLInputElement | null = null): HTMLElement {
  const { title, line } = described(item, catalogue);
  const link = html("a", { href: hashOf({ queue: place.queue, item: item.id, isSigning: false }) }, title);
  const isOpen = item.id === place.item;
  if (isOpen) link.setAttribute("aria-current", "true");
  const age = item.since === null ? html("b", {}, "–") : html("b", {}, ageOf(item.since, now, catalogue.language, catalogue.text("desk.today")));
  box?.setAttribute("aria-label", link.textContent ?? "");
  const classes = `queue-row${isOpen ? " open" : ""}${box === null ? "" : " choosable"}`;
  return html("li", { class: classes }, box, html("div", {}, html("h3", {}, link), html("p", {}, ...line)), html("p", { class: "age" }, age));
}
