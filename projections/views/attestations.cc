// SPDX-License-Identifier: Apache-2.0
#include "projections/views/attestations.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace pledgebook::projections {

namespace json = boost::json;
using ledger::Result;

json::object to_json(const Attestation& attestation) {
  json::object row = to_json(attestation.said);
  row["claim"] = attestation.claim;
  row["evidence"] = ledger::write(attestation.evidence);
  row["withdrawn"] = nullptr;
  if (const auto& withdrawn = attestation.withdrawn) {
    row["withdrawn"] = json::object{{"sid", withdrawn->sid.hex()},
                                    {"at", ledger::to_text(withdrawn->at)},
                                    {"reason", withdrawn->reason}};
  }
  return row;
}

Result<std::vector<Attestation>> attestations_of(const Selection& selection,
                                                 const ledger::PledgeId& id) {
  std::vector<Attestation> given;
  const auto take = [&](const DecodedRecord& record, const Said& said) {
    const ledger::Body& body = record.statement->body;
    if (const auto* attestation = std::get_if<ledger::AttestationGiven>(&body)) {
      given.push_back({said, attestation->claim, attestation->evidence, {}});
    } else if (const auto* withdrawal = std::get_if<ledger::AttestationWithdrawn>(&body)) {
      const auto found = std::ranges::find(given, withdrawal->sid,
                                           [](const Attestation& other) { return other.said.sid; });
      if (found == given.end()) return;  // given later, as its party states it
      found->withdrawn = Attestation::Withdrawal{said.sid, said.at, withdrawal->reason};
    }
  };
  LEDGER_CHECK(for_each_said(selection, ledger::StreamId::attestation(id), take));
  return given;
}

Result<json::object> attestations(const Views& views, const ledger::PledgeId& id,
                                  const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const auto given, attestations_of(selection, id));
  std::vector<json::object> rows;
  for (const Attestation& attestation : given) rows.push_back(to_json(attestation));
  return talk_page(selection, id, std::move(rows));
}

}  // namespace pledgebook::projections
