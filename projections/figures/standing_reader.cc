// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/standing_reader.h"

namespace pledgebook::projections {

StandingReader::StandingReader(const ReadRows& rows, const Context& context, ReadFrom from)
    : context_(context) {
  if (from == ReadFrom::current) {
    current_.emplace(rows);
  } else {
    const bool needs_all = from == ReadFrom::all_versions || context.signers_matter();
    unpack_ = needs_all ? Unpack::all : Unpack::last;
    versions_.emplace(rows, context.moment(), unpack_);
  }
}

std::optional<Standing> StandingReader::next() {
  return standing(current_ ? current_->next() : versions_->next());
}

std::optional<Standing> StandingReader::find(Ordinal ordinal) {
  return standing(current_ ? current_->find(ordinal) : versions_->find(ordinal));
}

std::optional<Standing> StandingReader::standing(bool found) const {
  if (!found) return std::nullopt;
  if (current_) return stand(context_, current_->ordinal(), current_->row());
  if (unpack_ == Unpack::all)
    return stand(context_, versions_->ordinal(), versions_->facts(), versions_->versions());
  Grounds grounds;
  grounds.submitted = versions_->submitted();
  grounds.records = versions_->records();
  return stand(context_, versions_->ordinal(), versions_->facts(), versions_->versions().back(),
               grounds);
}

bool StandingReader::damaged() const noexcept {
  return current_ ? current_->damaged() : versions_->damaged();
}

}  // namespace pledgebook::projections
