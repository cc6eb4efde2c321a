// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/pledge_reader.h"

namespace pledgebook::projections {

PledgeReader::PledgeReader(const ReadRows& rows, const Context& context, ReadFrom from,
                           FactsRead facts)
    : context_(context) {
  if (from == ReadFrom::current) {
    // A dispute is judged by the grounds.
    current_.emplace(rows, context.signers_matter() ? FactsRead::whole : facts);
  } else {
    const bool needs_all = from == ReadFrom::all_versions || context.signers_matter();
    unpack_ = needs_all ? Unpack::all : Unpack::last;
    versions_.emplace(rows, context.moment(), unpack_, facts);
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
  if (unpack_ == Unpack::all)
    return value_pledge(context_, versions_->ordinal(), versions_->facts(), versions_->versions());
  Grounds grounds;
  grounds.submitted = versions_->submitted();
  grounds.records = versions_->records();
  return value_pledge(context_, versions_->ordinal(), versions_->facts(),
                      versions_->versions().back(), grounds);
}

bool PledgeReader::damaged() const noexcept {
  return current_ ? current_->damaged() : versions_->damaged();
}

}  // namespace pledgebook::projections
