// SPDX-License-Identifier: Apache-2.0
// Practice: what a server says of a ledger for practice: that nothing in it counts, when it is
// thrown away and made again, and the keys of every role, which it gives to anybody. An ordinary
// server has no such thing, and no such route.
//
// Values, which do not change while a server runs: any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/domain/values/timestamp.h"
#include "server/http/route.h"

namespace pledgebook::server {

// A key that anybody may take.
struct PracticeKey {
  std::string_view role;  // a literal, also of its address: "ministry"
  std::string party;
  std::string id;      // SHA-256 of the public key, hex
  std::string pem;     // the secret key, not encrypted
  std::string pledge;  // one of the party, to try things with; "" of an officer
};

struct Practice {
  std::chrono::hours every{24};  // between two resets
  std::vector<PracticeKey> keys;

  // Resets are at the multiples of `every` since 1970, in UTC: of 24 hours, each midnight.
  [[nodiscard]] ledger::RecordedAt next_reset(ledger::RecordedAt now) const;
  [[nodiscard]] const PracticeKey* find(std::string_view role) const;
};

// None without `practice`, which outlives them.
[[nodiscard]] std::vector<Route> practice_routes(const Practice* practice);

// "/api/v1/practice/keys/ministry"
[[nodiscard]] std::string practice_key_address(const PracticeKey& key);

}  // namespace pledgebook::server
