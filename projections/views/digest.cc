// SPDX-License-Identifier: Apache-2.0
#include "projections/views/digest.h"

#include <array>
#include <boost/json/array.hpp>
#include <limits>

#include "crypto/sha256.h"
#include "ledger/domain/json/canonical_json.h"
#include "projections/figures/pledge_walk.h"
#include "projections/query/selection.h"
#include "projections/query/view_state.h"
#include "projections/views/commitments.h"
#include "projections/views/countries.h"
#include "projections/views/focus_areas.h"
#include "projections/views/frameworks.h"
#include "projections/views/groups.h"
#include "projections/views/members.h"
#include "projections/views/objectives.h"
#include "projections/views/pledges.h"
#include "projections/views/summary.h"
#include "projections/views/timeline.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Result;

// A value for `now`; the figures that depend on it are left out.
constexpr ledger::RecordedAt kNoTime{};

// Removes all fields that depend on today's date.
void strip_clock(json::value& value) {
  if (auto* object = value.if_object()) {
    object->erase("timeliness");
    object->erase("by_timeliness");
    for (auto& member : *object) strip_clock(member.value());
  } else if (auto* array = value.if_array()) {
    for (auto& item : *array) strip_clock(item);
  }
}

class Digester {
 public:
  void add(json::value row) {
    strip_clock(row);
    const std::string text = ledger::canonical_json(row);
    std::array<std::byte, 4> size{};
    for (std::size_t i = 0; i < size.size(); ++i)
      size[i] = static_cast<std::byte>(text.size() >> (8 * (size.size() - 1 - i)));
    hash_.update(size).update(crypto::as_bytes(text));
  }
  [[nodiscard]] crypto::Hash finish() { return hash_.finish(); }

 private:
  crypto::Sha256 hash_;
};

using Answering = Result<json::object> (*)(const Views&, const Query&, ledger::RecordedAt);
struct View {
  std::string_view name;
  std::uint32_t version;
  Answering answering;
};
// In the order of names. Queues are left out: they depend entirely on today's date.
constexpr auto kViews = std::to_array<View>({{"commitments", 2, &commitments},
                                             {"countries", 2, &countries},
                                             {"focus_areas", 2, &focus_areas},
                                             {"frameworks", 2, &frameworks},
                                             {"groups", 2, &groups},
                                             {"members", 2, &members},
                                             {"objectives", 1, &objectives},
                                             {"pledges", 2, &pledges},
                                             {"summary", 2, &summary},
                                             {"timeline", 2, &timeline}});
constexpr std::uint32_t kVersionsVersion = 1;

// The rows, and the rest of an answer, without its heading, as one more row.
crypto::Hash digest_of(const View& view, json::object answer) {
  Digester digester;
  if (auto* rows = answer.if_contains("rows")) {
    for (auto& row : rows->as_array()) digester.add(std::move(row));
  }
  for (const char* name :
       {"rows", "as_of", "axis", "recorded", "stated", "size", "checkpoint", "per_page"})
    answer.erase(name);
  // Part of the digest of `pledges` since its version 1; other answers got pages later.
  if (view.name != "pledges") {
    answer.erase("total");
    answer.erase("page");
  }
  digester.add(std::move(answer));
  return digester.finish();
}

json::value figure_json(const std::optional<Figure>& figure) {
  if (!figure) return nullptr;
  return json::object{{"amount", figure->money.amount.text()},
                      {"currency", figure->money.currency.code()},
                      {"origin", ledger::number(figure->origin)}};
}

// The base of all other views: the state of each pledge after each record of its stream.
Result<crypto::Hash> digest_of_versions(const Views& views) {
  Digester digester;
  PledgeWalk walk(views.state().rows, Moment{}, Unpack::all);
  while (walk.next()) {
    for (const Version& version : walk.versions()) {
      digester.add(json::object{{"pledge", walk.facts().id.text()},
                                {"index", ledger::number(version.index)},
                                {"at", ledger::to_text(version.at)},
                                {"recorded_at", ledger::to_text(version.recorded_at)},
                                {"state", ledger::name(version.state)},
                                {"assurance", ledger::name(version.assurance)},
                                {"announced", figure_json(version.announced)},
                                {"committed", figure_json(version.committed)},
                                {"disbursed", figure_json(version.disbursed)},
                                {"verified", figure_json(version.verified)},
                                {"targets_met", version.targets_met},
                                {"entered_on_behalf", version.entered_on_behalf}});
    }
  }
  if (walk.damaged()) return std::unexpected(damaged_views());
  return digester.finish();
}

}  // namespace

Result<Digests> digests(const Views& views) {
  Digests all;
  Query query;
  query.per_page = std::numeric_limits<std::size_t>::max();
  for (const View& view : kViews) {
    LEDGER_TRY(auto answer, view.answering(views, query, kNoTime));
    all.push_back(
        {std::string(view.name), view.version, views.size(), digest_of(view, std::move(answer))});
  }
  LEDGER_TRY(const auto versions, digest_of_versions(views));
  all.push_back({"versions", kVersionsVersion, views.size(), versions});
  LEDGER_CHECK(views.check());
  return all;
}

}  // namespace pledgebook::projections
