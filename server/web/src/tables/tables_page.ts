// SPDX-License-Identifier: Apache-2.0
// The page /{language}/desk/tables: the ledger's reference tables: lists, exchange rates, objectives and what was
// observed of them. What it says without scripts is in templates/desk_tables.html.
import { openOfficerPage, type OfficerPage } from "../desk/officer_page";
import { html } from "../verifier/dom";
import { listView } from "./list_view";
import { objectiveView, observationsView } from "./objective_views";
import { publishedIn, type Published } from "./published";
import { ratesView } from "./rates_view";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

const VIEWS = { rates: ratesView, lists: listView, objectives: objectiveView, observations: observationsView } as const;
type Name = keyof typeof VIEWS;
const isName = (text: string): text is Name => Object.hasOwn(VIEWS, text);

// "#lists/country-group": which table, and of lists which one.
async function draw(context: OfficerPage, place: string): Promise<HTMLElement | null> {
  const [first = "", subject = ""] = place.split("/");
  const name = isName(first) ? first : "rates";
  const published = await readPublished(context);
  if (published === null) return null;
  const links = (Object.keys(VIEWS) as Name[]).map((each) => {
    const link = html("a", { href: `#${each}` }, context.catalogue.text(`tables.${each}.title`));
    if (each === name) link.setAttribute("aria-current", "true");
    return html("li", {}, link);
  });
  const nav = html("nav", { class: "tabs", "aria-label": context.catalogue.text("tables.title") }, html("ul", {}, ...links));
  return html("div", {}, nav, VIEWS[name](context, published, subject));
}

async function readPublished({ client }: OfficerPage): Promise<Published | null> {
  const governance = await client.stream("governance");
  return governance.ok ? publishedIn(governance.value) : null;
}

openOfficerPage({ selector: "[data-tables]", words: WORDS, terms: ["statement", "record", "correction"], draw });
