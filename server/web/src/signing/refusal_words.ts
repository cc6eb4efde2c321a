// SPDX-License-Identifier: Apache-2.0
// RefusalWords: what is wrong and what to write instead, in the reader's language, by the fault's code. What the
// ledger adds in English (which date, which amount) follows, marked as English; it stands alone where the
// catalogue has no words for the code.
import type { Catalogue } from "./catalogue";
import type { Fault } from "./fault";

export interface RefusalWords {
  readonly text: string | null;
  readonly detail: { readonly rule: string; readonly accepted: string } | null; // in English
}

// Codes of which the catalogue says everything.
const SAID: ReadonlySet<string> = new Set([
  "text_empty",
  "member_missing",
  "amount_invalid",
  "share_invalid",
  "rate_invalid",
  "date_invalid",
  "time_invalid",
  "currency_invalid",
  "country_invalid",
  "id_invalid",
  "digest_invalid",
  "key_invalid",
  "consent_required",
  "value_missing",
  "amount_not_positive",
  "countries_missing",
  "countries_unexpected",
  "change_without_effect",
  "partner_ambiguous",
  "partner_is_owner",
  "related_to_itself",
  "match_with_itself",
  "successor_is_itself",
  "already_suspended",
  "not_suspended",
  "evidence_empty",
  "attestation_withdrawn",
  "report_replaced",
  "observations_missing",
  "prev_not_head",
]);

export function refusalWords({ code, rule, accepted, values }: Fault, catalogue: Catalogue): RefusalWords {
  // What was found here knows its values: which character, how many too many.
  const found = values === undefined ? null : catalogue.optional(`sign.refusal_here.${code}`);
  const text = found === null ? catalogue.optional(`sign.refusal.${code}`) : catalogue.fill(found, values!);
  const hasDetail = (rule !== "" || accepted !== "") && !(text !== null && SAID.has(code));
  return { text: text ?? (hasDetail ? null : code), detail: hasDetail ? { rule, accepted } : null };
}
