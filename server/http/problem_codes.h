// SPDX-License-Identifier: Apache-2.0
// ProblemCodes: the code of every problem of this server, but for those of refused statements,
// which are in ledger/domain/rules/refusal_codes.cc. A test compares this list with the sources.
#pragma once

#include <span>
#include <string_view>

namespace pledgebook::server {

struct ProblemCode {
  std::string_view code;
  unsigned status;
  std::string_view meaning;  // a sentence without its full stop
  std::string_view remedy;   // what a client can do; a sentence without its full stop
};
// By subject; docs/API.md lists them.
[[nodiscard]] std::span<const ProblemCode> problem_codes() noexcept;

}  // namespace pledgebook::server
