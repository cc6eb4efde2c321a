// SPDX-License-Identifier: Apache-2.0
// Refusal: why a statement is not admitted. The same four parts reach a command line, an HTTP
// answer and a `.refused.jsonl` line, so that the reader knows what to change.
#pragma once

#include <expected>
#include <string>

namespace pledgebook::ledger {

struct Refusal {
  std::string code;  // stable, for programs: "currency_unknown"; docs/API.md lists all
  std::string
      pointer;       // RFC 6901, into the statement: "/body/value/currency"; "" is the whole of it
  std::string rule;  // the rule that was broken, one sentence
  std::string accepted;  // what would be accepted instead, one sentence

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

// The code, the rule and, if there is a pointer, the pointer in parentheses: the end of a sentence
// for people who did not write the statement.
[[nodiscard]] std::string in_brief(const Refusal& refusal);

template <class T>
using Admitted = std::expected<T, Refusal>;

}  // namespace pledgebook::ledger
