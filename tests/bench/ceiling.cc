// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/ceiling.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "crypto/ed25519.h"
#include "crypto/sha256.h"

namespace pledgebook::bench {
namespace {

constexpr std::chrono::milliseconds kDuration{1'500};

// Calls `work` on every core until the time is over; calls a second.
template <class Work>
double rate_on_all_cores(Work work) {
  using SteadyClock = std::chrono::steady_clock;
  std::atomic<std::uint64_t> calls = 0;
  const auto begin = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
      threads.emplace_back([&] {
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

struct Sample {
  crypto::SecretKey key =
      crypto::SecretKey::from_seed(crypto::sha256(crypto::as_bytes("ceiling")).bytes);
  std::string message = std::string(700, 'm');
  crypto::Signature signature = key.sign(crypto::as_bytes(message));
};

}  // namespace

double measure_verify() {
  const Sample sample;
  return rate_on_all_cores([&sample] {
    if (!crypto::verify(sample.key.public_key(), crypto::as_bytes(sample.message),
                        sample.signature))
      std::abort();
  });
}

double measure_sign_and_verify() {
  const Sample sample;
  return rate_on_all_cores([&sample] {
    const crypto::Signature made = sample.key.sign(crypto::as_bytes(sample.message));
    if (!crypto::verify(sample.key.public_key(), crypto::as_bytes(sample.message), made))
      std::abort();
  });
}

}  // namespace pledgebook::bench
