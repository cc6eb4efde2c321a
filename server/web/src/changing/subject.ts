// SPDX-License-Identifier: Apache-2.0
// Subject: the statement that an act is about, in the words of the sheet, made of its bytes.
import { h, render } from "preact";
import { foldedBody, headlineOf, wordsOfStatement, type Catalogue, type Recorded } from "../signing";
import { Pieces, Rows } from "../signing/statement_view";
import { html } from "../verifier/dom";

export function subjectOf(recorded: Recorded, statements: readonly Recorded[], catalogue: Catalogue): HTMLElement {
  const element = html("div", { class: "subject" });
  const earlier = statements.filter(({ index }) => index < recorded.index);
  const { body: before } = foldedBody(earlier.map(({ statement }) => statement));
  const words = wordsOfStatement(recorded.payload, catalogue, { before, references: [] });
  const link = h("a", { href: `/${catalogue.language}/records/${recorded.index}` }, catalogue.text("changing.record", { n: recorded.index }));
  const title = h("h3", {}, h(Pieces, { of: headlineOf(recorded.payload, catalogue) }), " ", h("small", {}, link));
  render(h("div", {}, title, words === null ? null : h(Rows, { rows: words.rows, catalogue })), element);
  return element;
}

// The last of several, and those before it that it takes along.
export function subjectsOf(about: readonly Recorded[], statements: readonly Recorded[], catalogue: Catalogue): HTMLElement {
  const [last, ...earlier] = [...about].reverse().map((recorded) => subjectOf(recorded, statements, catalogue));
  const title = html("h3", {}, catalogue.text("changing.earlier"));
  return html("div", { class: "subjects" }, last ?? null, ...(earlier.length > 0 ? [title, ...earlier] : []));
}
