// SPDX-License-Identifier: Apache-2.0
#include "projections/views/latest_records.h"

#include <algorithm>
#include <functional>
#include <span>

namespace pledgebook::projections {
namespace {

using ledger::Index;
using ledger::Result;

// Keeps the newest of all that it is given.
class Newest {
 public:
  explicit Newest(std::size_t count) : count_(count) {}

  void add(std::span<const Version> versions) {
    for (const Version& version : versions.last(std::min(count_, versions.size())))
      found_.push_back(version.index);
    if (found_.size() > 2 * count_ + kSlack) shrink();
  }
  // Newest first.
  [[nodiscard]] std::vector<Index> take() && {
    shrink();
    return std::move(found_);
  }

 private:
  static constexpr std::size_t kSlack = 4'096;  // so that sorting is rare

  void shrink() {
    std::ranges::sort(found_, std::ranges::greater());
    if (found_.size() > count_) found_.resize(count_);
  }

  std::size_t count_;
  std::vector<Index> found_;
};

}  // namespace

Result<std::vector<Index>> latest_records(const Selection& selection, std::size_t count) {
  Newest newest(count);
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) { newest.add(pledge.versions); },
                                  Selection::History::with));
  return std::move(newest).take();
}

Result<std::vector<Index>> latest_records_of(const Selection& selection, const ledger::PledgeId& id,
                                             std::size_t count) {
  const auto ordinal = find_ordinal(selection.rows(), id);
  PledgeReader reader = selection.reader(Selection::History::with);
  const auto pledge = ordinal ? reader.find(*ordinal) : std::nullopt;
  if (reader.damaged()) return std::unexpected(damaged_views());
  if (!pledge) return std::unexpected(no_pledge(id, ordinal ? Existence::later : Existence::never));
  Newest newest(count);
  newest.add(pledge->versions);
  return std::move(newest).take();
}

}  // namespace pledgebook::projections
