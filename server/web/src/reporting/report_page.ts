// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/{id}/report: a member reports on a pledge. What it says without scripts is in
// templates/my_report.html.
import { openFormPage, type FormPage } from "../form_page/form_page";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

function build({ place, pledge }: FormPage): void {
  place.textContent = pledge;
}

openFormPage({ selector: "[data-reporting]", words: WORDS, roles: ["member"], build });
