// SPDX-License-Identifier: Apache-2.0
// Draft: what the fields of the form have, as they were typed: in the browser's memory, in its storage, in a file.
// Nothing here is checked but its form; the statement maker and the ledger do the rest.
import { KeptText } from "../form_page/kept_text";
import type { PledgeBody } from "../signing";
import { patchBetween, patched, plain } from "../signing/merge_patch";

export interface CountryDraft {
  readonly iso3: string;
  readonly share: string;
}

export interface TargetDraft {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly baseline: string;
  readonly goal: string;
  readonly due: string;
}

// Named by the id of an organisation of the ledger, or else by its name.
export interface PartnerDraft {
  readonly party: string;
  readonly name: string;
  readonly share: string;
  readonly signs: boolean; // signs the statement too
}

// Another pledge, with the amount that both count; "" where they share none.
export interface RelatedDraft {
  readonly pledge: string;
  readonly amount: string;
  readonly currency: string;
}

export interface BeneficiaryDraft {
  readonly group: string;
  readonly count: string;
}

// Ids of published lists, by the member of the body that has them.
export const ID_LISTS = ["secondary_focus_areas", "sdgs", "goals", "wsis", "frameworks"] as const;
type IdLists = Readonly<Record<(typeof ID_LISTS)[number], readonly string[]>>;

export const TEXTS = [
  "token", // the end of the pledge's id
  "key",
  "title",
  "description",
  "type",
  "additionality",
  "area",
  "scope",
  "start",
  "end",
  "money", // "exact", "estimate", "none"; "" before somebody has chosen
  "amount",
  "currency",
  "nature",
  "event",
  "base", // of a change: the sid of the statement whose text it changes
  "category", // of an amendment, with its reason
  "reason",
] as const;
type Texts = Readonly<Record<(typeof TEXTS)[number], string>>;

export interface PledgeDraft extends Texts, IdLists {
  readonly countries: readonly CountryDraft[];
  readonly partners: readonly PartnerDraft[];
  readonly beneficiaries: readonly BeneficiaryDraft[];
  readonly targets: readonly TargetDraft[];
  readonly related: readonly RelatedDraft[];
}

const TYPE = "pledgebook.pledge-draft";
const VERSION = 1;
const ROWS_MAX = 200;
export const DRAFT_BYTES_MAX = 262_144;

const TOKEN_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
const TOKEN_LENGTH = 6;
const SLUG_MAX = 48;

export function newToken(): string {
  const random = crypto.getRandomValues(new Uint8Array(TOKEN_LENGTH));
  return [...random].map((byte) => TOKEN_LETTERS[byte % TOKEN_LETTERS.length]).join("");
}

const idLists = (of: (name: keyof IdLists) => readonly string[]): IdLists =>
  Object.fromEntries(ID_LISTS.map((name) => [name, of(name)])) as unknown as IdLists;

export function emptyDraft(): PledgeDraft {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, ""])) as unknown as Texts;
  return { ...texts, ...idLists(() => []), token: newToken(), currency: "USD", countries: [], partners: [], beneficiaries: [], targets: [], related: [] };
}

export const toText = (draft: PledgeDraft): string => `${JSON.stringify({ type: TYPE, v: VERSION, draft }, null, 2)}\n`;

type Known = Readonly<Record<string, unknown>>;
const isKnown = (value: unknown): value is Known => typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (from: Known, name: string): string => (typeof from[name] === "string" ? from[name] : "");
const idsOf = (from: Known, name: string): string[] =>
  Array.isArray(from[name]) ? from[name].filter((id): id is string => typeof id === "string").slice(0, ROWS_MAX) : [];
const rowsOf = (from: Known, name: string): Known[] => (Array.isArray(from[name]) ? from[name].filter(isKnown).slice(0, ROWS_MAX) : []);

// From a file or from storage; null where it is no draft. What it lacks is empty.
export function fromText(text: string): PledgeDraft | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isKnown(json) || json["type"] !== TYPE || json["v"] !== VERSION || !isKnown(json["draft"])) return null;
  const from = json["draft"];
  const texts = Object.fromEntries(TEXTS.map((name) => [name, textOf(from, name)])) as unknown as Texts;
  const countries = rowsOf(from, "countries").map((row) => ({ iso3: textOf(row, "iso3"), share: textOf(row, "share") }));
  const partners = rowsOf(from, "partners").map((row) => ({ party: textOf(row, "party"), name: textOf(row, "name"), share: textOf(row, "share"), signs: row["signs"] === true }));
  const beneficiaries = rowsOf(from, "beneficiaries").map((row) => ({ group: textOf(row, "group"), count: textOf(row, "count") }));
  const targets = rowsOf(from, "targets").map((row, i) => ({
    id: textOf(row, "id") || `target-${i + 1}`,
    title: textOf(row, "title"),
    unit: textOf(row, "unit"),
    baseline: textOf(row, "baseline"),
    goal: textOf(row, "goal"),
    due: textOf(row, "due"),
  }));
  const related = rowsOf(from, "related").map((row) => ({ pledge: textOf(row, "pledge"), amount: textOf(row, "amount"), currency: textOf(row, "currency") || "USD" }));
  const token = /^[a-z0-9]{1,16}$/.test(texts.token) ? texts.token : newToken();
  return { ...texts, ...idLists((name) => idsOf(from, name)), token, countries, partners, beneficiaries, targets, related };
}

// But for the id and the key, which are no work of the person.
export const isSame = (draft: PledgeDraft, other: PledgeDraft): boolean =>
  toText({ ...draft, token: "", key: "" }) === toText({ ...other, token: "", key: "" });

// The pledge's id: words of its title that an address can have, and the token, so that it is nobody else's.
export function streamOf({ title, token }: PledgeDraft): string {
  const plain = title.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const words = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const slug = words.length <= SLUG_MAX ? words : words.slice(0, SLUG_MAX).replace(/-[^-]*$/, "");
  return `pledge/${slug === "" ? "pledge" : slug}-${token}`;
}

// The body that the fields make; a field without a value is absent. Amounts are taken as they were typed.
export function bodyOf(draft: PledgeDraft): Partial<PledgeBody> {
  const said = (text: string): string | undefined => (text.trim() === "" ? undefined : text.trim());
  const body = {
    title: said(draft.title),
    description: said(draft.description.replaceAll("\r\n", "\n")),
    type: said(draft.type),
    additionality: said(draft.additionality),
    focus_area: said(draft.area),
    scope: said(draft.scope),
    countries: draft.countries.map(({ iso3, share }) => ({ iso3, share: said(share) })),
    start: said(draft.start),
    end: said(draft.end),
    value: valueOf(draft),
    nature: draft.money === "none" ? undefined : said(draft.nature),
    ...idLists((name) => draft[name]),
    event: said(draft.event),
    partners: draft.partners.map(({ party, name, share }) => ({ party: said(party), name: party === "" ? said(name) : undefined, share: said(share) })),
    beneficiaries: draft.beneficiaries.map(({ group, count }) => ({ group, count: countOf(count) })),
    targets: draft.targets.map(({ id, title, unit, baseline, goal, due }) => ({
      id,
      title: said(title),
      unit: said(unit),
      baseline: said(baseline),
      goal: said(goal),
      due: said(due),
    })),
    related: draft.related.map(({ pledge, amount, currency }) => ({
      pledge: said(pledge),
      overlap: amount.trim() === "" ? undefined : { amount: amount.trim(), currency },
    })),
    public: true,
  };
  return body as Partial<PledgeBody>;
}

// What is no whole number is refused as such a one.
const NO_COUNT = 0.5;

function countOf(text: string): number | undefined {
  const plain = text.trim();
  if (plain === "") return undefined;
  return /^[0-9]{1,16}$/.test(plain) ? Number(plain) : NO_COUNT;
}

function valueOf({ money, amount, currency }: PledgeDraft) {
  if (money !== "exact" && money !== "estimate") return undefined;
  return { amount: amount.trim(), currency, ...(money === "estimate" ? { estimated: true } : {}) };
}

// Who signs: its member, and each partner that signs too.
export function signersOf({ partners }: PledgeDraft, party: string): string[] {
  const others = partners.filter((partner) => partner.signs && partner.party !== "" && partner.party !== party);
  return [...new Set([party, ...others.map((partner) => partner.party)])];
}

// What the fields show of a pledge's text. `signed`: the partners that have signed it.
export function draftOf(body: Partial<PledgeBody>, signed: readonly string[] = []): PledgeDraft {
  const { value } = body;
  return {
    ...emptyDraft(),
    title: body.title ?? "",
    description: body.description ?? "",
    type: body.type ?? "",
    additionality: body.additionality ?? "",
    area: body.focus_area ?? "",
    scope: body.scope ?? "",
    start: body.start ?? "",
    end: body.end ?? "",
    money: value === undefined ? "none" : value.estimated === true ? "estimate" : "exact",
    amount: value?.amount ?? "",
    currency: value?.currency ?? "USD",
    nature: body.nature ?? "",
    ...idLists((name) => body[name] ?? []),
    event: body.event ?? "",
    partners: (body.partners ?? []).map(({ party = "", name = "", share = "" }) => ({ party, name, share, signs: signed.includes(party) })),
    beneficiaries: (body.beneficiaries ?? []).map(({ group, count }) => ({ group, count: String(count) })),
    countries: (body.countries ?? []).map(({ iso3, share }) => ({ iso3, share: share ?? "" })),
    targets: (body.targets ?? []).map((target) => ({ ...target })),
    related: (body.related ?? []).map(({ pledge, overlap }) => ({ pledge, amount: overlap?.amount ?? "", currency: overlap?.currency ?? "USD" })),
  };
}

// A pledge's text with what the person has changed in its fields. All else stays as it was written, also what the
// form has no field for.
export function changedBody(body: PledgeBody, draft: PledgeDraft): PledgeBody {
  const changes = patchBetween(plain(bodyOf(draftOf(body))), plain(bodyOf(draft)));
  return patched(plain(body), changes) as unknown as PledgeBody;
}

// The draft in the browser's storage. `name`: which draft of this ledger.
export class DraftStore {
  readonly #kept: KeptText;

  constructor(ledger: string, name = "") {
    this.#kept = new KeptText(`pledgebook-pledge-draft ${ledger}${name === "" ? "" : ` ${name}`}`);
  }

  read(): PledgeDraft | null {
    return fromText(this.#kept.read() ?? "");
  }

  // Whether it is kept.
  write(draft: PledgeDraft): boolean {
    return this.#kept.write(toText(draft));
  }

  clear(): void {
    this.#kept.clear();
  }
}
