// SPDX-License-Identifier: Apache-2.0
// ReportView: a report beside what was said before, with its evidence; and the auditor's finding.
import { sentence } from "../form_page/phrases";
import { Choices, Field, markAboveRows, select, theirs } from "../fields/fields";
import { foldedBody, wordsOfStatement, type Recorded } from "../signing";
import { html } from "../verifier/dom";
import { pledgeLink, recordLink, type DeskContext, type ItemView } from "./context";
import { DecisionForm, type Decision } from "./decision_form";
import type { PledgeFacts } from "./desk_api";
import { evidenceIn, reportBefore, reportsIn } from "./figures";
import { figuresTable } from "./figures_table";
import { evidenceList } from "./evidence_list";
import { fieldFor, itemHead, keyNeeded, longText, rowsOf } from "./parts";
import { mayVerify } from "./rules";

const UNEXAMINED: ReadonlySet<string> = new Set(["SELF_REPORTED", "DOCUMENTED"]);
const DISPUTED: ReadonlySet<string> = new Set(["DISPUTED"]);

export const unexaminedReport = (context: DeskContext, id: string): Promise<ItemView | null> => reportView(context, id, UNEXAMINED);
export const disputedReport = (context: DeskContext, id: string): Promise<ItemView | null> => reportView(context, id, DISPUTED);

// `wanted`: the assurance of the reports that wait; the newest of them is shown first.
async function reportView(context: DeskContext, id: string, wanted: ReadonlySet<string>): Promise<ItemView | null> {
  const [stream, facts] = await Promise.all([context.client.stream(`pledge/${id}`), context.api.pledge(id)]);
  if (!stream.ok || facts === null) return null;
  const view = new ReportView(context, facts, stream.value, wanted);
  return { element: view.element, streams: [`pledge/${id}`] };
}

class ReportView {
  readonly element = html("div", { class: "item-body" });
  readonly #part = html("div", { class: "item-body" });
  readonly #reports: readonly Recorded[];

  constructor(
    readonly context: DeskContext,
    readonly facts: PledgeFacts,
    readonly stream: readonly Recorded[],
    wanted: ReadonlySet<string>,
  ) {
    const { catalogue } = context;
    const { row } = facts;
    const standing = reportsIn(stream.map(({ statement }) => statement)).map(({ sid }) => sid);
    this.#reports = standing.toReversed().map((sid) => stream.find(({ statement }) => statement.sid === sid)!);
    const page = html("a", { href: pledgeLink(context, row.id) }, catalogue.text("desk.pledge_page"));
    this.element.append(itemHead(theirs(row.title), [theirs(row.memberName), " · ", catalogue.optional(`status.${row.state}`) ?? row.state, " · ", page]));
    const waiting = new Set(facts.reports.filter(({ assurance }) => wanted.has(assurance)).map(({ sid }) => sid));
    const first = this.#reports.find(({ statement }) => waiting.has(statement.sid)) ?? this.#reports[0];
    if (first === undefined) {
      this.element.append(html("p", {}, catalogue.text("desk.report.none")));
      return;
    }
    if (this.#reports.length > 1) this.element.append(this.#choice(first));
    this.element.append(this.#part);
    this.#show(first);
  }

  #choice(first: Recorded): HTMLElement {
    const { catalogue } = this.context;
    const choices = this.#reports.map(({ statement: { sid, body } }) => ({ value: sid, label: `${this.#period(body)}${catalogue.semicolon}${this.#assurance(sid)}`, isChosen: sid === first.statement.sid }));
    const field = new Field(select(choices), catalogue.text("desk.report.which"));
    field.target.addEventListener("change", () => {
      const chosen = this.#reports.find(({ statement }) => statement.sid === field.value);
      if (chosen !== undefined) this.#show(chosen);
    });
    return field.element;
  }

  #period(body: Recorded["statement"]["body"]): string {
    const { from = "", to = "" } = (body["period"] ?? {}) as Record<string, string>;
    return this.context.catalogue.text("value.from_to", { from: this.context.catalogue.day(from), to: this.context.catalogue.day(to) });
  }

  #assurance(sid: string): string {
    const assurance = this.facts.reports.find((report) => report.sid === sid)?.assurance ?? "";
    return this.context.catalogue.optional(`assurance.${assurance}`) ?? assurance;
  }

  #show(report: Recorded): void {
    const { context } = this;
    const { catalogue } = context;
    const statements = this.stream.map(({ statement }) => statement);
    const before = reportBefore(statements, report.statement);
    const { body } = foldedBody(statements);
    const record = html("a", { href: recordLink(context, report.index) }, catalogue.text("desk.record", { n: String(report.index) }));
    const said = sentence(catalogue.message("desk.report.said"), {
      period: this.#period(report.statement.body),
      day: catalogue.day(report.statement.at.slice(0, 10)),
      assurance: this.#assurance(report.statement.sid),
      record,
    });
    const words = wordsOfStatement(report.payload, catalogue, { before: body, references: this.stream.map(({ payload }) => payload) });
    const told = words === null ? [] : words.rows.filter(({ name }) => !["pledge", "signers", "at", "period", "actuals", "committed", "disbursed", "evidence"].includes(name));
    this.#part.replaceChildren(
      html("p", { class: "quiet" }, ...said),
      figuresTable(catalogue, body ?? {}, report.statement, before),
      rowsOf(told, catalogue),
      evidenceList(context, evidenceIn(report.statement)),
      ...this.#earlierReviews(report.statement.sid),
      keyNeeded(context, "auditor") ?? this.#form(report).element,
    );
  }

  #earlierReviews(report: string): HTMLElement[] {
    const { catalogue } = this.context;
    return this.stream
      .filter(({ statement: { kind, body } }) => kind === "report.reviewed" && body["report"] === report)
      .map(({ statement: { at, body } }) => {
        const finding = catalogue.optional(`sign.finding.${String(body["finding"])}`) ?? "";
        const comments = typeof body["comments"] === "string" ? [catalogue.colon, theirs(body["comments"])] : [];
        return html("p", { class: "comment" }, html("b", {}, `${catalogue.day(at.slice(0, 10))}${catalogue.semicolon}${finding}`), ...comments);
      });
  }

  #form(report: Recorded): DecisionForm {
    const { context, stream, facts } = this;
    const { catalogue } = context;
    const statements = stream.map(({ statement }) => statement);
    const party = context.keysFor("auditor")[0]!.party;
    const canVerify = mayVerify(party, context.operator, statements, report.statement);
    const degrees = (["documented", "reviewed", "verified"] as const)
      .filter((degree) => degree !== "verified" || canVerify)
      .map((value) => ({ value, label: catalogue.text(`sign.assurance.${value}`), note: catalogue.text(`desk.degree.${value}`), isChosen: value === "reviewed" }));
    const assurance = markAboveRows(new Choices("radio", catalogue.text("sign.field.assurance"), degrees));
    const why = canVerify ? [] : [html("p", { class: "hint" }, catalogue.text("desk.report.not_verified"))];
    const comments = longText(catalogue.text("sign.field.comments"), catalogue.text("desk.report.comments"));
    const questions = longText(catalogue.text("sign.field.comments"), catalogue.text("desk.report.questions"));
    const { sid } = report.statement;
    const decisions: Decision[] = [
      {
        value: "accepted",
        label: catalogue.text("desk.report.accept"),
        fields: [assurance.element, ...why, comments.element],
        kind: "report.reviewed",
        body: () => ({ report: sid, finding: "accepted", assurance: assurance.value, comments: comments.value }),
        fieldOf: (pointer) => (pointer === "/body/assurance" ? fieldFor(assurance) : pointer === "/body/comments" ? fieldFor(comments) : null),
      },
      {
        value: "queried",
        label: catalogue.text("desk.report.query"),
        note: catalogue.text("desk.report.query_note"),
        fields: [questions.element],
        kind: "report.reviewed",
        body: () => ({ report: sid, finding: "queried", assurance: "disputed", comments: questions.value }),
        fieldOf: (pointer) => (pointer === "/body/comments" ? fieldFor(questions) : null),
        // The ledger takes a query without a word; the member could not answer it.
        faults: () => (questions.value.trim() === "" ? [{ code: "text_empty", pointer: "/body/comments", rule: "", accepted: "" }] : []),
      },
    ];
    const options = { legend: catalogue.text("desk.report.finding"), role: "auditor", stream: `pledge/${facts.row.id}`, prev: stream.at(-1)!.statement.sid, decisions } as const;
    return new DecisionForm(context, options, this.#part);
  }
}
