// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/signing: statements that others have signed and that wait for the keys of this browser,
// on the ledger's desk or in a file. What it says without scripts is in templates/my_signing.html.
import { openFormPage, type FormPage } from "../form_page/form_page";
import { readParties, withParties } from "../form_page/reference";
import { DeskApi } from "../desk/desk_api";
import { Cosigning } from "./cosigning";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

async function build(page: FormPage): Promise<void> {
  const catalogue = withParties(page.catalogue, await readParties(page.catalogue));
  await new Cosigning({ ...page, catalogue }, new DeskApi()).begin();
}

const ROLES = ["member", "verifier", "registrar", "reviewer", "auditor", "root", "new"];
openFormPage({ selector: "[data-cosigning]", words: WORDS, roles: ROLES, terms: ["statement", "record", "root_key"], build });
