// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/model_comparison.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <set>

#include "projections/views/attestations.h"
#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/discussion.h"
#include "projections/views/latest_attestations.h"
#include "projections/views/messages.h"
#include "projections/views/objectives.h"
#include "tests/projections/example_ledger.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

std::string text_of(const Query& query) {
  std::string text = "as of";
  if (query.recorded) text += " recorded=" + ledger::to_text(*query.recorded);
  if (query.stated) text += " stated=" + ledger::to_text(*query.stated);
  return text;
}

json::object value_of(const ledger::Result<json::object>& answer) {
  EXPECT_TRUE(answer) << (answer ? "" : answer.error().detail);
  return answer ? *answer : json::object();
}

json::object parts_of(const json::value& amounts) {
  json::object parts;
  for (const char* amount : {"announced", "committed", "disbursed", "verified"})
    parts[amount] = amounts.at(amount);
  return parts;
}

// Of `countries`: what is apportioned, as the naive model gives it.
json::object shares_in(const json::object& answer) {
  const json::value nothing =
      json::parse(R"({"announced":{},"committed":{},"disbursed":{},"verified":{}})");
  json::object shares;
  const auto take = [&](std::string_view country, const json::value& amounts) {
    const json::object parts = parts_of(amounts);
    if (parts != nothing) shares[country] = parts;
  };
  take("", answer.at("unallocated"));
  for (const auto& row : answer.at("rows").as_array())
    take(row.at("country").as_string(), row.at("apportioned"));
  return shares;
}

// Of a page of attestations or messages.
json::array talk_in(const json::object& answer) {
  json::array rows;
  for (const auto& full : answer.at("rows").as_array()) {
    json::object row{{"sid", full.at("sid")}};
    if (const auto* withdrawn = full.as_object().if_contains("withdrawn"))
      row["withdrawn"] = withdrawn->is_null() ? json::value(nullptr) : withdrawn->at("sid");
    rows.push_back(std::move(row));
  }
  return rows;
}

// Of a page of all pledges' attestations or messages.
json::array talk_of_all(const json::object& answer, std::initializer_list<const char*> members) {
  json::array rows;
  for (json::value row : talk_in(answer)) {
    const json::value& full = answer.at("rows").at(rows.size());
    for (const char* name : members) row.as_object()[name] = full.at(name);
    rows.push_back(std::move(row));
  }
  EXPECT_EQ(answer.at("total"), rows.size());
  return rows;
}

// Unanswered questions are what is left of all messages.
json::array unanswered_in(const json::array& messages, const json::object& answer) {
  json::array left;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (messages[i].at("answers") == 0 && answer.at("rows").at(i).at("topic") == "question")
      left.push_back(messages[i]);
  }
  return left;
}

void expect_model_talk_of_all(const Views& views, const Statements& statements, const Query& query,
                              ledger::Date today, const std::set<ledger::PledgeId>& pledges) {
  const json::object given = value_of(latest_attestations(views, query, today));
  EXPECT_EQ(talk_of_all(given, {"pledge"}),
            naive_talk_of(statements, query, pledges, "attestation"));
  const json::object all = value_of(messages(views, query, {}, today));
  const json::array rows = talk_of_all(all, {"pledge", "answers"});
  EXPECT_EQ(rows, naive_talk_of(statements, query, pledges, "discussion"));
  const json::object open =
      value_of(messages(views, query, {.topics = {}, .answered = Answered::no}, today));
  EXPECT_EQ(talk_of_all(open, {"pledge", "answers"}), unanswered_in(rows, all));
}

void expect_model_talk(const Views& views, const Statements& statements, const Query& query,
                       ledger::Date today) {
  std::set<ledger::PledgeId> existing;
  std::set<ledger::PledgeId> pledges;
  for (const auto& accepted : statements) {
    if (const auto id = accepted.statement.stream.about_pledge()) pledges.insert(*id);
  }
  Query whole = query;
  whole.per_page = kPerPageMax;
  for (const auto& id : pledges) {
    const auto given = attestations(views, id, whole, today);
    const auto messages = discussion(views, id, whole, today);
    if (!given || !messages) {
      // The pledge is submitted later.
      EXPECT_EQ(given.error().code, ledger::Errc::not_found) << given.error().detail;
      EXPECT_FALSE(messages);
      continue;
    }
    existing.insert(id);
    EXPECT_EQ(talk_in(*given), naive_attestations(statements, query, id.text()));
    EXPECT_EQ(talk_in(*messages), naive_messages(statements, query, id.text()));
  }
  expect_model_talk_of_all(views, statements, whole, today, existing);
}

}  // namespace

void expect_model_commitments(const Views& views, const Statements& statements, const Query& query,
                              ledger::Date today) {
  const json::object answer = value_of(commitments(views, query, today));
  json::array rows = answer.at("rows").as_array();
  for (auto& row : rows) row.as_object().erase("member_name");
  rows.push_back(answer.at("totals"));
  const json::array expected = naive_commitments(statements, query, today);
  ASSERT_EQ(rows.size(), expected.size()) << text_of(query);
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], expected[i]) << text_of(query);
}

void expect_model_answers(const Views& views, const Statements& statements, const Query& query,
                          ledger::Date today) {
  const testing::ScopedTrace trace(__FILE__, __LINE__, text_of(query));
  expect_model_commitments(views, statements, query, today);
  EXPECT_EQ(shares_in(value_of(countries(views, query, today))), naive_shares(statements, query));
  const json::value people =
      row_of(value_of(objectives(views, query, today)), "rows", "objective", "people-offline");
  if (people.is_object()) {
    EXPECT_EQ(people.at("observations"), naive_observations(statements, query, "people-offline"));
  }
  expect_model_talk(views, statements, query, today);
}

}  // namespace pledgebook::projections
