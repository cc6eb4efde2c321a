// SPDX-License-Identifier: Apache-2.0
// PledgeSet: a set of pledges by ordinal, as a Roaring bitmap: small where it is sparse, and fast
// to intersect and count. Only pledge_set.cc knows the library.
//
// A value. Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "projections/store/row_keys.h"

namespace pledgebook::projections {

class PledgeSet {
 public:
  PledgeSet();
  ~PledgeSet();
  PledgeSet(const PledgeSet& other);
  PledgeSet& operator=(const PledgeSet& other);
  PledgeSet(PledgeSet&&) noexcept;
  PledgeSet& operator=(PledgeSet&&) noexcept;
  // `pledges` ascending.
  [[nodiscard]] static PledgeSet of(std::span<const Ordinal> pledges);

  void insert(Ordinal pledge);
  void erase(Ordinal pledge);
  PledgeSet& operator|=(const PledgeSet& other);
  PledgeSet& operator&=(const PledgeSet& other);
  PledgeSet& operator-=(const PledgeSet& other);

  [[nodiscard]] bool empty() const noexcept;
  [[nodiscard]] std::uint64_t size() const noexcept;
  // How many pledges are in both.
  [[nodiscard]] std::uint64_t size_with(const PledgeSet& other) const noexcept;
  [[nodiscard]] std::vector<Ordinal> ordinals() const;  // ascending

  // Equal sets give equal bytes.
  [[nodiscard]] std::string pack() const;
  // Nothing if these are not a set's bytes.
  [[nodiscard]] static std::optional<PledgeSet> unpack(std::string_view packed);

 private:
  struct Bitmap;
  std::unique_ptr<Bitmap> bitmap_;  // null only after a move
};

}  // namespace pledgebook::projections
