// SPDX-License-Identifier: Apache-2.0
// Selection: the pledges that a query selects, as they were at its moment, and the context that
// values them.
//
// Threads: one at a time. The views and the query outlive it.
#pragma once

#include <boost/json/object.hpp>
#include <functional>

#include "ledger/domain/values/days_on_earth.h"
#include "projections/figures/cells.h"
#include "projections/figures/context.h"
#include "projections/figures/pledge_reader.h"
#include "projections/figures/valued_pledge.h"
#include "projections/query/candidates.h"
#include "projections/query/filter_sets.h"
#include "projections/query/query.h"
#include "projections/query/text_search.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {

// The position of the log and the times that an answer is about.
struct Standing {
  ledger::RecordedAt recorded{};             // what the ledger knew by then
  std::optional<ledger::RecordedAt> stated;  // of what had happened by then
  ledger::Size size{};                       // the records that it knew
  [[nodiscard]] ledger::RecordedAt as_of() const noexcept { return stated.value_or(recorded); }
};

class Selection {
 public:
  // `now` is the time of a query about the present.
  [[nodiscard]] static ledger::Result<Selection> make(const Views& views, const Query& query,
                                                      ledger::RecordedAt now);

  [[nodiscard]] const Context& context() const noexcept { return context_; }
  [[nodiscard]] const ReadRows& rows() const noexcept { return views_->state().rows; }
  [[nodiscard]] const Query& query() const noexcept { return *query_; }
  // The day for which timeliness is computed: that of the query's `stated` or `recorded`, else of
  // `now`.
  [[nodiscard]] ledger::Date day() const noexcept { return ledger::date_of(time_); }
  // The day that it is then where days end last: earlier ones are over everywhere.
  [[nodiscard]] ledger::Date earliest_day() const noexcept { return ledger::earliest_day(time_); }
  [[nodiscard]] Standing standing() const noexcept;
  // {"as_of", "axis", "recorded", "stated", "size", "checkpoint": null}: the beginning of every
  // answer. `as_of` is the time for which timeliness is reckoned, `axis` whose time that is.
  [[nodiscard]] boost::json::object heading() const;

  // How relevant a pledge is to the query's search; 0 without one.
  [[nodiscard]] double relevance(Ordinal pledge) const noexcept;
  // Whether a pledge passes the query's filters.
  [[nodiscard]] bool passes(const ValuedPledge& pledge) const;
  // The pledges that pass each filter. REQUIRES: the query is about the present.
  [[nodiscard]] ledger::Result<FilterSets> filter_sets() const;
  // The same moment with other filters. `query` outlives it.
  [[nodiscard]] ledger::Result<Selection> with(const Query& query) const {
    return make(*views_, query, time_);
  }
  // The pledges that can pass; null if any may.
  [[nodiscard]] const Candidates* candidates() const noexcept {
    return candidates_ ? &*candidates_ : nullptr;
  }
  // Reads pledges as they were at the moment, whether they pass or not.
  enum class History : std::uint8_t { without, with };
  [[nodiscard]] PledgeReader reader(History history = History::without) const;
  // Calls `visit` for each pledge that passes, in the order in which they were submitted. The
  // argument is valid only during the call.
  using Visit = std::function<void(const ValuedPledge&)>;
  [[nodiscard]] ledger::Result<void> for_each(const Visit& visit,
                                              History history = History::without) const;
  // The same for a visitor that needs no more of a pledge's facts than its id, owner and title, and
  // of what it rests on, its amounts.
  [[nodiscard]] ledger::Result<void> for_each_by_name(const Visit& visit) const;
  // The same for the query's page of them. Returns how many pass in all.
  [[nodiscard]] ledger::Result<std::size_t> for_page(const Visit& visit) const;
  // A model's cells for the pledges that pass: read from table `tallies` if it has them.
  [[nodiscard]] ledger::Result<CellMap> cells(Model model) const;
  // The log that the views are of.
  [[nodiscard]] const ledger::Store& log() const noexcept;
  // Whether all pledges at the present are selected: those cells are stored.
  [[nodiscard]] bool selects_all_now() const noexcept {
    return query_->selects_all() && !query_->is_past();
  }

 private:
  Selection(const Views& views, const Query& query, Context context, std::optional<TextHits> hits,
            ledger::RecordedAt now);
  [[nodiscard]] ledger::Result<CellMap> cells_of_commitments(Model model) const;
  [[nodiscard]] ledger::Result<void> visit_all(PledgeReader& reader, const Visit& visit) const;

  const Views* views_;
  const Query* query_;
  Context context_;
  std::optional<TextHits> hits_;  // of the query's search
  ledger::RecordedAt time_;
  std::optional<Candidates> candidates_;
};

// Whether the pledge names a country of one of the items of a list (`country-group`, `region`), by
// the list in force on the pledge's day.
[[nodiscard]] bool is_in_group(const Context& context, const ValuedPledge& pledge,
                               std::string_view list, const std::vector<ledger::ItemId>& items);

// Adds {"total", "page", "per_page"} to an answer that shows a page.
void write_page(boost::json::object& answer, const Query& query, std::size_t total);

// Errc::not_found, for a pledge that did not exist at the moment of a query.
enum class Existence : std::uint8_t { never, later };
[[nodiscard]] ledger::Error no_pledge(const ledger::PledgeId& id, Existence existence);

}  // namespace pledgebook::projections
