// SPDX-License-Identifier: Apache-2.0
// View digests: to compare two sets of read models. SHA-256 over the rows of a view in the order of
// their keys, each as canonical JSON after its length as a big-endian u32, without the fields that
// depend on today's date.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/hash.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

struct DigestOfView {
  std::string view;
  std::uint32_t version = 0;  // of the view's definition
  ledger::Size size{};
  crypto::Hash digest;
  friend bool operator==(const DigestOfView&, const DigestOfView&) = default;
};
using Digests = std::vector<DigestOfView>;

// All views, in the order of their names.
[[nodiscard]] ledger::Result<Digests> digests(const Views& views);

}  // namespace pledgebook::projections
