// SPDX-License-Identifier: Apache-2.0
// CorrectionView: a correction of an amount that waits for its answer: as it is and as it would be; accept or decline.
import { sentence } from "../form_page/phrases";
import { foldedBody, wordsOfStatement } from "../signing";
import { html } from "../verifier/dom";
import { recordLink, type DeskContext, type ItemView } from "./context";
import { DecisionForm } from "./decision_form";
import { fieldFor, keyNeeded, longText, rowsOf } from "./parts";
import { itemView, pledgeHead, readPledge } from "./pledge_item";

export async function correctionView(context: DeskContext, id: string): Promise<ItemView | null> {
  const item = await readPledge(context, id);
  if (item === null) return null;
  const { catalogue } = context;
  const { facts, stream, statements, prev } = item;
  const at = stream.findIndex(({ statement }) => statement.sid === facts.openCorrection);
  const amendment = stream[at];
  const head = pledgeHead(context, item);
  if (amendment === undefined) return itemView(id, head, html("p", {}, html("b", {}, catalogue.text("desk.correction.none"))));
  const before = foldedBody(statements.slice(0, at)).body;
  const words = wordsOfStatement(amendment.payload, catalogue, { before, references: [] });
  const record = html("a", { href: recordLink(context, amendment.index) }, catalogue.text("desk.record", { n: String(amendment.index) }));
  const shown = [
    html("p", { class: "quiet" }, ...sentence(catalogue.message("desk.correction.said"), { day: catalogue.day(amendment.statement.at.slice(0, 10)), record })),
    ...(words === null ? [] : [rowsOf(words.rows.filter(({ name }) => !["pledge", "signers", "at"].includes(name)), catalogue)]),
  ];
  const within = html("div", { class: "item-body" });
  const [why, whyNot] = [longText(catalogue.text("sign.field.reason"), catalogue.text("desk.correction.why")), longText(catalogue.text("sign.field.reason"))];
  const { sid } = amendment.statement;
  const make = (): HTMLElement =>
    new DecisionForm(
      context,
      {
        legend: catalogue.text("desk.decision"),
        role: "reviewer",
        stream: `pledge/${id}`,
        prev,
        references: [amendment.payload],
        decisions: [
          {
            value: "accepted",
            label: catalogue.text("desk.correction.accept"),
            note: catalogue.text("desk.correction.accept_note"),
            fields: [why.element],
            kind: "correction.accepted",
            body: () => ({ amendment: sid, reason: why.value }),
            fieldOf: (pointer) => (pointer === "/body/reason" ? fieldFor(why) : null),
          },
          {
            value: "declined",
            label: catalogue.text("desk.correction.decline"),
            note: catalogue.text("desk.correction.decline_note"),
            fields: [whyNot.element],
            kind: "correction.declined",
            body: () => ({ amendment: sid, reason: whyNot.value }),
            fieldOf: (pointer) => (pointer === "/body/reason" ? fieldFor(whyNot) : null),
          },
        ],
      },
      within,
    ).element;
  within.append(keyNeeded(context, "reviewer") ?? make());
  return itemView(id, head, ...shown, within);
}
