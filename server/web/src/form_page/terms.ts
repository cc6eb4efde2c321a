// SPDX-License-Identifier: Apache-2.0
// Terms: the words of the field that a page uses, each with one sentence, where they are needed (docs/GLOSSARY.md).
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { disclosure } from "./disclosure";

export type Term =
  | "statement"
  | "record"
  | "receipt"
  | "focus_area"
  | "baseline"
  | "overlap"
  | "partner"
  | "committed"
  | "disbursed"
  | "verified"
  | "evidence"
  | "revision"
  | "amendment"
  | "correction"
  | "withdrawal"
  | "endorsement"
  | "on_behalf"
  | "attestation"
  | "match"
  | "notice"
  | "lapsed"
  | "assurance"
  | "disputed"
  | "determination"
  | "root_key";

export function termsElement(catalogue: Catalogue, terms: readonly Term[]): HTMLElement {
  const rows = terms.flatMap((term) => [html("dt", {}, catalogue.text(`forms.term.${term}`)), html("dd", {}, catalogue.text(`forms.term.${term}.is`))]);
  const element = disclosure(catalogue.text("forms.terms"), false, html("dl", { class: "rowset" }, ...rows));
  element.classList.add("terms");
  return element;
}
