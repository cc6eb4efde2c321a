// SPDX-License-Identifier: Apache-2.0
// Every code by which a statement may be refused. A test compares this list with the sources.
#include <algorithm>
#include <array>

#include "ledger/domain/rules/rules.h"

namespace pledgebook::ledger {
namespace {

constexpr bool kRights = true;

constexpr auto kCodes = std::to_array<RefusalCode>({
    // The envelope.
    {"envelope_too_large", "the envelope is too large"},
    {"payload_type_unknown", "payloadType is missing or wrong"},
    {"payload_malformed", "the payload is missing or not base64"},
    {"signatures_invalid", "no signatures, too many, or two by one key"},
    {"keyid_invalid", "a keyid is not 64 lower-case hex digits"},
    {"signature_malformed", "a signature is missing or not 64 bytes"},
    // The bytes.
    {"statement_too_large", "the statement is too large"},
    {"not_json", "invalid JSON"},
    {"not_canonical", "the JSON is not in canonical form (RFC 8785)"},
    {"duplicate_key", "a name appears twice in one object"},
    {"too_deep", "the JSON is nested too deeply"},
    {"number_invalid", "a number is not an integer below 2^53"},
    // The grammar.
    {"member_missing", "a required field is missing"},
    {"member_unknown", "unknown field"},
    {"wrong_type", "a value has the wrong JSON type"},
    {"too_long", "a text is too long"},
    {"too_many_items", "an array has too many items"},
    {"text_invalid", "a text contains a forbidden character"},
    {"text_empty", "a required text is empty or blank"},
    {"number_out_of_range", "an integer is out of range"},
    {"not_one_of", "a value is not one of those allowed"},
    {"id_invalid", "invalid id"},
    {"digest_invalid", "a digest is not 64 lower-case hex digits"},
    {"date_invalid", "invalid date"},
    {"time_invalid", "invalid time"},
    {"amount_invalid", "invalid amount"},
    {"rate_invalid", "invalid exchange rate"},
    {"currency_invalid", "a currency code is not three capital letters"},
    {"country_invalid", "a country code is not three capital letters"},
    {"stream_invalid", "invalid stream"},
    {"key_invalid", "a public key is not a valid Ed25519 key"},
    {"root_invalid", "an anchor's root is not a hash in base64"},
    {"signers_invalid", "no signers, too many, or not in ascending order"},
    {"kind_unknown", "unknown kind"},
    {"version_unknown", "unknown version of this kind"},
    {"language_invalid", "a title's language is not a language tag"},
    {"origin_invalid", "the origin contains a space, + or #"},
    // The place in the ledger.
    {"ledger_exists", "ledger.created is allowed at index 0 only"},
    {"ledger_not_begun", "the first statement must be ledger.created"},
    {"ledger_wrong", "the statement was made for another ledger"},
    {"stream_wrong", "the kind does not belong in this stream"},
    {"at_ahead_of_clock", "the statement's time is more than five minutes in the future"},
    {"at_decreases", "the statement's time is earlier than the pledge's last statement"},
    // Rights.
    {"key_unknown", "unknown key", kRights},
    {"key_revoked", "the key was revoked", kRights},
    {"root_key_misused", "a root key may sign only for the operator's keys", kRights},
    {"signature_invalid", "invalid signature", kRights},
    {"signature_missing", "a required signature is missing", kRights},
    {"signature_unexpected", "a signature that this kind does not allow", kRights},
    {"signer_unexpected", "this kind requires other signers", kRights},
    {"role_missing", "the key does not hold the required role", kRights},
    {"role_escalation", "a key gives another key a role that it does not hold", kRights},
    {"not_the_owner", "the signer does not own the pledge", kRights},
    {"owner_ambiguous", "the signers do not show who owns the pledge", kRights},
    {"not_a_member", "the party does not have the role member", kRights},
    {"member_has_key", "the member has an active key and must sign for itself", kRights},
    {"reviewer_is_submitter", "the reviewing key also submitted the pledge", kRights},
    {"signer_is_owner", "the owner may not judge its own pledge", kRights},
    {"key_revokes_itself", "a key may not sign its own revocation", kRights},
    // Governance.
    {"rules_unknown", "this program does not know this rule set"},
    {"rules_not_greater", "the rule set is not greater than the one in force"},
    {"profile_unknown", "unknown profile"},
    {"log_key_wrong", "log_key is not an Ed25519 verifier key with the origin as its name"},
    {"operator_not_registrar", "the operator must have the role registrar"},
    {"root_key_missing", "the ledger needs at least one root key"},
    {"list_version_exists", "the list already has a version with this effective date"},
    {"item_twice", "an id appears twice in the list"},
    {"title_not_in_english", "an item has no English title"},
    {"base_not_usd", "the base currency must be USD"},
    {"rates_exist", "rates with this effective date exist already"},
    {"rates_missing", "the rate table is empty"},
    {"rate_of_base", "the rate of USD must be 1"},
    {"objective_unknown", "unknown objective"},
    {"policy_invalid", "invalid witness policy"},
    // Parties and keys.
    {"party_exists", "another party has this id"},
    {"party_unknown", "unknown party"},
    {"role_twice", "a role appears twice"},
    {"role_not_of_party", "a key is given a role that its party does not have"},
    {"key_exists", "the key was added before"},
    {"key_not_of_party", "the party has no such key"},
    {"key_already_revoked", "the key is already revoked"},
    {"last_root_key", "the last active root key can't be revoked"},
    {"compromised_since_out_of_range", "the key did not exist at this index"},
    {"recovered_unexpected", "the party's keys are not lost"},
    // A pledge's body.
    {"on_behalf_incomplete", "on_behalf_of and source must be given together"},
    {"consent_required", "public must be true"},
    {"value_missing", "a financial pledge needs a value"},
    {"amount_not_positive", "the amount is zero"},
    {"too_many_decimals", "the amount has more decimals than its currency allows"},
    {"currency_unknown", "not an ISO 4217 currency"},
    {"country_unknown", "not an ISO 3166-1 country"},
    {"country_twice", "a country appears twice"},
    {"countries_missing", "the scope is countries, but no country is named"},
    {"countries_unexpected", "the scope is global, but countries are named"},
    {"shares_not_100", "shares must total 100"},
    {"start_not_before_end", "the end must be after the start"},
    {"due_outside_term", "a target is due outside the pledge's term"},
    {"target_twice", "a target appears twice"},
    {"item_unknown", "the id is not in any published version of the list"},
    {"focus_area_twice", "a focus area appears twice"},
    {"partner_ambiguous", "a partner needs either party or name, not both"},
    {"partner_is_owner", "the owner cannot be a partner of its own pledge"},
    {"partner_twice", "a partner appears twice"},
    {"related_to_itself", "a pledge cannot be related to itself"},
    {"related_twice", "a related pledge appears twice"},
    // A pledge's life.
    {"pledge_exists", "another pledge has this id"},
    {"pledge_unknown", "unknown pledge"},
    {"pledge_not_open", "the other pledge is not open"},
    {"state_not_allowed", "the pledge's state does not allow this"},
    {"change_forbidden", "on_behalf_of, source and public cannot be amended"},
    {"change_without_effect", "the amendment changes nothing"},
    {"nothing_to_remove", "null for a field that the pledge does not have"},
    {"category_wrong", "the category does not match the change"},
    {"pledge_too_large", "the amended pledge would be too large"},
    {"nothing_to_endorse", "no such statement awaits the member's endorsement"},
    {"notice_unknown", "this is not the pledge's last notice"},
    {"notice_outdated", "the pledge was published or reported on after the notice"},
    {"notice_too_recent", "the notice is less than 60 days old"},
    {"pledge_not_inactive", "the pledge has had activity within 730 days"},
    {"successor_is_itself", "a pledge cannot supersede itself"},
    {"successor_not_published", "the successor is not published"},
    {"succession_circular", "the successor is itself superseded by this pledge"},
    {"match_with_itself", "a pledge cannot be matched with itself"},
    {"proposal_unknown", "no such match was proposed to this pledge"},
    {"proposal_accepted", "the match is already accepted"},
    {"already_matched", "the two pledges are already matched"},
    // Reports and reviews.
    {"stage_not_allowed", "stage planning is not allowed once a pledge is in progress"},
    {"too_many_reports", "the pledge has the maximum number of reports"},
    {"report_unknown", "the pledge has no such report"},
    {"report_replaced", "another report already corrects this one"},
    {"period_backwards", "the period ends before it begins"},
    {"period_in_future", "the period ends after the report's own date"},
    {"periods_overlap", "the period overlaps another report's period"},
    {"figure_falls", "a cumulative figure falls without \"correction\": true"},
    {"figure_changes_currency",
     "a cumulative figure changes its currency without \"correction\": true"},
    {"target_unknown", "the pledge has no such target"},
    {"actual_missing", "stage completed needs an actual for every target"},
    {"evidence_empty", "an evidence file is empty"},
    {"assurance_contradicts_finding",
     "assurance must be disputed for a queried report, and only then"},
    {"end_not_passed", "completion is not claimed and the end has not passed"},
    {"determination_unknown", "this is not the current determination"},
});

}  // namespace

std::span<const RefusalCode> refusal_codes() noexcept { return kCodes; }

bool is_about_rights(std::string_view code) noexcept {
  const auto known = std::ranges::find(kCodes, code, &RefusalCode::code);
  return known != kCodes.end() && known->about_rights;
}

}  // namespace pledgebook::ledger
