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
  bool (*waits)(const ValuedPledge&, const Selection&);
};

constexpr std::array kQueues{
    Queue{"to_review", [](const ValuedPledge& s,
                          const Selection&) { return s.now().state == Lifecycle::submitted; }},
    Queue{"corrections",
          [](const ValuedPledge& s, const Selection&) { return s.now().awaits_correction; }},
    Queue{"due", [](const ValuedPledge& s,
                    const Selection& at) { return s.timeliness(at.day()) == Timeliness::due; }},
    Queue{"inactive",
          [](const ValuedPledge& s, const Selection& at) {
            return s.timeliness(at.day()) == Timeliness::inactive;
          }},
    // From when on an auditor may determine it (ledger/domain/rules/rules_review.cc).
    Queue{"overdue",
          [](const ValuedPledge& s, const Selection& at) {
            return s.facts->end && *s.facts->end < at.earliest_day() &&
                   ledger::is_open(s.now().state);
          }},
    Queue{"undocumented",
          [](const ValuedPledge& s, const Selection&) {
            return s.now().last_report && s.now().assurance == ledger::Assurance::self_reported &&
                   s.counts;
          }},
    Queue{"queried", [](const ValuedPledge& s, const Selection&) {
            return s.now().assurance == ledger::Assurance::disputed && s.counts;
          }}};

}  // namespace

ledger::Result<json::object> queues(const Views& views, const Query& query,
                                    ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  std::array<json::array, kQueues.size()> rows;
  std::array<std::size_t, kQueues.size()> counts{};
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    for (std::size_t i = 0; i < kQueues.size(); ++i) {
      if (!kQueues[i].waits(pledge, selection)) continue;
      if (query.shows(counts[i]++))
        rows[i].push_back(pledge_row(selection.context(), pledge, selection.day()));
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
