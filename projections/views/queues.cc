// SPDX-License-Identifier: Apache-2.0
#include "projections/views/queues.h"

#include <boost/json/array.hpp>

#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Lifecycle;
using ledger::Timeliness;

struct Queue {
  std::string_view name;
  bool (*waits)(const ValuedPledge&, ledger::Date today);
};

constexpr std::array kQueues{
    Queue{"to_review", [](const ValuedPledge& s,
                          ledger::Date) { return s.now().state == Lifecycle::submitted; }},
    Queue{"corrections",
          [](const ValuedPledge& s, ledger::Date) { return s.now().awaits_correction; }},
    Queue{"due", [](const ValuedPledge& s,
                    ledger::Date today) { return s.timeliness(today) == Timeliness::due; }},
    Queue{"inactive",
          [](const ValuedPledge& s, ledger::Date today) {
            return s.timeliness(today) == Timeliness::inactive;
          }},
    Queue{"overdue",
          [](const ValuedPledge& s, ledger::Date today) {
            return s.facts->end && *s.facts->end < today && ledger::is_open(s.now().state);
          }},
    Queue{"undocumented",
          [](const ValuedPledge& s, ledger::Date) {
            return s.now().last_report && s.now().assurance == ledger::Assurance::self_reported &&
                   s.counts;
          }},
    Queue{"queried", [](const ValuedPledge& s, ledger::Date) {
            return s.now().assurance == ledger::Assurance::disputed && s.counts;
          }}};

}  // namespace

ledger::Result<json::object> queues(const Views& views, const Query& query, ledger::Date today) {
  LEDGER_TRY(const auto selection, Selection::make(views, query));
  const ledger::Date day = selection.day(today);
  std::array<json::array, kQueues.size()> rows;
  std::array<std::size_t, kQueues.size()> counts{};
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    for (std::size_t i = 0; i < kQueues.size(); ++i) {
      if (!kQueues[i].waits(pledge, day)) continue;
      if (query.shows(counts[i]++)) rows[i].push_back(pledge_row(selection.context(), pledge, day));
    }
  }));
  json::object answer = selection.heading();
  json::object totals;
  for (std::size_t i = 0; i < kQueues.size(); ++i) {
    totals[kQueues[i].name] = counts[i];
    answer[kQueues[i].name] = std::move(rows[i]);
  }
  answer["counts"] = std::move(totals);
  answer["page"] = query.page;
  answer["per_page"] = query.per_page;
  return answer;
}

}  // namespace pledgebook::projections
