// SPDX-License-Identifier: Apache-2.0
// Error: a failure of anything but a statement: storage, a damaged or foreign directory, a full
// queue, a proof that does not verify. A fault of a statement is a Refusal
// (ledger/domain/values/refusal.h).
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace pledgebook::ledger {

enum class Errc : std::uint8_t {
  not_found,       // no such ledger, record or row
  exists,          // it exists already
  busy,            // another process writes to this ledger
  read_only,       // opened for reading, or writes stopped after a failed commit
  corrupt,         // bytes are invalid; `detail` names the record's index if it is known
  unproven,        // a signature, proof or quorum is missing or invalid
  foreign,         // a directory or key of another program or ledger, or of a newer format
  clock,           // the machine's clock can't be right
  storage,         // the operating system or LMDB reports an error
  unknown_outcome  // a commit failed: only reading back after a restart shows
                   // whether it took place
};

struct Error {
  Errc code;
  std::string detail;  // one sentence for people, with the remedy; never parsed
};

template <class T>
using Result = std::expected<T, Error>;

}  // namespace pledgebook::ledger

// LEDGER_TRY(const auto page, store.read(...)): takes the value, or returns the error.
#define LEDGER_TRY_JOIN2(a, b) a##b
#define LEDGER_TRY_JOIN(a, b) LEDGER_TRY_JOIN2(a, b)
#define LEDGER_TRY_AS(result, declaration, ...)                   \
  auto&& result = (__VA_ARGS__);                                  \
  if (!result) return std::unexpected(std::move(result).error()); \
  declaration = *std::move(result)
#define LEDGER_TRY(declaration, ...) \
  LEDGER_TRY_AS(LEDGER_TRY_JOIN(ledger_try_, __LINE__), declaration, __VA_ARGS__)
// LEDGER_CHECK(file.sync()): for a result without a value; goes on, or returns the error.
#define LEDGER_CHECK(...)                                      \
  do {                                                         \
    if (auto&& ledger_check = (__VA_ARGS__); !ledger_check)    \
      return std::unexpected(std::move(ledger_check).error()); \
  } while (false)
