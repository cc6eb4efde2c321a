// SPDX-License-Identifier: Apache-2.0
// PledgeView: what was pledged, what was said before, and, where no report can be made, why and what to do.
import { button, theirs } from "../fields/fields";
import { html } from "../verifier/dom";
import type { Catalogue } from "../signing";
import type { PastReport } from "./past_reports";
import { standing } from "./past_reports";
import { sentence } from "../form_page/phrases";
import { factList, pledged, section, type Fact } from "../form_page/pledged";
import { periodText } from "./parts";
import type { PledgeFacts } from "./pledge_facts";

export class PledgeView {
  constructor(
    readonly catalogue: Catalogue,
    readonly facts: PledgeFacts,
  ) {}

  address(rest = ""): string {
    return `/${this.catalogue.language}/${rest}`;
  }

  pledged(): HTMLElement {
    return pledged(this.catalogue, this.facts.ownerName, this.facts.body);
  }

  // The last report; with the auditor's question, where there is one. `onCorrect`: the form corrects that report.
  before(onCorrect: ((sid: string) => void) | null): HTMLElement {
    const { catalogue } = this;
    const reports = standing(this.facts.reports);
    const last = reports.at(-1);
    const [title, note] = [catalogue.text("reporting.before.title"), catalogue.text("reporting.before.note")];
    if (last === undefined) return section("reporting-before", title, note, html("p", {}, catalogue.text("reporting.before.none")));
    const queried = reports.filter(({ query }) => query !== null).map((report) => this.#query(report, onCorrect));
    return section("reporting-before", title, note, ...queried, factList(this.#factsOf(last)));
  }

  #query(report: PastReport, onCorrect: ((sid: string) => void) | null): HTMLElement {
    const { catalogue } = this;
    const said = html("p", {}, catalogue.text("reporting.before.queried", { period: periodText(catalogue, report.body.period) }));
    const comments = report.query === "" ? null : html("p", { class: "theirs long", dir: "auto" }, report.query);
    const correct = onCorrect === null ? null : html("p", { class: "actions" }, button(catalogue.text("reporting.before.correct"), () => onCorrect(report.sid)));
    return html("div", { class: "note alerting" }, said, comments, correct);
  }

  #factsOf({ body, index }: PastReport): Fact[] {
    const { catalogue } = this;
    const money = (value: { amount: string; currency: string } | undefined): (string | Node)[] => [
      value === undefined ? catalogue.text("reporting.before.unsaid") : html("bdi", { dir: "ltr" }, catalogue.money(value.amount, value.currency)),
    ];
    const targets = new Map((this.facts.body.targets ?? []).map((target) => [target.id, target]));
    const actuals = (body.actuals ?? []).map(({ target, value }): Fact => {
      const known = targets.get(target);
      return [theirs(known?.title ?? target), [catalogue.decimal(value), " ", theirs(known?.unit ?? "")]];
    });
    const record = html("a", { href: this.address(`records/${index}`) }, catalogue.text("reporting.before.record", { n: String(index) }));
    return [
      [catalogue.text("sign.field.period"), [periodText(catalogue, body.period), " (", record, ")"]],
      [catalogue.text("sign.field.stage"), [catalogue.text(`sign.stage.${body.stage}`)]],
      ...actuals,
      [catalogue.text("sign.field.committed"), money(body.committed)],
      [catalogue.text("sign.field.disbursed"), money(body.disbursed)],
    ];
  }

  // Why no report can be made of a pledge in this state, and what to do.
  closed(): HTMLElement {
    const { catalogue } = this;
    const { state, id, successor } = this.facts;
    const known = catalogue.optional(`reporting.closed.${state}`) ?? catalogue.text("reporting.closed.other");
    const links: HTMLElement[] = [];
    const link = (rest: string, text: string): void => void links.push(html("a", { href: this.address(rest), class: "button plain" }, text));
    if (state === "RETURNED" || state === "WITHDRAWN") link(`my/pledges/${id}/change`, catalogue.text("reporting.closed.change"));
    if (state === "SUPERSEDED" && successor !== null) link(`my/pledges/${successor}/report`, catalogue.text("reporting.closed.successor"));
    link(`pledges/${id}`, catalogue.text("reporting.to_pledge"));
    const title = html("h2", {}, catalogue.text("reporting.closed.title"));
    return html("div", { class: "state" }, title, html("p", {}, known), html("p", { class: "actions" }, ...links));
  }

  // The browser has no key of the pledge's owner.
  keyless(others: readonly string[], isSilent: boolean): HTMLElement {
    const { catalogue } = this;
    const owner = theirs(this.facts.ownerName);
    const title = html("h2", {}, ...sentence(catalogue.message("reporting.keyless.title"), { owner }));
    const mine = others.length === 0 ? catalogue.text("reporting.keyless.none") : null;
    const names = others.flatMap((name, i) => (i === 0 ? [theirs(name)] : [catalogue.between, theirs(name)]));
    const list = html("span", {}, ...names);
    const text = html("p", {}, ...(mine === null ? sentence(catalogue.message("reporting.keyless.others"), { names: list }) : [mine]));
    const silent = isSilent ? html("p", { class: "warning" }, catalogue.text("reporting.keyless.silent")) : null;
    const keys = html("a", { href: this.address("my/keys"), class: "button" }, catalogue.text("reporting.keyless.keys"));
    const pledge = html("a", { href: this.address(`pledges/${this.facts.id}`), class: "button plain" }, catalogue.text("reporting.to_pledge"));
    return html("div", { class: "state" }, title, text, silent, html("p", { class: "actions" }, keys, pledge));
  }
}
