// SPDX-License-Identifier: Apache-2.0
// TestWitness: a witness of one log, in a temporary directory; and another log of the same key that
// shares its first four records with it.
#pragma once

#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "crypto/sha256.h"
#include "ledger/proof/witness/witness.h"
#include "tests/ledger/proof/proving_log.h"
#include "tests/support/kept_journal.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::ledger {

inline NamedKey log_key() { return some_key(1, crypto::NoteKeyType::ed25519); }
inline NamedKey witness_key() { return some_key(2, crypto::NoteKeyType::cosignature); }

struct TestWitness {
  explicit TestWitness(WitnessAudit its_audit = {}) : audit(std::move(its_audit)) { open(); }

  void open() {
    witness.reset();
    witness = support::value_of(try_open());
  }
  Result<std::unique_ptr<Witness>> try_open() {
    NamedKey own = witness_key();
    return Witness::open({.key = own.key,
                          .secret = std::move(own.secret),
                          .logs = {log.key()},
                          .state = state.path(),
                          .audit = audit},
                         clock, journal);
  }
  WitnessAnswer add(const std::string& body) const { return witness->add_checkpoint(body); }
  std::string origin_hex() const {
    return crypto::sha256(crypto::as_bytes(log.key().name())).hex();
  }
  std::size_t kept(const char* folder) const {
    std::error_code error;
    const std::filesystem::directory_iterator files(state.path() / folder, error);
    return error ? 0 : static_cast<std::size_t>(std::distance(begin(files), end(files)));
  }

  support::TemporaryDirectory state;
  support::FakeClock clock;
  support::KeptJournal journal;
  WitnessAudit audit;
  ProvingLog log{log_key(), "a", 40};
  ProvingLog other{log_key(), "b", 40, 4};
  std::unique_ptr<Witness> witness;
};

}  // namespace pledgebook::ledger
