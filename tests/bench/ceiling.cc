// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/ceiling.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "crypto/ed25519.h"
#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "tests/bench/stopwatch.h"

namespace pledgebook::bench {
namespace {

constexpr std::chrono::milliseconds kDuration{1'500};
constexpr double kShort = 0.5;  // seconds, of what one core does

// Calls a copy of `work` on every core until the time is over; calls a second.
template <class Work>
double rate_on_all_cores(Work work) {
  using SteadyClock = std::chrono::steady_clock;
  std::atomic<std::uint64_t> calls = 0;
  const auto begin = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
      threads.emplace_back([&calls, begin, work]() mutable {
        std::uint64_t mine = 0;
        while (SteadyClock::now() - begin < kDuration) {
          work();
          ++mine;
        }
        calls += mine;
      });
    }
  }
  return static_cast<double>(calls) /
         std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

// Of proofs that are not all of one length: `nodes` hashes on average.
class ProofHashes {
 public:
  ProofHashes(std::size_t record_bytes, double nodes) : record_(record_bytes, 'r'), nodes_(nodes) {}

  void compute() {
    crypto::Hash hash = crypto::leaf_hash(crypto::as_bytes(record_));
    for (due_ += nodes_; due_ >= 1; due_ -= 1) hash = crypto::node_hash(hash, hash);
  }

 private:
  std::string record_;
  double nodes_;
  double due_ = 0;
};

struct Sample {
  crypto::SecretKey key =
      crypto::SecretKey::from_seed(crypto::sha256(crypto::as_bytes("ceiling")).bytes);
  std::string message = std::string(700, 'm');
  crypto::Signature signature = key.sign(crypto::as_bytes(message));

  void check() const {
    if (!crypto::verify(key.public_key(), crypto::as_bytes(message), signature)) std::abort();
  }
};

}  // namespace

double measure_verify() {
  const Sample sample;
  return rate_on_all_cores([&sample] { sample.check(); });
}

double measure_sign_and_verify() {
  const Sample sample;
  return rate_on_all_cores([&sample] {
    const crypto::Signature made = sample.key.sign(crypto::as_bytes(sample.message));
    if (!crypto::verify(sample.key.public_key(), crypto::as_bytes(sample.message), made))
      std::abort();
  });
}

double measure_node_hashes() {
  crypto::Hash hash;
  return 64 * rate_of(kShort, [&hash] {
           for (int i = 0; i < 64; ++i) hash = crypto::node_hash(hash, hash);
         });
}

double measure_proof_hashes(std::size_t record_bytes, double nodes) {
  ProofHashes hashes(record_bytes, nodes);
  return rate_of(kShort, [&] { hashes.compute(); });
}

double measure_verified_proof(std::size_t record_bytes, double nodes) {
  const Sample sample;
  ProofHashes hashes(record_bytes, nodes);
  return rate_of(kShort, [&] {
    hashes.compute();
    sample.check();
  });
}

double measure_verified_proof_on_all_cores(std::size_t record_bytes, double nodes) {
  const Sample sample;
  return rate_on_all_cores([&sample, hashes = ProofHashes(record_bytes, nodes)]() mutable {
    hashes.compute();
    sample.check();
  });
}

}  // namespace pledgebook::bench
