// SPDX-License-Identifier: Apache-2.0
// Attestations: what other parties attest of a pledge.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/report.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/talk.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

struct Attestation {
  struct Withdrawal {
    ledger::Sid sid;
    ledger::Instant at{};
    std::string reason;
  };
  Said said;
  std::string claim;
  std::vector<ledger::Evidence> evidence;
  std::optional<Withdrawal> withdrawn;
};
// {"index", "sid", "recorded_at", "at", "by", "recovered_key", "disputed", "claim", "evidence":
// [{"sha256", "size", "type", "name"}], "withdrawn": {"sid", "at", "reason"} or null}
[[nodiscard]] boost::json::object to_json(const Attestation& attestation);

// All attestations of a pledge at the selection's moment, the withdrawn ones too, oldest first.
[[nodiscard]] ledger::Result<std::vector<Attestation>> attestations_of(const Selection& selection,
                                                                       const ledger::PledgeId& id);

// {…, "pledge", "total", "page", "per_page", "rows"}: a page of them. Uses the moment and the page
// of the query. Errc::not_found if there is no such pledge, or it did not exist then.
[[nodiscard]] ledger::Result<boost::json::object> attestations(const Views& views,
                                                               const ledger::PledgeId& id,
                                                               const Query& query,
                                                               ledger::RecordedAt now);

}  // namespace pledgebook::projections
