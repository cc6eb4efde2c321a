// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/{id}/change: what a member can do with a pledge. What it says without scripts is in
// templates/my_change.html.
import { openFormPage, type FormPage } from "../form_page/form_page";
import { ChangePage } from "./change_view";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

const build = (page: FormPage): Promise<void> => new ChangePage(page).start();

openFormPage({ selector: "[data-changing]", words: WORDS, roles: ["member", "reviewer"], terms: ["revision", "amendment", "correction", "withdrawal", "endorsement", "on_behalf", "record"], build });
