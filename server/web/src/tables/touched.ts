// SPDX-License-Identifier: Apache-2.0
// Touched: how many pledges name an item of a list, each a link to them. A pledge keeps the list of the day on which
// it was published; what changes is what is published from the new list's day on.
import { theirs } from "../fields/fields";
import type { OfficerPage } from "../desk/officer_page";
import { html } from "../verifier/dom";

// The filter of pledges by the items of a list; other lists have none.
const FILTERS: Readonly<Record<string, string>> = {
  "focus-area": "focus_area",
  "country-group": "group",
  region: "region",
  sdg: "sdg",
  "wsis-action-line": "wsis",
  "strategic-goal": "goal",
  "connect-2030-goal": "goal",
  framework: "framework",
  "pledging-event": "event",
  "beneficiary-group": "beneficiary",
};

const COUNTED_MAX = 40;

export interface Subject {
  readonly id: string;
  readonly title: string;
}

export function filterOf(list: string, id: string): string | null {
  const name = Object.hasOwn(FILTERS, list) ? FILTERS[list] : undefined;
  return name === undefined || !/^[a-z0-9-]{1,64}$/.test(id) ? null : `${name}=${id}`;
}

// Is filled when the answers come; empty where the list has no filter or no pledge names an item.
export function touchedPledges(context: OfficerPage, list: string, items: readonly Subject[]): HTMLElement {
  const place = html("div", {});
  void fill(context, list, items.slice(0, COUNTED_MAX), place);
  return place;
}

async function fill({ api, catalogue }: OfficerPage, list: string, items: readonly Subject[], place: HTMLElement): Promise<void> {
  const counted = await Promise.all(
    items.map(async (item) => {
      const filter = filterOf(list, item.id);
      return { item, filter, n: filter === null ? null : await api.countPledges(filter) };
    }),
  );
  const rows = counted.flatMap(({ item, filter, n }) => {
    if (n === null || n === 0) return [];
    const link = html("a", { href: `/${catalogue.language}/pledges?${filter}`, target: "_blank" }, catalogue.text("tables.lists.pledges", { n }));
    return [html("li", {}, theirs(item.title), catalogue.colon, link)];
  });
  if (rows.length === 0) return;
  place.replaceChildren(html("p", {}, html("b", {}, catalogue.text("tables.lists.touched"))), html("ul", {}, ...rows), html("p", { class: "hint" }, catalogue.text("tables.lists.touched_note")));
}
