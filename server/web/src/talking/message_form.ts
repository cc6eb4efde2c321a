// SPDX-License-Identifier: Apache-2.0
// MessageForm: a question, an answer, an experience or an offer about a pledge; what it answers is quoted above it.
import { button, Choices, choose, Field, markAboveRows, watch } from "../fields/fields";
import { asField } from "../form_page/as_field";
import type { FormPage } from "../form_page/form_page";
import { isolated } from "../form_page/phrases";
import { KINDS, type FlowDraft, type FormField } from "../signing";
import { html } from "../verifier/dom";
import { leftOf, MESSAGES_MAX } from "./attestations";
import type { Message } from "./conversation";
import { DraftStore, EMPTY, type Draft } from "./kept_draft";
import { SpokenForm } from "./spoken_form";
import { headOf, type SpokenPledge } from "./spoken_pledge";
import { nameOf, speakerOf, wordsOf } from "./thread_view";

const ROWS = "6";
const TOPICS = KINDS["message.posted"].body.topic.values;

export interface MessageFormOptions {
  readonly page: FormPage;
  readonly pledge: SpokenPledge;
  readonly messages: readonly Message[];
  readonly onSheet: (isOpen: boolean) => void;
  readonly doneLinks: () => readonly HTMLElement[];
}

export class MessageForm {
  readonly form: SpokenForm;
  readonly #store: DraftStore;
  readonly #quote = html("div", { class: "quote-place", hidden: true });
  readonly #topic: Choices;
  readonly #text: Field<HTMLTextAreaElement>;
  readonly #left = html("p", { class: "hint" });
  readonly #kept = html("p", { class: "hint" });
  #draft: Draft;

  constructor(readonly options: MessageFormOptions) {
    const { page, pledge, messages, onSheet, doneLinks } = options;
    const { catalogue, ledger, keys } = page;
    this.#store = new DraftStore(ledger, pledge.stream);
    const draft = this.#store.read();
    // One that was recorded meanwhile, from the outbox, is done.
    const isDone = messages.some(({ text, topic, by }) => text === draft.text && topic === draft.topic && keys.some(({ party }) => party === by));
    this.#draft = isDone ? EMPTY : draft;
    const topics = TOPICS.map((value) => ({ value, label: catalogue.text(`topic.${value}`), note: catalogue.text(`talking.topic.${value}`) }));
    this.#topic = markAboveRows(new Choices("radio", catalogue.text("sign.field.topic"), topics, () => this.#change({ topic: this.#topic.value }, true)));
    const area = html("textarea", { rows: ROWS, dir: "auto" });
    this.#text = new Field(area, catalogue.text("sign.field.text"), catalogue.text("talking.text_hint"));
    watch(area, (isLeft) => this.#change({ text: area.value }, isLeft));
    this.form = new SpokenForm({
      page,
      id: "talking-message",
      title: catalogue.text("talking.message.title"),
      note: catalogue.text("talking.message.note"),
      parts: [this.#left, html("div", {}, this.#quote, this.#topic.element), this.#text.element, this.#kept],
      keys,
      draft: (party) => this.#made(party),
      fieldOf: (pointer) => this.#fieldOf(pointer),
      onKey: () => this.#showLeft(),
      onSheet,
      onRecorded: () => this.#store.clear(),
      doneLinks,
    });
    area.value = this.#draft.text;
    choose(this.#topic, this.#draft.topic);
    this.#showQuote();
    this.#showLeft();
    this.#keep();
  }

  // The form answers this message. Who answers a question most likely gives an answer.
  replyTo({ sid, topic }: Message): void {
    const likely = topic === "question" ? "answer" : this.#draft.topic;
    choose(this.#topic, likely);
    this.#change({ reply: sid, topic: likely }, true);
    this.#showQuote();
    this.form.element.scrollIntoView();
    this.#text.target.focus({ preventScroll: true });
  }

  #change(changes: Partial<Draft>, isLeft: boolean): void {
    this.#draft = { ...this.#draft, ...changes };
    this.#keep();
    this.form.changed(isLeft);
  }

  #keep(): void {
    const text = this.options.page.catalogue.text(this.#store.write(this.#draft) ? "talking.draft.kept" : "talking.draft.not_kept");
    if (this.#kept.textContent !== text) this.#kept.textContent = text;
  }

  #showLeft(): void {
    const { page, pledge } = this.options;
    const posted = pledge.said.map(({ recordedAt, statement }) => ({ by: statement.signers[0]!, recordedAt }));
    const n = leftOf(posted, this.form.key.party, MESSAGES_MAX, page.client.clock.time);
    this.#left.textContent = page.catalogue.text("talking.message.left", { n });
  }

  get #answered(): Message | null {
    return this.options.messages.find(({ sid }) => sid === this.#draft.reply) ?? null;
  }

  #showQuote(): void {
    const { catalogue } = this.options.page;
    const answered = this.#answered;
    this.#quote.hidden = answered === null;
    if (answered === null) return this.#quote.replaceChildren();
    const title = html("p", { class: "small" }, catalogue.text("talking.replies_to", { who: isolated(nameOf(answered, catalogue)), n: String(answered.index) }));
    const drop = button(catalogue.text("talking.no_reply"), () => {
      this.#change({ reply: "" }, true);
      this.#showQuote();
      this.#text.target.focus();
    });
    this.#quote.replaceChildren(title, html("blockquote", { class: "quoted" }, speakerOf(answered, catalogue), wordsOf(answered)), html("p", { class: "actions" }, drop));
  }

  #made(party: string): FlowDraft {
    const { pledge } = this.options;
    const topic = this.#draft.topic as (typeof TOPICS)[number] | "";
    const body = {
      ...(topic === "" ? {} : { topic }),
      ...(this.#answered === null ? {} : { in_reply_to: this.#answered.sid }),
      text: this.#draft.text.replaceAll("\r\n", "\n").trim(),
    };
    return { kind: "message.posted", stream: pledge.stream, prev: headOf(pledge), signers: [party], body } as FlowDraft;
  }

  #fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/topic") return asField(this.#topic);
    return pointer === "/body/text" || pointer === "/body/in_reply_to" ? asField(this.#text) : null;
  }
}
