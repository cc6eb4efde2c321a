// SPDX-License-Identifier: Apache-2.0
// Unsigned: a statement that only the root keys sign, where this browser has none of them: its words, and its bytes as
// a file which their holders sign (an envelope without signatures is none).
import { h, render } from "preact";
import { headlineFor, rowsOf } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import type { NewStatement } from "../desk/context";
import { Envelope, isFaults, makeStatement, refusalWords, wordsOfStatement, type AnyDraft } from "../signing";
import { timeText } from "../signing/day";
import { FileLink } from "../signing/file_link";
import { html } from "../verifier/dom";
import { decodeText } from "../verify/bytes";

export function unsignedPart({ catalogue, client, operator, page }: OfficerPage, what: NewStatement): HTMLElement {
  const made = makeStatement({ ...what, signers: [operator], at: timeText(client.clock.time) } as unknown as AnyDraft, page.ledger);
  if (isFaults(made)) return html("p", { class: "warning" }, refusalWords(made[0]!, catalogue).text ?? "");
  const words = wordsOfStatement(made.payload, catalogue);
  const link = html("p", { class: "actions" });
  render(h(FileLink, { name: Envelope.of(made).fileName, text: `${decodeText(made.payload)!}\n`, type: "application/json", isMain: true, children: catalogue.text("parties.unsigned_save") }), link);
  const title = html("h3", { tabindex: "-1" }, catalogue.text("parties.unsigned"));
  return html("section", { class: "box" }, title, html("p", {}, headlineFor(made.payload, catalogue)), words === null ? null : rowsOf(words.rows, catalogue), html("p", {}, catalogue.text("parties.unsigned_note")), link);
}

