// SPDX-License-Identifier: Apache-2.0
// BarePublication: what a checkpoint with three witnesses can't do without, and nothing else: the
// ceiling of its latency. One after another: a statement is verified and made durable, the heads
// record is made durable, the log signs and makes durable what it has signed; then, of all three
// witnesses at once, a round trip over TCP on loopback, in which each verifies, signs and makes
// durable; then the log verifies what they have signed. Each memory is one append to a plain file.
//
// One thread at a time; it has a thread for each witness.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

#include "crypto/ed25519.h"
#include "tests/bench/durable_file.h"

namespace pledgebook::bench {

class BarePublication {
 public:
  // Its files lie in `directory`, which must be there.
  explicit BarePublication(const std::filesystem::path& directory);
  ~BarePublication();
  BarePublication(const BarePublication&) = delete;
  BarePublication& operator=(const BarePublication&) = delete;

  void run();

 private:
  class Witness;
  // A signature, and behind it what is signed: about as much as a note with its request.
  using Message = std::array<std::byte, 320>;

  crypto::SecretKey key_;
  Message statement_{};
  DurableFile records_;
  DurableFile signed_;
  std::vector<std::unique_ptr<Witness>> witnesses_;
};

}  // namespace pledgebook::bench
