// SPDX-License-Identifier: Apache-2.0
// Real public registers through every rule: the lines refused, and what each member has pledged in
// each focus area at several times, against the answers of an independent model. The registers are
// not part of this tree: they are read from $PLEDGEBOOK_REGISTERS, or shared/data beside the tree.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "ledger/domain/rules/fold.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;
using support::Draft;
using support::LedgerBuilder;

std::filesystem::path registers_directory() {
  const char* directory = std::getenv("PLEDGEBOOK_REGISTERS");
  return directory != nullptr ? directory : PLEDGEBOOK_SOURCE_DIR "/../shared/data";
}

// A line of an import file, signed as an import signs it.
Draft draft_of(const json::object& line) {
  const std::string kind(line.at("kind").as_string());
  const bool reviews = kind == "pledge.published";
  const auto by = reviews ? support::by_reviewer : support::by_registrar;
  return by(kind, std::string(line.at("stream").as_string()), line.at("body").as_object())
      .dated(std::string(line.at("at").as_string()));
}

using Sums = std::map<std::string, Decimal>;  // by currency

struct Row {
  std::int64_t pledges = 0;
  std::map<std::string, std::int64_t> by_state;
  Sums announced;
  Sums committed;
  Sums disbursed;
};

json::object object_of(const Sums& sums) {
  json::object object;
  for (const auto& [currency, amount] : sums) object[currency] = amount.text(2);
  return object;
}

void add(Sums& sums, const std::optional<Money>& money) {
  if (money) sums[std::string(money->currency.code())] += money->amount;
}

// What the pledges of `statements` with `at` up to `time` add up to: the stated axis.
json::value rows_at(const LedgerBuilder& ledger, Instant time) {
  Registry registry;
  std::set<PledgeId> ids;
  for (const auto& accepted : ledger.statements()) {
    const bool is_creation = number(accepted.index) == 0;
    if (accepted.statement.at > time && !is_creation) continue;
    fold(registry, {accepted.statement, accepted.sid, accepted.signed_statement.signatures,
                    accepted.index, accepted.recorded_at});
    if (const auto id = accepted.statement.stream.pledge_id()) ids.insert(*id);
  }
  std::map<std::pair<std::string, std::string>, Row> rows;
  for (const PledgeId& id : ids) {
    const PledgeState& pledge = *registry.find(id);
    Row& row = rows[{pledge.owner.text(), pledge.body.focus_area.text()}];
    ++row.pledges;
    ++row.by_state[std::string(name(pledge.state))];
    if (!counts_in_totals(pledge.state)) continue;
    add(row.announced, pledge.body.value);
    if (const auto* report = committed_report(pledge)) add(row.committed, report->committed);
    if (const auto* report = disbursed_report(pledge)) add(row.disbursed, report->disbursed);
  }
  json::array array;
  for (const auto& [key, row] : rows) {
    json::object states;
    for (const auto& [state, count] : row.by_state) states[state] = count;
    array.push_back(json::object{{"member", key.first},
                                 {"focus_area", key.second},
                                 {"pledges", row.pledges},
                                 {"by_state", states},
                                 {"announced", object_of(row.announced)},
                                 {"committed", object_of(row.committed)},
                                 {"disbursed", object_of(row.disbursed)}});
  }
  return array;
}

void check_rows(const json::value& actual, const json::value& expected, std::string_view when) {
  ASSERT_EQ(actual.as_array().size(), expected.as_array().size()) << when;
  for (std::size_t i = 0; i < actual.as_array().size(); ++i) {
    EXPECT_EQ(actual.as_array()[i], expected.as_array()[i]) << when;
  }
}

// Of the registers, iati alone has lines that the rules as first written refused.
std::string expected_of(const std::string& name) {
  return name + (name == "iati" ? ".revised" : "") + ".expected.json";
}

void check_register(const std::string& name) {
  std::ifstream lines(registers_directory() / (name + ".jsonl"));
  std::ostringstream text;
  text << std::ifstream(registers_directory() / expected_of(name)).rdbuf();
  const json::object expected = support::object_of(text.str());
  LedgerBuilder ledger;
  ledger.set_clock("2026-11-21T00:00:00Z");
  json::array refused;
  json::object kinds;
  std::int64_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const Draft draft = draft_of(support::object_of(line));
    if (ledger.submit(draft)) {
      json::value& count = kinds[draft.kind];
      count = count.is_null() ? 1 : count.as_int64() + 1;
    } else {
      refused.push_back(number);
    }
  }

  EXPECT_EQ(number, expected.at("lines").as_int64());
  EXPECT_EQ(refused, expected.at("refused").as_array());
  EXPECT_EQ(kinds, expected.at("kinds").as_object());
  check_rows(rows_at(ledger, Instant::max()), expected.at("end").at("rows"), "at the end");
  for (const auto& as_of : expected.at("as_of").as_object()) {
    const auto time = parse_instant(std::string_view(as_of.key()));
    check_rows(rows_at(ledger, *time), as_of.value().at("rows"), std::string_view(as_of.key()));
  }
}

class Registers : public testing::TestWithParam<const char*> {};

TEST_P(Registers, GiveTheModelsAnswers) {
  if (!std::filesystem::exists(registers_directory() / (std::string(GetParam()) + ".jsonl"))) {
    GTEST_SKIP() << GetParam() << ".jsonl is not in " << registers_directory().string()
                 << "; set PLEDGEBOOK_REGISTERS to the directory that holds it";
  }
  check_register(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Public, Registers, testing::Values("iati", "one_ukraine", "ndc"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace pledgebook::ledger
