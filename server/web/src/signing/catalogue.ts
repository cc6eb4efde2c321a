// SPDX-License-Identifier: Apache-2.0
// Catalogue: the words, numbers, days and names of the reader's language. Digits are Latin in every language
// (docs/decisions/0044). Amounts come with all their digits: a person signs them.
import type english from "../../i18n/en.json";
import { say } from "../words";
import { below } from "./fault";

export type Dictionary = Readonly<Record<string, string>>;
export type Key = keyof typeof english;

type Values = Readonly<Record<string, string | number>>;

// Names that a statement does not have itself; null where one is not known, which shows the id.
export interface Names {
  item(lists: readonly string[], id: string): string | null;
  party(id: string): string | null;
  pledge(id: string): string | null;
  objective(id: string): string | null;
}

export const NO_NAMES: Names = { item: () => null, party: () => null, pledge: () => null, objective: () => null };

const NO_BREAK_SPACE = "\u00a0";
const SPELLED_MIN = 100_000n;

export class Catalogue {
  readonly #locale: string;
  readonly #number: Intl.NumberFormat;
  readonly #spelled: Intl.NumberFormat;
  readonly #point: string;
  readonly #day: Intl.DateTimeFormat;
  readonly #time: Intl.DateTimeFormat;

  // `dictionary`: the catalogue's keys that scripts need, and `country.` keys (server/web/tools/build.mjs).
  constructor(
    readonly dictionary: Dictionary,
    readonly language: string,
    readonly names: Names = NO_NAMES,
  ) {
    this.#locale = language === "en" ? "en-GB" : language; // as the United Nations write dates
    this.#number = new Intl.NumberFormat(this.#locale, { numberingSystem: "latn" });
    this.#spelled = new Intl.NumberFormat(this.#locale, {
      numberingSystem: "latn",
      notation: "compact",
      compactDisplay: "long",
      maximumSignificantDigits: 18,
    });
    this.#point = this.#number.formatToParts(0.5).find((part) => part.type === "decimal")?.value ?? ".";
    const utc = { timeZone: "UTC", numberingSystem: "latn", calendar: "gregory", hourCycle: "h23" } as const;
    this.#day = new Intl.DateTimeFormat(this.#locale, { ...utc, dateStyle: "long" });
    this.#time = new Intl.DateTimeFormat(this.#locale, { ...utc, dateStyle: "long", timeStyle: "medium" });
  }

  // The message with its values. A key that is not there shows as itself, so that its absence is seen.
  text(key: Key, values: Values = {}): string {
    return this.fill(this.message(key), values);
  }

  fill(message: string, values: Values): string {
    return say(message, values, this.language);
  }

  // The message as it is written.
  message(key: Key): string {
    return this.dictionary[key] ?? key;
  }

  // A message that may be missing: of codes and values that this program does not know.
  optional(key: string): string | null {
    return this.dictionary[key] ?? null;
  }

  // "1 February 2027"; as it is written where it is no day.
  day(iso: string): string {
    return dated(this.#day, `${iso}T00:00:00Z`) ?? iso;
  }

  // "28 November 2026 at 11:20:05 UTC": with its seconds, since these are signed.
  time(iso: string): string {
    const text = dated(this.#time, iso);
    return text === null ? iso : `${text}${NO_BREAK_SPACE}UTC`;
  }

  // "7,500,000.50": each digit that was written, grouped.
  decimal(text: string): string {
    if (!/^[0-9]+(?:\.[0-9]+)?$/.test(text)) return text;
    const [whole = "0", fraction] = text.split(".");
    const grouped = this.#number.format(BigInt(whole));
    return fraction === undefined ? grouped : `${grouped}${this.#point}${fraction}`;
  }

  // "AUD 7,500,000"
  money(amount: string, currency: string): string {
    return `${currency}${NO_BREAK_SPACE}${this.decimal(amount)}`;
  }

  // "7.5 million": a slipped zero is easier to see there. Null for amounts that are easy to read.
  spelled(amount: string): string | null {
    const [whole = "0", fraction] = amount.split(".");
    if (!/^[0-9]+$/.test(whole) || fraction !== undefined || BigInt(whole) < SPELLED_MIN) return null;
    const text = this.#spelled.format(BigInt(whole));
    return text === this.decimal(amount) ? null : text;
  }

  // "40 %"
  percent(share: string): string {
    return `${this.decimal(share)}${this.language === "zh" ? "" : NO_BREAK_SPACE}%`;
  }

  count(value: number): string {
    return this.#number.format(value);
  }

  country(iso3: string): string {
    return this.optional(`country.${iso3}`) ?? iso3;
  }

  // "French", of "fr".
  languageName(tag: string): string {
    try {
      return new Intl.DisplayNames([this.#locale], { type: "language" }).of(tag) ?? tag;
    } catch {
      return tag;
    }
  }

  // The words between the items of a list.
  get between(): string {
    return this.text("row.and_next");
  }
  get colon(): string {
    return this.text("frame.colon");
  }
  get semicolon(): string {
    return this.text("frame.semicolon");
  }
}

function dated(format: Intl.DateTimeFormat, iso: string): string | null {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? null : format.format(time);
}

// The titles of the published lists, from /api/v1/reference, in a language or else in English.
export function itemTitles(reference: unknown, language: string): Names["item"] {
  const titles = new Map<string, string>();
  const lists = (reference as { lists?: Record<string, unknown> }).lists ?? {};
  for (const [list, value] of Object.entries(lists)) {
    for (const { id, title } of itemsIn(value)) {
      const text = title[language] ?? title["en"];
      if (text !== undefined) titles.set(below(list, id), text);
    }
  }
  return (of, id) => of.map((list) => titles.get(below(list, id))).find((text) => text !== undefined) ?? null;
}

interface Item {
  readonly id: string;
  readonly title: Readonly<Record<string, string>>;
}

function itemsIn(list: unknown): Item[] {
  const versions = Array.isArray(list) ? list : [list];
  return versions.flatMap((version) => {
    const items = (version as { items?: unknown } | null)?.items;
    return Array.isArray(items) ? (items as Item[]).filter((item) => typeof item?.id === "string" && typeof item.title === "object") : [];
  });
}
