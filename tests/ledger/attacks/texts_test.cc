// SPDX-License-Identifier: Apache-2.0
// B7 and B8: texts that show other words than they hold, and times before any ledger.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/ledger/attacks/attack.h"
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
using support::ShownBy;

Draft titled(std::string_view title) {
  Draft draft = by_party("gha-gov", "pledge.submitted", "pledge/p-3", pledge_body());
  draft.body["title"] = title;
  return draft;
}

TEST(HostileTitle, IsRefused) {
  const std::string marks = [] {
    std::string text = "a";
    for (int i = 0; i < 9; ++i) text += "\u0301";
    return text;
  }();
  for (const std::string& title :
       {std::string("a\u202Eb"), std::string("a\u2066b"), std::string("a\u2069b"),
        std::string("a\u200Bb"), std::string("a\uFEFFb"), std::string("a\U000E0041b"),
        std::string("a\uFFF9b"), std::string("a\rb"), std::string("a\nb"), std::string("a\tb"),
        marks}) {
    LedgerBuilder ledger = ledger_under_attack();
    check_attack(ledger, titled(title), "text_invalid", ShownBy::whole_log);
  }
}

TEST(HostileName, IsRefused) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(ledger,
               by_registrar("party.registered", "party/fake",
                            {{"name", "Ghana\u200B"},
                             {"sector", "other"},
                             {"roles", support::json_of(R"(["member"])")}}),
               "text_invalid", ShownBy::whole_log);
}

TEST(HostileLines, BalanceTheirIsolates) {
  LedgerBuilder ledger = ledger_under_attack();
  const auto withdrawn = [](std::string_view reason) {
    return by_party("gha-gov", "pledge.withdrawn", "pledge/p-1", {{"reason", reason}});
  };
  check_attack(ledger, withdrawn("a \u2067 b\nc \u2069"), "text_invalid", ShownBy::whole_log);
  check_attack(ledger, withdrawn("a \u202B b"), "text_invalid", ShownBy::whole_log);
  EXPECT_TRUE(ledger.submit(withdrawn("a \u2067\u0627\u2069 b\nc")));
}

TEST(YearOne, IsRefusedInEveryStream) {
  LedgerBuilder ledger = ledger_under_attack();
  for (const char* time : {"0001-01-01T00:00:00Z", "1989-12-31T23:59:59Z"}) {
    check_attack(ledger, titled("T").dated(time), "at_too_early");
    check_attack(
        ledger,
        by_party("observer", "attestation.given", "attestation/p-1", {{"claim", "c"}}).dated(time),
        "at_too_early");
    check_attack(ledger,
                 by_registrar("party.suspended", "party/gha-gov", {{"reason", "r"}}).dated(time),
                 "at_too_early");
  }
}

}  // namespace
}  // namespace pledgebook::ledger
