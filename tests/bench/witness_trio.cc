// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/witness_trio.h"

#include <fmt/format.h>

#include <utility>

#include "crypto/sha256.h"
#include "tests/bench/give_up.h"

namespace pledgebook::bench {

WitnessTrio::WitnessTrio(const std::filesystem::path& directory, const crypto::VerifierKey& log) {
  std::string text = fmt::format("log {}\n", log.text());
  for (const char* name : {"first", "second", "third"}) {
    auto secret = crypto::SecretKey::from_seed(crypto::sha256(crypto::as_bytes(name)).bytes);
    const auto key = crypto::VerifierKey::of(fmt::format("witness.example/{}", name),
                                             secret.public_key(), crypto::NoteKeyType::cosignature);
    witnesses_.push_back(or_give_up(ledger::Witness::open(
        {.key = *key, .secret = std::move(secret), .logs = {log}, .state = directory / name},
        clock_, journal_)));
    servers_.push_back(or_give_up(server::WitnessServer::start(*witnesses_.back(), clock_, journal_,
                                                               {.listen = "127.0.0.1:0"})));
    text += fmt::format("witness {} {} http://127.0.0.1:{}\n", name, key->text(),
                        servers_.back()->port());
  }
  text += "group all-three all first second third\nquorum all-three\n";
  policy_ = std::make_unique<ledger::WitnessPolicy>(or_give_up(ledger::WitnessPolicy::parse(text)));
}

}  // namespace pledgebook::bench
