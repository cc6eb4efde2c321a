// SPDX-License-Identifier: Apache-2.0
// The schema of every kind is closed: from each golden statement every member is dropped, given
// another type or joined by another member, at every depth, and the refusal names the place.
#include <gtest/gtest.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <functional>
#include <set>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "tests/support/json.h"
#include "tests/support/statement_examples.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;
using support::StatementExample;

// The optional fields besides arrays; `*` means any item. From docs/FORMAT.md, "Kinds".
const std::set<std::string, std::less<>> kMayBeAbsentIn{
    "/anchor",
    "ledger.created/body/root_quorum",
    "list.published/body/corrects",
    "rates.published/body/corrects",
    "indicator.observed/body/observations/*/country",
    "party.registered/body/country",
    "party.registered/body/itu_membership",
    "party.updated/body/country",
    "party.updated/body/itu_membership",
    "key.added/body/root",
    "key.added/body/recovered",
    "key.revoked/body/compromised_since",
    "pledge.published/body/submission",
    "pledge.published/body/number",
    "pledge.returned/body/submission",
    "pledge.rejected/body/submission",
    "correction.accepted/body/reason",
    "report.reviewed/body/comments",
    "report.submitted/body/committed",
    "report.submitted/body/disbursed",
    "report.submitted/body/narrative",
    "report.submitted/body/lessons",
    "report.submitted/body/next_steps",
    "report.submitted/body/corrects",
    "report.submitted/body/correction",
    "message.posted/body/in_reply_to"};
constexpr std::array<std::string_view, 12> kMayBeAbsentInPledge{"/description",
                                                                "/value/estimated",
                                                                "/event",
                                                                "/value",
                                                                "/nature",
                                                                "/additionality",
                                                                "/countries/*/share",
                                                                "/end",
                                                                "/partners/*/party",
                                                                "/partners/*/name",
                                                                "/partners/*/share",
                                                                "/related/*/overlap"};
// Objects whose members' names are data.
constexpr std::array<std::string_view, 3> kMaps{"list.published/body/items/*/title",
                                                "rates.published/body/rates",
                                                "pledge.amended/body/changes"};

bool is_pledge_body(std::string_view kind) {
  return kind == "pledge.submitted" || kind == "pledge.revised";
}
bool may_be_on_behalf(std::string_view kind) {
  return is_pledge_body(kind) || kind == "pledge.amended" || kind == "pledge.withdrawn" ||
         kind == "pledge.reinstated" || kind == "report.submitted";
}

// A value in a statement: how to get at it, its pointer, and its pointer with `*` for items.
struct Place {
  std::string kind;
  std::string pointer;
  std::string pattern;

  [[nodiscard]] Place member(std::string_view name) const {
    return {kind, pointer + "/" + std::string(name), pattern + "/" + std::string(name)};
  }
  [[nodiscard]] Place item(std::size_t i) const {
    return {kind, pointer + "/" + std::to_string(i), pattern + "/*"};
  }
  [[nodiscard]] bool is_map() const {
    return std::ranges::any_of(kMaps,
                               [this](std::string_view map) { return kind + pattern == map; });
  }
  [[nodiscard]] bool is_in_map() const {
    return std::ranges::any_of(
        kMaps, [this](std::string_view map) { return (kind + pattern).starts_with(map); });
  }
  [[nodiscard]] bool may_be_absent() const {
    if (kMayBeAbsentIn.contains(pattern) || kMayBeAbsentIn.contains(kind + pattern)) return true;
    if (may_be_on_behalf(kind) && (pattern == "/body/on_behalf_of" || pattern == "/body/source")) {
      return true;
    }
    return is_pledge_body(kind) &&
           std::ranges::any_of(kMayBeAbsentInPledge, [this](std::string_view member) {
             return pattern == "/body" + std::string(member);
           });
  }
};

json::value& find(json::value& root, const Place& place) {
  json::error_code error;
  return *root.find_pointer(place.pointer, error);
}

using Visit = std::function<void(const Place&, const json::value&)>;

// Calls `visit` for the value at `place` and all values in it.
void walk(const Place& place, const json::value& value, const Visit& visit) {
  visit(place, value);
  if (const json::object* object = value.if_object()) {
    for (const auto& member : *object) walk(place.member(member.key()), member.value(), visit);
  } else if (const json::array* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) walk(place.item(i), (*array)[i], visit);
  }
}

// Walks all examples; `visit` also gets the statement, to change and read again.
void walk_all(
    const std::function<void(const Place&, const json::value&, const json::value&)>& visit) {
  for (const StatementExample& example : support::statement_examples()) {
    const json::value statement = support::json_of(example.payload);
    walk({example.kind, "", ""}, statement,
         [&](const Place& place, const json::value& value) { visit(place, value, statement); });
  }
}

void check_refused(const json::value& statement, std::string_view code, std::string_view pointer) {
  const auto decoded = decode_statement(canonical_json(statement));
  ASSERT_FALSE(decoded) << pointer << " in " << canonical_json(statement);
  EXPECT_EQ(decoded.error().code, code) << pointer << ": " << decoded.error().rule;
  EXPECT_EQ(decoded.error().pointer, pointer) << decoded.error().rule;
}

TEST(StatementSchema, NamesTheMissingMember) {
  int required = 0;
  walk_all([&](const Place& place, const json::value& value, const json::value& statement) {
    const json::object* object = value.if_object();
    if (object == nullptr || place.is_in_map()) return;
    for (const auto& member : *object) {
      const Place gone = place.member(member.key());
      json::value without = statement;
      find(without, place).get_object().erase(member.key());
      if (gone.pattern == "/signers") {
        check_refused(without, "signers_invalid", "/signers");
      } else if (member.value().is_array() || gone.may_be_absent()) {
        EXPECT_TRUE(decode_statement(canonical_json(without))) << gone.kind << gone.pointer;
      } else {
        check_refused(without, "member_missing", gone.pointer);
        ++required;
      }
    }
  });
  EXPECT_GT(required, 300);
}

TEST(StatementSchema, NamesTheMemberOfAnotherType) {
  walk_all([&](const Place& place, const json::value& value, const json::value& statement) {
    if (place.is_in_map() && place.kind == "pledge.amended" && !place.is_map()) return;
    for (const json::value& other :
         {json::value(nullptr), json::value(7), json::value("?"), json::value(true),
          json::value(json::array{}), json::value(json::object{})}) {
      if (other.kind() == value.kind()) continue;
      if (place.pattern == "/prev" && other.is_null()) continue;
      if (place.pattern == "/prev" && value.is_null() && other.is_string()) continue;
      json::value changed = statement;
      find(changed, place) = other;
      check_refused(changed, "wrong_type", place.pointer);
    }
  });
}

TEST(StatementSchema, NamesTheMemberThatNoKindHas) {
  walk_all([&](const Place& place, const json::value& value, const json::value& statement) {
    if (!value.is_object() || place.is_in_map()) return;
    json::value changed = statement;
    find(changed, place).get_object()["zz"] = "unknown";
    check_refused(changed, "member_unknown", place.pointer + "/zz");
  });
}

// A field with a fixed list of values refuses any other value.
TEST(StatementSchema, NamesTheWordThatIsNotOnTheList) {
  const std::set<std::string, std::less<>> words{
      "party.registered/body/sector",     "party.registered/body/roles/*",
      "key.added/body/roles/*",           "pledge.submitted/body/type",
      "pledge.submitted/body/nature",     "pledge.submitted/body/additionality",
      "pledge.submitted/body/scope",      "pledge.amended/body/category",
      "pledge.superseded/body/reason",    "party.registered/body/itu_membership",
      "message.posted/body/topic",        "report.submitted/body/stage",
      "report.reviewed/body/finding",     "report.reviewed/body/assurance",
      "fulfilment.determined/body/result"};
  std::size_t found = 0;
  walk_all([&](const Place& place, const json::value&, const json::value& statement) {
    if (!words.contains(place.kind + place.pattern)) return;
    json::value changed = statement;
    find(changed, place) = "Other";
    check_refused(changed, "not_one_of", place.pointer);
    ++found;
  });
  EXPECT_GE(found, words.size());
}

// Every text has a limit: at the limit it is accepted, one more character is refused.
TEST(StatementSchema, LimitsEveryText) {
  const std::vector<std::pair<std::string, std::size_t>> limits{
      {"party.registered/body/name", 300},
      {"key.added/body/label", 300},
      {"pledge.submitted/body/title", 600},
      {"pledge.submitted/body/description", 8'000},
      {"pledge.submitted/body/source", 2'000},
      {"pledge.amended/body/reason", 2'000},
      {"report.submitted/body/narrative", 8'000},
      {"report.submitted/body/next_steps", 8'000},
      {"report.submitted/body/barriers/*", 2'000},
      {"report.reviewed/body/comments", 8'000},
      {"pledge.returned/body/comments/*/comment", 8'000},
      {"list.published/body/items/*/title/en", 600},
      {"list.published/body/source", 2'000},
      {"party.suspended/body/reason", 2'000},
      {"correction.declined/body/reason", 2'000},
      {"report.submitted/body/lessons", 8'000},
      {"attestation.withdrawn/body/reason", 2'000},
      {"message.posted/body/text", 8'000},
      {"attestation.given/body/claim", 8'000},
      {"notice.given/body/text", 2'000},
      {"witness-policy.published/body/policy", 8'000}};
  std::size_t found = 0;
  walk_all([&](const Place& place, const json::value&, const json::value& statement) {
    for (const auto& [pattern, limit] : limits) {
      if (place.kind + place.pattern != pattern) continue;
      // Two bytes a character: characters count, not bytes.
      std::string text;
      for (std::size_t i = 0; i < limit; ++i) text += "é";
      json::value changed = statement;
      find(changed, place) = text;
      EXPECT_TRUE(decode_statement(canonical_json(changed))) << pattern;
      find(changed, place) = text + "é";
      check_refused(changed, "too_long", place.pointer);
      ++found;
    }
  });
  EXPECT_GE(found, limits.size());
}

TEST(StatementSchema, LimitsEveryArray) {
  walk_all([&](const Place& place, const json::value& value, const json::value& statement) {
    const json::array* array = value.if_array();
    if (array == nullptr || place.is_in_map() || place.pattern == "/signers") return;
    json::value changed = statement;
    json::array& items = find(changed, place).get_array();
    while (items.size() <= 200) items.push_back(items.front());
    if (canonical_json(changed).size() > kStatementBytesMax) return;
    check_refused(changed, "too_many_items", place.pointer);
    items.pop_back();
    EXPECT_TRUE(decode_statement(canonical_json(changed))) << place.kind << place.pointer;
  });
}

// The empty string is not a valid id, digest, date, amount, currency, country, key or enumeration
// value.
TEST(StatementSchema, RefusesTheEmptyStringWhereTheGrammarDoes) {
  int refused = 0;
  walk_all([&](const Place& place, const json::value& value, const json::value& statement) {
    if (!value.is_string() || place.is_in_map()) return;
    json::value changed = statement;
    find(changed, place) = "";
    const auto decoded = decode_statement(canonical_json(changed));
    if (decoded) return;
    EXPECT_EQ(decoded.error().pointer, place.pointer);
    ++refused;
  });
  EXPECT_GT(refused, 250);
}

}  // namespace
}  // namespace pledgebook::ledger
