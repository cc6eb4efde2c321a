// SPDX-License-Identifier: Apache-2.0
// DirectoryBook's answers from read models: the API's routes, by the API's functions.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/book/directory_book.h"
#include "ledger/domain/values/id.h"
#include "projections/offline_views.h"
#include "projections/query/query.h"
#include "projections/query/views.h"
#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/focus_areas.h"
#include "projections/views/frameworks.h"
#include "projections/views/groups.h"
#include "projections/views/members.h"
#include "projections/views/objectives.h"
#include "projections/views/pledge_history.h"
#include "projections/views/pledges.h"
#include "projections/views/queues.h"
#include "projections/views/summary.h"
#include "projections/views/timeline.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;
using projections::Query;
using projections::Views;

using Answering = ledger::Result<json::object> (*)(const Views&, const Query&, ledger::Date);

struct Question {
  std::string_view what;
  Answering answer;
};
constexpr std::array kQuestions{Question{"commitments", projections::commitments},
                                Question{"countries", projections::countries},
                                Question{"focus-areas", projections::focus_areas},
                                Question{"frameworks", projections::frameworks},
                                Question{"groups", projections::groups},
                                Question{"members", projections::members},
                                Question{"objectives", projections::objectives},
                                Question{"pledges", projections::pledges},
                                Question{"queues", projections::queues},
                                Question{"summary", projections::summary},
                                Question{"timeline", projections::timeline}};

// "pledges/2026-0017": the id behind `prefix`.
template <class Id>
std::optional<Id> id_behind(std::string_view what, std::string_view prefix) {
  if (!what.starts_with(prefix)) return std::nullopt;
  return Id::parse(what.substr(prefix.size()));
}

ledger::Result<json::object> answer(const Views& views, std::string_view what, const Query& query,
                                    ledger::Date today) {
  const auto found = std::ranges::find(kQuestions, what, &Question::what);
  if (found != kQuestions.end()) return found->answer(views, query, today);
  if (const auto pledge = id_behind<ledger::PledgeId>(what, "pledges/")) {
    return projections::pledge(views, *pledge, query, today);
  }
  if (const auto member = id_behind<ledger::PartyId>(what, "members/")) {
    return projections::member(views, *member, query, today);
  }
  return std::unexpected(
      ledger::Error{ledger::Errc::not_found, fmt::format("there is no view {}", what)});
}

}  // namespace

Outcome<json::object> DirectoryBook::ask(std::string_view what, const Parameters& parameters) {
  LEDGER_TRY(const Query query, outcome(Query::parse(parameters)));
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  {
    LEDGER_TRY(const Views views, outcome(projections::open_views(*store_, {})));
    auto found = answer(views, what, query, today);
    if (views.check()) return outcome(std::move(found));
  }
  // A damaged row is found only when it is read.
  LEDGER_CHECK(outcome(projections::rebuild_views(*store_, {})));
  LEDGER_TRY(const Views views, outcome(projections::open_views(*store_, {})));
  return outcome(answer(views, what, query, today));
}

}  // namespace pledgebook::cli
