// SPDX-License-Identifier: Apache-2.0
// The page /{language}/desk/import: a register that somebody keeps in a spreadsheet, read, shown and signed. What it says
// without scripts is in templates/desk_import.html.
import { openOfficerPage, type OfficerPage } from "../desk/officer_page";
import { ImportView } from "./import_view";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

// What was read stays while the officer chooses another key.
let view: ImportView | null = null;

async function draw(context: OfficerPage): Promise<HTMLElement> {
  view ??= new ImportView(context);
  view.drawSigning();
  return view.element;
}

openOfficerPage({ selector: "[data-importing]", words: WORDS, terms: ["on_behalf", "endorsement", "statement", "record"], draw });
