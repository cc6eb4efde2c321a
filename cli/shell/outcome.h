// SPDX-License-Identifier: Apache-2.0
// Outcome: the result of a command: its value, or a Failure, whose sentence `main` prints and whose
// status is the exit status.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "ledger/domain/values/refusal.h"
#include "ledger/error.h"

namespace pledgebook::cli {

// The program's exit statuses, as in the man page and README; scripts rely on them.
enum class ExitStatus : int {
  done = 0,
  no = 1,  // the answer is no: refused, conflict, verification failed
  usage = 2,
  not_found = 3,
  unavailable = 4  // no server, a busy ledger, or a failed system call
};

struct Failure {
  ExitStatus status = ExitStatus::unavailable;
  std::string sentence;  // lower case, with the remedy, without a final period

  friend bool operator==(const Failure&, const Failure&) = default;
};

template <class T>
using Outcome = std::expected<T, Failure>;

[[nodiscard]] inline std::unexpected<Failure> usage(std::string sentence) {
  return std::unexpected(Failure{ExitStatus::usage, std::move(sentence)});
}
[[nodiscard]] inline std::unexpected<Failure> no(std::string sentence) {
  return std::unexpected(Failure{ExitStatus::no, std::move(sentence)});
}
[[nodiscard]] inline std::unexpected<Failure> not_found(std::string sentence) {
  return std::unexpected(Failure{ExitStatus::not_found, std::move(sentence)});
}
[[nodiscard]] inline std::unexpected<Failure> unavailable(std::string sentence) {
  return std::unexpected(Failure{ExitStatus::unavailable, std::move(sentence)});
}

// A storage error as a command's failure.
[[nodiscard]] Failure failure_of(const ledger::Error& error);
// "refused (currency_unknown) at /body/value/currency: …; accepted: …". For a query parameter
// ("?as_of") it is wrong usage: "--as-of: …; accepted: …".
[[nodiscard]] Failure failure_of(const ledger::Refusal& refusal);
[[nodiscard]] std::string sentence_of(const ledger::Refusal& refusal);

// A ledger result as an Outcome.
template <class T>
[[nodiscard]] Outcome<T> outcome(ledger::Result<T> result) {
  if (!result) return std::unexpected(failure_of(result.error()));
  if constexpr (std::is_void_v<T>) {
    return {};
  } else {
    return *std::move(result);
  }
}
template <class T>
[[nodiscard]] Outcome<T> outcome(ledger::Admitted<T> admitted) {
  if (!admitted) return std::unexpected(failure_of(admitted.error()));
  if constexpr (std::is_void_v<T>) {
    return {};
  } else {
    return *std::move(admitted);
  }
}

}  // namespace pledgebook::cli
