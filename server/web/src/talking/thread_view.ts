// SPDX-License-Identifier: Apache-2.0
// ThreadView: the discussion as people read it: who said what, and under it, once indented, what answers it.
import { button, theirs } from "../fields/fields";
import { isolated } from "../form_page/phrases";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { threadsOf, type Message, type Thread } from "./conversation";

export const nameOf = ({ by }: Message, catalogue: Catalogue): string => catalogue.names.party(by) ?? by;

// Who said it, what it is, when and in which record.
export function speakerOf(message: Message, catalogue: Catalogue): HTMLElement {
  const { index, topic, at } = message;
  const record = html("a", { href: `/${catalogue.language}/records/${index}` }, catalogue.text("talking.record", { n: String(index) }));
  const facts = html("span", { class: "small quiet" }, catalogue.optional(`topic.${topic}`) ?? topic, " · ", catalogue.day(at.slice(0, 10)), " · ", record);
  return html("p", { class: "speaker" }, html("b", {}, theirs(nameOf(message, catalogue))), " ", facts);
}

export const wordsOf = ({ text }: Message): HTMLElement => html("p", { class: "words", lang: "", dir: "auto" }, text);

// `onReply`: null where this browser can't speak.
export function threadList(messages: readonly Message[], catalogue: Catalogue, onReply: ((message: Message) => void) | null): HTMLElement {
  const bySid = new Map(messages.map((message) => [message.sid, message]));
  const article = (message: Message, { first }: Thread): HTMLElement => {
    const speaker = speakerOf(message, catalogue);
    // In a thread it is clear what answers its first message.
    const answered = message.inReplyTo === null || message.inReplyTo === first.sid ? undefined : bySid.get(message.inReplyTo);
    if (answered !== undefined) {
      const link = html("a", { href: `#message-${answered.index}` }, catalogue.text("talking.reply_to", { who: isolated(nameOf(answered, catalogue)), n: String(answered.index) }));
      speaker.append(html("span", { class: "small quiet" }, " · ", link));
    }
    const element = html("article", { class: "said", id: `message-${message.index}`, tabindex: "-1" }, speaker, wordsOf(message));
    if (onReply !== null) {
      const reply = button(catalogue.text("talking.reply"), () => onReply(message), "link-button");
      reply.setAttribute("aria-label", catalogue.text("talking.reply_one", { who: isolated(nameOf(message, catalogue)), n: String(message.index) }));
      element.append(html("p", {}, reply));
    }
    return element;
  };
  const threads = threadsOf(messages).map((thread) => {
    const replies = thread.replies.map((reply) => html("li", {}, article(reply, thread)));
    return html("li", {}, article(thread.first, thread), replies.length === 0 ? null : html("ol", { class: "replies" }, ...replies));
  });
  return html("ol", { class: "threads" }, ...threads);
}
