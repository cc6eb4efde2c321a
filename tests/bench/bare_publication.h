// SPDX-License-Identifier: Apache-2.0
// BarePublication: only the steps that a checkpoint with three witnesses must have: the ceiling of
// its latency. In order: a statement is verified and made durable; the heads record is made
// durable; the log signs and makes its signature durable; then a round trip over TCP on loopback to
// all three witnesses at once, in which each verifies, signs and makes its signature durable; then
// the log verifies their signatures. "Made durable" is one append to a plain file.
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
  // Its files are in `directory`, which must exist.
  explicit BarePublication(const std::filesystem::path& directory);
  ~BarePublication();
  BarePublication(const BarePublication&) = delete;
  BarePublication& operator=(const BarePublication&) = delete;

  void run();

 private:
  class Witness;
  // A signature, followed by the signed bytes: about as many as a note with its request.
  using Message = std::array<std::byte, 320>;

  crypto::SecretKey key_;
  Message statement_{};
  DurableFile records_;
  DurableFile signed_;
  std::vector<std::unique_ptr<Witness>> witnesses_;
};

}  // namespace pledgebook::bench
