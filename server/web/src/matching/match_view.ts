// SPDX-License-Identifier: Apache-2.0
// MatchView: the matches of a pledge: what others propose to it, what stands, what is suggested, and a search; or one
// match that is proposed or accepted, which the address says (#propose-ID, #accept-ID), so that the browser's Back
// works. Each act begins with what the ledger has then.
import { stateSentence } from "../changing/overview";
import { pledgeNow, type PledgeNow } from "../changing/pledge_now";
import type { FormPage } from "../form_page/form_page";
import type { UsableKey } from "../form_page/usable_keys";
import { button } from "../fields/fields";
import { Catalogue, type FlowDraft } from "../signing";
import { html } from "../verifier/dom";
import { ActView, pledgeLine, type Act } from "./act_view";
import { readMatches, standing, type Match, type Matches, type Other, type Suggested } from "./match_api";
import { reasonsSentence } from "./reasons";
import { SearchPart } from "./search_part";

interface Now {
  readonly pledge: PledgeNow;
  readonly ownerName: string;
  readonly matches: Matches;
  readonly keys: readonly UsableKey[]; // of the pledge's owner
}

const ACT = /^#(propose|accept)-([a-z0-9-]{1,64})$/;

export class MatchView {
  #act: ActView | null = null;
  #minSize = 0; // with what was recorded here
  readonly #others = new Map<string, Other>(); // that the page has shown

  constructor(readonly page: FormPage) {}

  async start(): Promise<void> {
    addEventListener("hashchange", () => void this.#show(true));
    await this.#show(false);
  }

  async #show(hasFocus: boolean): Promise<void> {
    const { client, place, catalogue, pledge: id } = this.page;
    this.#act?.close();
    this.#act = null;
    place.classList.remove("task");
    const [stream, matches] = await Promise.all([client.stream(`pledge/${id}`), readMatches(id, this.#minSize)]);
    const pledge = stream.ok ? pledgeNow(stream.value) : null;
    const isUnknown = stream.ok ? pledge === null : stream.trouble.kind === "not_found";
    if (isUnknown) return place.replaceChildren(html("p", { class: "state" }, catalogue.text("changing.unknown")));
    if (pledge === null || matches === null) return this.#unread();
    const facts = await client.party(pledge.owner);
    const ownerName = facts.ok ? facts.value.name : pledge.owner;
    const keys = this.page.keys.filter(({ party, roles }) => party === pledge.owner && (roles.length === 0 || roles.includes("member")));
    const now: Now = { pledge, ownerName, matches, keys };
    for (const { other } of [...matches.suggested, ...matches.matches]) this.#others.set(other.id, other);
    const [, act, other] = ACT.exec(location.hash) ?? [];
    if (act !== undefined && other !== undefined && keys.length > 0 && (await this.#open(act as Act, other, now))) return;
    this.#showAll(now);
    if (hasFocus) place.querySelector<HTMLElement>("h2")?.focus();
  }

  #unread(): void {
    const { place, catalogue } = this.page;
    const again = button(catalogue.text("forms.again"), () => void this.#show(true), "button");
    place.replaceChildren(html("div", { class: "state" }, html("h2", { tabindex: "-1" }, catalogue.text("forms.unread")), html("p", {}, again)));
  }

  // ---- all that there is -----------------------------------------------------------------------

  #showAll(now: Now): void {
    const { place, isSilent } = this.page;
    const { matches, isOpen: open } = now.matches;
    const received = matches.filter(({ other, isReceived, acceptedOn }) => isReceived && acceptedOn === null && standing(matches, other.id)?.acceptedOn === null);
    const stand = matches.filter(({ isReceived, acceptedOn }) => acceptedOn !== null || !isReceived);
    const parts = [
      this.#section("pledge", "matching.this", "matching.both_ways", ...this.#head(now, isSilent)),
      received.length === 0 && !open ? null : this.#section("received", "matching.received", "matching.received_note", this.#receivedList(received, now)),
      stand.length === 0 ? null : this.#section("stands", "matching.stands", "matching.stands_note", html("ul", { class: "act-list" }, ...stand.map((match) => this.#standingRow(match)))),
      open ? this.#section("suggested", "matching.suggested", "matching.suggested_note", this.#suggestedList(now)) : null,
      open ? this.#section("other", "matching.other", "matching.other_note", this.#search(now)) : null,
    ];
    place.replaceChildren(...parts.filter((part) => part !== null));
  }

  #section(id: string, title: Parameters<Catalogue["text"]>[0], note: Parameters<Catalogue["text"]>[0], ...content: (Node | null)[]): HTMLElement {
    const { catalogue } = this.page;
    const header = html("header", {}, html("h2", { id, tabindex: "-1" }, catalogue.text(title)), html("p", {}, catalogue.text(note)));
    return html("section", { class: "section first", "aria-labelledby": id }, header, html("div", { class: "view" }, ...content));
  }

  // The pledge, where it stands, and whose key it takes.
  #head({ pledge, ownerName, keys, matches }: Now, isSilent: boolean): (Node | null)[] {
    const { catalogue } = this.page;
    const own: Other = { id: pledge.id, title: pledge.body.title, member: pledge.owner, memberName: ownerName };
    const need = html("div", { class: "remark" }, html("p", { class: "head" }, catalogue.text("changing.by.owner", { who: ownerName })), html("p", {}, catalogue.text("changing.need_note")), html("p", {}, html("a", { href: `/${catalogue.language}/my/keys` }, catalogue.text("pledging.who.keys"))));
    return [
      pledgeLine(own, catalogue.language),
      html("p", { class: "stands" }, stateSentence(pledge, catalogue)),
      matches.isOpen ? null : html("p", {}, catalogue.text("matching.not_open")),
      isSilent ? html("p", { class: "warning" }, catalogue.text("pledging.who.silent")) : null,
      keys.length === 0 ? need : null,
    ];
  }

  // A link to an act; nothing where no key of this browser may sign it.
  #go(act: Act, other: Other, { keys }: Now, isFirst: boolean): HTMLElement | null {
    if (keys.length === 0) return null;
    const name = `${this.page.catalogue.text(`matching.act.${act}`)}${this.page.catalogue.colon}${other.title}`;
    const link = html("a", { href: `#${act}-${other.id}`, class: isFirst ? "button" : "button plain", "aria-label": name }, this.page.catalogue.text(`matching.act.${act}`));
    return html("div", { class: "actions" }, link);
  }

  #receivedList(received: readonly Match[], now: Now): HTMLElement {
    const { catalogue } = this.page;
    if (received.length === 0) return html("p", { class: "quiet" }, catalogue.text("matching.none_received"));
    const rows = received.map(({ other, proposedOn }, i) => {
      const said = catalogue.text("matching.proposed_by", { who: other.memberName, day: catalogue.day(proposedOn) });
      return html("li", {}, pledgeLine(other, catalogue.language), html("p", {}, said), now.matches.isOpen ? this.#go("accept", other, now, i === 0) : null);
    });
    return html("ul", { class: "act-list" }, ...rows);
  }

  #standingRow({ other, proposedOn, acceptedOn, isReceived }: Match): HTMLElement {
    const { catalogue } = this.page;
    const said =
      acceptedOn !== null
        ? catalogue.text(isReceived ? "matching.you_accepted" : "matching.they_accepted", { who: other.memberName, day: catalogue.day(acceptedOn) })
        : catalogue.text("matching.waits", { who: other.memberName, day: catalogue.day(proposedOn) });
    return html("li", {}, pledgeLine(other, catalogue.language), html("p", {}, said));
  }

  #suggestedList(now: Now): HTMLElement {
    const { catalogue } = this.page;
    const { suggested } = now.matches;
    if (suggested.length === 0) return html("p", { class: "quiet" }, catalogue.text("matching.none_suggested"));
    return html("ol", { class: "act-list suggested" }, ...suggested.map((each, i) => this.#suggestedRow(each, now, i === 0)));
  }

  #suggestedRow({ other, reasons }: Suggested, now: Now, isFirst: boolean): HTMLElement {
    const { catalogue } = this.page;
    const why = html("p", { class: "why" }, catalogue.text("matching.why", { reasons: reasonsSentence(reasons, catalogue) }));
    return html("li", {}, pledgeLine(other, catalogue.language), why, this.#go("propose", other, now, isFirst));
  }

  #search(now: Now): HTMLElement {
    const { catalogue, pledge } = this.page;
    const rowOf = (other: Other): HTMLElement => {
      this.#others.set(other.id, other);
      const match = standing(now.matches.matches, other.id);
      const line = pledgeLine(other, catalogue.language);
      if (match === null) return html("li", {}, line, this.#go("propose", other, now, false));
      if (match.acceptedOn === null && match.isReceived) return html("li", {}, line, this.#go("accept", other, now, false));
      return html("li", {}, line, html("p", {}, catalogue.text(match.acceptedOn === null ? "matching.proposed_already" : "matching.matched_already")));
    };
    return new SearchPart({ catalogue, pledge, rowOf }).element;
  }

  // ---- one match -------------------------------------------------------------------------------

  // False where there is nothing to propose or accept.
  async #open(act: Act, id: string, now: Now): Promise<boolean> {
    const match = standing(now.matches.matches, id);
    if (!now.matches.isOpen || id === now.pledge.id || (match !== null && match.acceptedOn !== null)) return false;
    if (act === "accept" && (match === null || !match.isReceived)) return false;
    const other = this.#others.get(id) ?? (await this.#read(id));
    if (other === null) return false;
    const draft = act === "accept" ? draftOf(now, "match.accepted", { sid: match!.proposal }) : draftOf(now, "match.proposed", { pledge: id });
    this.page.place.classList.add("task");
    this.#act = new ActView({
      page: { ...this.page, catalogue: this.#named(now, other) },
      ...{ act, other, keys: now.keys, draft },
      reasons: now.matches.suggested.find((each) => each.other.id === id)?.reasons ?? null,
      onBack: () => this.#back(),
      onShowAgain: () => void this.#show(true),
      onRecorded: (index) => (this.#minSize = index + 1),
    });
    return true;
  }

  // A pledge that only the address names.
  async #read(id: string): Promise<Other | null> {
    const { client } = this.page;
    const stream = await client.stream(`pledge/${id}`);
    const pledge = stream.ok ? pledgeNow(stream.value) : null;
    if (pledge === null) return null;
    const facts = await client.party(pledge.owner);
    return { id, title: pledge.body.title, member: pledge.owner, memberName: facts.ok ? facts.value.name : pledge.owner };
  }

  // Statements name both pledges by their titles.
  #named(now: Now, other: Other): Catalogue {
    const { dictionary, language, names } = this.page.catalogue;
    const titles = new Map([
      [now.pledge.id, now.pledge.body.title],
      [other.id, other.title],
    ]);
    const parties = new Map([
      [now.pledge.owner, now.ownerName],
      [other.member, other.memberName],
    ]);
    return new Catalogue(dictionary, language, {
      ...names,
      pledge: (id) => titles.get(id) ?? names.pledge(id),
      party: (id) => parties.get(id) ?? names.party(id),
    });
  }

  #back(): void {
    history.pushState(null, "", location.pathname);
    void this.#show(true);
  }
}

function draftOf({ pledge, keys }: Now, kind: "match.proposed" | "match.accepted", body: object): FlowDraft {
  return { kind, stream: pledge.stream, prev: pledge.head, signers: [keys[0]!.party], body } as FlowDraft;
}
