// SPDX-License-Identifier: Apache-2.0
// EnvelopeView: a statement that others have signed and that lacks signatures: what it says, who has signed, and the
// way to sign it too.
import { theirs } from "../fields/fields";
import { wordsOfStatement, type Recorded } from "../signing";
import { foldedBody } from "../signing";
import { html } from "../verifier/dom";
import type { DeskContext, ItemView } from "./context";
import type { EnvelopeRow } from "./desk_api";
import { box, headlineFor, itemHead, keyDigits, rowsOf } from "./parts";

export async function envelopeView(context: DeskContext, { envelope, received }: EnvelopeRow): Promise<ItemView | null> {
  const { catalogue, client } = context;
  const { statement, signatures } = envelope;
  const { stream } = statement.read;
  const read = await client.stream(stream);
  if (!read.ok) return null;
  const words = wordsOfStatement(statement.payload, catalogue, contextOf(read.value));
  const signed = await Promise.all(signatures.map(async ({ key }) => signerLine(context, key)));
  const element = html(
    "div",
    { class: "item-body" },
    itemHead(headlineFor(statement.payload, catalogue), [catalogue.text("desk.second.received", { time: catalogue.time(received) })]),
    ...(words === null ? [] : [rowsOf(words.rows, catalogue), ...words.quotes.map(({ rows }) => box(catalogue.text("desk.second.about"), rowsOf(rows, catalogue)))]),
    box(catalogue.text("desk.second.signed"), html("ul", {}, ...signed)),
  );
  const isBehind = (read.value.at(-1)?.statement.sid ?? null) !== statement.read.prev;
  element.append(isBehind ? html("p", { class: "warning" }, catalogue.text("desk.second.behind")) : signing(context, { envelope, received, sid: statement.sid }));
  return { element, streams: [stream] };
}

const contextOf = (stream: readonly Recorded[]) => ({
  before: foldedBody(stream.map(({ statement }) => statement)).body,
  references: stream.map(({ payload }) => payload),
});

async function signerLine({ client, catalogue }: DeskContext, id: string): Promise<HTMLElement> {
  const facts = await client.key(id);
  const party = facts.ok ? facts.value.party : "";
  const name = facts.ok ? [theirs(catalogue.names.party(party) ?? party), catalogue.between, theirs(facts.value.label), catalogue.between] : [];
  return html("li", {}, ...name, keyDigits(id));
}

// Any key here of a party that signs, and that has not signed yet.
function signing(context: DeskContext, { envelope }: EnvelopeRow): HTMLElement {
  const { catalogue } = context;
  const { signers } = envelope.statement.read;
  const isReversal = envelope.statement.kind === "fulfilment.reversed";
  const keys = context.allKeys.filter(({ id, party, roles }) => signers.includes(party) && !envelope.has(id) && (!isReversal || roles.includes("auditor")));
  if (keys.length === 0) {
    const link = html("a", { href: `/${catalogue.language}/my/keys` }, catalogue.text("desk.key.go"));
    return box(catalogue.text("desk.second.no_key"), html("p", {}, catalogue.text("desk.second.no_key_note")), html("p", {}, link));
  }
  const button = html("button", { type: "button", class: "button" }, catalogue.text("desk.review_and_sign"));
  button.addEventListener("click", () => context.sign({ what: { envelope }, keys }));
  return html("section", { class: "decision" }, html("div", { class: "actions" }, button), html("p", { class: "hint" }, catalogue.text("desk.nothing_sent")));
}
