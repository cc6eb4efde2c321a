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
#include "crypto/base64.h"
#include "ledger/domain/values/id.h"
#include "ledger/proof/checkpoint_files.h"
#include "projections/offline_views.h"
#include "projections/query/known_filters.h"
#include "projections/query/query.h"
#include "projections/query/views.h"
#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/focus_areas.h"
#include "projections/views/frameworks.h"
#include "projections/views/groups.h"
#include "projections/views/members.h"
#include "projections/views/objectives.h"
#include "projections/views/parties.h"
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

using Answering = ledger::Result<json::object> (*)(const Views&, const Query&, ledger::RecordedAt);

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
                                Question{"parties", projections::parties},
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
                                    ledger::RecordedAt now) {
  LEDGER_CHECK(projections::check_filters(views, query, ledger::date_of(now)));
  const auto found = std::ranges::find(kQuestions, what, &Question::what);
  if (found != kQuestions.end()) return found->answer(views, query, now);
  if (const auto pledge = id_behind<ledger::PledgeId>(what, "pledges/")) {
    return projections::pledge(views, *pledge, query, now);
  }
  if (const auto member = id_behind<ledger::PartyId>(what, "members/")) {
    return projections::member(views, *member, query, now);
  }
  return std::unexpected(
      ledger::Error{ledger::Errc::not_found, fmt::format("there is no view {}", what)});
}

ledger::Result<json::object> answer_from_views(ledger::Store& store, std::string_view what,
                                               const Query& query) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  {
    LEDGER_TRY(const Views views, projections::open_views(store, {}));
    auto found = answer(views, what, query, now);
    if (views.check()) return found;
  }
  // A damaged row is found only when it is read.
  LEDGER_CHECK(projections::rebuild_views(store, {}));
  LEDGER_TRY(const Views views, projections::open_views(store, {}));
  return answer(views, what, query, now);
}

// Read models know nothing of checkpoints: as a server does, adds the newest published one, if it
// covers the answer.
ledger::Result<void> add_checkpoint(const ledger::Store& store, json::object& answer) {
  LEDGER_TRY(const auto released, ledger::CheckpointFiles(store.directory()).read_released());
  const json::value* size = answer.if_contains("size");
  if (!released || size == nullptr) return {};
  const ledger::Checkpoint& checkpoint = released->checkpoint;
  if (ledger::number(checkpoint.size) < size->to_number<std::uint64_t>()) return {};
  answer["checkpoint"] = json::object{{"origin", checkpoint.origin},
                                      {"size", ledger::number(checkpoint.size)},
                                      {"root", crypto::to_base64(checkpoint.root.bytes)}};
  return {};
}

}  // namespace

Outcome<json::object> DirectoryBook::ask(std::string_view what, const Parameters& parameters) {
  LEDGER_TRY(const Query query, outcome(Query::parse(parameters)));
  LEDGER_TRY(json::object found, outcome(answer_from_views(*store_, what, query)));
  LEDGER_CHECK(outcome(add_checkpoint(*store_, found)));
  return found;
}

}  // namespace pledgebook::cli
