// SPDX-License-Identifier: Apache-2.0
#include "projections/store/pledge_set.h"

#include <roaring/roaring.hh>
#include <stdexcept>
#include <utility>

namespace pledgebook::projections {
namespace {

// The number of a record fits: a log of 2^32 records would not fit its own database.
std::uint32_t number(Ordinal pledge) {
  return static_cast<std::uint32_t>(std::to_underlying(pledge));
}

}  // namespace

struct PledgeSet::Bitmap {
  Roaring of_ordinals;
};

PledgeSet::PledgeSet() : bitmap_(std::make_unique<Bitmap>()) {}
PledgeSet::~PledgeSet() = default;
PledgeSet::PledgeSet(const PledgeSet& other) : bitmap_(std::make_unique<Bitmap>(*other.bitmap_)) {}
PledgeSet& PledgeSet::operator=(const PledgeSet& other) {
  if (this != &other) *this = PledgeSet(other);
  return *this;
}
PledgeSet::PledgeSet(PledgeSet&&) noexcept = default;
PledgeSet& PledgeSet::operator=(PledgeSet&&) noexcept = default;

PledgeSet PledgeSet::of(std::span<const Ordinal> pledges) {
  PledgeSet set;
  for (const Ordinal pledge : pledges) set.insert(pledge);
  return set;
}

void PledgeSet::insert(Ordinal pledge) { bitmap_->of_ordinals.add(number(pledge)); }
void PledgeSet::erase(Ordinal pledge) { bitmap_->of_ordinals.remove(number(pledge)); }

PledgeSet& PledgeSet::operator|=(const PledgeSet& other) {
  bitmap_->of_ordinals |= other.bitmap_->of_ordinals;
  return *this;
}
PledgeSet& PledgeSet::operator&=(const PledgeSet& other) {
  bitmap_->of_ordinals &= other.bitmap_->of_ordinals;
  return *this;
}
PledgeSet& PledgeSet::operator-=(const PledgeSet& other) {
  bitmap_->of_ordinals -= other.bitmap_->of_ordinals;
  return *this;
}

bool PledgeSet::empty() const noexcept { return bitmap_->of_ordinals.isEmpty(); }
std::uint64_t PledgeSet::size() const noexcept { return bitmap_->of_ordinals.cardinality(); }
std::uint64_t PledgeSet::size_with(const PledgeSet& other) const noexcept {
  return bitmap_->of_ordinals.and_cardinality(other.bitmap_->of_ordinals);
}

std::vector<Ordinal> PledgeSet::ordinals() const {
  std::vector<std::uint32_t> numbers(size());
  bitmap_->of_ordinals.toUint32Array(numbers.data());
  std::vector<Ordinal> all;
  all.reserve(numbers.size());
  for (const std::uint32_t number : numbers) all.push_back(Ordinal{number});
  return all;
}

std::string PledgeSet::pack() const {
  // A container's form depends on its history until it is made the smallest.
  Roaring smallest(bitmap_->of_ordinals);
  smallest.runOptimize();
  std::string packed(smallest.getSizeInBytes(), '\0');
  smallest.write(packed.data());
  return packed;
}

std::optional<PledgeSet> PledgeSet::unpack(std::string_view packed) {
  PledgeSet set;
  try {
    set.bitmap_->of_ordinals = Roaring::readSafe(packed.data(), packed.size());
  } catch (const std::runtime_error&) {  // how the library says that it can't read them
    return std::nullopt;
  }
  return set;
}

}  // namespace pledgebook::projections
