// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/example_ledger.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <utility>

#include "projections/fold/rebuild.h"
#include "projections/views/summary.h"
#include "tests/projections/written_log.h"
#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

std::string stream(std::string_view id) { return "pledge/" + std::string(id); }

}  // namespace

json::object money(std::string_view text) {
  const std::size_t blank = text.find(' ');
  return {{"amount", text.substr(0, blank)}, {"currency", text.substr(blank + 1)}};
}

json::value at(const json::value& value, std::string_view pointer) {
  boost::system::error_code error;
  const json::value* found = value.find_pointer(pointer, error);
  return found == nullptr ? json::value("absent") : *found;
}

json::value row_of(const json::value& answer, std::string_view array, std::string_view member,
                   std::string_view value) {
  for (const json::value& row : answer.at(array).as_array()) {
    if (row.at(member) == json::value(value)) return row;
  }
  return {"absent"};
}

ExampleLedger::ExampleLedger(std::string_view clock) : ledger_(support::LedgerBuilder::NotBegun{}) {
  ledger_.set_clock(clock);
  ledger_.add(support::ledger_created());
  ledger_.publish_profile("p2c");
  ledger_.add_member("gha-gov");
  ledger_.add_member("ken-gov");
}

void ExampleLedger::rates(std::string_view effective, json::object table) {
  ledger_.add(support::by_registrar("rates.published", "governance",
                                    {{"effective", effective},
                                     {"base", "USD"},
                                     {"rates", std::move(table)},
                                     {"source", "made up"}}));
}

void ExampleLedger::pledge(std::string_view id, std::string_view time, std::string_view more,
                           std::string_view member) {
  json::object body = support::pledge_body();
  body["start"] = "2022-01-01";
  const json::value given = support::json_of(more);
  for (const auto& each : given.as_object()) {
    if (each.value().is_null()) {
      body.erase(each.key());
    } else {
      body[each.key()] = each.value();
    }
  }
  say(id, "2022-01-02T00:00:00Z", member, "pledge.submitted", std::move(body));
  ledger_.add(support::by_reviewer("pledge.published", stream(id), {}).dated(time));
}

ledger::Sid ExampleLedger::say(std::string_view id, std::string_view time, std::string_view member,
                               std::string kind, json::object body) {
  return ledger_.add(
      support::by_party(member, std::move(kind), stream(id), std::move(body)).dated(time));
}

ledger::Sid ExampleLedger::report(std::string_view id, std::string_view time,
                                  const json::object& more) {
  json::object body = support::report_body("2022-01-01", time.substr(0, 10));
  for (const auto& given : more) body[given.key()] = given.value();
  return say(id, time, "gha-gov", "report.submitted", std::move(body));
}

json::value ExampleLedger::ask(Answering answering, const Query& query, ledger::RecordedAt now) {
  WrittenLog log;
  for (const auto& accepted : ledger_.statements()) log.add(accepted);
  log.flush();
  const auto views = open_views(log.store(), {});
  EXPECT_TRUE(views) << (views ? "" : views.error().detail);
  if (!views) return {};
  const auto answer = answering(*views, query, now);
  EXPECT_TRUE(answer) << (answer ? "" : answer.error().detail);
  return answer ? json::value(*answer) : json::value();
}

json::value ExampleLedger::usd(const Query& query) {
  return at(ask(&summary, query), "/totals/usd/announced");
}

}  // namespace pledgebook::projections
