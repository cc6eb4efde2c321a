// SPDX-License-Identifier: Apache-2.0
#include "projections/views/attestations.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <utility>
#include <variant>

#include "projections/query/talk.h"

namespace pledgebook::projections {

namespace json = boost::json;
using ledger::Result;

Result<std::vector<json::object>> attestations_of(const Selection& selection,
                                                  const ledger::PledgeId& id) {
  std::vector<json::object> given;
  const auto take = [&](const DecodedRecord& record, json::object row) {
    const ledger::Statement& statement = *record.statement;
    if (const auto* attestation = std::get_if<ledger::AttestationGiven>(&statement.body)) {
      row["claim"] = attestation->claim;
      row["evidence"] = ledger::write(attestation->evidence);
      row["withdrawn"] = nullptr;
      given.push_back(std::move(row));
    } else if (const auto* withdrawal =
                   std::get_if<ledger::AttestationWithdrawn>(&statement.body)) {
      const std::string sid = withdrawal->sid.hex();
      const auto found = std::ranges::find_if(
          given, [&](const json::object& other) { return other.at("sid").as_string() == sid; });
      if (found == given.end()) return;  // given later, as its party states it
      (*found)["withdrawn"] = json::object{{"sid", record.sid.hex()},
                                           {"at", ledger::to_text(statement.at)},
                                           {"reason", withdrawal->reason}};
    }
  };
  LEDGER_CHECK(for_each_said(selection, ledger::StreamId::attestation(id), take));
  return given;
}

Result<json::object> attestations(const Views& views, const ledger::PledgeId& id,
                                  const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(auto rows, attestations_of(selection, id));
  return talk_page(selection, id, std::move(rows));
}

}  // namespace pledgebook::projections
