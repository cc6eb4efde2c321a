// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/written_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/value.hpp>
#include <utility>

#include "crypto/base64.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::projections {

namespace json = boost::json;

ledger::PublicKeyBytes key_bytes(std::uint8_t seed) {
  // Multiples of the base point would be points; for views any bytes will do, but statements are
  // decoded, which checks the point. So a real key of the seed.
  std::array<std::byte, crypto::SecretKey::kSeedSize> seed_bytes{};
  seed_bytes[0] = std::byte{seed};
  const auto secret = crypto::SecretKey::from_seed(seed_bytes);
  ledger::PublicKeyBytes bytes;
  std::ranges::copy(secret.public_key().bytes(), bytes.bytes.begin());
  return bytes;
}

WrittenLog::WrittenLog()
    : now_(ledger::RecordedAt(*ledger::parse_instant("2026-01-01T00:00:00Z"))) {
  auto store = ledger::Store::create(directory_.path() / "ledger");
  if (!store) ADD_FAILURE() << store.error().detail;
  store_ = *std::move(store);
}

ledger::Sid WrittenLog::say(const ToSay& said) {
  const auto body = ledger::parse_json(said.body);
  if (!body) {
    ADD_FAILURE() << said.body << ": " << body.error().rule;
    return {};
  }
  if (!said.at.empty()) at_ = said.at;
  json::object statement;
  statement["at"] = at_;
  statement["body"] = *body;
  statement["kind"] = said.kind;
  statement["ledger"] = "example.org/p2c#00112233445566778899aabbccddeeff";
  const auto head = heads_.find(said.stream);
  statement["prev"] = head == heads_.end() ? json::value(nullptr) : json::value(head->second.hex());
  statement["signers"] = json::array{json::value(said.signer)};
  statement["stream"] = said.stream;
  statement["v"] = 1;
  ledger::SignedStatement written{ledger::canonical_json(statement), {}};
  const auto decoded = ledger::decode_statement(written.payload);
  if (!decoded)
    ADD_FAILURE() << written.payload << ": " << decoded.error().pointer << decoded.error().rule;
  for (const std::uint8_t key : said.keys)
    written.signatures.push_back({ledger::key_id(key_bytes(key)), {}});
  std::ranges::sort(written.signatures, {}, &ledger::KeySignature::key);
  const ledger::Sid sid = ledger::statement_id(written.payload);
  heads_[said.stream] = sid;
  add({ledger::Index{next_}, now_, last_leaf_, std::move(written)});
  return sid;
}

void WrittenLog::heads() {
  add({ledger::Index{next_}, now_, last_leaf_, ledger::Heads{heads_.size(), {}}});
}

void WrittenLog::add(const support::AcceptedStatement& accepted) {
  EXPECT_EQ(ledger::number(accepted.index), next_);
  add({accepted.index, accepted.recorded_at, last_leaf_, accepted.signed_statement});
}

void WrittenLog::add(const ledger::Record& record) {
  pending_.push_back(ledger::encode_record(record));
  last_leaf_ = ledger::leaf_hash_of(pending_.back());
  ++next_;
  now_ += std::chrono::milliseconds(1);
}

void WrittenLog::flush() {
  const auto outcome = store_->append(tail_, pending_, {});
  if (!outcome || *outcome != ledger::AppendOutcome::durable) ADD_FAILURE() << "append failed";
  tail_ = {ledger::Size{next_}, last_leaf_};
  pending_.clear();
}

void WrittenLog::begin() {
  const auto key = [](std::uint8_t seed) { return crypto::to_base64(key_bytes(seed).bytes); };
  say({.kind = "ledger.created",
       .stream = "governance",
       .body = R"({"origin":"example.org/p2c","title":"Test","operator":{"id":"bdt","name":"BDT",)"
               R"("roles":["registrar","reviewer","auditor"]},"keys":[{"public_key":")" +
               key(1) + R"(","label":"registrar","roles":["registrar"]},{"public_key":")" + key(2) +
               R"(","label":"auditor","roles":["auditor"]}],"root_keys":[")" + key(3) +
               R"("],"log_key":"example.org/p2c+00000000+AAAA","profile":"none","rules":1})"});
}

}  // namespace pledgebook::projections
