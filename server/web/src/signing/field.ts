// SPDX-License-Identifier: Apache-2.0
// Fields: one description of a body's fields serves its type, its checks and its words, as `describe` does
// in the program (docs/decisions/0002, 0051). The grammar of each value is docs/FORMAT.md's, "Grammar".

// Whose id it is: what a person should see in its place.
export type Named = "party" | "pledge" | "target" | "objective" | "item" | "list";
export type DigestOf = "statement" | "key" | "file";

export type Field =
  | { readonly is: "text"; readonly max: number; readonly lines: "one" | "many" }
  | { readonly is: "choice"; readonly values: readonly string[]; readonly words: string }
  | { readonly is: "id"; readonly of: Named; readonly lists: readonly string[] }
  | { readonly is: "digest"; readonly of: DigestOf }
  | { readonly is: "amount" | "decimal" | "share" | "rate" | "day" | "currency" | "country" | "publicKey" | "flag" }
  | { readonly is: "count"; readonly max: number }
  | { readonly is: "list"; readonly item: Field }
  | { readonly is: "object"; readonly fields: Fields }
  | { readonly is: "titles"; readonly max: number } // a text for each language
  | { readonly is: "rates" } // a rate for each currency
  | { readonly is: "patch"; readonly fields: Fields; readonly fixed: readonly string[] }
  | { readonly is: "optional"; readonly field: Field };

export type Fields = Readonly<Record<string, Field>>;

type Texts = "id" | "digest" | "text" | "amount" | "decimal" | "share" | "rate" | "day" | "currency" | "country" | "publicKey";

export type ValueOf<F> = F extends { is: "choice"; values: readonly (infer V)[] }
  ? V
  : F extends { is: Texts }
    ? string
    : F extends { is: "flag" }
      ? boolean
      : F extends { is: "count" }
        ? number
        : F extends { is: "list"; item: infer I }
          ? readonly ValueOf<I>[]
          : F extends { is: "object"; fields: infer S }
            ? BodyOf<S>
            : F extends { is: "titles" | "rates" }
              ? Readonly<Record<string, string>>
              : F extends { is: "patch"; fields: infer S }
                ? PatchOf<S>
                : F extends { is: "optional"; field: infer I }
                  ? ValueOf<I>
                  : never;

// A list may be absent, and is then empty.
type MayBeAbsent<F> = F extends { is: "optional" | "list" } ? true : false;

export type BodyOf<S> = {
  readonly [K in keyof S as MayBeAbsent<S[K]> extends true ? never : K]: ValueOf<S[K]>;
} & {
  readonly [K in keyof S as MayBeAbsent<S[K]> extends true ? K : never]?: ValueOf<S[K]> | undefined;
};

// RFC 7396: null removes a field; an object changes the fields that it names.
export type PatchOf<S> = {
  readonly [K in keyof S]?:
    | (S[K] extends { is: "optional"; field: { is: "object"; fields: infer I } } ? PatchOf<I> : ValueOf<S[K]>)
    | null
    | undefined;
};

export const TITLE_MAX = 600;
export const NAME_MAX = 300;
export const REASON_MAX = 2000;
export const NARRATIVE_MAX = 8000;
export const ITEMS_MAX = 200;
export const COUNT_MAX = Number.MAX_SAFE_INTEGER;

const line = <const M extends number>(max: M) => ({ is: "text", max, lines: "one" }) as const;
const lines = <const M extends number>(max: M) => ({ is: "text", max, lines: "many" }) as const;

export const title = line(TITLE_MAX);
export const name = line(NAME_MAX);
export const reason = lines(REASON_MAX);
export const narrative = lines(NARRATIVE_MAX);
export const amount = { is: "amount" } as const;
export const decimal = { is: "decimal" } as const;
export const share = { is: "share" } as const;
export const day = { is: "day" } as const;
export const currency = { is: "currency" } as const;
export const country = { is: "country" } as const;
export const publicKey = { is: "publicKey" } as const;
export const flag = { is: "flag" } as const;
export const titles = { is: "titles", max: TITLE_MAX } as const;
export const rates = { is: "rates" } as const;
export const count = <const M extends number>(max: M) => ({ is: "count", max }) as const;

// `words`: the beginning of the catalogue's keys for the values.
export const choice = <const V extends readonly string[]>(words: string, values: V) => ({ is: "choice", values, words }) as const;
export const id = <const N extends Named>(of: N) => ({ is: "id", of, lists: [] }) as const;
// An id that one of these published lists has.
export const item = <const L extends readonly string[]>(...lists: L) => ({ is: "id", of: "item", lists }) as const;
export const digest = <const O extends DigestOf>(of: O) => ({ is: "digest", of }) as const;
export const list = <F extends Field>(item: F) => ({ is: "list", item }) as const;
export const object = <S extends Fields>(fields: S) => ({ is: "object", fields }) as const;
export const optional = <F extends Field>(field: F) => ({ is: "optional", field }) as const;
export const patch = <S extends Fields>(fields: S, fixed: readonly string[]) => ({ is: "patch", fields, fixed }) as const;

export const mayBeAbsent = (field: Field): boolean => field.is === "optional" || field.is === "list";

// The field itself, where it is an optional one.
export const inner = (field: Field): Field => (field.is === "optional" ? field.field : field);
