// SPDX-License-Identifier: Apache-2.0
// AlignmentStep: what of the published lists the pledge serves: other focus areas, SDGs, WSIS action lines, goals,
// frameworks; and the event at which it was made.
import { asField } from "../form_page/as_field";
import type { Reference } from "../form_page/reference";
import { type Choice, Choices, Field, markAboveRows, select, watch } from "../fields/fields";
import type { Catalogue, FormField } from "../signing";
import { ID_LISTS, type PledgeDraft } from "./draft";
import { Step, type OnChange } from "./step";

type IdList = (typeof ID_LISTS)[number];

// The published lists of each field; of those in the second set people know the numbers.
const LISTS: Readonly<Record<IdList, readonly string[]>> = {
  secondary_focus_areas: ["focus-area"],
  sdgs: ["sdg"],
  goals: ["strategic-goal", "connect-2030-goal"],
  wsis: ["wsis-action-line"],
  frameworks: ["framework"],
};
const NUMBERED: ReadonlySet<IdList> = new Set<IdList>(["sdgs", "wsis"]);
const EVENTS = ["pledging-event"];

const idsIn = (reference: Reference, lists: readonly string[]): string[] => lists.flatMap((list) => reference.lists[list]?.items.map(({ id }) => id) ?? []);

export class AlignmentStep extends Step {
  readonly #reference: Reference;
  readonly #places = new Map<IdList, HTMLElement>();
  readonly #choices = new Map<IdList, Choices>();
  readonly #event: Field<HTMLSelectElement>;
  #chosen: Readonly<Record<IdList, readonly string[]>> | null = null;

  constructor(catalogue: Catalogue, onChange: OnChange, reference: Reference) {
    super("alignment", catalogue, onChange);
    this.#reference = reference;
    const none = { value: "", label: catalogue.text("pledging.event.none") };
    const events = idsIn(reference, EVENTS).map((id) => ({ value: id, label: this.#label(EVENTS, id) }));
    this.#event = new Field(select([none, ...events]), catalogue.text("sign.field.event"));
    watch(this.#event.target, (isDone) => onChange({ event: this.#event.value }, isDone));
    this.body.append(this.summary);
    for (const name of ID_LISTS) {
      const place = document.createElement("div");
      this.#places.set(name, place);
      this.body.append(place);
    }
    this.body.append(this.#event.element);
  }

  #label(lists: readonly string[], id: string): string {
    return this.catalogue.names.item(lists, id) ?? id;
  }

  // What a pledge has stays to be seen, also where the list in force lacks it.
  #draw(name: IdList, chosen: readonly string[]): void {
    const { catalogue } = this;
    const known = idsIn(this.#reference, LISTS[name]);
    const choices: Choice[] = [...known, ...chosen.filter((id) => !known.includes(id))].map((id) => ({
      value: id,
      label: NUMBERED.has(name) ? `${id.toUpperCase()}. ${this.#label(LISTS[name], id)}` : this.#label(LISTS[name], id),
      isChosen: chosen.includes(id),
    }));
    if (choices.length === 0) return this.#places.get(name)!.replaceChildren();
    const made = markAboveRows(new Choices("checkbox", catalogue.text(`sign.field.${name}`), choices, () => this.#tell(name)));
    made.element.classList.add("many");
    this.#choices.set(name, made);
    this.#places.get(name)!.replaceChildren(made.element);
  }

  // In the order in which they were; new ones behind.
  #tell(name: IdList): void {
    const values = this.#choices.get(name)!.values;
    const before = this.#chosen?.[name] ?? [];
    const chosen = [...before.filter((id) => values.includes(id)), ...values.filter((id) => !before.includes(id))];
    this.#chosen = { ...this.#chosen!, [name]: chosen };
    this.onChange({ [name]: chosen }, true);
  }

  fill(draft: PledgeDraft): void {
    const { secondary_focus_areas, sdgs, goals, wsis, frameworks, event } = draft;
    this.#chosen = { secondary_focus_areas, sdgs, goals, wsis, frameworks };
    for (const name of ID_LISTS) this.#draw(name, draft[name]);
    const { target } = this.#event;
    if (event !== "" && ![...target.options].some(({ value }) => value === event)) target.append(new Option(this.#label(EVENTS, event), event));
    target.value = event;
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/event") return asField(this.#event);
    const name = ID_LISTS.find((each) => pointer === `/body/${each}` || pointer.startsWith(`/body/${each}/`));
    const choices = name === undefined ? undefined : this.#choices.get(name);
    return choices === undefined ? null : asField(choices);
  }
}
