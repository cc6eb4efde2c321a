// SPDX-License-Identifier: Apache-2.0
// The page /{language}/desk/parties: the ledger's organisations and their keys, and what a registrar or the root keys
// change about them. What it says without scripts is in templates/desk_parties.html.
import { openOfficerPage, type OfficerPage } from "../desk/officer_page";
import { html } from "../verifier/dom";
import { readParty, readPartyLines } from "./parties_api";
import { partyList } from "./party_list";
import { partyView } from "./party_view";
import { registerView } from "./register_view";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

// "": the list; "new"; "party/<id>".
async function draw(context: OfficerPage, place: string): Promise<HTMLElement | null> {
  const [what = "", id = ""] = place.split("/");
  if (what === "party") return drawParty(context, id);
  const [lines, facts] = await Promise.all([readPartyLines(), context.client.ledger()]);
  if (lines === null || !facts.ok) return null;
  return what === "new" ? registerView(context, lines, facts.value.rootQuorum) : partyList(context.catalogue, lines);
}

async function drawParty(context: OfficerPage, id: string): Promise<HTMLElement | null> {
  const { client } = context;
  const [party, own, governance, facts] = await Promise.all([readParty(id), client.head(`party/${id}`), client.head("governance"), client.ledger()]);
  if (party === null || !own.ok || !governance.ok || !facts.ok) {
    const back = html("a", { href: "#" }, context.catalogue.text("parties.back"));
    return html("div", { class: "state" }, html("h2", { tabindex: "-1" }, context.catalogue.text("desk.item.gone")), html("p", {}, back));
  }
  return partyView(context, party, { party: own.value.head, governance: governance.value.head, rootQuorum: facts.value.rootQuorum });
}

openOfficerPage({ selector: "[data-parties]", words: WORDS, terms: ["root_key", "disputed", "record"], draw });
