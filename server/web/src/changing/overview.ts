// SPDX-License-Identifier: Apache-2.0
// Overview: where a pledge stands, what the keys of this browser can do with it, and what takes another key.
import { html } from "../verifier/dom";
import type { Catalogue, PartyFacts } from "../signing";
import type { Offer } from "./offers";
import type { PledgeNow } from "./pledge_now";

export interface Owner {
  readonly name: string;
  readonly hasKey: boolean;
}

export const ownerFrom = (party: string, facts: PartyFacts | null): Owner => ({
  name: facts?.name ?? party,
  hasKey: facts === null || facts.keys.some(({ isActive }) => isActive),
});

// Reasons of the statement that brought the pledge where it stands.
const REASONED: ReadonlySet<string> = new Set(["REJECTED", "WITHDRAWN", "SUPERSEDED"]);

function section(id: string, title: string, note: string, ...content: (Node | null)[]): HTMLElement {
  const header = html("header", {}, html("h2", { id, tabindex: "-1" }, title), html("p", {}, note));
  return html("section", { class: "section first", "aria-labelledby": id }, header, html("div", { class: "view" }, ...content));
}

export function stateSentence({ state, since }: PledgeNow, catalogue: Catalogue): string {
  return catalogue.text(`changing.state.${state}`, { day: catalogue.day(since.at.slice(0, 10)) });
}

function reasonLine({ state, since }: PledgeNow, catalogue: Catalogue): HTMLElement | null {
  const { reason, successor } = since.body;
  if (!REASONED.has(state)) return null;
  if (typeof successor === "string") {
    const link = html("a", { href: `/${catalogue.language}/pledges/${successor}` }, html("bdi", { dir: "ltr" }, successor));
    return html("p", {}, `${catalogue.text("sign.field.successor")}${catalogue.colon}`, link);
  }
  if (typeof reason !== "string") return null;
  return html("p", {}, `${catalogue.text("sign.field.reason")}${catalogue.colon}`, html("bdi", { dir: "auto", class: "theirs" }, reason));
}

function stands(now: PledgeNow, owner: Owner, catalogue: Catalogue): HTMLElement {
  const { body, entered, correction } = now;
  const plain = (text: string): HTMLElement => html("p", {}, text);
  return section(
    "stands",
    catalogue.text("changing.stands"),
    catalogue.text("changing.stands_note"),
    html("p", { class: "pledge-name" }, html("bdi", { dir: "auto" }, body.title), html("small", {}, html("bdi", { dir: "auto" }, owner.name))),
    html("p", { class: "stands" }, stateSentence(now, catalogue)),
    reasonLine(now, catalogue),
    entered.length > 0 ? plain(catalogue.text("changing.entered", { n: entered.length })) : null,
    correction === null ? null : plain(catalogue.text("changing.correction_open")),
  );
}

// The first is the likeliest.
function offered({ act }: Offer, isFirst: boolean, { id }: PledgeNow, catalogue: Catalogue): HTMLElement {
  const go = html("a", { href: `#${act}`, class: isFirst ? "button" : "button plain", "aria-describedby": `act-${id}-${act}` }, catalogue.text(`changing.act.${act}`));
  const meaning = html("p", { id: `act-${id}-${act}` }, catalogue.text(`changing.meaning.${act}`));
  return html("li", {}, html("div", {}, meaning), html("div", { class: "actions" }, go));
}

function ofOthers({ act, by }: Offer, owner: Owner, catalogue: Catalogue): HTMLElement {
  const whose = by === "owner" ? catalogue.text("changing.by.owner", { who: owner.name }) : catalogue.text("changing.by.reviewer");
  return html("li", {}, html("b", {}, catalogue.text(`changing.act.${act}`)), html("p", {}, whose));
}

export function overview(now: PledgeNow, owner: Owner, offers: readonly Offer[], isSilent: boolean, catalogue: Catalogue): HTMLElement[] {
  const mine = offers.filter(({ keys }) => keys.length > 0);
  const others = offers.filter(({ keys }) => keys.length === 0);
  const isOwners = others.some(({ by }) => by === "owner");
  const keys = html("p", {}, html("a", { href: `/${catalogue.language}/my/keys`, class: mine.length === 0 ? "button" : "" }, catalogue.text("pledging.who.keys")));
  const silent = isSilent ? html("p", { class: "warning" }, catalogue.text("pledging.who.silent")) : null;
  const noKey = isOwners && !owner.hasKey ? html("p", {}, catalogue.text("changing.no_key", { who: owner.name })) : null;
  const can = section(
    "can",
    catalogue.text("changing.can"),
    catalogue.text("changing.can_note"),
    silent,
    html("ul", { class: "act-list" }, ...mine.map((offer, i) => offered(offer, i === 0, now, catalogue))),
  );
  const need = section(
    "need",
    catalogue.text(mine.length === 0 ? "changing.need" : "changing.need_more"),
    catalogue.text("changing.need_note"),
    mine.length === 0 ? silent : null,
    html("ul", { class: "act-list" }, ...others.map((offer) => ofOthers(offer, owner, catalogue))),
    noKey,
    keys,
  );
  const nothing = section("can", catalogue.text("changing.nothing"), catalogue.text("changing.nothing_note"));
  return [
    stands(now, owner, catalogue),
    ...(mine.length > 0 ? [can] : []),
    ...(others.length > 0 ? [need] : []),
    ...(offers.length === 0 ? [nothing] : []),
  ];
}
