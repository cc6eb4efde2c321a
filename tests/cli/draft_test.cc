// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/draft.h"

#include <gtest/gtest.h>

#include "cli/import/fingerprint.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "tests/support/statement_examples.h"

namespace pledgebook::cli {
namespace {

constexpr std::string_view kLine =
    R"({"kind":"pledge.withdrawn","stream":"pledge/p-1","at":"2026-01-02T03:04:05Z","body":{"reason":"r"}})";

ledger::Admitted<Draft> read(std::string_view text) {
  const auto json = ledger::parse_json(text);
  EXPECT_TRUE(json) << text;
  return read_draft(*json);
}

std::string refusal_of(std::string_view text) {
  const auto draft = read(text);
  return draft ? "read" : draft.error().code + " " + draft.error().pointer;
}

TEST(Draft, ReadsALine) {
  const auto draft = read(kLine);

  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->kind, "pledge.withdrawn");
  EXPECT_EQ(draft->stream.text(), "pledge/p-1");
  EXPECT_EQ(ledger::to_text(draft->at), "2026-01-02T03:04:05Z");
  EXPECT_TRUE(draft->signers.empty());
}

TEST(Draft, NamesTheMemberThatIsWrong) {
  EXPECT_EQ(refusal_of("[]"), "type_invalid ");
  EXPECT_EQ(refusal_of(R"({"stream":"governance"})"), "member_missing /kind");
  EXPECT_EQ(refusal_of(R"({"kind":1})"), "type_invalid /kind");
  EXPECT_EQ(refusal_of(R"({"kind":"pledge.made"})"), "kind_unknown /kind");
  EXPECT_EQ(refusal_of(R"({"kind":"notice.given","stream":"x/y"})"), "stream_invalid /stream");
  EXPECT_EQ(refusal_of(R"({"kind":"notice.given","stream":"pledge/y","at":"2026-01-01"})"),
            "instant_invalid /at");
  EXPECT_EQ(
      refusal_of(R"({"kind":"notice.given","stream":"pledge/y","at":"2026-01-01T00:00:00Z"})"),
      "member_missing /body");
  EXPECT_EQ(
      refusal_of(
          R"({"kind":"notice.given","stream":"pledge/y","at":"2026-01-01T00:00:00Z","body":{},"v":1})"),
      "member_unknown /v");
  EXPECT_EQ(
      refusal_of(
          R"({"kind":"notice.given","stream":"pledge/y","at":"2026-01-01T00:00:00Z","body":{},"signers":["A"]})"),
      "signers_invalid /signers");
}

TEST(Draft, SortsSignersAndNamesEachOnce) {
  const auto draft = read(
      R"({"kind":"notice.given","stream":"pledge/y","at":"2026-01-01T00:00:00Z","body":{},"signers":["b","a","b"]})");

  ASSERT_TRUE(draft);
  ASSERT_EQ(draft->signers.size(), 2U);
  EXPECT_EQ(draft->signers[0].text(), "a");
}

TEST(Draft, DependsOnWhatItsBodyNames) {
  const auto draft = read(
      R"({"kind":"pledge.submitted","stream":"pledge/p","at":"2026-01-01T00:00:00Z","body":{"on_behalf_of":"m","partners":[{"party":"q"},{"name":"party"}],"related":[{"pledge":"o"}]}})");

  ASSERT_TRUE(draft);
  std::vector<std::string> names;
  for (const auto& stream : subjects(*draft)) names.push_back(stream.text());
  EXPECT_EQ(names, (std::vector<std::string>{"pledge/p", "party/m", "keys/m", "party/q", "keys/q",
                                             "pledge/o", "governance"}));
}

// For any statement, a draft made from it gives the same payload.
TEST(StatementPayload, IsCanonicalForEveryKind) {
  for (const auto& example : support::statement_examples()) {
    const auto statement = ledger::decode_statement(example.payload);
    ASSERT_TRUE(statement) << example.payload;
    Draft draft{.kind = std::string(statement->kind()),
                .stream = statement->stream,
                .at = statement->at,
                .body = ledger::write_body(statement->body),
                .signers = {}};
    if (statement->anchor) continue;

    const std::string payload = statement_payload(
        draft, ledger::canonical_json(draft.body),
        {.ledger = statement->ledger, .prev = statement->prev}, statement->signers);

    EXPECT_EQ(payload, example.payload);
  }
}

TEST(Draft, IsOutlinedWhateverItsTextsLookLike) {
  const auto draft = read(
      R"({"kind":"notice.given","stream":"pledge/y","at":"2026-01-01T00:00:00Z","body":{"text":"\",\"kind\":\"x\",\"signers\":[],\"stream\":\"z\"","at":"b","kind":"inner","stream":"s"}})");
  ASSERT_TRUE(draft);
  const std::string body = ledger::canonical_json(draft->body);
  const std::string payload = statement_payload(*draft, body, {.ledger = "l#0", .prev = {}},
                                                {*ledger::PartyId::parse("a")});

  const auto parts = ledger::outline(payload);

  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->body, body);
  EXPECT_EQ(parts->kind, "notice.given");
  EXPECT_EQ(parts->stream, "pledge/y");
}

TEST(Fingerprint, DependsOnEachPartAndOnNoPlace) {
  const auto draft = read(kLine);
  ASSERT_TRUE(draft);
  const std::vector signer{*ledger::PartyId::parse("a")};
  const auto mark = [&](const Draft& d, std::string_view name, std::vector<ledger::PartyId> by,
                        std::optional<ledger::Sid> prev) {
    return fingerprint(*ledger::outline(
        statement_payload(d, ledger::canonical_json(d.body), {.ledger = name, .prev = prev}, by)));
  };
  const auto original = mark(*draft, "l#1", signer, {});
  Draft later = *draft;
  later.at += std::chrono::seconds(1);
  Draft other_body = *draft;
  other_body.body["reason"] = "s";
  Draft other_kind = *draft;
  other_kind.kind = "pledge.reinstated";
  Draft other_stream = *draft;
  other_stream.stream = *ledger::StreamId::parse("pledge/p-2");

  EXPECT_EQ(mark(*draft, "l#2", signer, ledger::Sid{}), original);
  EXPECT_NE(mark(later, "l#1", signer, {}), original);
  EXPECT_NE(mark(other_body, "l#1", signer, {}), original);
  EXPECT_NE(mark(other_kind, "l#1", signer, {}), original);
  EXPECT_NE(mark(other_stream, "l#1", signer, {}), original);
  EXPECT_NE(mark(*draft, "l#1", {*ledger::PartyId::parse("b")}, {}), original);
}

}  // namespace
}  // namespace pledgebook::cli
