// SPDX-License-Identifier: Apache-2.0
// ReversalView: a pledge whose fulfilment was determined; the first of the two auditors who reverse it signs here,
// and leaves the statement on the desk for the second.
import { sentence } from "../form_page/phrases";
import { html } from "../verifier/dom";
import { recordLink, type DeskContext, type ItemView } from "./context";
import { DecisionForm } from "./decision_form";
import { figuresTable } from "./figures_table";
import { reportBefore, reportsIn } from "./figures";
import { box, fieldFor, keyNeeded, longText, rowsOf } from "./parts";
import { itemView, pledgeHead, readPledge } from "./pledge_item";
import { wordsOfStatement } from "../signing";
import { isDetermined } from "./rules";

export async function reversalView(context: DeskContext, id: string): Promise<ItemView | null> {
  const item = await readPledge(context, id);
  if (item === null) return null;
  const { catalogue } = context;
  const { facts, stream, statements, prev, body } = item;
  const determination = stream.find(({ statement }) => statement.sid === facts.determination);
  const head = pledgeHead(context, item);
  if (determination === undefined || !isDetermined(facts.row.state)) return itemView(id, head, html("p", {}, html("b", {}, catalogue.text("desk.reversal.none"))));
  const report = reportsIn(statements).at(-1) ?? null;
  const record = html("a", { href: recordLink(context, determination.index) }, catalogue.text("desk.record", { n: String(determination.index) }));
  const words = wordsOfStatement(determination.payload, catalogue, { before: body, references: [] });
  const shown = [
    html("p", { class: "quiet" }, ...sentence(catalogue.message("desk.reversal.determined"), { day: catalogue.day(determination.statement.at.slice(0, 10)), record })),
    ...(words === null ? [] : [rowsOf(words.rows.filter(({ name }) => name === "result" || name === "achieved"), catalogue)]),
    ...(report === null ? [] : [figuresTable(catalogue, body, report, reportBefore(statements, report))]),
  ];
  const within = html("div", { class: "item-body" });
  const reason = longText(catalogue.text("sign.field.reason"), catalogue.text("desk.reversal.reason"));
  const make = (): HTMLElement =>
    new DecisionForm(
      context,
      {
        legend: catalogue.text("desk.reversal.title"),
        role: "auditor",
        stream: `pledge/${id}`,
        prev,
        references: [determination.payload],
        decisions: [
          {
            value: "reversed",
            label: catalogue.text("desk.reversal.title"),
            fields: [reason.element],
            kind: "fulfilment.reversed",
            body: () => ({ reason: reason.value, sid: determination.statement.sid }),
            fieldOf: (pointer) => (pointer === "/body/reason" ? fieldFor(reason) : null),
          },
        ],
      },
      within,
    ).element;
  const needed = keyNeeded(context, "auditor");
  within.append(...(needed === null ? [box(catalogue.text("desk.reversal.title"), html("p", {}, catalogue.text("desk.reversal.note"))), make()] : [needed]));
  return itemView(id, head, ...shown, within);
}
