// SPDX-License-Identifier: Apache-2.0
// ObjectiveViews: what the coalition wants to reach, and what was measured on the way.
import { fieldFor } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import { Field, select } from "../fields/fields";
import type { Fault, FormField } from "../signing";
import { faultAt } from "../signing/fault";
import { html } from "../verifier/dom";
import { isObject, type JsonObject } from "../verify/json";
import { understandObservations, type UnderstoodObservations } from "./observation_table";
import type { Objective, Published } from "./published";
import { dayField, lineField, PasteField, registrarForm, sourceField } from "./table_parts";

const NEW = "-";

const textIn = (body: JsonObject, name: string): string => (typeof body[name] === "string" ? (body[name] as string) : "");
const objectIn = (body: JsonObject, name: string): JsonObject => (isObject(body[name]) ? (body[name] as JsonObject) : {});

function chooser({ catalogue }: OfficerPage, objectives: readonly Objective[], chosen: string, place: string, canBeNew: boolean): HTMLElement {
  const choices = objectives.map(({ id, body }) => ({ value: id, label: textIn(body, "title"), isChosen: id === chosen }));
  if (canBeNew) choices.push({ value: NEW, label: catalogue.text("tables.objectives.new"), isChosen: chosen === NEW });
  const field = new Field(select(choices), catalogue.text("sign.field.objective"));
  field.target.addEventListener("change", () => (location.hash = `${place}/${field.value}`));
  return field.element;
}

// ---- objectives ---------------------------------------------------------------------------------

export function objectiveView(context: OfficerPage, { objectives, head }: Published, subject: string): HTMLElement {
  const { catalogue } = context;
  const known = objectives.find(({ id }) => id === subject) ?? (subject === NEW ? null : (objectives[0] ?? null));
  const body = known?.body ?? {};
  const [baseline, target] = [objectIn(body, "baseline"), objectIn(body, "target")];
  const decimals = { dir: "ltr", inputmode: "decimal" };
  const id = lineField(catalogue.text("tables.objectives.id"), catalogue.text("tables.lists.id_hint"), known?.id ?? "", { dir: "ltr", autocapitalize: "none" });
  const title = lineField(catalogue.text("sign.field.title"), catalogue.text("tables.objectives.title_hint"), textIn(body, "title"));
  const unit = lineField(catalogue.text("sign.field.unit"), catalogue.text("tables.objectives.unit_hint"), textIn(body, "unit"));
  const start = lineField(catalogue.text("sign.field.baseline"), catalogue.text("tables.objectives.value_hint"), textIn(baseline, "value"), decimals);
  const startDay = dayField(catalogue.text("tables.objectives.baseline_day"), "", textIn(baseline, "date"));
  const goal = lineField(catalogue.text("sign.field.goal"), catalogue.text("tables.objectives.value_hint"), textIn(target, "value"), decimals);
  const goalDay = dayField(catalogue.text("tables.objectives.goal_day"), "", textIn(target, "date"));
  const source = sourceField(context, catalogue.text("tables.objectives.source_hint"));
  source.target.value = textIn(body, "source");
  const fields: Readonly<Record<string, Field<HTMLInputElement | HTMLTextAreaElement>>> = {
    "/body/id": id,
    "/body/title": title,
    "/body/unit": unit,
    "/body/baseline/value": start,
    "/body/baseline/date": startDay,
    "/body/target/value": goal,
    "/body/target/date": goalDay,
    "/body/source": source,
  };
  const pair = (...each: Field<HTMLInputElement>[]): HTMLElement => html("div", { class: "two-fields" }, ...each.map(({ element }) => element));
  const form = registrarForm(context, {
    legend: catalogue.text("tables.objectives.title"),
    stream: "governance",
    prev: head,
    decision: {
      value: "objective",
      label: catalogue.text("tables.objectives.title"),
      fields: [...(known === null ? [id.element] : []), title.element, unit.element, pair(start, startDay), pair(goal, goalDay), source.element],
      kind: "objective.set",
      body: () => ({
        id: id.value.trim(),
        title: title.value.trim(),
        unit: unit.value.trim(),
        baseline: { value: start.value.trim(), date: startDay.value },
        target: { value: goal.value.trim(), date: goalDay.value },
        source: source.value,
      }),
      fieldOf: (pointer): FormField | null => (Object.hasOwn(fields, pointer) ? fieldFor(fields[pointer]!) : null),
      faults: () => (known === null && objectives.some((each) => each.id === id.value.trim()) ? [faultAt("objective_known", "/body/id")] : []),
    },
  });
  const chosen = known?.id ?? NEW;
  const note = known === null ? [] : [html("p", { class: "hint" }, catalogue.text("tables.objectives.again"))];
  return html("div", { class: "view wide" }, html("h2", { tabindex: "-1" }, catalogue.text("tables.objectives.heading")), html("p", { class: "lead" }, catalogue.text("tables.objectives.lead")), chooser(context, objectives, chosen, "objectives", true), ...note, form);
}

// ---- observations -------------------------------------------------------------------------------

export function observationsView(context: OfficerPage, { objectives }: Published, subject: string): HTMLElement {
  const { catalogue } = context;
  const chosen = objectives.find(({ id }) => id === subject) ?? objectives[0];
  const head = [html("h2", { tabindex: "-1" }, catalogue.text("tables.observations.heading")), html("p", { class: "lead" }, catalogue.text("tables.observations.lead"))];
  if (chosen === undefined) return html("div", { class: "view wide" }, ...head, html("p", {}, catalogue.text("tables.observations.none")));
  const place = html("div", {}, html("p", { class: "quiet", role: "status" }, catalogue.text("forms.loading")));
  void context.client.stream(`indicator/${chosen.id}`).then((stream) => {
    if (!stream.ok) return place.replaceChildren(html("p", {}, catalogue.text("forms.unread")));
    const before = stream.value.flatMap(({ statement: { body } }) => (Array.isArray(body["observations"]) ? body["observations"].filter(isObject) : []));
    place.replaceChildren(new ObservationsForm(context, chosen, stream.value.at(-1)?.statement.sid ?? null, before).element);
  });
  return html("div", { class: "view wide" }, ...head, chooser(context, objectives, chosen.id, "observations", false), place);
}

class ObservationsForm {
  readonly element: HTMLElement;
  readonly #paste: PasteField;
  readonly #source;
  readonly #countries: ReadonlySet<string>;
  #understood: UnderstoodObservations | null = null;

  constructor(
    readonly context: OfficerPage,
    readonly objective: Objective,
    prev: string | null,
    readonly before: readonly JsonObject[],
  ) {
    const { catalogue, page } = context;
    this.#countries = new Set(page.reference.countries.map(({ iso3 }) => String(iso3)));
    const words = { label: catalogue.text("sign.field.observations"), hint: catalogue.text("tables.observations.paste_hint"), file: catalogue.text("tables.file") };
    this.#paste = new PasteField(words, (text) => this.#read(text), () => catalogue.text("tables.file_unread"));
    this.#source = sourceField(context, catalogue.text("tables.observations.source_hint"));
    this.element = registrarForm(context, {
      legend: catalogue.text("tables.observations.title"),
      stream: `indicator/${objective.id}`,
      prev,
      decision: {
        value: "observations",
        label: catalogue.text("tables.observations.title"),
        fields: [this.#paste.element, this.#source.element],
        kind: "indicator.observed",
        body: () => this.#body(),
        fieldOf: (pointer): FormField | null => (pointer.startsWith("/body/observations") ? this.#paste.fieldFor() : pointer === "/body/source" ? fieldFor(this.#source) : null),
        faults: () => this.#faults(),
      },
    });
  }

  #read(text: string): void {
    this.#understood = text.trim() === "" ? null : understandObservations(text, this.#countries);
    const { catalogue } = this.context;
    if (this.#understood === null) return this.#paste.understood.replaceChildren();
    const { observations, faults } = this.#understood;
    const unit = textIn(this.objective.body, "unit");
    const rows = observations.map(({ date, value, country }) => {
      const where = country === undefined ? catalogue.text("scope.global") : catalogue.country(country);
      const was = this.before.findLast((each) => each["date"] === date && (each["country"] ?? null) === (country ?? null));
      const old = was === undefined ? [] : [html("small", {}, catalogue.text("tables.observations.replaces", { value: catalogue.decimal(String(was["value"])) }))];
      return html("tr", {}, html("th", { scope: "row" }, catalogue.day(date)), html("td", {}, where), html("td", {}, html("bdi", { dir: "ltr" }, catalogue.decimal(value)), ...old));
    });
    const wrong = faults.map(({ line, is, text: said }) => html("li", {}, html("b", {}, catalogue.text("tables.line", { n: catalogue.count(line) })), catalogue.colon, catalogue.text(`tables.observations.fault.${is}`, { text: said })));
    const headings = [catalogue.text("sign.field.date"), catalogue.text("sign.field.country"), unit].map((name) => html("th", { scope: "col" }, name));
    this.#paste.understood.replaceChildren(
      ...(wrong.length === 0 ? [] : [html("div", { class: "refused-lines" }, html("p", {}, html("b", {}, catalogue.text("tables.refused", { n: wrong.length }))), html("ul", {}, ...wrong))]),
      ...(rows.length === 0 ? [] : [html("table", { class: "figures" }, html("thead", {}, html("tr", {}, ...headings)), html("tbody", {}, ...rows))]),
    );
  }

  #body(): JsonObject {
    this.#paste.read();
    return { objective: this.objective.id, observations: (this.#understood?.observations ?? []) as unknown as JsonObject[], source: this.#source.value };
  }

  #faults(): Fault[] {
    if ((this.#understood?.observations.length ?? 0) === 0) return [faultAt("observations_missing", "/body/observations")];
    return this.#understood!.faults.length > 0 ? [faultAt("lines_refused", "/body/observations")] : [];
  }
}
