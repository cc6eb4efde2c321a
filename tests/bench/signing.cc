// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/signing.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace pledgebook::bench {
namespace {

using ledger::PartyId;
using ledger::SignedStatement;
using ledger::Statement;

const PartyId kOperator = *PartyId::parse("bdt");

ledger::PublicKeyBytes bytes_of(const crypto::SecretKey& key) {
  ledger::PublicKeyBytes bytes;
  std::ranges::copy(key.public_key().bytes(), bytes.bytes.begin());
  return bytes;
}

ledger::LedgerCreated creation(const Officers& officers, std::string_view profile) {
  ledger::LedgerCreated created;
  created.origin = kOrigin;
  created.title = "A ledger for measuring";
  created.operating_party = {
      kOperator, "Operator", {ledger::Role::registrar, ledger::Role::reviewer}};
  created.keys = {{bytes_of(officers.registrar), "registrar", {ledger::Role::registrar}},
                  {bytes_of(officers.reviewer), "reviewer", {ledger::Role::reviewer}}};
  created.root_keys = {bytes_of(officers.root)};
  created.log_key = log_key(officers).text();
  created.profile = profile;
  return created;
}

}  // namespace

ledger::Instant first_day() { return *ledger::parse_instant("2024-01-01T00:00:00Z"); }

SignedStatement StreamSigner::sign(ledger::Body body, ledger::Instant at,
                                   const std::vector<const crypto::SecretKey*>& keys) {
  const Statement statement{ledger_,      stream_,        at, prev_, {kOperator},
                            std::nullopt, std::move(body)};
  SignedStatement result = ledger::sign_statement(ledger::encode_statement(statement), keys);
  prev_ = ledger::statement_id(result.payload);
  return result;
}

void StreamSigner::name_ledger() { ledger_ += "#" + prev_->hex().substr(0, 32); }

StreamSigner create_ledger(const Officers& officers, std::string_view profile,
                           std::vector<SignedStatement>& statements) {
  StreamSigner governance(std::string(kOrigin), ledger::StreamId::governance());
  statements.push_back(governance.sign(creation(officers, profile), first_day(),
                                       {&officers.root, &officers.registrar, &officers.reviewer}));
  governance.name_ledger();
  return governance;
}

PartyId member_id(std::size_t number) {
  return *PartyId::parse(fmt::format("member-{:05}", number));
}

void make_all(std::size_t count, const std::function<void(std::size_t)>& make) {
  std::vector<std::jthread> threads;
  const std::size_t workers = std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&, worker] {
      for (std::size_t number = worker; number < count; number += workers) make(number);
    });
  }
}

}  // namespace pledgebook::bench
