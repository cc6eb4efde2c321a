// SPDX-License-Identifier: Apache-2.0
// ChangePage: the overview of a pledge, or the form of one act; the address says which (#amend), so that the browser's
// Back works. Each act begins with the pledge as it stands then.
import type { FormPage } from "../form_page/form_page";
import { readParties, withParties } from "../form_page/reference";
import type { Choice } from "../fields/fields";
import { Catalogue, type FlowDraft, type Recorded } from "../signing";
import { html } from "../verifier/dom";
import { DraftStore } from "../pledging/draft";
import { PledgeForm } from "../pledging/pledge_form";
import { moneyStep, textSteps } from "../pledging/text_steps";
import { ActForm, type SmallAct } from "./act_form";
import { Amendment } from "./amendment";
import { commentsHead, markComments, pointerOf } from "./comments";
import { offersOf, type Act, type Offer } from "./offers";
import { overview, ownerFrom, type Owner } from "./overview";
import { pledgeNow, type PledgeNow } from "./pledge_now";
import { baseFor } from "./kept_draft";
import { Revision } from "./revision";
import { subjectsOf } from "./subject";
import { WhyStep } from "./why_step";

const ACTS: readonly Act[] = ["revise", "amend", "correct", "endorse", "withdraw", "reinstate", "accept", "decline"];

function actIn(hash: string): Act | null {
  const name = hash.slice(1).split("-")[0];
  return ACTS.find((act) => act === name) ?? null;
}

interface Open {
  readonly act: Act | null;
  isOver(): boolean;
  close(): void;
}

const NOTHING: Open = { act: null, isOver: () => true, close: () => {} };

export class ChangePage {
  #page: FormPage;
  #open: Open = NOTHING;
  #parties: readonly Choice[] = [];

  constructor(page: FormPage) {
    this.#page = page;
  }

  async start(): Promise<void> {
    this.#parties = await readParties(this.#page.catalogue);
    this.#page = { ...this.#page, catalogue: withParties(this.#page.catalogue, this.#parties) };
    addEventListener("hashchange", () => {
      const act = actIn(location.hash);
      // A step of the form that is open is the form's.
      if (act === null || act !== this.#open.act || this.#open.isOver()) void this.#show(true);
    });
    await this.#show(false);
  }

  // Reads the pledge again: nothing is begun on what was true a while ago.
  async #show(hasFocus: boolean): Promise<void> {
    const { client, place, catalogue, pledge } = this.#page;
    this.#open.close();
    this.#open = NOTHING;
    place.classList.remove("task");
    const read = await client.stream(`pledge/${pledge}`);
    if (!read.ok && read.trouble.kind !== "not_found") return this.#unread(read.trouble.kind);
    const now = read.ok ? pledgeNow(read.value) : null;
    if (now === null) return place.replaceChildren(html("p", { class: "state" }, catalogue.text("changing.unknown")));
    const facts = await client.party(now.owner);
    const owner = ownerFrom(now.owner, facts.ok ? facts.value : null);
    this.#name(now, owner);
    const offers = offersOf(now, this.#page.keys);
    const offer = offers.find(({ act, keys }) => act === actIn(location.hash) && keys.length > 0);
    if (offer === undefined) {
      place.replaceChildren(...overview(now, owner, offers, this.#page.isSilent, this.#page.catalogue));
      if (hasFocus) place.querySelector<HTMLElement>("h2")?.focus();
    } else if (offer.act === "revise" || offer.act === "amend" || offer.act === "correct") {
      this.#open = this.#change(offer.act, offer, now);
      if (hasFocus) place.querySelector<HTMLElement>("section:not([hidden]) > header > h2")?.focus();
    } else {
      this.#open = this.#small(offer.act, offer, now);
    }
  }

  #unread(kind: string): void {
    const { place, catalogue } = this.#page;
    const again = html("button", { type: "button", class: "button" }, catalogue.text("forms.again"));
    again.addEventListener("click", () => void this.#show(true));
    const trouble = html("p", {}, catalogue.optional(`sign.trouble.${kind}`) ?? "");
    place.replaceChildren(html("div", { class: "state" }, html("h2", { tabindex: "-1" }, catalogue.text("forms.unread")), trouble, html("p", {}, again)));
  }

  // Statements name the pledge and its member by their names.
  #name(now: PledgeNow, owner: Owner): void {
    const { dictionary, language, names } = this.#page.catalogue;
    const party = (id: string): string | null => names.party(id) ?? (id === now.owner ? owner.name : null);
    const pledge = (id: string): string | null => (id === now.id ? now.body.title : names.pledge(id));
    this.#page = { ...this.#page, catalogue: new Catalogue(dictionary, language, { ...names, party, pledge }) };
  }

  #doneLinks(): HTMLElement[] {
    const { catalogue, pledge } = this.#page;
    const page = html("a", { href: `/${catalogue.language}/pledges/${pledge}`, class: "button plain" }, catalogue.text("pledging.done.page"));
    const more = html("button", { type: "button", class: "button plain" }, catalogue.text("changing.all"));
    more.addEventListener("click", () => this.#back());
    return [page, more];
  }

  #back(): void {
    history.pushState(null, "", location.pathname);
    void this.#show(true);
  }

  // ---- a change of the text --------------------------------------------------------------------

  #change(act: "revise" | "amend" | "correct", { keys }: Offer, now: PledgeNow): Open {
    const { place, catalogue, client, outbox, ledger, reference } = this.#page;
    const store = new DraftStore(ledger, `${act} ${now.id}`);
    const base = baseFor(now, store);
    const areas = reference.lists["focus-area"]!.items.map(({ id }) => id);
    const amendment = act === "revise" ? null : new Amendment(base, act);
    const head = html("div", { class: "change-head" });
    const words = { clear: catalogue.text("changing.draft.clear"), cleared: catalogue.text("changing.draft.cleared") };
    const options = {
      ...{ place, catalogue, client, outbox, ledger, keys, store, words, head },
      making: amendment ?? new Revision(base, areas),
      prefix: `${act}-`,
      isOnce: true,
      doneLinks: () => this.#doneLinks(),
      onFill: (form: PledgeForm) => this.#showComments(form, act, head, now),
    };
    const form = new PledgeForm(options, (onChange) => [
      ...(act === "correct" ? [moneyStep(catalogue, onChange, reference)] : textSteps(catalogue, onChange, reference, this.#parties)),
      ...(amendment === null ? [] : [new WhyStep(catalogue, onChange, amendment, ledger)]),
    ]);
    return { act, isOver: () => form.isOver, close: () => form.close() };
  }

  // The fields are new ones, without the comments.
  #showComments(form: PledgeForm, act: Act, head: HTMLElement, { body, comments, since, state }: PledgeNow): void {
    const { catalogue } = this.#page;
    const title = html("p", { class: "pledge-name" }, html("bdi", { dir: "auto" }, body.title), html("small", {}, catalogue.text(`changing.act.${act}`)));
    const all = html("p", { class: "small" }, html("a", { href: "#all" }, catalogue.text("changing.all")));
    head.replaceChildren(title, all);
    if (act !== "revise" || state !== "RETURNED") return;
    const placed = comments.map((comment) => {
      const pointer = pointerOf(comment);
      return { comment, field: form.fieldOf(pointer), step: form.addressOf(pointer) };
    });
    head.append(commentsHead(placed, catalogue.day(since.at.slice(0, 10)), catalogue));
    markComments(form.element, comments, form.fieldOf, catalogue);
  }

  // ---- the other acts --------------------------------------------------------------------------

  #small(act: SmallAct, { keys }: Offer, now: PledgeNow): Open {
    const { catalogue, place } = this.#page;
    const about = aboutOf(act, now);
    const form = new ActForm({
      ...{ page: this.#page, place, act, keys },
      subject: about.length === 0 ? null : subjectsOf(about, now.statements, catalogue),
      reason: act === "endorse" ? "none" : act === "accept" ? "free" : "needed",
      draft: (reason, party) => draftOf(act, now, reason, party, about.at(-1)?.statement.sid ?? ""),
      onBack: () => this.#back(),
      onShowAgain: () => void this.#show(true),
      doneLinks: () => this.#doneLinks(),
    });
    place.classList.add("task");
    return { act, isOver: () => form.isOver, close: () => form.close() };
  }
}

// The statements that an act names; the last one by its sid.
function aboutOf(act: SmallAct, { entered, correction }: PledgeNow): readonly Recorded[] {
  if (act === "endorse") return entered;
  return (act === "accept" || act === "decline") && correction !== null ? [correction] : [];
}

function draftOf(act: SmallAct, { stream, head }: PledgeNow, reason: string, party: string, about: string): FlowDraft {
  const frame = { stream, prev: head, signers: [party] };
  switch (act) {
    case "endorse":
      return { ...frame, kind: "pledge.endorsed", body: { sid: about } };
    case "accept":
      return { ...frame, kind: "correction.accepted", body: reason === "" ? { amendment: about } : { amendment: about, reason } };
    case "decline":
      return { ...frame, kind: "correction.declined", body: { amendment: about, reason } };
    case "withdraw":
      return { ...frame, kind: "pledge.withdrawn", body: { reason } };
    case "reinstate":
      return { ...frame, kind: "pledge.reinstated", body: { reason } };
  }
}
