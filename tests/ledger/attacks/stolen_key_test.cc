// SPDX-License-Identifier: Apache-2.0
// B3: what a thief made with a stolen key ends with it, and a party can be cut off.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "tests/ledger/attacks/attack.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::check_attack;
using support::Draft;
using support::ledger_under_attack;
using support::LedgerBuilder;
using support::pledge_body;

// gha-gov's key is stolen; the thief adds "minted", which adds "minted-2", which is replaced by
// "heir".
LedgerBuilder with_thief() {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(adding("gha-gov", "minted", {"gha-gov"}, {"gha-gov"}));
  ledger.add(adding("gha-gov", "minted-2", {"gha-gov"}, {"minted"}));
  ledger.add(replacing("gha-gov", "minted-2", "heir"));
  return ledger;
}

// All that a member's key may do.
std::vector<Draft> deeds_of(const std::string& key) {
  return {by_party("gha-gov", "pledge.submitted", "pledge/p-3", pledge_body()).signed_by({key}),
          by_party("gha-gov", "pledge.withdrawn", "pledge/p-1", {{"reason", "r"}}).signed_by({key}),
          by_party("gha-gov", "attestation.given", "attestation/p-2",
                   {{"claim", "the owner has stolen the money"}})
              .signed_by({key}),
          adding("gha-gov", "more", {"gha-gov"}, {key}),
          replacing("gha-gov", key, "more"),
          revoking_own("gha-gov", key, "recovered")};
}

TEST(StolenKey, TakesWhatItMadeAlong) {
  LedgerBuilder ledger = with_thief();
  ledger.add(since(revoking("gha-gov"), key_of(ledger, "gha-gov").added));
  ledger.add(adding("gha-gov", "recovered", {"bdt"}, {"registrar"}, kRecovered));

  for (const char* key : {"gha-gov", "minted", "heir"}) {
    for (const Draft& deed : deeds_of(key)) check_attack(ledger, deed, "key_revoked");
  }
  for (const Draft& deed : deeds_of("minted-2")) check_attack(ledger, deed, "key_revoked");
  EXPECT_TRUE(key_of(ledger, "recovered").is_active());
}

TEST(StolenKey, SignsNothingWhileItsPartyIsSuspended) {
  LedgerBuilder ledger = with_thief();
  ledger.add(adding("gha-gov", "recovered", {"bdt"}, {"registrar"}, kRecovered));
  ledger.add(by_registrar("party.suspended", "party/gha-gov", {{"reason", "stolen keys"}}));

  std::vector<Draft> deeds = deeds_of("heir");
  deeds.pop_back();  // what is left to a suspended party: revocations of its own keys
  for (const Draft& deed : deeds) check_attack(ledger, deed, "party_suspended");
  check_attack(ledger,
               support::on_behalf("gha-gov", "pledge.withdrawn", "pledge/p-1", {{"reason", "r"}}),
               "party_suspended");
}

// A thief added keys faster than a registrar could revoke them.
TEST(StolenKey, AddsNoMoreThanThirtyTwo) {
  LedgerBuilder ledger = ledger_under_attack();
  std::string last = "gha-gov";
  for (int i = 1; i < 32; ++i) {
    const std::string next = "minted-" + std::to_string(i);
    ledger.add(adding("gha-gov", next, {"gha-gov"}, {last}));
    last = next;
  }
  check_attack(ledger, adding("gha-gov", "one-more", {"gha-gov"}, {last}), "too_many_keys");

  ledger.add(since(revoking("gha-gov"), key_of(ledger, "gha-gov").added));
  EXPECT_EQ(ledger.registry().find(*PartyId::parse("gha-gov"))->ordinary_keys, 0U);
}

// A party without a role attested on another's pledge.
TEST(AnyParty, DoesNothingWithoutARole) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(ledger,
               by_registrar("party.registered", "party/nobody",
                            {{"name", "N"}, {"sector", "other"}, {"roles", boost::json::array{}}}),
               "roles_missing");
  check_attack(ledger, adding("nor-gov", "bare", {"nor-gov"}, {"nor-gov"}, "{}"), "roles_missing");
  check_attack(ledger,
               by_party("nor-gov", "attestation.given", "attestation/p-1", {{"claim", "c"}})
                   .signed_by({"nor-reviewer"}),
               "role_missing");
}

}  // namespace
}  // namespace pledgebook::ledger
