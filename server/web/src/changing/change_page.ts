// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/{id}/change: what a member can do with a pledge. What it says without scripts is in
// templates/my_change.html.
import { openFormPage, type FormPage } from "../form_page/form_page";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

function build({ place, pledge }: FormPage): void {
  place.textContent = pledge;
}

openFormPage({ selector: "[data-changing]", words: WORDS, roles: ["member"], build });
