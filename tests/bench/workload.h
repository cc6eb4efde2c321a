// SPDX-License-Identifier: Apache-2.0
// Workload: signed statements of a plausible register, made before the clock starts. Each pledge is
// submitted, published and reported on; a statement's sid depends only on its bytes, so whole
// streams can be signed in advance.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"
#include "crypto/verifier_key.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::bench {

// The keys of a ledger for measurements. Fixed seeds: every run is the same.
struct Officers {
  crypto::SecretKey root;
  crypto::SecretKey registrar;
  crypto::SecretKey reviewer;
};
[[nodiscard]] Officers make_officers();
// The log's key, as ledger.created names it; its secret is the root key's.
[[nodiscard]] crypto::VerifierKey log_key(const Officers& officers);

// The origin of every ledger for measurements.
inline constexpr std::string_view kOrigin = "bench.example/pledges";
// The focus areas of pledges.
inline constexpr std::string_view kFocusArea = "access";
inline constexpr std::string_view kOtherFocusArea = "shelter";

// ledger.created, the lists and the members that the streams need: to be appended first, in this
// order.
[[nodiscard]] std::vector<ledger::SignedStatement> make_foundation(const Officers& officers,
                                                                   std::size_t members);

// party.registered of `count` parties more, each in a stream of its own; `first` is the number of
// the first, and those of one ledger are numbered once.
[[nodiscard]] std::vector<std::vector<ledger::SignedStatement>> make_parties(
    const std::string& ledger, const Officers& officers, std::size_t first, std::size_t count);

struct WorkloadOptions {
  std::size_t pledges = 1'000;
  std::size_t reports = 4;          // a pledge
  std::size_t payload_bytes = 700;  // about so many bytes a statement
  std::size_t members = 100;
  unsigned series = 0;  // pledges of different series have different ids
  std::string_view focus_area = kFocusArea;
};
// One stream a pledge: submitted, published, reports; `ledger` is the name that ledger.created
// gave.
[[nodiscard]] std::vector<std::vector<ledger::SignedStatement>> make_streams(
    const std::string& ledger, const Officers& officers, const WorkloadOptions& options);

}  // namespace pledgebook::bench
