// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/{id}/report: a member reports on a pledge. What it says without scripts is in
// templates/my_report.html.
import { button } from "../fields/fields";
import { openFormPage, type FormPage } from "../form_page/form_page";
import { currencyChoices } from "../form_page/reference";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { absentFiles, AbsentFiles, type NamedFile } from "../evidence/absent_files";
import { EvidencePart } from "./evidence_part";
import { FilesInHand } from "../evidence/files_in_hand";
import { MoneyPart, periodText, WhenPart, WhichPart, WordsPart } from "./parts";
import { hasReport, namedEvidence } from "./past_reports";
import { canBeReported, readPledge, type PledgeFacts } from "./pledge_facts";
import { PledgeView } from "./pledge_view";
import { ProgressPart } from "./progress_part";
import { ReportCheck } from "./report_check";
import { bodyOf, ReportStore } from "./report_draft";
import { ReportForm, type FormOptions } from "./report_form";
import { Uploads } from "../evidence/uploads";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

async function build(page: FormPage): Promise<void> {
  const { place, catalogue, client, pledge } = page;
  const reading = await readPledge(client, pledge);
  if (reading.is === "read") return show(page, reading.facts);
  const again = reading.is === "unread" ? button(catalogue.text("forms.again"), () => void build(page), "button") : null;
  const title = html("h2", {}, catalogue.text(`reporting.reading.${reading.is}`));
  const list = html("a", { href: `/${catalogue.language}/pledges`, class: "button plain" }, catalogue.text("reporting.to_pledges"));
  place.replaceChildren(html("div", { class: "state" }, title, html("p", { class: "actions" }, again, list)));
}

function show(page: FormPage, facts: PledgeFacts): void {
  const { place, catalogue, keys, isSilent } = page;
  const view = new PledgeView(catalogue, facts);
  const uploads = new Uploads(catalogue);
  const absent = new AbsentFiles(catalogue, uploads);
  const own = keys.filter(({ party }) => party === facts.owner);
  const pledged = view.pledged();
  if (!canBeReported(facts)) {
    place.replaceChildren(view.closed(), pledged, view.before(null), absent.element, uploads.element);
  } else if (own.length === 0) {
    const others = [...new Set(keys.map(({ partyName }) => partyName))];
    place.replaceChildren(view.keyless(others, isSilent), pledged, view.before(null), absent.element, uploads.element);
  } else {
    const before = view.before((sid) => correct(sid));
    const above = html("div", {}, pledged, before, absent.element);
    place.replaceChildren(above);
    const form = formOf({ page, place, facts, keys: own, uploads, above });
    const correct = (sid: string): void => {
      form.correct(sid);
      document.getElementById("reporting-which")?.scrollIntoView();
    };
  }
  void absentFiles(filesOf(facts, catalogue)).then((found) => absent.show(found), reportError);
}

// Which report names each file.
function filesOf({ reports }: PledgeFacts, catalogue: Catalogue): NamedFile[] {
  return namedEvidence(reports).map(({ file, report }) => ({ file, of: catalogue.text("reporting.absent.of", { period: periodText(catalogue, report.body.period), n: String(report.index) }) }));
}

function formOf(options: Pick<FormOptions, "page" | "place" | "facts" | "keys" | "uploads" | "above">): ReportForm {
  const { page, facts, keys } = options;
  const { catalogue, client, ledger, reference } = page;
  const store = new ReportStore(ledger, facts.id);
  const check = new ReportCheck(client, ledger, facts);
  // A draft whose report was recorded meanwhile, from the outbox, is done.
  const draft = store.read();
  if (draft !== null && hasReport(facts.reports, bodyOf(draft, check.targets))) store.clear();
  const today = dayHere(client.clock.time);
  const inHand = new FilesInHand();
  return new ReportForm({ ...options, check, store, inHand, today }, (onChange, onChoose) => {
    const which = new WhichPart(catalogue, onChange, keys, facts.reports, onChoose);
    const when = new WhenPart(catalogue, onChange, facts.state === "PUBLISHED", today, facts.reports);
    const progress = new ProgressPart(catalogue, onChange, facts.body.targets ?? [], facts.reports);
    const money = new MoneyPart(catalogue, onChange, currencyChoices(reference, catalogue), facts.reports);
    const words = new WordsPart(catalogue, onChange);
    const evidence = new EvidencePart(catalogue, onChange, inHand);
    return { which, money, evidence, all: [which, when, progress, money, words, evidence] };
  });
}

// Where the person is: a period may end on the day that it is anywhere on earth.
function dayHere(milliseconds: number): string {
  const here = new Date(milliseconds);
  return [here.getFullYear(), here.getMonth() + 1, here.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

openFormPage({ selector: "[data-reporting]", words: WORDS, roles: ["member"], terms: ["committed", "disbursed", "verified", "evidence", "record", "receipt"], build });
