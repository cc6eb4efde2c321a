// SPDX-License-Identifier: Apache-2.0
// EnvelopeView: a statement that others have signed and that lacks signatures: what it says, who has signed, who must
// still sign, the way to sign it too, and the way to take it along as a file.
import { h, render } from "preact";
import { theirs } from "../fields/fields";
import { keysThatCount, readAwaited, type Awaited } from "../form_page/awaited";
import { foldedBody, isComplete, wordsOfStatement, type Envelope, type Recorded } from "../signing";
import { FileLink } from "../signing/file_link";
import { MissingList } from "../signing/half_view";
import { html } from "../verifier/dom";
import type { DeskContext, ItemView } from "./context";
import { box, headlineFor, itemHead, keyDigits, rowsOf } from "./parts";

export type EnvelopeContext = Pick<DeskContext, "catalogue" | "client" | "allKeys" | "sign">;

// `received`: when it was left on the desk; null for one from a file.
export interface WaitingEnvelope {
  readonly envelope: Envelope;
  readonly received: string | null;
}

export async function envelopeView(context: EnvelopeContext, { envelope, received }: WaitingEnvelope): Promise<ItemView | null> {
  const { catalogue, client } = context;
  const { statement, signatures } = envelope;
  const { stream } = statement.read;
  const [read, awaited] = await Promise.all([client.stream(stream), readAwaited(client, envelope)]);
  if (!read.ok || awaited === null) return null;
  const words = wordsOfStatement(statement.payload, catalogue, contextOf(read.value));
  const signed = signatures.map(({ key }) => signerLine(context, awaited, key));
  const since = received === null ? catalogue.text("desk.second.of_file") : catalogue.text("desk.second.received", { time: catalogue.time(received) });
  const element = html(
    "div",
    { class: "item-body" },
    itemHead(headlineFor(statement.payload, catalogue), [since]),
    ...(words === null ? [] : [rowsOf(words.rows, catalogue), ...words.quotes.map(({ rows }) => box(catalogue.text("desk.second.about"), rowsOf(rows, catalogue)))]),
    box(catalogue.text("desk.second.signed"), signed.length === 0 ? html("p", {}, catalogue.text("desk.second.nobody")) : html("ul", {}, ...signed)),
  );
  const record = read.value.find(({ statement: { sid } }) => sid === statement.sid);
  if (record !== undefined) element.append(recorded(context, record));
  else if (awaited.isBehind) element.append(html("p", { class: "warning" }, catalogue.text("desk.second.behind")));
  else element.append(...stillMissing(context, awaited), signing(context, awaited, envelope), saved(context, envelope));
  return { element, streams: [stream] };
}

const contextOf = (stream: readonly Recorded[]) => ({
  before: foldedBody(stream.map(({ statement }) => statement)).body,
  references: stream.map(({ payload }) => payload),
});

function signerLine({ catalogue }: EnvelopeContext, { holders }: Awaited, id: string): HTMLElement {
  const facts = holders.get(id);
  const name = facts === undefined ? [] : [theirs(catalogue.names.party(facts.party) ?? facts.party), catalogue.between, theirs(facts.label), catalogue.between];
  return html("li", {}, ...name, keyDigits(id));
}

function recorded({ catalogue }: EnvelopeContext, { index }: Recorded): HTMLElement {
  const link = html("a", { href: `/${catalogue.language}/records/${index}` }, catalogue.text("desk.record", { n: String(index) }));
  return box(catalogue.text("desk.second.recorded"), html("p", {}, link));
}

function stillMissing({ catalogue }: EnvelopeContext, { missing }: Awaited): HTMLElement[] {
  if (isComplete(missing)) return [];
  const place = html("div", {});
  render(h(MissingList, { missing, catalogue }), place);
  return [box(catalogue.text("desk.second.missing"), place)];
}

function signing(context: EnvelopeContext, awaited: Awaited, envelope: Envelope): HTMLElement {
  const { catalogue } = context;
  const keys = keysThatCount(envelope, awaited, context.allKeys);
  if (keys.length === 0) {
    const link = html("a", { href: `/${catalogue.language}/my/keys` }, catalogue.text("desk.key.go"));
    const hasSigned = context.allKeys.some(({ id }) => envelope.has(id));
    const note = catalogue.text(hasSigned ? "desk.second.own_signed" : "desk.second.no_key_note");
    return box(catalogue.text("desk.second.no_key"), html("p", {}, note), html("p", {}, link));
  }
  const button = html("button", { type: "button", class: "button" }, catalogue.text("desk.review_and_sign"));
  button.addEventListener("click", () => context.sign({ what: { envelope }, keys }));
  return html("section", { class: "decision" }, html("div", { class: "actions" }, button), html("p", { class: "hint" }, catalogue.text("desk.nothing_sent")));
}

// To sign it in another browser, or with `pledgebook sign`.
function saved({ catalogue }: EnvelopeContext, envelope: Envelope): HTMLElement {
  const link = html("p", { class: "actions" });
  render(h(FileLink, { name: envelope.fileName, text: `${envelope.toJson()}\n`, type: "application/json", children: catalogue.text("desk.second.save") }), link);
  return link;
}
