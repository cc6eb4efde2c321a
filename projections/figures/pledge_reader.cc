// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/pledge_reader.h"

namespace pledgebook::projections {

PledgeReader::PledgeReader(const ReadRows& rows, const Context& context, ReadFrom from)
    : context_(context) {
  if (from == ReadFrom::current) {
    current_.emplace(rows);
  } else {
    versions_.emplace(rows, context.moment());
  }
}

std::optional<ValuedPledge> PledgeReader::next() {
  return pledge(current_ ? current_->next() : versions_->next());
}

std::optional<ValuedPledge> PledgeReader::find(Ordinal ordinal) {
  return pledge(current_ ? current_->find(ordinal) : versions_->find(ordinal));
}

std::optional<ValuedPledge> PledgeReader::pledge(bool found) const {
  if (!found) return std::nullopt;
  if (current_) return value_pledge(context_, current_->ordinal(), current_->row());
  return value_pledge(context_, versions_->ordinal(), versions_->facts(), versions_->versions());
}

bool PledgeReader::damaged() const noexcept {
  return current_ ? current_->damaged() : versions_->damaged();
}

}  // namespace pledgebook::projections
