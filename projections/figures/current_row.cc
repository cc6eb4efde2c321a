// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/current_row.h"

namespace pledgebook::projections {

bool CurrentWalk::next() {
  const bool found = started_ ? cursor_.next() : cursor_.seek({});
  started_ = true;
  if (!found) return false;
  ordinal_ = Ordinal{get_number(cursor_.key())};
  return read(cursor_.value());
}

bool CurrentWalk::find(Ordinal ordinal) {
  const auto packed = rows_.get(ViewTable::current, number_key(std::to_underlying(ordinal)));
  if (!packed) return false;
  ordinal_ = ordinal;
  return read(*packed);
}

bool CurrentWalk::read(std::string_view packed) {
  if (facts_ == FactsRead::names) {
    Unpacker row(packed);
    row(row_.version.index, row_.version);
    names(row, row_.facts);
    if (!row.good_so_far()) damaged_ = true;
  } else if (!unpack(packed, row_)) {
    damaged_ = true;
  }
  return !damaged_;
}

ValuedPledge value_pledge(const Context& context, Ordinal ordinal, const CurrentRow& row) {
  return value_pledge(context, ordinal, row.facts, row.version, row.grounds);
}

}  // namespace pledgebook::projections
