// SPDX-License-Identifier: Apache-2.0
// Signing: what forms use. A form makes a draft, and opens the sheet on it:
//
//   const client = new LedgerClient();
//   const outbox = new Outbox(new BrowserOutboxStore(), client);
//   watchOutbox(outbox, ledger);                       // on each page, so that what waits is sent
//   const sheet = openSheet(place, { client, outbox, catalogue, keys, draft, form, fieldOf, onBack });
//
// The words are in the asset sign-words-<language>.json, the styles in signing.css and verify.css.
export { Catalogue, itemTitles, NO_NAMES, type Dictionary, type Names } from "./catalogue";
export { Envelope, missingFrom, signedWith, isComplete, type SigningKey, type Missing } from "./envelope";
export { isFaults, type Fault } from "./fault";
export { foldedBody } from "./folded_body";
export { faultsOfBody } from "./body_check";
export { KINDS, type BodyOfKind, type Kind, type PledgeBody } from "./kinds";
export { LedgerClient, type Answer, type PartyFacts, type Recorded, type Trouble } from "./ledger_client";
export { categoriesOf, pledgePatch } from "./merge_patch";
export { movedHead } from "./moved_head";
export { Outbox, watchOutbox } from "./outbox";
export { showOutbox } from "./outbox_list";
export { BrowserOutboxStore } from "./outbox_store";
export { clearRefusals, markRefusals, type FieldOf, type FormField } from "./refusal_marks";
export { isRootsAlone, takesRoots } from "./root_need";
export { refusalWords } from "./refusal_words";
export type { Remark, SheetOptions } from "./sheet_options";
export { openSheet, type OpenSheet } from "./sign_sheet";
export { SignFlow, type FlowDraft } from "./sign_flow";
export { makeStatement, MadeStatement, type AnyDraft, type Draft } from "./statement_maker";
export { headlineOf, wordsOfStatement, type WordsOfStatement } from "./words_of_statement";
