// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/{id}/talk: the discussion of a pledge, and the reader's own message. What it says
// without scripts is in templates/my_talk.html.
import { button } from "../fields/fields";
import { openFormPage, type FormPage } from "../form_page/form_page";
import { section } from "../form_page/pledged";
import { html } from "../verifier/dom";
import { messagesOf, type Message } from "./conversation";
import { MessageForm } from "./message_form";
import { keyless, notPublished, notRead, pledgeLink } from "./spoken_page";
import { readSpoken, withNames, type SpokenPledge } from "./spoken_pledge";
import { threadList } from "./thread_view";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

const REPLY = /^#reply-([0-9]{1,15})$/; // links from elsewhere: the form answers this record

class TalkPage {
  #page: FormPage;

  constructor(page: FormPage) {
    this.#page = page;
    addEventListener("hashchange", () => {
      if (REPLY.test(location.hash)) void this.show(false);
    });
  }

  // Reads the messages again: nothing is answered that was said a while ago.
  async show(hasFocus: boolean): Promise<void> {
    const { place } = this.#page;
    place.parentElement?.classList.remove("task");
    const reading = await readSpoken(this.#page, "discussion");
    if (reading.is !== "read") return place.replaceChildren(notRead(this.#page, reading, () => void this.show(true)));
    const { pledge } = reading;
    this.#page = await withNames(this.#page, pledge.now);
    const messages = messagesOf(pledge.said);
    if (!pledge.isPublished) place.replaceChildren(notPublished(this.#page));
    else if (this.#page.keys.length === 0) place.replaceChildren(this.#thread(messages, pledge, null), keyless(this.#page));
    else this.#showForm(pledge, messages);
    if (hasFocus) place.querySelector<HTMLElement>("h2")?.focus();
  }

  #showForm(pledge: SpokenPledge, messages: readonly Message[]): void {
    const page = this.#page;
    const { place, catalogue } = page;
    const message = new MessageForm({
      ...{ page, pledge, messages },
      onSheet: (isOpen) => {
        thread.hidden = isOpen;
        place.parentElement?.classList.toggle("task", isOpen);
      },
      doneLinks: () => [pledgeLink(page, "#discussion"), button(catalogue.text("talking.again"), () => void this.show(true))],
    });
    const thread = this.#thread(messages, pledge, (answered) => message.replyTo(answered));
    place.replaceChildren(thread, message.form.element);
    const wanted = REPLY.exec(location.hash);
    const answered = wanted === null ? undefined : messages.find(({ index }) => index === Number(wanted[1]));
    if (answered === undefined) return;
    history.replaceState(null, "", location.pathname);
    message.replyTo(answered);
  }

  #thread(messages: readonly Message[], { now }: SpokenPledge, onReply: ((message: Message) => void) | null): HTMLElement {
    const { catalogue } = this.#page;
    const title = html("p", { class: "pledge-name" }, html("bdi", { dir: "auto" }, now.body.title), html("small", {}, html("bdi", { dir: "auto" }, catalogue.names.party(now.owner) ?? now.owner)));
    const said = messages.length === 0 ? html("p", { class: "quiet" }, catalogue.text("talking.thread.none")) : threadList(messages, catalogue, onReply);
    return section("talking-thread", catalogue.text("talking.thread.title"), catalogue.text("talking.thread.note"), title, said);
  }
}

const build = (page: FormPage): Promise<void> => new TalkPage(page).show(false);

openFormPage({ selector: "[data-talking]", words: WORDS, roles: ["member", "verifier", "registrar", "reviewer", "auditor"], terms: ["statement", "record"], build });
