// SPDX-License-Identifier: Apache-2.0
// SaidView: what somebody said of a pledge, and the way to where it can be answered. Nothing here waits for a decision.
import { sentence } from "../form_page/phrases";
import { theirs } from "../fields/fields";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { pledgeLink, recordLink, type DeskContext, type ItemView } from "./context";
import { itemHead } from "./parts";
import type { SaidRow } from "./said_rows";

const TITLE_CHARACTERS = 120;

// Of a long text what fits into a row; by characters, not by their halves.
export function beginningOf(text: string): string {
  const characters = [...text];
  return characters.length <= TITLE_CHARACTERS ? text : `${characters.slice(0, TITLE_CHARACTERS).join("").trimEnd()}…`;
}

// "Question, not answered yet".
export function saidWhat({ kind, topic, isUnanswered, withdrawn }: SaidRow, catalogue: Catalogue): string {
  if (kind === "attestation") return catalogue.text(withdrawn === null ? "desk.said.attestation" : "desk.said.withdrawn");
  return isUnanswered ? catalogue.text("desk.said.unanswered") : (catalogue.optional(`topic.${topic}`) ?? String(topic));
}

export function saidView(context: DeskContext, row: SaidRow): ItemView {
  const { catalogue } = context;
  const { kind, index, at, byName, pledge, pledgeTitle, memberName, text, withdrawn } = row;
  const record = html("a", { href: recordLink(context, index) }, catalogue.text("desk.record", { n: String(index) }));
  const said = sentence(catalogue.message("desk.said.by"), { who: theirs(byName), day: catalogue.day(at.slice(0, 10)), record });
  const isMessage = kind === "message";
  const page = html("a", { href: `${pledgeLink(context, pledge)}${isMessage ? "#discussion" : "#attested"}` }, catalogue.text(isMessage ? "desk.said.discussion" : "desk.pledge_page"));
  const head = itemHead(theirs(pledgeTitle), [theirs(memberName)], [page]);
  const words = html("p", { class: "words", lang: "", dir: "auto" }, text);
  const reason = withdrawn === null ? null : html("p", {}, `${catalogue.text("desk.said.withdrawn")}${catalogue.colon}`, theirs(withdrawn));
  const answer = html("a", { class: "button", href: `/${catalogue.language}/my/pledges/${pledge}/talk#reply-${index}` }, catalogue.text(row.isUnanswered ? "desk.said.answer" : "desk.said.reply"));
  const actions = isMessage ? html("p", { class: "actions" }, answer) : null;
  const element = html("div", { class: "item-body" }, head, html("p", { class: "quiet" }, saidWhat(row, catalogue), " · ", ...said), words, reason, actions);
  return { element, streams: [`${isMessage ? "discussion" : "attestation"}/${pledge}`] };
}
