// SPDX-License-Identifier: Apache-2.0
// SubmissionView: a pledge that waits for its review: its text in full, what it may repeat, comments beside its
// fields; and the decision: publish, return or reject.
import { sentence } from "../form_page/phrases";
import { Field, textInput, theirs } from "../fields/fields";
import { PLEDGE_FIELDS } from "../signing/kinds";
import { foldedBody, wordsOfStatement, type FormField, type Recorded } from "../signing";
import type { Row } from "../signing/words_of_statement";
import { html } from "../verifier/dom";
import { isObject, type JsonObject } from "../verify/json";
import { pledgeLink, recordLink, type DeskContext, type ItemView } from "./context";
import { DecisionForm, type Decision } from "./decision_form";
import type { PledgeFacts } from "./desk_api";
import { likelyRepeats, searchWords, type Likeness } from "./duplicates";
import { amountOf, box, dataField, fieldFor, itemHead, keyNeeded, longText, rowsOf, whereOf } from "./parts";
import { nextNumber } from "./rules";

// Comments that were begun, by the submission that they are about: they outlast a look at another item.
const begun = new Map<string, Map<string, string>>();

const COUNTRIES_SEARCHED = 3;
const CANDIDATES_MAX = 200;

export async function submissionView(context: DeskContext, id: string): Promise<ItemView | null> {
  const [stream, facts] = await Promise.all([context.client.stream(`pledge/${id}`), context.api.pledge(id)]);
  if (!stream.ok || facts === null) return null;
  const recorded = stream.value;
  const { submission } = foldedBody(recorded.map(({ statement }) => statement));
  const at = recorded.findIndex(({ statement }) => statement.sid === submission);
  if (at < 0) return null;
  return new SubmissionView(context, facts, recorded, at).view;
}

class SubmissionView {
  readonly #element = html("div", { class: "item-body" });
  readonly #submitted: Recorded;
  readonly #comments = new Map<string, Field<HTMLTextAreaElement>>();
  readonly #texts: Map<string, string>;
  readonly #number: Field<HTMLInputElement>;
  #form: DecisionForm | null = null;

  constructor(
    readonly context: DeskContext,
    readonly facts: PledgeFacts,
    readonly recorded: readonly Recorded[],
    readonly at: number, // of the submission or revision in force
  ) {
    this.#submitted = recorded[at]!;
    const { sid } = this.#submitted.statement;
    this.#texts = begun.get(sid) ?? new Map<string, string>();
    begun.set(sid, this.#texts);
    const { catalogue } = context;
    this.#number = dataField(new Field(textInput({ dir: "ltr" }), catalogue.text("sign.field.number"), catalogue.text("desk.publish.number")));
    const needed = this.#isOpen ? keyNeeded(context, "reviewer") : null;
    const canDecide = this.#isOpen && needed === null;
    const repeats = html("div", {});
    this.#element.append(this.#head(), ...this.#rows(canDecide), repeats);
    if (needed !== null) this.#element.append(needed);
    if (canDecide) {
      this.#form = this.#decisions();
      this.#element.append(this.#form.element);
      if (this.#comments.size > 0) this.#form.choose("returned");
    }
    void this.#findRepeats(repeats);
    if (canDecide) void this.#proposeNumber();
  }

  get view(): ItemView {
    return { element: this.#element, streams: [`pledge/${this.facts.row.id}`] };
  }

  get #isOpen(): boolean {
    return this.facts.row.state === "SUBMITTED";
  }

  #head(): HTMLElement {
    const { context, facts } = this;
    const { catalogue } = context;
    const { statement, index } = this.#submitted;
    const isEntered = statement.body["on_behalf_of"] !== undefined;
    const record = html("a", { href: recordLink(context, index) }, catalogue.text("desk.record", { n: String(index) }));
    const key = statement.kind === "pledge.revised" ? "desk.submission.revised" : isEntered ? "desk.submission.entered" : "desk.submission.said";
    const said = sentence(catalogue.message(key), { who: theirs(facts.row.memberName), day: catalogue.day(statement.at.slice(0, 10)), record });
    const page = html("a", { href: pledgeLink(context, facts.row.id) }, catalogue.text("desk.pledge_page"));
    const state = this.#isOpen ? [] : [[html("b", {}, catalogue.text("desk.submission.decided", { state: catalogue.optional(`status.${facts.row.state}`) ?? facts.row.state }))]];
    return itemHead(theirs(facts.row.title), said, [page], ...state);
  }

  // ---- the text and its comments ---------------------------------------------------------------

  #rows(canDecide: boolean): HTMLElement[] {
    const { catalogue } = this.context;
    const before = foldedBody(this.recorded.slice(0, this.at).map(({ statement }) => statement)).body;
    const words = wordsOfStatement(this.#submitted.payload, catalogue, { before, references: [] });
    if (words === null) return [html("p", { class: "warning" }, catalogue.text("sign.value.no_statement"))];
    const asked = this.#askedBefore();
    // Who says it, and when, is in the heading.
    const rows = words.rows.filter(({ name, isOther }) => isOther || Object.hasOwn(PLEDGE_FIELDS, name));
    return rows.map((row) => this.#row(row, asked.get(row.name) ?? null, canDecide && !row.isOther));
  }

  // What the last return asked, by field.
  #askedBefore(): ReadonlyMap<string, string> {
    const returned = this.recorded.slice(0, this.at).findLast(({ statement }) => statement.kind === "pledge.returned");
    const comments = returned?.statement.body["comments"];
    const all = Array.isArray(comments) ? comments.filter(isObject) : [];
    return new Map(all.map(({ field, comment }) => [String(field), String(comment)]));
  }

  #row(row: Row, asked: string | null, canComment: boolean): HTMLElement {
    const { catalogue } = this.context;
    const element = html("div", { class: "item-row" }, rowsOf([row], catalogue));
    if (canComment) element.append(this.#commentPlace(row));
    if (asked !== null) {
      element.append(html("p", { class: "comment" }, html("b", {}, catalogue.text("desk.comment.asked"), catalogue.colon), theirs(asked)));
    }
    return element;
  }

  #commentPlace({ name, term }: Row): HTMLElement {
    const { catalogue } = this.context;
    const place = html("div", { class: "comment-place" });
    const add = html("button", { type: "button", class: "link-button" }, catalogue.text("desk.comment.add"), html("span", { class: "hidden" }, `${catalogue.colon}${term}`));
    const open = (text: string): Field<HTMLTextAreaElement> => {
      const field = longText(catalogue.text("desk.comment.on", { field: term }));
      field.target.value = text;
      field.target.rows = 3;
      field.target.addEventListener("input", () => this.#texts.set(name, field.value));
      const remove = html("button", { type: "button", class: "link-button" }, catalogue.text("desk.comment.remove"), html("span", { class: "hidden" }, `${catalogue.colon}${term}`));
      remove.addEventListener("click", () => {
        this.#comments.delete(name);
        this.#texts.delete(name);
        place.classList.remove("open");
        place.replaceChildren(add);
        add.focus();
      });
      this.#comments.set(name, field);
      this.#texts.set(name, text);
      place.classList.add("open");
      place.replaceChildren(html("div", { class: "comment" }, field.element, remove));
      return field;
    };
    add.addEventListener("click", () => {
      open("").target.focus();
      this.#form?.choose("returned");
    });
    place.append(add);
    const text = this.#texts.get(name);
    if (text !== undefined) open(text);
    return place;
  }

  // ---- the decision ----------------------------------------------------------------------------

  #decisions(): DecisionForm {
    const { context, facts, recorded } = this;
    const { catalogue } = context;
    const submission = this.#submitted.statement.sid;
    const reason = longText(catalogue.text("sign.field.reason"), catalogue.text("desk.reject.reason"));
    const decisions: Decision[] = [
      {
        value: "published",
        label: catalogue.text("desk.publish"),
        note: catalogue.text("desk.publish.note"),
        fields: [this.#number.element],
        kind: "pledge.published",
        body: () => ({ submission, number: this.#number.value.trim() }),
        fieldOf: (pointer) => (pointer === "/body/number" ? fieldFor(this.#number) : null),
      },
      {
        value: "returned",
        label: catalogue.text("desk.return"),
        note: catalogue.text("desk.return.note"),
        fields: [],
        kind: "pledge.returned",
        body: () => ({ submission, comments: this.#commented.map(([field, { value }]) => ({ field, comment: value })) as unknown as JsonObject[] }),
        fieldOf: (pointer) => this.#commentField(pointer),
        faults: () => (this.#comments.size === 0 ? [{ code: "member_missing", pointer: "/body/comments", rule: "", accepted: "" }] : []),
      },
      {
        value: "rejected",
        label: catalogue.text("desk.reject"),
        note: catalogue.text("desk.reject.note"),
        fields: [reason.element],
        kind: "pledge.rejected",
        body: () => ({ submission, reason: reason.value }),
        fieldOf: (pointer) => (pointer === "/body/reason" ? fieldFor(reason) : null),
      },
    ];
    const prev = recorded.at(-1)!.statement.sid;
    const stream = `pledge/${facts.row.id}`;
    return new DecisionForm(context, { legend: catalogue.text("desk.decision"), role: "reviewer", stream, prev, decisions }, this.#element);
  }

  get #commented(): [string, Field<HTMLTextAreaElement>][] {
    return [...this.#comments];
  }

  #commentField(pointer: string): FormField | null {
    const place = /^\/body\/comments\/(\d+)/.exec(pointer);
    const field = place === null ? undefined : this.#commented[Number(place[1])]?.[1];
    return field === undefined ? null : fieldFor(field);
  }

  async #proposeNumber(): Promise<void> {
    const year = new Date(this.context.client.clock.time).getUTCFullYear();
    const rows = await this.context.api.pledges(`from=${year}-01-01`);
    if (rows !== null && this.#number.value === "") this.#number.target.value = nextNumber(rows.map(({ number }) => number), year);
  }

  // ---- what it may repeat ----------------------------------------------------------------------

  async #findRepeats(place: HTMLElement): Promise<void> {
    const { row } = this.facts;
    const { api, catalogue } = this.context;
    const words = searchWords(row.title);
    const filters = [
      `member=${row.member}`,
      ...(words === "" ? [] : [`q=${encodeURIComponent(words)}`]),
      ...(row.announced === null ? [] : row.countries.slice(0, COUNTRIES_SEARCHED).map((iso3) => `country=${iso3}`)),
    ];
    const found = await Promise.all(filters.map((filter) => api.pledges(filter, CANDIDATES_MAX)));
    const repeats = likelyRepeats(row, found.flatMap((rows) => rows ?? []));
    if (repeats.length === 0) return place.replaceChildren(html("p", { class: "hint" }, catalogue.text("desk.repeat.none")));
    place.replaceChildren(box(catalogue.text("desk.repeat.title"), html("ul", { class: "repeats" }, ...repeats.map((repeat) => this.#repeat(repeat)))));
  }

  #repeat({ row, isOwn, isTitle, countries, isAmount }: Likeness): HTMLElement {
    const { catalogue } = this.context;
    const reasons = [
      isOwn ? catalogue.text("desk.repeat.member") : null,
      isTitle ? catalogue.text("desk.repeat.words") : null,
      isAmount ? catalogue.text("desk.repeat.amount") : null,
      countries.length > 0 ? catalogue.text("desk.repeat.countries", { n: countries.length }) : null,
    ].filter((reason) => reason !== null);
    const link = html("a", { href: pledgeLink(this.context, row.id), target: "_blank" }, theirs(row.title));
    return html(
      "li",
      {},
      link,
      html("small", {}, theirs(row.memberName), " · ", amountOf(row, catalogue), " · ", whereOf(row, catalogue), " · ", catalogue.optional(`status.${row.state}`) ?? row.state),
      html("small", { class: "reasons" }, reasons.join(catalogue.semicolon)),
    );
  }
}

