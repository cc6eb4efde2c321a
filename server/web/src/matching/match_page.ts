// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/{id}/match: matches of a pledge that are suggested, proposed or accepted. What it says
// without scripts is in templates/my_match.html.
import { openFormPage, type FormPage } from "../form_page/form_page";
import { MatchView } from "./match_view";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

const build = (page: FormPage): Promise<void> => new MatchView(page).start();

openFormPage({ selector: "[data-matching]", words: WORDS, roles: ["member"], terms: ["match", "statement", "record"], build });
