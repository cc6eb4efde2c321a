// SPDX-License-Identifier: Apache-2.0
// The catalogues as the build gives them to the pages, in each language.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Catalogue, type Dictionary, type Names } from "../../../server/web/src/signing/catalogue";
import { signWords } from "../../../server/web/tools/sign_words.mjs";

export const LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

const i18n = join(process.env["PLEDGEBOOK_ROOT"] ?? process.cwd(), "server", "web", "i18n");
const read = (name: string): unknown => JSON.parse(readFileSync(join(i18n, `${name}.json`), "utf8"));

export const dictionaryOf = (language: Language): Dictionary => signWords((name) => read(name) as Record<string, never>, language);

export const catalogueOf = (language: Language, names?: Names): Catalogue => new Catalogue(dictionaryOf(language), language, names);
