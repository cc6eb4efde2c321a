// SPDX-License-Identifier: Apache-2.0
// The statement codec: golden vectors, round trips, and refused statements of each kind.
#include "ledger/domain/json/statement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/domain/json/canonical_json.h"
#include "tests/support/json.h"
#include "tests/support/statement_examples.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;
using support::object_of;
using support::statement_examples;

json::object example_of(std::string_view kind) {
  for (const auto& example : statement_examples()) {
    if (example.kind == kind) return object_of(example.payload);
  }
  ADD_FAILURE() << "no example of " << kind;
  return {};
}

// It has every member that a statement may have.
json::object full_statement() { return example_of("pledge.endorsed"); }

Refusal refusal_of(const json::object& statement) {
  const auto decoded = decode_statement(canonical_json(statement));
  EXPECT_FALSE(decoded) << canonical_json(statement);
  return decoded ? Refusal{} : decoded.error();
}

void check_refused(const json::object& statement, std::string_view code, std::string_view pointer) {
  const Refusal refusal = refusal_of(statement);
  EXPECT_EQ(refusal.code, code) << canonical_json(statement);
  EXPECT_EQ(refusal.pointer, pointer) << refusal.rule;
  EXPECT_NE(refusal.rule, "");
  EXPECT_NE(refusal.accepted, "");
}

TEST(StatementCodec, KnowsAnExampleOfEveryKind) {
  std::vector<std::string_view> kinds = statement_kinds();
  std::vector<std::string> examples;
  for (const auto& example : statement_examples()) examples.push_back(example.kind);

  EXPECT_THAT(examples, testing::ElementsAreArray(kinds));
}

TEST(StatementCodec, RoundTripsEveryKind) {
  for (const auto& example : statement_examples()) {
    const auto statement = decode_statement(example.payload);

    ASSERT_TRUE(statement) << example.kind << ": " << statement.error().code << " at "
                           << statement.error().pointer;
    EXPECT_EQ(statement->kind(), example.kind);
    EXPECT_EQ(encode_statement(*statement), example.payload);
  }
}

TEST(StatementCodec, HasTheGoldenSids) {
  for (const auto& example : statement_examples()) {
    EXPECT_EQ(statement_id(example.payload).hex(), example.sid) << example.kind;
  }
}

TEST(StatementCodec, ReadsAdmittedStatementsAlike) {
  for (const auto& example : statement_examples()) {
    const auto statement = decode_admitted_statement(example.payload);

    ASSERT_TRUE(statement) << example.kind;
    EXPECT_EQ(encode_statement(*statement), example.payload);
  }
}

TEST(StatementCodec, ReadsBodiesByThemselves) {
  for (const auto& example : statement_examples()) {
    const json::value body = object_of(example.payload).at("body");

    const auto read = read_body(example.kind, body);

    ASSERT_TRUE(read) << example.kind;
    EXPECT_EQ(json::value(write_body(*read)), body);
  }
  EXPECT_EQ(read_body("pledge.forgotten", json::object{}).error().code, "kind_unknown");
}

TEST(StatementCodec, RefusesTruncationAtEveryLength) {
  const std::string payload = statement_examples().back().payload;
  for (std::size_t size = 0; size < payload.size(); ++size) {
    EXPECT_FALSE(decode_statement(std::string_view(payload).substr(0, size))) << size;
  }
}

TEST(StatementCodec, NeverReadsAFlippedBitAsTheSameStatement) {
  const std::string payload = statement_examples().back().payload;
  for (std::size_t bit = 0; bit < payload.size() * 8; ++bit) {
    std::string flipped = payload;
    flipped[bit / 8] =
        static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << (bit % 8)));
    const auto statement = decode_statement(flipped);
    if (statement) {
      EXPECT_EQ(encode_statement(*statement), flipped) << bit;
    }
    EXPECT_NE(statement_id(flipped), statement_id(payload)) << bit;
  }
}

TEST(StatementCodec, RefusesWhatIsTooLarge) {
  json::object statement = full_statement();
  statement["ledger"] = std::string(kStatementBytesMax, 'x');

  check_refused(statement, "statement_too_large", "");
}

TEST(StatementCodec, AcceptsTheLargestStatement) {
  json::object statement = example_of("report.reviewed");
  statement["kind"] = "report.submitted";
  statement["body"] = object_of(R"({"period":{"from":"2026-01-01","to":"2026-01-01"},
      "stage":"stalled","barriers":[]})");
  json::array& barriers = statement["body"].get_object()["barriers"].get_array();
  while (canonical_json(statement).size() + 1'003 <= kStatementBytesMax)
    barriers.emplace_back(std::string(1'000, 'b'));
  statement["body"].get_object()["narrative"] =
      std::string(kStatementBytesMax - canonical_json(statement).size() - 15, 'n');

  EXPECT_EQ(canonical_json(statement).size(), kStatementBytesMax);
  EXPECT_TRUE(decode_statement(canonical_json(statement)));
  statement["at"] = "2026-05-20T10:00:00Z ";
  check_refused(statement, "statement_too_large", "");
}

TEST(StatementCodec, RefusesWhatIsNotOneObject) {
  EXPECT_EQ(decode_statement("[]").error().code, "wrong_type");
  EXPECT_EQ(decode_statement("null").error().code, "wrong_type");
  EXPECT_EQ(decode_statement("").error().code, "not_json");
  EXPECT_EQ(decode_statement("{}{}").error().code, "not_json");
}

TEST(StatementCodec, RefusesUnknownKindsAndVersions) {
  json::object statement = full_statement();
  statement["kind"] = "pledge.forgotten";
  check_refused(statement, "kind_unknown", "/kind");

  statement = full_statement();
  statement["v"] = 2;
  check_refused(statement, "version_unknown", "/v");
}

TEST(StatementCodec, RefusesSignersOutOfOrder) {
  const auto with_signers = [](json::array signers) {
    json::object statement = full_statement();
    statement["signers"] = std::move(signers);
    return statement;
  };

  check_refused(with_signers({}), "signers_invalid", "/signers");
  check_refused(with_signers({"b", "a"}), "signers_invalid", "/signers");
  check_refused(with_signers({"a", "a"}), "signers_invalid", "/signers");
  check_refused(with_signers({"a", "B"}), "id_invalid", "/signers/1");
  json::array many;
  for (char c = 'a'; c <= 'q'; ++c) many.emplace_back(std::string(1, c));
  check_refused(with_signers(many), "signers_invalid", "/signers");
  many.pop_back();
  EXPECT_TRUE(decode_statement(canonical_json(with_signers(many))));
}

TEST(StatementCodec, RefusesOtherValuesOfTheOuterMembers) {
  const auto with = [](std::string_view name, json::value value) {
    json::object statement = full_statement();
    statement[name] = std::move(value);
    return statement;
  };

  check_refused(with("at", "2026-05-20T10:00:00+00:00"), "time_invalid", "/at");
  check_refused(with("prev", json::string(64, 'A')), "digest_invalid", "/prev");
  check_refused(with("prev", ""), "digest_invalid", "/prev");
  check_refused(with("stream", "by/gha-gov"), "stream_invalid", "/stream");
  check_refused(with("anchor", object_of(R"({"root":"AAAA","size":1})")), "root_invalid",
                "/anchor/root");
  check_refused(with("anchor", object_of(R"({"size":1})")), "member_missing", "/anchor/root");
  check_refused(with("v", -1), "number_out_of_range", "/v");
}

TEST(StatementCodec, AsksForCodesOfThreeCapitalLetters) {
  json::object statement = example_of("pledge.submitted");
  json::object& body = statement["body"].get_object();
  for (const char* code : {"usd", "US", "USDX", "U5D", ""}) {
    body["value"] = json::object{{"amount", "1"}, {"currency", code}};
    check_refused(statement, "currency_invalid", "/body/value/currency");
  }
  body["value"] = json::object{{"amount", "1"}, {"currency", "USD"}};
  for (const char* code : {"gha", "GH", "GHAN", "G-A", ""}) {
    body["countries"] = json::array{json::object{{"iso3", code}}};
    check_refused(statement, "country_invalid", "/body/countries/0/iso3");
  }
}

TEST(StatementCodec, EscapesNamesInPointers) {
  json::object statement = full_statement();
  statement["body"].get_object()["a/b~c"] = 1;

  check_refused(statement, "member_unknown", "/body/a~1b~0c");
}

TEST(IndexStreams, FollowFromThePayloadAlone) {
  const auto streams_of = [](std::string_view kind) {
    for (const auto& example : statement_examples()) {
      if (example.kind == kind) return index_streams(*decode_statement(example.payload));
    }
    return std::vector<std::string>{};
  };

  EXPECT_THAT(streams_of("pledge.submitted"),
              testing::UnorderedElementsAre("by/bdt", "of/gha-gov", "area/access"));
  EXPECT_THAT(streams_of("pledge.revised"), testing::UnorderedElementsAre("by/bdt", "area/access"));
  EXPECT_THAT(streams_of("pledge.amended"), testing::ElementsAre("by/bdt"));
  EXPECT_THAT(streams_of("pledge.endorsed"),
              testing::UnorderedElementsAre("by/abc", "by/gha-gov", "by/zzz"));
}

TEST(IndexStreams, HaveTheAreaThatAnAmendmentNames) {
  for (const auto& example : statement_examples()) {
    if (example.kind != "pledge.amended") continue;
    json::object statement = object_of(example.payload);
    statement["body"].get_object()["changes"] = object_of(R"({"focus_area":"adoption"})");

    EXPECT_THAT(index_streams(*decode_statement(canonical_json(statement))),
                testing::UnorderedElementsAre("by/bdt", "area/adoption"));
  }
}

TEST(PledgeOwner, IsTheOneSignerThatPartnersDoNotName) {
  const PartyId a = *PartyId::parse("a");
  const PartyId b = *PartyId::parse("b");
  PledgeBody pledge;
  EXPECT_EQ(pledge_owner(pledge, {a}), a);
  EXPECT_EQ(pledge_owner(pledge, {a, b}), std::nullopt);

  pledge.partners.push_back({.party = a, .name = std::nullopt, .share = std::nullopt});
  EXPECT_EQ(pledge_owner(pledge, {a, b}), b);
  EXPECT_EQ(pledge_owner(pledge, {a}), std::nullopt);

  pledge.behalf.on_behalf_of = a;
  EXPECT_EQ(pledge_owner(pledge, {b}), a);
}

}  // namespace
}  // namespace pledgebook::ledger
