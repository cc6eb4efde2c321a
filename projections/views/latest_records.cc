// SPDX-License-Identifier: Apache-2.0
#include "projections/views/latest_records.h"

#include <algorithm>
#include <functional>
#include <span>

#include "projections/query/talk.h"
#include "projections/views/matches.h"

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
  void add(Index index) { found_.push_back(index); }
  // Newest first.
  [[nodiscard]] std::vector<Index> take() && {
    shrink();
    return std::move(found_);
  }

 private:
  static constexpr std::size_t kSlack = 4'096;  // so that sorting is rare

  void shrink() {
    std::ranges::sort(found_, std::ranges::greater());
    const auto [again, end] = std::ranges::unique(found_);
    found_.erase(again, end);
    if (found_.size() > count_) found_.resize(count_);
  }

  std::size_t count_;
  std::vector<Index> found_;
};

// Of other streams. A match has records of the pledge's own stream, too.
Result<void> add_others(const Selection& selection, const ledger::PledgeId& id, Newest& newest) {
  LEDGER_TRY(const auto matches, matches_of(selection, id));
  for (const Match& match : matches) {
    newest.add(match.proposed.index);
    if (match.accepted) newest.add(match.accepted->index);
  }
  const VisitTalk take = [&](const DecodedRecord&, const Said& said) { newest.add(said.index); };
  LEDGER_CHECK(for_each_said(selection, ledger::StreamId::attestation(id), take));
  return for_each_said(selection, ledger::StreamId::discussion(id), take);
}

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
  LEDGER_CHECK(add_others(selection, id, newest));
  return std::move(newest).take();
}

}  // namespace pledgebook::projections
