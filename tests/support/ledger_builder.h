// SPDX-License-Identifier: Apache-2.0
// LedgerBuilder: a ledger in memory for tests. It makes statements from drafts, signs them with
// keys from fixed seeds, and submits them by the same steps as the real one: decode, `prev`,
// signatures, rights, rules, fold. The accepted statements can be appended to a log or folded into
// a view.
//
//   LedgerBuilder ledger;                              // begun by "bdt", with its officers' keys
//   ledger.publish_profile("p2c");
//   ledger.add_member("gha-gov");                      // signs with the key "gha-gov"
//   const Sid pledge = ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-1",
//   pledge_body())); ledger.add(by_reviewer("pledge.published", "pledge/p-1", {}));
//
// Keys are named: "registrar", "reviewer", "auditor", "auditor-2" and the root keys "root-1" to
// "root-3", of which two sign together, belong to the operator "bdt". Nothing here depends on time,
// chance or the machine. One thread at a time.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crypto/ed25519.h"
#include "crypto/verifier_key.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::support {

inline constexpr std::string_view kOperator = "bdt";
inline constexpr std::string_view kTestOrigin = "test.example/pledges";

// The key of this name: the same for every run and every test. Its public key as in statements, in
// base64, and its id.
[[nodiscard]] crypto::SecretKey test_key(std::string_view name);
[[nodiscard]] std::string public_key_text(std::string_view name);
[[nodiscard]] ledger::KeyId test_key_id(std::string_view name);

// The key `log` as ledger_created names it, for checkpoints.
[[nodiscard]] crypto::VerifierKey test_log_key();

// A statement without a ledger, a time, a predecessor or signatures. All of it may be invalid.
struct Draft {
  std::string kind;
  std::string stream;
  boost::json::object body;
  std::vector<std::string> signers;  // party ids
  std::vector<std::string> keys;     // names of the keys that sign

  std::string at;      // empty: the ledger's clock
  std::string ledger;  // empty: the ledger's name
  // Other top-level members than the statement would have: {"prev": …}, {"v": 2}, {"anchor": …}.
  boost::json::object members;

  [[nodiscard]] Draft dated(std::string_view time) const;
  [[nodiscard]] Draft signed_by(std::vector<std::string> key_names) const;
  // One more signer with a key.
  [[nodiscard]] Draft also(std::string_view signer, std::string_view key) const;
  // The root quorum too, for the operator.
  [[nodiscard]] Draft with_roots() const;
};
[[nodiscard]] Draft by_registrar(std::string kind, std::string stream, boost::json::object body);
[[nodiscard]] Draft by_reviewer(std::string kind, std::string stream, boost::json::object body);
[[nodiscard]] Draft by_auditor(std::string kind, std::string stream, boost::json::object body);
// By the root quorum: "root-1" and "root-2".
[[nodiscard]] Draft by_roots(std::string kind, std::string stream, boost::json::object body);
// By a party whose key has its own id for a name.
[[nodiscard]] Draft by_party(std::string_view party, std::string kind, std::string stream,
                             boost::json::object body);
// By the registrar, with `on_behalf_of` and `source` added to the body.
[[nodiscard]] Draft on_behalf(std::string_view member, std::string kind, std::string stream,
                              boost::json::object body);

// ledger.created as the builder submits it, to change its title.
[[nodiscard]] Draft ledger_created();
// A body that needs only the list focus-area: financial, USD 1,000,000, Ghana, 2026 to 2028.
[[nodiscard]] boost::json::object pledge_body();
// A report on the days from `from` to `to`.
[[nodiscard]] boost::json::object report_body(std::string_view from, std::string_view to,
                                              std::string_view stage = "in-progress");

// An accepted statement with its index.
struct AcceptedStatement {
  ledger::SignedStatement signed_statement;
  ledger::Statement statement;
  ledger::Sid sid;
  ledger::Index index{};
  ledger::RecordedAt recorded_at{};
};

class LedgerBuilder {
 public:
  // Begins with `ledger_created()`. Its clock starts at 2026-06-01T00:00:00Z and advances a second
  // with each accepted statement.
  LedgerBuilder();
  // Without ledger.created.
  struct NotBegun {};
  explicit LedgerBuilder(NotBegun);

  // The draft as a signed statement, in this ledger, now.
  [[nodiscard]] ledger::SignedStatement sign(const Draft& draft);
  // Refusals are the product's own, and `prev_not_head` ("/prev"), which the sequencer answers with
  // a conflict.
  ledger::Admitted<ledger::Sid> submit(const Draft& draft) { return submit(sign(draft)); }
  ledger::Admitted<ledger::Sid> submit(const ledger::SignedStatement& signed_statement);
  // Fails the test if the statement is refused.
  ledger::Sid add(const Draft& draft);
  // Its refusal; if the statement is accepted, fails the test and returns an empty one.
  ledger::Refusal refusal(const Draft& draft);

  // Fails the test unless the draft is refused with this code at this pointer, and the refusal has
  // `accepted`.
  void expect_refused(const Draft& draft, std::string_view code, std::string_view pointer);

  // Publishes the profile's lists and objectives.
  void publish_profile(std::string_view profile);
  // A government with this id. Officers' roles take the root quorum's signatures.
  void add_party(std::string_view id, std::string_view roles_json = R"(["member"])");
  // A key named `name`, added by the registrar alone; an officer's by the root quorum, and by the
  // party's key where it has one of the party's name.
  void add_key(std::string_view party, std::string_view name,
               std::string_view roles_json = R"(["member"])");
  // A party with the role member and a key of the same name.
  void add_member(std::string_view id);
  // A pledge submitted by the member itself, and published.
  ledger::Sid add_pledge(std::string_view id, std::string_view member,
                         const boost::json::object& body = pledge_body());

  [[nodiscard]] ledger::Registry& registry() noexcept { return registry_; }
  [[nodiscard]] const ledger::PledgeState& pledge(std::string_view id);
  [[nodiscard]] const std::vector<AcceptedStatement>& statements() const noexcept {
    return statements_;
  }
  [[nodiscard]] ledger::RecordedAt now() const noexcept { return now_; }
  void set_clock(std::string_view time);
  void advance(std::chrono::seconds time) { now_ += time; }
  // As if there were a record of another type: the next statement's index increases by one.
  void skip_index() noexcept { ++next_index_; }

 private:
  [[nodiscard]] std::optional<crypto::PublicKey> find_key(const ledger::KeyId& id);

  ledger::Registry registry_;
  std::unordered_map<ledger::KeyId, crypto::PublicKey> keys_;  // parsed once: to check one is slow
  std::vector<AcceptedStatement> statements_;
  std::uint64_t next_index_ = 0;
  ledger::RecordedAt now_;
};

// A ledger with the profile p2c; members "gha-gov" and "ken-gov", who sign with keys of these
// names; "tgo-gov", a member without a key; and "observer", a verifier with a key.
[[nodiscard]] LedgerBuilder furnished_ledger();

// "code at pointer: rule; accepted: …", for messages of failing tests.
[[nodiscard]] std::string text_of(const ledger::Refusal& refusal);

}  // namespace pledgebook::support
