// SPDX-License-Identifier: Apache-2.0
// Every code by which a statement may be refused. A test holds this list against the sources.
#include <algorithm>
#include <array>

#include "ledger/domain/rules/rules.h"

namespace pledgebook::ledger {
namespace {

constexpr bool kRights = true;

constexpr auto kCodes = std::to_array<RefusalCode>({
    // The envelope.
    {"envelope_too_large", "the envelope is larger than its limit"},
    {"payload_type_unknown", "the payload's type is absent or another"},
    {"payload_malformed", "the payload is absent or not base64"},
    {"signatures_invalid", "there are no signatures, too many, or two by one key"},
    {"keyid_invalid", "a keyid is not 64 lower-case hex digits"},
    {"signature_malformed", "a signature is absent or not 64 bytes"},
    // The bytes.
    {"statement_too_large", "the statement is larger than its limit"},
    {"not_json", "the bytes are not JSON"},
    {"not_canonical", "the bytes are not their own RFC 8785 form"},
    {"duplicate_key", "a name stands twice in one object"},
    {"too_deep", "the JSON is nested too deep"},
    {"number_invalid", "a number is not an integer below 2^53"},
    // The grammar.
    {"member_missing", "a required member is absent"},
    {"member_unknown", "an object has a member that its kind does not have"},
    {"wrong_type", "a value has another JSON type"},
    {"too_long", "a text is longer than its limit"},
    {"too_many_items", "an array has more items than its limit"},
    {"text_invalid", "a text holds a refused character"},
    {"text_empty", "a required text is empty or blank"},
    {"number_out_of_range", "an integer is out of range"},
    {"not_one_of", "a word is not on the list of its member"},
    {"id_invalid", "an id has other characters or another length"},
    {"digest_invalid", "a digest is not 64 lower-case hex digits"},
    {"date_invalid", "a date is not one of the calendar"},
    {"time_invalid", "a time is not written as UTC"},
    {"amount_invalid", "an amount is written otherwise"},
    {"rate_invalid", "a rate of exchange is written otherwise"},
    {"currency_invalid", "a currency is not three capital letters"},
    {"country_invalid", "a country is not three capital letters"},
    {"stream_invalid", "the stream is not one that statements may stand in"},
    {"key_invalid", "a public key is not a valid Ed25519 key"},
    {"root_invalid", "an anchor's root is not a hash in base64"},
    {"signers_invalid", "the signers are none, too many or not in ascending order"},
    {"kind_unknown", "there is no such kind"},
    {"version_unknown", "the kind has no such version"},
    {"language_invalid", "a title's language is not a language tag"},
    {"origin_invalid", "the origin holds a space, a + or a #"},
    // The place in the ledger.
    {"ledger_exists", "ledger.created stands at index 0 only"},
    {"ledger_not_begun", "the first statement is ledger.created"},
    {"ledger_wrong", "the statement was made for another ledger"},
    {"stream_wrong", "the kind does not belong in this stream"},
    {"at_ahead_of_clock", "the statement's time is more than five minutes in the future"},
    {"at_decreases", "in a pledge's stream the time never decreases"},
    // Rights.
    {"key_unknown", "the ledger knows no such key", kRights},
    {"key_revoked", "the key was revoked", kRights},
    {"root_key_misused", "a root key signs only for the operator's keys", kRights},
    {"signature_invalid", "a signature does not verify", kRights},
    {"signature_missing", "a signature that the kind asks for is missing", kRights},
    {"signature_unexpected", "a signature that the kind does not ask for is there", kRights},
    {"signer_unexpected", "the kind has other signers", kRights},
    {"role_missing", "the key does not hold the role that the kind asks for", kRights},
    {"role_escalation", "a party's key gives another one roles that it lacks itself", kRights},
    {"not_the_owner", "the signer does not own the pledge", kRights},
    {"owner_ambiguous", "the signers leave open who owns the pledge", kRights},
    {"not_a_member", "the party does not have the role member", kRights},
    {"member_has_key", "the member has an active key, so nobody speaks for it", kRights},
    {"reviewer_is_submitter", "the key that submitted the pledge reviews it", kRights},
    {"signer_is_owner", "the owner judges its own pledge", kRights},
    {"key_revokes_itself", "a key signs its own revocation", kRights},
    // Governance.
    {"rules_unknown", "this program does not know the rule set"},
    {"rules_not_greater", "the rule set is not greater than the one in force"},
    {"profile_unknown", "there is no such profile"},
    {"log_key_wrong", "the log's key is no Ed25519 verifier key named as the origin is"},
    {"operator_not_registrar", "the operator would not be a registrar"},
    {"root_key_missing", "the ledger would have no root key"},
    {"list_version_exists", "the list has a version of this effective date"},
    {"item_twice", "an id stands twice in one list"},
    {"title_not_in_english", "an item has no English title"},
    {"base_not_usd", "rates are for one USD"},
    {"rates_exist", "there are rates of this effective date"},
    {"rates_missing", "the table of rates is empty"},
    {"rate_of_base", "the rate of USD is not 1"},
    {"objective_unknown", "there is no objective of this id"},
    {"policy_invalid", "the text is no witness policy"},
    // Parties and keys.
    {"party_exists", "another party has this id"},
    {"party_unknown", "there is no party of this id"},
    {"role_twice", "a role stands twice"},
    {"role_not_of_party", "a key is given a role that its party does not have"},
    {"key_exists", "the key has been added before"},
    {"key_not_of_party", "the party has no such key"},
    {"key_already_revoked", "the key has been revoked already"},
    {"last_root_key", "the last active root key can't be revoked"},
    {"compromised_since_out_of_range", "the key did not exist then"},
    {"recovered_unexpected", "the party's keys are not lost"},
    // A pledge's body.
    {"on_behalf_incomplete", "on_behalf_of and source stand together or not at all"},
    {"consent_required", "a pledge is public"},
    {"value_missing", "a financial pledge names a value"},
    {"amount_not_positive", "the amount is zero"},
    {"too_many_decimals", "the amount has more decimals than its currency"},
    {"currency_unknown", "the code is not a currency of ISO 4217"},
    {"country_unknown", "the code is not a country of ISO 3166-1"},
    {"country_twice", "a country stands twice"},
    {"countries_missing", "the scope is countries, and none is named"},
    {"countries_unexpected", "the scope is global, and countries are named"},
    {"shares_not_100", "shares, where given, total 100"},
    {"start_not_before_end", "the start is not before the end"},
    {"due_outside_term", "a target is due outside the pledge's term"},
    {"target_twice", "a target stands twice"},
    {"item_unknown", "no published version of the list has the id"},
    {"focus_area_twice", "a focus area stands twice"},
    {"partner_ambiguous", "a partner has exactly one of party and name"},
    {"partner_is_owner", "the owner is no partner of its own pledge"},
    {"partner_twice", "a partner stands twice"},
    {"related_to_itself", "a pledge is related to itself"},
    {"related_twice", "a related pledge stands twice"},
    // A pledge's life.
    {"pledge_exists", "another pledge has this id"},
    {"pledge_unknown", "there is no pledge of this id"},
    {"pledge_not_open", "the other pledge is not open"},
    {"state_not_allowed", "the pledge's state does not admit this kind"},
    {"change_forbidden", "on_behalf_of, source and public are never amended"},
    {"change_without_effect", "the amendment changes nothing"},
    {"nothing_to_remove", "null stands where the pledge has no such member"},
    {"category_wrong", "the amendment's category is not what it does"},
    {"pledge_too_large", "the pledge as amended would not fit a statement"},
    {"nothing_to_endorse", "no such statement waits for the member's endorsement"},
    {"notice_unknown", "this is not the last notice given"},
    {"notice_outdated", "the pledge was reported on after the notice"},
    {"notice_too_recent", "the notice is less than 60 days old"},
    {"pledge_not_inactive", "the pledge has had activity within 730 days"},
    {"successor_is_itself", "a pledge succeeds itself"},
    {"successor_not_published", "the successor is not published"},
    {"succession_circular", "the successor is superseded by this pledge"},
    {"match_with_itself", "a pledge is matched with itself"},
    {"proposal_unknown", "no such match was proposed to this pledge"},
    {"proposal_accepted", "the match has been accepted already"},
    {"already_matched", "the two pledges are matched already"},
    // Reports and what is said of them.
    {"stage_not_allowed", "planning is over once a pledge is in progress"},
    {"too_many_reports", "the pledge has as many reports as it can hold"},
    {"report_unknown", "the pledge has no such report"},
    {"report_replaced", "another report has corrected this one"},
    {"period_backwards", "the period ends before it begins"},
    {"period_in_future", "the period ends after the report's own date"},
    {"periods_overlap", "the period overlaps that of another report"},
    {"figure_falls", "a cumulative figure falls without \"correction\": true"},
    {"figure_changes_currency",
     "a cumulative figure changes its currency without \"correction\": true"},
    {"target_unknown", "the pledge has no such target"},
    {"actual_missing", "completion is claimed without an actual for every target"},
    {"evidence_empty", "a file of evidence has no bytes"},
    {"assurance_contradicts_finding", "a queried report is disputed, and no other"},
    {"end_not_passed", "neither is completion claimed nor has the end passed"},
    {"determination_unknown", "this is not the determination in force"},
});

}  // namespace

std::span<const RefusalCode> refusal_codes() noexcept { return kCodes; }

bool is_about_rights(std::string_view code) noexcept {
  const auto known = std::ranges::find(kCodes, code, &RefusalCode::code);
  return known != kCodes.end() && known->about_rights;
}

}  // namespace pledgebook::ledger
