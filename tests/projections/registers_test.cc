// SPDX-License-Identifier: Apache-2.0
// Real registers, if they are available: the views must equal the results of an independent model
// for the same lines. PLEDGEBOOK_REGISTERS is their directory.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <sstream>

#include "projections/projector.h"
#include "projections/views/commitments.h"
#include "projections/views/digest.h"
#include "tests/projections/written_log.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

constexpr ledger::Date kToday{std::chrono::days(20'700)};

std::filesystem::path registers() {
  const char* named = std::getenv("PLEDGEBOOK_REGISTERS");
  if (named != nullptr) return named;
  return std::filesystem::path(PLEDGEBOOK_SOURCE_DIR) / ".." / "shared" / "data";
}

// The register's answers, under the rules as revised if they differ.
std::filesystem::path answers_of(const std::string& name) {
  const auto revised = registers() / (name + ".revised.expected.json");
  return std::filesystem::exists(revised) ? revised : registers() / (name + ".expected.json");
}

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Writes the register's lines without those that must be refused.
void write_lines(WrittenLog& log, const std::filesystem::path& path,
                 const std::set<std::int64_t>& refused) {
  std::istringstream lines(slurp(path));
  std::string line;
  for (std::int64_t number = 1; std::getline(lines, line); ++number) {
    if (refused.contains(number)) continue;
    const json::object said = json::parse(line).as_object();
    const auto text = [&](const char* name) { return std::string(said.at(name).as_string()); };
    log.say({.kind = text("kind"),
             .stream = text("stream"),
             .body = json::serialize(said.at("body")),
             .at = text("at")});
  }
}

// Amounts by currency with two decimals, as the model writes every currency.
json::object with_two_decimals(const json::value& amounts) {
  json::object texts;
  for (const auto& [currency, amount] : amounts.as_object())
    texts[currency] = ledger::Decimal::parse(amount.as_string())->text(2);
  return texts;
}

// The part of a commitments answer that the model has too.
json::value known_part(const json::object& answer) {
  json::array rows;
  for (const auto& full : answer.at("rows").as_array()) {
    json::object row;
    for (const char* name : {"member", "focus_area", "pledges", "by_state"})
      row[name] = full.at(name);
    for (const char* name : {"announced", "committed", "disbursed"})
      row[name] = with_two_decimals(full.at(name));
    rows.push_back(std::move(row));
  }
  json::object totals;
  for (const char* name : {"announced", "committed", "disbursed"})
    totals[name] = with_two_decimals(answer.at("totals").at(name));
  return json::object{{"pledges", answer.at("totals").at("pledges")},
                      {"totals", std::move(totals)},
                      {"rows", std::move(rows)}};
}

class Registers : public testing::TestWithParam<const char*> {};

TEST_P(Registers, GiveTheModelsTotals) {
  const auto lines = registers() / (std::string(GetParam()) + ".jsonl");
  if (!std::filesystem::exists(lines)) GTEST_SKIP() << "there is no register in " << lines;
  const json::object expected = json::parse(slurp(answers_of(GetParam()))).as_object();
  std::set<std::int64_t> refused;
  for (const auto& number : expected.at("refused").as_array()) refused.insert(number.as_int64());
  WrittenLog log;
  log.begin();
  write_lines(log, lines, refused);
  log.flush();

  const auto views = open_views(log.store(), {});
  ASSERT_TRUE(views) << views.error().detail;

  Query query;
  query.per_page = std::numeric_limits<std::size_t>::max();
  const auto now = commitments(*views, query, kToday);
  ASSERT_TRUE(now) << now.error().detail;
  EXPECT_EQ(known_part(*now), expected.at("end"));
  for (const auto& [as_of, model] : expected.at("as_of").as_object()) {
    query.stated = ledger::RecordedAt(*ledger::parse_instant(as_of));
    const auto then = commitments(*views, query, kToday);
    ASSERT_TRUE(then) << then.error().detail;
    EXPECT_EQ(known_part(*then), model) << as_of;
  }
}

INSTANTIATE_TEST_SUITE_P(Shared, Registers, testing::Values("iati", "one_ukraine", "ndc"));

}  // namespace
}  // namespace pledgebook::projections
