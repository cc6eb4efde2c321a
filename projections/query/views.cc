// SPDX-License-Identifier: Apache-2.0
#include "projections/query/views.h"

#include <utility>

#include "ledger/log/record/record.h"
#include "projections/fold/background_rows.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {

using ledger::Result;

Views::Views(std::unique_ptr<State> state) : state_(std::move(state)) {}
Views::~Views() = default;
Views::Views(Views&&) noexcept = default;
Views& Views::operator=(Views&&) noexcept = default;

ledger::Size Views::size() const noexcept { return state_->position.size; }
ledger::RecordedAt Views::recorded_at() const noexcept { return state_->position.recorded_at; }

Result<void> Views::check() const { return state_->rows.status(); }

Result<Views> look(const ledger::Store& log, std::shared_ptr<ViewStore> store,
                   std::shared_ptr<const Background> background,
                   std::uint64_t background_revision) {
  LEDGER_TRY(auto rows, store->read());
  LEDGER_TRY(const Position position, read_position(rows));
  if (!background || position.background != background_revision) {
    LEDGER_TRY(background, read_background(rows));
  }
  return Views(std::make_unique<Views::State>(
      Views::State{log, std::move(store), std::move(rows), position, std::move(background)}));
}

Result<Moment> moment_of(const Views& views, const Query& query) {
  Moment moment{.bound = views.size(), .until = query.stated};
  if (!query.recorded) return moment;
  LEDGER_TRY(const auto snapshot, views.state().log.snapshot());
  std::uint64_t low = 0;
  std::uint64_t high = ledger::number(views.size());
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    LEDGER_TRY(const auto bytes, snapshot.record(ledger::Index{middle}));
    LEDGER_TRY(const auto record, ledger::decode_record(bytes));
    if (record.recorded_at <= *query.recorded) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  moment.bound = ledger::Size{low};
  return moment;
}

ledger::Error damaged_views() {
  return {ledger::Errc::corrupt, "a row of the views is damaged: run `pledgebook rebuild`"};
}

}  // namespace pledgebook::projections
