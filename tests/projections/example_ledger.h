// SPDX-License-Identifier: Apache-2.0
// ExampleLedger: a small ledger whose figures can be worked out by hand, and the answers of read
// models. Pledges are submitted on 2022-01-02, long before they are published: the publication
// counts.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::projections {

// Today, in the examples.
inline constexpr ledger::Date kExampleDay =
    std::chrono::sys_days(std::chrono::year(2026) / std::chrono::June / 1);

// {"amount", "currency"} of "100 EUR".
[[nodiscard]] boost::json::object money(std::string_view text);
// The value at a pointer (RFC 6901), or "absent".
[[nodiscard]] boost::json::value at(const boost::json::value& value, std::string_view pointer);
// The object in the array `array` whose `member` is `value`, or "absent".
[[nodiscard]] boost::json::value row_of(const boost::json::value& answer, std::string_view array,
                                        std::string_view member, std::string_view value);

// Members "gha-gov" and "ken-gov", who sign for themselves, and the profile's lists.
class ExampleLedger {
 public:
  // Its clock starts at this time.
  explicit ExampleLedger(std::string_view clock = "2026-06-01T00:00:00Z");

  // A table of rates: {"EUR": "0.8"}.
  void rates(std::string_view effective, boost::json::object table);
  // A pledge published at `time`; the JSON `more` overrides fields of a pledge of USD 1,000,000 in
  // Ghana.
  void pledge(std::string_view id, std::string_view time, std::string_view more,
              std::string_view member = "gha-gov");
  ledger::Sid say(std::string_view id, std::string_view time, std::string_view member,
                  std::string kind, boost::json::object body);
  // A report: in progress since 2022-01-01, unless `more` says otherwise.
  ledger::Sid report(std::string_view id, std::string_view time, const boost::json::object& more);

  [[nodiscard]] support::LedgerBuilder& ledger() noexcept { return ledger_; }

  using Answering = ledger::Result<boost::json::object> (*)(const Views&, const Query&,
                                                            ledger::RecordedAt);
  // A read model's answer on all statements so far. Fails the test on an error.
  boost::json::value ask(Answering answering, const Query& query = {},
                         ledger::RecordedAt now = kExampleDay);
  // The announced USD value of all pledges that the query selects; "absent" if none has one.
  boost::json::value usd(const Query& query = {});

 private:
  support::LedgerBuilder ledger_;
};

}  // namespace pledgebook::projections
