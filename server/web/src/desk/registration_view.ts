// SPDX-License-Identifier: Apache-2.0
// RegistrationView: a request for registration: who asks, with which key, and whether the key's own signature is
// right, which is checked here. Admitting takes two statements where the organisation is new: first it, then its key.
import { theirs } from "../fields/fields";
import { parseRegistration, type Organisation, type Registration } from "../keys/registration";
import { isFault } from "../keys/key_fault";
import { Envelope, isFaults, wordsOfStatement, type Catalogue } from "../signing";
import type { PartyFacts } from "../signing/ledger_client";
import { html } from "../verifier/dom";
import { encodeText } from "../verify/bytes";
import { canonical, type Json, type JsonObject } from "../verify/json";
import type { DeskContext, ItemView } from "./context";
import type { PartyRow, RegistrationRow } from "./desk_api";
import { similarNames } from "./duplicates";
import { box, itemHead, keyDigits, keyNeeded, rowsOf } from "./parts";

export async function registrationView(context: DeskContext, row: RegistrationRow): Promise<ItemView | null> {
  const { catalogue, client } = context;
  const registration = await parseRegistration(encodeText(canonical(row.registration)));
  if (isFault(registration)) {
    const unproven = registration.name === "not_proven" ? "desk.admit.not_proven" : "desk.admit.not_request";
    return { element: html("div", { class: "item-body" }, itemHead(catalogue.text("desk.admit.title")), html("p", { class: "warning" }, catalogue.text(unproven))), streams: [] };
  }
  const { id } = registration;
  const [party, similar] = await Promise.all([client.party(id), similarParties(context, registration)]);
  if (!party.ok && party.trouble.kind !== "not_found") return null;
  const isKnown = party.ok;
  const name = registration.party?.name ?? (party.ok ? party.value.name : id);
  const received = catalogue.text("desk.admit.received", { time: catalogue.time(row.received) });
  const element = html("div", { class: "item-body" }, itemHead(theirs(name), [received]), facts(catalogue, registration, party.ok ? party.value : null), proof(catalogue, registration));
  element.append(similarBox(context, similar.filter(({ party: other }) => other !== id)));
  element.append(admission(context, registration, isKnown));
  return { element, streams: [`party/${id}`, `keys/${id}`] };
}

const LONGEST_WORDS = 1;

// Names that share their longest word are compared whole.
async function similarParties({ api }: DeskContext, { party }: Registration): Promise<PartyRow[]> {
  if (party === null) return [];
  const words = [...(party.name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])].sort((a, b) => b.length - a.length).slice(0, LONGEST_WORDS);
  const rows = words.length === 0 ? [] : await api.parties(words.join(" "));
  return similarNames(party.name, party.country ?? null, rows);
}

// The key in the words in which it will be signed.
// `known`: the organisation as the ledger has it; else as the request says.
function facts(catalogue: Catalogue, { id, party: asked, keyAdded }: Registration, known: PartyFacts | null): HTMLElement {
  const party: Omit<Organisation, "roles" | "country"> & { readonly roles: readonly string[]; readonly country?: string | null } | null = known ?? asked;
  const envelope = envelopeOf(keyAdded);
  const words = envelope === null ? null : wordsOfStatement(envelope.statement.payload, catalogue, { before: null, references: [] });
  const keyRows = words?.rows.filter(({ name }) => ["public_key", "label", "roles", "recovered"].includes(name)) ?? [];
  const term = (key: "name" | "sector" | "country" | "itu_membership" | "roles", value: Node | string): HTMLElement[] => [
    html("dt", {}, catalogue.text(`sign.field.${key}`)),
    html("dd", {}, value),
  ];
  const rows =
    party === null
      ? []
      : [
          ...term("name", theirs(party.name)),
          ...term("sector", catalogue.optional(`sign.sector.${party.sector}`) ?? party.sector),
          ...(party.country === undefined || party.country === null ? [] : term("country", catalogue.country(party.country))),
          ...(party.itu_membership === undefined ? [] : term("itu_membership", catalogue.optional(`sign.membership.${party.itu_membership}`) ?? party.itu_membership)),
          ...term("roles", party.roles.map((role) => catalogue.optional(`sign.role.${role}`) ?? role).join(catalogue.between)),
        ];
  const idRow = [html("dt", {}, catalogue.text("sign.field.id")), html("dd", {}, html("bdi", { class: "mono", dir: "ltr" }, id), html("small", {}, catalogue.text("desk.admit.id_note")))];
  return html(
    "div",
    { class: "item-body" },
    html("dl", { class: "rowset" }, ...rows, ...idRow),
    html("h3", {}, catalogue.text("desk.admit.key")),
    rowsOf(keyRows, catalogue),
  );
}

function proof(catalogue: Catalogue, { keyAdded }: Registration): HTMLElement {
  const key = keyAdded.signatures[0]?.keyid ?? "";
  return box(catalogue.text("desk.admit.proven"), html("p", {}, catalogue.text("desk.admit.proven_note"), " ", keyDigits(key)));
}

function similarBox({ catalogue }: DeskContext, similar: readonly PartyRow[]): HTMLElement {
  if (similar.length === 0) return html("p", { class: "hint" }, catalogue.text("desk.admit.no_similar"));
  const rows = similar.map(({ party, name, sector, country }) => {
    const said = [catalogue.optional(`sign.sector.${sector}`) ?? sector, ...(country === null ? [] : [catalogue.country(country)])];
    const link = html("a", { href: `/${catalogue.language}/members/${party}`, target: "_blank" }, theirs(name));
    return html("li", {}, link, html("small", {}, `${said.join(catalogue.between)} · `, html("bdi", { class: "mono", dir: "ltr" }, party)));
  });
  return box(catalogue.text("desk.admit.similar"), html("ul", { class: "repeats" }, ...rows));
}

function envelopeOf(keyAdded: Registration["keyAdded"]): Envelope | null {
  const envelope = Envelope.parse(canonical(keyAdded as unknown as Json));
  return isFaults(envelope) ? null : envelope;
}

function admission(context: DeskContext, { id, party, keyAdded, statement }: Registration, isKnown: boolean): HTMLElement {
  const { catalogue } = context;
  const envelope = envelopeOf(keyAdded);
  if (envelope === null) return html("p", { class: "warning" }, catalogue.text("desk.admit.not_request"));
  if (!isKnown && party === null) return html("p", { class: "warning" }, catalogue.text("desk.admit.no_party"));
  if (!statement.signers.includes(context.operator)) return html("p", {}, catalogue.text("desk.admit.own_key"));
  const needed = keyNeeded(context, "registrar");
  if (needed !== null) return needed;
  const keys = context.keysFor("registrar");
  const signKey = (): void => context.sign({ what: { envelope }, keys });
  const signParty = (): void => {
    const body = JSON.parse(JSON.stringify(party)) as JsonObject;
    context.sign({
      what: { kind: "party.registered", stream: `party/${id}`, prev: null, body },
      keys,
      next: { label: catalogue.text("desk.admit.go_on"), go: signKey },
    });
  };
  const button = html("button", { type: "button", class: "button" }, catalogue.text(isKnown ? "desk.admit.add_key" : "desk.admit.go"));
  button.addEventListener("click", isKnown ? signKey : signParty);
  const steps = isKnown ? html("p", {}, catalogue.text("desk.admit.one")) : html("p", {}, catalogue.text("desk.admit.two"));
  return html("section", { class: "decision" }, steps, html("div", { class: "actions" }, button), html("p", { class: "hint" }, catalogue.text("desk.nothing_sent")));
}
