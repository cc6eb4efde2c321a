// SPDX-License-Identifier: Apache-2.0
// FulfilmentView: a pledge whose completion is claimed, or whose end has passed: per target what was reported and
// what was the goal; and the auditor's determination.
import { Field, textInput, theirs } from "../fields/fields";
import { KINDS } from "../signing";
import { html } from "../verifier/dom";
import type { DeskContext, ItemView } from "./context";
import { DecisionForm, type Decision } from "./decision_form";
import { evidenceList } from "./evidence_list";
import { evidenceIn, reportBefore, reportsIn, targetFigures, type TargetFigures } from "./figures";
import { figuresTable } from "./figures_table";
import { dataField, fieldFor, keyNeeded } from "./parts";
import { dayOf, itemView, pledgeHead, readPledge, type PledgeItem } from "./pledge_item";
import { isDeterminable } from "./rules";

type AchievedField = { readonly target: TargetFigures; readonly field: Field<HTMLInputElement> };

export async function fulfilmentView(context: DeskContext, id: string): Promise<ItemView | null> {
  const item = await readPledge(context, id);
  if (item === null) return null;
  const { catalogue, client } = context;
  const { row } = item.facts;
  const end = row.end === null ? [] : [[catalogue.text("desk.fulfilment.end", { day: catalogue.day(row.end) })]];
  const report = reportsIn(item.statements).at(-1) ?? null;
  const shown =
    report === null
      ? [html("p", {}, catalogue.text("desk.report.none"))]
      : [
          html("p", { class: "quiet" }, catalogue.text("desk.fulfilment.last", { day: dayOf(context, report.at) })),
          figuresTable(catalogue, item.body, report, reportBefore(item.statements, report)),
          evidenceList(context, evidenceIn(report)),
        ];
  const head = pledgeHead(context, item, ...end);
  if (!isDeterminable(row.state, row.end, client.clock.time)) return itemView(id, head, ...shown, html("p", {}, html("b", {}, catalogue.text("desk.fulfilment.done"))));
  const within = html("div", { class: "item-body" });
  within.append(keyNeeded(context, "auditor") ?? form(context, item, targetFigures(item.body, report, null), within));
  return itemView(id, head, ...shown, within);
}

function form(context: DeskContext, { prev, facts, stream }: PledgeItem, targets: readonly TargetFigures[], within: HTMLElement): HTMLElement {
  const { catalogue } = context;
  const make = (value: string): Decision => {
    const fields: AchievedField[] = targets.map((target) => ({ target, field: achieved(context, target) }));
    const isQuery = value === "queried";
    return {
      value,
      label: catalogue.optional(`sign.result.${value}`) ?? value,
      fields: isQuery ? [] : fields.map(({ field }) => field.element),
      kind: "fulfilment.determined",
      body: () => ({ result: value, achieved: isQuery ? [] : said(fields).map(({ target, field }) => ({ target: target.id, value: field.value.trim() })) }),
      fieldOf: (pointer) => {
        const place = /^\/body\/achieved(?:\/(\d+))?/.exec(pointer);
        const found = place === null || isQuery ? undefined : (said(fields)[Number(place[1] ?? 0)] ?? fields[0]);
        return found === undefined ? null : fieldFor(found.field);
      },
    };
  };
  const decisions = KINDS["fulfilment.determined"].body.result.values.map(make);
  const references = stream.map(({ payload }) => payload);
  return new DecisionForm(context, { legend: catalogue.text("sign.field.result"), role: "auditor", stream: `pledge/${facts.row.id}`, prev, decisions, references }, within).element;
}

const said = (fields: readonly AchievedField[]): AchievedField[] => fields.filter(({ field }) => field.value.trim() !== "");

function achieved({ catalogue }: DeskContext, target: TargetFigures): Field<HTMLInputElement> {
  const hint = html("span", {}, theirs(target.unit), catalogue.semicolon, catalogue.text("desk.fulfilment.goal", { goal: catalogue.decimal(target.goal) }));
  const field = dataField(new Field(textInput({ inputmode: "decimal", dir: "ltr" }), catalogue.text("desk.fulfilment.achieved", { target: target.title }), hint));
  field.target.value = target.now ?? "";
  return field;
}
