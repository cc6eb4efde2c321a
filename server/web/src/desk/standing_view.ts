// SPDX-License-Identifier: Apache-2.0
// StandingView: a pledge that falls behind: its last report, and notices. The registrar gives notice; and declares it
// lapsed once the rules allow it.
import { sentence } from "../form_page/phrases";
import { theirs } from "../fields/fields";
import { html } from "../verifier/dom";
import { recordLink, type DeskContext, type ItemView } from "./context";
import { DecisionForm, type Decision } from "./decision_form";
import { box, fieldFor, keyNeeded, longText } from "./parts";
import { dayOf, itemView, pledgeHead, readPledge } from "./pledge_item";
import { lapsesFrom, mayLapse, takesNotice } from "./rules";

export async function standingView(context: DeskContext, id: string): Promise<ItemView | null> {
  const item = await readPledge(context, id);
  if (item === null) return null;
  const { catalogue, client } = context;
  const { facts, stream, prev } = item;
  const { row } = facts;
  const last = row.lastReport === null ? catalogue.text("desk.standing.never") : catalogue.text("desk.standing.last", { day: catalogue.day(row.lastReport) });
  const notice = stream.find(({ statement }) => statement.sid === facts.notice);
  const from = notice === undefined ? null : lapsesFrom(notice.statement.at, notice.recordedAt);
  const isLapsing = mayLapse(row.state, row.timeliness, from, client.clock.time);
  const notices = stream
    .filter(({ statement }) => statement.kind === "notice.given")
    .map(({ statement, index }) => {
      const record = html("a", { href: recordLink(context, index) }, catalogue.text("desk.record", { n: String(index) }));
      return html("p", { class: "comment" }, ...sentence(catalogue.message("desk.standing.notice"), { day: dayOf(context, statement.at), record }), catalogue.colon, theirs(String(statement.body["text"])));
    });
  const waits = from === null || isLapsing || row.timeliness !== "INACTIVE" ? [] : [html("p", {}, catalogue.text("desk.standing.lapse_from", { day: dayOf(context, from) }))];
  const shown = [pledgeHead(context, item, [last]), ...notices, ...waits];
  if (!takesNotice(row.state)) return itemView(id, ...shown, html("p", {}, catalogue.text("desk.standing.no_notice")));
  const within = html("div", { class: "item-body" });
  const text = longText(catalogue.text("desk.standing.text"), catalogue.text("desk.standing.text_hint"));
  const give: Decision = {
    value: "notice",
    label: catalogue.text("desk.standing.give"),
    note: catalogue.text("desk.standing.give_note"),
    fields: [text.element],
    kind: "notice.given",
    body: () => ({ text: text.value }),
    fieldOf: (pointer) => (pointer === "/body/text" ? fieldFor(text) : null),
  };
  const lapse: Decision = {
    value: "lapse",
    label: catalogue.text("desk.standing.lapse"),
    note: catalogue.text("desk.standing.lapse_note"),
    fields: [],
    kind: "pledge.lapsed",
    body: () => ({ notice: notice!.statement.sid }),
    fieldOf: () => null,
  };
  const make = (): HTMLElement =>
    new DecisionForm(
      context,
      {
        legend: catalogue.text("desk.decision"),
        role: "registrar",
        stream: `pledge/${id}`,
        prev,
        decisions: isLapsing ? [give, lapse] : [give],
        references: notice === undefined ? [] : [notice.payload],
      },
      within,
    ).element;
  const needed = keyNeeded(context, "registrar");
  if (needed !== null) within.append(needed);
  else within.append(...(isLapsing ? [] : [box(catalogue.text("desk.standing.give"), html("p", {}, catalogue.text("desk.standing.give_note")))]), make());
  return itemView(id, ...shown, within);
}
