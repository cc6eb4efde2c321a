// SPDX-License-Identifier: Apache-2.0
// Rule set 1 is frozen. tests/vectors/rule_set_1.json holds a history with each kind admitted and
// refused: the verdicts on it, and each hash of its log, must stay as they are for ever. What comes
// later is rule set 2: ledger/domain/rules/rule_set.h.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json/array.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "crypto/base64.h"
#include "crypto/sha256.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/proof/verify/statement_judge.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/vector_log.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kFrozen =
    "rule set 1 is frozen: a ledger that was valid must stay valid, for every reader. What changes "
    "is rule set 2 (ledger/domain/rules/rule_set.h)";

std::string vector_file(std::string_view name) {
  std::ifstream file(fmt::format("{}/tests/vectors/{}", PLEDGEBOOK_SOURCE_DIR, name),
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const json::object& vectors() {
  static const json::object& object =
      *new json::object(support::object_of(vector_file("rule_set_1.json")));
  return object;
}

std::string text_of(const json::value& text) { return std::string(text.as_string()); }

struct Step {
  SignedStatement signed_statement;
  RecordedAt recorded_at{};
  std::string refused;  // the code; empty: admitted
  std::string pointer;
  std::string leaf;
};

Step step_of(const json::value& value) {
  const json::object& object = value.as_object();
  Step step;
  step.signed_statement.payload = text_of(object.at("payload"));
  for (const json::value& each : object.at("signatures").as_array()) {
    KeySignature signature{{crypto::Hash::from_hex(text_of(each.at("key"))).value()}, {}};
    const auto bytes = crypto::from_base64(text_of(each.at("signature"))).value();
    std::ranges::copy(bytes, signature.signature.bytes.begin());
    step.signed_statement.signatures.push_back(signature);
  }
  step.recorded_at =
      RecordedAt(std::chrono::milliseconds(object.at("recorded_at_ms").to_number<std::int64_t>()));
  if (object.contains("leaf")) {
    step.leaf = text_of(object.at("leaf"));
  } else {
    step.refused = text_of(object.at("refused"));
    step.pointer = text_of(object.at("pointer"));
  }
  return step;
}

std::vector<Step> all_steps() {
  std::vector<Step> steps;
  for (const json::value& value : vectors().at("steps").as_array()) steps.push_back(step_of(value));
  return steps;
}

// Admission without a store, by the rule sets that a program knows.
class Admission {
 public:
  explicit Admission(RuleSets known = rule_sets()) : known_(known) {}

  Admitted<Statement> submit(const SignedStatement& signed_statement, RecordedAt recorded_at) {
    auto statement = decode_statement(signed_statement.payload);
    if (!statement) return statement;
    const auto find = [this](const KeyId& id) { return find_key(id); };
    if (auto checked = check_signatures(*statement, signed_statement, find); !checked)
      return std::unexpected(std::move(checked).error());
    const Sid sid = statement_id(signed_statement.payload);
    const Entry entry{*statement, sid, signed_statement.signatures, Index{next_}, recorded_at};
    if (auto checked = check_entry(registry_, entry, known_); !checked)
      return std::unexpected(std::move(checked).error());
    fold(registry_, entry);
    ++next_;
    return statement;
  }
  [[nodiscard]] std::uint32_t rules() const noexcept { return registry_.governance().rules; }

 private:
  std::optional<crypto::PublicKey> find_key(const KeyId& id) {
    const Key* key = registry_.find(id);
    return key == nullptr ? std::nullopt : crypto::PublicKey::parse(key->public_key.bytes);
  }

  RuleSets known_;
  Registry registry_;
  std::uint64_t next_ = 0;
};

TEST(RuleSet1, JudgesTheHistoryAsEver) {
  Admission admission;
  for (const Step& step : all_steps()) {
    const auto answer = admission.submit(step.signed_statement, step.recorded_at);
    ASSERT_EQ(answer ? std::string() : answer.error().code, step.refused)
        << kFrozen << "\n"
        << step.signed_statement.payload;
    EXPECT_EQ(answer ? std::string() : answer.error().pointer, step.pointer)
        << kFrozen << "\n"
        << step.signed_statement.payload;
  }
}

TEST(RuleSet1, HashesTheHistoryAsEver) {
  support::VectorLog log;
  for (const Step& step : all_steps()) {
    if (step.leaf.empty()) continue;
    const auto statement = decode_statement(step.signed_statement.payload);
    ASSERT_TRUE(statement) << kFrozen;
    EXPECT_EQ(log.append(step.signed_statement, *statement, step.recorded_at).hex(), step.leaf)
        << kFrozen;
  }

  EXPECT_EQ(log.end("log-2"), vectors().at("end").as_object()) << kFrozen;
}

// The step's statement as the record at `index`; nothing if its bytes are none.
std::shared_ptr<const ExaminedRecord> examined(const Step& step, Index index) {
  const std::string bytes = encode_record({index, step.recorded_at, {}, step.signed_statement});
  auto record = examine_record({index, bytes, {}});
  return record ? std::make_shared<const ExaminedRecord>(*std::move(record)) : nullptr;
}

bool is_refused(StatementJudge judge, const Step& step, Index index) {
  auto record = examined(step, index);
  return record == nullptr || judge.take(std::move(record)) || judge.find_unverified();
}

// If the operator puts into its log what admission refuses, an export shows it. One of a part of
// the log shows what it may not contain by anybody's right.
TEST(RuleSet1, IsUpheldByTheVerifierOfExports) {
  StatementJudge whole(StatementJudge::Extent::whole, 1);
  StatementJudge part(StatementJudge::Extent::part, 1);
  std::uint64_t next = 0;
  for (const Step& step : all_steps()) {
    const Index index{next};
    if (step.refused.empty()) {
      EXPECT_EQ(whole.take(examined(step, index)), std::nullopt) << step.signed_statement.payload;
      EXPECT_EQ(part.take(examined(step, index)), std::nullopt) << step.signed_statement.payload;
      ++next;
      continue;
    }
    EXPECT_TRUE(is_refused(whole, step, index)) << step.signed_statement.payload;
    if (!is_about_rights(step.refused)) continue;
    EXPECT_TRUE(is_refused(part, step, index)) << step.signed_statement.payload;
  }
}

// Only the adoption of a rule set that nobody knows yet can't be in the history.
TEST(RuleSet1, HasEachKindAdmittedAndRefused) {
  std::set<std::string_view> admitted{"rules.adopted"};
  std::set<std::string_view> refused;
  for (const Step& step : all_steps()) {
    const auto statement = decode_statement(step.signed_statement.payload);
    if (statement) (step.refused.empty() ? admitted : refused).insert(statement->kind());
  }
  const std::vector<std::string_view> kinds = statement_kinds();

  EXPECT_EQ(admitted, std::set<std::string_view>(kinds.begin(), kinds.end()));
  EXPECT_EQ(refused, std::set<std::string_view>(kinds.begin(), kinds.end()));
}

// The files themselves: a change of the bytes or the rules that also changes these files is noticed
// here.
TEST(RuleSet1, HasItsVectorsForEver) {
  const std::map<std::string_view, std::string_view> digests{
      {"rule_set_1.json", "7b60c362913f30f7468f92853fd71d11d689291dbe73358bf089e9e009a25157"},
      {"statements.json", "4b4c01ae74d7f8a2c2f17ca5657b971b354f0a20c69e6bec04e80d8899fd1593"},
      {"records.json", "64fcb8a93ec0b2215f85cc81e7ea7e265e2183ae4847b5f8f87d8e30439c4164"},
      {"exports.json", "2ff10a46f2746012fea09afd8a08f19a582cd628cdbc579f0a48b2a733172d0f"},
      {"proof.json", "5914beeae5f89883d09c58d3f4e9513ee33c965c7ece663b38bddcbec96561f3"},
      {"crypto.json", "968729d0c1afddab7065a5216572c916d5ae778a7256bd10ef89d5a3eb4f0f31"},
  };
  for (const auto& [name, digest] : digests) {
    EXPECT_EQ(crypto::sha256(crypto::as_bytes(vector_file(name))).hex(), digest)
        << kFrozen << "; tests/vectors/" << name << " was changed";
  }
}

// Rule set 2, if it were only this: a withdrawal gives a reason of ten characters.
Admitted<void> check_rights_2(Registry& registry, const Entry& entry) {
  return rule_sets().front().check_rights(registry, entry);
}
Admitted<void> check_rules_2(Registry& registry, const Entry& entry) {
  const auto* withdrawn = std::get_if<PledgeWithdrawn>(&entry.statement.body);
  if (withdrawn != nullptr && withdrawn->reason.size() < 10)
    return std::unexpected(Refusal{"reason_too_short", "/body/reason", "too short", "a reason"});
  return rule_sets().front().check_rules(registry, entry);
}
const std::array kWithRuleSet2{rule_sets().front(), RuleSet{2, &check_rights_2, &check_rules_2}};

support::Draft withdrawal() {
  return support::by_party("gha-gov", "pledge.withdrawn", "pledge/p-1", {{"reason", "short"}});
}
support::Draft reinstatement() {
  return support::by_party("gha-gov", "pledge.reinstated", "pledge/p-1", {{"reason", "back"}});
}
support::Draft adoption() {
  return support::by_roots("rules.adopted", "governance", json::object{{"rules", 2}});
}

// A history with a withdrawal that rule set 2 would refuse.
support::LedgerBuilder ledger_under_rule_set_1() {
  support::LedgerBuilder ledger = support::furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(withdrawal());
  ledger.add(reinstatement());
  return ledger;
}

void submit_all(Admission& admission, const support::LedgerBuilder& ledger) {
  for (const support::AcceptedStatement& each : ledger.statements())
    EXPECT_TRUE(admission.submit(each.signed_statement, each.recorded_at)) << each.statement.kind();
}

TEST(RuleSet2, LeavesTheHistoryBeforeItsAdoptionValid) {
  support::LedgerBuilder ledger = ledger_under_rule_set_1();
  const SignedStatement adopted = ledger.sign(adoption());
  const SignedStatement afterwards = ledger.sign(withdrawal());
  Admission admission(kWithRuleSet2);

  submit_all(admission, ledger);
  EXPECT_EQ(admission.rules(), 1U);
  ASSERT_TRUE(admission.submit(adopted, ledger.now()));
  EXPECT_EQ(admission.rules(), 2U);
  const auto answer = admission.submit(afterwards, ledger.now());

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "reason_too_short");
}

TEST(RuleSet2, JudgesTheHistoryOfTheVectorsAlikeBeforeItsAdoption) {
  Admission admission(kWithRuleSet2);
  for (const Step& step : all_steps()) {
    if (step.refused.empty()) {
      EXPECT_TRUE(admission.submit(step.signed_statement, step.recorded_at))
          << step.signed_statement.payload;
    }
  }
}

TEST(RuleSet2, IsAdoptedByTheRootQuorumAlone) {
  support::LedgerBuilder ledger = ledger_under_rule_set_1();
  Admission admission(kWithRuleSet2);
  submit_all(admission, ledger);

  for (const std::vector<std::string>& keys :
       {std::vector<std::string>{"root-1"}, {"root-1", "root-2", "root-3"}, {"registrar"}})
    EXPECT_FALSE(admission.submit(ledger.sign(adoption().signed_by(keys)), ledger.now()));
  EXPECT_EQ(admission.rules(), 1U);
}

// A program that does not know the rule set stops there, and names it.
TEST(RuleSet2, StopsAProgramThatDoesNotKnowIt) {
  support::LedgerBuilder ledger = ledger_under_rule_set_1();
  const SignedStatement adopted = ledger.sign(adoption());
  Admission admission;
  submit_all(admission, ledger);

  const auto answer = admission.submit(adopted, ledger.now());

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "rules_unknown");
  EXPECT_NE(answer.error().rule.find("rule set 2"), std::string::npos);
}

TEST(RuleSet2, InForceIsNotJudgedByAProgramThatDoesNotKnowIt) {
  support::LedgerBuilder ledger = ledger_under_rule_set_1();
  ledger.registry().edit_governance().rules = 2;  // as rows of a newer program say

  EXPECT_EQ(ledger.refusal(reinstatement()).code, "rules_unknown");
}

}  // namespace
}  // namespace pledgebook::ledger
