// SPDX-License-Identifier: Apache-2.0
#include "projections/views/pledges.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <tuple>

#include "projections/query/overlaps.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Result;

// A pledge with its sort key.
struct SortedPledge {
  ledger::Decimal number;
  std::string text;
  ledger::PledgeId id;
  Ordinal ordinal{};

  friend bool operator<(const SortedPledge& a, const SortedPledge& b) {
    return std::tie(a.number, a.text, a.id) < std::tie(b.number, b.text, b.id);
  }
};

ledger::Decimal day_number(const std::optional<ledger::Date>& day) {
  return ledger::Decimal::from_ten_thousandths(day ? day->time_since_epoch().count() : INT32_MIN);
}

SortedPledge sorted_pledge(const Selection& selection, const ValuedPledge& pledge) {
  const Context& context = selection.context();
  const Facts& facts = *pledge.facts;
  const Version& now = pledge.now();
  SortedPledge sorted{.number = {}, .text = {}, .id = facts.id, .ordinal = pledge.ordinal};
  switch (selection.query().sort) {
    case SortKey::id:
      break;
    case SortKey::title:
      sorted.text = facts.title;
      break;
    case SortKey::member: {
      const PartyVersion* party = context.party(facts.owner);
      sorted.text = party == nullptr ? facts.owner.text() : party->name;
      break;
    }
    case SortKey::announced:
      if (const auto& announced = pledge.amount(Amount::announced))
        sorted.number = announced->usd.value_or(ledger::Decimal{});
      break;
    case SortKey::published: {
      std::optional<ledger::Date> day;
      if (now.published) day = ledger::date_of(now.published->at);
      sorted.number = day_number(day);
      break;
    }
    case SortKey::activity:
      sorted.number = day_number(now.last_activity);
      break;
    case SortKey::status:
      sorted.number = ledger::Decimal::from_ten_thousandths(std::to_underlying(now.state));
      break;
    case SortKey::relevance: {  // the greatest first
      constexpr double kSteps = 1e9;
      const double relevance = selection.relevance(pledge.ordinal);
      sorted.number =
          ledger::Decimal::from_ten_thousandths(-static_cast<std::int64_t>(relevance * kSteps));
      break;
    }
  }
  return sorted;
}

// The pledges of one page, in order, and the tally of all that pass.
struct Page {
  std::vector<Ordinal> ordinals;
  std::size_t total = 0;
  Tally tally;
};

// The page of all pledges at the present by id: the table of ids has the order, and the figures are
// stored.
Result<Page> page_by_id(const Selection& selection) {
  const Query& query = selection.query();
  LEDGER_TRY(auto cells, selection.cells(Model::totals));
  Page page;
  page.tally = std::move(cells[""].tally);
  page.total = selection.rows().count(ViewTable::by_id);
  Cursor cursor(selection.rows(), ViewTable::by_id);
  std::size_t at = 0;
  for (cursor.seek({}); cursor.valid(); cursor.next(), ++at) {
    // Counted from the end, the page is turned round below.
    const std::size_t place = query.descending ? page.total - 1 - at : at;
    if (query.shows(place)) {
      page.ordinals.push_back(Ordinal{get_number(cursor.value())});
    } else if (!page.ordinals.empty()) {
      break;
    }
  }
  if (query.descending) std::ranges::reverse(page.ordinals);
  return page;
}

Result<Page> page_of(const Selection& selection) {
  const Query& query = selection.query();
  const bool is_by_id = query.sort == SortKey::id || query.sort == SortKey::relevance;
  if (selection.selects_all_now() && is_by_id) return page_by_id(selection);
  Page page;
  std::vector<SortedPledge> sorted;
  const auto sort_in = [&](const ValuedPledge& pledge) {
    sorted.push_back(sorted_pledge(selection, pledge));
  };
  if (selection.selects_all_now()) {
    LEDGER_CHECK(selection.for_each_by_name(sort_in));
    LEDGER_TRY(auto cells, selection.cells(Model::totals));
    page.tally = std::move(cells[""].tally);
  } else {
    LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
      sort_in(pledge);
      page.tally.add(pledge, Sign::add);
    }));
  }
  page.total = sorted.size();
  const std::span<SortedPledge> shown = query.page_of(std::span(sorted));
  // Sorts only up to the end of the page.
  const auto last = sorted.begin() + (shown.data() + shown.size() - sorted.data());
  std::ranges::partial_sort(sorted, last, [&](const SortedPledge& a, const SortedPledge& b) {
    return query.descending ? b < a : a < b;
  });
  for (const SortedPledge& pledge : shown) page.ordinals.push_back(pledge.ordinal);
  return page;
}

}  // namespace

Result<PledgeTotals> list_pledges(const Selection& selection, const Selection::Visit& visit) {
  LEDGER_TRY(Page page, page_of(selection));
  PledgeReader reader = selection.reader();
  for (const Ordinal ordinal : page.ordinals) {
    const auto pledge = reader.find(ordinal);
    if (!pledge) return std::unexpected(damaged_views());
    visit(*pledge);
  }
  LEDGER_TRY(const auto pairs, overlaps(selection));
  return PledgeTotals{
      .pledges = page.total, .tally = std::move(page.tally), .overlap_usd = overlap_of_all(pairs)};
}

Result<json::object> pledges(const Views& views, const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  const ledger::Date day = selection.day();
  json::array rows;
  LEDGER_TRY(const PledgeTotals found, list_pledges(selection, [&](const ValuedPledge& pledge) {
               rows.push_back(pledge_row(selection.context(), pledge, day));
             }));
  json::object totals;
  write_tally(totals, found.tally, day);
  write_net(totals, found.tally.amounts, found.overlap_usd);
  json::object answer = selection.heading();
  write_page(answer, query, found.pledges);
  answer["rows"] = std::move(rows);
  answer["totals"] = std::move(totals);
  return answer;
}

}  // namespace pledgebook::projections
