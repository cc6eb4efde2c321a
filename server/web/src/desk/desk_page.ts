// SPDX-License-Identifier: Apache-2.0
// The page /{language}/desk: what waits for BDT, and the decisions on it. What it says without scripts is in
// templates/desk.html.
import { openFormPage, type FormPage } from "../form_page/form_page";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

function build({ place, ledger }: FormPage): void {
  place.textContent = ledger;
}

openFormPage({ selector: "[data-desk]", words: WORDS, roles: ["registrar", "reviewer", "auditor"], build });
