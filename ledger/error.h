// SPDX-License-Identifier: Apache-2.0
// Error: what went wrong that is nobody's statement: storage, a damaged or foreign directory, a
// queue that is full, a proof that does not hold. What is wrong with a statement is a Refusal
// (ledger/domain/values/refusal.h).
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace pledgebook::ledger {

enum class Errc : std::uint8_t {
  not_found,       // there is no such ledger, record or row
  exists,          // there is one already
  busy,            // another process writes to this ledger
  read_only,       // opened for reading, or writes stopped after a failed commit
  corrupt,         // bytes are not what they must be; `detail` names the index where one is known
  unproven,        // a signature, proof or quorum does not show what it would have to show
  foreign,         // a directory or key of another program, ledger or newer format
  clock,           // the machine's clock can't be right
  storage,         // the operating system or LMDB says no
  unknown_outcome  // a commit failed: whether it took place is settled by reading back after a
                   // restart
};

struct Error {
  Errc code;
  std::string detail;  // one sentence for people, with the remedy; never parsed
};

template <class T>
using Result = std::expected<T, Error>;

}  // namespace pledgebook::ledger

// LEDGER_TRY(const auto page, store.read(...)): the value, or a return of the error.
#define LEDGER_TRY_JOIN2(a, b) a##b
#define LEDGER_TRY_JOIN(a, b) LEDGER_TRY_JOIN2(a, b)
#define LEDGER_TRY_AS(result, declaration, ...)                   \
  auto&& result = (__VA_ARGS__);                                  \
  if (!result) return std::unexpected(std::move(result).error()); \
  declaration = *std::move(result)
#define LEDGER_TRY(declaration, ...) \
  LEDGER_TRY_AS(LEDGER_TRY_JOIN(ledger_try_, __LINE__), declaration, __VA_ARGS__)
// LEDGER_CHECK(file.sync()): goes on, or returns the error, where there is no value to take.
#define LEDGER_CHECK(...)                                      \
  do {                                                         \
    if (auto&& ledger_check = (__VA_ARGS__); !ledger_check)    \
      return std::unexpected(std::move(ledger_check).error()); \
  } while (false)
