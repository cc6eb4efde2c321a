// SPDX-License-Identifier: Apache-2.0
// Record: one leaf of the log, and its bytes (docs/FORMAT.md, "Record"). Integers big-endian, no
// trailing bytes.
//
//   u8 version=1 | u8 type | u64 index | u64 recorded_at_ms | 32 prev
//   type 1, a statement:  u16 n | payload[n] | u8 nsig (1..16) | nsig × (32 key id | 64 signature)
//   type 2, heads:        u64 streams | 32 map_root
//
// The ids of the keys are strictly ascending. leaf hash = SHA-256(0x00 | record); `prev` is the
// leaf hash of the record before, zeros for index 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/hash.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

// The operator's record of all streams before a checkpoint.
struct Heads {
  std::uint64_t streams = 0;
  crypto::Hash map_root;
  friend bool operator==(const Heads&, const Heads&) = default;
};

struct Record {
  Index index{};
  RecordedAt recorded_at{};
  crypto::Hash prev;
  std::variant<SignedStatement, Heads> content;

  [[nodiscard]] const SignedStatement* statement() const noexcept {
    return std::get_if<SignedStatement>(&content);
  }
  friend bool operator==(const Record&, const Record&) = default;
};

inline constexpr std::size_t kRecordBytesMax = 50 + 2 + 32'768 + 1 + 16 * 96;

// The record's bytes. The payload and the number of signatures must be within the limits of
// envelope.h.
[[nodiscard]] std::string encode_record(const Record& record);
// Errc::corrupt, saying what is wrong, for bytes that encode_record can't produce.
[[nodiscard]] Result<Record> decode_record(std::string_view bytes);
[[nodiscard]] crypto::Hash leaf_hash_of(std::string_view bytes);

}  // namespace pledgebook::ledger
