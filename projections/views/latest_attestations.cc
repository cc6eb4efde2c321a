// SPDX-License-Identifier: Apache-2.0
#include "projections/views/latest_attestations.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>
#include <utility>

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Result;

// Reads attestations of pledges, each pledge's once: whether one was withdrawn is in its stream.
class AttestationReader {
 public:
  explicit AttestationReader(const Selection& selection)
      : selection_(selection), pledges_(selection.reader()) {}

  Result<json::object> row(const TalkKey& talk) {
    LEDGER_TRY(const TalkedPledge pledge, talked_pledge(pledges_, talk.pledge));
    auto found = given_.find(talk.pledge);
    if (found == given_.end()) {
      LEDGER_TRY(auto given, attestations_of(selection_, pledge.id));
      found = given_.emplace(talk.pledge, std::move(given)).first;
    }
    const auto attestation = std::ranges::find(
        found->second, talk.index, [](const Attestation& each) { return each.said.index; });
    if (attestation == found->second.end()) return std::unexpected(damaged_views());
    json::object row = to_json(*attestation);
    write_talked(row, selection_.context(), attestation->said, pledge);
    return row;
  }

 private:
  const Selection& selection_;
  PledgeReader pledges_;
  std::map<Ordinal, std::vector<Attestation>> given_;
};

}  // namespace

Result<json::object> latest_attestations(const Views& views, const Query& query,
                                         ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  AttestationReader reader(selection);
  TalkRows given(selection, Property::attestation);
  json::array rows;
  std::size_t total = 0;
  while (const auto talk = given.next()) {
    if (!query.shows(total++)) continue;
    LEDGER_TRY(json::object row, reader.row(*talk));
    rows.push_back(std::move(row));
  }
  if (given.damaged()) return std::unexpected(damaged_views());
  json::object answer = selection.heading();
  write_page(answer, query, total);
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections
